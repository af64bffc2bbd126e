from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from accounts import inbox
        from integration.codes import register_events
        from resources.inbox import TEXTS

        inbox.TEXTS.update(TEXTS)
        register_events(
            {
                "resource.created": _("a resource was entered"),
                "resource.changed": _("a resource was changed"),
                "resource.submitted": _("a resource was handed in for review"),
                "resource.published": _("a resource was published"),
                "resource.returned": _("a resource came back with a note"),
                "resource.withdrawn": _("a resource was withdrawn"),
                "booking.moved": _("a booking moved to another state"),
            }
        )
