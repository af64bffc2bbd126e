"""Open licences: what everybody sees, the owner's editor and moves, the review desk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel, FirmSize
from achievements.actions import licences as actions
from achievements.enums import LICENCE_MOVES, KnowHow, LicenceStatus
from achievements.filters import OpenLicenceFilter
from achievements.forms import NoteForm, OpenLicenceForm
from achievements.models import Achievement, OpenLicence
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page
from integration.views.library import history, move, require


def library(request: HttpRequest) -> HttpResponse:
    """Every published statement, with the price for a firm of the reader's size."""
    rows = OpenLicence.objects.visible_to(request.user).published().for_list()
    found = OpenLicenceFilter(request.GET, rows)
    page = keyset_page(found.qs, request, ("-id",), size=20)
    size = reader_size(request)
    for row in page:
        row.for_reader = row.quote(size)
    template = "achievements/licences.html#results" if request.htmx else "achievements/licences.html"
    return render(request, template, {"filter": found, "page": page, "size": size})


def detail(request: HttpRequest, no: str) -> HttpResponse:
    licence = _visible(request, no)
    user = request.user
    can = {
        verb: licence.status in allowed and user.has_perm(f"achievements.{verb}_openlicence", licence)
        for verb, (allowed, _to) in LICENCE_MOVES.items()
    }
    can["change"] = licence.status in actions.OPEN and user.has_perm("achievements.change_openlicence", licence)
    inside = user.is_authenticated and (
        user.is_superuser or user.is_reviewer or can["change"] or _is_owner(user, licence)
    )
    context: dict[str, Any] = {
        "licence": licence,
        "can": can,
        "inside": inside,
        "prices": prices(licence, reader_size(request)),
        "findings": actions.findings(licence) if inside else [],
        "history": history(licence) if inside else [],
    }
    return render(request, "achievements/licence.html", context)


def prices(licence: OpenLicence, size: str) -> list[dict[str, Any]]:
    """One row for each size of firm: label, first year without and with the support, whether it is the reader's."""
    optional = licence.know_how == KnowHow.OPTIONAL
    return [
        {
            "label": each.label,
            "plain": licence.quote(each.value),
            "supported": licence.quote(each.value, know_how=True) if optional else None,
            "mine": each.value == size,
        }
        for each in FirmSize
    ]


def reader_size(request: HttpRequest) -> str:
    """The size of the reader's firm, empty where it is not known."""
    user = request.user
    return user.membership.organization.size if user.is_authenticated and user.membership else ""


def _is_owner(user: Any, licence: OpenLicence) -> bool:
    return bool(user.membership) and user.organization_id == licence.organization_id


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The statements of one's own organization."""
    rows = OpenLicence.objects.filter(organization_id=request.user.organization_id or 0).for_list()
    page = keyset_page(rows, request, ("-id",))
    return render(request, "achievements/my_licences.html", {"page": page})


@login_required
def create(request: HttpRequest, no: str) -> HttpResponse:
    """A statement for one right of an achievement."""
    achievement = get_object_or_404(Achievement.objects.visible_to(request.user).for_detail(), no=no)
    require(request, "achievements.add_openlicence", achievement)
    form = OpenLicenceForm(request.POST or None, achievement=achievement)
    if request.method == "POST" and form.is_valid():
        saved = _save(form, actions.create, achievement, by=request.user, channel=Channel.PORTAL, values=form.values)
        if saved:
            messages.success(request, _("Saved as a draft. Hand it in for approval when it is ready."))
            return redirect(saved)
    return _form(request, form, achievement)


@login_required
def edit(request: HttpRequest, no: str) -> HttpResponse:
    licence = _visible(request, no)
    require(request, "achievements.change_openlicence", licence)
    form = OpenLicenceForm(request.POST or None, instance=licence, achievement=licence.achievement)
    if request.method == "POST" and form.is_valid():
        current = _visible(request, no)  # the form has written into its own instance
        saved = _save(form, actions.edit, current, by=request.user, channel=Channel.PORTAL, changes=form.values)
        if saved:
            messages.success(request, _("Saved."))
            return redirect(saved)
    return _form(request, form, licence.achievement, licence)


def _save(form: OpenLicenceForm, action: Any, *args: Any, **kwargs: Any) -> OpenLicence | None:
    try:
        return action(*args, **kwargs)
    except Refusal as refusal:
        form.add_error(None, refusal.detail)
    except ValidationError as error:
        add_errors(form, error)
    return None


def _form(
    request: HttpRequest, form: OpenLicenceForm, achievement: Achievement, licence: OpenLicence | None = None
) -> HttpResponse:
    context = {"form": form, "achievement": achievement, "licence": licence}
    return render(request, "achievements/licence_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def owner_move(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    """The owner's moves: hand in, approve, recall, submit, withdraw."""
    licence = _visible(request, no)
    require(request, f"achievements.{verb}_openlicence", licence)
    note = request.POST.get("note", "")[:2000]
    values = {"recall": {"note": note}, "withdraw": {"reason": note}}.get(verb, {})
    done = {
        "hand_in": _("Handed in. An administrator of your organization approves it."),
        "approve": _("Approved. It can be submitted now."),
        "recall": _("Back in the draft."),
        "submit": _("Submitted. A reviewer reads it and answers with a note."),
        "withdraw": _("Withdrawn. Licences that were taken run on."),
    }
    return move(request, getattr(actions, verb), licence, done[verb], **values)


@login_required
@permission_required("achievements.curate", raise_exception=True)
def curation(request: HttpRequest, no: str = "") -> HttpResponse:
    """The queue of statements, longest waiting first, and the one that is open."""
    queue = list(
        OpenLicence.objects.filter(status=LicenceStatus.SUBMITTED).for_list().order_by("updated_at", "pk")[:30]
    )
    licence = _visible(request, no) if no else (queue[0] if queue else None)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and licence is not None and form.is_valid():
        verb = "publish" if request.POST.get("decision") == "publish" else "return"
        require(request, f"achievements.{verb}_openlicence", licence)
        action = actions.publish if verb == "publish" else actions.return_
        move(request, action, licence, _("Decided: %(name)s.") % {"name": licence}, note=form.cleaned_data["note"])
        return redirect("achievements:licence-curation")
    context: dict[str, Any] = {"queue": queue, "licence": licence, "form": form}
    if licence is not None:
        context |= {
            "findings": actions.findings(licence),
            "prices": prices(licence, ""),
            "is_open": licence.status == LicenceStatus.SUBMITTED,
            "is_allowed": request.user.has_perm("achievements.publish_openlicence", licence),
        }
    return render(request, "achievements/licence_curation.html", context)


def _visible(request: HttpRequest, no: str) -> OpenLicence:
    return get_object_or_404(OpenLicence.objects.visible_to(request.user).for_list(), no=no)
