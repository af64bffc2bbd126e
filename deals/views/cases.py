"""The case library, and writing a case of one's own deal."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Channel
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page
from deals.actions import case as cases
from deals.enums.terms import PartyRole
from deals.forms.deal import CaseForm
from deals.models import Case
from deals.rules.deal import role_of
from deals.views.acting import attempt
from deals.views.deals import get_deal


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    page = keyset_page(Case.objects.published().for_list(), request, ("-published_at", "-id"), size=20)
    return render(request, "deals/cases.html", {"page": page})


@require_safe
def detail(request: HttpRequest, no: str) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user).for_list(), no=no)
    user = request.user
    role = role_of(case.deal, user.organization_id) if user.is_authenticated else ""
    writes = user.is_authenticated and user.has_perm("deals.write_case_deal", case.deal)
    consented = case.supply_consented if role == PartyRole.SUPPLY else case.need_consented
    context = {
        "case": case, "parts": parts_of(case), "names": names_of(case), "writes": writes,
        "can_consent": writes and case.status != "withdrawn" and consented != case.version,
        "can_withdraw": writes and case.status == "published",
    }  # fmt: skip
    return render(request, "deals/case.html", context)


def parts_of(case: Case) -> list[tuple[str, str]]:
    names = ("problem", "tried", "why", "what_was_done", "results", "did_not_work", "lessons")
    return [
        (str(Case._meta.get_field(name).verbose_name), getattr(case, name)) for name in names if getattr(case, name)
    ]


def names_of(case: Case) -> list[str]:
    """The sides that agreed to be named."""
    shown = {PartyRole.SUPPLY: case.names_supply, PartyRole.NEED: case.names_need}
    return [str(party.organization) for party in case.deal.parties.all() if shown.get(party.role)]


@login_required
def edit(request: HttpRequest, no: str) -> HttpResponse:
    """Written by either side once the contract is signed; every change asks both again."""
    deal = get_deal(request, no)
    if not request.user.has_perm("deals.write_case_deal", deal):
        raise PermissionDenied
    case = getattr(deal, "case", None)
    initial: dict[str, Any] = {}
    if case is None:
        initial = {"title": deal.title[:200], "problem": deal.demand.problem[:3000] if deal.demand else ""}
        initial["tried"] = deal.demand.tried_before[:3000] if deal.demand else ""
    copy = Case.objects.get(pk=case.pk) if case else None
    form = CaseForm(request.POST or None, instance=copy, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = cases.write(deal, by=request.user, channel=Channel.PORTAL, values=form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        except Refusal as refusal:
            form.add_error(None, refusal.detail)
        else:
            return redirect(saved)
    context = {"form": form, "deal": deal, "case": case}
    return render(request, "deals/case_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def act(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user).for_list(), no=no)
    if not request.user.has_perm("deals.write_case_deal", case.deal):
        raise PermissionDenied
    raw = request.POST.get("version", "")
    version = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0
    by = {"by": request.user, "channel": Channel.PORTAL}
    if verb == "consent":
        return attempt(
            request, lambda: cases.consent(case, version=version, **by), case.get_absolute_url(), _("Agreed.")
        )
    if verb == "withdraw":
        return attempt(request, lambda: cases.withdraw(case, **by), case.get_absolute_url(), _("Taken back"))
    raise Http404
