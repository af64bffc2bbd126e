from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from integration.codes import register_events
        from matching import receivers  # noqa: F401

        register_events({"matches.ready": _("the matches of a demand are there")})
