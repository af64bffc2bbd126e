from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    name = "achievements"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from achievements.importing import TARGET
        from integration.codes import register_events
        from integration.importing.registry import register

        register(TARGET)
        register_events(
            {
                "achievement.created": _("an achievement was entered"),
                "achievement.changed": _("an achievement was changed"),
                "achievement.submitted": _("an achievement was handed in for review"),
                "achievement.published": _("an achievement was published"),
                "achievement.returned": _("an achievement came back with a note"),
                "achievement.withdrawn": _("an achievement was withdrawn"),
                "achievement.archived": _("an achievement was closed for good"),
            }
        )
