"""Opening a deal, moving it along its one table, messages and files."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from common.events import publish
from deals.actions import consent
from deals.enums.consent import Level
from deals.enums.deal import FINAL, MOVES, NEED_REASON, DealStatus, FileKind, Origin
from deals.enums.interest import InterestStatus, Side
from deals.enums.terms import PartyRole, Vehicle
from deals.exceptions import AlreadyThere, IllegalStep, NotAllowed, NotReady
from deals.inbox import tell
from deals.models import Deal, DealFile, DealParty, Interest, Message
from deals.rules.deal import role_of
from deals.selectors.clock import policy, working_day
from deals.selectors.steps import next_step
from deals.signals import deal_moved, deal_opened
from integration.actions.attachments import store
from integration.actions.outbox import record as to_outbox


def open_from_interest(interest: Interest, *, by: Any, channel: str) -> Deal:
    """A room for what both sides have agreed to talk about. Either side opens it, once."""
    if by.organization_id not in interest.organizations:
        raise NotAllowed
    asks_as_need = interest.side == Side.NEED
    need, supply = (
        (interest.organization, interest.recipient) if asks_as_need else (interest.recipient, interest.organization)
    )
    entry = interest.achievement or interest.demand
    brokers = [interest.for_organization_by] if interest.for_organization_by_id else []
    with transaction.atomic():
        locked = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
        if locked.status != InterestStatus.ACCEPTED:
            raise NotReady(_("A room opens once both sides have said yes."))
        return open_deal(
            by=by, channel=channel, title=entry.title[:300], supply=supply, need=need, origin=Origin.INTEREST,
            interest=locked, achievement=interest.achievement, demand=interest.demand, match=interest.match,
            brokers=brokers,
        )  # fmt: skip


@transaction.atomic
def open_deal(
    *,
    by: Any,
    channel: str,
    title: str,
    supply: Any,
    need: Any,
    origin: str,
    brokers: Iterable[Any] = (),
    **fields: Any,
) -> Deal:
    """A new deal between two organizations, at its first status. ``fields`` are fields of the deal (terms, provenance).

    Opening one is a yes of both sides to meet, so each sees the other's contact details.
    """
    rules, today = policy(), timezone.localdate()
    # The first step is known before the parties are there; the constraint wants it named from the first moment.
    deal = Deal(
        title=title, origin=origin, created_by=by if by is not None and by.pk else None, next_step="examine",
        next_organization=need, next_due=working_day(today, rules.step_days), **fields,
    )  # fmt: skip
    deal.full_clean(exclude=["next_organization", "created_by"], validate_constraints=False, validate_unique=False)
    try:
        with transaction.atomic():
            deal.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyThere(_("There is a deal about it already.")) from error
    deal.refresh_from_db(fields=["no"])
    roles = [(supply, PartyRole.SUPPLY), (need, PartyRole.NEED), *((broker, PartyRole.BROKER) for broker in brokers)]
    DealParty.objects.bulk_create(DealParty(deal=deal, organization=org, role=role) for org, role in roles)
    for own, other in ((supply, need), (need, supply)):
        consent.grant(
            deal, organization_id=own.pk, recipient_id=other.pk, level=Level.CONSENTED, by=by, channel=channel
        )
    record("open", deal, by=by, channel=channel, after={"status": deal.status, "origin": origin})
    pks = [org.pk for org, _role in roles]
    to_outbox(event="deal.opened", subject=deal, organizations=pks)
    for pk in pks:
        if by is None or pk != by.organization_id:
            tell(pk, "deal_opened", key=deal.no, url=deal.get_absolute_url(), title=title[:80])
    publish(deal_opened, deal_id=deal.pk)
    return deal


def lock(deal: Deal) -> Deal:
    """The row as it is now, locked, with its parties."""
    rows = Deal.objects.select_for_update(of=("self",)).prefetch_related("parties__organization")
    return rows.get(pk=deal.pk)


def require(deal: Deal, by: Any, roles: Iterable[str]) -> str:
    """The role of ``by``'s organization; raises ``NotAllowed`` where it is none of ``roles`` or he does not write for it."""
    role = role_of(deal, by.organization_id)
    if role not in roles or not by.is_writer:
        raise NotAllowed
    return role


