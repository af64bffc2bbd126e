"""``/api/v1/changes/``: what happened, for those who ask rather than being called."""

from typing import Any

from django.conf import settings
from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from integration.actions.outbox import place
from integration.codes import EVENT_TYPES, FAMILIES, scope_of
from integration.exceptions import CursorExpired
from integration.models import Change

_PAGE, _MAX_PAGE = 200, 1000
_PARAMETERS = {"after", "event", "page_size", "format"}
_EXAMPLE = OpenApiExample(
    "One page",
    value={
        "results": [
            {
                "id": "0f5b7c1e-3c1a-4a57-9d0e-6a1f3f0a9b11",
                "seq": 1042,
                "event": "achievement.published",
                "timestamp": "2026-11-24T08:30:00.120000Z",
                "subject": {"type": "achievement", "no": "A100001"},
                "data": {"status": "published", "version": 3},
            }
        ],
        "cursor": 1042,
        "has_more": False,
        "next": "https://platform.example/api/v1/changes/?after=1042",
    },
    response_only=True,
)


class SubjectSerializer(serializers.Serializer):
    """The object it happened to; read it at its own address."""

    type = serializers.CharField()
    no = serializers.CharField()


class ChangeSerializer(serializers.Serializer):
    """``id`` is also the ``webhook-id`` of the same fact; ``seq`` its place in the feed."""

    id = serializers.UUIDField()
    seq = serializers.IntegerField()
    event = serializers.CharField()
    timestamp = serializers.DateTimeField()
    subject = SubjectSerializer()
    data = serializers.DictField()


class ChangesSerializer(serializers.Serializer):
    """Keep ``cursor`` and ask ``next`` again later; while ``has_more``, ask at once."""

    results = ChangeSerializer(many=True)
    cursor = serializers.IntegerField()
    has_more = serializers.BooleanField()
    next = serializers.CharField()


class EventTypeSerializer(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()
    scope = serializers.CharField(allow_blank=True)


class ChangesView(APIView):
    """Facts in the order in which they became true, without gaps: a reader at ``cursor`` has seen everything before it.

    Reaches back as far as the retention allows; an older ``after`` answers 410 ``cursor_expired``: read the libraries anew.
    """

    scope = ""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "after", int, description="The `cursor` of the last answer; 0 or nothing: from the start."
            ),
            OpenApiParameter("event", str, description="Event names, separated by commas."),
            OpenApiParameter("page_size", int, description="1 to 1000, 200 unless given."),
        ],
        responses={200: ChangesSerializer},
        examples=[_EXAMPLE],
        operation_id="changes_list",
    )
    def get(self, request: Request) -> Response:
        if unknown := sorted(set(request.query_params) - _PARAMETERS):
            detail = _("There is no such parameter. Known: %(names)s.") % {"names": ", ".join(sorted(_PARAMETERS))}
            raise ValidationError({name: [detail] for name in unknown})
        after = _number(request, "after", 0, 0, 2**62)
        size = _number(request, "page_size", _PAGE, 1, _MAX_PAGE)
        place()
        ends = Change.objects.placed().aggregate(first=Min("seq"), last=Max("seq"))
        first, last = ends["first"] or 0, ends["last"] or 0
        if 0 < after < first:
            detail = _("The feed reaches back %(days)s days. Read the libraries anew and start again without “after”.")
            raise CursorExpired(detail % {"days": settings.CHANGES_KEPT_DAYS})
        rows = Change.objects.visible_to(request.user).filter(seq__gt=after, seq__lte=last)
        found = list(_chosen(rows, request).order_by("seq")[: size + 1])
        more, found = len(found) > size, found[:size]
        cursor = found[-1].seq if more else max(after, last)
        address = replace_query_param(request.build_absolute_uri(), "after", cursor)
        body = {"results": [_plain(row) for row in found], "cursor": cursor, "has_more": more, "next": address}
        return Response(body)


class EventTypesView(APIView):
    """Every event that can be followed, with the scope it needs."""

    scope = ""

    @extend_schema(responses={200: EventTypeSerializer(many=True)}, operation_id="event_types_list")
    def get(self, request: Request) -> Response:
        kinds = sorted(EVENT_TYPES.values(), key=lambda kind: kind.name)
        return Response([{"name": kind.name, "label": str(kind.label), "scope": kind.scope} for kind in kinds])


def require_scopes(request: Request, events: list[str]) -> None:
    """403 where the token does not carry what reading these events needs."""
    if request.auth is None:
        return
    for name in events:
        needed = scope_of(name)
        if needed and not request.auth.allow_scopes([needed]):
            raise PermissionDenied(f"The client needs the scope {needed}.", code="missing_scope")


def _chosen(rows: Any, request: Request) -> Any:
    """The events that were asked for, or all that the token may read."""
    if asked := request.query_params.get("event"):
        names = sorted({name.strip() for name in asked.split(",")})
        if unknown := [name for name in names if name not in EVENT_TYPES]:
            detail = _("There is no event %(name)s. See %(where)s.")
            names_ = {"name": unknown[0][:60], "where": reverse("api:event-types")}
            raise ValidationError({"event": [detail % names_]})
        require_scopes(request, names)
        return rows.filter(event__in=names)
    if request.auth is None:
        return rows
    closed = [family for family, scope in FAMILIES.items() if scope and not request.auth.allow_scopes([scope])]
    for family in closed:
        rows = rows.exclude(event__startswith=f"{family}.")
    return rows


def _number(request: Request, name: str, default: int, low: int, high: int) -> int:
    raw = request.query_params.get(name)
    if raw in (None, ""):
        return default
    if not raw.isascii() or not raw.isdigit() or not low <= int(raw[:20]) <= high:
        detail = _("Enter a whole number from %(low)s to %(high)s.") % {"low": low, "high": high}
        raise ValidationError({name: [detail]})
    return int(raw)


def _plain(row: Change) -> dict[str, Any]:
    return {
        "id": str(row.uid),
        "seq": row.seq,
        "event": row.event,
        "timestamp": row.created_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "subject": {"type": row.subject_type, "no": row.subject_no},
        "data": row.data,
    }
