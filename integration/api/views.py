"""The base of the two libraries' endpoints."""

from collections.abc import Callable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from common.api.views import ReadOnlyViewSet, VersionedMixin, entity_tag
from integration.api.idempotency import IdempotentMixin
from integration.api.pagination import EntryCursor


class EntryViewSet(IdempotentMixin, VersionedMixin, ReadOnlyViewSet):
    """List, read, create, change and move entries. A library says how to write them by ``create_row`` and ``edit_row``.

    ``PATCH`` with ``If-Match`` answers 412 where somebody saved a newer version; without it the last writer wins.
    """

    http_method_names = ["get", "head", "options", "post", "patch"]
    lookup_field = "no"
    lookup_value_regex = "[A-Za-z][0-9]{1,15}"
    pagination_class = EntryCursor
    orderings: dict[str, tuple[str, str]] = {}
    list_serializer_class: Any = None

    def get_serializer_class(self) -> Any:
        return self.list_serializer_class if self.action == "list" else super().get_serializer_class()

    def create_row(self, values: dict[str, Any]) -> Any:
        raise NotImplementedError

    def edit_row(self, entry: Any, changes: dict[str, Any], expected_version: int | None) -> Any:
        raise NotImplementedError

    def create(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        entry = self.create_row(dict(serializer.validated_data))
        location = self.reverse_action("detail", args=[entry.no])
        return self._answer(entry, status=201, Location=location)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        entry = self.get_object()
        serializer = self.get_serializer(entry, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        expected = self.expected_version(entry)
        return self._answer(self.edit_row(entry, dict(serializer.validated_data), expected))

    def move(self, action: Callable[..., Any], serializer_class: Any) -> Response:
        """Run a status action on the entry, with the fields of ``serializer_class`` from the body; answers 202."""
        entry = self.get_object()
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        moved = action(entry, by=self.request.user, channel=Channel.API, **serializer.validated_data)
        return self._answer(moved, status=202)

    def _answer(self, entry: Any, status: int = 200, **headers: str) -> Response:
        fresh = self.get_queryset().model.objects.for_detail().get(pk=entry.pk)
        body = self.get_serializer_class()(fresh, context=self.get_serializer_context()).data
        return Response(body, status=status, headers={"ETag": entity_tag(fresh), **headers})
