"""``/api/v1/webhooks/``: subscriptions, their deliveries, test and replay."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from common.api.pagination import Cursor
from common.api.serializers import StrictModelSerializer, StrictSerializer
from common.api.views import ReadOnlyViewSet
from integration.actions import webhooks as actions
from integration.api.changes import require_scopes
from integration.api.idempotency import IdempotentMixin
from integration.enums import DeliveryState, EndpointState
from integration.filters import DeliveryFilter
from integration.models import Delivery, DeliveryAttempt, WebhookEndpoint

_BODY = OpenApiExample(
    "Follow two events",
    value={
        "url": "https://hooks.example.org/matchplatform",
        "events": ["achievement.published", "matches.ready"],
        "description": "Our library",
    },
    request_only=True,
)


class WebhookSerializer(StrictModelSerializer):
    """``secret`` is answered once, when it is made; afterwards it is null."""

    url = serializers.CharField(max_length=500)
    events = serializers.ListField(child=serializers.CharField(max_length=60), max_length=100)
    state = serializers.ChoiceField(choices=EndpointState.choices, required=False)
    secret = serializers.SerializerMethodField()

    class Meta:
        model = WebhookEndpoint
        fields = (
            "id", "url", "description", "events", "state", "state_reason", "secret", "previous_until", "failures",
            "resting_until", "last_success_at", "last_failure_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "id", "state_reason", "previous_until", "failures", "resting_until", "last_success_at", "last_failure_at",
            "created_at", "updated_at",
        )  # fmt: skip

    def get_secret(self, endpoint: WebhookEndpoint) -> str | None:
        return self.context.get("secret")


class AttemptSerializer(serializers.ModelSerializer):
    """What was sent and what came back; ``status`` is null where no answer came."""

    request_headers = serializers.DictField(child=serializers.CharField())
    response_headers = serializers.DictField(child=serializers.CharField())

    class Meta:
        model = DeliveryAttempt
        fields = (
            "at", "duration_ms", "address", "request_headers", "status", "response_headers", "response_body", "error",
        )  # fmt: skip
        read_only_fields = fields


class DeliverySerializer(serializers.ModelSerializer):
    """``id`` is the ``webhook-id``."""

    id = serializers.UUIDField(source="uid", read_only=True)
    next_attempt_at = serializers.SerializerMethodField()

    class Meta:
        model = Delivery
        fields = (
            "id", "event", "state", "attempts", "next_attempt_at", "last_status", "last_error", "created_at", "finished_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_next_attempt_at(self, delivery: Delivery) -> str | None:
        if delivery.state != DeliveryState.WAITING:
            return None
        return serializers.DateTimeField().to_representation(delivery.next_at)


class DeliveryDetailSerializer(DeliverySerializer):
    payload = serializers.DictField(read_only=True)
    log = AttemptSerializer(many=True, read_only=True)

    class Meta(DeliverySerializer.Meta):
        fields = (*DeliverySerializer.Meta.fields, "payload", "log")
        read_only_fields = fields


class EmptyBody(StrictSerializer):
    """An empty body."""


class ReplayedSerializer(serializers.Serializer):
    queued = serializers.IntegerField()


class EndpointCursor(Cursor):
    ordering = ("-created_at", "id")


class WebhookViewSet(IdempotentMixin, ReadOnlyViewSet):
    """Addresses of one's own organization that are called when chosen events happen."""

    http_method_names = ["get", "head", "options", "post", "patch", "delete"]
    queryset = WebhookEndpoint.objects.all()
    serializer_class = WebhookSerializer
    pagination_class = EndpointCursor
    lookup_value_converter = "uuid"
    answers_secrets = True
    scopes = dict.fromkeys(
        ("list", "retrieve", "create", "partial_update", "destroy", "rotate_secret", "test", "replay", "metadata"),
        "webhooks:manage",
    )
    rules = {"create": "integration.add_webhook"} | dict.fromkeys(
        ("partial_update", "destroy", "rotate_secret", "test", "replay"), "integration.change_webhook"
    )

    @extend_schema(examples=[_BODY], responses={201: WebhookSerializer})
    def create(self, request: Request) -> Response:
        """Subscribe; the answer holds the secret with which every message is signed."""
        values = self._values(None)
        values.pop("state", None)
        endpoint, secret = actions.create_endpoint(
            organization=request.user.organization, by=request.user, channel=Channel.API, **values
        )
        location = self.reverse_action("detail", args=[endpoint.pk])
        return self._answer(endpoint, secret, 201, Location=location)

    def partial_update(self, request: Request, pk: Any) -> Response:
        """Change address, events, description or state."""
        endpoint = self.get_object()
        values = self._values(endpoint)
        return self._answer(actions.change_endpoint(endpoint, by=request.user, channel=Channel.API, changes=values))

    def destroy(self, request: Request, pk: Any) -> Response:
        """Delete the subscription with its log."""
        actions.delete_endpoint(self.get_object(), by=request.user, channel=Channel.API)
        return Response(status=204)

    @extend_schema(request=EmptyBody, responses={200: WebhookSerializer})
    @action(detail=True, methods=["post"], url_path="rotate-secret", url_name="rotate-secret")
    def rotate_secret(self, request: Request, pk: Any) -> Response:
        """A new secret; for 24 hours every message carries the signatures of both."""
        endpoint = self.get_object()
        self._nothing()
        return self._answer(*actions.rotate_secret(endpoint, by=request.user, channel=Channel.API))

    @extend_schema(request=EmptyBody, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: Any) -> Response:
        """Send a message of the kind ``webhook.test``; its delivery shows what came back."""
        endpoint = self.get_object()
        self._nothing()
        return Response(DeliverySerializer(actions.queue_test(endpoint)).data, status=202)

    @extend_schema(request=EmptyBody, responses={202: ReplayedSerializer})
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, pk: Any) -> Response:
        """Send everything again that was given up, oldest first."""
        endpoint = self.get_object()
        self._nothing()
        dead = endpoint.deliveries.filter(state=DeliveryState.DEAD, is_test=False).order_by("seq")[:10_000]
        return Response({"queued": actions.replay(dead, by=request.user, channel=Channel.API)}, status=202)

    def _values(self, endpoint: WebhookEndpoint | None) -> dict[str, Any]:
        serializer = self.get_serializer(endpoint, data=self.request.data, partial=endpoint is not None)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        if "events" in values:
            values["events"] = actions.checked_events(values["events"])
            require_scopes(self.request, values["events"])
        return values

    def _nothing(self) -> None:
        EmptyBody(data=self.request.data).is_valid(raise_exception=True)

    def _answer(
        self, endpoint: WebhookEndpoint, secret: str | None = None, status: int = 200, **headers: str
    ) -> Response:
        context = self.get_serializer_context() | {"secret": secret}
        return Response(WebhookSerializer(endpoint, context=context).data, status=status, headers=headers)


