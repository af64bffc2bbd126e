"""The rules in force on a day, and the calendar."""

import datetime
from typing import Any

from django.utils import timezone

from deals.models import CalendarDay, DealPolicy
from deals.schedules import add_working_days


def policy(on: datetime.date | None = None) -> DealPolicy:
    """The newest rules valid on that day (today); the defaults of the fields where there are none."""
    day = on or timezone.localdate()
    return DealPolicy.objects.filter(valid_from__lte=day).order_by("-valid_from").first() or DealPolicy(valid_from=day)


def working_day(after: datetime.date, count: int) -> datetime.date:
    """The ``count``-th working day after a day, by the stored calendar."""
    last = after + datetime.timedelta(days=count * 3 + 30)
    special = dict(CalendarDay.objects.filter(day__gt=after, day__lte=last).values_list("day", "is_working"))
    return add_working_days(after, count, special)


def promise(rules: Any, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """(answer promised by, released on) of an expression sent today."""
    return working_day(today, rules.remind_after), working_day(today, max(rules.release_after, rules.remind_after))
