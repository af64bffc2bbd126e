"""The library of demands as everybody sees it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from common.language import listed
from demands.enums import MOVES
from demands.filters import ORDERINGS, DemandFilter, with_sort_keys
from demands.models import Demand
from demands.rules import may_see_owner
from integration.enums import TransferMode
from integration.views.library import export as export_list
from integration.views.library import history, list_context

#: In the public list every row has its date, so that the index serves the order.
LIST_ORDERINGS = ORDERINGS | {"-published_at": ("published_at", "-"), "published_at": ("published_at", "")}


def library(request: HttpRequest) -> HttpResponse:
    context = list_context(request, _found(request), LIST_ORDERINGS, default="-published_at")
    for row in context["page"]:
        row.owner_is_shown = may_see_owner.test(request.user, row)
    template = "demands/list.html#results" if request.htmx else "demands/list.html"
    return render(request, template, context)


def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The filtered list as CSV or XLSX; budget and contact are in no file, anonymous firms stay anonymous."""
    return export_list(request, format, _found(request), columns(request.user), "demands")


def _found(request: HttpRequest) -> DemandFilter:
    rows: QuerySet = Demand.objects.visible_to(request.user).open().for_list()
    return DemandFilter(request.GET, with_sort_keys(rows), request=request)


def columns(user: Any) -> dict[str, Callable[[Demand], Any]]:
    """Heading → cell of the export, as ``user`` may see it."""

    def owner(row: Demand) -> str:
        return str(row.organization) if may_see_owner.test(user, row) else _("anonymous firm")

    def place(row: Demand) -> str:
        return str((row.region if may_see_owner.test(user, row) else row.city) or "")

    return {
        _("Number"): lambda row: row.no,
        _("Title"): lambda row: row.title,
        _("Title in the other language"): lambda row: row.title_other,
        _("Organization"): owner,
        _("Region"): place,
        _("Industry"): lambda row: row.industry_id or "",
        _("Technology field"): lambda row: str(row.field or ""),
        _("Kind of demand"): lambda row: row.get_demand_type_display(),
        _("Wanted TRL from"): lambda row: row.trl_wanted_min,
        _("Ways of cooperation"): lambda row: listed(TransferMode(mode).label for mode in row.modes_wanted),
        _("Answer wanted by"): lambda row: row.deadline,
        _("Status"): lambda row: row.get_status_display(),
        _("Published"): lambda row: row.published_at,
        _("Problem"): lambda row: row.problem,
    }


def detail(request: HttpRequest, no: str) -> HttpResponse:
    demand = get_object_or_404(Demand.objects.visible_to(request.user).for_detail(), no=no)
    user = request.user
    context: dict[str, Any] = {
        "demand": demand,
        "can": _possible(user, demand),
        "is_private": user.has_perm("demands.see_private_demand", demand),
        "owner_is_shown": user.has_perm("demands.see_owner_demand", demand),
    }
    if context["is_private"]:
        context["history"] = history(demand)
    return render(request, "demands/detail.html", context)


def _possible(user: Any, demand: Demand) -> dict[str, bool]:
    """Which buttons the page has: what this person may do, and what the status allows."""
    can = {
        verb: demand.status in allowed and user.has_perm(f"demands.{verb}_demand", demand)
        for verb, (allowed, _to) in MOVES.items()
        if verb != "expire"
    }
    can["change"] = demand.status != "solved" and user.has_perm("demands.change_demand", demand)
    can["review"] = can["approve"] or can["return"]
    return can
