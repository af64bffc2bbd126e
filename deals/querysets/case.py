"""Which cases may be seen."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q


class CaseQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(status="published")

    def visible_to(self, user: Any) -> Self:
        """Published ones are public; the parties see theirs in every state, administrators all."""
        if user.is_authenticated and user.is_superuser:
            return self
        rows = Q(status="published")
        if user.is_authenticated and user.membership:
            parties = apps.get_model("deals", "DealParty").objects
            own = parties.filter(deal=OuterRef("deal"), organization_id=user.organization_id)
            return self.filter(rows | Exists(own))
        return self.filter(rows)

    def for_list(self) -> Self:
        return self.select_related("deal__achievement__organization", "deal__demand__organization").prefetch_related(
            "deal__parties__organization"
        )
