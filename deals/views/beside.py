"""What this room has to say beside an entry of a library: its challenge or auction, and who looks after it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.enums import ManagerStatus
from achievements.models import Achievement
from deals.enums.assignment import AssignmentStatus
from deals.models import Assignment, Auction, Challenge
from demands.models import Demand

_LIBRARIES: dict[str, tuple[Any, Any]] = {"demand": (Demand, Challenge), "achievement": (Achievement, Auction)}


def beside(request: HttpRequest, no: str, kind: str) -> HttpResponse:
    """A fragment of the entry's page; it is empty where there is nothing to say."""
    library, business = _LIBRARIES[kind]
    entry = get_object_or_404(library.objects.visible_to(request.user), no=no)
    rows = business.objects.visible_to(request.user).for_list().filter(**{kind: entry})
    found = rows.exclude(status__in=["draft", "cancelled", "failed"]).order_by("-id").first()
    work = Assignment.objects.filter(**{kind: entry}, status=AssignmentStatus.ACTIVE)
    work = work.filter(manager__status=ManagerStatus.REGISTERED).select_related("manager__user").order_by("id")
    managers = list({row.manager_id: row.manager for row in work[:10]}.values())
    context = {kind: entry, "challenge": found if kind == "demand" else None, "managers": managers,
               "auction": found if kind == "achievement" else None}  # fmt: skip
    return render(request, "deals/_beside.html", context)
