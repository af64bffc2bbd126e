"""How resources and bookings are narrowed down, in the API and in the portal."""

import datetime
from decimal import Decimal

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration.filters import ChoicesInFilter, EntryFilter, level_filter
from resources.enums import BookingStatus, Kind, Sector, ServiceType, Status
from resources.models import Booking, Resource

_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

#: ordering → the key by which pages are cut: never null, so that no row falls out between two pages.
ORDERINGS = {
    "-published_at": ("sort_published", "-"),
    "published_at": ("sort_published", ""),
    "-updated_at": ("updated_at", "-"),
    "updated_at": ("updated_at", ""),
}
_CHOICES = [
    ("-published_at", _("newest first")),
    ("-updated_at", _("changed last")),
    ("published_at", _("oldest first")),
    ("updated_at", _("changed first")),
]


class ResourceFilter(EntryFilter):
    #: What the portal offers; the rest is for machines and for links.
    PORTAL = ("q", "kind", "region", "field", "service", "bookable", "ordering")

    kind = ChoicesInFilter(label=_("Kind"), choices=Kind.choices, empty_label=_("all"))
    sector = django_filters.ChoiceFilter(label=_("Sector"), choices=Sector.choices, empty_label=_("all"))
    service = django_filters.ChoiceFilter(
        label=_("Service"), choices=ServiceType.choices, method="with_service", empty_label=_("all")
    )
    trl = level_filter(_("Leads on from TRL"), "from_trl")
    cost_max = django_filters.NumberFilter(
        label=_("Cost of one run up to"), method="at_most", min_value=0, max_value=10**12
    )
    bookable = django_filters.BooleanFilter(
        label=_("Can be booked here"),
        method="open_to_booking",
        widget=forms.Select(choices=[("", "—"), ("true", _("yes")), ("false", _("no"))]),
    )
    vouchers = django_filters.BooleanFilter(field_name="vouchers")
    status = ChoicesInFilter(label=_("Status"), choices=Status.choices)
    ordering = django_filters.ChoiceFilter(
        label=_("Order"), choices=_CHOICES, method="unchanged", empty_label=_("newest first")
    )

    class Meta:
        model = Resource
        fields: list[str] = []

    def with_service(self, queryset: QuerySet, name: str, code: str) -> QuerySet:
        return queryset.filter(service_types__contains=[code])

    def from_trl(self, queryset: QuerySet, name: str, level: int) -> QuerySet:
        return queryset.filter(trl_in__lte=level, trl_out__gt=level)

    def at_most(self, queryset: QuerySet, name: str, amount: Decimal) -> QuerySet:
        """The dearest run stays within the amount."""
        return queryset.filter(cost_max__lte=amount)

    def open_to_booking(self, queryset: QuerySet, name: str, wanted: bool) -> QuerySet:
        today = timezone.localdate()
        return queryset.filter(Q(valid_until=None) | Q(valid_until__gte=today), bookable=True) if wanted else queryset


def with_sort_keys(queryset: QuerySet) -> QuerySet:
    """Adds the columns of ``ORDERINGS`` that are not the model's own."""
    return queryset.annotate(sort_published=Coalesce(F("published_at"), Value(_NEVER)))


class BookingFilter(django_filters.FilterSet):
    status = ChoicesInFilter(label=_("Status"), choices=BookingStatus.choices)
    resource = django_filters.CharFilter(label=_("Resource"), field_name="resource__no")
    updated_since = django_filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")

    class Meta:
        model = Booking
        fields: list[str] = []
