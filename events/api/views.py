"""``/api/v1/events/`` and what belongs to one event."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from common.api.views import ReadOnlyViewSet, VersionedMixin, entity_tag
from events.actions import meetings, plan, registrations
from events.api.serializers import (
    CloseMeetingSerializer,
    EmptySerializer,
    EventListSerializer,
    EventSerializer,
    MeetingSerializer,
    PreferenceSerializer,
    RegistrationSerializer,
    WhySerializer,
)
from events.exports import ical
from events.filters import ORDERINGS, EventFilter, MeetingFilter, RegistrationFilter
from events.models import Event, Meeting, Preference, Registration
from events.rules import is_participant
from integration.api.idempotency import IdempotentMixin
from integration.api.pagination import EntryCursor

_EVENT_NO = OpenApiParameter("event_no", OpenApiTypes.STR, OpenApiParameter.PATH, description="Number of the event")


class EventViewSet(IdempotentMixin, VersionedMixin, ReadOnlyViewSet):
    """Events to see and, for hosts, to plan. The status moves by the actions ``open`` and ``cancel`` and in the portal."""

    http_method_names = ["get", "head", "options", "post", "patch"]
    lookup_field = "no"
    lookup_value_regex = "[A-Za-z][0-9]{1,15}"
    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    pagination_class = EntryCursor
    orderings = ORDERINGS
    scope = "events"
    rules = {
        "create": "events.add_event",
        "partial_update": "events.change_event",
        "open": "events.open_event",
        "cancel": "events.cancel_event",
    }

    def get_serializer_class(self) -> Any:
        return EventListSerializer if self.action == "list" else EventSerializer

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.for_list() if self.action == "list" else rows.for_detail()

    def create(self, request: Request) -> Response:
        """A plan; sessions, tables and agenda come from the template of its form."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values, user = dict(serializer.validated_data), request.user
        event = plan.create_event(organization=user.organization, by=user, channel=Channel.API, values=values)
        return self._answer(event, 201, Location=self.reverse_action("detail", args=[event.no]))

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the plan; ``If-Match`` answers 412 where somebody saved a newer version."""
        event = self.get_object()
        serializer = self.get_serializer(event, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        values, expected = dict(serializer.validated_data), self.expected_version(event)
        saved = plan.edit_event(event, by=request.user, channel=Channel.API, changes=values, expected_version=expected)
        return self._answer(saved, 200)

    def move(self, action: Callable[..., Event], serializer_class: Any) -> Response:
        event = self.get_object()
        body = serializer_class(data=self.request.data)
        body.is_valid(raise_exception=True)
        moved = action(event, by=self.request.user, channel=Channel.API, **body.validated_data)
        return self._answer(moved, 202)

    def _answer(self, event: Event, status: int, **headers: str) -> Response:
        fresh = Event.objects.for_detail().get(pk=event.pk)
        return Response(self.get_serializer(fresh).data, status=status, headers={"ETag": entity_tag(fresh), **headers})

    @extend_schema(request=EmptySerializer, responses={202: EventSerializer})
    @action(detail=True, methods=["post"])
    def open(self, request: Request, no: str) -> Response:
        """Publish the event and take sign-ups."""
        return self.move(plan.open_event, EmptySerializer)

    @extend_schema(request=WhySerializer, responses={202: EventSerializer})
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, no: str) -> Response:
        """Call the event off; everybody on the list is told."""
        return self.move(plan.cancel_event, WhySerializer)


class AnyAccept(BaseContentNegotiation):
    """Calendar programs send whatever they like as ``Accept``; the answer is a calendar in any case."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class CalendarViewSet(ReadOnlyViewSet):
    """One event as iCalendar: for a participant with his own agenda."""

    queryset = Event.objects.all()
    lookup_field = "no"
    scope = "events"
    content_negotiation_class = AnyAccept
    filter_backends = ()

    @extend_schema(operation_id="events_calendar", responses={(200, "text/calendar"): OpenApiTypes.STR})
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        """The event, its programme and, where one takes part, one's meetings."""
        event = self.get_object()
        own = event.registrations.filter(user=request.user).select_related("organization").first()
        if own is not None and own.is_coming:
            own.event = event
            return ical.response(ical.calendar_of_registration(own), event.no)
        return ical.response(ical.calendar_of_event(event), event.no)


class OfEvent:
    """For what belongs to one event, which the caller has to see."""

    scope = "events"

    def event(self) -> Event:
        if not hasattr(self, "_event"):
            rows = Event.objects.visible_to(self.request.user).for_detail()
            self._event = get_object_or_404(rows, no=self.kwargs["event_no"])
        return self._event

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.none() if getattr(self, "swagger_fake_view", False) else rows.filter(event=self.event())


