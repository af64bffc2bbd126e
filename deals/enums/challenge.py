"""Challenges and proposals: closed lists and legal moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChallengeStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open for proposals")
    REVIEWING = "reviewing", _("proposals being reviewed")
    PUBLICITY = "publicity", _("award in public notice")
    AWARDED = "awarded", _("awarded")
    FINISHED = "finished", _("finished and paid out")
    FAILED = "failed", _("ended without an award")
    CANCELLED = "cancelled", _("cancelled")


_S = ChallengeStatus
#: verb → (from, to). ``close`` also happens by itself at the deadline.
CHALLENGE_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "announce": (frozenset({_S.DRAFT}), _S.OPEN),
    "close": (frozenset({_S.OPEN}), _S.REVIEWING),
    "nominate": (frozenset({_S.REVIEWING}), _S.PUBLICITY),
    "object": (frozenset({_S.PUBLICITY}), _S.REVIEWING),
    "award": (frozenset({_S.PUBLICITY}), _S.AWARDED),
    "finish": (frozenset({_S.AWARDED}), _S.FINISHED),
    "fail": (frozenset({_S.REVIEWING}), _S.FAILED),
    "cancel": (frozenset({_S.DRAFT, _S.OPEN}), _S.CANCELLED),
}


class ProposalStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    SHORTLISTED = "shortlisted", _("shortlisted")
    NOMINATED = "nominated", _("named for the award")
    AWARDED = "awarded", _("awarded")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


_P = ProposalStatus
#: What the challenge's side sees: a draft belongs to its author alone.
HANDED_IN = (_P.SUBMITTED, _P.SHORTLISTED, _P.NOMINATED, _P.AWARDED, _P.DECLINED)
PROPOSAL_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "submit": (frozenset({_P.DRAFT, _P.WITHDRAWN}), _P.SUBMITTED),
    "withdraw": (frozenset({_P.SUBMITTED, _P.SHORTLISTED}), _P.WITHDRAWN),
    "shortlist": (frozenset({_P.SUBMITTED}), _P.SHORTLISTED),
    "decline": (frozenset({_P.SUBMITTED, _P.SHORTLISTED}), _P.DECLINED),
}


class ReviewerRole(models.TextChoices):
    COMMENTER = "commenter", _("commenter: reads and votes")
    LEAD = "lead", _("lead: also decides")


class VoteChoice(models.TextChoices):
    UNSURE = "unsure", _("not sure")
    ADVANCE = "advance", _("advance")
    DECLINE = "decline", _("decline")
