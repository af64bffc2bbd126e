import os

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"

    def ready(self) -> None:
        from matching import receivers  # noqa: F401
        from matching.retrieval.library import library
        from matching.retrieval.openings import openings

        # A child of a worker's pool may be forked while another thread holds these locks.
        os.register_at_fork(after_in_child=library.unlock)
        os.register_at_fork(after_in_child=openings.unlock)
