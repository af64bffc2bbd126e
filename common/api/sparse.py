"""Sparse and expanded answers: ``fields`` leaves out what a client does not want, ``expand`` turns codes into objects."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

PARAMETERS = ("fields", "expand")


class SparseMixin:
    """For serializers of whole rows. ``EXPANDABLE`` names foreign keys and the serializer of what they point to.

    Both parameters count only for reading; unknown names answer 400 with those that exist.
    """

    EXPANDABLE: dict[str, type[serializers.Serializer]] = {}

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is None or request.method not in {"GET", "HEAD"} or self.parent_is_another():
            return fields
        for name in chosen(request, "expand", self.EXPANDABLE):
            if name in fields:
                fields[name] = self.EXPANDABLE[name](read_only=True)
        if wanted := chosen(request, "fields", fields):
            return {name: field for name, field in fields.items() if name in wanted}
        return fields

    def parent_is_another(self) -> bool:
        """Whether this serializer only describes a part of a larger answer."""
        return self.parent is not None and not isinstance(self.parent, serializers.ListSerializer)


def chosen(request: Any, parameter: str, known: Any) -> list[str]:
    """The names in ``?parameter=a,b``. Raises ``ValidationError`` for one that is not ``known``."""
    names = [name.strip() for name in request.query_params.get(parameter, "").split(",") if name.strip()]
    if unknown := [name for name in names if name not in known]:
        detail = _("There is no field %(name)s here. Known: %(known)s.")
        raise ValidationError({parameter: [detail % {"name": unknown[0][:60], "known": ", ".join(known)}]})
    return names
