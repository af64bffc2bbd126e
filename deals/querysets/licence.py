"""Which licences may be seen: by the two sides, and by reviewers."""

from typing import Any, Self

from django.db import models
from django.db.models import Q


class LicenceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser or user.is_reviewer:
            return self
        if not user.membership:
            return self.none()
        return self.filter(Q(licensor_id=user.organization_id) | Q(licensee_id=user.organization_id))

    def live(self) -> Self:
        return self.filter(status__in=["taken", "active", "recorded"])

    def for_list(self) -> Self:
        return self.select_related("statement__achievement", "licensor", "licensee").defer(
            "text", "statement__achievement__description", "statement__achievement__search_terms"
        )

    def for_detail(self) -> Self:
        return self.select_related("statement__achievement", "licensor", "licensee", "taken_by", "confirmed_by")
