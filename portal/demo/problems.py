"""Collecting what the model rules refuse, so that one run names every wrong line of the files."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError


class DemoProblems(Exception):
    """Some demo entries break the rules of the models; the text names each by its key."""


class Problems(list[str]):
    """Messages of the form ``key: field: what is wrong``."""

    @contextmanager
    def of(self, key: str) -> Iterator[None]:
        try:
            yield
        except ValidationError as error:
            fields = getattr(error, "message_dict", {"": error.messages})
            self.extend(f"{key}: {name}: {' '.join(texts)}" for name, texts in fields.items())

    def raise_if_any(self) -> None:
        if self:
            raise DemoProblems("\n".join(self))
