"""The technology manager's workbench, his assignments with their ledger, and his public record."""

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from accounts.models import ManagerProfile
from common.exceptions import Refusal
from common.pages import keyset_page
from deals.actions import assignment as actions
from deals.actions import commission
from deals.enums.assignment import ASSIGNMENT_MOVES, AssignmentStatus
from deals.forms.assignment import AssignmentForm, CommissionForm, TouchForm
from deals.models import Assignment, CommissionEntry
from deals.views.challenges import attempt, form_page
from integration.exports import FORMATS, ROW_LIMIT, file_response
from integration.views.library import enter, history, move, require

_SHOWN = 30


@login_required
@permission_required("deals.use_workbench", raise_exception=True)
def workbench(request: HttpRequest) -> HttpResponse:
    """What to do first: the live assignments by expected value × decay, and what is due."""
    profile = ManagerProfile.objects.filter(user=request.user).first()
    if profile is None:
        return redirect("accounts:manager-edit")
    mine = Assignment.objects.filter(manager=profile)
    today = timezone.localdate()
    numbers = mine.live().aggregate(
        live=Count("id"),
        offered=Count("id", filter=Q(status=AssignmentStatus.OFFERED)),
        due=Count("id", filter=Q(due_on__lte=today)),
        worth=Sum("expected_value"),
    )
    context = {
        "profile": profile,
        "numbers": numbers,
        "offers": list(mine.filter(status=AssignmentStatus.OFFERED).for_list().order_by("id")[:10]),
        "rows": _first(mine.filter(status=AssignmentStatus.ACTIVE)),
        "today": today,
        "shown": _SHOWN,
    }
    return render(request, "deals/workbench.html", context)


def _first(rows: Any) -> list[Assignment]:
    """The most urgent of ``rows``: ordered by their own numbers first, joined to what is shown only then."""
    wanted = list(rows.by_urgency().values_list("pk", flat=True)[:_SHOWN])
    found = Assignment.objects.for_list().in_bulk(wanted)
    return [found[pk] for pk in wanted]


@login_required
def assignments(request: HttpRequest) -> HttpResponse:
    """What one's organization has given to technology managers."""
    rows = Assignment.objects.filter(organization_id=request.user.organization_id or 0).for_list()
    return render(request, "deals/assignments.html", {"page": keyset_page(rows, request, ("-id",))})


@login_required
def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The commission ledger of every assignment one sees."""
    if format not in FORMATS:
        raise Http404
    seen = Assignment.objects.visible_to(request.user)
    rows = CommissionEntry.objects.filter(assignment__in=seen).select_related(
        "assignment__manager__user", "assignment__demand", "assignment__achievement", "assignment__deal", "payer"
    )
    header = [_("Assignment"), _("Subject"), _("Manager"), _("Paid by"), _("Kind"), _("Amount"), _("Currency"), _("Basis"),
              _("Date")]  # fmt: skip
    cells = (
        [row.assignment.no, row.assignment.title, row.assignment.manager.user.display_name, row.payer.name,
         str(row.get_kind_display()), row.amount, row.currency, row.basis, row.at]
        for row in rows[:ROW_LIMIT]
    )  # fmt: skip
    return file_response(format, "commissions", header, cells)


def assign(request: HttpRequest, no: str) -> HttpResponse:
    """Ask a registered manager to work on something of one's own."""
    if elsewhere := enter(request, "deals.add_assignment"):
        return elsewhere
    profile: Any = get_object_or_404(ManagerProfile.objects.registered().for_list(), no=no)
    initial = {name: request.GET.get(name, "") for name in ("demand", "achievement", "deal")}
    form = AssignmentForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {"by": request.user, "channel": Channel.PORTAL, "values": form.values}
        if saved := attempt(form, actions.offer, profile, **values):
            messages.success(request, _("Offered. The manager accepts or declines."))
            return redirect(saved)
    lede = _("%(name)s sees what it is about and which commission you offer, and answers.") % {"name": profile}
    return form_page(request, form, _("Assign a technology manager"), lede, profile.get_absolute_url())


@login_required
def detail(request: HttpRequest, no: str) -> HttpResponse:
    assignment = _visible(request, no)
    user = request.user
    can = {
        verb: assignment.status in allowed and user.has_perm(f"deals.{verb}_assignment", assignment)
        for verb, (allowed, _to) in ASSIGNMENT_MOVES.items()
    }
    active = assignment.status == AssignmentStatus.ACTIVE
    can["touch"] = active and user.has_perm("deals.touch_assignment", assignment)
    can["book"] = assignment.status in {"active", "ended"} and user.has_perm("deals.book_commission", assignment)
    context = {
        "assignment": assignment, "can": can, "ledger": list(assignment.commissions.select_related("payer", "by")),
        "balance": commission.balance(assignment), "touch_form": TouchForm(instance=assignment),
        "commission_form": CommissionForm(initial={"key": secrets.token_hex(8)}), "history": history(assignment),
    }  # fmt: skip
    return render(request, "deals/assignment.html", context)


@login_required
@require_POST
def button(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    assignment = _visible(request, no)
    require(request, f"deals.{verb}_assignment", assignment)
    values = {} if verb == "accept" else {"reason": request.POST.get("note", "")[:500]}
    return move(request, getattr(actions, verb), assignment, _("Done."), **values)


@login_required
@require_POST
def touch(request: HttpRequest, no: str) -> HttpResponse:
    assignment = _visible(request, no)
    require(request, "deals.touch_assignment", assignment)
    form = TouchForm(request.POST, instance=_visible(request, no))
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect(assignment)
    return move(request, actions.touch, assignment, _("Noted."), changes=form.cleaned_data)


@login_required
@require_POST
def book(request: HttpRequest, no: str) -> HttpResponse:
    assignment = _visible(request, no)
    require(request, "deals.book_commission", assignment)
    form = CommissionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect(assignment)
    try:
        commission.book(assignment, by=request.user, channel=Channel.PORTAL, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Noted in the ledger."))
    return redirect(assignment)


def record(request: HttpRequest, no: str) -> HttpResponse:
    """What a registered manager has done, in numbers; never for whom."""
    profile = get_object_or_404(ManagerProfile.objects.visible_to(request.user), no=no)
    numbers = profile.assignments.aggregate(
        live=Count("id", filter=Q(status__in=["offered", "active"])),
        ended=Count("id", filter=Q(status="ended")),
        deals=Count("deal", distinct=True, filter=Q(status__in=["active", "ended"])),
        signed=Count("deal", distinct=True, filter=Q(deal__signed_at__isnull=False, status__in=["active", "ended"])),
    )
    template = "deals/manager_record.html#record" if request.htmx else "deals/manager_record.html"
    return render(request, template, {"profile": profile, "numbers": numbers})


def _visible(request: HttpRequest, no: str) -> Assignment:
    rows = Assignment.objects.visible_to(request.user).for_list().prefetch_related("deal__parties")
    return get_object_or_404(rows, no=no)
