"""Every figure of the board: what it is called, what exactly it counts, and how.

A figure that counts rows is a condition on one of the bases, so that the list behind it, made with the same condition,
has as many rows as the figure says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import SUPPLY_KINDS, OrganizationKind, Verification
from dashboards.metrics.bases import ACHIEVEMENTS, DEMANDS, ORGANIZATIONS, Base, fresh_since
from dashboards.metrics.scope import Scope, first_day
from demands.enums import Status


class Median(Aggregate):
    """The middle value (``percentile_cont(0.5)``); null without rows."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def everything() -> Q:
    return Q()


@dataclass(frozen=True)
class Metric:
    """``unit``: rows or days · ``where``: which rows of the base · ``measure``: None counts them."""

    name: str
    title: Any
    definition: Any
    base: Base
    where: Callable[[], Q] = everything
    measure: Callable[[Q], Any] | None = None
    unit: str = "rows"
    tone: str = ""

    def expression(self) -> Any:
        """What the database computes over the base."""
        where = self.where()
        return self.measure(where) if self.measure else Count("pk", filter=where)

    def rows(self, scope: Scope) -> QuerySet[Any]:
        """The rows behind the figure."""
        return self.base.rows(scope).filter(self.where())


def _median_wait(where: Q) -> Median:
    wait = ExpressionWrapper(F("first_answer") - F("published_at"), output_field=DurationField())
    return Median(wait, filter=where)


_METRICS = (
    Metric(
        "demands_published", _("demands published"),
        _("Demands published in the last twelve months, counted once, whatever has become of them since."),
        DEMANDS, tone="need",
    ),
    Metric(
        "demands_matched", _("found a strong match"),
        _("Demands of the last twelve months whose list now holds an achievement graded S, A or B, or that led to interest."),
        DEMANDS, lambda: Q(has_match=True) | Q(has_interest=True), tone="need",
    ),
    Metric(
        "demands_interested", _("led to interest"),
        _("Demands of the last twelve months to which the firm or the owner of an achievement has answered “interested”."),
        DEMANDS, lambda: Q(has_interest=True), tone="need",
    ),
    Metric(
        "demands_mutual", _("interest on both sides"),
        _("Demands of the last twelve months where the firm and the owner of an achievement are interested in the same pair."),
        DEMANDS, lambda: Q(has_both=True), tone="need",
    ),
    Metric(
        "demands_solved", _("demands solved"),
        _("Demands published in the last twelve months that their firm has declared solved."),
        DEMANDS, lambda: Q(status=Status.SOLVED), tone="need",
    ),
    Metric(
        "demands_unanswered", _("demands without an answer"),
        _("Demands that are open now and to which nobody has answered anything yet."),
        DEMANDS, lambda: Q(status=Status.PUBLISHED, first_answer=None), tone="need",
    ),
    Metric(
        "days_to_answer", _("days to the first answer"),
        _("The middle value of the days from publishing to the first answer, over demands that have one."),
        DEMANDS, lambda: Q(first_answer__isnull=False), _median_wait, unit="days", tone="need",
    ),
    Metric(
        "achievements_published", _("achievements in the library"),
        _("Achievements that are published now."),
        ACHIEVEMENTS, tone="supply",
    ),
    Metric(
        "achievements_new", _("achievements published this year"),
        _("Achievements published in the last twelve months and still in the library."),
        ACHIEVEMENTS, lambda: Q(published_at__gte=first_day()), tone="supply",
    ),
    Metric(
        "achievements_fresh", _("achievements confirmed lately"),
        _("Achievements whose owner has confirmed within 180 days that they still hold."),
        ACHIEVEMENTS, lambda: Q(last_confirmed_at__gte=fresh_since()), tone="supply",
    ),
    Metric(
        "firms_verified", _("verified firms"),
        _("Firms whose identity an authority has verified."),
        ORGANIZATIONS, lambda: Q(kind=OrganizationKind.FIRM, verification=Verification.VERIFIED),
    ),
    Metric(
        "suppliers_verified", _("verified institutions"),
        _("Universities, institutes, transfer and evaluation institutions that an authority has verified."),
        ORGANIZATIONS, lambda: Q(kind__in=SUPPLY_KINDS, verification=Verification.VERIFIED),
    ),
    Metric(
        "organizations_pending", _("waiting for verification"),
        _("Organizations that have registered and wait for an authority to verify them."),
        ORGANIZATIONS, lambda: Q(verification=Verification.PENDING),
    ),
)  # fmt: skip

CATALOGUE: dict[str, Metric] = {metric.name: metric for metric in _METRICS}
FUNNEL = ("demands_published", "demands_matched", "demands_interested", "demands_mutual")
