"""The organiser's desk: plan, invite, compute, publish."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from common.exceptions import Refusal
from common.forms import add_errors
from events.actions import meetings, plan, registrations, schedule
from events.enums import EVENT_MOVES, EventStatus
from events.exports import pdf
from events.forms import AgendaItemForm, EventForm, LayoutForm, SessionFormSet, SetMeetingForm
from events.models import AgendaItem, Event, Preference, Registration, ScheduleRun
from events.selectors.invitations import candidates
from events.views.participant import attempt
from integration.exports import FORMATS, file_response
from integration.views.library import enter, history


def steps() -> dict[str, tuple[str, str]]:
    """verb → (label of the button, what happens)."""
    return {
        "open": (_("Publish and open the sign-up"), _("Published. People can sign up.")),
        "ask": (_("Ask for wishes"), _("Participants can now say whom they want to meet.")),
        "lock": (_("Close the wishes"), _("Wishes are closed. Compute the schedule next.")),
        "propose": (_("Show the provisional schedule"), _("Participants see their provisional meetings for 24 hours.")),
        "finalize": (_("Make the schedule final"), _("The schedule is final.")),
        "start": (_("Start the day"), _("The event is under way.")),
        "finish": (_("End the event"), _("The event is over; the follow-up clock has begun.")),
        "report": (_("Publish the report"), _("The report is public.")),
        "cancel": (_("Cancel the event"), _("The event is cancelled; everybody has been told.")),
    }


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Events of one's organization, and those one takes part in."""
    organised = Event.objects.organised_by(request.user).for_list().order_by("-starts_at", "-id")[:100]
    own = Registration.objects.filter(user=request.user).exclude(status__in=["cancelled", "declined"])
    context = {
        "organised": organised, "own": own.select_related("event").order_by("-event__starts_at", "-pk")[:50],
        "may_add": request.user.has_perm("events.add_event"),
    }  # fmt: skip
    return render(request, "events/mine.html", context)


@login_required
def create(request: HttpRequest) -> HttpResponse:
    if elsewhere := enter(request, "events.add_event"):
        return elsewhere
    form = EventForm(request.POST or None, initial={"region": request.user.membership.organization.region_id})
    if request.method == "POST" and form.is_valid():
        saved = _save(
            form, plan.create_event, organization=request.user.organization, by=request.user, values=form.values
        )
        if saved:
            messages.success(
                request, _("Planned. Sessions, tables and agenda come from the template; change them as you like.")
            )
            return redirect("events:desk", no=saved.no)
    return render(request, "events/form.html", {"form": form, "event": None}, status=422 if form.errors else 200)


@login_required
def edit(request: HttpRequest, no: str) -> HttpResponse:
    event = managed(request, no)
    form = EventForm(request.POST or None, instance=event)
    if request.method == "POST" and form.is_valid():
        fresh = Event.objects.get(pk=event.pk)
        if _save(form, plan.edit_event, fresh, by=request.user, changes=form.values):
            messages.success(request, _("Saved."))
            return redirect("events:desk", no=no)
    return render(request, "events/form.html", {"form": form, "event": event}, status=422 if form.errors else 200)


def _save(form: Any, action: Any, *args: Any, **values: Any) -> Any:
    try:
        return action(*args, channel=Channel.PORTAL, **values)
    except Refusal as refusal:
        form.add_error(None, refusal.detail)
    except ValidationError as error:
        add_errors(form, error)
    return None


@login_required
def desk(request: HttpRequest, no: str) -> HttpResponse:
    """Where the event stands, the next step, and the numbers behind it."""
    event = managed(request, no)
    counts = dict(event.registrations.order_by().values_list("status").annotate(n=Count("pk")))
    context: dict[str, Any] = {
        "event": event, "counts": counts, "tabs": tabs(event, "desk"), "moves": possible_moves(event),
        "wishes": Preference.objects.filter(chooser__event=event).count(),
        "meetings": event.meetings.occupying().count(), "run": event.runs.first(), "history": _told(history(event)),
        "tables": event.tables.count(), "slots": event.slots.count(), "phases": _phases(event),
    }  # fmt: skip
    return render(request, "events/desk.html", context)


