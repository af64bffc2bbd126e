from django.apps import AppConfig


class MatchplatformConfig(AppConfig):
    name = "matchplatform"
