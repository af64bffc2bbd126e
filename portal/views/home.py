"""The public home: one search, two doors, the numbers of today."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.selectors.report import upcoming
from portal.selectors import examples, libraries, live_numbers, show_owners

_LATEST = 3


def home(request: HttpRequest) -> HttpResponse:
    found = libraries(request.user)
    numbers = live_numbers(request.user, found)
    latest = {library.name: list(library.rows.order_by(*library.order)[:_LATEST]) for library in found[:2]}
    show_owners(latest["demands"], request.user)
    stats: list[dict[str, Any]] = [
        {"value": numbers[each.name][0], "more": numbers[each.name][1], "library": each} for each in found
    ]
    context = {"examples": examples(), "stats": stats, "latest": latest, "events": upcoming(_LATEST)}
    return render(request, "portal/home.html", context)
