"""What may be seen of achievements and of their open-licence statements."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from integration.querysets import OWNER_TEXTS, EntryQuerySet


class AchievementQuerySet(EntryQuerySet):
    def published(self) -> Self:
        """Rows that take part in matching."""
        return self.filter(status="published")

    def visible_to(self, user: Any) -> Self:
        """Everybody sees what is published and public; members what is meant for them; one's own organization all of its
        own; reviewers what has left the draft; officials what is published in their region; administrators all."""
        public = Q(status="published", visibility="public")
        if not user.is_authenticated:
            return self.filter(public)
        if user.is_superuser:
            return self
        rows = public
        if user.membership:
            rows |= Q(status="published", visibility="members") | Q(organization_id=user.organization_id)
        if user.is_reviewer:
            rows |= ~Q(status="draft")
        elif user.is_official:
            scope = Q(region__code__startswith=user.region_prefix) if user.region_prefix else Q()
            rows |= Q(status="published") & scope
        return self.filter(rows)

    def for_list(self) -> Self:
        """With what a list row shows, in one query; long texts stay behind."""
        return self.select_related("organization", "region", "industry", "field").defer(
            "description", "advantages", "scenarios", "search_terms", "review_note", *OWNER_TEXTS
        )

    def for_detail(self) -> Self:
        """With what its page shows, in a handful of queries."""
        rows = self.select_related("organization", "region", "industry", "field", "created_by", "updated_by")
        return rows.prefetch_related("indicators", "ip_rights")


class LicenceRuleQuerySet(models.QuerySet):
    def on(self, day: datetime.date) -> Self:
        """Rules in force on that day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


class OpenLicenceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """What is published with its achievement; one's own organization's; for reviewers what has been submitted once."""
        achievement = Q(achievement__status="published", achievement__visibility="public")
        if not user.is_authenticated:
            return self.filter(achievement, status="published")
        if user.is_superuser:
            return self
        if user.membership:
            achievement |= Q(achievement__status="published", achievement__visibility="members")
        rows = achievement & Q(status="published")
        if user.membership:
            rows |= Q(organization_id=user.organization_id)
        if user.is_reviewer:
            rows |= Q(status__in=["submitted", "returned", "published", "withdrawn"])
        return self.filter(rows)

    def published(self) -> Self:
        return self.filter(status="published")

    def for_list(self) -> Self:
        return self.select_related("organization", "achievement__field", "achievement__organization").defer(
            "achievement__description", "achievement__advantages", "achievement__search_terms"
        )

    def search(self, text: str) -> Self:
        text = (text or "").strip()
        if not text:
            return self
        return self.filter(
            Q(achievement__title__icontains=text)
            | Q(achievement__title_other__icontains=text)
            | Q(scenario__icontains=text)
            | Q(ip_number__icontains=text)
            | Q(no=text.upper())
        )
