"""Which challenges, proposals and votes may be seen."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from deals.enums.challenge import HANDED_IN


class ChallengeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """What has been announced, to whom the demand is shown, without those it keeps out; one's own organization's."""
        rows = ~Q(status="draft") & Q(demand__visibility="public")
        if not user.is_authenticated:
            return self.filter(rows)
        if user.is_superuser:
            return self
        if user.membership:
            here = user.organization_id
            kept_out = apps.get_model("demands", "DemandExclusion").objects.filter(
                demand=OuterRef("demand"), organization_id=here
            )
            rows = ~Q(status="draft") & Q(demand__visibility__in=["public", "members"]) & ~Exists(kept_out)
            rows |= Q(organization_id=here)
        return self.filter(rows)

    def for_list(self) -> Self:
        return self.select_related(
            "organization", "demand__organization", "demand__industry", "demand__region"
        ).annotate(received=Count("proposals", filter=Q(proposals__status__in=HANDED_IN), distinct=True))


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Its author's organization; once handed in, the challenge's organization and the named reviewers."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        handed_in = Q(status__in=HANDED_IN)
        rows = handed_in & Q(challenge__reviewers__user_id=user.pk)
        if user.membership:
            rows |= Q(organization_id=user.organization_id)
            rows |= handed_in & Q(challenge__organization_id=user.organization_id)
        return self.filter(rows).distinct()

    def handed_in(self) -> Self:
        return self.filter(status__in=HANDED_IN)

    def for_list(self) -> Self:
        return self.select_related("challenge__demand", "challenge__organization", "organization", "achievement")

    def with_votes(self) -> Self:
        votes = {
            f"votes_{choice}": Count("votes", filter=Q(votes__choice=choice), distinct=True)
            for choice in ("advance", "unsure", "decline")
        }
        return self.annotate(**votes).order_by(
            F("votes_advance").desc(), F("votes_decline").asc(), "submitted_at", "id"
        )
