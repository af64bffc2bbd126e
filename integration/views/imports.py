"""Pages of an import: upload, columns, check, progress, result. Each step works without JavaScript."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.enums import Channel
from common.exceptions import Refusal
from common.pages import keyset_page
from integration.actions import jobs
from integration.enums import JobKind, JobState
from integration.exports import report_of
from integration.forms import ImportForm
from integration.importing.registry import target_of
from integration.models import Job

KINDS = (
    (JobKind.IMPORT_DEMANDS, "integration.import_demands", gettext_lazy("demands")),
    (JobKind.IMPORT_ACHIEVEMENTS, "integration.import_achievements", gettext_lazy("achievements")),
)
_BUSY = frozenset({JobState.WAITING, JobState.RUNNING})
#: Rows of the report shown on the page; the file has all.
_SHOWN = 20


def _kinds(request: HttpRequest) -> list[tuple[str, Any]]:
    """What he may import, his own side first."""
    found = [(kind, label) for kind, permission, label in KINDS if request.user.has_perm(permission)]
    if not found or request.user.membership is None:
        raise PermissionDenied(_("Only people who may write for an organization can import."))
    return found[::-1] if request.user.is_supplier else found


def _own(request: HttpRequest, pk: Any) -> Job:
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("integration.change_job", job):
        raise PermissionDenied(_("Only people who may write for this organization can do this."))
    return job


@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """The organization's imports, and the form for the next one."""
    kinds = _kinds(request)
    form = ImportForm(request.POST or None, request.FILES or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        upload, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        organization = request.user.membership.organization
        try:
            found = jobs.preview(upload, kind, organization)
            job = jobs.create_job(
                kind=kind,
                organization=organization,
                by=request.user,
                channel=Channel.PORTAL,
                upload=upload,
                file_name=upload.name,
                preview=found,
            )
        except Refusal as refusal:
            form.add_error("file", refusal.detail)
        else:
            return redirect("integration:job", pk=job.pk)
    mine = Job.objects.filter(organization_id=request.user.organization_id)
    rows = mine.filter(kind__in=[kind for kind, _permission, _label in KINDS])
    page = keyset_page(rows, request, ("-created_at", "-id"))
    status = 422 if form.errors else 200
    return render(request, "integration/imports.html", {"form": form, "page": page}, status=status)


@login_required
@require_GET
def job(request: HttpRequest, pk: Any) -> HttpResponse:
    """One import, in whatever state it is; the part that changes is fetched again while a worker has it."""
    imports_only = Job.objects.filter(kind__in=[kind for kind, _permission, _label in KINDS])
    row = get_object_or_404(imports_only.visible_to(request.user), pk=pk)
    context = {
        "job": row,
        "busy": row.state in _BUSY,
        "may_change": request.user.has_perm("integration.change_job", row),
    }
    if row.state == JobState.DRAFT:
        context |= _columns(row)
    elif not context["busy"]:
        context["lines"] = _lines(row)
    template = "integration/job.html" + ("#state" if request.headers.get("HX-Request") else "")
    return render(request, template, context)


def _columns(row: Job) -> dict[str, Any]:
    """What the form shows for each column of the file."""
    target = target_of(row.kind)
    chosen = row.params.get("mapping")
    found = row.params.get("preview", {})
    columns = [
        column | {"field": column["field"] if chosen is None else chosen.get(column["name"], "")}
        for column in found.get("columns", [])
    ]
    return {"columns": columns, "preview": found, "fields": [(item.name, item.label) for item in target.fields]}


def _lines(row: Job) -> list[dict[str, str]]:
    """The first lines of the report that say what was wrong."""
    if not row.report:
        return []
    found: list[dict[str, str]] = []
    try:
        with row.report.open("rb") as file:
            for line in csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline="")):
                if line["detail"]:
                    found.append(line)
                if len(found) > _SHOWN:
                    break
    except FileNotFoundError:
        return []
    return found


@login_required
@require_POST
def start(request: HttpRequest, pk: Any) -> HttpResponse:
    """Check or import: with the columns as chosen on the page, or as checked before."""
    row = _own(request, pk)
    mapping = None
    if row.state == JobState.DRAFT and (columns := row.params.get("preview", {}).get("columns")):
        names = target_of(row.kind).names
        mapping = {
            column["name"]: value
            for number, column in enumerate(columns)
            if (value := request.POST.get(f"column-{number}", column["field"])) in names
        }
        if problem := _mapping_problem(mapping, row):
            messages.error(request, problem)
            return redirect("integration:job", pk=row.pk)
    try:
        jobs.start_job(row, dry_run=request.POST.get("do") == "check", mapping=mapping)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    return redirect("integration:job", pk=row.pk)


def _mapping_problem(mapping: dict[str, str], row: Job) -> str:
    target = target_of(row.kind)
    chosen = list(mapping.values())
    for name in chosen:
        if chosen.count(name) > 1:
            return _("Two columns fill “%(field)s”. Choose one of them.") % {"field": target.field(name).label}
    return "" if "title" in chosen else _("Say which column holds the title.")


@login_required
@require_POST
def reopen(request: HttpRequest, pk: Any) -> HttpResponse:
    row = _own(request, pk)
    try:
        jobs.reopen_job(row)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    return redirect("integration:job", pk=row.pk)


@login_required
@require_POST
def discard(request: HttpRequest, pk: Any) -> HttpResponse:
    row = _own(request, pk)
    try:
        jobs.discard_job(row)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return redirect("integration:job", pk=row.pk)
    messages.success(request, _("The upload is gone; nothing was imported."))
    return redirect("integration:imports")


@login_required
@require_GET
def report(request: HttpRequest, pk: Any) -> HttpResponseBase:
    return report_of(get_object_or_404(Job.objects.visible_to(request.user), pk=pk))
