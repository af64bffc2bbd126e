"""Proposals: written on one page that saves itself, handed in, read, voted on, answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from common.exceptions import Refusal
from common.pages import keyset_page
from deals.actions import proposal as actions
from deals.enums.challenge import PROPOSAL_MOVES
from deals.forms.challenge import DeclineForm, ProposalForm, VoteForm
from deals.models import Challenge, Proposal
from deals.views.challenges import attempt
from integration.views.library import enter, move, require


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What one's organization has proposed, and what it is asked to read."""
    rows = Proposal.objects.filter(organization_id=request.user.organization_id or 0).for_list()
    page = keyset_page(rows, request, ("-id",))
    asked = Challenge.objects.filter(reviewers__user=request.user, status__in=["open", "reviewing", "publicity"])
    return render(request, "deals/my_proposals.html", {"page": page, "asked": asked.select_related("demand")[:20]})


@require_POST
def start(request: HttpRequest, no: str) -> HttpResponse:
    """Open the page of one's own proposal."""
    if elsewhere := enter(request, "deals.add_proposal"):
        return elsewhere
    challenge = get_object_or_404(Challenge.objects.visible_to(request.user), no=no)
    try:
        proposal = actions.start(challenge, by=request.user, channel=Channel.PORTAL)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return redirect(challenge)
    return redirect("deals:proposal-edit", no=proposal.no)


@login_required
def edit(request: HttpRequest, no: str) -> HttpResponse:
    """The page saves itself: ``autosave`` in the body answers with one line instead of the page."""
    proposal = _visible(request, no)
    require(request, "deals.change_proposal", proposal)
    form = ProposalForm(request.POST or None, instance=_visible(request, no))
    autosave = bool(request.htmx) or "autosave" in request.POST
    saved = None
    if request.method == "POST" and form.is_valid():
        values = {"by": request.user, "channel": Channel.PORTAL, "changes": form.values}
        saved = attempt(form, actions.save, proposal, expected_version=form.cleaned_data["version"], **values)
    if autosave:
        return render(request, "deals/_autosaved.html", {"form": form, "saved": saved})
    if saved is not None and "submit" in request.POST:
        return _hand_in(request, form, saved)
    if saved is not None:
        messages.success(request, _("Saved as a draft; only your organization sees it."))
        return redirect("deals:proposal-edit", no=no)
    return _editor(request, form, proposal)


def _hand_in(request: HttpRequest, form: ProposalForm, proposal: Proposal) -> HttpResponse:
    if attempt(form, actions.submit, proposal, by=request.user, channel=Channel.PORTAL):
        messages.success(request, _("Handed in. The answer comes by the promised day."))
        return redirect(proposal)
    form.data = form.data.copy()
    form.data["version"] = str(proposal.version)
    return _editor(request, form, proposal)


def _editor(request: HttpRequest, form: ProposalForm, proposal: Proposal) -> HttpResponse:
    context = {"form": form, "proposal": proposal, "challenge": proposal.challenge}
    return render(request, "deals/proposal_form.html", context, status=422 if form.errors else 200)


@login_required
def detail(request: HttpRequest, no: str) -> HttpResponse:
    proposal = _visible(request, no)
    user, challenge = request.user, proposal.challenge
    inside = user.has_perm("deals.read_proposals", challenge)
    decides = user.has_perm("deals.decide_challenge", challenge) and challenge.status in {"reviewing", "publicity"}
    votes = proposal.status in {"submitted", "shortlisted"} and user.has_perm("deals.vote_challenge", challenge)
    can: dict[str, Any] = {
        "change": proposal.status in {"draft", "withdrawn"} and user.has_perm("deals.change_proposal", proposal),
        "withdraw": _starts(proposal, "withdraw") and user.has_perm("deals.withdraw_proposal", proposal),
        "shortlist": decides and _starts(proposal, "shortlist"),
        "decline": decides and _starts(proposal, "decline"),
        "vote": votes,
    }
    mine = proposal.votes.filter(user=user).first() if votes else None
    initial = {"choice": mine.choice, "strength": mine.strength, "doubt": mine.doubt} if mine else None
    context = {
        "proposal": proposal, "challenge": challenge, "can": can, "inside": inside,
        "votes": proposal.votes.select_related("user") if inside else [],
        "vote_form": VoteForm(initial=initial), "decline_form": DeclineForm(),
    }  # fmt: skip
    return render(request, "deals/proposal.html", context)


def _starts(proposal: Proposal, verb: str) -> bool:
    return proposal.status in PROPOSAL_MOVES[verb][0]


@login_required
@require_POST
def withdraw(request: HttpRequest, no: str) -> HttpResponse:
    proposal = _visible(request, no)
    require(request, "deals.withdraw_proposal", proposal)
    return move(request, actions.withdraw, proposal, _("Withdrawn. You can hand it in again until the deadline."))


@login_required
@require_POST
def vote(request: HttpRequest, no: str) -> HttpResponse:
    return _judge(
        request, no, "deals.vote_challenge", action=actions.vote, form_class=VoteForm, done=_("Your vote is noted.")
    )


@login_required
@require_POST
def shortlist(request: HttpRequest, no: str) -> HttpResponse:
    return _judge(request, no, "deals.decide_challenge", action=actions.shortlist, done=_("Shortlisted."))


@login_required
@require_POST
def decline(request: HttpRequest, no: str) -> HttpResponse:
    done = _("Declined; the solver is told why.")
    return _judge(request, no, "deals.decide_challenge", action=actions.decline, form_class=DeclineForm, done=done)


def _judge(
    request: HttpRequest, no: str, permission: str, *, action: Any, done: str, form_class: Any = None
) -> HttpResponse:
    """A word of the review on a proposal."""
    proposal = _visible(request, no)
    require(request, permission, proposal.challenge)
    values: dict[str, Any] = {}
    if form_class is not None:
        form = form_class(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
            return redirect(proposal)
        values = form.cleaned_data
    try:
        action(proposal, by=request.user, channel=Channel.PORTAL, **values)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(proposal)


def _visible(request: HttpRequest, no: str) -> Proposal:
    rows = Proposal.objects.visible_to(request.user).for_list().prefetch_related("challenge__reviewers")
    return get_object_or_404(rows, no=no)
