"""How achievements are narrowed down, in the API and in the portal."""

import datetime
from decimal import Decimal

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from achievements.enums import FeeMethod, Kind, LicenceStatus, Status
from achievements.models import Achievement, OpenLicence
from integration.enums import TransferMode
from integration.filters import ChoicesInFilter, EntryFilter, level_filter
from taxonomy.models import TechnologyField

_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

#: ordering → the key by which pages are cut: never null, so that no row falls out between two pages.
ORDERINGS = {
    "-published_at": ("sort_published", "-"),
    "published_at": ("sort_published", ""),
    "-updated_at": ("updated_at", "-"),
    "updated_at": ("updated_at", ""),
    "-trl": ("sort_trl", "-"),
    "trl": ("sort_trl", ""),
}
_CHOICES = [
    ("-published_at", _("newest first")),
    ("-updated_at", _("changed last")),
    ("-trl", _("most mature first")),
    ("published_at", _("oldest first")),
    ("updated_at", _("changed first")),
    ("trl", _("least mature first")),
]


class AchievementFilter(EntryFilter):
    MODES_FIELD, TRL_FIELD = "transfer_modes", "trl"
    #: What the portal offers; the rest is for machines and for links.
    PORTAL = ("q", "region", "industry", "field", "trl_min", "transfer_mode", "price_max", "ordering")

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices, empty_label=_("all"))
    trl_min = level_filter(_("TRL from"), "at_least_trl")
    trl_max = level_filter(_("TRL to"), "at_most_trl")
    transfer_mode = django_filters.ChoiceFilter(
        label=_("Transfer mode"), choices=TransferMode.choices, method="with_mode", empty_label=_("all")
    )
    price_max = django_filters.NumberFilter(
        label=_("Price up to"), method="at_most_price", min_value=0, max_value=10**12
    )
    status = ChoicesInFilter(label=_("Status"), choices=Status.choices)
    ordering = django_filters.ChoiceFilter(
        label=_("Order"), choices=_CHOICES, method="unchanged", empty_label=_("newest first")
    )

    class Meta:
        model = Achievement
        fields: list[str] = []

    def at_most_price(self, queryset: QuerySet, name: str, price: Decimal) -> QuerySet:
        """Entries whose lowest price is known and not above ``price``."""
        return queryset.filter(price_min__lte=price)


def with_sort_keys(queryset: QuerySet) -> QuerySet:
    """Adds the columns of ``ORDERINGS`` that are not the model's own."""
    return queryset.annotate(
        sort_published=Coalesce(F("published_at"), Value(_NEVER)), sort_trl=Coalesce(F("trl"), Value(0))
    )


class OpenLicenceFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="find")
    field = django_filters.ModelChoiceFilter(
        label=_("Technology field"), queryset=TechnologyField.objects.offered(), field_name="achievement__field",
        empty_label=_("all"),
    )  # fmt: skip
    method = django_filters.ChoiceFilter(label=_("Fee"), choices=FeeMethod.choices, empty_label=_("all"))
    fee_max = django_filters.NumberFilter(
        label=_("Entry fee up to"), field_name="entry_fee", lookup_expr="lte", min_value=0, max_value=10**12
    )
    free_slots = django_filters.BooleanFilter(
        label=_("Still to be had"), method="with_slots", widget=forms.CheckboxInput
    )

    class Meta:
        model = OpenLicence
        fields: list[str] = []

    def find(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        return queryset.search(text)

    def with_slots(self, queryset: QuerySet, name: str, wanted: bool) -> QuerySet:
        return queryset.filter(Q(slots=None) | Q(slots_taken__lt=F("slots"))) if wanted else queryset


class OpenLicenceApiFilter(OpenLicenceFilter):
    status = ChoicesInFilter(label=_("Status"), choices=LicenceStatus.choices)
    achievement = django_filters.CharFilter(field_name="achievement__no")
    updated_since = django_filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")