def move(
    deal: Deal,
    verb: str,
    *,
    by: Any,
    channel: str,
    reason: str = "",
    prepare: Callable[[Deal], dict[str, Any]] | None = None,
) -> Deal:
    """Move along ``MOVES``. ``prepare(locked deal)`` checks what else has to hold and returns further fields to write."""
    reason = reason.strip()
    if verb in NEED_REASON and not reason:
        raise ValidationError({"reason": ValidationError(_("Say why in a sentence."), code="required")})
    with transaction.atomic():
        current = lock(deal)
        if MOVES[verb].who:
            require(current, by, MOVES[verb].who)
        step_to(current, verb, by=by, channel=channel, reason=reason, extra=prepare(current) if prepare else {})
        return current


def step_to(
    deal: Deal, verb: str, *, by: Any, channel: str, reason: str = "", extra: dict[str, Any] | None = None
) -> None:
    """Write one move of a locked deal, with everything that follows from any move."""
    way = MOVES[verb]
    if deal.status not in way.start:
        raise IllegalStep(deal)
    before = deal.status
    deal.status = way.to or deal.status_before
    deal.status_before = before if deal.status == DealStatus.DISPUTED else ""
    fields = {"status": deal.status, "status_before": deal.status_before, **(extra or {})}
    if deal.status in FINAL:
        fields["closing_note"] = reason
    for name, value in fields.items():
        setattr(deal, name, value)
    _write(deal, set(fields))
    record(verb, deal, by=by, channel=channel, before={"status": before}, after={"status": deal.status}, reason=reason)
    to_outbox(event=f"deal.{EVENTS.get(verb, 'moved')}", subject=deal, organizations=deal.organizations,
              data={"status": deal.status})  # fmt: skip
    if deal.status in FINAL:
        consent.end_all(deal, by=by)
        for pk in deal.organizations:
            tell(pk, "deal_ended", key=f"{deal.no}.{deal.status}", url=deal.get_absolute_url(), title=deal.title[:80],
                 status=str(deal.get_status_display()))  # fmt: skip
    publish(deal_moved, deal_id=deal.pk)


#: Moves that partners may follow by a name of their own; every other one is "deal.moved".
EVENTS = {"begin": "signed", "begin_trial": "signed", "fail": "trial_failed", "destroy": "exited", "close": "closed",
          "cancel": "cancelled", "dispute": "disputed"}  # fmt: skip


def refresh_step(deal: Deal) -> None:
    """Work out the next step anew after something below the status changed."""
    _write(deal, set())


def _write(deal: Deal, names: set[str]) -> None:
    deal._prefetched_objects_cache = {}
    step, owner, due = next_step(deal)
    same = (deal.next_step, deal.next_organization_id) == (step, owner)
    if not (same and due is not None and deal.next_due is not None and not _has_own_date(step)):
        deal.next_due = due
    if not same:
        deal.next_reminded_on = None
    deal.next_step, deal.next_organization_id = step, owner
    deal.save(update_fields=names | {"next_step", "next_organization", "next_due", "next_reminded_on", "updated_at"})
    if not same and owner is not None:
        key = f"{deal.no}.{step}.{deal.updated_at:%Y%m%d%H%M%S%f}"
        day = deal.next_due.isoformat()
        tell(owner, "deal_step", key=key, url=deal.get_absolute_url(), title=deal.title[:80], day=day)


def _has_own_date(step: str) -> bool:
    """Steps whose date is that of a milestone, a payment, a notice or a trial."""
    return step in {"deliver", "judge", "pay", "confirm", "clear", "report_trial"}


