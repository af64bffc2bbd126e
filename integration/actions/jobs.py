"""Jobs: a file on its way into a library, run by a worker or by a command.

The row of the job is the record of the work; a message to a worker is a hint. A worker claims the job, shows by its
heartbeat that it lives, and writes only while the claim is still its own; a job whose heartbeat stopped is claimed again.
"""

import datetime
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.enums import Channel, Verification
from accounts.inbox import notify
from accounts.models import Organization
from common.events import publish
from integration.actions.imports import Order, Plan, plan_import, remember, require_title, run_import
from integration.enums import JobState
from integration.exceptions import FileRefused, JobNotReady
from integration.importing.archives import too_large
from integration.importing.registry import target_of
from integration.importing.report import Report
from integration.models import Job
from integration.signals import job_queued

#: A running job whose heartbeat is older than this has lost its worker.
SILENCE = datetime.timedelta(seconds=45)
MAX_ATTEMPTS = 6
_STARTABLE = frozenset({JobState.DRAFT, JobState.CHECKED})


class ClaimLost(Exception):
    """Another worker has taken the job over; whatever this one has not committed is dropped."""


@transaction.atomic
def create_job(
    *,
    kind: str,
    organization: Organization,
    by: Any,
    channel: str,
    upload: Any,
    file_name: str,
    mapping: Mapping[str, Any] | None = None,
    dry_run: bool = False,
    preview: dict[str, Any] | None = None,
) -> Job:
    """Keep the uploaded file and hand it to the workers; with a ``preview`` it waits until its owner has looked at it.

    Raises ``FileRefused`` for an empty file and for one that is too large.
    """
    check_size(upload)
    params: dict[str, Any] = {
        "channel": channel,
        "dry_run": dry_run,
        "language": get_language(),
        "direct": may_publish(by),
    }
    if mapping is not None:
        params["mapping"] = dict(mapping)
    if preview is not None:
        params["preview"] = preview
    job = Job(kind=kind, organization=organization, created_by=by, params=params, file_name=Path(file_name).name[:255])
    job.state = JobState.WAITING if preview is None else JobState.DRAFT
    # The name on disk is ours: a name from outside could lie about the content or hold anything.
    job.file.save(f"{job.pk}.upload", upload, save=False)
    job.save(force_insert=True)
    if job.state == JobState.WAITING:
        publish(job_queued, job_id=str(job.pk))
    return job


def check_size(upload: Any) -> None:
    if not upload.size:
        raise FileRefused(_("The file is empty."))
    if upload.size > settings.IMPORT_MAX_BYTES:
        raise too_large(settings.IMPORT_MAX_BYTES)


def preview(upload: Any, kind: str, organization: Organization) -> dict[str, Any]:
    """Columns of an upload with a few cells and the field each would fill. Raises ``FileRefused``."""
    check_size(upload)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "upload"
        with path.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        upload.seek(0)
        plan = plan_import(path, Path(name), target_of(kind), organization)
    columns = [
        {
            "name": column.name,
            "field": plan.mapping.get(column.name, ""),
            "samples": [t[:80] for t in column.filled[:3]],
        }
        for column in plan.table.columns
    ]
    return {"columns": columns, "total": plan.table.total, "has_header": plan.table.has_header}


def may_publish(by: Any) -> bool:
    """Whether what he imports needs no review: the platform's own reviewers and administrators."""
    return bool(by is None or by.is_superuser or by.is_reviewer)


@transaction.atomic
def start_job(job: Job, *, dry_run: bool, mapping: Mapping[str, Any] | None = None) -> Job:
    """Hand an uploaded or checked file to the workers. Raises ``JobNotReady`` in any other state."""
    current = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if current.state not in _STARTABLE:
        raise JobNotReady(_("This import has already been started."))
    current.params |= {"dry_run": dry_run} | ({"mapping": dict(mapping)} if mapping is not None else {})
    current.state, current.done, current.counts, current.attempts = JobState.WAITING, 0, {}, 0
    current.save(update_fields=["params", "state", "done", "counts", "attempts", "updated_at"])
    publish(job_queued, job_id=str(current.pk))
    return current


@transaction.atomic
def reopen_job(job: Job) -> Job:
    """From the result of a check back to the columns."""
    current = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if current.state != JobState.CHECKED or "preview" not in current.params:
        raise JobNotReady(_("The columns of this import can no longer be changed."))
    current.state = JobState.DRAFT
    current.save(update_fields=["state", "updated_at"])
    return current


@transaction.atomic
def discard_job(job: Job) -> None:
    """Forget an upload that was never run, with its file."""
    current = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if current.state not in _STARTABLE | {JobState.FAILED}:
        raise JobNotReady(_("This import has already been started."))
    names = [item.name for item in (current.file, current.report) if item]
    transaction.on_commit(lambda: [current.file.storage.delete(name) for name in names])
    current.delete()


@transaction.atomic
def claim_job(pk: Any) -> Job | None:
    """Take a waiting job, or one whose worker has fallen silent; None where somebody else has it or it is over."""
    now = timezone.now()
    rows = Job.objects.select_for_update(of=("self",), skip_locked=True)
    free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, heartbeat_at__lt=now - SILENCE)
    job = rows.filter(free, pk=pk).first()
    if job is None:
        return None
    job.attempts += 1
    job.state, job.started_at, job.heartbeat_at = JobState.RUNNING, job.started_at or now, now
    job.save(update_fields=["attempts", "state", "started_at", "heartbeat_at", "updated_at"])
    return job


