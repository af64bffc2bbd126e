"""What happens to open-licence statements: written, approved inside, submitted, reviewed, published, withdrawn."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.enums import Role
from accounts.inbox import members_of, notify, reviewers
from accounts.models import Membership
from achievements import signals
from achievements.enums import LICENCE_MOVES, LegalCheck, LicenceStatus, Severity
from achievements.models import Achievement, LicenceRule, OpenLicence
from achievements.validators import legal_findings
from common.events import publish as tell
from common.exceptions import Refusal
from common.plain import tidy
from integration.exceptions import IllegalMove

#: The rules that ship with the platform: check → (severity, limit, source). They are records from then on.
SHIPPED: dict[str, tuple[str, Decimal | None, str]] = {
    LegalCheck.NOT_GRANTED: (Severity.BLOCK, None, "专利法 50"),
    LegalCheck.EXCLUSIVE: (Severity.BLOCK, None, "专利法实施细则"),
    LegalCheck.DISPUTE: (Severity.BLOCK, None, "专利法实施细则"),
    LegalCheck.FEE_UNPAID: (Severity.BLOCK, None, "专利法实施细则"),
    LegalCheck.PLEDGE: (Severity.BLOCK, None, "专利法实施细则"),
    LegalCheck.CO_OWNERS: (Severity.BLOCK, None, "专利法 50"),
    LegalCheck.TERM: (Severity.BLOCK, None, "专利法 50"),
    LegalCheck.REPORT: (Severity.BLOCK, None, "专利法 50"),
    LegalCheck.RATE_OF_SALES: (Severity.WARN, Decimal(20), "专利开放许可使用费估算指引"),
    LegalCheck.RATE_OF_PROFIT: (Severity.WARN, Decimal(40), "专利开放许可使用费估算指引"),
    LegalCheck.FIXED_FEE: (Severity.WARN, Decimal(20_000_000), "专利开放许可使用费估算指引"),
}
_SINCE = datetime.date(2024, 1, 20)
#: Statuses in which the text may still be changed.
OPEN = frozenset({LicenceStatus.DRAFT, LicenceStatus.RETURNED})


class LegalObstacle(Refusal):
    """A rule in force blocks this statement; ``findings`` are the rules."""

    code = "legal_obstacle"

    def __init__(self, findings: list[LicenceRule]) -> None:
        names = "；".join(str(rule.get_check_code_display()) for rule in findings)
        super().__init__(_("This cannot be submitted or published: %(names)s.") % {"names": names})
        self.findings = findings


class NoneLeft(Refusal):
    code = "none_left"


def rules_in_force(day: datetime.date | None = None) -> list[LicenceRule]:
    """The rules of ``day`` (today); a database without any gets the shipped ones first."""
    if not LicenceRule.objects.exists():
        LicenceRule.objects.bulk_create(
            (
                LicenceRule(check_code=check, severity=severity, limit=limit, source=source, valid_from=_SINCE)
                for check, (severity, limit, source) in SHIPPED.items()
            ),
            ignore_conflicts=True,
        )
    return list(LicenceRule.objects.on(day or timezone.localdate()))


def findings(licence: OpenLicence) -> list[LicenceRule]:
    """What the rules of today hold against the statement, blocks and warnings."""
    return legal_findings(licence, rules_in_force(), timezone.localdate())


@transaction.atomic
def create(achievement: Achievement, *, by: Any, channel: str, values: Mapping[str, Any]) -> OpenLicence:
    """A draft statement for one right of ``achievement``."""
    row = OpenLicence(achievement=achievement, organization_id=achievement.organization_id, created_by=by, **values)
    tidy(row)
    row.full_clean()
    row.save()
    row.refresh_from_db(fields=["no"])
    record("create", row, by=by, channel=channel, after={"ip_number": row.ip_number, "status": row.status})
    return row


@transaction.atomic
def edit(licence: OpenLicence, *, by: Any, channel: str, changes: Mapping[str, Any]) -> OpenLicence:
    """Change a draft or returned statement. What is published is a promise to everybody: it is withdrawn, not rewritten."""
    row = _lock(licence)
    if row.status not in OPEN:
        raise IllegalMove(row, "edit")
    before = {name: getattr(row, name) for name, value in changes.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, changes[name])
    tidy(row)
    row.full_clean()
    if before:
        row.save()
        after = {name: getattr(row, name) for name in before}
        record("edit", row, by=by, channel=channel, before=before, after=after)
    return row


@transaction.atomic
def hand_in(licence: OpenLicence, *, by: Any, channel: str) -> OpenLicence:
    """Ask an administrator of the own organization for approval."""
    row = _move(licence, "hand_in", by=by, channel=channel)
    approvers = Membership.objects.filter(organization_id=row.organization_id, role=Role.ADMIN, active=True)
    _inform([each.user for each in approvers.select_related("user") if each.user != by], "licence_waits", row)
    return row


@transaction.atomic
def approve(licence: OpenLicence, *, by: Any, channel: str) -> OpenLicence:
    return _move(licence, "approve", by=by, channel=channel, approved_by=by)


@transaction.atomic
def recall(licence: OpenLicence, *, by: Any, channel: str, note: str = "") -> OpenLicence:
    """Back to the desk of its author: not approved, or to be changed before it is published."""
    return _move(licence, "recall", by=by, channel=channel, reason=note, review_note=note, approved_by=None)


@transaction.atomic
def submit(licence: OpenLicence, *, by: Any, channel: str) -> OpenLicence:
    """To the review desk. Raises ``LegalObstacle`` where a rule in force blocks it."""
    _refuse_obstacles(_checked(licence, "submit"))
    row = _move(licence, "submit", by=by, channel=channel)
    _inform(reviewers(), "licence_submitted", row)
    return row


@transaction.atomic
def publish(licence: OpenLicence, *, by: Any, channel: str, note: str = "") -> OpenLicence:
    """Announce it. The rules are asked again: between submission and review a fee may have lapsed."""
    current = _checked(licence, "publish")
    _refuse_obstacles(current)
    if OpenLicence.objects.published().filter(ip_number=current.ip_number).exists():
        raise ValidationError({"ip_number": _("There is a published open licence of this right already.")})
    row = _move(licence, "publish", by=by, channel=channel, reason=note, review_note=note, published_at=timezone.now())
    _inform(members_of(row.organization_id), "licence_published", row)
    tell(signals.open_licence_published, licence_id=row.pk)
    return row


@transaction.atomic
def return_(licence: OpenLicence, *, by: Any, channel: str, note: str) -> OpenLicence:
    if not note.strip():
        raise ValidationError({"note": ValidationError(_("Tell the author what is missing."), code="required")})
    row = _move(licence, "return", by=by, channel=channel, reason=note, review_note=note)
    _inform(members_of(row.organization_id), "licence_returned", row, note=note)
    return row


@transaction.atomic
def withdraw(licence: OpenLicence, *, by: Any, channel: str, reason: str = "") -> OpenLicence:
    """No new licences from now on; those that were taken run on as they were."""
    row = _move(licence, "withdraw", by=by, channel=channel, reason=reason, withdrawn_at=timezone.now())
    tell(signals.open_licence_withdrawn, licence_id=row.pk)
    return row


@transaction.atomic
def take_slot(licence: OpenLicence, *, counted: bool = True) -> OpenLicence:
    """Count one more licence, under the lock of the row; a trial is let in without being counted.

    Raises ``NoneLeft``, and ``IllegalMove`` unless published.
    """
    row = _lock(licence)
    if row.status != LicenceStatus.PUBLISHED:
        raise IllegalMove(row, "take")
    if not counted:
        return row
    if row.slots_left == 0:
        raise NoneLeft(_("All licences of this statement are taken. Ask the owner whether there will be more."))
    row.slots_taken += 1
    row.save(update_fields=["slots_taken", "updated_at"])
    return row


def _lock(licence: OpenLicence) -> OpenLicence:
    return OpenLicence.objects.select_for_update(of=("self",)).select_related("achievement").get(pk=licence.pk)


def _checked(licence: OpenLicence, verb: str) -> OpenLicence:
    """The locked row, in a status from which ``verb`` starts: a wrong status is the first thing to say."""
    row = _lock(licence)
    if row.status not in LICENCE_MOVES[verb][0]:
        raise IllegalMove(row, verb)
    return row


def _refuse_obstacles(row: OpenLicence) -> None:
    if blocks := [rule for rule in findings(row) if rule.severity == Severity.BLOCK]:
        raise LegalObstacle(blocks)


def _move(licence: OpenLicence, verb: str, *, by: Any, channel: str, reason: str = "", **extra: Any) -> OpenLicence:
    row = _checked(licence, verb)
    before = {"status": row.status}
    row.status = LICENCE_MOVES[verb][1]
    for name, value in extra.items():
        setattr(row, name, value)
    row.save(update_fields=["status", "updated_at", *extra])
    record(verb, row, by=by, channel=channel, before=before, after={"status": row.status}, reason=reason)
    return row


def _inform(people: Iterable[Any], kind: str, row: OpenLicence, **params: str) -> None:
    key = f"{row.no}:{row.updated_at:%Y%m%d%H%M%S%f}"
    notify(people, kind, key=key, url=row.get_absolute_url(), title=row.achievement.title[:80], **params)
