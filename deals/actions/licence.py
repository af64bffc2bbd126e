"""Licences of open statements: taken online at the known price, paid, recorded, ended."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.enums import Channel
from accounts.inbox import members_of
from achievements.actions import licences as statements
from achievements.enums import KnowHow
from achievements.models import OpenLicence
from common.plain import plain_line
from deals.actions.moving import NotPossible, check_move, inform, lock, move_locked
from deals.enums.licence import LICENCE_STATE_MOVES as MOVES
from deals.enums.licence import LicenceState, Tier
from deals.models import Licence
from integration.actions.outbox import record as to_outbox

_PAGE = 200


class AlreadyTaken(NotPossible):
    code = "already_taken"


def terms_of(statement: OpenLicence, organization: Any, *, tier: str, know_how: bool) -> dict[str, Any]:
    """What ``organization`` would agree to today: the amounts of ``quote``, the term and the pre-approved text."""
    quote = statement.quote(organization.size, know_how=know_how, trial=tier == Tier.TRIAL)
    start = timezone.localdate()
    end = _months_later(start, statement.trial_months) if tier == Tier.TRIAL else statement.term_until
    end = min((day for day in (end, statement.ip_expiry) if day), default=None)
    context = {"statement": statement, "organization": organization, "tier": tier, "know_how": know_how,
               "quote": quote, "start": start, "end": end}  # fmt: skip
    return {"quote": quote, "start": start, "end": end, "text": render_to_string("deals/licence_terms.txt", context)}


@transaction.atomic
def take(
    statement: OpenLicence, *, by: Any, channel: str, tier: str = Tier.OPEN, know_how: bool = False, product: str = ""
) -> Licence:
    """Take a licence for the organization ``by`` acts for. Under the lock of the statement, so the last one goes once.

    Raises ``NotPossible`` (own statement, unverified, no such rung), ``AlreadyTaken``, ``NoneLeft``, ``IllegalMove``.
    """
    organization = by.membership.organization
    _check_taker(statement, organization, tier)
    current = statements.take_slot(statement, counted=tier == Tier.OPEN)
    if Licence.objects.live().filter(statement=current, licensee=organization, tier=tier).exists():
        raise AlreadyTaken(_("Your organization has this licence already."))
    know_how = know_how and current.know_how == KnowHow.OPTIONAL
    terms = terms_of(current, organization, tier=tier, know_how=know_how)
    quote = terms["quote"]
    row = Licence(
        statement=current, licensor_id=current.organization_id, licensee=organization, tier=tier, taken_by=by,
        status=LicenceState.TAKEN if quote["first_year"] else LicenceState.ACTIVE, size=organization.size,
        fee=quote["fee"], minimum=quote["minimum"], know_how=know_how or current.know_how == KnowHow.INCLUDED,
        know_how_fee=quote["know_how_fee"], total=quote["first_year"], royalty=quote["royalty"][:120],
        currency=quote["currency"], text=terms["text"], product=plain_line(product)[:300], starts_on=terms["start"],
        ends_on=terms["end"],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise AlreadyTaken(_("Your organization has this licence already.")) from error
    row.refresh_from_db(fields=["no"])
    after = {"statement": current.no, "tier": tier, "total": row.total, "status": row.status}
    record("take", row, by=by, channel=channel, after=after)
    _inform(row, row.licensor_id, "licence_taken", name=organization.name)
    _tell(row, "licence.taken")
    return row


@transaction.atomic
def confirm_payment(licence: Licence, *, by: Any, channel: str, paid_on: datetime.date | None = None) -> Licence:
    """The licensor has the money: the licence is in force."""
    row = lock(licence, "statement__achievement")
    move_locked(
        row, "confirm_payment", MOVES, by=by, channel=channel,
        paid_on=paid_on or timezone.localdate(), confirmed_by=by,
    )  # fmt: skip
    _inform(row, row.licensee_id, "licence_in_force")
    _tell(row, "licence.in_force")
    return row


@transaction.atomic
def record_filing(licence: Licence, *, by: Any, channel: str, filing_no: str) -> Licence:
    """The patent office has recorded it under ``filing_no``."""
    if not filing_no.strip():
        raise NotPossible(_("Enter the number of the recordal."))
    row = lock(licence, "statement__achievement")
    return move_locked(row, "record_filing", MOVES, by=by, channel=channel, filing_no=plain_line(filing_no)[:60])


@transaction.atomic
def terminate(licence: Licence, *, by: Any, channel: str, reason: str) -> Licence:
    """The licensee gives it up; what was paid stays paid."""
    row = _end(lock(licence, "statement__achievement"), "terminate", by=by, channel=channel, reason=_needed(reason))
    _inform(row, row.licensor_id, "licence_ended", reason=row.reason)
    return row


@transaction.atomic
def cancel_unpaid(licence: Licence, *, by: Any, channel: str, reason: str) -> Licence:
    """The licensor gives up waiting for the payment; the slot is free again."""
    statement = OpenLicence.objects.select_for_update().get(pk=licence.statement_id)
    row = _end(lock(licence, "statement__achievement"), "cancel_unpaid", by=by, channel=channel, reason=_needed(reason))
    if row.tier == Tier.OPEN:
        OpenLicence.objects.filter(pk=statement.pk).update(slots_taken=F("slots_taken") - 1)
    _inform(row, row.licensee_id, "licence_ended", reason=row.reason)
    return row


def expire_due(*, today: datetime.date | None = None) -> int:
    """End what has run out, a page at a time; safe to run twice and beside itself."""
    today = today or timezone.localdate()
    count = 0
    for pk in list(
        Licence.objects.live().filter(ends_on__lt=today).order_by("pk").values_list("pk", flat=True)[:_PAGE]
    ):
        with transaction.atomic():
            rows = Licence.objects.select_for_update(of=("self",), skip_locked=True).select_related(
                "statement__achievement"
            )
            row = rows.live().filter(pk=pk).first()
            if row is None:
                continue
            _end(row, "expire", by=None, channel=Channel.SYSTEM, reason=_("the term has run out"))
            _inform(row, row.licensee_id, "licence_ended", reason=row.reason)
            count += 1
    return count


def _check_taker(statement: OpenLicence, organization: Any, tier: str) -> None:
    if statement.organization_id == organization.pk:
        raise NotPossible(_("This is your own statement."))
    if not organization.is_verified:
        raise NotPossible(_("Your organization has to be verified first. Complete its data; an authority answers."))
    if tier == Tier.TRIAL and not statement.trial_months:
        raise NotPossible(_("This statement has no trial licence."))


def _end(row: Licence, verb: str, *, by: Any, channel: str, reason: str) -> Licence:
    check_move(row, verb, MOVES)
    row.reason = reason
    row.save(update_fields=["reason"])
    move_locked(row, verb, MOVES, by=by, channel=channel, reason=reason)
    _tell(row, "licence.ended")
    return row


def _needed(reason: str) -> str:
    text = plain_line(reason)[:500]
    if not text:
        raise NotPossible(_("Say why in one sentence."))
    return text


def _months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = datetime.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(datetime.date(year, month + 1, 1) + datetime.timedelta(day.day - 1), first_after - datetime.timedelta(1))


def _inform(row: Licence, organization_id: int, kind: str, **params: Any) -> None:
    inform(members_of(organization_id), kind, row, **params)


def _tell(row: Licence, event: str) -> None:
    data = {"statement": row.statement.no, "tier": row.tier, "status": row.status}
    to_outbox(event=event, subject=row, organizations=[row.licensor_id, row.licensee_id], data=data)
