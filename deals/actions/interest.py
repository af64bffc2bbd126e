"""Saying that one is interested, and answering it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.enums import Channel
from accounts.models import Organization
from common.events import publish
from deals.actions import consent
from deals.enums.consent import Level
from deals.enums.interest import INTEREST_MOVES, InterestStatus, Side
from deals.exceptions import AlreadyThere, CapReached, IllegalStep, NotAllowed
from deals.inbox import tell
from deals.models import Interest
from deals.rules.interest import asked, asked_of
from deals.selectors.clock import policy, promise
from deals.signals import interest_answered, interest_expressed
from integration.actions.outbox import record as to_outbox
from matching.actions import respond
from matching.enums import DeclineReason, FeedbackKind, Surface
from matching.models import Match


def express(
    *,
    by: Any,
    channel: str,
    side: str,
    wanted: str,
    about: str,
    unclear: str = "",
    achievement: Any = None,
    demand: Any = None,
    match: Any = None,
    organization: Any = None,
    surface: str = Surface.OTHER,
) -> Interest:
    """Ask the other side. ``side`` is the asker's own: NEED asks the achievement's holder, SUPPLY the demand's firm.

    ``organization`` differs from ``by``'s only where a technology manager writes for it; the caller has made sure that he
    may. Raises ``ValidationError``, ``CapReached``, ``AlreadyThere``.
    """
    asker = organization or by.organization
    target = achievement if side == Side.NEED else demand
    _check_target(asker, target, side)
    _check_own(asker, demand if side == Side.NEED else achievement, side)
    rules, today = policy(), timezone.localdate()
    respond_by, release_on = promise(rules, today)
    interest = Interest(
        side=side, organization=asker, recipient=target.organization, achievement=achievement, demand=demand,
        match=match, created_by=by if by.pk else None, wanted=wanted.strip(), unclear=unclear.strip(),
        about=about.strip(), respond_by=respond_by, release_on=release_on,
        for_organization_by=by.organization if asker != by.organization else None,
    )  # fmt: skip
    interest.full_clean(validate_constraints=False, validate_unique=False)
    try:
        with transaction.atomic():
            _check_caps(interest, rules, today)
            interest.save(force_insert=True)
            interest.refresh_from_db(fields=["no"])
            consent.grant(
                interest, organization_id=asker.pk, recipient_id=interest.recipient_id, level=Level.CONSENTED,
                by=by, channel=channel,
            )  # fmt: skip
            record("express", interest, by=by, channel=channel, after={"respond_by": respond_by})
            to_outbox(event="interest.expressed", subject=interest, organizations=interest.organizations)
            if asker == by.organization:
                _answer_match(interest, by, channel, surface)
            key, day = interest.no, respond_by.isoformat()
            tell(interest.recipient_id, "interest_received", key=key, url=interest.get_absolute_url(),
                 title=target.title[:80], day=day)  # fmt: skip
            publish(interest_expressed, interest_id=interest.pk)
    except IntegrityError as error:
        if "interest_once" not in str(error):
            raise
        raise AlreadyThere(_("You have already said that you are interested. It is in your list.")) from error
    return interest


def accept(interest: Interest, *, by: Any, channel: str) -> Interest:
    """The second yes: both sides see each other's contact details from now on."""
    with transaction.atomic():
        interest = _move(interest, "accept", by=by, channel=channel)
        consent.grant(
            interest, organization_id=interest.recipient_id, recipient_id=interest.organization_id,
            level=Level.CONSENTED, by=by, channel=channel,
        )  # fmt: skip
        _answer_match(interest, by, channel, Surface.DEAL)
        _tell_asker(interest, "interest_accepted")
    return interest


def decline(interest: Interest, *, by: Any, channel: str, reason: str) -> Interest:
    """No, with a code. The asker hears that it was declined, not why; the code counts for the entry's owner."""
    if reason not in DeclineReason.values:
        raise ValidationError({"reason": ValidationError(_("Choose one of the reasons."), code="required")})
    with transaction.atomic():
        interest = _move(interest, "decline", by=by, channel=channel, decline_reason=reason)
        consent.end_all(interest, by=by)
        match = _match_of(interest)
        if match is not None:
            respond(match, by=by, kind=FeedbackKind.DECLINED, channel=channel, reason=reason, surface=Surface.DEAL)
        _tell_asker(interest, "interest_declined")
    return interest


def withdraw(interest: Interest, *, by: Any, channel: str) -> Interest:
    """Take it back; every consent about it ends."""
    with transaction.atomic():
        interest = _move(interest, "withdraw", by=by, channel=channel)
        consent.end_all(interest, by=by)
        tell(interest.recipient_id, "interest_withdrawn", key=interest.no, url=interest.get_absolute_url(),
             title=_title(interest))  # fmt: skip
    return interest


