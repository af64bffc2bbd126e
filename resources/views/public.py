"""The catalogue as everybody sees it."""

from collections.abc import Callable
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.db.models import Avg, Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from integration.views.library import export as export_list
from integration.views.library import history, list_context
from resources.enums import MOVES, RULED, Kind
from resources.filters import ORDERINGS, ResourceFilter, with_sort_keys
from resources.models import Booking, Resource
from resources.selectors.eligibility import rulings

#: In the public list every row has its date, so that the index serves the order.
LIST_ORDERINGS = ORDERINGS | {"-published_at": ("published_at", "-"), "published_at": ("published_at", "")}
#: The catalogue's doors: label → kinds.
DOORS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Kind.PILOT_BASE.label, (Kind.PILOT_BASE,)),
    (Kind.INSTRUMENT.label, (Kind.INSTRUMENT, Kind.LABORATORY, Kind.OPENED_LAB)),
    (Kind.TESTING.label, (Kind.TESTING, Kind.CERTIFICATION)),
    (Kind.FINANCE.label, (Kind.FINANCE, Kind.TAX_SUBSIDY)),
    (Kind.IP_SERVICE.label, (Kind.IP_SERVICE,)),
    (Kind.TRAINING.label, (Kind.TRAINING, Kind.FIRST_TRIAL)),
    (Kind.COMPUTING.label, (Kind.COMPUTING, Kind.DATA_SET, Kind.OPEN_SOURCE)),
)


def library(request: HttpRequest) -> HttpResponse:
    context = list_context(request, _found(request), LIST_ORDERINGS, default="-published_at")
    home = _home(request)
    for row in context["page"]:
        row.distance = distance(home, row.region)
    now = request.GET.get("kind", "")
    context["tabs"] = [{"label": _("all"), "url": request.path, "current": not now}] + [
        {"label": label, "url": f"{request.path}?kind={','.join(kinds)}", "current": now == ",".join(kinds)}
        for label, kinds in DOORS
    ]
    template = "resources/list.html#results" if request.htmx else "resources/list.html"
    return render(request, template, context)


def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The filtered list as CSV or XLSX."""
    return export_list(request, format, _found(request), columns(), "resources")


def _found(request: HttpRequest) -> ResourceFilter:
    rows: QuerySet = Resource.objects.visible_to(request.user).published().valid_on(timezone.localdate()).for_list()
    found = ResourceFilter(request.GET, with_sort_keys(rows), request=request)
    return found


def columns() -> dict[str, Callable[[Resource], Any]]:
    """Heading → cell of the export."""
    return {
        _("Number"): lambda row: row.no,
        _("Kind"): lambda row: row.get_kind_display(),
        _("Title"): lambda row: row.title,
        _("Title in the other language"): lambda row: row.title_other,
        _("Organization"): lambda row: str(row.organization),
        _("Region"): lambda row: str(row.region or ""),
        _("Technology field"): lambda row: str(row.field or ""),
        _("TRL at the start"): lambda row: row.trl_in,
        _("TRL at the end"): lambda row: row.trl_out,
        _("Cost of one run from"): lambda row: row.cost_min,
        _("Cost of one run to"): lambda row: row.cost_max,
        _("Days from"): lambda row: row.days_min,
        _("Days to"): lambda row: row.days_max,
        _("Valid until"): lambda row: row.valid_until,
        _("Summary"): lambda row: row.summary,
    }


def detail(request: HttpRequest, no: str) -> HttpResponse:
    resource = get_object_or_404(Resource.objects.visible_to(request.user).for_detail(), no=no)
    user = request.user
    own = user.is_authenticated and bool(user.membership) and user.organization_id == resource.organization_id
    may_see_review = user.has_perm("resources.see_review_resource", resource)
    rated = Booking.objects.filter(resource=resource, rating__isnull=False)
    context: dict[str, Any] = {
        "resource": resource,
        "is_owner": own,
        "can": possible(user, resource),
        "may_see_review": may_see_review,
        "may_book": resource.takes_bookings and (not user.is_authenticated or user.has_perm("resources.add_booking")),
        "slots": resource.slots.after(timezone.now()).free()[:8] if resource.bookable else [],
        "distance": distance(_home(request), resource.region),
        "rulings": _rulings(resource, user) if resource.kind in RULED else [],
        "ratings": rated.aggregate(mean=Avg("rating"), count=Count("pk")),
    }
    if may_see_review:
        context["history"] = history(resource)
    return render(request, "resources/detail.html", context)


def _rulings(resource: Resource, user: Any) -> list[Any]:
    return rulings(resource, user.membership.organization if user.is_authenticated and user.membership else None)


def possible(user: Any, resource: Resource) -> dict[str, bool]:
    """Which buttons the page has: what this person may do, and what the status allows."""
    can = {
        verb: resource.status in allowed and user.has_perm(f"resources.{verb}_resource", resource)
        for verb, (allowed, _to) in MOVES.items()
    }
    can["change"] = user.has_perm("resources.change_resource", resource)
    return can


def _home(request: HttpRequest) -> Any:
    user = request.user
    return user.membership.organization.region if user.is_authenticated and user.membership else None


def distance(here: Any, there: Any) -> int | None:
    """Great-circle kilometres between two regions, rounded to ten; None where either lies nowhere."""
    if here is None or there is None or None in (here.latitude, here.longitude, there.latitude, there.longitude):
        return None
    a, b = radians(here.latitude), radians(there.latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(there.longitude - here.longitude) / 2) ** 2
    return round(2 * 6371 * asin(sqrt(half)) / 10) * 10
