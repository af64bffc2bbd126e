from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"

    def ready(self) -> None:
        from events import receivers  # noqa: F401
        from integration.codes import register_events

        register_events(
            {
                "event.published": _("an event was published"),
                "event.changed": _("an event was changed"),
                "event.scheduled": _("the schedule of an event was published"),
                "event.finished": _("an event is over"),
                "event.reported": _("the report of an event was published"),
                "event.cancelled": _("an event was cancelled"),
                "registration.created": _("somebody signed up for an event"),
                "registration.confirmed": _("somebody got a place from the waiting list"),
                "registration.cancelled": _("somebody gave his place back"),
                "registration.checked_in": _("somebody arrived at an event"),
                "meeting.requested": _("a meeting was asked for"),
                "meeting.scheduled": _("a meeting was scheduled"),
                "meeting.cancelled": _("a meeting was cancelled"),
                "meeting.held": _("a meeting was held"),
                "meeting.followed_up": _("a follow-up question was answered"),
            }
        )
