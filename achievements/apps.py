from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    name = "achievements"

    def ready(self) -> None:
        from achievements.importing import TARGET
        from integration.importing.registry import register

        register(TARGET)
