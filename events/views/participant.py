"""The participant's side: sign up, wishes, agenda, meetings."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from common.exceptions import Refusal
from common.forms import add_errors
from events.actions import follow_up, meetings, registrations
from events.enums import SchedulingMode
from events.exports import ical, pdf
from events.forms import AskForm, CloseForm, FollowUpForm, SignUpForm, WishForm
from events.models import Event, FollowUp, Meeting, Registration, ScheduleRun
from events.rules import is_participant, organises
from events.selectors.agenda import agenda_of, free_slots, requests_to, way_from
from events.selectors.invitations import for_participant
from events.views.public import own_registration


def attempt(request: HttpRequest, action: Callable[..., Any], *args: Any, done: str, **values: Any) -> Any:
    """Run an action and say how it went; None where it was refused."""
    try:
        result = action(*args, by=request.user, channel=Channel.PORTAL, **values)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
        return result if result is not None else True
    return None


def sign_up(request: HttpRequest, no: str) -> HttpResponse:
    """Sign up, or change what one said then."""
    event = get_object_or_404(Event.objects.visible_to(request.user).for_detail(), no=no)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    own = own_registration(request, event)
    standing = own if own is not None and own.status in {"registered", "waitlisted", "checked_in"} else None
    initial = {"name": request.user.display_name, "kind": registrations.usual_kind(request.user)}
    form = SignUpForm(
        request.POST or None, event=event, organization_id=request.user.organization_id, instance=own or Registration(),
        initial=initial if own is None else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        # The form has written into its instance; the action reads the row anew.
        saved = _save_sign_up(request, event, standing, form)
        if saved is not None:
            return redirect(event)
    context = {"event": event, "form": form, "standing": standing}
    return render(request, "events/sign_up.html", context, status=422 if form.errors else 200)


def _save_sign_up(request: HttpRequest, event: Event, standing: Registration | None, form: SignUpForm) -> Any:
    values = dict(form.cleaned_data)
    try:
        if standing is not None:
            row = registrations.change_registration(standing, by=request.user, channel=Channel.PORTAL, changes=values)
            messages.success(request, _("Saved."))
            return row
        row = registrations.sign_up(event, by=request.user, channel=Channel.PORTAL, values=values)
    except Refusal as refusal:
        form.add_error(None, refusal.detail)
        return None
    except ValidationError as error:
        add_errors(form, error)
        return None
    if row.status == "registered":
        messages.success(request, _("You have a place. Say next whom you want to meet."))
    else:
        text = _("All places are taken. You are number %(position)s on the waiting list.")
        messages.warning(request, text % {"position": row.position})
    return row


@login_required
@require_POST
def leave(request: HttpRequest, no: str) -> HttpResponse:
    """Give the place back, or decline the invitation."""
    row = _own(request, no)
    attempt(request, registrations.cancel_registration, row, done=_("You are no longer on the list."))
    return redirect(row.event)


@login_required
def wishes(request: HttpRequest, no: str) -> HttpResponse:
    """Everybody in the directory, best match first; must, glad or rather not."""
    row = _own(request, no)
    if request.method == "POST":
        return _choose(request, row)
    people = for_participant(row.event, row)
    may_ask = row.event.mode != SchedulingMode.ORGANISER and row.is_coming
    context = {"event": row.event, "own": row, "people": people, "may_ask": may_ask, "open": row.event.takes_wishes}
    return render(request, "events/wishes.html", context)


def _choose(request: HttpRequest, row: Registration) -> HttpResponse:
    form = WishForm(request.POST)
    if not form.is_valid() or not row.is_coming:
        raise PermissionDenied
    # Only those who agreed to be listed can be chosen; who is not listed is as if he were not there.
    other = get_object_or_404(row.event.registrations.in_directory(), pk=form.cleaned_data["other"])
    wish, reason = form.cleaned_data["wish"], form.cleaned_data["reason"]
    try:
        registrations.choose(row, other, by=request.user, wish=wish, reason=reason)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    if request.htmx:
        current = row.preferences.filter(other=other).first()
        entry = {"other": other, "wish": current, "subject": None}
        return render(request, "events/_wish.html", {"entry": entry, "event": row.event, "open": True})
    return redirect(f"{reverse('events:wishes', args=[row.event.no])}#p{other.pk}")


@login_required
def agenda(request: HttpRequest, no: str) -> HttpResponse:
    row = _own(request, no)
    run = ScheduleRun.objects.filter(event=row.event, state="done").first()
    left = []
    if run is not None and row.event.status in {"provisional", "final", "live", "finished", "reported"}:
        others = {b if a == row.pk else a: reason for a, b, reason in run.unscheduled if row.pk in (a, b)}
        names = row.event.registrations.filter(pk__in=others, in_directory=True).select_related("organization")
        left = [{"other": other, "reason": ScheduleRun.reason_label(others[other.pk])} for other in names]
    context = {
        "event": row.event, "own": row, "lines": agenda_of(row), "requests": requests_to(row), "left": left,
        "calendar_url": request.build_absolute_uri(reverse("events:personal-calendar", args=[row.calendar_token])),
    }  # fmt: skip
    return render(request, "events/agenda.html", context)


@login_required
def agenda_file(request: HttpRequest, no: str, format: str) -> HttpResponse:
    row = _own(request, no)
    if format == "pdf":
        return pdf.response(pdf.agenda_pdf(row), f"agenda-{row.event.no}")
    if format == "ics":
        return ical.response(ical.calendar_of_registration(row), f"agenda-{row.event.no}")
    raise Http404


# --- meetings -------------------------------------------------------------------------------------------------------
@login_required
def ask(request: HttpRequest, no: str, pk: int) -> HttpResponse:
    """Ask another participant for a meeting."""
    row = _own(request, no)
    other = get_object_or_404(row.event.registrations.in_directory().exclude(pk=row.pk), pk=pk)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(
            request,
            meetings.ask_meeting,
            row,
            other,
            done=_("Asked. The answer comes within three days."),
            reason=reason,
        ):
            return redirect("events:agenda", no=no)
    context = {"event": row.event, "other": other, "form": form}
    return render(request, "events/ask.html", context, status=422 if form.errors else 200)


@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: what it is about, its outcome, what was asked since."""
    row = _meeting(request, pk)
    side = _side(request, row)
    may_close = request.user.has_perm("events.close_meeting", row) and row.status in {"scheduled", "held"}
    note = "" if side is None else (row.note_a if side.pk == row.a_id else row.note_b)
    form = CloseForm(request.POST or None, instance=row, initial={"note": note})
    if request.method == "POST" and may_close and form.is_valid() and _close(request, row, side, form):
        return redirect(row)
    context: dict[str, Any] = {
        "meeting": row, "event": row.event, "form": form if may_close else None, "side": side, "note": note,
        "is_organiser": organises(request.user, row.event), "follow_ups": list(row.follow_ups.all()),
        "answer_form": FollowUpForm(), "may_cancel": row.status in {"scheduled", "requested"},
        "may_answer": row.status == "requested" and side is not None and side.pk != row.asked_by_id,
        "free": free_slots(row) if row.status == "requested" else [],
        "way": way_from(row, request.user), "ask_url": _interest_address(row, side),
    }  # fmt: skip
    return render(request, "events/meeting.html", context, status=422 if form.errors else 200)


