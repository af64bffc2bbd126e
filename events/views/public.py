"""Events as everybody sees them: list, month, page, calendar, report, highlights."""

import calendar
import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.pages import capped_count, keyset_page
from events.enums import EventStatus
from events.exports import ical, pdf
from events.exports.workbook import report_workbook
from events.filters import ORDERINGS, EventFilter
from events.models import Event, Programme, Registration
from events.rules import organises
from events.selectors import report as figures
from events.selectors.agenda import programme_of
from integration.views.library import active_filters, portal_form

_OFFERED = ("q", "when", "type", "region", "ordering")


def library(request: HttpRequest) -> HttpResponse:
    """Events to come, soonest first; past ones newest first."""
    rows = Event.objects.visible_to(request.user).filter(published_at__isnull=False).for_list()
    data = request.GET.copy()
    if "when" not in data and not any(data.get(name) for name in ("q", "search", "status")):
        data["when"] = "upcoming"
    found = EventFilter(data, rows, request=request)
    default = "starts_at" if data.get("when") == "upcoming" else "-starts_at"
    rows = found.qs  # validates the form
    form = portal_form(found, _OFFERED, default)
    key, sign = ORDERINGS[found.form.cleaned_data.get("ordering") or default]
    count, more = capped_count(rows)
    context: dict[str, Any] = {
        "page": keyset_page(rows, request, (f"{sign}{key}", f"{sign}id"), size=20),
        "count": count, "count_is_capped": more, "filter_form": form, "active": active_filters(request, form),
        "tabs": _tabs("list"),
    }  # fmt: skip
    return render(request, "events/list.html", context)


def month(request: HttpRequest) -> HttpResponse:
    """A month as a calendar; ``?month=2026-11``."""
    first = _month(request.GET.get("month"))
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    rows = Event.objects.visible_to(request.user).filter(published_at__isnull=False)
    rows = rows.filter(starts_at__date__lte=weeks[-1][-1], ends_at__date__gte=weeks[0][0]).order_by("starts_at", "id")
    events = list(rows[:500])
    days: dict[datetime.date, list[Event]] = {}
    for event in events:
        day, last = timezone.localtime(event.starts_at).date(), timezone.localtime(event.ends_at).date()
        while day <= last:
            days.setdefault(day, []).append(event)
            day += datetime.timedelta(days=1)
    before, after = first - datetime.timedelta(days=1), first + datetime.timedelta(days=32)
    context = {
        "first": first, "tabs": _tabs("month"), "before": f"{before:%Y-%m}", "after": f"{after:%Y-%m}",
        "weeks": [
            [{"day": day, "events": days.get(day, []), "inside": day.month == first.month} for day in week]
            for week in weeks
        ],
        "today": timezone.localdate(), "any": bool(events),
    }  # fmt: skip
    return render(request, "events/month.html", context)


def _month(raw: str | None) -> datetime.date:
    try:
        return datetime.datetime.strptime(raw or "", "%Y-%m").date()
    except ValueError:
        return timezone.localdate().replace(day=1)


def _tabs(now: str) -> list[dict[str, Any]]:
    year = timezone.localdate().year
    return [
        {"label": _("List"), "url": reverse("events:list"), "current": now == "list"},
        {"label": _("Month"), "url": reverse("events:month"), "current": now == "month"},
        {"label": _("Highlights"), "url": reverse("events:highlights", args=[year]), "current": now == "highlights"},
    ]


def feed(request: HttpRequest) -> HttpResponse:
    """All public events as a calendar to subscribe to."""
    since = timezone.now() - datetime.timedelta(days=90)
    rows = Event.objects.filter(published_at__isnull=False, ends_at__gte=since).order_by("starts_at")[:1000]
    return ical.response(ical.calendar_of_events(rows, _("Events")), "events")


def detail(request: HttpRequest, no: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user).for_detail(), no=no)
    own = own_registration(request, event)
    context: dict[str, Any] = {
        "event": event, "own": own, "programme": programme_of(event), "is_organiser": organises(request.user, event),
        "slots": event.slots.count(), "takes_part": own is not None and own.is_coming,
        "invitation": own if own is not None and own.status == "invited" else None,
        "may_leave": own is not None and own.status in {"invited", "registered", "waitlisted"},
    }  # fmt: skip
    return render(request, "events/detail.html", context)


