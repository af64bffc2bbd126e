"""Which expressions of interest may be seen: those of the two sides alone."""

from typing import Any, Self

from django.db import models
from django.db.models import Q


class InterestQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The two organizations (and the one whose manager wrote it); administrators all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if not user.membership:
            return self.none()
        own = user.organization_id
        return self.filter(Q(organization_id=own) | Q(recipient_id=own) | Q(for_organization_by_id=own))

    def received(self, organization_id: int) -> Self:
        return self.filter(recipient_id=organization_id)

    def sent(self, organization_id: int) -> Self:
        return self.filter(Q(organization_id=organization_id) | Q(for_organization_by_id=organization_id))

    def for_list(self) -> Self:
        return self.select_related(
            "organization__region", "organization__industry", "recipient__region", "recipient__industry",
            "achievement__organization", "demand__organization", "deal",
        ).prefetch_related("consents", "achievement__group_levels", "demand__group_levels")  # fmt: skip
