"""Taking open licences, the two sides' lists, the receipt, the register."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from achievements.models import OpenLicence
from achievements.views.licences import prices
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page
from deals.actions import licence as actions
from deals.enums.licence import LICENCE_STATE_MOVES, Tier
from deals.forms.licence import FilingForm, ReasonForm, TakeForm
from deals.models import Licence
from integration.exports import FORMATS, ROW_LIMIT, file_response
from integration.views.library import enter, history, move, require

#: The moves that a button makes; the calendar makes the others.
BUTTONS = ("confirm_payment", "record_filing", "terminate", "cancel_unpaid")


def take(request: HttpRequest, no: str) -> HttpResponse:
    """The terms for one's own organization, and a yes to them."""
    statement = get_object_or_404(OpenLicence.objects.visible_to(request.user).published().for_list(), no=no)
    if elsewhere := enter(request, "deals.take_licence"):
        return elsewhere
    form = TakeForm(request.POST or None, statement=statement, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid() and (taken := _take(request, form, statement)):
        messages.success(request, _("Taken. The licensor is told; the receipt is below."))
        return redirect(taken)
    organization = request.user.membership.organization
    asked = request.POST or request.GET
    chosen = Tier.TRIAL if asked.get("tier") == Tier.TRIAL and statement.trial_months else Tier.OPEN
    know_how = bool(asked.get("know_how"))
    context: dict[str, Any] = {
        "statement": statement,
        "form": form,
        "organization": organization,
        "prices": prices(statement, organization.size),
        "terms": actions.terms_of(statement, organization, tier=chosen, know_how=know_how),
        "held": Licence.objects.live().filter(statement=statement, licensee=organization),
    }
    return render(request, "deals/licence_take.html", context, status=422 if form.errors else 200)


def _take(request: HttpRequest, form: TakeForm, statement: OpenLicence) -> Licence | None:
    try:
        return actions.take(statement, by=request.user, channel=Channel.PORTAL, **form.values)
    except Refusal as refusal:
        form.add_error(None, refusal.detail)
    except ValidationError as error:
        add_errors(form, error)
    return None


@login_required
def held(request: HttpRequest) -> HttpResponse:
    """What one's organization has taken, and what it has given."""
    given = request.GET.get("side") == "given"
    page = keyset_page(_rows(request, given).for_list(), request, ("-id",))
    return render(request, "deals/licences.html", {"page": page, "given": given})


@login_required
def export(request: HttpRequest, format: str) -> HttpResponseBase:
    if format not in FORMATS:
        raise Http404
    rows = _rows(request, request.GET.get("side") == "given").for_list()[:ROW_LIMIT]
    header = [_("Number"), _("Statement"), _("Achievement"), _("Licensor"), _("Licensee"), _("Rung"), _("Status"),
              _("First year"), _("Currency"), _("Begins"), _("Ends"), _("Recordal")]  # fmt: skip
    cells = (
        [row.no, row.statement.no, row.title, row.licensor.name, row.licensee.name, str(row.get_tier_display()),
         str(row.get_status_display()), row.total, row.currency, row.starts_on, row.ends_on, row.filing_no]
        for row in rows
    )  # fmt: skip
    return file_response(format, "licences", header, cells)


def _rows(request: HttpRequest, given: bool) -> Any:
    side = "licensor_id" if given else "licensee_id"
    return Licence.objects.filter(**{side: request.user.organization_id or 0}).order_by("-id")


@login_required
def detail(request: HttpRequest, no: str) -> HttpResponse:
    licence = _visible(request, no)
    can = {
        verb: licence.status in LICENCE_STATE_MOVES[verb][0] and request.user.has_perm(f"deals.{verb}_licence", licence)
        for verb in BUTTONS
    }
    context = {
        "licence": licence,
        "can": can,
        "history": history(licence),
        "filing_form": FilingForm(),
        "reason_form": ReasonForm(),
    }
    return render(request, "deals/licence.html", context)


@login_required
@require_POST
def button(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    licence = _visible(request, no)
    require(request, f"deals.{verb}_licence", licence)
    form = {"record_filing": FilingForm, "terminate": ReasonForm, "cancel_unpaid": ReasonForm}.get(verb)
    values: dict[str, Any] = {}
    if form is not None:
        filled = form(request.POST)
        if not filled.is_valid():
            messages.error(request, " ".join(text for texts in filled.errors.values() for text in texts))
            return redirect(licence)
        values = filled.cleaned_data
    done = {
        "confirm_payment": _("Confirmed: the licence is in force."),
        "record_filing": _("Saved."),
        "terminate": _("The licence has ended."),
        "cancel_unpaid": _("The licence has ended."),
    }
    return move(request, getattr(actions, verb), licence, done[verb], **values)


@login_required
def register(request: HttpRequest, no: str) -> HttpResponse:
    """Who holds a licence of this statement: for its owner and reviewers; everybody else sees the number alone."""
    statement = get_object_or_404(OpenLicence.objects.visible_to(request.user).for_list(), no=no)
    rows = Licence.objects.visible_to(request.user).filter(statement=statement, licensor_id=statement.organization_id)
    if not (
        request.user.is_reviewer
        or request.user.is_superuser
        or request.user.organization_id == statement.organization_id
    ):
        raise Http404
    page = keyset_page(rows.for_list(), request, ("-id",), size=50)
    template = "deals/licence_register.html#register" if request.htmx else "deals/licence_register.html"
    return render(request, template, {"statement": statement, "page": page})


def _visible(request: HttpRequest, no: str) -> Licence:
    return get_object_or_404(Licence.objects.visible_to(request.user).for_detail(), no=no)
