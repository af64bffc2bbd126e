"""What the pages of a deal room show."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import AuditEntry
from deals.enums.consent import Level
from deals.enums.deal import MOVES, NEED_REASON, SERIOUS, DealStatus
from deals.enums.steps import Step
from deals.models import Deal, DealFile
from deals.selectors.ladder import level_between

#: Moves with a page or a button of their own.
_ELSEWHERE = frozenset({"issue", "recall"})


@dataclass(frozen=True)
class Offer:
    """A move that this reader can make now."""

    verb: str
    label: str
    needs_reason: bool
    serious: bool


def offers(deal: Deal, user: Any) -> list[Offer]:
    return [
        Offer(verb, str(move.label), verb in NEED_REASON, verb in SERIOUS)
        for verb, move in MOVES.items()
        if deal.status in move.start and verb not in _not_yet(deal) and user.has_perm(f"deals.{verb}_deal", deal)
    ]


def _not_yet(deal: Deal) -> set[str]:
    """Moves that the rest of the room does not allow yet, so that no button leads to a refusal."""
    found = set(_ELSEWHERE)
    if deal.status == DealStatus.PERFORMING and deal.milestones.exclude(status="accepted").exists():
        found.add("accept_work")
    if deal.payments.filter(status__in=["planned", "due", "paid"]).exists():
        found.add("close")
    if deal.publicity_until and deal.publicity_until > timezone.localdate():
        found.add("clear")
    return found


def room(deal: Deal, user: Any, here: str) -> dict[str, Any]:
    """What stands on every page of the room: tabs, the next step, the reader's part."""
    own = user.organization_id
    names = {"deals:deal": _("Overview"), "deals:terms": _("Terms"), "deals:contract": _("Contract"),
             "deals:work": _("Work and payments"), "deals:files": _("Files"), "deals:consent": _("Consent")}  # fmt: skip
    tabs = [
        {"label": text, "url": reverse(name, args=[deal.no]), "current": name == here} for name, text in names.items()
    ]
    party = next((row for row in deal.parties.all() if row.organization_id == own), None)
    return {
        "deal": deal,
        "tabs": tabs,
        "party": party,
        "step": step_of(deal),
        "my_turn": deal.next_organization_id == own,
        "is_late": bool(deal.next_due and deal.next_due < timezone.localdate()),
        "may_change": user.has_perm("deals.change_deal", deal),
        "may_talk": user.has_perm("deals.talk_deal", deal),
    }


def step_of(deal: Deal) -> str:
    return str(Step(deal.next_step).label) if deal.next_step in Step.values else ""


#: Where the next step is done.
STEP_PAGES = {
    "complete_terms": "deals:terms", "accept_terms": "deals:terms", "negotiate": "deals:terms", "draft": "deals:contract",
    "issue": "deals:contract", "sign": "deals:contract", "deliver": "deals:work", "judge": "deals:work",
    "pay": "deals:work", "confirm": "deals:work", "report": "deals:work",
}  # fmt: skip


def history_of(deal: Deal, limit: int = 60) -> list[dict[str, Any]]:
    """What happened, newest first, as the timeline shows it."""
    rows = AuditEntry.objects.filter(object_type="deals.deal", object_id=str(deal.pk)).select_related(
        "actor", "organization"
    )
    return [
        {"when": timezone.localtime(row.at), "title": capfirst(_title(row)), "text": row.reason,
         "actor": " · ".join(str(who) for who in (row.actor, row.organization) if who)}
        for row in rows.order_by("-id")[:limit]
    ]  # fmt: skip


def _title(row: AuditEntry) -> str:
    if row.verb in MOVES and "status" in row.after:
        return str(DealStatus(row.after["status"]).label)
    titles = {
        "open": _("Room opened"), "change_terms": _("Terms changed"), "accept_terms": _("Terms accepted"),
        "message": _("Message written"), "add_file": _("File added"), "remove_file": _("File removed"),
        "draft_contract": _("Contract draft generated"), "sign": _("Contract signed"), "consent": _("Consent given"),
        "revoke_consent": _("Consent taken back"), "deliver_milestone": _("Milestone delivered"),
        "accept_milestone": _("Milestone accepted"), "return_milestone": _("Milestone returned"),
        "pay_payment": _("Payment made"), "confirm_payment": _("Payment received"),
        "report_royalty": _("Royalty reported"), "answer_outcome": _("Outcome reported"),
    }  # fmt: skip
    if row.verb in titles:
        extra = (
            row.after.get("file") or row.after.get("milestone") or row.after.get("payment") or row.after.get("version")
        )
        return f"{titles[row.verb]} {extra}" if extra and row.verb != "message" else titles[row.verb]
    if row.verb.startswith("registration_"):
        return _("Registration moved on")
    return row.verb


def files_of(deal: Deal, user: Any) -> list[DealFile]:
    """Files with ``may_read``: one's own, and those whose step the other side has opened."""
    rows = list(deal.files.filter(removed_at=None).select_related("attachment", "organization", "milestone"))
    levels: dict[int, int] = {}
    for row in rows:
        if row.organization_id not in levels:
            own = row.organization_id == user.organization_id
            levels[row.organization_id] = (
                Level.FULL
                if own or user.is_superuser
                else level_between(deal, row.organization_id, user.organization_id or 0)
            )
        row.may_read = levels[row.organization_id] >= row.level
    return rows