def release(interest: Interest) -> Interest:
    """Nobody answered in time: the asker is free, and what he opened is closed again."""
    with transaction.atomic():
        interest = _move(interest, "release", by=None, channel=Channel.SYSTEM)
        consent.end_all(interest, by=None)
        _tell_asker(interest, "interest_released")
    return interest


def remind(interest: Interest) -> None:
    """Tell the recipient once that his answer is due. The row is locked by the caller."""
    interest.reminded_at = timezone.now()
    interest.save(update_fields=["reminded_at", "updated_at"])
    day = interest.release_on.isoformat()
    tell(interest.recipient_id, "interest_reminder", key=interest.no, url=interest.get_absolute_url(),
         title=_title(interest), day=day)  # fmt: skip


def _check_target(asker: Any, target: Any, side: str) -> None:
    name = "achievement" if side == Side.NEED else "demand"
    if target is None:
        raise ValidationError({name: ValidationError(_("Say which entry it is about."), code="required")})
    if asker is None:
        raise NotAllowed(_("Join or register an organization first."))
    if target.status != "published":
        raise ValidationError({name: ValidationError(_("This entry is not published any more."), code="not_published")})
    if target.organization_id == asker.pk:
        raise ValidationError({name: ValidationError(_("This entry is your own organization's."), code="own")})


def _check_own(asker: Any, own: Any, side: str) -> None:
    """What the asker brings along is his: the other side will see it, contact person included."""
    if own is not None and own.organization_id != asker.pk:
        name = "demand" if side == Side.NEED else "achievement"
        raise ValidationError({name: ValidationError(_("This entry is not your organization's."), code="not_own")})


def _check_caps(interest: Interest, rules: Any, today: Any) -> None:
    """Nobody floods and nobody is flooded. Both organizations are locked, so that parallel posts are counted too."""
    pks = sorted(interest.organizations)
    list(Organization.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values_list("pk"))
    sent = Interest.objects.filter(organization_id=interest.organization_id, created_at__date=today).count()
    if sent >= rules.sent_per_day:
        text = _("Your organization has sent %(count)s expressions of interest today. Go on tomorrow.")
        raise CapReached(text % {"count": sent})
    received = Interest.objects.filter(recipient_id=interest.recipient_id, created_at__date=today).count()
    if received >= rules.received_per_day:
        raise CapReached(
            _("This organization has received as many expressions today as it can read. Try again tomorrow.")
        )


def _move(interest: Interest, verb: str, *, by: Any, channel: str, **fields: Any) -> Interest:
    """Lock, check who and from where, write, audit, tell partners."""
    start, target, who = INTEREST_MOVES[verb]
    current = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    if who == "asked" and not asked.test(by, current):
        raise NotAllowed
    if who == "asked_of" and not asked_of.test(by, current):
        raise NotAllowed
    if current.status not in start:
        raise IllegalStep(current)
    if verb == "withdraw" and hasattr(current, "deal"):
        raise NotAllowed(_("There is a deal about it. End the deal instead."))
    before = current.status
    current.status = target
    for name, value in fields.items():
        setattr(current, name, value)
    names = {"status", "updated_at", *fields}
    if target in {InterestStatus.ACCEPTED, InterestStatus.DECLINED}:
        current.answered_at, current.answered_by = timezone.now(), by if by.pk else None
        names |= {"answered_at", "answered_by"}
    current.save(update_fields=names)
    record(verb, current, by=by, channel=channel, before={"status": before}, after={"status": target})
    to_outbox(event=f"interest.{target}", subject=current, organizations=current.organizations)
    publish(interest_answered, interest_id=current.pk)
    return current


def _answer_match(interest: Interest, by: Any, channel: str, surface: str) -> None:
    """Interest is also an answer to the pair, where the pair was matched."""
    match = _match_of(interest)
    if match is not None:
        respond(match, by=by, kind=FeedbackKind.INTERESTED, channel=channel, surface=surface)


def _match_of(interest: Interest) -> Match | None:
    if interest.demand_id is None or interest.achievement_id is None:
        return None
    rows = Match.objects.select_related("demand", "achievement")
    return rows.filter(demand_id=interest.demand_id, achievement_id=interest.achievement_id).first()


def _tell_asker(interest: Interest, kind: str) -> None:
    for pk in {interest.organization_id, interest.for_organization_by_id} - {None}:
        tell(pk, kind, key=interest.no, url=interest.get_absolute_url(), title=_title(interest))


def _title(interest: Interest) -> str:
    entry = interest.achievement if interest.side == Side.NEED else interest.demand
    return entry.title[:80]
