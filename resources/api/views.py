"""``/api/v1/resources/``, ``/api/v1/bookings/`` and ``/api/v1/eligibility-rules/``: a token is enough, the rules say who may."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from common.api.views import ReadOnlyViewSet
from integration.api.idempotency import IdempotentMixin
from integration.api.serializers import NoteSerializer, ReturnSerializer
from integration.api.views import EntryViewSet
from resources import actions
from resources.actions import bookings
from resources.api import serializers
from resources.exceptions import NotBookable
from resources.filters import ORDERINGS, BookingFilter, ResourceFilter, with_sort_keys
from resources.models import Booking, EligibilityRule, Price, Resource, Slot
from resources.selectors.eligibility import rulings

_DONE = {202: serializers.ResourceSerializer}
_MOVED = {202: serializers.BookingSerializer}
_VERBS = ("quote", "reserve", "approve", "refuse", "start", "report", "settle", "rate", "cancel", "call_off")


class ResourceViewSet(EntryViewSet):
    queryset = Resource.objects.all()
    serializer_class = serializers.ResourceSerializer
    list_serializer_class = serializers.ResourceListSerializer
    filterset_class = ResourceFilter
    orderings = ORDERINGS
    rules = {
        "create": "resources.add_resource",
        "put_source": "resources.add_resource",
        "partial_update": "resources.change_resource",
        "submit": "resources.submit_resource",
        "publish": "resources.publish_resource",
        "return_": "resources.return_resource",
        "withdraw": "resources.withdraw_resource",
    }

    def for_page(self, rows: Any) -> Any:
        return with_sort_keys(rows.for_list())

    def create_row(self, values: dict[str, Any]) -> Resource:
        prices = [Price(**row) for row in values.pop("prices", [])]
        user = self.request.user
        return actions.create(
            organization=user.organization, by=user, channel=Channel.API, values=values, prices=prices
        )

    def edit_row(self, entry: Resource, changes: dict[str, Any], expected_version: int | None) -> Resource:
        prices = changes.pop("prices", None)
        rows = None if prices is None else [Price(**row) for row in prices]
        return actions.edit(
            entry, by=self.request.user, channel=Channel.API, changes=changes, prices=rows,
            expected_version=expected_version,
        )  # fmt: skip

    @extend_schema(request=serializers.NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, no: str) -> Response:
        """Hand in for review."""
        return self.move(actions.submit, serializers.NothingSerializer)

    @extend_schema(request=NoteSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, no: str) -> Response:
        """Publish a submitted resource (reviewers)."""
        return self.move(actions.publish, NoteSerializer)

    @extend_schema(request=ReturnSerializer, responses=_DONE)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, no: str) -> Response:
        """Return it with a note (reviewers)."""
        return self.move(actions.return_, ReturnSerializer)

    @extend_schema(request=serializers.BookingReasonSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, no: str) -> Response:
        """Take it out of the catalogue; bookings run on."""
        return self.move(actions.withdraw, serializers.BookingReasonSerializer)

    @extend_schema(responses=serializers.SlotSerializer(many=True))
    @action(detail=True, methods=["get"])
    def slots(self, request: Request, no: str) -> Response:
        """Times that are free, the next 200."""
        rows = self.get_object().slots.after(timezone.now()).free()[:200]
        return Response(serializers.SlotSerializer(rows, many=True).data)

    @extend_schema(responses=serializers.RulingSerializer(many=True))
    @action(detail=True, methods=["get"])
    def eligibility(self, request: Request, no: str) -> Response:
        """What every rule in force says about one's own organization: information with its source, never advice."""
        user = request.user
        found = rulings(self.get_object(), user.membership.organization if user.membership else None)
        rows = [
            {
                "rule": ruling.rule.pk,
                "title": str(ruling.rule),
                "verdict": str(ruling.answer.verdict),
                "conditions": [{"text": text, "holds": holds, "known": known} for text, holds, known in ruling.lines],
                "missing": list(ruling.answer.missing),
                "source_name": ruling.rule.source_name,
                "source_date": ruling.rule.source_date,
                "valid_until": ruling.rule.valid_until,
            }
            for ruling in found
        ]
        return Response(serializers.RulingSerializer(rows, many=True).data)


