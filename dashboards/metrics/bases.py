"""The three sets of rows that everything on the board is counted from."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Organization
from achievements.models import Achievement
from dashboards.metrics.scope import Scope, first_day
from demands.enums import Status
from demands.models import Demand
from matching.enums import FeedbackKind, Grade
from matching.models import Feedback, Match

#: A match that is worth a talk.
STRONG = [Grade.S, Grade.A, Grade.B]
#: Once published, whatever has become of it.
_PUBLISHED = [Status.PUBLISHED, Status.PAUSED, Status.SOLVED, Status.EXPIRED]


@dataclass(frozen=True)
class Base:
    """``rows``: scope → annotated rows · ``region``: where their region is found · ``at``: their day, for months."""

    name: str
    rows: Callable[[Scope], QuerySet[Any]]
    region: str = "region"
    industry: str = "industry"
    at: str = "published_at"


def demands(scope: Scope) -> QuerySet[Demand]:
    """Demands published in the twelve months up to now, drafts and withdrawn ones left out."""
    answers = Feedback.objects.filter(demand=OuterRef("pk"))
    interested = answers.filter(kind=FeedbackKind.INTERESTED)
    other_side = Feedback.objects.filter(
        demand=OuterRef("demand"),
        achievement=OuterRef("achievement"),
        kind=FeedbackKind.INTERESTED,
        organization=OuterRef("achievement__organization"),
    )
    both = interested.filter(organization=F("demand__organization")).filter(Exists(other_side))
    first = answers.exclude(kind=FeedbackKind.VIEWED).order_by().values("demand").annotate(at=Min("created_at"))
    rows = Demand.objects.filter(scope.contains("region"), status__in=_PUBLISHED, published_at__gte=first_day())
    return rows.annotate(
        has_match=Exists(Match.objects.filter(demand=OuterRef("pk"), grade__in=STRONG)),
        has_interest=Exists(interested),
        has_both=Exists(both),
        first_answer=Subquery(first.values("at")),
    )


def achievements(scope: Scope) -> QuerySet[Achievement]:
    """Achievements that are published now."""
    return Achievement.objects.filter(scope.contains("region"), status="published")


def organizations(scope: Scope) -> QuerySet[Organization]:
    """Firms and suppliers; authorities and the operator left out."""
    return Organization.objects.filter(scope.contains("region")).exclude(kind__in=["government", "platform"])


def fresh_since() -> datetime.datetime:
    """Achievements confirmed after this moment count as fresh."""
    return timezone.now() - datetime.timedelta(days=180)


DEMANDS = Base("demands", demands)
ACHIEVEMENTS = Base("achievements", achievements)
ORGANIZATIONS = Base("organizations", organizations, at="created_at")
