"""How demands are narrowed down, in the API and in the portal."""

import datetime
from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from demands.enums import DemandType, PublishAs, Status
from demands.models import Demand
from integration.enums import TransferMode
from integration.filters import ChoicesInFilter, EntryFilter, level_filter
from taxonomy.models import Region

_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_NO_DEADLINE = datetime.date(9999, 12, 31)

#: ordering → the key by which pages are cut: never null, so that no row falls out between two pages.
ORDERINGS = {
    "-published_at": ("sort_published", "-"),
    "published_at": ("sort_published", ""),
    "-updated_at": ("updated_at", "-"),
    "updated_at": ("updated_at", ""),
    "deadline": ("sort_deadline", ""),
}
_CHOICES = [
    ("-published_at", _("newest first")),
    ("-updated_at", _("changed last")),
    ("deadline", _("nearest deadline first")),
    ("published_at", _("oldest first")),
    ("updated_at", _("changed first")),
]


class DemandFilter(EntryFilter):
    MODES_FIELD, TRL_FIELD = "modes_wanted", "trl_wanted_min"
    #: What the portal offers; the rest is for machines and for links.
    PORTAL = ("q", "region", "industry", "field", "demand_type", "transfer_mode", "ordering")

    demand_type = django_filters.ChoiceFilter(
        label=_("Kind of demand"), choices=DemandType.choices, empty_label=_("all")
    )
    trl_min = level_filter(_("Wanted TRL from"), "at_least_trl")
    trl_max = level_filter(_("Wanted TRL to"), "at_most_trl")
    transfer_mode = django_filters.ChoiceFilter(
        label=_("Way of cooperation"), choices=TransferMode.choices, method="with_mode", empty_label=_("all")
    )
    status = ChoicesInFilter(label=_("Status"), choices=Status.choices)
    ordering = django_filters.ChoiceFilter(
        label=_("Order"), choices=_CHOICES, method="unchanged", empty_label=_("newest first")
    )

    class Meta:
        model = Demand
        fields: list[str] = []

    def of_organization(self, queryset: QuerySet, name: str, organization: Organization) -> QuerySet:
        """Asking for a firm's demands must not reveal its anonymous ones."""
        return super().of_organization(queryset, name, organization).filter(self._not_hidden())

    def in_region(self, queryset: QuerySet, name: str, region: Region) -> QuerySet:
        """An anonymous firm shows its city, so a county finds only named ones."""
        rows = super().in_region(queryset, name, region)
        return rows.filter(self._not_hidden()) if len(region.prefix) > 4 else rows

    def _not_hidden(self) -> Q:
        user = getattr(self.request, "user", None)
        if user is not None and user.is_authenticated and (user.is_superuser or user.is_reviewer):
            return Q()
        own = self._own_organization(user)
        return Q(publish_as=PublishAs.NAMED) | (Q(organization_id=own) if own else Q(pk=None))

    def _own_organization(self, user: Any) -> int | None:
        return user.organization_id if user is not None and user.is_authenticated and user.membership else None


def with_sort_keys(queryset: QuerySet) -> QuerySet:
    """Adds the columns of ``ORDERINGS`` that are not the model's own."""
    return queryset.annotate(
        sort_published=Coalesce(F("published_at"), Value(_NEVER)),
        sort_deadline=Coalesce(F("deadline"), Value(_NO_DEADLINE)),
    )
