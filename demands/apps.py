from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "demands"

    def ready(self) -> None:
        from demands.importing import TARGET
        from integration.importing.registry import register

        register(TARGET)
