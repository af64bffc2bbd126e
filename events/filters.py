"""How events are narrowed down, in the API and in the portal."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from events.enums import EventStatus, EventType, MeetingStatus, ParticipantKind, RegistrationStatus
from events.models import Event, Meeting, Registration
from integration.filters import ChoicesInFilter, CodeFilter, TermsFilter
from taxonomy.models import Industry, Region

#: ordering → the key by which pages are cut.
ORDERINGS = {
    "starts_at": ("starts_at", ""),
    "-starts_at": ("starts_at", "-"),
    "updated_at": ("updated_at", ""),
    "-updated_at": ("updated_at", "-"),
}
_ORDER_CHOICES = [
    ("starts_at", _("soonest first")),
    ("-starts_at", _("latest first")),
    ("updated_at", _("changed first")),
    ("-updated_at", _("changed last")),
]
_WHEN = [("upcoming", _("to come")), ("past", _("past"))]


class EventFilter(django_filters.FilterSet):
    """``region`` and ``industry`` include everything below their code."""

    q = TermsFilter(label=_("Search"), max_length=200)
    search = TermsFilter(label=_("Search"), max_length=200)
    when = django_filters.ChoiceFilter(label=_("When"), choices=_WHEN, method="at_time", empty_label=_("all"))
    type = django_filters.ChoiceFilter(label=_("Form"), choices=EventType.choices, empty_label=_("all"))
    region = CodeFilter(label=_("Region"), codes=Region.objects.all(), method="in_region")
    industry = CodeFilter(label=_("Industry"), codes=Industry.objects.all(), method="in_industry")
    status = ChoicesInFilter(label=_("Status"), choices=EventStatus.choices)
    updated_since = django_filters.IsoDateTimeFilter(
        label=_("Changed since"), field_name="updated_at", lookup_expr="gte"
    )
    ordering = django_filters.ChoiceFilter(
        label=_("Order"), choices=_ORDER_CHOICES, method="unchanged", empty_label=_("newest first")
    )

    class Meta:
        model = Event
        fields: list[str] = []

    def at_time(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        now = timezone.now()
        return queryset.filter(ends_at__gte=now) if value == "upcoming" else queryset.filter(ends_at__lt=now)

    def in_region(self, queryset: QuerySet, name: str, region: Region) -> QuerySet:
        return queryset.filter(region__code__startswith=region.prefix) if region.prefix else queryset

    @extend_schema_field(OpenApiTypes.STR)
    def in_industry(self, queryset: QuerySet, name: str, industry: Industry) -> QuerySet:
        rows = Event.industries.through.objects.filter(industry__code__startswith=industry.code)
        return queryset.filter(pk__in=rows.values("event_id"))

    def unchanged(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """The view reads it itself."""
        return queryset


class RegistrationFilter(django_filters.FilterSet):
    status = ChoicesInFilter(label=_("Status"), choices=RegistrationStatus.choices)
    kind = django_filters.ChoiceFilter(label=_("Takes part as"), choices=ParticipantKind.choices)
    updated_since = django_filters.IsoDateTimeFilter(
        label=_("Changed since"), field_name="updated_at", lookup_expr="gte"
    )

    class Meta:
        model = Registration
        fields: list[str] = []


class MeetingFilter(django_filters.FilterSet):
    status = ChoicesInFilter(label=_("Status"), choices=MeetingStatus.choices)
    updated_since = django_filters.IsoDateTimeFilter(
        label=_("Changed since"), field_name="updated_at", lookup_expr="gte"
    )

    class Meta:
        model = Meeting
        fields: list[str] = []