def _interest_address(row: Meeting, side: Registration | None) -> str:
    """Where this side says formally that it is interested in the other's entry; empty where there is none."""
    if side is None or row.status != "held":
        return ""
    for entry, name in ((row.achievement, "achievement"), (row.demand, "demand")):
        if entry is not None and entry.organization_id != side.organization_id:
            return reverse(f"deals:interest-in-{name}", args=[entry.no])
    return ""


def _close(request: HttpRequest, row: Meeting, side: Registration | None, form: CloseForm) -> bool:
    try:
        meetings.close_meeting(row, by=request.user, channel=Channel.PORTAL, side=side, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, refusal.detail)
    except ValidationError as error:
        add_errors(form, error)
    else:
        messages.success(request, _("Saved. The next step is named."))
        return True
    return False


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    row = _answerable(request, pk)
    slot = row.event.slots.select_related("session").filter(pk=request.POST.get("slot") or row.slot_id or 0).first()
    attempt(request, meetings.accept_meeting, row, done=_("Accepted. It stands in your agenda."), slot=slot)
    return redirect(row)


@login_required
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row = _answerable(request, pk)
    attempt(request, meetings.decline_meeting, row, done=_("Declined."), reason=request.POST.get("reason", "")[:300])
    return redirect("events:agenda", no=row.event.no)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = _meeting(request, pk)
    if not request.user.has_perm("events.cancel_meeting", row):
        raise PermissionDenied
    attempt(request, meetings.cancel_meeting, row, done=_("Cancelled. The time is free again."))
    return redirect(row)


@login_required
@require_POST
def answer_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    rows = FollowUp.objects.visible_to(request.user).select_related("meeting__event", "meeting__a", "meeting__b")
    row = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("events.close_meeting", row.meeting):
        raise PermissionDenied
    form = FollowUpForm(request.POST)
    if form.is_valid():
        attempt(request, follow_up.answer, row, done=_("Thank you. Noted."), **form.cleaned_data)
    else:
        messages.error(request, _("Choose where it stands."))
    return redirect(row.meeting)


def _own(request: HttpRequest, no: str) -> Registration:
    event = get_object_or_404(Event.objects.visible_to(request.user).for_detail(), no=no)
    row = own_registration(request, event)
    if row is None:
        raise Http404
    return row


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.user).for_list().prefetch_related("event__co_hosts")
    return get_object_or_404(rows, pk=pk)


def _answerable(request: HttpRequest, pk: int) -> Meeting:
    row = _meeting(request, pk)
    side = _side(request, row)
    if side is None or side.pk == row.asked_by_id:
        raise PermissionDenied
    return row


def _side(request: HttpRequest, row: Meeting) -> Registration | None:
    """The side for which this person speaks, if any."""
    return next((side for side in (row.a, row.b) if is_participant.test(request.user, side)), None)
