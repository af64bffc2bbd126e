"""Writing a case, consenting to its text, publishing it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from common.events import publish
from deals.actions.deal import lock, require
from deals.enums.deal import CaseStatus
from deals.enums.terms import SIGNING_ROLES, PartyRole
from deals.exceptions import IllegalStep, NotReady
from deals.inbox import tell
from deals.models import Case, Deal
from deals.signals import case_published
from integration.actions.outbox import record as to_outbox

FIELDS = (
    "title", "title_en", "problem", "tried", "why", "what_was_done", "results", "did_not_work", "lessons",
    "names_supply", "names_need", "shows_amount",
)  # fmt: skip


@transaction.atomic
def write(deal: Deal, *, by: Any, channel: str, values: Mapping[str, Any]) -> Case:
    """Write or change the text. Consents were given to another text, so they are gone, and so is the publication."""
    current = lock(deal)
    require(current, by, SIGNING_ROLES)
    if current.signed_at is None:
        raise NotReady(_("A case is written once the contract is signed."))
    case = Case.objects.select_for_update(of=("self",)).filter(deal=current).first() or Case(deal=current)
    changed = [name for name in FIELDS if name in values and getattr(case, name) != values[name]]
    if case.pk and not changed and case.status != CaseStatus.WITHDRAWN:
        return case
    for name in changed:
        setattr(case, name, values[name])
    if case.pk:
        case.version += 1
    case.status, case.published_at, case.supply_consented, case.need_consented = CaseStatus.DRAFT, None, None, None
    case.full_clean(exclude=["deal", "no"], validate_constraints=False, validate_unique=False)
    case.save()
    if not case.no or not isinstance(case.no, str):
        case.refresh_from_db(fields=["no"])
    record("write_case", case, by=by, channel=channel, after={"version": case.version})
    for pk in current.organizations:
        if pk != by.organization_id:
            tell(
                pk, "case_consent", key=f"{case.no}.{case.version}", url=case.get_absolute_url(), title=case.title[:80]
            )
    return case


@transaction.atomic
def consent(case: Case, *, by: Any, channel: str, version: int) -> Case:
    """Say yes to this version of the text; the second yes publishes it."""
    deal = lock(case.deal)
    role = require(deal, by, SIGNING_ROLES)
    current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if version != current.version:
        raise NotReady(_("The text was changed after you read it. Read it again."))
    if current.status == CaseStatus.WITHDRAWN:
        raise IllegalStep(current)
    field = "supply_consented" if role == PartyRole.SUPPLY else "need_consented"
    setattr(current, field, version)
    fields = {field, "updated_at"}
    both = current.supply_consented == current.need_consented == version
    if both and current.status != CaseStatus.PUBLISHED:
        current.status, current.published_at = CaseStatus.PUBLISHED, timezone.now()
        fields |= {"status", "published_at"}
    current.save(update_fields=fields)
    record("consent_case", current, by=by, channel=channel, after={"version": version, "status": current.status})
    if "published_at" in fields:
        to_outbox(event="case.published", subject=current, public=True, organizations=deal.organizations)
        for pk in deal.organizations:
            tell(pk, "case_published", key=f"{current.no}.{version}", url=current.get_absolute_url(),
                 title=current.title[:80])  # fmt: skip
        publish(case_published, case_id=current.pk)
    return current


@transaction.atomic
def withdraw(case: Case, *, by: Any, channel: str) -> Case:
    """Either side takes its consent back: the case is not public any more. Writing it anew asks both again."""
    deal = lock(case.deal)
    role = require(deal, by, SIGNING_ROLES)
    current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    before = current.status
    setattr(current, "supply_consented" if role == PartyRole.SUPPLY else "need_consented", None)
    current.status, current.published_at = CaseStatus.WITHDRAWN, None
    current.save(update_fields=["supply_consented", "need_consented", "status", "published_at", "updated_at"])
    record(
        "withdraw_case", current, by=by, channel=channel, before={"status": before}, after={"status": current.status}
    )
    if before == CaseStatus.PUBLISHED:
        to_outbox(event="case.withdrawn", subject=current, public=True, organizations=deal.organizations)
    return current