class BookingViewSet(IdempotentMixin, ReadOnlyViewSet):
    http_method_names = ["get", "head", "options", "post"]
    queryset = Booking.objects.all()
    serializer_class = serializers.BookingSerializer
    filterset_class = BookingFilter
    lookup_field = "no"
    lookup_value_regex = "[A-Za-z][0-9]{1,15}"
    rules = {"create": "resources.add_booking"} | {verb: f"resources.{verb}_booking" for verb in _VERBS}

    def get_queryset(self) -> Any:
        return super().get_queryset().for_list()

    def create(self, request: Request) -> Response:
        """Reserve a time or join the waiting list; with ``enquiry`` only ask."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        resource, enquiry, slot = values.pop("resource"), values.pop("enquiry", False), values.pop("slot_id", None)
        common = {"by": request.user, "channel": Channel.API, **values}
        if enquiry:
            return self._answer(bookings.ask(resource, **common), 201)
        return self._answer(bookings.book(resource, slot=_slot(resource, slot), **common), 201)

    def _move(self, verb: str, serializer_class: Any) -> Response:
        row = self.get_object()
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        if verb in {"refuse", "call_off"}:
            values.setdefault("reason", "")
        moved = getattr(bookings, verb)(row, by=self.request.user, channel=Channel.API, **values)
        return self._answer(moved, 202)

    def _answer(self, row: Booking, status: int) -> Response:
        fresh = Booking.objects.for_list().get(pk=row.pk)
        return Response(self.get_serializer(fresh).data, status=status)

    @extend_schema(request=serializers.QuoteSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"])
    def quote(self, request: Request, no: str) -> Response:
        """Say what it costs (owner)."""
        return self._move("quote", serializers.QuoteSerializer)

    @extend_schema(request=serializers.NothingSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"])
    def reserve(self, request: Request, no: str) -> Response:
        """Take the earliest fitting time after an enquiry or a quote (firm)."""
        return self._move("reserve", serializers.NothingSerializer)

    @extend_schema(request=serializers.NothingSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, no: str) -> Response:
        """Approve a reservation (owner)."""
        return self._move("approve", serializers.NothingSerializer)

    @extend_schema(request=serializers.BookingReasonSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, no: str) -> Response:
        """Refuse with a reason (owner)."""
        return self._move("refuse", serializers.BookingReasonSerializer)

    @extend_schema(request=serializers.NothingSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, no: str) -> Response:
        """The use begins (owner)."""
        return self._move("start", serializers.NothingSerializer)

    @extend_schema(request=serializers.ReportSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"])
    def report(self, request: Request, no: str) -> Response:
        """The use has ended; write the use log (owner)."""
        return self._move("report", serializers.ReportSerializer)

    @extend_schema(request=serializers.SettleSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, no: str) -> Response:
        """Settle, a part of it by voucher (owner)."""
        return self._move("settle", serializers.SettleSerializer)

    @extend_schema(request=serializers.RateSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"])
    def rate(self, request: Request, no: str) -> Response:
        """Rate from 1 to 5 (firm)."""
        return self._move("rate", serializers.RateSerializer)

    @extend_schema(request=serializers.BookingReasonSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, no: str) -> Response:
        """Give it back in time (firm)."""
        return self._move("cancel", serializers.BookingReasonSerializer)

    @extend_schema(request=serializers.BookingReasonSerializer, responses=_MOVED)
    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request: Request, no: str) -> Response:
        """An approved time cannot be kept (owner)."""
        return self._move("call_off", serializers.BookingReasonSerializer)


def _slot(resource: Resource, pk: int | None) -> Slot | None:
    """Raises ``NotBookable`` for a slot of another resource."""
    if pk is None:
        return None
    found = Slot.objects.filter(pk=pk, resource=resource).first()
    if found is None:
        from django.utils.translation import gettext as _

        raise NotBookable(_("This time has just been taken or lies too near. Choose another one."))
    return found


class RuleViewSet(ReadOnlyViewSet):
    """Rules of eligibility, as data."""

    queryset = EligibilityRule.objects.select_related("resource")
    serializer_class = serializers.RuleSerializer
    lookup_value_regex = "[0-9]{1,18}"
