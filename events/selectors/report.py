"""The figures of an event's report: each with its definition and the rows behind it."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from achievements.models import Achievement
from demands.models import Demand
from events.enums import MeetingStatus, Metric, Outcome
from events.models import Event, FollowUp, Meeting, Programme, Registration


@dataclass(frozen=True)
class Figure:
    """``rows`` gives exactly the rows that ``value`` counts."""

    name: str
    title: Any
    definition: Any
    kind: str
    rows: Callable[[Event], QuerySet]


def _registrations(event: Event) -> QuerySet:
    return Registration.objects.filter(event=event).select_related("organization__region", "user")


def _meetings(event: Event) -> QuerySet:
    return Meeting.objects.filter(event=event).for_list()


def _outcome(*codes: str) -> Callable[[Event], QuerySet]:
    return lambda event: _meetings(event).filter(status=MeetingStatus.HELD, outcome__in=codes)


def _followed(*steps: str) -> Callable[[Event], QuerySet]:
    """Meetings whose latest answered follow-up says so, or whose outcome on the day did."""

    def rows(event: Event) -> QuerySet:
        answered = FollowUp.objects.filter(meeting__event=event, step__in=steps)
        day = Q(outcome=Outcome.CONTRACT) if "contract" in steps else Q(pk=None)
        return _meetings(event).filter(status=MeetingStatus.HELD).filter(day | Q(pk__in=answered.values("meeting")))

    return rows


FIGURES: tuple[Figure, ...] = (
    Figure(
        "invited", gettext_lazy("people invited"),
        gettext_lazy("Registrations that began with an invitation of the organiser."), "registrations",
        lambda event: _registrations(event).exclude(invited_for={}),
    ),
    Figure(
        "signed_up", gettext_lazy("sign-ups"),
        gettext_lazy("Registrations that got a place or stood on the waiting list, cancelled ones included."),
        "registrations", lambda event: _registrations(event).exclude(status__in=["invited", "declined"]),
    ),
    Figure(
        "came", gettext_lazy("people who came"), gettext_lazy("Registrations that were checked in at the door."),
        "registrations", lambda event: _registrations(event).filter(checked_in_at__isnull=False),
    ),
    Figure(
        "no_shows", gettext_lazy("did not come"),
        gettext_lazy("Registrations with a place that were not checked in by the end of the event."),
        "registrations", lambda event: _registrations(event).filter(status="no_show"),
    ),
    Figure(
        "demands", gettext_lazy("demands brought"),
        gettext_lazy("Demands that participants with a place named when they signed up, each counted once."), "demands",
        lambda event: Demand.objects.filter(
            pk__in=Registration.demands.through.objects.filter(
                registration__event=event, registration__status__in=["registered", "checked_in", "no_show"]
            ).values("demand_id")
        ).select_related("organization", "region"),
    ),
    Figure(
        "achievements", gettext_lazy("achievements brought"),
        gettext_lazy("Achievements that participants with a place named when they signed up, each counted once."),
        "achievements",
        lambda event: Achievement.objects.filter(
            pk__in=Registration.achievements.through.objects.filter(
                registration__event=event, registration__status__in=["registered", "checked_in", "no_show"]
            ).values("achievement_id")
        ).select_related("organization", "region"),
    ),
    Figure(
        "booked", gettext_lazy("meetings booked"),
        gettext_lazy("Meetings with a time that were held or missed, or still stand."), "meetings",
        lambda event: _meetings(event).occupying(),
    ),
    Figure(
        "held", gettext_lazy("meetings held"),
        gettext_lazy("Meetings closed with an outcome and a named next step."), "meetings",
        lambda event: _meetings(event).filter(status=MeetingStatus.HELD),
    ),
    Figure(
        "missed", gettext_lazy("meetings missed"), gettext_lazy("Meetings to which one side did not come."), "meetings",
        lambda event: _meetings(event).filter(status=MeetingStatus.NO_SHOW),
    ),
    Figure(
        "replaced", gettext_lazy("slotted in on the day"),
        gettext_lazy("Meetings that the organiser arranged on the day between people who were free."), "meetings",
        lambda event: _meetings(event).occupying().filter(origin="standby"),
    ),
    Figure(
        "trials", gettext_lazy("trials or visits agreed"),
        gettext_lazy("Held meetings whose outcome on the day was a visit, a sample or a trial."), "meetings",
        _outcome(Outcome.VISIT, Outcome.TRIAL),
    ),
    Figure(
        "intents", gettext_lazy("letters of intent"),
        gettext_lazy("Held meetings whose outcome on the day was a letter of intent or a contract."), "meetings",
        _outcome(Outcome.INTENT, Outcome.CONTRACT),
    ),
    Figure(
        "contracts", gettext_lazy("contracts signed"),
        gettext_lazy("Held meetings that led to a contract, on the day or by an answer to a follow-up question."),
        "meetings", _followed("contract", "production"),
    ),
    Figure(
        "production", gettext_lazy("in production"),
        gettext_lazy("Held meetings for which an answer to a follow-up question says that production has begun."),
        "meetings", _followed("production"),
    ),
)  # fmt: skip
BY_NAME = {figure.name: figure for figure in FIGURES}


def figures_of(event: Event) -> list[dict[str, Any]]:
    """Every figure with its value."""
    return [{"figure": figure, "value": figure.rows(event).order_by().count()} for figure in FIGURES]


def values_of(event: Event) -> dict[str, int]:
    return {row["figure"].name: row["value"] for row in figures_of(event)}


def cost_per_meeting(event: Event, held: int) -> Decimal | None:
    """What the event cost, divided by its held meetings; None where either is missing."""
    if event.cost is None or not held:
        return None
    return (event.cost / held).quantize(Decimal("0.01"))


def outcomes_of(event: Event) -> list[dict[str, Any]]:
    """Held meetings by their outcome, best first."""
    rows = event.meetings.filter(status=MeetingStatus.HELD).values_list("outcome").annotate(n=Count("pk"))
    counts = dict(rows.order_by())
    return [{"label": choice.label, "value": counts.get(choice.value, 0)} for choice in reversed(Outcome)]


def way_of(event: Event) -> list[dict[str, Any]]:
    """Steps from the sign-up to production."""
    values = values_of(event)
    names = ("booked", "held", "trials", "intents", "contracts", "production")
    return [{"label": BY_NAME[name].title, "value": values[name], "name": name} for name in names]


def upcoming(limit: int) -> list[Event]:
    """Public events to come, soonest first."""
    rows = Event.objects.filter(published_at__isnull=False, ends_at__gte=timezone.now()).exclude(status="cancelled")
    return list(rows.for_list().order_by("starts_at", "id")[:limit])


# --- across events --------------------------------------------------------------------------------------------------
_HELD = ("live", "finished", "reported")


def counted(metric: str, *, since: datetime.date, until: datetime.date, region: Any = None) -> int:
    """How many of a target's metric there were in events that began in ``since`` … ``until`` (last day included)."""
    events = Event.objects.filter(status__in=_HELD, starts_at__date__gte=since, starts_at__date__lte=until)
    if region is not None and region.prefix:
        events = events.filter(region__code__startswith=region.prefix)
    if metric == Metric.EVENTS:
        return events.count()
    if metric == Metric.DEMANDS:
        rows = Registration.demands.through.objects.filter(registration__event__in=events)
        return rows.values("demand_id").distinct().count()
    held = Meeting.objects.filter(event__in=events, status=MeetingStatus.HELD)
    if metric == Metric.INTENTS:
        held = held.filter(outcome__in=[Outcome.INTENT, Outcome.CONTRACT])
    elif metric == Metric.CONTRACTS:
        answered = FollowUp.objects.filter(meeting__in=held, step__in=["contract", "production"])
        held = held.filter(Q(outcome=Outcome.CONTRACT) | Q(pk__in=answered.values("meeting")))
    return held.count()


