"""Filters that both libraries share; one FilterSet per model serves the API and the portal."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from integration.codes import EVENT_TYPES
from integration.enums import DeliveryState, Language
from integration.models import Delivery
from taxonomy.models import Industry, Region, TechnologyField


class CodeField(forms.CharField):
    """The code of one row of a code list; unknown codes are errors, not empty results."""

    def __init__(self, *, codes: QuerySet, key: str = "pk", **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.codes, self.key = codes, key

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        row = self.codes.filter(**{self.key: text}).first()
        if row is None:
            raise forms.ValidationError(_("There is no code %(code)s."), code="unknown_code", params={"code": text})
        return row


class CodeFilter(django_filters.Filter):
    field_class = CodeField


class TermsFilter(django_filters.CharFilter):
    """The search box."""

    def filter(self, qs: Any, value: str) -> Any:
        return qs.search(value) if value else qs


class ChoicesInFilter(django_filters.BaseInFilter, django_filters.ChoiceFilter):
    """Codes separated by commas."""


class EntryFilter(django_filters.FilterSet):
    """``search`` and ``q`` are the same; ``region`` and ``industry`` include everything below their code."""

    q = TermsFilter(label=_("Search"), max_length=200)
    search = TermsFilter(label=_("Search"), max_length=200)
    region = CodeFilter(label=_("Region"), codes=Region.objects.all(), method="in_region")
    industry = CodeFilter(label=_("Industry"), codes=Industry.objects.all(), method="in_industry")
    field = CodeFilter(label=_("Technology field"), codes=TechnologyField.objects.all(), method="in_field")
    organization = CodeFilter(
        label=_("Organization"), codes=Organization.objects.all(), key="no", method="of_organization"
    )
    language = django_filters.ChoiceFilter(label=_("Language"), choices=Language.choices)
    updated_since = django_filters.IsoDateTimeFilter(
        label=_("Changed since"), field_name="updated_at", lookup_expr="gte"
    )

    def in_region(self, queryset: QuerySet, name: str, region: Region) -> QuerySet:
        return queryset.filter(region__code__startswith=region.prefix) if region.prefix else queryset

    def in_industry(self, queryset: QuerySet, name: str, industry: Industry) -> QuerySet:
        return queryset.filter(industry__code__startswith=industry.code)

    def in_field(self, queryset: QuerySet, name: str, field: TechnologyField) -> QuerySet:
        return queryset.filter(field_id=field.code)

    def of_organization(self, queryset: QuerySet, name: str, organization: Organization) -> QuerySet:
        return queryset.filter(organization_id=organization.pk)

    def unchanged(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """For parameters that the view reads itself, such as the order of the list."""
        return queryset

    def with_mode(self, queryset: QuerySet, name: str, mode: str) -> QuerySet:
        return queryset.filter(**{f"{self.MODES_FIELD}__contains": [mode]})

    def at_least_trl(self, queryset: QuerySet, name: str, level: int) -> QuerySet:
        return queryset.filter(**{f"{self.TRL_FIELD}__gte": level})

    def at_most_trl(self, queryset: QuerySet, name: str, level: int) -> QuerySet:
        return queryset.filter(**{f"{self.TRL_FIELD}__lte": level})


def level_filter(label: Any, method: str, highest: int = 9) -> django_filters.NumberFilter:
    """A whole level from 1 to ``highest``."""

    class LevelFilter(django_filters.NumberFilter):
        field_class = forms.IntegerField

    return LevelFilter(label=label, method=method, min_value=1, max_value=highest)


class DeliveryFilter(django_filters.FilterSet):
    """Messages of a webhook by what became of them and what they tell."""

    state = ChoicesInFilter(label=_("State"), choices=DeliveryState.choices)
    event = django_filters.ChoiceFilter(
        label=_("Event type"), choices=lambda: [(name, name) for name in (*sorted(EVENT_TYPES), "webhook.test")]
    )

    class Meta:
        model = Delivery
        fields: list[str] = []
