"""What may be seen of demands."""

import datetime
from typing import Any, Self

from django.db.models import Q

from integration.querysets import OWNER_TEXTS, EntryQuerySet


class DemandQuerySet(EntryQuerySet):
    def open(self) -> Self:
        """Rows that take part in matching."""
        return self.filter(status="published")

    def due_to_expire(self, today: datetime.date) -> Self:
        return self.filter(status="published", deadline__lt=today)

    def visible_to(self, user: Any) -> Self:
        """As for achievements; an excluded organization sees nothing, and "only where it matches" is shown by the
        matching room to the organizations it matched."""
        public = Q(status__in=["published", "solved"], visibility="public")
        if not user.is_authenticated:
            return self.filter(public)
        if user.is_superuser:
            return self
        rows = public
        own = Q(pk=None)
        if user.membership:
            rows |= Q(status__in=["published", "solved"], visibility="members")
            own = Q(organization_id=user.organization_id)
        if user.is_reviewer:
            rows |= ~Q(status="draft")
        elif user.is_official:
            scope = Q(region__code__startswith=user.region_prefix) if user.region_prefix else Q()
            rows |= Q(status__in=["published", "paused", "solved", "expired"]) & scope
        excluded = self.model.objects.filter(exclusions__organization_id=user.organization_id or 0)
        return self.filter(own | (rows & ~Q(pk__in=excluded.values("pk"))))

    def for_list(self) -> Self:
        """With what a list row shows, in one query; long texts stay behind."""
        return self.select_related("organization", "region__parent", "industry", "field").defer(
            "tried_before", "requirements", "acceptance_test", "search_terms", "review_note", *OWNER_TEXTS
        )

    def for_detail(self) -> Self:
        """With what its page shows, in a handful of queries."""
        rows = self.select_related("organization", "region__parent", "industry", "field", "created_by", "updated_by")
        return rows.prefetch_related("indicators", "exclusions__organization")
