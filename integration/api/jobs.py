"""Bulk imports and the jobs that carry them out."""

import hashlib
import json
from typing import IO, Any, ClassVar

from django.conf import settings
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.enums import Channel
from common.api.pagination import Cursor
from common.api.serializers import StrictSerializer
from common.api.views import ReadOnlyViewSet
from integration.actions.exports import EXPORT_FORMATS, create_export, is_export
from integration.actions.jobs import create_job
from integration.api.idempotency import IdempotentMixin
from integration.api.uploads import BodyFileParser, TooLarge
from integration.enums import JobKind, JobState
from integration.exports import report_of, result_of
from integration.models import Job

#: What a form adds around its file: boundaries, headers, the other fields.
_FORM_SLACK = 256 * 1024


class JobSerializer(serializers.ModelSerializer):
    """``counts`` has created, updated, unchanged and rejected rows; ``report`` is where the report per row lies."""

    progress = serializers.FloatField(read_only=True, help_text="0 to 1")
    dry_run = serializers.SerializerMethodField()
    report = serializers.SerializerMethodField()
    result = serializers.SerializerMethodField()
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = Job
        fields = (
            "id", "kind", "state", "progress", "done", "total", "counts", "dry_run", "error", "file_name", "report", "result",
            "created_at", "started_at", "finished_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_dry_run(self, job: Job) -> bool:
        return bool(job.params.get("dry_run"))

    def get_report(self, job: Job) -> str | None:
        return reverse("api:job-report", args=[job.pk]) if job.report else None

    def get_result(self, job: Job) -> str | None:
        """Where the file of an export lies once it is done."""
        done = job.state == JobState.DONE and is_export(job.kind)
        return reverse("api:job-result", args=[job.pk]) if done else None


class JobCursor(Cursor):
    ordering = ("-created_at", "-id")


class JobViewSet(ReadOnlyViewSet):
    """Jobs of one's own organization: state, progress, result."""

    queryset = Job.objects.all()
    serializer_class = JobSerializer
    pagination_class = JobCursor
    lookup_value_converter = "uuid"

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.BINARY})
    @action(detail=True, filter_backends=[], pagination_class=None)
    def report(self, request: Request, pk: str) -> HttpResponseBase:
        """The report per row as CSV; 404 while there is none."""
        return report_of(self.get_object())

    @extend_schema(
        responses={
            (200, "application/jsonl"): OpenApiTypes.BINARY,
            (206, "application/jsonl"): OpenApiTypes.BINARY,
        },
        parameters=[OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="Such as bytes=1000-.")],
    )
    @action(detail=True, filter_backends=[], pagination_class=None)
    def result(self, request: Request, pk: str) -> HttpResponseBase:
        """The file of an export; ``Range`` continues a download that broke off. 404 while there is none."""
        return result_of(self.get_object(), request)


class UploadForm(serializers.Serializer):
    """Describes the form for the schema; the body may also be the file itself."""

    file = serializers.FileField()
    mapping = serializers.JSONField(required=False, help_text='{"column of the file": "field"}')
    dry_run = serializers.BooleanField(required=False, default=False)


_PARAMETERS = [
    OpenApiParameter("dry_run", bool, description="Judge every row, write nothing."),
    OpenApiParameter("file_name", str, description="Name of a file sent as the body itself."),
]


