"""The day: live board, check-in on a phone that may lose its network, slotting in."""

import datetime
import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from common.exceptions import Refusal
from events.actions import meetings, registrations
from events.enums import MeetingOrigin
from events.forms import WalkInForm
from events.models import Event
from events.selectors.live import board_of
from events.views.participant import attempt
from events.views.workspace import managed, tabs

#: Scans that one message may carry: a phone that was offline for the whole morning.
_BATCH = 500


@login_required
def live(request: HttpRequest, no: str) -> HttpResponse:
    """The board; htmx asks for its inner part every second."""
    event = managed(request, no)
    context: dict[str, Any] = {"event": event, "board": board_of(event)}
    if request.htmx:
        return render(request, "events/_board.html", context)
    return render(request, "events/live.html", context | {"tabs": tabs(event, "live")})


@login_required
@require_POST
def slot_in(request: HttpRequest, no: str) -> HttpResponse:
    """Put two free people together in the present slot, or the next one."""
    event = managed(request, no)
    board = board_of(event)
    slot = board.slot or board.next_slot
    people = event.registrations.coming().select_related("organization", "event")
    one = get_object_or_404(people, pk=request.POST.get("one") or 0)
    other = get_object_or_404(people, pk=request.POST.get("other") or 0)
    if slot is None:
        messages.error(request, _("There is no slot left today."))
    else:
        values = {"one": one, "other": other, "slot": slot, "origin": MeetingOrigin.STANDBY}
        attempt(request, meetings.set_meeting, event, done=_("Slotted in. Both have been told."), **values)
    return redirect("events:live", no=no)


@login_required
@require_POST
def miss(request: HttpRequest, no: str, pk: int) -> HttpResponse:
    """Somebody did not come to his meeting."""
    event = managed(request, no)
    row = get_object_or_404(event.meetings.for_list(), pk=pk)
    absent = next((side for side in (row.a, row.b) if str(side.pk) == request.POST.get("absent")), None)
    if absent is None:
        absent = row.a if row.a.status != "checked_in" else row.b
    attempt(
        request, meetings.miss_meeting, row, done=_("Noted. The other side can be slotted in elsewhere."), absent=absent
    )
    return redirect("events:live", no=no)


# --- the door -------------------------------------------------------------------------------------------------------
@login_required
def check_in(request: HttpRequest, no: str) -> HttpResponse:
    """The door: scan, type or tap. Without JavaScript each tap is a form."""
    event = managed(request, no)
    if request.method == "POST":
        return _tap(request, event)
    rows = list(
        event.registrations.filter(status__in=["registered", "checked_in", "no_show"]).for_list().order_by("name", "pk")
    )
    context = {
        "event": event, "rows": rows, "tabs": tabs(event, "check-in"), "form": WalkInForm(),
        "arrived": sum(row.checked_in_at is not None for row in rows),
        "people": {row.badge: {"name": row.name, "company": row.display_company, "in": row.checked_in_at is not None} for row in rows},
        "scanned": request.GET.get("badge", ""),
    }  # fmt: skip
    return render(request, "events/check_in.html", context)


def _tap(request: HttpRequest, event: Event) -> HttpResponse:
    from uuid import uuid4

    row, what = registrations.check_in(
        event, by=request.user, badge=badge_of(request.POST.get("badge", "")), client_id=uuid4(),
        scanned_at=timezone.now(),
    )  # fmt: skip
    texts = {"welcome": messages.success, "again": messages.warning}
    say = texts.get(what, messages.error)
    name = str(row) if row is not None else ""
    say(request, f"{name} {words()[what]}".strip())
    return redirect("events:check-in", no=event.no)


def words() -> dict[str, str]:
    return {
        "welcome": _("is checked in."),
        "again": _("was checked in before."),
        "unknown": _("This badge belongs to nobody at this event."),
        "not_coming": _("has no place: cancelled or on the waiting list."),
    }


def badge_of(text: str) -> str:
    """The token, whether the code held it alone or an address with it."""
    return text.rsplit("badge=", 1)[-1].strip()


@login_required
@require_POST
def scans(request: HttpRequest, no: str) -> JsonResponse:
    """Scans of one phone, perhaps hours old: ``{"scans": [{"id": uuid, "badge": text, "at": ISO time}]}``.

    Answers each by its id; what was answered may be forgotten by the phone, what was sent twice is written once.
    """
    event = managed(request, no)
    try:
        rows = json.loads(request.body)["scans"]
        parsed = [(UUID(row["id"]), badge_of(str(row["badge"])), _time(row["at"])) for row in rows[:_BATCH]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": _("Send a list of scans, each with id, badge and time.")}, status=400)
    answers = []
    for client_id, badge, at in parsed:
        row, what = registrations.check_in(event, by=request.user, badge=badge, client_id=client_id, scanned_at=at)
        answers.append(
            {
                "id": str(client_id), "result": what, "text": words()[what],
                "name": row.name if row else "", "company": row.display_company if row else "",
            }
        )  # fmt: skip
    arrived = event.registrations.filter(checked_in_at__isnull=False).count()
    return JsonResponse({"results": answers, "arrived": arrived})


def _time(raw: Any) -> datetime.datetime:
    at = parse_datetime(str(raw))
    if at is None:
        raise ValueError(raw)
    return at if timezone.is_aware(at) else timezone.make_aware(at)


@login_required
@require_POST
def walk_in(request: HttpRequest, no: str) -> HttpResponse:
    event = managed(request, no)
    form = WalkInForm(request.POST)
    if form.is_valid():
        try:
            row = registrations.walk_in(event, by=request.user, channel=Channel.PORTAL, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, refusal.detail)
        else:
            messages.success(request, f"{row.name} {words()['welcome']}")
    else:
        messages.error(request, _("Give a name and a role."))
    return redirect("events:check-in", no=no)
