"""Serializers that refuse what they do not know."""

import copy
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from common.api.problems import as_details


class StrictMixin:
    """Unknown and read-only names in a body are errors, so that a misspelt field is never lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            errors = {}
            for name in data:
                field = self.fields.get(name)
                if field is None:
                    errors[name] = [serializers.ErrorDetail(_("There is no such field."), code="unknown_field")]
                elif field.read_only:
                    errors[name] = [serializers.ErrorDetail(_("This field cannot be set."), code="read_only")]
            if errors:
                raise serializers.ValidationError(errors)
        return super().to_internal_value(data)


class StrictSerializer(StrictMixin, serializers.Serializer):
    pass


class StrictModelSerializer(StrictMixin, serializers.ModelSerializer):
    """Also runs the model's own ``clean`` on a copy, so that page, API and import share one set of rules."""

    #: Names that are no columns of the model (nested rows), left out of the copy.
    not_columns: tuple[str, ...] = ()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        trial = copy.copy(self.instance) if self.instance is not None else self.Meta.model()
        for name, value in attrs.items():
            if name not in self.not_columns:
                setattr(trial, name, value)
        try:
            trial.clean()
        except DjangoValidationError as error:
            raise serializers.ValidationError(as_details(error)) from error
        return attrs
