"""Challenges: the public list and page, the owner's editor and moves, the reviewers' table."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page
from deals.actions import challenge as actions
from deals.enums.challenge import CHALLENGE_MOVES
from deals.filters.trading import ChallengeFilter
from deals.forms.challenge import AppointForm, ChallengeForm
from deals.models import Challenge, Proposal
from demands.models import Demand
from demands.rules import may_see_owner
from integration.exports import FORMATS, file_response
from integration.views.library import history, move, require

#: verb → action; ``nominate`` takes the proposal with it.
ACTIONS = {
    "announce": actions.announce, "close": actions.close, "nominate": actions.nominate, "object": actions.object_,
    "award": actions.award, "finish": actions.finish, "fail": actions.fail, "cancel": actions.cancel,
}  # fmt: skip


def library(request: HttpRequest) -> HttpResponse:
    rows = Challenge.objects.visible_to(request.user).for_list().exclude(status="draft")
    found = ChallengeFilter(request.GET, rows)
    page = keyset_page(found.qs, request, ("-id",), size=20)
    for row in page:
        row.owner_is_shown = may_see_owner.test(request.user, row.demand)
    template = "deals/challenges.html#results" if request.htmx else "deals/challenges.html"
    return render(request, template, {"filter": found, "page": page})


def detail(request: HttpRequest, no: str) -> HttpResponse:
    challenge = _visible(request, no)
    user = request.user
    can = {
        verb: challenge.status in allowed and user.has_perm(f"deals.{verb}_challenge", challenge)
        for verb, (allowed, _to) in CHALLENGE_MOVES.items()
    }
    can["change"] = challenge.status in {"draft", "open"} and user.has_perm("deals.change_challenge", challenge)
    can["appoint"] = user.has_perm("deals.appoint_challenge", challenge)
    inside = user.has_perm("deals.read_proposals", challenge)
    own = user.is_authenticated and user.membership and challenge.organization_id == user.organization_id
    context: dict[str, Any] = {
        "challenge": challenge,
        "can": can,
        "inside": inside,
        "own": own,
        "owner_is_shown": may_see_owner.test(user, challenge.demand),
        "statistics": statistics(challenge),
        "mine": _mine(user, challenge),
        "appoint_form": AppointForm(),
        "history": history(challenge) if inside else [],
    }
    return render(request, "deals/challenge.html", context)


def statistics(challenge: Challenge) -> dict[str, Any]:
    """What solvers may know: numbers, never who. ``{"received", "shortlisted", "answered", "days_left"}``."""
    statuses = list(challenge.proposals.handed_in().values_list("status", flat=True))
    return {
        "received": len(statuses),
        "shortlisted": sum(status in {"shortlisted", "nominated", "awarded"} for status in statuses),
        "answered": sum(status in {"declined", "nominated", "awarded"} for status in statuses),
        "days_left": max(0, (challenge.deadline - timezone.localdate()).days) if challenge.status == "open" else None,
        "late": challenge.status == "reviewing" and challenge.feedback_due < timezone.localdate(),
    }


@login_required
def create(request: HttpRequest, no: str) -> HttpResponse:
    """A challenge of one's own demand."""
    demand = get_object_or_404(Demand.objects.visible_to(request.user), no=no)
    require(request, "deals.add_challenge", demand)
    form = ChallengeForm(request.POST or None, initial={"acceptance_test": demand.acceptance_test})
    if request.method == "POST" and form.is_valid():
        values = {"by": request.user, "channel": Channel.PORTAL, "values": form.values}
        if saved := attempt(form, actions.create, demand, **values):
            messages.success(request, _("Saved as a draft. Announce it when it is ready."))
            return redirect(saved)
    return form_page(request, form, _("Challenge"), demand.display_title, demand.get_absolute_url())