def targets_of(programme: Programme) -> list[dict[str, Any]]:
    """Each target with what was reached, and how far the period has gone."""
    rows = []
    for target in programme.targets.select_related("region").order_by("metric", "year", "pk"):
        since, until = programme.starts_on, programme.ends_on
        if target.year:
            since = max(since, datetime.date(target.year, 1, 1))
            until = min(until, datetime.date(target.year, 12, 31))
        actual = counted(target.metric, since=since, until=until, region=target.region)
        rows.append(
            {"target": target, "actual": actual, "since": since, "until": until, "reached": actual >= target.value}
        )
    return rows


def highlights(year: int, quarter: int | None = None) -> dict[str, Any]:
    """What the finished events of a year or a quarter led to."""
    first = datetime.date(year, 1 if quarter is None else 3 * quarter - 2, 1)
    months = 12 if quarter is None else 3
    after = datetime.date(year + (first.month + months > 12), (first.month + months - 1) % 12 + 1, 1)
    until = after - datetime.timedelta(days=1)
    events = Event.objects.filter(
        status__in=["finished", "reported"], starts_at__date__gte=first, starts_at__date__lte=until
    )
    best = (
        Meeting.objects.filter(event__in=events, status=MeetingStatus.HELD)
        .filter(outcome__in=[Outcome.CONTRACT, Outcome.INTENT, Outcome.TRIAL])
        .filter(a__in_directory=True, b__in_directory=True)
        .for_list()
    )
    order = {Outcome.CONTRACT: 0, Outcome.INTENT: 1, Outcome.TRIAL: 2}
    stories = sorted(best[:200], key=lambda m: (order[m.outcome], -m.weight))[:10]
    return {
        "since": first, "until": until,
        "events": list(events.for_list().order_by("starts_at")),
        "numbers": [(metric.label, counted(metric, since=first, until=until)) for metric in Metric],
        "stories": stories,
    }  # fmt: skip


