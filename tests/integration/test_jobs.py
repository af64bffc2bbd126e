"""Imports as jobs: claims, killed workers, the sweeper, who publishes directly."""

import datetime
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEntry, Notification
from achievements import signals
from achievements.models import Achievement
from demands.models import Demand
from integration.actions import imports, jobs
from integration.enums import JobKind
from integration.exceptions import FileRefused, JobNotReady
from integration.models import ImportedRow, Job
from integration.tasks import run_job, sweep_jobs
from tests.factories.accounts import person


def upload(text: str, name: str = "a.csv") -> ContentFile:
    return ContentFile(text.encode(), name=name)


def queue(by: Any, text: str, kind: str = JobKind.IMPORT_ACHIEVEMENTS, **options: Any) -> Job:
    file = upload(text)
    options = {"channel": "portal", "file_name": file.name} | options
    return jobs.create_job(kind=kind, organization=by.organization, by=by, upload=file, **options)


TEXT = "id,title,text\n" + "".join(f"X{n},成果{n},内容{n}\n" for n in range(1200))


@pytest.mark.django_db
def test_an_institution_hands_in_and_a_reviewer_publishes() -> None:
    institution, reviewer = person("institution"), person("reviewer")
    for by in (institution, reviewer):
        run_job(str(queue(by, "id,title\nA1,甲\n").pk))
    rows = Achievement.objects.values_list("organization_id", "status", "created_by_id")
    assert set(rows) == {
        (institution.organization_id, "submitted", institution.pk), (reviewer.organization_id, "published", reviewer.pk),
    }  # fmt: skip


@pytest.mark.django_db
def test_a_verified_firm_publishes_and_an_unverified_one_waits() -> None:
    verified, waiting = person("sme"), person("sme")
    waiting.organization.verification = "pending"
    waiting.organization.save()
    for by in (verified, waiting):
        run_job(str(queue(by, "id,title,text\nA1,甲,乙\n", JobKind.IMPORT_DEMANDS).pk))
    assert Demand.objects.get(organization=verified.organization).status == "published"
    assert Demand.objects.get(organization=waiting.organization).status == "in_review"


@pytest.mark.django_db
def test_a_job_leaves_report_audit_message_and_fact(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[Any] = []
    signals.achievements_imported.connect(lambda job_id, **kwargs: heard.append(job_id), weak=False, dispatch_uid="t")
    by = person("institution")
    job = queue(by, "id,title,trl\nA1,甲,3\nA2,,4\n")
    with django_capture_on_commit_callbacks(execute=True):
        run_job(str(job.pk))
        assert heard == []
    signals.achievements_imported.disconnect(dispatch_uid="t")
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.progress) == ("done", 2, 2, 1.0)
    assert job.counts == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 1}
    assert heard == [str(job.pk)]
    with job.report.open("rb") as file:
        lines = file.read().decode("utf-8-sig").splitlines()
    assert lines[1] == f"1,2,created,{Achievement.objects.get().no},A1,甲,,,,"
    assert lines[2].startswith("2,3,rejected,,,,error,title,title,")
    entry = AuditEntry.objects.get(verb="import")
    assert (entry.actor, entry.channel, entry.object_id) == (by, "portal", str(job.pk))
    assert Notification.objects.get(user=by).kind == "job_done"


@pytest.mark.django_db
def test_a_second_message_does_nothing() -> None:
    job = queue(person("institution"), "id,title\nA1,甲\n")
    for _ in range(3):
        run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.attempts, job.counts["created"], Achievement.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_a_broken_file_fails_the_job_with_its_sentence() -> None:
    by = person("institution")
    job = queue(by, '[{"title": ')
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == "failed"
    assert "1" in job.error
    assert Notification.objects.get(user=by).kind == "job_failed"
    with pytest.raises(FileRefused):
        queue(by, "")


@pytest.mark.django_db
def test_dry_run_then_import() -> None:
    job = queue(person("institution"), "id,title\nA1,甲\n", preview={"columns": []})
    assert job.state == "draft"
    jobs.start_job(job, dry_run=True, mapping={"title": "title", "id": "source_id"})
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.counts["created"], Achievement.objects.count()) == ("checked", 1, 0)
    jobs.start_job(job, dry_run=False)
    with pytest.raises(JobNotReady):
        jobs.start_job(job, dry_run=False)
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.counts["created"], Achievement.objects.count()) == ("done", 1, 1)


@pytest.mark.django_db
def test_a_worker_that_lost_its_claim_writes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BATCH", 100)
    job = jobs.claim_job(queue(person("institution"), TEXT).pk)
    beat = jobs.beat

    def lose(current: Job, **fields: Any) -> None:
        if fields.get("done") == 300:
            Job.objects.filter(pk=current.pk).update(attempts=2)
        beat(current, **fields)

    monkeypatch.setattr(jobs, "beat", lose)
    jobs.run_claimed(job)
    assert Achievement.objects.count() == 200
    assert Job.objects.get().state == "running"


@pytest.mark.django_db
def test_the_sweeper_finds_the_forgotten_and_the_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr("integration.tasks.hint", lambda task, job_id: sent.append(job_id))
    by, now = person("institution"), timezone.now()
    fresh, forgotten, silent, busy = (queue(by, f"title\n{n}\n") for n in range(4))
    long_ago = now - datetime.timedelta(minutes=2)
    Job.objects.filter(pk=forgotten.pk).update(updated_at=long_ago)
    Job.objects.filter(pk=silent.pk).update(state="running", heartbeat_at=long_ago)
    Job.objects.filter(pk=busy.pk).update(state="running", heartbeat_at=now)
    sweep_jobs()
    assert sent == [str(forgotten.pk), str(silent.pk)]
    assert jobs.claim_job(busy.pk) is None
    assert jobs.claim_job(fresh.pk).attempts == 1


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_given_up() -> None:
    job = queue(person("institution"), "title\na\n")
    Job.objects.filter(pk=job.pk).update(attempts=jobs.MAX_ATTEMPTS)
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == "failed"
    assert not Achievement.objects.exists()


_WORKER = """
import django, sys, time
django.setup()
from integration.actions import imports, jobs
imports.BATCH = 100
beat = jobs.beat
def slow(job, **fields):
    beat(job, **fields)
    time.sleep(0.15)
jobs._beat = slow
jobs.run_claimed(jobs.claim_job(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_and_run_again(tmp_path: Path) -> None:
    """A real process is killed between two batches; the second run ends with exact rows and exact counts."""
    job = queue(person("institution"), TEXT)
    name = connection.settings_dict["NAME"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "matchplatform.settings",
        "DATABASE_URL": os.environ["DATABASE_URL"].replace("/matchplatform?", f"/{name}?"),
        "MATCHPLATFORM_MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }
    worker = subprocess.Popen([sys.executable, "-c", _WORKER, str(job.pk)], cwd=settings.BASE_DIR, env=environment)
    until = time.monotonic() + 60
    while not 0 < Achievement.objects.count() < 900 and time.monotonic() < until:
        time.sleep(0.02)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    left = Achievement.objects.count()
    assert 0 < left < 1200
    assert left % 100 == 0
    assert jobs.claim_job(job.pk) is None  # the heartbeat is young: perhaps it lives
    Job.objects.update(heartbeat_at=timezone.now() - datetime.timedelta(minutes=1))
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)
    assert job.counts == {"created": 1200, "updated": 0, "unchanged": 0, "rejected": 0}
    assert Achievement.objects.count() == ImportedRow.objects.count() == 1200
    assert set(Achievement.objects.values_list("version", flat=True)) == {1}