_WEBHOOK = OpenApiParameter("webhook", str, OpenApiParameter.PATH, description="The subscription.")


@extend_schema(parameters=[_WEBHOOK])
class DeliveryViewSet(IdempotentMixin, ReadOnlyViewSet):
    """Messages of one subscription with what every attempt came to."""

    http_method_names = ["get", "head", "options", "post"]
    queryset = Delivery.objects.all()
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter
    lookup_field = "uid"
    lookup_value_converter = "uuid"
    scopes = dict.fromkeys(("list", "retrieve", "replay", "metadata"), "webhooks:manage")
    rules = {"replay": "integration.change_delivery"}

    def get_queryset(self) -> Any:
        rows = super().get_queryset().filter(endpoint_id=self.kwargs.get("webhook"))
        if self.action == "list":
            get_object_or_404(WebhookEndpoint.objects.visible_to(self.request.user), pk=self.kwargs["webhook"])
            return rows.defer("payload")
        return rows.select_related("endpoint").prefetch_related("log")

    def get_serializer_class(self) -> Any:
        return DeliverySerializer if self.action == "list" else DeliveryDetailSerializer

    @extend_schema(request=EmptyBody, responses={202: ReplayedSerializer})
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, webhook: Any, uid: Any) -> Response:
        """Send this message again under its old ``webhook-id``."""
        delivery = self.get_object()
        EmptyBody(data=request.data).is_valid(raise_exception=True)
        return Response({"queued": actions.replay([delivery], by=request.user, channel=Channel.API)}, status=202)
