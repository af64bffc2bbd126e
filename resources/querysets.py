"""What may be seen of resources, bookings and rules."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from integration.querysets import OWNER_TEXTS, EntryQuerySet


class ResourceQuerySet(EntryQuerySet):
    def published(self) -> Self:
        return self.filter(status="published")

    def valid_on(self, day: datetime.date) -> Self:
        """Without information that is out of date."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day))

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
        rows = self.select_related("organization__region", "region", "industry", "field")
        return rows.defer("conditions", "conditions_other", "opening", "search_terms", "review_note", *OWNER_TEXTS)

    def for_detail(self) -> Self:
        rows = self.select_related("organization__region", "region", "industry", "field", "created_by", "updated_by")
        return rows.prefetch_related("prices")


class SlotQuerySet(models.QuerySet):
    def free(self) -> Self:
        """Slots that no booking holds; ordered by time, then unit."""
        from resources.enums import HOLDING

        held = self.model._meta.get_field("bookings").related_model.objects.filter(
            slot=models.OuterRef("pk"), status__in=HOLDING
        )
        return self.filter(~models.Exists(held)).order_by("begins_at", "unit", "pk")

    def after(self, moment: datetime.datetime) -> Self:
        return self.filter(begins_at__gt=moment)


class BookingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The firm that books, the organization that owns the resource, and the platform's administrators."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if not user.membership:
            return self.none()
        own = user.organization_id
        return self.filter(Q(organization_id=own) | Q(resource__organization_id=own))

    def for_list(self) -> Self:
        return self.select_related("resource__organization", "organization", "slot").defer(
            "resource__conditions", "resource__conditions_other", "resource__search_terms", "resource__summary",
            "resource__summary_other",
        )  # fmt: skip

    def queue(self) -> Self:
        """The waiting list of a resource, in its order."""
        return self.filter(status="waiting").order_by("queued_at", "pk")


class VoucherQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own organization's; officials and administrators all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser or user.is_official:
            return self
        return self.filter(organization_id=user.organization_id or 0)


class RuleQuerySet(models.QuerySet):
    def on(self, day: datetime.date) -> Self:
        """Rules in force on that day: an expired one is never among them."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=day), state="active", valid_from__lte=day
        )  # fmt: skip

    def visible_to(self, user: Any) -> Self:
        """Active and retired rules are public information; drafts are seen by those who write them."""
        if user.is_authenticated and (user.is_superuser or user.is_official):
            return self
        return self.exclude(state="draft")