def sheets(event: Event) -> Iterable[tuple[str, list[str], list[list[Any]]]]:
    """The report as tables: the figures with their definitions, then the rows behind them."""
    yield (
        _("Figures"),
        [_("Figure"), _("Value"), _("Definition")],
        [[str(row["figure"].title), row["value"], str(row["figure"].definition)] for row in figures_of(event)],
    )
    yield (
        _("Participants"),
        [_("Name"), _("Organization"), _("Takes part as"), _("Status"), _("Arrived")],
        [
            [r.name, r.display_company, r.get_kind_display(), r.get_status_display(), r.checked_in_at]
            for r in _registrations(event).order_by("pk")
        ],
    )
    yield (
        _("Meetings"),
        [_("Time"), _("Table"), _("First side"), _("Second side"), _("Status"), _("Outcome"), _("Next step"), _("Who"), _("By when")],
        [
            [
                m.slot.starts_at if m.slot_id else "", str(m.table or ""), m.a.display_company, m.b.display_company,
                m.get_status_display(), m.get_outcome_display(), m.next_step, m.next_step_by, m.next_step_due,
            ]
            for m in _meetings(event).occupying().order_by("slot__number", "pk")
        ],
    )  # fmt: skip
    answers = FollowUp.objects.filter(meeting__event=event).select_related(
        "meeting__a__organization", "meeting__b__organization"
    )
    yield (
        _("Follow-up"),
        [_("First side"), _("Second side"), _("Days"), _("Due"), _("Where it stands"), _("In a sentence")],
        [
            [f.meeting.a.display_company, f.meeting.b.display_company, f.days, f.due_on, f.get_step_display(), f.note]
            for f in answers.order_by("meeting", "days")
        ],
    )
