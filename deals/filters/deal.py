"""How deals and expressions of interest are narrowed down."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from deals.enums.deal import DealStatus
from deals.enums.interest import InterestStatus
from deals.models import Case, Deal, Interest

_BOXES = [("received", _("Received")), ("sent", _("Sent"))]


class InterestFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=InterestStatus.choices)
    box = django_filters.ChoiceFilter(choices=_BOXES, method="in_box")
    updated_since = django_filters.IsoDateTimeFilter("updated_at", "gte")

    class Meta:
        model = Interest
        fields: list[str] = []

    def in_box(self, queryset: Any, name: str, box: str) -> QuerySet:
        return getattr(queryset, box)(self.request.user.organization_id or 0)


class DealFilter(django_filters.FilterSet):
    status = django_filters.MultipleChoiceFilter(choices=DealStatus.choices)
    our_turn = django_filters.BooleanFilter(method="with_turn")
    updated_since = django_filters.IsoDateTimeFilter("updated_at", "gte")

    class Meta:
        model = Deal
        fields: list[str] = []

    def with_turn(self, queryset: QuerySet, name: str, wanted: bool) -> QuerySet:
        own = self.request.user.organization_id or 0
        return queryset.filter(next_organization_id=own) if wanted else queryset.exclude(next_organization_id=own)


class CaseFilter(django_filters.FilterSet):
    updated_since = django_filters.IsoDateTimeFilter("updated_at", "gte")

    class Meta:
        model = Case
        fields: list[str] = []