def run_claimed(job: Job) -> None:
    """Do the work of a claimed job to its end: done, checked or failed."""
    with override(job.params.get("language") or settings.LANGUAGE_CODE), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if job.attempts > MAX_ATTEMPTS or not job.file:
            fail_job(job, _("It was interrupted too often. Send the file again."))
            return
        try:
            path = _local_copy(job, folder)
            run_file(job, path, folder, folder / "report.csv")
        except FileRefused as refusal:
            fail_job(job, refusal.detail)
        except ClaimLost:
            return


def run_file(
    job: Job, path: Path, folder: Path, report: Path, on_row: Callable[[dict[str, Any]], None] = lambda row: None
) -> Plan:
    """Run the claimed ``job`` on the file at ``path`` and close it. Raises ``FileRefused`` and ``ClaimLost``."""
    target = target_of(job.kind)
    plan = plan_import(path, folder, target, job.organization, job.params.get("mapping"))
    require_title(plan)
    beat(job, total=plan.table.total)
    dry_run = bool(job.params.get("dry_run"))
    with Report(report) as lines:
        order = Order(
            organization=job.organization,
            by=job.created_by,
            channel=job.params.get("channel", Channel.SYSTEM),
            direct=bool(job.params.get("direct")),
            dry_run=dry_run,
            job=job,
            on_batch=lambda done, counts: beat(job, done=done, counts=dict(counts)),
            on_row=lambda row: (lines.add(row), on_row(row)),
        )
        counts = run_import(plan, order)
    _close(job, plan, dict(counts), report, dry_run=dry_run)
    return plan


def beat(job: Job, **fields: Any) -> None:
    """Show life and progress; stop where the claim is no longer ours."""
    mine = Job.objects.filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING)
    if not mine.update(heartbeat_at=timezone.now(), updated_at=timezone.now(), **fields):
        raise ClaimLost
    for name, value in fields.items():
        setattr(job, name, value)


@transaction.atomic
def _close(job: Job, plan: Plan, counts: dict[str, int], report: Path, *, dry_run: bool) -> None:
    """Report, audit, message and fact of a job that ran to its end."""
    beat(job, counts=counts, done=plan.table.total)
    job.state = JobState.CHECKED if dry_run else JobState.DONE
    job.finished_at = timezone.now()
    with report.open("rb") as file:
        job.report.save(f"{job.pk}-report.csv", File(file), save=False)
    job.save(update_fields=["state", "finished_at", "report", "updated_at"])
    if dry_run:
        return
    if "mapping" in job.params:
        remember(plan, job.organization)
    channel = job.params.get("channel", Channel.SYSTEM)
    record("import", job, by=job.created_by, channel=channel, after={"file": job.file_name, **counts})
    if job.created_by is not None:
        url = reverse("integration:job", args=[job.pk])
        notify([job.created_by], "job_done", key=str(job.pk), url=url, name=job.file_name, **counts)
    if counts.get("created") or counts.get("updated"):
        publish(plan.target.fact, job_id=str(job.pk))


@transaction.atomic
def fail_job(job: Job, reason: str) -> None:
    """Close a job that cannot be done; nothing that was written is taken back."""
    mine = Job.objects.filter(pk=job.pk, attempts=job.attempts)
    if not mine.update(state=JobState.FAILED, error=reason, finished_at=timezone.now(), updated_at=timezone.now()):
        return
    job.state, job.error = JobState.FAILED, reason
    if job.created_by is not None:
        url = reverse("integration:job", args=[job.pk])
        notify([job.created_by], "job_failed", key=str(job.pk), url=url, name=job.file_name, error=reason)


def waiting_jobs() -> list[Any]:
    """Jobs that no worker has in hand: never claimed for a while, or silent."""
    now = timezone.now()
    forgotten = Q(state=JobState.WAITING, updated_at__lt=now - datetime.timedelta(seconds=10))
    silent = Q(state=JobState.RUNNING, heartbeat_at__lt=now - SILENCE)
    return list(Job.objects.filter(forgotten | silent).order_by("created_at").values_list("pk", flat=True)[:50])


def _local_copy(job: Job, folder: Path) -> Path:
    target = folder / "upload"
    try:
        with job.file.open("rb") as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except FileNotFoundError as error:
        raise FileRefused(_("The uploaded file is no longer there. Send it again.")) from error
    return target


@transaction.atomic
def platform_organization() -> Organization:
    """The operator's own organization, made on first use."""
    found = Organization.objects.filter(kind="platform").order_by("pk").first()
    if found is None:
        found, _made = Organization.objects.get_or_create(
            name="平台运营方",
            kind="platform",
            defaults={
                "name_en": "Platform operator",
                "verification": Verification.VERIFIED,
                "verified_at": timezone.now(),
                "sort_key": "ping tai yun ying fang",
            },
        )
    return found


def command_job(kind: str, organization: Organization, path: Path, mapping: Mapping[str, Any] | None) -> Job:
    """The job under which a command imports; it is claimed from the start and has no file of its own."""
    params: dict[str, Any] = {"channel": Channel.COMMAND, "direct": True, "dry_run": False}
    if mapping is not None:
        params["mapping"] = dict(mapping)
    now = timezone.now()
    return Job.objects.create(
        kind=kind,
        organization=organization,
        state=JobState.RUNNING,
        params=params,
        file_name=path.name[:255],
        attempts=1,
        started_at=now,
        heartbeat_at=now,
    )
