"""How achievements are narrowed down, in the API and in the portal."""

import datetime
from decimal import Decimal

import django_filters
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from achievements.enums import Kind, Status
from achievements.models import Achievement
from integration.enums import TransferMode
from integration.filters import ChoicesInFilter, EntryFilter, level_filter

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
