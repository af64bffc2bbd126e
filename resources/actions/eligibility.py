"""Writing rules of eligibility: each saved change is a version in the audit trail with what stood there before."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.audit import record
from common.events import publish
from integration.exceptions import EditConflict
from resources import signals
from resources.models import EligibilityRule


@transaction.atomic
def save(
    rule: EligibilityRule | None,
    *,
    by: Any,
    channel: str,
    values: Mapping[str, Any],
    expected_version: int | None = None,
) -> EligibilityRule:
    """Create (``rule`` None) or change a rule. Raises ``ValidationError`` and ``EditConflict``; answers change at once."""
    if rule is None:
        row, before = EligibilityRule(organization=by.organization if by is not None else None), {}
    else:
        row = EligibilityRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        if expected_version is not None and row.version != expected_version:
            raise EditConflict(row)
        before = {name: getattr(row, name) for name in values if getattr(row, name) != values[name]}
        if not before:
            return row
        row.version += 1
    for name, value in values.items():
        setattr(row, name, value)
    row.updated_by = by if by is not None and by.pk else None
    row.full_clean()
    row.save()
    changed = {name: getattr(row, name) for name in (before or values)}
    record("edit" if rule else "create", row, by=by, channel=channel, before=before, after=changed)
    publish(signals.rule_changed, rule_id=row.pk)
    return row
