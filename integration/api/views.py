"""The base of the two libraries' endpoints."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from common.api.sparse import PARAMETERS
from common.api.views import ReadOnlyViewSet, VersionedMixin, entity_tag
from integration.actions import lock_entry
from integration.actions.imports import IMPORT_LOCK
from integration.api.idempotency import IdempotentMixin
from integration.api.pagination import EntryCursor


class EntryViewSet(IdempotentMixin, VersionedMixin, ReadOnlyViewSet):
    """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``.

    ``If-Match`` on a ``PATCH`` or an action answers 412 where somebody saved a newer version; without it the last writer
    wins. ``tombstones=true`` beside ``updated_since`` also lists what has left the library since.
    """

    http_method_names = ["get", "head", "options", "post", "patch", "put", "delete"]
    query_parameters = (*PARAMETERS, "tombstones")
    lookup_field = "no"
    lookup_value_regex = "[A-Za-z][0-9]{1,15}"
    pagination_class = EntryCursor
    orderings: dict[str, tuple[str, str]] = {}
    list_serializer_class: Any = None

    def get_serializer_class(self) -> Any:
        return self.list_serializer_class if self.action == "list" else super().get_serializer_class()

    def for_page(self, rows: Any) -> Any:
        """``rows`` with what a row of the list shows and is ordered by."""
        raise NotImplementedError

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return self.for_page(rows) if self.action == "list" else rows.for_detail()

    def create_row(self, values: dict[str, Any]) -> Any:
        raise NotImplementedError

    def edit_row(self, entry: Any, changes: dict[str, Any], expected_version: int | None) -> Any:
        raise NotImplementedError

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not self._wants_tombstones():
            return super().list(request, *args, **kwargs)
        shown = self.get_queryset()
        page = self.paginate_queryset(self.filter_queryset(self.with_left()))
        visible = set(shown.filter(pk__in=[row.pk for row in page]).values_list("pk", flat=True))
        serializer = self.get_serializer()
        rows = [serializer.to_representation(row) if row.pk in visible else tombstone(row) for row in page]
        return self.get_paginated_response(rows)

    def _wants_tombstones(self) -> bool:
        """Raises ``ValidationError`` where other filters stand beside it: they would search what is no longer shown."""
        raw = self.request.query_params.get("tombstones", "false")
        if raw not in {"true", "false"}:
            raise ValidationError({"tombstones": [_("Write true or false.")]})
        if raw == "false":
            return False
        beside = {"updated_since", "tombstones", "cursor", "page_size", "format", *PARAMETERS}
        if "updated_since" not in self.request.query_params or set(self.request.query_params) - beside:
            raise ValidationError({"tombstones": [_("Use it with “updated_since” and without other filters.")]})
        return True

    def with_left(self) -> Any:
        """Rows of the list together with everything that was once published, whatever became of it."""
        model, user = self.queryset.model, self.request.user
        rows = self.for_page(model.objects.all())
        if user.is_superuser or user.is_reviewer:
            return rows.exclude(status="draft")
        kept_out = [Q(**{f"{relation}__organization": user.organization_id}) for relation in model.HIDDEN_BY]
        hidden = model.objects.filter(reduce(or_, kept_out, Q(pk=None)))
        once = Q(published_at__isnull=False) & ~Q(pk__in=hidden.values("pk"))
        return rows.filter(Q(organization_id=user.organization_id) | once)

    def create(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        entry = self.create_row(dict(serializer.validated_data))
        location = self.reverse_action("detail", args=[entry.no])
        return self._answer(entry, status=201, Location=location)

    @action(
        detail=False, url_path=r"sources/(?P<source_system>[^/]{1,60})/(?P<source_id>[^/]{1,200})", url_name="source"
    )
    def source(self, request: Request, source_system: str, source_id: str) -> Response:
        """The entry of one's own organization with this identifier in this source."""
        entry = get_object_or_404(self._of_source(source_system, source_id))
        return Response(self.get_serializer(entry).data, headers={"ETag": entity_tag(entry)})

    @source.mapping.put
    def put_source(self, request: Request, source_system: str, source_id: str) -> Response:
        """Make the entry with this identifier, or change it: a second push of the same doubles nothing.

        Fields that are left out keep what they have. 201 where it was made, 200 where it was there.
        """
        named = {"source_system": source_system, "source_id": source_id}
        if not isinstance(request.data, dict):
            raise ValidationError(_("Send an object."))
        for name, value in named.items():
            if request.data.get(name, value) != value:
                raise ValidationError({name: [_("The address names another one.")]})
        with transaction.atomic():
            self._take_turns()
            entry = self._of_source(source_system, source_id).first()
            if entry is not None:
                self.check_object_permissions(request, entry)
            serializer = self.get_serializer(entry, data={**request.data, **named}, partial=entry is not None)
            serializer.is_valid(raise_exception=True)
            values = dict(serializer.validated_data)
            if entry is not None:
                return self._answer(self.edit_row(entry, values, self.expected_version(entry)))
            made = self.create_row(values)
        return self._answer(made, status=201, Location=self.reverse_action("detail", args=[made.no]))

    @source.mapping.delete
    def delete_source(self, request: Request, source_system: str, source_id: str) -> Response:
        """Take the entry with this identifier out of the library."""
        entry = get_object_or_404(self._of_source(source_system, source_id))
        self.check_object_permissions(request, entry)
        return self._taken_down(entry)

    @extend_schema(request=None, responses={204: None})
    def destroy(self, request: Request, no: str) -> Response:
        """Take the entry out of the library. Its number and history stay, and it can be handed in again."""
        return self._taken_down(self.get_object())

    def take_down(self, entry: Any) -> None:
        raise NotImplementedError

    def _taken_down(self, entry: Any) -> Response:
        with transaction.atomic():
            lock_entry(entry, self.expected_version(entry))
            self.take_down(entry)
        return Response(status=204)

    # A row found here is always the asker's own, so the rule of both actions above is that of writing for one's
    # organization at all.
    def _of_source(self, system: str, identifier: str) -> Any:
        owner = self.request.user.organization_id or 0
        rows = self.queryset.model.objects.for_detail()
        return rows.filter(organization_id=owner, source_system=system, source_id=identifier)

    def _take_turns(self) -> None:
        """Two pushes of one organization, and its imports, write one after the other."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [IMPORT_LOCK, self.request.user.organization_id or 0]
            )

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        entry = self.get_object()
        serializer = self.get_serializer(entry, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        expected = self.expected_version(entry)
        return self._answer(self.edit_row(entry, dict(serializer.validated_data), expected))

    def move(self, act: Callable[..., Any], serializer_class: Any) -> Response:
        """Run a status action on the entry, with the fields of ``serializer_class`` from the body; answers 202."""
        entry = self.get_object()
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        with transaction.atomic():
            lock_entry(entry, self.expected_version(entry))
            moved = act(entry, by=self.request.user, channel=Channel.API, **serializer.validated_data)
        return self._answer(moved, status=202)

    def _answer(self, entry: Any, status: int = 200, **headers: str) -> Response:
        fresh = self.get_queryset().model.objects.for_detail().get(pk=entry.pk)
        body = self.get_serializer_class()(fresh, context=self.get_serializer_context()).data
        return Response(body, status=status, headers={"ETag": entity_tag(fresh), **headers})


def tombstone(entry: Any) -> dict[str, Any]:
    """What is left of an entry that this reader can no longer see."""
    status = entry.status if entry.status in {"withdrawn", "archived", "expired", "paused"} else "withdrawn"
    return {"no": entry.no, "status": status, "version": entry.version, "updated_at": entry.updated_at, "deleted": True}
