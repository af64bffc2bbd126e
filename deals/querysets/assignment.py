"""Which assignments may be seen, and in which order a manager works through them."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, FloatField, OuterRef, Q
from django.db.models.functions import Cast, Exp, Extract, Ln, Now

#: An expectation that nobody touches halves in this many days.
HALF_LIFE_DAYS = 14


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The manager himself and the parties: whoever assigned him, the owners of the entries, the parties of the deal."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        rows = Q(manager__user_id=user.pk)
        if user.membership:
            here, parties = user.organization_id, apps.get_model("deals", "DealParty").objects
            rows |= Q(organization_id=here) | Q(demand__organization_id=here) | Q(achievement__organization_id=here)
            rows |= Exists(parties.filter(deal=OuterRef("deal"), organization_id=here))
        return self.filter(rows)

    def live(self) -> Self:
        return self.filter(status__in=["offered", "active"])

    def for_list(self) -> Self:
        texts = ("description", "advantages", "scenarios", "search_terms", "summary", "summary_other")
        return self.select_related(
            "manager__user", "organization", "demand__organization", "achievement__organization", "deal"
        ).defer(
            *(f"achievement__{name}" for name in texts),
            *(
                f"demand__{name}"
                for name in ("problem", "problem_other", "requirements", "tried_before", "search_terms")
            ),
        )

    def by_urgency(self) -> Self:
        """Annotated with ``urgency`` = expected value × probability × ½^(days untouched / half-life), greatest first.

        Both numbers are stored, so the order is one arithmetic over the manager's rows and needs no other table.
        """
        days = Extract(ExpressionWrapper(Now() - F("touched_at"), models.DurationField()), "epoch") / 86_400.0
        decay = Exp(Ln(0.5) * Cast(days, FloatField()) / float(HALF_LIFE_DAYS))
        worth = Cast(F("expected_value"), FloatField()) * Cast(F("probability"), FloatField()) / 100.0
        return self.annotate(urgency=ExpressionWrapper(worth * decay, FloatField())).order_by("-urgency", "id")