@transaction.atomic
def say(deal: Deal, *, by: Any, channel: str, text: str) -> Message:
    """A message to the other parties. The trail keeps that it was written, not what."""
    text = text.strip()
    if not text:
        raise ValidationError({"text": ValidationError(_("Write something."), code="required")})
    current = lock(deal)
    require(current, by, PartyRole.values)
    message = Message(deal=current, organization_id=by.organization_id, author=by if by.pk else None, text=text)
    message.full_clean(validate_constraints=False)
    message.save()
    record("message", current, by=by, channel=channel, after={"message": message.pk})
    for pk in current.organizations:
        if pk != by.organization_id:
            tell(pk, "deal_message", key=f"{deal.no}.{message.pk}", url=f"{deal.get_absolute_url()}#messages",
                 title=deal.title[:80])  # fmt: skip
    return message


@transaction.atomic
def add_file(
    deal: Deal,
    *,
    by: Any,
    channel: str,
    content: bytes,
    name: str,
    level: int = Level.NDA,
    kind: str = FileKind.DOCUMENT,
    milestone: Any = None,
) -> DealFile:
    """Put a checked file into the room. Evidence of a milestone is open to both sides, or nobody could judge it."""
    current = lock(deal)
    require(current, by, PartyRole.values)
    if kind != FileKind.DOCUMENT:
        level = Level.MATCHED
    attachment = store(content=content, name=name, organization=by.organization, by=by, channel=channel)
    row = DealFile.objects.create(
        deal=current, organization=by.organization, attachment=attachment, kind=kind, milestone=milestone, level=level
    )
    after = {"file": attachment.name, "sha256": attachment.sha256, "level": Level(level).name.lower()}
    record("add_file", current, by=by, channel=channel, after=after)
    return row


@transaction.atomic
def remove_file(row: DealFile, *, by: Any, channel: str) -> None:
    """Nobody gets it any more; the row and the trail stay."""
    current = DealFile.objects.select_for_update().get(pk=row.pk)
    if current.organization_id != by.organization_id or current.kind == FileKind.EVIDENCE:
        raise NotAllowed
    if current.removed_at is None:
        current.removed_at = timezone.now()
        current.save(update_fields=["removed_at"])
        record("remove_file", current.deal, by=by, channel=channel, before={"file": current.attachment.name})


def close(deal: Deal, *, by: Any, channel: str, reason: str = "") -> Deal:
    """End it well: nothing is left to pay."""

    def settled(current: Deal) -> dict[str, Any]:
        if current.payments.filter(status__in=["planned", "due", "paid"]).exists():
            raise NotReady(_("There are payments that have not been received yet."))
        return {}

    return move(deal, "close", by=by, channel=channel, reason=reason, prepare=settled)


def accept_work(deal: Deal, *, by: Any, channel: str, reason: str = "") -> Deal:
    def all_accepted(current: Deal) -> dict[str, Any]:
        if current.milestones.exclude(status="accepted").exists():
            raise NotReady(_("Accept every milestone first."))
        return {}

    return move(deal, "accept_work", by=by, channel=channel, reason=reason, prepare=all_accepted)


def clear_publicity(deal: Deal, *, by: Any, channel: str, reason: str = "", today: Any = None) -> Deal:
    def over(current: Deal) -> dict[str, Any]:
        if current.status == DealStatus.PUBLICITY and (today or timezone.localdate()) < current.publicity_until:
            raise NotReady(_("The public notice runs until %(day)s.") % {"day": current.publicity_until.isoformat()})
        return {}

    return move(deal, "clear", by=by, channel=channel, reason=reason, prepare=over)


def needs_publicity(deal: Deal) -> bool:
    """A price agreed by a public owner is shown to the public before it holds."""
    supplier = next(party.organization for party in deal.parties.all() if party.role == PartyRole.SUPPLY)
    public = supplier.kind in {"university", "institute"}
    owned = deal.vehicle in {Vehicle.TRANSFER, Vehicle.LICENCE, Vehicle.EQUITY}
    return public and owned and deal.price_method == "negotiated" and deal.origin in {"interest", "event", "direct"}
