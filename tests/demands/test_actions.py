"""Actions: exact effects, forbidden side effects, facts after commit."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEntry, Notification
from demands import actions, signals, tasks
from demands.enums import MOVES, Status
from demands.models import Demand, DemandExclusion, DemandIndicator
from integration.exceptions import EditConflict, IllegalMove
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.demands import DemandFactory, complete

pytestmark = pytest.mark.django_db
FACTS = ["demand_published", "demand_changed", "demand_closed", "demand_submitted", "demand_returned"]


@pytest.fixture
def facts(django_capture_on_commit_callbacks):
    """Runs something and lists the facts it told after commit."""

    def told(call):
        heard = []
        receivers = {name: lambda _name=name, **ids: heard.append((_name, ids["demand_id"])) for name in FACTS}
        for name, receiver in receivers.items():
            getattr(signals, name).connect(receiver)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                call()
        finally:
            for name, receiver in receivers.items():
                getattr(signals, name).disconnect(receiver)
        return heard

    return told


@pytest.fixture
def owner():
    return person("sme")


def run(verb, entry, by):
    if verb == "expire":
        Demand.objects.filter(pk=entry.pk).update(deadline=timezone.localdate() - datetime.timedelta(days=1))
        if actions.expire_due() == 0:
            raise IllegalMove(entry, verb)
        return None
    call = {
        "publish": actions.publish, "approve": actions.approve, "pause": actions.pause, "solve": actions.solve,
        "withdraw": actions.withdraw, "return": lambda *args, **kwargs: actions.return_(*args, note="缺数值", **kwargs),
    }[verb]  # fmt: skip
    return call(entry, by=by, channel="portal")


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verb", MOVES)
def test_every_move_from_every_status(owner, facts, verb, status):
    entry = DemandFactory(organization=owner.organization, status=status, created_by=owner)
    seq = entry.content_seq
    allowed, target = MOVES[verb]
    if status not in allowed:
        with pytest.raises(IllegalMove):
            run(verb, entry, owner)
        entry.refresh_from_db()
        assert (entry.status, entry.version, entry.content_seq) == (status, 1, seq)
        assert not AuditEntry.objects.exists()
        assert not Notification.objects.exists()
        return
    told = facts(lambda: run(verb, entry, owner))
    entry.refresh_from_db()
    assert (entry.status, entry.version) == (target, 2)
    assert (entry.content_seq > seq) == (status != target)
    audit = AuditEntry.objects.get()
    assert (audit.verb, audit.before, audit.after) == (verb, {"status": status}, {"status": target})
    closed = [("demand_closed", entry.pk)] if status == "published" else []
    expected = {
        "publish": [("demand_published", entry.pk)],
        "approve": [("demand_published", entry.pk)] if status == "in_review" else [],
        "return": [("demand_returned", entry.pk), *closed],
    }
    assert told == expected.get(verb, closed)


def test_an_unverified_firm_hands_in(facts):
    firm = OrganizationFactory(verification="pending")
    reviewer = person("reviewer")
    entry = DemandFactory(organization=firm, status="draft", published_at=None)
    told = facts(lambda: actions.publish(entry, by=member_of(firm), channel="portal"))
    entry.refresh_from_db()
    assert (entry.status, entry.published_at) == ("in_review", None)
    assert told == [("demand_submitted", entry.pk)]
    assert reviewer.notifications.get().kind == "demand_submitted"


def test_review_after_publication_leaves_the_matches(owner, facts):
    entry, reviewer = DemandFactory(created_by=owner), person("reviewer")
    seq = entry.content_seq
    assert facts(lambda: actions.approve(entry, by=reviewer, channel="portal", note="清楚")) == []
    entry.refresh_from_db()
    assert (entry.content_seq, entry.reviewed_by, entry.review_note) == (seq, reviewer, "清楚")
    assert owner.notifications.get().kind == "demand_approved"


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [({"problem": ""}, "problem", "required"), ({"deadline": datetime.date(2020, 1, 1)}, "deadline", "past")],
)
def test_what_cannot_be_published(owner, facts, values, field, code):
    entry = DemandFactory(organization=owner.organization, status="draft", published_at=None, **values)
    with pytest.raises(ValidationError) as refused:
        actions.publish(entry, by=owner, channel="portal")
    assert [error.code for error in refused.value.error_dict[field]] == [code]
    assert Demand.objects.get().status == "draft"


def test_budget_contact_and_industry_never_hold_it_up(owner):
    entry = DemandFactory(organization=owner.organization, status="draft", published_at=None)
    assert actions.publish(entry, by=owner, channel="portal").status == "published"


def test_edit_tells_only_what_concerns_matching(owner, facts):
    entry = complete(DemandFactory(organization=owner.organization))
    edit = lambda **values: lambda: actions.edit(entry, by=owner, channel="api", **values)  # noqa: E731
    assert facts(edit(changes={"contact_name": "李"})) == []
    assert facts(edit(changes={"budget_max": 5})) == [("demand_changed", entry.pk)]
    row = DemandIndicator(name="COD", relation="le", value_max=300, unit="mg/L")
    assert facts(edit(changes={}, indicators=[row])) == [("demand_changed", entry.pk)]
    rival = DemandExclusion(organization=OrganizationFactory())
    assert facts(edit(changes={}, exclusions=[rival])) == [("demand_changed", entry.pk)]


def test_a_solved_demand_is_history(owner):
    entry = DemandFactory(organization=owner.organization, status="solved")
    with pytest.raises(IllegalMove):
        actions.edit(entry, by=owner, channel="api", changes={"title": "新"})


def test_an_old_version_is_told(owner):
    entry = DemandFactory(organization=owner.organization, title="旧")
    actions.edit(entry, by=owner, channel="portal", changes={"title": "新"}, expected_version=1)
    with pytest.raises(EditConflict) as conflict:
        actions.edit(entry, by=owner, channel="portal", changes={"title": "我的"}, expected_version=1)
    assert (conflict.value.current.title, conflict.value.current.version) == ("新", 2)


def test_the_clock_closes_what_is_due_once(facts):
    today = timezone.localdate()
    due = DemandFactory(deadline=today - datetime.timedelta(days=1))
    for deadline in (today, None):
        DemandFactory(deadline=deadline)
    paused = DemandFactory(deadline=today - datetime.timedelta(days=9), status="paused")
    assert facts(tasks.expire_due) == [("demand_closed", due.pk)]
    assert facts(tasks.expire_due) == []
    paused.refresh_from_db()
    assert paused.status == "paused"
    assert sorted(Demand.objects.values_list("status", flat=True)) == ["expired", "paused", "published", "published"]
    assert AuditEntry.objects.get().actor is None


def test_expired_demands_come_back_with_a_new_date(owner):
    entry = DemandFactory(organization=owner.organization, status="expired", deadline=datetime.date(2020, 1, 1))
    before = entry.published_at
    actions.edit(entry, by=owner, channel="portal", changes={"deadline": None})
    assert actions.publish(entry, by=owner, channel="portal").published_at > before
