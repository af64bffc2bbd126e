"""Database pieces that several apps share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models


class PublicNumber(models.Func):
    """A human-readable number such as ``A100001``: a letter and the next value of a sequence of its own.

    Used as ``db_default``, so rows written by SQL and by bulk inserts get theirs too.
    """

    arity = 0
    output_field = models.CharField()

    def __init__(self, prefix: str, sequence: str, **extra: Any) -> None:
        super().__init__(**extra)
        self.prefix, self.sequence = prefix, sequence

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:
        return f"('{self.prefix}' || nextval('{self.sequence}')::text)", []


class NextValue(models.Func):
    """The next value of a database sequence (bigint)."""

    arity = 0
    output_field = models.BigIntegerField()

    def __init__(self, sequence: str, **extra: Any) -> None:
        super().__init__(**extra)
        self.sequence = sequence

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:
        return f"nextval('{self.sequence}')", []


class ChoiceArrayField(ArrayField):
    """An array of codes from one closed list, edited as check boxes."""

    def formfield(self, **kwargs: Any) -> Any:
        choices: Iterable[Any] = self.base_field.choices or []
        defaults = {"form_class": forms.TypedMultipleChoiceField, "choices": choices, "coerce": str}
        defaults |= {"widget": forms.CheckboxSelectMultiple}
        return super(ArrayField, self).formfield(**(defaults | kwargs))


def code_array(choices: type[models.TextChoices], **kwargs: Any) -> ChoiceArrayField:
    """An empty-by-default array column of ``choices``."""
    return ChoiceArrayField(
        models.CharField(max_length=40, choices=choices.choices), default=list, blank=True, **kwargs
    )
