"""The way of a deal: its statuses and the one table of legal moves."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from deals.enums.terms import PartyRole


class DealStatus(models.TextChoices):
    INTENT = "intent", _("intention")
    DILIGENCE = "diligence", _("due diligence")
    PRICING = "pricing", _("terms under negotiation")
    PUBLICITY = "publicity", _("public notice")
    DRAFTING = "drafting", _("contract being drafted")
    SIGNING = "signing", _("out for signature")
    TRIAL = "trial", _("free trial")
    EXITING = "exiting", _("leaving after the trial")
    PERFORMING = "performing", _("being performed")
    ACCEPTED = "accepted", _("work accepted")
    PRODUCTION = "production", _("in production")
    DISPUTED = "disputed", _("in dispute")
    CLOSED = "closed", _("closed")
    EXITED = "exited", _("ended after the trial")
    CANCELLED = "cancelled", _("cancelled")


FINAL = frozenset({DealStatus.CLOSED, DealStatus.EXITED, DealStatus.CANCELLED})
#: Before the signature everything may still change and either side may leave.
NEGOTIATING = frozenset({DealStatus.INTENT, DealStatus.DILIGENCE, DealStatus.PRICING, DealStatus.PUBLICITY,
                         DealStatus.DRAFTING, DealStatus.SIGNING})  # fmt: skip
#: Under a signed contract.
BINDING = frozenset({DealStatus.TRIAL, DealStatus.EXITING, DealStatus.PERFORMING, DealStatus.ACCEPTED,
                     DealStatus.PRODUCTION})  # fmt: skip
EITHER = frozenset({PartyRole.SUPPLY, PartyRole.NEED})
NEED = frozenset({PartyRole.NEED})
SUPPLY = frozenset({PartyRole.SUPPLY})
#: Moves that nobody makes by hand: they follow from the second acceptance or the last signature.
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Move:
    """``to`` None: the action decides (back to where a dispute began). ``who``: roles in the deal that may."""

    start: frozenset[str]
    to: str | None
    who: frozenset[str]
    label: object


_S = DealStatus
MOVES: dict[str, Move] = {
    "examine": Move(frozenset({_S.INTENT}), _S.DILIGENCE, EITHER, _("Start due diligence")),
    "negotiate": Move(frozenset({_S.INTENT, _S.DILIGENCE}), _S.PRICING, EITHER, _("Negotiate terms")),
    "agree": Move(frozenset({_S.PRICING}), _S.DRAFTING, NOBODY, _("Agree on the terms")),
    "announce": Move(frozenset({_S.PRICING}), _S.PUBLICITY, NOBODY, _("Give public notice")),
    "object": Move(frozenset({_S.PUBLICITY}), _S.PRICING, EITHER, _("Record an objection")),
    "clear": Move(frozenset({_S.PUBLICITY}), _S.DRAFTING, SUPPLY, _("End the public notice")),
    "renegotiate": Move(frozenset({_S.DRAFTING}), _S.PRICING, EITHER, _("Change the terms")),
    "issue": Move(frozenset({_S.DRAFTING}), _S.SIGNING, EITHER, _("Send for signature")),
    "recall": Move(frozenset({_S.SIGNING}), _S.DRAFTING, EITHER, _("Take back from signature")),
    "begin": Move(frozenset({_S.SIGNING}), _S.PERFORMING, NOBODY, _("Begin performance")),
    "begin_trial": Move(frozenset({_S.SIGNING}), _S.TRIAL, NOBODY, _("Begin the free trial")),
    "take_on": Move(frozenset({_S.TRIAL}), _S.PERFORMING, NEED, _("The trial worked: go on and pay")),
    "fail": Move(frozenset({_S.TRIAL}), _S.EXITING, NEED, _("The trial failed: leave")),
    "destroy": Move(frozenset({_S.EXITING}), _S.EXITED, NEED, _("Confirm that all material is destroyed")),
    "accept_work": Move(frozenset({_S.PERFORMING}), _S.ACCEPTED, NEED, _("Accept the work")),
    "produce": Move(frozenset({_S.ACCEPTED}), _S.PRODUCTION, NEED, _("Start production")),
    "close": Move(frozenset({_S.ACCEPTED, _S.PRODUCTION}), _S.CLOSED, EITHER, _("Close the deal")),
    "dispute": Move(BINDING, _S.DISPUTED, EITHER, _("Declare a dispute")),
    "settle": Move(frozenset({_S.DISPUTED}), None, EITHER, _("Settle the dispute")),
    "cancel": Move(NEGOTIATING, _S.CANCELLED, EITHER, _("Cancel the deal")),
}
#: Moves that need a sentence.
NEED_REASON = frozenset({"object", "fail", "dispute", "settle", "cancel", "recall", "renegotiate"})
#: Moves that a press of a button cannot take back.
SERIOUS = frozenset({"cancel", "fail", "destroy", "close", "dispute", "accept_work"})


class Origin(models.TextChoices):
    """Where a deal came from."""

    INTEREST = "interest", _("expression of interest")
    CHALLENGE = "challenge", _("challenge")
    OPEN_LICENCE = "open_licence", _("open licence")
    LADDER = "ladder", _("licence ladder")
    AUCTION = "auction", _("auction")
    EVENT = "event", _("event")
    DIRECT = "direct", _("brought along by the parties")


class UseAnswer(models.TextChoices):
    """The one question of an outcome check: is it in use?"""

    IN_USE = "in_use", _("in regular use")
    TESTING = "testing", _("still being tried")
    NOT_YET = "not_yet", _("not begun yet")
    STOPPED = "stopped", _("given up")


class CaseStatus(models.TextChoices):
    DRAFT = "draft", _("being written")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class FileKind(models.TextChoices):
    DOCUMENT = "document", _("document")
    EVIDENCE = "evidence", _("evidence of a milestone")
    PROOF = "proof", _("proof of payment or destruction")
