"""Booking: asking, the two lists, one booking with its moves, files, calendar."""

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Channel
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page
from integration.actions.attachments import check_size
from integration.views.attachments import download
from integration.views.library import enter, history, require
from resources.actions import bookings
from resources.enums import BOOKING_MOVES
from resources.forms.booking import MOVE_FORMS, BookingForm
from resources.ical import calendar_of
from resources.models import Booking, BookingFile, Resource, Voucher
from resources.selectors.policies import place_in_queue, policy_of
from resources.views.acting import attempt


def ask(request: HttpRequest, no: str) -> HttpResponse:
    """Reserve a time, or ask first."""
    if elsewhere := enter(request, "resources.add_booking"):
        return elsewhere
    resource = get_object_or_404(Resource.objects.visible_to(request.user).published().for_detail(), no=no)
    slots = resource.slots.after(timezone.now() + datetime.timedelta(days=resource.lead_days)).free()
    given = {name: request.GET.get(name, "")[:20] for name in ("demand_no", "achievement_no", "slot")}
    form = BookingForm(request.POST or None, slots=slots, initial=given)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        slot = values.pop("slot")
        action = bookings.ask if "enquire" in request.POST else bookings.book
        extra = {} if "enquire" in request.POST else {"slot": slot}
        try:
            row = action(resource, by=request.user, channel=Channel.PORTAL, **values, **extra)
        except ValidationError as error:
            add_errors(form, error)
        except Refusal as refusal:
            form.add_error(None, refusal.detail)
        else:
            messages.success(request, _ASKED[row.status])
            return redirect(row)
    context = {"resource": resource, "form": form, "policy": policy_of(resource.organization_id)}
    return render(request, "resources/booking_form.html", context, status=422 if form.errors else 200)


class _Lazy(dict):
    def __missing__(self, key: str) -> str:
        return {
            "enquiry": _("Sent. The owner answers with a quote."),
            "reserved": _("Reserved for you. The owner approves it."),
        }.get(key, _("Nothing is free in this time. You are on the waiting list."))


_ASKED = _Lazy()


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What we booked, and what others booked of ours."""
    own = request.user.organization_id or 0
    box = "received" if request.GET.get("box") == "received" else "sent"
    rows = Booking.objects.visible_to(request.user).for_list()
    rows = rows.filter(resource__organization_id=own) if box == "received" else rows.filter(organization_id=own)
    waiting = Booking.objects.visible_to(request.user).filter(
        resource__organization_id=own, status__in=["enquiry", "reserved"]
    )
    here = reverse("resources:bookings")
    tabs = [
        {"label": _("Booked by us"), "url": here, "current": box == "sent"},
        {"label": _("Booked with us"), "url": f"{here}?box=received", "current": box == "received",
         "count": waiting.count() or None},
    ]  # fmt: skip
    context = {"page": keyset_page(rows, request, ("-id",)), "tabs": tabs, "box": box}
    context["vouchers"] = Voucher.objects.filter(organization_id=own)[:10] if box == "sent" else []
    return render(request, "resources/bookings.html", context)


@login_required
@require_safe
def detail(request: HttpRequest, no: str) -> HttpResponse:
    row = _visible(request, no)
    user = request.user
    can = {
        verb: row.status in start and who != "clock" and user.has_perm(f"resources.{verb}_booking", row)
        for verb, (start, _to, who) in BOOKING_MOVES.items()
    }
    moves = [
        {"verb": verb, "label": _labels()[verb], "form": MOVE_FORMS[verb](auto_id=f"id_{verb}_%s") if verb in MOVE_FORMS
         else None}
        for verb, may in can.items() if may
    ]  # fmt: skip
    context: dict[str, Any] = {
        "booking": row,
        "is_owner": row.resource.organization_id == user.organization_id,
        "moves": moves,
        "place": place_in_queue(row),
        "policy": policy_of(row.resource.organization_id),
        "price": row.resource.price_for(row.user_kind),
        "files": row.files.select_related("attachment"),
        "may_attach": user.has_perm("resources.attach_booking", row),
        "may_lift": user.has_perm("resources.lift_booking", row)
        and hasattr(row, "breach") and row.breach.lifted_at is None,
        "history": _history(row),
    }  # fmt: skip
    return render(request, "resources/booking.html", context)


@login_required
@require_POST
def act(request: HttpRequest, no: str, verb: str) -> HttpResponse:
    """One move of a booking."""
    if verb not in BOOKING_MOVES or verb == "void":
        raise Http404
    row = _visible(request, no)
    require(request, f"resources.{verb}_booking", row)
    values: dict[str, Any] = {}
    if verb in MOVE_FORMS:
        form = MOVE_FORMS[verb](request.POST, request.FILES)
        if not form.is_valid():
            for name, errors in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                messages.error(request, f"{label}: {' '.join(errors)}".strip(": "))
            return redirect(row)
        values = form.cleaned_data
    if (upload := values.pop("file", None)) is not None:
        values |= {"content": _read(upload), "name": upload.name}
    action = getattr(bookings, verb)
    return attempt(request, lambda: action(row, by=request.user, channel=Channel.PORTAL, **values), row, _("Done."))


@login_required
@require_POST
def lift(request: HttpRequest, no: str) -> HttpResponse:
    """Take a breach back."""
    row = _visible(request, no)
    require(request, "resources.lift_booking", row)
    return attempt(request, lambda: bookings.lift(row, by=request.user, channel=Channel.PORTAL), row, _("Taken back."))


@login_required
@require_POST
def attach(request: HttpRequest, no: str) -> HttpResponse:
    row = _visible(request, no)
    require(request, "resources.attach_booking", row)
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, _("Choose a file."))
        return redirect(row)

    def call() -> None:
        bookings.attach(row, by=request.user, channel=Channel.PORTAL, content=_read(upload), name=upload.name)

    return attempt(request, call, row, _("Attached."))


@login_required
@require_safe
def file(request: HttpRequest, no: str, pk: int) -> HttpResponseBase:
    row = _visible(request, no)
    return download(get_object_or_404(BookingFile.objects.select_related("attachment"), pk=pk, booking=row).attachment)


@login_required
@require_safe
def calendar(request: HttpRequest, no: str) -> HttpResponse:
    """The booked time as ICS."""
    row = _visible(request, no)
    if not row.begins_at:
        raise Http404
    answer = HttpResponse(calendar_of([row]), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{row.no}.ics"'
    return answer


def _visible(request: HttpRequest, no: str) -> Booking:
    rows = Booking.objects.visible_to(request.user).select_related(
        "resource__organization", "organization", "slot", "voucher", "breach"
    )
    return get_object_or_404(rows, no=no)


def _read(upload: Any) -> bytes:
    check_size(upload.size)
    return upload.read()


def _history(row: Booking) -> list[dict[str, Any]]:
    lines = history(row)
    names = _labels() | {"ask": _("asked"), "book": _("booked"), "move_up": _("moved up from the waiting list"),
                         "void": _("void"), "lift": _("breach taken back")}  # fmt: skip
    for line in lines:
        line["title"] = names.get(line["title"], line["title"])
    return lines


def _labels() -> dict[str, str]:
    return {
        "quote": _("Quote"), "reserve": _("Reserve a time"), "approve": _("Approve"), "refuse": _("Refuse"),
        "start": _("Begin the use"), "report": _("Deliver results"), "settle": _("Settle"), "rate": _("Rate"),
        "cancel": _("Cancel the booking"), "call_off": _("Call off"),
    }  # fmt: skip
