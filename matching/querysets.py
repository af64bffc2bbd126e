"""What may be seen of matches, and what is stale."""

from typing import Any, Self

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery

from matching.enums import MAX_ATTEMPTS


class MatchQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Pairs whose two sides are published now: a withdrawn side disappears before its rows are scored again."""
        return self.filter(demand__status="published", achievement__status="published")

    def visible_to(self, user: Any) -> Self:
        """The demand's organization sees its list; the achievement's organization the demands it fits, unless it is excluded
        there; reviewers and administrators all; officials the demands of their region."""
        if not user.is_authenticated:
            return self.none()
        rows = self.live()
        if user.is_superuser or user.is_reviewer:
            return rows
        seen = Q(pk=None)
        if user.membership:
            seen |= Q(demand__organization_id=user.organization_id)
            seen |= Q(achievement__organization_id=user.organization_id)
        if user.is_official:
            seen |= Q(demand__region__code__startswith=user.region_prefix) if user.region_prefix else ~Q(pk=None)
        excluded = self.model._meta.get_field("demand").related_model.objects.filter(
            exclusions__organization_id=user.organization_id or 0
        )
        return rows.filter(seen).exclude(demand__in=excluded.values("pk"))

    def for_list(self) -> Self:
        """With what a card shows of both sides, in one query."""
        return self.select_related(
            "demand__organization__region", "demand__region__parent", "demand__industry",
            "achievement__organization__region", "achievement__region", "achievement__industry",
        ).defer(
            "demand__problem", "demand__problem_other", "demand__tried_before", "demand__requirements",
            "demand__acceptance_test", "demand__search_terms", "demand__review_note", "achievement__description",
            "achievement__advantages", "achievement__scenarios", "achievement__search_terms",
            "achievement__review_note", "achievement__summary_other",
        )  # fmt: skip

    def for_detail(self) -> Self:
        """With everything of both sides."""
        return self.select_related(
            "demand__organization__region", "demand__region__parent", "demand__industry",
            "achievement__organization__region", "achievement__region", "achievement__industry",
        )  # fmt: skip


class DemandStateQuerySet(models.QuerySet):
    def with_lag(self) -> Self:
        """Annotated with the demand's present ``content_seq`` and the present epoch."""
        epoch = Subquery(apps.get_model("matching", "Epoch").objects.values("value")[:1])
        return self.annotate(content_seq=F("demand__content_seq"), epoch=epoch)

    def stale(self) -> Self:
        """Rows whose matches are behind the demand, the library or the epoch, or whose run did not end."""
        return self.with_lag().filter(
            Q(scored_seq__lt=F("content_seq"))
            | Q(recheck_seq__gt=F("rechecked_seq"))
            | Q(scored_epoch__lt=F("epoch"), demand__status="published")
            | ~Q(stage=2)
        )

    def workable(self) -> Self:
        """Stale rows that are not waiting for a person."""
        return self.stale().exclude(attempts__gte=MAX_ATTEMPTS, attempt_seq=F("content_seq"))


class AchievementStateQuerySet(models.QuerySet):
    def stale(self) -> Self:
        """Achievements whose present content the demands have not been told of."""
        return self.filter(~Q(scored_seq=F("achievement__content_seq")))

    def workable(self) -> Self:
        return self.stale().exclude(attempts__gte=MAX_ATTEMPTS, attempt_seq=F("achievement__content_seq"))


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """An organization sees its own answers; reviewers and administrators all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser or user.is_reviewer:
            return self
        return self.filter(organization_id=user.organization_id or 0)

    def of_pair(self) -> Self:
        """Answers to the pair of an outer match row."""
        return self.filter(demand_id=OuterRef("demand_id"), achievement_id=OuterRef("achievement_id"))


class EpochQuerySet(models.QuerySet):
    def now(self) -> Any:
        """The single row, made where a flushed database has lost it."""
        return self.get_or_create(pk=1)[0]

    @transaction.atomic
    def adopt(self, field: str, value: str, reason: str) -> bool:
        """Let ``model_version`` or ``encoder`` be ``value``; a change (not the first value) asks for a full re-match.

        Says whether anything moved. The row is read before it is locked, because this runs every few seconds.
        """
        if getattr(self.now(), field) == value:
            return False
        epoch = self.select_for_update().get(pk=1)
        if getattr(epoch, field) == value:
            return False
        if getattr(epoch, field):
            epoch.value += 1
            epoch.reason = reason
        setattr(epoch, field, value)
        epoch.save()
        return True
