"""What may be done with events, registrations and meetings."""

from typing import Any

import rules

from accounts.enums import OrganizationKind
from integration.rules import is_administrator, is_reviewer, is_writer

#: Kinds of organizations that hold events.
HOSTS = frozenset({
    OrganizationKind.GOVERNMENT, OrganizationKind.PARK, OrganizationKind.PLATFORM, OrganizationKind.TRANSFER,
    OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE,
})  # fmt: skip


def organises(user: Any, event: Any) -> bool:
    """A member of the host or of a co-host."""
    if event is None or not user.is_authenticated or not user.membership:
        return False
    if event.organization_id == user.organization_id:
        return True
    return any(row.pk == user.organization_id for row in event.co_hosts.all())


@rules.predicate
def may_host(user: Any) -> bool:
    return user.is_authenticated and user.kind in HOSTS


@rules.predicate
def is_organiser(user: Any, event: Any) -> bool:
    return organises(user, event)


@rules.predicate
def is_published(user: Any, event: Any) -> bool:
    return event is not None and event.published_at is not None


@rules.predicate
def is_planned_in_his_region(user: Any, event: Any) -> bool:
    if event is None or not user.is_authenticated:
        return False
    return user.is_official and (event.region_id or "").startswith(user.region_prefix)


@rules.predicate
def is_participant(user: Any, registration: Any) -> bool:
    """The person himself, or a colleague who writes for the same organization."""
    if registration is None or not user.is_authenticated:
        return False
    if registration.user_id == user.pk:
        return True
    return bool(user.membership and registration.organization_id == user.organization_id and user.is_writer)


@rules.predicate
def organises_it(user: Any, registration: Any) -> bool:
    return registration is not None and organises(user, registration.event) and user.is_writer


@rules.predicate
def is_side(user: Any, meeting: Any) -> bool:
    return meeting is not None and (is_participant(user, meeting.a) or is_participant(user, meeting.b))


@rules.predicate
def organises_meeting(user: Any, meeting: Any) -> bool:
    return meeting is not None and organises(user, meeting.event) and user.is_writer


rules.add_perm(
    "events.view_event", is_published | is_organiser | is_reviewer | is_planned_in_his_region | is_administrator
)
rules.add_perm("events.add_event", may_host & is_writer)
manages = (is_organiser & is_writer) | is_administrator
for verb in ("change", "manage", "open", "ask", "lock", "propose", "finalize", "start", "finish", "report", "cancel"):
    rules.add_perm(f"events.{verb}_event", manages)
rules.add_perm("events.add_registration", rules.is_authenticated)
rules.add_perm("events.view_registration", is_participant | organises_it | is_administrator)
rules.add_perm("events.change_registration", is_participant | organises_it | is_administrator)
rules.add_perm("events.check_in_registration", organises_it | is_administrator)
for verb in ("view", "close", "cancel"):
    rules.add_perm(f"events.{verb}_meeting", is_side | organises_meeting | is_administrator)
rules.add_perm("events.answer_meeting", is_side)
rules.add_perm("events.miss_meeting", organises_meeting | is_administrator)
rules.add_perm("events.view_report_event", is_organiser | is_reviewer | is_administrator)
