"""Which auctions and bids may be seen."""

from typing import Any, Self

from django.db import models
from django.db.models import Q


class AuctionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Everybody sees what has been announced; one's own organization its drafts."""
        rows = ~Q(status__in=["draft"])
        if not user.is_authenticated:
            return self.filter(rows)
        if user.is_superuser:
            return self
        if user.membership:
            rows |= Q(organization_id=user.organization_id)
        return self.filter(rows)

    def for_list(self) -> Self:
        return self.select_related("organization", "achievement__field", "best_bid__organization", "deal").defer(
            "achievement__description", "achievement__search_terms"
        )
