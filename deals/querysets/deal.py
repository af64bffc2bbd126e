"""Which deals may be seen: by the parties alone, and by administrators."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef


class DealQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Members of the parties' organizations; administrators all. Officials read figures, not rooms."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        if not user.membership:
            return self.none()
        return self.of_party(user.organization_id)

    def of_party(self, organization_id: int) -> Self:
        parties = apps.get_model("deals", "DealParty").objects
        return self.filter(Exists(parties.filter(deal=OuterRef("pk"), organization_id=organization_id)))

    def open(self) -> Self:
        return self.exclude(status__in=["closed", "exited", "cancelled"])

    def for_list(self) -> Self:
        return (
            self.select_related("next_organization")
            .prefetch_related("parties__organization")
            .defer("scope", "closing_note")
        )

    def for_detail(self) -> Self:
        return self.select_related(
            "next_organization", "achievement__organization", "demand__organization", "interest", "created_by"
        ).prefetch_related("parties__organization", "parties__contact")