def own_registration(request: HttpRequest, event: Event) -> Registration | None:
    if not request.user.is_authenticated:
        return None
    row = event.registrations.filter(user=request.user).select_related("organization").first()
    if row is not None:
        row.event = event
    return row


def event_calendar(request: HttpRequest, no: str) -> HttpResponse:
    event = get_object_or_404(Event.objects.visible_to(request.user), no=no)
    return ical.response(ical.calendar_of_event(event), event.no)


def personal_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """A participant's agenda; the token in the address is the key, because calendar programs cannot sign in."""
    row = get_object_or_404(Registration.objects.select_related("event", "organization"), calendar_token=token)
    if not row.is_coming and row.status != "no_show":
        raise Http404
    return ical.response(ical.calendar_of_registration(row), row.event.no)


# --- report ---------------------------------------------------------------------------------------------------------
def report(request: HttpRequest, no: str) -> HttpResponse:
    event = _reported(request, no)
    rows = figures.figures_of(event)
    values = {row["figure"].name: row["value"] for row in rows}
    context = {
        "event": event, "figures": rows, "values": values, "way": _with_urls(event, figures.way_of(event)),
        "outcomes": figures.outcomes_of(event), "cost": figures.cost_per_meeting(event, values["held"]),
        "may_see_rows": request.user.has_perm("events.manage_event", event),
        "is_organiser": organises(request.user, event),
    }  # fmt: skip
    return render(request, "events/report.html", context)


def _with_urls(event: Event, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [step | {"url": reverse("events:report-rows", args=[event.no, step["name"]])} for step in steps]


def report_rows(request: HttpRequest, no: str, name: str) -> HttpResponse:
    """The rows behind one figure. What names people and firms is for the organisers; the public sees its definition."""
    event = _reported(request, no)
    figure = figures.BY_NAME.get(name)
    if figure is None:
        raise Http404
    allowed = request.user.has_perm("events.manage_event", event) or getattr(request.user, "is_official", False)
    rows = figure.rows(event).order_by("pk")
    context = {
        "event": event, "figure": figure, "count": rows.order_by().count(), "allowed": allowed,
        "rows": list(rows[:1000]) if allowed else [],
    }  # fmt: skip
    return render(request, "events/report_rows.html", context)


def report_file(request: HttpRequest, no: str, format: str) -> HttpResponse:
    """The report as PDF for everybody, as a workbook with all rows for the organisers."""
    event = _reported(request, no)
    if format == "pdf":
        return pdf.response(pdf.report_pdf(event), f"report-{event.no}")
    if format != "xlsx" or not request.user.has_perm("events.manage_event", event):
        raise Http404
    return report_workbook(event)


def _reported(request: HttpRequest, no: str) -> Event:
    event = get_object_or_404(Event.objects.visible_to(request.user).for_detail(), no=no)
    if event.status != EventStatus.REPORTED and not request.user.has_perm("events.view_report_event", event):
        raise Http404
    return event


def highlights(request: HttpRequest, year: int, quarter: int | None = None) -> HttpResponse:
    """Quarterly highlights and annual achievements, made from the same rows as the reports."""
    if not 2000 <= year <= 2100 or (quarter is not None and not 1 <= quarter <= 4):
        raise Http404
    programme = Programme.objects.filter(starts_on__year__lte=year, ends_on__year__gte=year).first()
    context = figures.highlights(year, quarter) | {
        "year": year, "quarter": quarter, "tabs": _tabs("highlights"), "programme": programme,
        "targets": figures.targets_of(programme) if programme and quarter is None else [],
        "quarters": [
            {"label": _("Year %(year)s") % {"year": year}, "url": reverse("events:highlights", args=[year]), "current": quarter is None},
            *(
                {"label": f"Q{n}", "url": reverse("events:highlights-quarter", args=[year, n]), "current": quarter == n}
                for n in (1, 2, 3, 4)
            ),
        ],
    }  # fmt: skip
    return render(request, "events/highlights.html", context)
