from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    name = "achievements"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from achievements.exports import COLUMNS
        from achievements.filters import AchievementFilter
        from achievements.importing import TARGET
        from achievements.models import Achievement
        from integration.actions.exports import Library, register_export
        from integration.codes import register_events
        from integration.enums import JobKind
        from integration.importing.registry import register

        register(TARGET)
        register_export(Library(JobKind.EXPORT_ACHIEVEMENTS, Achievement, AchievementFilter, COLUMNS))
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
