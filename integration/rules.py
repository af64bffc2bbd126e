"""Predicates that both libraries share: whose entry it is, and who looks after the whole platform."""

from typing import Any

import rules


@rules.predicate
def is_writer(user: Any) -> bool:
    """May write entries of his own organization."""
    return user.is_authenticated and user.is_writer


@rules.predicate
def is_own(user: Any, entry: Any) -> bool:
    """A member of the organization whose entry it is."""
    return bool(
        entry is not None
        and user.is_authenticated
        and user.membership
        and entry.organization_id == user.organization_id
    )


@rules.predicate
def is_reviewer(user: Any) -> bool:
    return user.is_authenticated and user.is_reviewer


@rules.predicate
def is_author(user: Any, entry: Any) -> bool:
    """Wrote the entry himself: nobody reviews his own work."""
    return bool(entry is not None and user.is_authenticated and entry.created_by_id == user.pk)


@rules.predicate
def is_administrator(user: Any) -> bool:
    return bool(user.is_superuser)


is_own_writer = is_own & is_writer

for library in ("achievements", "demands"):
    rules.add_perm(f"integration.import_{library}", is_writer)
rules.add_perm("integration.view_job", is_own | is_administrator)
rules.add_perm("integration.change_job", is_own_writer)

#: Jobs belong to an organization, so only its people can ask for one.
rules.add_perm("integration.export", rules.predicate(lambda user: bool(user.is_authenticated and user.membership)))
is_own_delivery = rules.predicate(lambda user, delivery: delivery is not None and is_own.test(user, delivery.endpoint))
rules.add_perm("integration.add_webhook", is_writer)
rules.add_perm("integration.view_webhook", is_own | is_administrator)
rules.add_perm("integration.change_webhook", is_own_writer)
rules.add_perm("integration.change_delivery", is_own_delivery & is_writer)