class BulkView(IdempotentMixin, APIView):
    """Send a file (CSV, XLSX, JSON, JSONL, also as .gz): a job reads it and reports on every row.

    As the body itself with any content type, or as ``file`` of a form with ``mapping`` and ``dry_run``.
    """

    parser_classes = [MultiPartParser, BodyFileParser]
    kind: str
    kept: IO[bytes] | None = None
    _FIELDS: ClassVar[frozenset[str]] = frozenset({"file", "mapping", "dry_run", "file_name"})

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdigit() and int(length[:15]) > settings.IMPORT_MAX_BYTES + _FORM_SLACK:
            raise TooLarge  # before a byte of it is read
        super().initial(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.kept is not None:
            self.kept.close()
        return response

    def body_hash(self, request: Request) -> str:
        digest = hashlib.sha256(repr(sorted((n, str(v)) for n, v in request.data.items() if n != "file")).encode())
        digest.update(repr(sorted(request.query_params.items())).encode())
        if (upload := request.FILES.get("file")) is not None:
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
        return digest.hexdigest()

    @extend_schema(
        request={"multipart/form-data": UploadForm, "application/octet-stream": OpenApiTypes.BINARY},
        parameters=_PARAMETERS,
        responses={202: JobSerializer},
    )
    def post(self, request: Request) -> Response:
        upload = request.FILES.get("file")
        if upload is None:
            raise serializers.ValidationError({"file": [_("Send the file as the body, or as “file” of a form.")]})
        if unknown := sorted(set(request.data) - self._FIELDS):
            raise serializers.ValidationError({unknown[0]: [_("There is no such field.")]})
        given = {**request.query_params.dict(), **{n: v for n, v in request.data.items() if n != "file"}}
        job = create_job(
            kind=self.kind,
            organization=request.user.organization,
            by=request.user,
            channel=Channel.API,
            upload=upload,
            file_name=str(given.get("file_name") or upload.name or "upload"),
            mapping=_mapping(given.get("mapping")),
            dry_run=_flag(given.get("dry_run")),
        )
        location = reverse("api:job-detail", args=[job.pk])
        return Response(JobSerializer(job).data, status=202, headers={"Location": location})


class ExportRequest(StrictSerializer):
    """``filters`` are those of the list: ``{"updated_since": "2026-01-01T00:00:00Z", "region": "410000"}``."""

    format = serializers.ChoiceField(choices=EXPORT_FORMATS, default="jsonl")
    filters = serializers.DictField(child=serializers.CharField(max_length=200), required=False)


class ExportView(IdempotentMixin, APIView):
    """Everything one may see of a library as one file, made by a job; fetch ``result`` of the job when it is done."""

    kind: str

    @extend_schema(request=ExportRequest, responses={202: JobSerializer})
    def post(self, request: Request) -> Response:
        body = ExportRequest(data=request.data)
        body.is_valid(raise_exception=True)
        values = body.validated_data
        job = create_export(
            kind=self.kind,
            by=request.user,
            channel=Channel.API,
            format_=values["format"],
            filters=values.get("filters", {}),
        )
        location = reverse("api:job-detail", args=[job.pk])
        return Response(JobSerializer(job).data, status=202, headers={"Location": location})


class ExportAchievements(ExportView):
    kind = JobKind.EXPORT_ACHIEVEMENTS
    scopes = {"post": "achievements:read"}
    rules = {"post": "integration.export"}


class ExportDemands(ExportView):
    kind = JobKind.EXPORT_DEMANDS
    scopes = {"post": "demands:read"}
    rules = {"post": "integration.export"}


class BulkAchievements(BulkView):
    kind = JobKind.IMPORT_ACHIEVEMENTS
    scope = "achievements"
    rules = {"post": "integration.import_achievements"}


class BulkDemands(BulkView):
    kind = JobKind.IMPORT_DEMANDS
    scope = "demands"
    rules = {"post": "integration.import_demands"}


def _flag(value: Any) -> bool:
    if value in (None, "", False, "false", "False", "0"):
        return False
    if value in (True, "true", "True", "1"):
        return True
    raise serializers.ValidationError({"dry_run": [_("Write true or false.")]})


def _mapping(value: Any) -> dict[str, Any] | None:
    if value in (None, ""):
        return None
    try:
        mapping = json.loads(value)
    except ValueError as error:
        raise serializers.ValidationError({"mapping": [_("This is no JSON.")]}) from error
    if not isinstance(mapping, dict) or not all(isinstance(name, (str, type(None))) for name in mapping.values()):
        raise serializers.ValidationError({"mapping": [_('Write an object: {"column": "field"}.')]})
    return mapping
