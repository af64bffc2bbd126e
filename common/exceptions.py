"""Refusals that both faces translate: the portal into a message, the API into a problem document."""


class Refusal(Exception):
    """An action that may not happen now. ``status`` is the HTTP status, ``code`` stable for machines, the text for people."""

    status = 409
    code = "conflict"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
