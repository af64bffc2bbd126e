from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "demands"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from demands.importing import TARGET
        from integration.codes import register_events
        from integration.importing.registry import register

        register(TARGET)
        register_events(
            {
                "demand.created": _("a demand was entered"),
                "demand.changed": _("a demand was changed"),
                "demand.submitted": _("a demand waits for review"),
                "demand.published": _("a demand was published"),
                "demand.returned": _("a demand came back with a note"),
                "demand.closed": _("a demand was paused, solved or has expired"),
                "demand.withdrawn": _("a demand was withdrawn"),
            }
        )
