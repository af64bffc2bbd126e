"""Pages of expressions of interest: writing one, the two lists, answering, consent."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Channel
from achievements.models import Achievement
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page
from deals.actions import consent, interest
from deals.actions.deal import open_from_interest
from deals.enums.interest import INTEREST_MOVES, InterestStatus, Side
from deals.forms.interest import DeclineInterestForm, InterestForm, StepForm
from deals.models import Interest
from deals.selectors.declines import reasons_of
from deals.selectors.ladder import name_of_other
from deals.selectors.receipts import ladder_of, receipt_of
from deals.views.acting import attempt, label
from demands.models import Demand
from matching.models import Match


@login_required
def for_achievement(request: HttpRequest, no: str) -> HttpResponse:
    """A firm asks the holder of an achievement, for one of its demands or without."""
    achievement = get_object_or_404(Achievement.objects.visible_to(request.user).published(), no=no)
    return _write(request, side=Side.NEED, achievement=achievement)


@login_required
def for_demand(request: HttpRequest, no: str) -> HttpResponse:
    """An institution asks the firm behind a demand, with one of its achievements."""
    demand = get_object_or_404(Demand.objects.visible_to(request.user).open(), no=no)
    return _write(request, side=Side.SUPPLY, demand=demand)


@login_required
def for_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Either side of a pair asks the other."""
    match = get_object_or_404(Match.objects.visible_to(request.user).for_list(), pk=pk)
    sides = {match.demand.organization_id: Side.NEED, match.achievement.organization_id: Side.SUPPLY}
    side = sides.get(request.user.organization_id)
    if side is None:
        raise PermissionDenied
    return _write(request, side=side, demand=match.demand, achievement=match.achievement, match=match)


def _write(
    request: HttpRequest, *, side: str, achievement: Any = None, demand: Any = None, match: Any = None
) -> HttpResponse:
    user = request.user
    if not user.has_perm("deals.add_interest"):
        raise PermissionDenied
    target = achievement if side == Side.NEED else demand
    if target.organization_id == user.organization_id:
        raise PermissionDenied(_("This entry is your own organization's."))
    own = None if match else _own_entries(user, side)
    form = InterestForm(request.POST or None, side=side, own=own)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        pair = {
            "achievement": values.pop("achievement", None) or achievement,
            "demand": values.pop("demand", None) or demand,
        }
        try:
            row = interest.express(by=user, channel=Channel.PORTAL, side=side, match=match, **pair, **values)
        except ValidationError as error:
            add_errors(form, error)
        except Refusal as refusal:
            form.add_error(None, refusal.detail)
        else:
            return redirect(f"{row.get_absolute_url()}?sent=1")
    context = {"form": form, "target": target, "side": side, "cancel_url": target.get_absolute_url()}
    return render(request, "deals/interest_form.html", context, status=422 if form.errors else 200)


def _own_entries(user: Any, side: str) -> Any:
    model = Demand if side == Side.NEED else Achievement
    return model.objects.filter(organization_id=user.organization_id, status="published").order_by("-published_at")


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Received and sent, newest first; what waits for an answer says until when."""
    own = request.user.organization_id
    box = "sent" if request.GET.get("box") == "sent" else "received"
    rows = Interest.objects.visible_to(request.user).for_list()
    waiting = rows.received(own).filter(status=InterestStatus.OPEN).count() if own else 0
    page = keyset_page(getattr(rows, box)(own) if own else rows.none(), request, ("-id",))
    for row in page:
        row.other_name = name_of_other(row, request.user)
    here = reverse("deals:interests")
    tabs = [
        {"label": _("Received"), "url": here, "current": box == "received", "count": waiting or None},
        {"label": _("Sent"), "url": f"{here}?box=sent", "current": box == "sent"},
    ]
    return render(request, "deals/interests.html", {"page": page, "tabs": tabs, "box": box})


@login_required
@require_safe
def detail(request: HttpRequest, no: str) -> HttpResponse:
    row = _row(request, no)
    user = request.user
    can = {
        verb: row.status in start and who != "clock" and user.has_perm(f"deals.{verb}_interest", row)
        for verb, (start, _to, who) in INTEREST_MOVES.items()
    }
    deal = getattr(row, "deal", None)
    can["withdraw"] = can["withdraw"] and deal is None
    can["open"] = (
        row.status == InterestStatus.ACCEPTED and deal is None and user.has_perm("deals.consent_interest", row)
    )
    ladder = ladder_of(row, user)
    if ladder is not None:
        consent.log_shown(row, owner_id=ladder.other.pk, by=user, groups=ladder.newly_shown())
    context = {
        "interest": row, "can": can, "deal": deal, "ladder": ladder, "other_name": name_of_other(row, user),
        "decline_form": DeclineInterestForm(), "step_form": StepForm(), "just_sent": "sent" in request.GET,
        "is_recipient": row.recipient_id == user.organization_id,
        "may_consent": user.has_perm("deals.consent_interest", row),
    }  # fmt: skip
    return render(request, "deals/interest.html", context)


@login_required
@require_POST
def act(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    """accept, decline (with a reason), withdraw, open a room, open a step, take consent back."""
    row = _row(request, no)
    by, channel = request.user, Channel.PORTAL
    back = row.get_absolute_url()
    if verb == "open":
        try:
            deal = open_from_interest(row, by=by, channel=channel)
        except Refusal:
            return attempt(request, lambda: open_from_interest(row, by=by, channel=channel), back)
        return redirect(deal)
    calls = {
        "accept": lambda: interest.accept(row, by=by, channel=channel),
        "decline": lambda: interest.decline(row, by=by, channel=channel, reason=request.POST.get("reason", "")),
        "withdraw": lambda: interest.withdraw(row, by=by, channel=channel),
        "revoke": lambda: consent.revoke(row, by=by, channel=channel),
        "step": lambda: _open_step(request, row),
    }
    permission = verb if verb in INTEREST_MOVES else "consent"
    if not by.has_perm(f"deals.{permission}_interest", row):
        raise PermissionDenied
    return attempt(request, calls[verb], back)


def _open_step(request: HttpRequest, row: Interest) -> None:
    form = StepForm(request.POST)
    if not form.is_valid():
        raise ValidationError({label(name): errors for name, errors in form.errors.items()})
    other = next(pk for pk in row.organizations if pk != request.user.organization_id)
    consent.open_step(row, recipient_id=other, by=request.user, channel=Channel.PORTAL, **form.cleaned_data)


@login_required
@require_safe
def receipt(request: HttpRequest, no: str) -> HttpResponse:
    """Who agreed to what, and who was shown what: as a page to print, or as JSON."""
    row = _row(request, no)
    body = receipt_of(row, request.user)
    if request.GET.get("format") == "json":
        answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer["Content-Disposition"] = f'attachment; filename="consent-{row.no}.json"'
        return answer
    return render(request, "deals/receipt.html", {"receipt": body, "back_url": row.get_absolute_url()})


def _row(request: HttpRequest, no: str) -> Interest:
    return get_object_or_404(Interest.objects.visible_to(request.user).for_list(), no=no)


@login_required
@require_safe
def declines(request: HttpRequest, kind: str, no: str) -> HttpResponse:
    """The histogram of reasons, for the entry's own organization."""
    model = Achievement if kind == "achievements" else Demand
    entry = get_object_or_404(model, no=no, organization_id=request.user.organization_id or 0)
    rows = reasons_of(entry)
    template = "deals/declines.html#rows" if request.htmx else "deals/declines.html"
    return render(request, template, {"entry": entry, "rows": rows, "total": sum(row["value"] for row in rows)})
