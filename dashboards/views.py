"""The officials' board: a sentence, the funnel, the tables; every number opens to its rows."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.language import localized
from common.pages import capped_count, keyset_page
from dashboards.forms import RowsForm
from dashboards.metrics import CATALOGUE, OutOfScope, Scope, Snapshot, snapshot
from dashboards.metrics.catalogue import FUNNEL
from demands.rules import may_see_owner
from integration.exports import FORMATS, file_response

_KEPT_ROWS = 8


@login_required
def board(request: HttpRequest) -> HttpResponse:
    scope = _scope(request)
    taken = snapshot(scope)
    region = {"region": scope.code} if request.GET.get("region") else {}
    context: dict[str, Any] = {
        "scope": scope,
        "taken": taken,
        "narrowed": bool(region),
        "values": {name: value for name, value in taken.values.items() if value is not None},
        "urls": {name: rows_url(name, **region) for name in CATALOGUE},
        "funnel": _funnel(taken, region),
        "months": [_bars(taken.months, side, "month", region) for side in ("demands", "achievements")],
        "regions": [_bars(taken.regions, side, "region", region) for side in ("demands", "achievements")],
        "industries": [_bars(taken.industries, side, "industry", region) for side in ("demands", "achievements")],
        "metrics": CATALOGUE.values(),
        "query": urlencode(region),
    }
    return render(request, "dashboards/board.html", context)


@login_required
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """The rows behind one number, narrowed by ``region``, ``industry`` and ``month`` of the address."""
    metric = CATALOGUE.get(name)
    if metric is None:
        raise Http404
    form = RowsForm(request.GET)
    if not form.is_valid():
        raise Http404
    scope = _scope(request)
    found = form.narrow(metric.rows(scope), metric.base)
    related = ("region",) if metric.base.name == "organizations" else ("organization", "region__parent")
    at = metric.base.at
    count, capped = capped_count(found)
    page = keyset_page(found.select_related(*related), request, (f"-{at}", "-id"), size=50)
    if metric.base.name == "demands":
        for row in page:
            row.owner_is_shown = may_see_owner.test(request.user, row)
    context = {"metric": metric, "scope": scope, "page": page, "count": count, "count_is_capped": capped, "form": form}
    return render(request, "dashboards/rows.html", context)


@login_required
def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """Every figure with its definition, and the three breakdowns, as one file."""
    if format not in FORMATS:
        raise Http404
    scope = _scope(request)
    header = [_("Group"), _("Figure"), _("Value"), _("Unit"), _("Definition")]
    return file_response(format, "board", header, _lines(scope, snapshot(scope)))


def _lines(scope: Scope, taken: Snapshot) -> Iterator[list[Any]]:
    yield [_("Scope"), scope.name, "", "", _("Computed %(when)s") % {"when": f"{taken.computed_at:%Y-%m-%d %H:%M %Z}"}]
    for metric in CATALOGUE.values():
        value = taken.values[metric.name]
        yield [_("Figures"), metric.title, value, _("days") if metric.unit == "days" else "", metric.definition]
    groups = ((_("By month"), taken.months), (_("By region"), taken.regions), (_("By industry"), taken.industries))
    for group, lines in groups:
        for side, title in (("demands", _("demands")), ("achievements", _("achievements"))):
            for line in lines:
                yield [f"{group}: {title}", label_of(line), line[side], "", _("Published in the last twelve months.")]


def _scope(request: HttpRequest) -> Scope:
    if not request.user.has_perm("dashboards.view_board"):
        raise PermissionDenied(_("The board is for public authorities and the operator."))
    code = request.GET.get("region", "")
    try:
        return Scope.of(request.user, "" if code == "none" else code)
    except OutOfScope:
        raise Http404 from None


def rows_url(name: str, **filters: str) -> str:
    query = urlencode({key: value for key, value in filters.items() if value})
    return reverse("dashboards:rows", args=[name]) + (f"?{query}" if query else "")


def label_of(line: dict[str, Any]) -> str:
    """The name of a breakdown's row in the active language."""
    if "name" not in line:
        return line["key"]
    return localized(line["name"], line["name_en"]) or _("not stated")


def _funnel(taken: Snapshot, region: dict[str, str]) -> list[dict[str, Any]]:
    whole = taken.values[FUNNEL[0]] or 0
    return [
        {
            "label": CATALOGUE[name].title,
            "value": taken.values[name],
            "url": rows_url(name, **region),
            "note": f"{round(100 * (taken.values[name] or 0) / whole)} %" if whole else "",
        }
        for name in FUNNEL
    ]


def _bars(lines: list[dict[str, Any]], side: str, axis: str, region: dict[str, str]) -> dict[str, Any]:
    """Rows of one bar list, in time order for months and largest first otherwise."""
    metric = "demands_published" if side == "demands" else "achievements_new"
    shown = lines if axis == "month" else sorted(lines, key=lambda line: -line[side])[:_KEPT_ROWS]
    rows = [
        {
            "label": label_of(line),
            "value": line[side],
            "url": rows_url(metric, **(region | {axis: line["key"] or "none"})),
        }
        for line in shown
        if line[side] or axis == "month"
    ]
    return {
        "rows": rows,
        "max": max((row["value"] for row in rows), default=0) or 1,
        "tone": "need" if side == "demands" else "supply",
        "title": _("Demands") if side == "demands" else _("Achievements"),
        "left_out": max(0, sum(1 for line in lines if line[side]) - _KEPT_ROWS) if axis != "month" else 0,
    }