@login_required
def edit(request: HttpRequest, no: str) -> HttpResponse:
    challenge = _visible(request, no)
    require(request, "deals.change_challenge", challenge)
    form = ChallengeForm(request.POST or None, instance=_visible(request, no))
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        values = {"by": request.user, "channel": Channel.PORTAL, "changes": changes}
        if attempt(form, actions.edit, challenge, **values):
            messages.success(request, _("Saved."))
            return redirect(challenge)
    return form_page(request, form, _("Challenge"), challenge.title, challenge.get_absolute_url())


@login_required
@require_POST
def button(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    challenge = _visible(request, no)
    require(request, f"deals.{verb}_challenge", challenge)
    note = request.POST.get("note", "")[:2000]
    values: dict[str, Any] = {}
    if verb == "nominate":
        rows = Proposal.objects.visible_to(request.user).filter(challenge=challenge)
        values = {"proposal": get_object_or_404(rows, no=request.POST.get("proposal", ""))}
    elif verb in {"finish", "fail", "cancel"}:
        values = {"note": note}
    elif verb == "object":
        values = {"reason": note}
    return move(request, ACTIONS[verb], challenge, _("Done."), **values)


@login_required
@require_POST
def appoint(request: HttpRequest, no: str) -> HttpResponse:
    challenge = _visible(request, no)
    require(request, "deals.appoint_challenge", challenge)
    form = AppointForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect(challenge)
    values = {"user": form.cleaned_data["email"], "role": form.cleaned_data["role"] or None}
    return move(request, actions.appoint, challenge, _("Saved."), **values)


@login_required
def proposals(request: HttpRequest, no: str) -> HttpResponse:
    """The reviewers' table: every proposal that was handed in, with its votes."""
    challenge = _visible(request, no)
    require(request, "deals.read_proposals", challenge)
    rows = challenge.proposals.handed_in().select_related("organization").with_votes()
    context = {
        "challenge": challenge,
        "rows": rows,
        "may_nominate": challenge.status == "reviewing"
        and request.user.has_perm("deals.nominate_challenge", challenge),
    }
    return render(request, "deals/challenge_proposals.html", context)


@login_required
def export(request: HttpRequest, no: str, format: str) -> HttpResponseBase:
    """The table as a file, for those who may read it."""
    if format not in FORMATS:
        raise Http404
    challenge = _visible(request, no)
    require(request, "deals.read_proposals", challenge)
    header = [_("Number"), _("Organization"), _("In one sentence"), _("Status"), _("Price"), _("Months"), _("Advance"),
              _("Not sure"), _("Decline"), _("Reason")]  # fmt: skip
    rows = challenge.proposals.handed_in().select_related("organization").with_votes()
    cells = (
        [row.no, row.organization.name, row.title, str(row.get_status_display()), row.price, row.months, row.votes_advance,
         row.votes_unsure, row.votes_decline, str(row.get_reason_display())]
        for row in rows
    )  # fmt: skip
    return file_response(format, f"proposals-{challenge.no}", header, cells)


def attempt(form: Any, action: Any, *args: Any, **kwargs: Any) -> Any | None:
    """Run an action; what is refused stands on the form, and None is returned."""
    try:
        return action(*args, **kwargs)
    except Refusal as refusal:
        form.add_error(None, refusal.detail)
    except ValidationError as error:
        add_errors(form, error)
    return None


def form_page(request: HttpRequest, form: Any, title: str, lede: str, back: str) -> HttpResponse:
    """The plain page of one form."""
    context = {"form": form, "title": title, "lede": lede, "back": back}
    return render(request, "deals/trading_form.html", context, status=422 if form.errors else 200)


def _mine(user: Any, challenge: Challenge) -> Proposal | None:
    """The proposal of the reader's organization."""
    if not user.is_authenticated or not user.membership:
        return None
    return challenge.proposals.filter(organization_id=user.organization_id).first()


def _visible(request: HttpRequest, no: str) -> Challenge:
    rows = Challenge.objects.visible_to(request.user).for_list().prefetch_related("reviewers__user")
    return get_object_or_404(rows, no=no)
