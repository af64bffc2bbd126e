"""What the endpoints of licences, challenges, proposals, auctions and assignments share."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from common.api.serializers import StrictModelSerializer, StrictSerializer
from common.api.views import ReadOnlyViewSet
from integration.api.idempotency import IdempotentMixin


class VisibleField(serializers.SlugRelatedField):
    """Another row by its number, as far as the client sees it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="no", **kwargs)

    def get_queryset(self) -> Any:
        return super().get_queryset().visible_to(self.context["request"].user)


class TermsSerializer(StrictModelSerializer):
    """A row whose number, status and dates are read only; its rules are the action's."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        # Parents are chosen by the action; the model's own ``clean`` runs there, on the whole row.
        return attrs


class NothingSerializer(StrictSerializer):
    """An empty body."""


class NoteBody(StrictSerializer):
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class ReasonBody(StrictSerializer):
    reason = serializers.CharField(max_length=2000)


class TradingViewSet(IdempotentMixin, ReadOnlyViewSet):
    """Lists, details and named moves. ``create`` asks the rule of its own subject once that is known from the body."""

    http_method_names = ["get", "head", "options", "post", "patch"]
    lookup_field = "no"
    lookup_value_regex = "[A-Za-z][0-9]{1,15}"
    scope = "deals"

    def get_queryset(self) -> Any:
        return super().get_queryset().for_list()

    def body(self, serializer_class: Any = None, row: Any = None) -> dict[str, Any]:
        """The validated body of this request."""
        kwargs: dict[str, Any] = {"data": self.request.data, "context": self.get_serializer_context()}
        if row is not None:
            kwargs |= {"instance": row, "partial": True}
        serializer = (serializer_class or self.get_serializer_class())(**kwargs)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def allow(self, permission: str, subject: Any) -> None:
        """Raise ``PermissionDenied`` unless the client may do this to ``subject``."""
        if not self.request.user.has_perm(permission, subject):
            raise PermissionDenied

    def move(self, action: Callable[..., Any], serializer_class: Any = NothingSerializer) -> Response:
        """Run a named move on the row of the address; answers 202 with the row."""
        row = self.get_object()
        moved = action(row, by=self.request.user, channel=Channel.API, **self.body(serializer_class))
        return self.answer(moved, 202)

    def answer(self, row: Any, status: int = 200) -> Response:
        fresh = self.get_queryset().get(pk=row.pk)
        return Response(self.get_serializer(fresh).data, status=status)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        return self.answer(self.edit_row(row, self.body(row=row)))

    def edit_row(self, row: Any, changes: dict[str, Any]) -> Any:
        raise NotImplementedError
