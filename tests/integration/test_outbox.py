"""The outbox: facts in the transaction of the change, and a feed that skips nobody."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction

from accounts.enums import Channel
from achievements import actions as achievements
from achievements.models import Achievement
from demands import actions as demands
from demands.models import DemandExclusion
from integration.actions import outbox
from integration.codes import EVENT_TYPES, scope_of
from integration.models import Change
from tests.factories.accounts import OrganizationFactory, person
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory


def told() -> list[tuple[str, str, bool]]:
    return list(Change.objects.order_by("id").values_list("event", "subject_no", "public"))


@pytest.mark.django_db
def test_life_of_an_achievement() -> None:
    author, reviewer = person("institution"), person("reviewer")
    values = {"title": "陶瓷膜", "summary": "处理含油废水。"}
    entry = achievements.create(organization=author.organization, by=author, channel=Channel.API, values=values)
    achievements.submit(entry, by=author, channel=Channel.API)
    achievements.return_(entry, by=reviewer, channel=Channel.PORTAL, note="缺少指标")
    achievements.submit(entry, by=author, channel=Channel.API)
    achievements.publish(entry, by=reviewer, channel=Channel.PORTAL)
    achievements.edit(entry, by=author, channel=Channel.API, changes={"title": "陶瓷膜二代"})
    achievements.edit(entry, by=author, channel=Channel.API, changes={"title": "陶瓷膜二代"})
    achievements.withdraw(entry, by=author, channel=Channel.API)
    achievements.archive(entry, by=author, channel=Channel.API)
    no = Achievement.objects.get().no
    assert told() == [
        ("achievement.created", no, False),
        ("achievement.submitted", no, False),
        ("achievement.returned", no, False),
        ("achievement.submitted", no, False),
        ("achievement.published", no, True),
        ("achievement.changed", no, True),
        ("achievement.withdrawn", no, True),
        ("achievement.archived", no, False),
    ]
    last = Change.objects.latest("id")
    assert (last.subject_type, last.organizations, last.data) == (
        "achievement", [author.organization_id], {"status": "archived", "version": 8},
    )  # fmt: skip


@pytest.mark.django_db
def test_life_of_a_demand_hides_it_from_the_excluded() -> None:
    author, rival = person("sme"), OrganizationFactory()
    entry = demands.create(
        organization=author.organization, by=author, channel=Channel.API, values={"title": "废水", "problem": "含油。"},
        exclusions=[DemandExclusion(organization=rival)],
    )  # fmt: skip
    demands.publish(entry, by=author, channel=Channel.API)
    demands.pause(entry, by=author, channel=Channel.API)
    demands.publish(entry, by=author, channel=Channel.API)
    demands.solve(entry, by=author, channel=Channel.API)
    assert [event for event, _no, _public in told()] == [
        "demand.created", "demand.published", "demand.closed", "demand.published", "demand.closed",
    ]  # fmt: skip
    outbox.place()
    other = OrganizationFactory()
    seen = Change.objects.placed()
    assert seen.for_organization(rival.pk).count() == 0
    assert seen.for_organization(other.pk).count() == 4
    assert seen.for_organization(author.organization_id).count() == 5


@pytest.mark.django_db
def test_who_loses_sight_hears_that_it_was_withdrawn() -> None:
    entry, rival, other = DemandFactory(), OrganizationFactory(), OrganizationFactory()
    excluded = [DemandExclusion(organization=rival)]
    demands.edit(entry, by=None, channel=Channel.API, changes={}, exclusions=excluded)
    demands.edit(entry, by=None, channel=Channel.API, changes={"visibility": "matched"})
    outbox.place()
    placed = Change.objects.placed().order_by("seq")
    names = [list(placed.for_organization(pk).values_list("event", flat=True)) for pk in (rival.pk, other.pk)]
    assert names == [["demand.withdrawn"], ["demand.changed", "demand.withdrawn"]]
    own = placed.for_organization(entry.organization_id).values_list("event", flat=True)
    assert list(own) == ["demand.changed", "demand.changed"]


@pytest.mark.django_db
def test_names_are_checked() -> None:
    assert scope_of("deal.signed") == "deals:read"
    for name in ("deal", "Deal.signed", "nonsense.happened", "deal.signed.twice"):
        with pytest.raises(ValueError, match="no event name"):
            scope_of(name)
    assert all(scope_of(name) == kind.scope for name, kind in EVENT_TYPES.items())


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        outbox.record(event="achievement.changed", subject=AchievementFactory())
    assert not Change.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_late_commit_is_placed_behind_what_was_read() -> None:
    """A transaction that began first and commits last gets the higher number: no reader passes over it."""
    entry = AchievementFactory()
    holds, may_go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            outbox.record(event="achievement.changed", subject=entry, public=True, data={"n": 1})
            holds.set()
            may_go.wait(10)

    with _thread(slow):
        assert holds.wait(10)
        with transaction.atomic():
            outbox.record(event="achievement.changed", subject=entry, public=True, data={"n": 2})
        assert outbox.place() == 1
        seen = [row.data["n"] for row in Change.objects.placed()]
        may_go.set()
    assert seen == [2]
    assert outbox.place() == 1
    assert [row.data["n"] for row in Change.objects.placed().order_by("seq")] == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_only_one_gives_numbers() -> None:
    entry = AchievementFactory()
    with transaction.atomic():
        outbox.record(event="achievement.changed", subject=entry)
    found: list[int] = []
    with transaction.atomic():
        assert outbox.place() == 1
        with _thread(lambda: found.append(outbox.place())):
            pass
    assert found == [0]


class _thread:
    """Runs ``work`` on a connection of its own."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.thread = threading.Thread(target=self._run, args=[work])

    def _run(self, work: Callable[[], Any]) -> None:
        try:
            work()
        finally:
            connections.close_all()

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *error: Any) -> None:
        self.thread.join(20)
        assert not self.thread.is_alive()
        assert connection.ensure_connection() is None