@extend_schema(parameters=[_EVENT_NO])
class RegistrationViewSet(OfEvent, IdempotentMixin, ReadOnlyViewSet):
    """Registrations of one's own organization, for hosts all. ``POST`` signs up: 201 with a place or on the waiting list."""

    http_method_names = ["get", "head", "options", "post", "patch"]
    queryset = Registration.objects.for_list().prefetch_related("demands", "achievements")
    serializer_class = RegistrationSerializer
    filterset_class = RegistrationFilter
    lookup_value_regex = "[0-9]{1,18}"
    rules = {
        "create": "events.add_registration",
        "partial_update": "events.change_registration",
        "cancel": "events.change_registration",
    }

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Sign up with the demands and achievements one brings."""
        event = self.event()
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        row = registrations.sign_up(event, by=request.user, channel=Channel.API, values=serializer.validated_data)
        return self._answer(row, 201)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        serializer = self.get_serializer(row, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        changes = serializer.validated_data
        saved = registrations.change_registration(row, by=request.user, channel=Channel.API, changes=changes)
        return self._answer(saved, 200)

    @extend_schema(request=WhySerializer, responses={202: RegistrationSerializer})
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, **kwargs: Any) -> Response:
        """Give the place back, or decline the invitation; the next in line gets it."""
        row = self.get_object()
        body = WhySerializer(data=request.data)
        body.is_valid(raise_exception=True)
        saved = registrations.cancel_registration(row, by=request.user, channel=Channel.API, **body.validated_data)
        return self._answer(saved, 202)

    def _answer(self, row: Registration, status: int) -> Response:
        return Response(self.get_serializer(self.queryset.get(pk=row.pk)).data, status=status)


@extend_schema(parameters=[_EVENT_NO])
class PreferenceViewSet(OfEvent, ReadOnlyViewSet):
    """One's own wishes; what others wish is told to nobody."""

    http_method_names = ["get", "head", "options", "post"]
    queryset = Preference.objects.all()
    serializer_class = PreferenceSerializer
    pagination_class = None
    filter_backends = ()
    rules = {"create": "events.add_registration"}

    def get_queryset(self) -> Any:
        own = self._own()
        return Preference.objects.filter(chooser=own).order_by("pk") if own else Preference.objects.none()

    def _own(self) -> Registration | None:
        if getattr(self, "swagger_fake_view", False):
            return None
        return self.event().registrations.filter(user=self.request.user).first()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.get_queryset()
        return Response([{"other": row.other_id, "wish": row.wish, "reason": row.reason} for row in rows])

    @extend_schema(request=PreferenceSerializer, responses={200: PreferenceSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say whom one must meet, is glad to meet, or rather not."""
        own = self._own()
        if own is None or not own.is_coming:
            raise PermissionDenied("Sign up first.")
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        other = get_object_or_404(self.event().registrations.in_directory(), pk=values["other"])
        registrations.choose(own, other, by=request.user, wish=values["wish"], reason=values.get("reason", ""))
        return Response(serializer.data)


@extend_schema(parameters=[_EVENT_NO])
class MeetingViewSet(OfEvent, ReadOnlyViewSet):
    """Meetings of one's own organization once the schedule is shown; for hosts all."""

    http_method_names = ["get", "head", "options", "post"]
    queryset = Meeting.objects.for_list()
    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
    lookup_value_regex = "[0-9]{1,18}"
    rules = {"close": "events.close_meeting", "cancel": "events.cancel_meeting"}

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("event__co_hosts")

    @extend_schema(request=CloseMeetingSerializer, responses={202: MeetingSerializer})
    @action(detail=True, methods=["post"])
    def close(self, request: Request, **kwargs: Any) -> Response:
        """Say what came of it; without a named next step no meeting is closed."""
        row = self.get_object()
        body = CloseMeetingSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        side = next((side for side in (row.a, row.b) if is_participant.test(request.user, side)), None)
        saved = meetings.close_meeting(row, by=request.user, channel=Channel.API, side=side, **body.validated_data)
        return self._answer(saved)

    @extend_schema(request=WhySerializer, responses={202: MeetingSerializer})
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, **kwargs: Any) -> Response:
        """Call a meeting off; its time is free at once."""
        row = self.get_object()
        body = WhySerializer(data=request.data)
        body.is_valid(raise_exception=True)
        return self._answer(meetings.cancel_meeting(row, by=request.user, channel=Channel.API, **body.validated_data))

    def _answer(self, row: Meeting) -> Response:
        return Response(self.get_serializer(Meeting.objects.for_list().get(pk=row.pk)).data, status=202)
