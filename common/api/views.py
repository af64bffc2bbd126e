"""Bases of the API's views."""

from typing import Any

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response


class ReadOnlyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Lists and details of what ``queryset.visible_to(user)`` shows; conditional by the hash of the answer."""

    http_method_names = ["get", "head", "options"]

    @method_decorator(conditional_page)
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        queryset = super().get_queryset()
        return queryset.visible_to(self.request.user) if hasattr(queryset, "visible_to") else queryset


class VersionedMixin:
    """Details carry ``"<no>.<version>"`` as ETag; ``If-None-Match`` answers 304 from two columns of the row."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if known := _tags(request, "If-None-Match"):
            etag = self._present_tag()
            if etag in known or "*" in known:
                return Response(status=304, headers={"ETag": etag})
        entry = self.get_object()
        return Response(self.get_serializer(entry).data, headers={"ETag": entity_tag(entry)})

    def _present_tag(self) -> str:
        """The tag of a row this reader may see. Raises 404."""
        rows = self.queryset.all().visible_to(self.request.user).filter(no=self.kwargs["no"])
        found = rows.values_list("no", "version").first()
        if found is None:
            raise Http404
        return f'"{found[0]}.{found[1]}"'

    def expected_version(self, entry: Any) -> int | None:
        """The version an ``If-Match`` asks for; None without the header, -1 where it names no version of this entry."""
        wanted = _tags(self.request, "If-Match")
        if not wanted or "*" in wanted:
            return None
        return entry.version if entity_tag(entry) in wanted else -1


def entity_tag(entry: Any) -> str:
    return f'"{entry.no}.{entry.version}"'


def _tags(request: Request, header: str) -> set[str]:
    return {part.strip().removeprefix("W/") for part in request.headers.get(header, "").split(",") if part.strip()}
