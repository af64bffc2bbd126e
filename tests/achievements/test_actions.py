"""Actions: exact effects, forbidden side effects, facts after commit."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import AuditEntry, Notification
from achievements import actions, signals
from achievements.enums import MOVES, Status
from achievements.models import Achievement, AchievementIndicator, Review
from integration.exceptions import EditConflict, IllegalMove
from tests.factories.accounts import person
from tests.factories.achievements import AchievementFactory, complete

pytestmark = pytest.mark.django_db
FACTS = ["achievement_published", "achievement_changed", "achievement_withdrawn", "achievement_submitted",
         "achievement_returned"]  # fmt: skip
GOOD = (4, 4, 3, 3)


@pytest.fixture
def facts(django_capture_on_commit_callbacks):
    """Runs something and lists the facts it told after commit."""

    def told(call):
        heard = []
        receivers = {name: lambda _name=name, **ids: heard.append((_name, ids["achievement_id"])) for name in FACTS}
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
def author():
    return person("institution")


def run(verb, entry, by):
    call = {
        "submit": actions.submit, "publish": actions.publish, "withdraw": actions.withdraw, "archive": actions.archive,
        "return": lambda *args, **kwargs: actions.return_(*args, note="缺指标", **kwargs),
    }[verb]  # fmt: skip
    return call(entry, by=by, channel="portal")


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verb", MOVES)
def test_every_move_from_every_status(author, facts, verb, status):
    entry = AchievementFactory(organization=author.organization, status=status, created_by=author)
    seq = entry.content_seq
    allowed, target = MOVES[verb]
    if status not in allowed:
        with pytest.raises(IllegalMove):
            run(verb, entry, author)
        entry.refresh_from_db()
        assert (entry.status, entry.version, entry.content_seq) == (status, 1, seq)
        assert not AuditEntry.objects.exists()
        assert not Notification.objects.exists()
        return
    told = facts(lambda: run(verb, entry, author))
    entry.refresh_from_db()
    assert (entry.status, entry.version) == (target, 2)
    assert entry.content_seq > seq
    audit = AuditEntry.objects.get()
    assert (audit.verb, audit.before, audit.after) == (verb, {"status": status}, {"status": target})
    expected = {
        "submit": ["achievement_submitted"],
        "publish": ["achievement_published"],
        "return": ["achievement_returned"],
    }
    left = ["achievement_withdrawn"] if verb in {"withdraw", "archive"} and status == "published" else []
    assert told == [(name, entry.pk) for name in expected.get(verb, left)]


def test_nothing_is_told_where_the_transaction_fails(author, facts):
    entry = AchievementFactory(status="draft", published_at=None)

    def broken():
        with transaction.atomic():
            actions.submit(entry, by=author, channel="portal")
            transaction.set_rollback(True)

    assert facts(broken) == []
    entry.refresh_from_db()
    assert entry.status == "draft"


def test_edit_tells_only_what_concerns_matching(author, facts):
    entry = AchievementFactory(organization=author.organization)
    edit = lambda **changes: lambda: actions.edit(entry, by=author, channel="api", changes=changes)  # noqa: E731
    assert facts(edit(secrecy="internal")) == []
    assert facts(edit(trl=8)) == [("achievement_changed", entry.pk)]
    assert facts(edit(trl=8)) == []
    entry.refresh_from_db()
    assert entry.version == 3


def test_a_draft_is_edited_in_silence(author, facts):
    entry = AchievementFactory(status="draft", published_at=None)
    assert facts(lambda: actions.edit(entry, by=author, channel="api", changes={"trl": 8})) == []


def test_a_new_indicator_makes_matches_stale(author, facts):
    entry = complete(AchievementFactory())
    row = AchievementIndicator(name="通量", relation="ge", value_min=50, unit="L/m²h")
    told = facts(lambda: actions.edit(entry, by=author, channel="api", changes={}, indicators=[row]))
    assert told == [("achievement_changed", entry.pk)]
    assert [str(found) for found in entry.indicators.all()] == ["通量 ≥ 50 L/m²h"]


def test_a_wrong_row_changes_nothing(author):
    entry = complete(AchievementFactory())
    row = AchievementIndicator(name="通量", relation="range", value_min=50)
    with pytest.raises(ValidationError):
        actions.edit(entry, by=author, channel="api", changes={"trl": 9}, indicators=[row])
    entry.refresh_from_db()
    assert (entry.trl, entry.version, entry.indicators.get().name) == (None, 1, "出水油含量")


def test_an_archived_entry_is_history(author):
    entry = AchievementFactory(status="archived")
    with pytest.raises(IllegalMove):
        actions.edit(entry, by=author, channel="api", changes={"trl": 9})
    assert Achievement.objects.get().trl is None


@pytest.mark.parametrize(
    ("scores", "decision", "note", "field"),
    [((5, 5, 5, 0), "publish", "", "decision"), ((2, 2, 2, 3), "publish", "", "decision"), (GOOD, "return", " ", "note"),
     ((6, 5, 5, 5), "publish", "", "innovation")],
)  # fmt: skip
def test_reviews_that_are_refused(scores, decision, note, field):
    reviewer, entry = person("reviewer"), AchievementFactory(status="submitted", published_at=None)
    with pytest.raises(ValidationError) as refused:
        actions.review(entry, by=reviewer, channel="portal", scores=scores, decision=decision, note=note)
    assert field in refused.value.message_dict
    entry.refresh_from_db()
    assert entry.status == "submitted"
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("decision", "scores", "status"),
    [("publish", (3, 3, 2, 2), "published"), ("return", (0, 1, 1, 1), "returned"), ("hold", (2, 2, 2, 2), "submitted")],
)
def test_reviews(author, decision, scores, status):
    entry = AchievementFactory(status="submitted", published_at=None, created_by=author)
    row = actions.review(
        entry,
        by=person("reviewer"),
        channel="portal",
        scores=scores,
        decision=decision,
        note="意见",
        expected_version=1,
    )
    entry.refresh_from_db()
    assert (entry.status, row.total, row.entry_version) == (status, sum(scores), 1)
    assert author.notifications.count() == (0 if decision == "hold" else 1)
    assert (entry.published_at is not None) == (decision == "publish")


def test_a_review_of_a_version_nobody_read_is_refused():
    entry = AchievementFactory(status="submitted", published_at=None)
    with pytest.raises(EditConflict):
        actions.review(
            entry, by=person("reviewer"), channel="portal", scores=GOOD, decision="publish", expected_version=0
        )
    assert not Review.objects.exists()


def test_the_first_publication_keeps_its_date(author):
    entry = AchievementFactory(status="submitted")
    first = entry.published_at
    assert actions.publish(entry, by=author, channel="portal").published_at == first


def test_confirm_fresh_leaves_matches_alone(author, facts):
    entry = AchievementFactory()
    seq = entry.content_seq
    assert facts(lambda: actions.confirm_fresh(entry, by=author, channel="portal")) == []
    entry.refresh_from_db()
    assert entry.content_seq == seq
    assert entry.last_confirmed_at is not None
    with pytest.raises(IllegalMove):
        actions.confirm_fresh(AchievementFactory(status="draft"), by=author, channel="portal")


@pytest.mark.django_db(transaction=True)
def test_two_people_saving_at_once_one_is_told():
    """Both start from version 1 and save at the same moment: one wins, the other gets ``EditConflict``."""
    author = person("institution")
    entry = AchievementFactory(organization=author.organization)
    start, outcomes = threading.Barrier(2), []

    def save(title):
        try:
            start.wait(timeout=10)
            actions.edit(entry, by=author, channel="portal", changes={"title": title}, expected_version=1)
            outcomes.append(title)
        except EditConflict:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(title,)) for title in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    entry.refresh_from_db()
    assert sorted(outcomes) == sorted(["told", entry.title])
    assert entry.version == 2