def _told(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The history with this room's own verbs in words."""
    words = {
        "open": _("published, sign-up opened"), "ask": _("wishes asked for"), "lock": _("wishes closed"),
        "propose": _("provisional schedule shown"), "finalize": _("schedule made final"), "start": _("day started"),
        "finish": _("event ended"), "report": _("report published"), "cancel": _("cancelled"),
        "lay_out": _("sessions and tables laid out"), "compute": _("computation asked for"),
        "schedule": _("schedule computed"), "remind": _("invited people reminded"),
    }  # fmt: skip
    return [line | {"title": words.get(line["title"], line["title"])} for line in lines]


def possible_moves(event: Event) -> list[dict[str, Any]]:
    """Buttons for the moves that this status allows; the first is the usual next one."""
    texts = steps()
    found = [
        {"verb": verb, "label": texts[verb][0], "danger": verb == "cancel"}
        for verb, (allowed, _to) in EVENT_MOVES.items()
        if event.status in allowed
    ]
    # An event with meetings goes on to wishes first; starting the day is the later step.
    return sorted(found, key=lambda row: (row["danger"], row["verb"] == "start" and event.status != "final"))


def _phases(event: Event) -> list[dict[str, Any]]:
    order = [s for s in EventStatus if s != EventStatus.CANCELLED]
    here = order.index(EventStatus(event.status)) if event.status in order else -1
    return [
        {"label": s.label, "state": "done" if i < here else "now" if i == here else ""} for i, s in enumerate(order)
    ]


@login_required
@require_POST
def move(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    event = managed(request, no)
    if verb not in plan.ACTIONS:
        raise Http404
    attempt(request, plan.ACTIONS[verb], event, done=steps()[verb][1])
    return redirect("events:desk", no=no)


@login_required
def layout(request: HttpRequest, no: str) -> HttpResponse:
    """Sessions, slots and tables."""
    event = managed(request, no)
    there = [
        {
            "title": s.title, "at": timezone.localtime(s.starts_at).time(), "slots": s.slots.count(),
            "minutes": s.minutes, "is_online": s.is_online,
        }
        for s in event.sessions.all()
    ]  # fmt: skip
    form = LayoutForm(request.POST or None, initial={"tables": event.tables.filter(owner=None).count()})
    sessions = SessionFormSet(request.POST or None, prefix="sessions", initial=there)
    if request.method == "POST" and form.is_valid() and sessions.is_valid():
        plans = [f.plan for f in sessions.forms if f.cleaned_data and not f.cleaned_data.get("DELETE")]
        day = timezone.localtime(event.starts_at).date()
        values = {"sessions": plans, "tables": form.cleaned_data["tables"], "day": day}
        if attempt(request, plan.lay_out, event, done=_("Laid out anew."), **values):
            return redirect("events:layout", no=no)
    owned = event.tables.exclude(owner=None).select_related("owner__organization")
    context = {"event": event, "form": form, "sessions": sessions, "tabs": tabs(event, "layout"), "owned": owned}
    return render(request, "events/layout.html", context, status=422 if form.errors else 200)


@login_required
def agenda_items(request: HttpRequest, no: str) -> HttpResponse:
    """The common programme."""
    event = managed(request, no)
    if "remove" in request.POST:
        AgendaItem.objects.filter(event=event, pk=request.POST["remove"] or 0).delete()
        return redirect("events:agenda-items", no=no)
    item = event.agenda.filter(pk=request.GET.get("edit") or 0).first()
    form = AgendaItemForm(request.POST or None, event=event, instance=item, initial={"starts_at": event.starts_at})
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("events:agenda-items", no=no)
    context = {
        "event": event,
        "form": form,
        "item": item,
        "items": event.agenda.select_related("hall"),
        "tabs": tabs(event, "agenda"),
    }
    return render(request, "events/agenda_items.html", context, status=422 if form.errors else 200)


@login_required
def invitations(request: HttpRequest, no: str) -> HttpResponse:
    """Who should be in the room, computed from open demands and fitting achievements."""
    event = managed(request, no)
    found = candidates(event)
    if request.method == "POST":
        chosen = set(request.POST.getlist("organization"))
        people = [(row.person, row.why) for row in found if row.organization.no in chosen]
        done = attempt(request, registrations.invite, event, done=_("Invited."), people=people) if people else None
        if not people:
            messages.error(request, _("Choose at least one organization."))
        elif done:
            return redirect("events:invitations", no=no)
    waiting = event.registrations.filter(status="invited").for_list()
    context = {"event": event, "candidates": found, "waiting": waiting[:200], "tabs": tabs(event, "invitations")}
    return render(request, "events/invitations.html", context)


@login_required
@require_POST
def remind(request: HttpRequest, no: str) -> HttpResponse:
    attempt(request, registrations.remind, managed(request, no), done=_("Whoever has not answered has been reminded."))
    return redirect("events:invitations", no=no)


@login_required
def participants(request: HttpRequest, no: str) -> HttpResponse:
    """Everybody on the list; tables are given here."""
    event = managed(request, no)
    if request.method == "POST":
        row = get_object_or_404(event.registrations, pk=request.POST.get("registration") or 0)
        _give_table(request, event, row)
        return redirect("events:participants", no=no)
    rows = event.registrations.for_list().annotate(wishes=Count("preferences")).order_by("position", "pk")
    status = request.GET.get("status", "")
    if status:
        rows = rows.filter(status=status)
    context = {
        "event": event, "rows": rows.select_related("table__hall")[:1000], "status": status, "tabs": tabs(event, "participants"),
        "free_tables": list(event.tables.filter(owner=None).select_related("hall")[:300]),
        "statuses": [
            {"label": _("all"), "url": request.path, "current": not status},
            *(
                {"label": label, "url": f"{request.path}?status={code}", "current": status == code}
                for code, label in Registration._meta.get_field("status").choices
            ),
        ],
    }  # fmt: skip
    return render(request, "events/participants.html", context)


def _give_table(request: HttpRequest, event: Event, row: Registration) -> None:
    """All meetings of ``row`` at one table of its own, or at common ones again."""
    event.tables.filter(owner=row).update(owner=None)
    number = request.POST.get("table")
    if number and event.tables.filter(pk=number, owner=None).update(owner=row):
        messages.success(request, _("The table is theirs. Compute the schedule again to use it."))


@login_required
def participants_file(request: HttpRequest, no: str, format: str) -> HttpResponseBase:
    event = managed(request, no)
    if format not in FORMATS:
        raise Http404
    header = [
        _("Name"),
        _("Organization"),
        _("Takes part as"),
        _("Status"),
        _("Place on the waiting list"),
        _("Arrived"),
        _("Photos"),
    ]
    rows = (
        [r.name, r.display_company, r.get_kind_display(), r.get_status_display(), r.position, r.checked_in_at,
         _("yes") if r.photo_allowed else _("no")]
        for r in event.registrations.for_list().order_by("pk")
    )  # fmt: skip
    return file_response(format, f"participants-{event.no}", header, rows)


@login_required
def badges(request: HttpRequest, no: str) -> HttpResponse:
    event = managed(request, no)
    rows = event.registrations.coming().for_list().order_by("pk")
    return pdf.response(pdf.badges_pdf(event, rows), f"badges-{event.no}")


# --- the schedule ---------------------------------------------------------------------------------------------------
@login_required
def timetable(request: HttpRequest, no: str) -> HttpResponse:
    """Compute, look, correct by hand; the state of a run is polled."""
    event = managed(request, no)
    run = event.runs.first()
    if request.htmx and "poll" in request.GET:
        return render(request, "events/_run.html", {"run": run, "event": event})
    form = SetMeetingForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(request, meetings.set_meeting, event, done=_("Set."), **values):
            return redirect("events:timetable", no=no)
        form = SetMeetingForm(initial=values, event=event)
    rows = event.meetings.filter(status__in=["scheduled", "held", "no_show", "requested"]).for_list()
    finished = event.runs.filter(state="done").first()
    context = {
        "event": event, "run": run, "finished": finished, "form": form, "tabs": tabs(event, "timetable"),
        "rows": rows.order_by("slot__number", "table__number", "pk")[:3000], "left": _left(event, finished),
        "may_compute": event.status in schedule.FRESH, "may_keep": event.status in schedule.KEEPING and finished is not None,
    }  # fmt: skip
    return render(request, "events/timetable.html", context, status=422 if form.errors else 200)


def _left(event: Event, run: ScheduleRun | None) -> list[dict[str, Any]]:
    """Pairs without a slot. The organiser sees the reasons except whose refusal it was."""
    if run is None:
        return []
    names = event.registrations.select_related("organization").in_bulk(
        {pk for a, b, _r in run.unscheduled for pk in (a, b)}
    )
    return [
        {"a": names[a], "b": names[b], "reason": ScheduleRun.reason_label(reason)}
        for a, b, reason in run.unscheduled
        if a in names and b in names and reason != "refused"
    ][:300]


@login_required
@require_POST
def compute(request: HttpRequest, no: str) -> HttpResponse:
    event = managed(request, no)
    keep = request.POST.get("keep") == "1"
    attempt(request, schedule.request_run, event, done=_("Computing. The page shows how far it is."), keep=keep)
    return redirect("events:timetable", no=no)


def managed(request: HttpRequest, no: str) -> Event:
    """The event, for whoever manages it; others who see it are refused, those who do not find nothing."""
    event = get_object_or_404(Event.objects.visible_to(request.user).for_detail(), no=no)
    if not request.user.has_perm("events.manage_event", event):
        raise PermissionDenied(_("Only the organisers of this event may do this."))
    return event


def tabs(event: Event, now: str) -> list[dict[str, Any]]:
    names = [
        ("desk", _("Overview"), "desk"), ("layout", _("Sessions and tables"), "layout"),
        ("agenda", _("Programme"), "agenda-items"), ("invitations", _("Invitations"), "invitations"),
        ("participants", _("Participants"), "participants"), ("timetable", _("Meetings"), "timetable"),
        ("check-in", _("Check-in"), "check-in"), ("live", _("Live board"), "live"), ("report", _("Report"), "report"),
    ]  # fmt: skip
    return [
        {"label": label, "url": reverse(f"events:{view}", args=[event.no]), "current": key == now}
        for key, label, view in names
    ]
