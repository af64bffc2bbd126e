"""Filters of the API: those of the model's FilterSet, and nothing that is silently ignored."""

from typing import Any

from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError

_GENERAL = {"cursor", "page_size", "format"}


class StrictFilterBackend(DjangoFilterBackend):
    """Answers 400 for a query parameter that does not exist, because a misspelt filter would return everything."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        filterset = self.get_filterset(request, queryset, view)
        known = set(filterset.filters) if filterset is not None else set()
        known |= _GENERAL | set(getattr(view, "query_parameters", ()))
        if unknown := sorted(set(request.query_params) - known):
            detail = _("There is no such parameter. Known: %(names)s.") % {"names": ", ".join(sorted(known))}
            raise ValidationError({name: [detail] for name in unknown})
        if any("\x00" in value for values in request.query_params.lists() for value in values[1]):
            raise ValidationError(_("A parameter holds a NUL character."))
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            raise ValidationError(filterset.errors)
        return filterset.qs
