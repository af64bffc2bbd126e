"""Addresses of the events' REST face."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from events.api.views import CalendarViewSet, EventViewSet, MeetingViewSet, PreferenceViewSet, RegistrationViewSet

_OF_EVENT = r"events/(?P<event_no>[A-Za-z][0-9]{1,15})"
router = SimpleRouter()
router.register("events", EventViewSet, basename="event")
router.register(f"{_OF_EVENT}/registrations", RegistrationViewSet, basename="event-registration")
router.register(f"{_OF_EVENT}/preferences", PreferenceViewSet, basename="event-preference")
router.register(f"{_OF_EVENT}/meetings", MeetingViewSet, basename="event-meeting")
urlpatterns = [
    path("events/<str:no>/calendar.ics", CalendarViewSet.as_view({"get": "retrieve"}), name="event-calendar"),
    *router.urls,
]
