"""Two writers at once, killed workers, no broker: lists are never mixed and nothing stays unscored."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from common.fields import NextValue
from demands.models import Demand
from integration.models import CONTENT_SEQUENCE
from matching import actions
from matching.actions import demand as scoring
from matching.enums import MAX_ATTEMPTS, Stage
from matching.health import invariants
from matching.models import DemandState, Match, WorkerHeartbeat
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db(transaction=True)


def touch(row, **changes):
    type(row).objects.filter(pk=row.pk).update(content_seq=NextValue(CONTENT_SEQUENCE), **changes)
    row.refresh_from_db()


def broken(grace=0):
    return {name: count for name, count in invariants(grace=grace).items() if count}


def test_a_slow_writer_never_overwrites_a_newer_list():
    demand = DemandFactory(problem="乳化含油废水")
    AchievementFactory.create_batch(3)
    view_before = scoring.library.current()
    scoring.lease_demand(demand.pk, "slow")
    token, entry, hidden = scoring.read_demand(demand.pk)
    late = scoring.compute(view_before, entry, None, view_before.mask(hidden))
    touch(demand, problem="小麦赤霉病")
    DemandState.objects.update(leased_until=None)
    assert actions.run_for_demand(demand.pk) is True
    kept = list(Match.objects.values_list("achievement_id", "demand_seq", "score"))
    assert scoring.write(token, entry, late, Stage.FINAL) is False
    assert list(Match.objects.values_list("achievement_id", "demand_seq", "score")) == kept
    assert {seq for _, seq, _ in kept} == {demand.content_seq}


def test_the_same_reading_is_written_once():
    demand = DemandFactory()
    AchievementFactory()
    scoring.lease_demand(demand.pk, "a")
    view = scoring.library.current()
    token, entry, hidden = scoring.read_demand(demand.pk)
    result = scoring.compute(view, entry, None, view.mask(hidden))
    assert scoring.write(token, entry, result, Stage.FINAL) is True
    assert scoring.write(token, entry, result, Stage.FINAL) is False
    assert scoring.write(token, entry, result, Stage.LEXICAL) is False


def test_writers_at_once_leave_one_version_per_list():
    demands = DemandFactory.create_batch(4)
    achievements = AchievementFactory.create_batch(12)
    stop = time.monotonic() + 4
    errors = []

    def score():
        try:
            while time.monotonic() < stop:
                actions.work_off(seconds=1)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    def change():
        try:
            for n in range(40):
                touch(demands[n % 4], problem=f"每天{n}吨乳化含油废水")
                row = achievements[n % 12]
                touch(row, status="withdrawn" if row.status == "published" else "published")
                mixed = {k: v for k, v in invariants(grace=3600).items() if v}
                assert mixed == {}, mixed
                time.sleep(0.05)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=score) for _ in range(3)] + [threading.Thread(target=change)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    actions.work_off()
    assert broken() == {}


def test_a_row_that_always_fails_is_set_aside_and_comes_back_when_it_changes(monkeypatch):
    poison, good = DemandFactory(title="毒"), DemandFactory()
    AchievementFactory()
    compute = scoring.compute

    def explode(view, entry, vector, mask):
        if entry.id == poison.pk:
            raise RuntimeError("boom")
        return compute(view, entry, vector, mask)

    monkeypatch.setattr(scoring, "compute", explode)
    for _ in range(MAX_ATTEMPTS + 2):
        actions.work_off()
    state = DemandState.objects.get(demand=poison)
    assert (state.status, state.attempts, state.last_error) == ("attention", MAX_ATTEMPTS, "RuntimeError: boom")
    assert DemandState.objects.get(demand=good).status == "done"
    assert actions.head_of_the_queue() is None
    assert broken() == {}
    monkeypatch.undo()
    touch(poison, title="好")
    actions.work_off()
    assert DemandState.objects.get(demand=poison).status == "done"


# --- real processes -------------------------------------------------------------------------------------------------


def database_url():
    chosen = settings.DATABASES["default"]
    who = f"{quote(chosen['USER'])}:{quote(chosen['PASSWORD'])}"
    if chosen["HOST"].startswith("/"):
        return f"postgresql://{who}@/{chosen['NAME']}?host={quote(chosen['HOST'], safe='')}"
    return f"postgresql://{who}@{chosen['HOST']}:{chosen['PORT'] or 5432}/{chosen['NAME']}"


def surroundings(tmp_path, redis_url=None):
    return os.environ | {
        "DATABASE_URL": database_url(),
        "MATCHPLATFORM_DATA_DIR": str(tmp_path / "data"),
        "MATCHPLATFORM_ENCODER": "none",
        "MATCHPLATFORM_SWEEP_SECONDS": "0.5",
        "REDIS_URL": redis_url or os.environ["REDIS_URL"],
    }


def start_worker(tmp_path, redis_url=None):
    command = [
        *(sys.executable, "-m", "celery", "--app", "matchplatform", "worker", "--concurrency", "1"),
        *("--queues", "interactive,sweep,bulk,celery", "--loglevel", "WARNING", "--hostname", "test@%h"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]
    with (tmp_path / "worker.log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=surroundings(tmp_path, redis_url),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )


def kill(worker):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(timeout=10)


def wait_until(condition, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_workers_killed_in_the_middle_lose_nothing(tmp_path):
    from common.events import publish
    from demands.signals import demand_published

    AchievementFactory.create_batch(30)
    expected = []
    for _round in range(3):
        worker = start_worker(tmp_path)
        try:
            before = Match.objects.count()
            for _ in range(15):
                demand = DemandFactory()
                expected.append(demand.pk)
                publish(demand_published, demand_id=demand.pk)
            assert wait_until(lambda before=before: Match.objects.count() > before, 60), (
                tmp_path / "worker.log"
            ).read_text()
        finally:
            kill(worker)
        mixed = {k: v for k, v in invariants(grace=3600).items() if v}
        assert mixed == {}
    worker = start_worker(tmp_path)
    try:
        assert wait_until(lambda: DemandState.objects.filter(status="done").count() == len(expected), 90)
        assert wait_until(lambda: broken() == {}, 60), broken()
    finally:
        kill(worker)
    assert set(Demand.objects.values_list("pk", flat=True)) == set(expected)
    assert broken() == {}


@pytest.mark.slow
def test_without_a_broker_the_sweeper_scores_by_itself(tmp_path):
    AchievementFactory.create_batch(3)
    worker = start_worker(tmp_path, redis_url=f"unix://{tmp_path}/none.sock?db=0")
    try:
        demand = DemandFactory()
        done = wait_until(lambda: DemandState.objects.filter(demand=demand, status="done").exists(), 60)
        assert done, (tmp_path / "worker.log").read_text()
        assert wait_until(lambda: WorkerHeartbeat.objects.filter(broker=False, index_rows=3).exists(), 20)
        assert wait_until(lambda: broken() == {}, 30), broken()
    finally:
        kill(worker)


_PUBLISH = """
import time
from common.events import publish
from demands.signals import demand_published
started = time.monotonic()
for _ in range(5):
    publish(demand_published, demand_id={pk})
print("told in", time.monotonic() - started)
"""


@pytest.mark.slow
def test_posting_neither_fails_nor_waits_without_a_broker(tmp_path):
    demand = DemandFactory()
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", _PUBLISH.format(pk=demand.pk)],
        cwd=settings.BASE_DIR,
        env=surroundings(tmp_path, f"unix://{tmp_path}/none.sock?db=0"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout.split("told in")[1]) < 5
    assert actions.head_of_the_queue() == ("demand", demand.pk)
