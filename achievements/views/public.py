"""The library of achievements as everybody sees it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from achievements.enums import MOVES
from achievements.filters import ORDERINGS, AchievementFilter, with_sort_keys
from achievements.models import Achievement, OpenLicence
from achievements.views.licences import prices, reader_size
from common.language import listed
from integration.enums import TransferMode
from integration.views.library import export as export_list
from integration.views.library import history, list_context
from taxonomy.models import MaturityLevel

#: In the public list every row has its date, so that the index serves the order.
LIST_ORDERINGS = ORDERINGS | {"-published_at": ("published_at", "-"), "published_at": ("published_at", "")}


def library(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    context = list_context(request, found, LIST_ORDERINGS, default="-published_at")
    template = "achievements/list.html#results" if request.htmx else "achievements/list.html"
    return render(request, template, context)


def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """The filtered list as CSV or XLSX."""
    return export_list(request, format, _found(request), columns(), "achievements")


def _found(request: HttpRequest) -> AchievementFilter:
    rows: QuerySet = Achievement.objects.visible_to(request.user).published().for_list()
    return AchievementFilter(request.GET, with_sort_keys(rows), request=request)


def columns() -> dict[str, Callable[[Achievement], Any]]:
    """Heading → cell of the export."""
    return {
        _("Number"): lambda row: row.no,
        _("Title"): lambda row: row.title,
        _("Title in the other language"): lambda row: row.title_other,
        _("Organization"): lambda row: str(row.organization),
        _("Region"): lambda row: str(row.region or ""),
        _("Industry"): lambda row: row.industry_id or "",
        _("Technology field"): lambda row: str(row.field or ""),
        _("TRL"): lambda row: row.trl,
        _("Transfer modes"): lambda row: listed(TransferMode(mode).label for mode in row.transfer_modes),
        _("Price"): lambda row: row.get_price_mode_display(),
        _("Price from"): lambda row: row.price_min,
        _("Price to"): lambda row: row.price_max,
        _("Currency"): lambda row: row.currency,
        _("Status"): lambda row: row.get_status_display(),
        _("Published"): lambda row: row.published_at,
        _("Summary"): lambda row: row.summary,
    }


def detail(request: HttpRequest, no: str) -> HttpResponse:
    achievement = get_object_or_404(Achievement.objects.visible_to(request.user).for_detail(), no=no)
    user = request.user
    is_owner = user.is_authenticated and bool(user.membership) and user.organization_id == achievement.organization_id
    context: dict[str, Any] = {
        "achievement": achievement,
        "levels": _levels(achievement),
        "is_owner": is_owner,
        "can": _possible(user, achievement),
        "may_see_review": user.has_perm("achievements.see_review_achievement", achievement),
    }
    context |= {
        "licences": _licences(request, achievement),
        "may_offer_licence": user.has_perm("achievements.add_openlicence", achievement),
    }
    if context["may_see_review"]:
        context["history"] = history(achievement)
    return render(request, "achievements/detail.html", context)


def _licences(request: HttpRequest, achievement: Achievement) -> list[dict[str, Any]]:
    """The open licences of this achievement with their prices."""
    rows = OpenLicence.objects.visible_to(request.user).filter(achievement=achievement).exclude(status="withdrawn")
    size = reader_size(request)
    return [{"licence": row, "prices": prices(row, size)} for row in rows.order_by("id")[:10]]


def _levels(achievement: Achievement) -> dict[str, str]:
    """Scale → the plain sentence of the level that is reached."""
    wanted = {"trl": achievement.trl, "mrl": achievement.mrl}
    rows = MaturityLevel.objects.filter(level__in=[level for level in wanted.values() if level])
    return {row.scale: row.display_sentence for row in rows if wanted.get(row.scale) == row.level}


def _possible(user: Any, achievement: Achievement) -> dict[str, bool]:
    """Which buttons the page has: what this person may do, and what the status allows."""
    can = {
        verb: achievement.status in allowed and user.has_perm(f"achievements.{verb}_achievement", achievement)
        for verb, (allowed, _to) in MOVES.items()
    }
    can["change"] = achievement.status != "archived" and user.has_perm("achievements.change_achievement", achievement)
    can["confirm"] = achievement.status == "published" and user.has_perm(
        "achievements.confirm_achievement", achievement
    )
    return can
