from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "demands"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from demands.exports import COLUMNS, shield
        from demands.filters import DemandFilter
        from demands.importing import TARGET
        from demands.models import Demand
        from integration.actions.exports import Library, register_export
        from integration.codes import register_events
        from integration.enums import JobKind
        from integration.importing.registry import register

        register(TARGET)
        register_export(
            Library(JobKind.EXPORT_DEMANDS, Demand, DemandFilter, COLUMNS, shield=shield, hidden=("owner",))
        )
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
