"""FilterSets of licences, challenges, proposals, auctions and assignments, for API and portal alike."""

import django_filters as df
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from deals.enums.assignment import AssignmentStatus
from deals.enums.auction import AuctionMode, AuctionStatus
from deals.enums.challenge import ChallengeStatus, ProposalStatus
from deals.enums.licence import LicenceState, Tier
from deals.models import Assignment, Auction, Challenge, Licence, Proposal
from integration.filters import ChoicesInFilter


class LicenceFilter(df.FilterSet):
    status = ChoicesInFilter(label=_("Status"), choices=LicenceState.choices)
    tier = df.ChoiceFilter(label=_("Rung"), choices=Tier.choices, empty_label=_("all"))
    statement = df.CharFilter(field_name="statement__no")
    updated_since = df.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")

    class Meta:
        model = Licence
        fields: list[str] = []


class ChallengeFilter(df.FilterSet):
    q = df.CharFilter(label=_("Search"), method="find")
    status = ChoicesInFilter(label=_("Status"), choices=ChallengeStatus.choices)
    bounty_min = df.NumberFilter(
        label=_("Bounty from"), field_name="bounty", lookup_expr="gte", min_value=0, max_value=10**12
    )

    class Meta:
        model = Challenge
        fields: list[str] = []

    def find(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        text = text.strip()
        in_text = Q(demand__title__icontains=text) | Q(demand__title_other__icontains=text)
        return rows.filter(in_text | Q(acceptance_test__icontains=text) | Q(no=text.upper()))


class ProposalFilter(df.FilterSet):
    status = ChoicesInFilter(label=_("Status"), choices=ProposalStatus.choices)
    challenge = df.CharFilter(field_name="challenge__no")
    updated_since = df.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")

    class Meta:
        model = Proposal
        fields: list[str] = []


class AuctionFilter(df.FilterSet):
    q = df.CharFilter(label=_("Search"), method="find")
    mode = df.ChoiceFilter(label=_("Mode"), choices=AuctionMode.choices, empty_label=_("all"))
    status = ChoicesInFilter(label=_("Status"), choices=AuctionStatus.choices)

    class Meta:
        model = Auction
        fields: list[str] = []

    def find(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        text = text.strip()
        in_title = Q(achievement__title__icontains=text) | Q(achievement__title_other__icontains=text)
        return rows.filter(in_title | Q(no=text.upper()))


class AssignmentFilter(df.FilterSet):
    status = ChoicesInFilter(label=_("Status"), choices=AssignmentStatus.choices)
    manager = df.CharFilter(field_name="manager__no")
    updated_since = df.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gte")

    class Meta:
        model = Assignment
        fields: list[str] = []
