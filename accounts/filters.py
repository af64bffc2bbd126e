"""Filters of organizations, for API and portal alike."""

from typing import Any

import django_filters as df
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import ManagerLevel, OrganizationKind, SpokenLanguage
from accounts.models import ManagerProfile, Organization
from taxonomy.models import TechnologyField


class InstitutionFilter(df.FilterSet):
    q = df.CharFilter(label=_("Name"), method="find")
    kind = df.ChoiceFilter(
        label=_("Kind"),
        choices=[(k.value, k.label) for k in OrganizationKind if k not in {"firm", "government", "platform"}],
        empty_label=_("all"),
    )
    region = df.CharFilter(label=_("Region code"), method="in_region")

    class Meta:
        model = Organization
        fields = ["q", "kind", "region"]

    def find(self, rows: QuerySet, name: str, value: str) -> Any:
        return rows.search(value)

    def in_region(self, rows: QuerySet, name: str, value: str) -> Any:
        return rows.filter(region__code__startswith=value.rstrip("0") or value)


class OrganizationFilter(InstitutionFilter):
    kind = df.ChoiceFilter(choices=OrganizationKind.choices)
    search = df.CharFilter(method="find")
    updated_since = df.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")

    class Meta:
        model = Organization
        fields = ["search", "kind", "region", "updated_since"]


class ManagerFilter(df.FilterSet):
    q = df.CharFilter(label=_("Name or institution"), method="find")
    level = df.ChoiceFilter(label=_("Level"), choices=ManagerLevel.choices, empty_label=_("all"))
    field = df.ModelChoiceFilter(
        label=_("Technology field"), queryset=TechnologyField.objects.offered(), field_name="fields",
        empty_label=_("all"),
    )  # fmt: skip
    language = df.ChoiceFilter(
        label=_("Language"), choices=SpokenLanguage.choices, method="speaks", empty_label=_("all")
    )
    region = df.CharFilter(label=_("Region code"), method="in_region")

    class Meta:
        model = ManagerProfile
        fields: list[str] = []

    def find(self, rows: QuerySet, name: str, value: str) -> Any:
        return rows.search(value)

    def speaks(self, rows: QuerySet, name: str, value: str) -> Any:
        return rows.filter(languages__contains=[value])

    def in_region(self, rows: QuerySet, name: str, value: str) -> Any:
        return rows.filter(region__code__startswith=value.rstrip("0") or value)
