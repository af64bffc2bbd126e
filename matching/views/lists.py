"""Lists of matches: live on a demand's page, and whole pages that need no script."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from achievements.models import Achievement
from demands.models import Demand
from demands.rules import may_see_private
from matching import actions
from matching.enums import DeclineReason, Surface
from matching.models import Match
from matching.rules import may_answer
from matching.selectors.cards import Card, cards_of_achievement, cards_of_demand
from matching.selectors.runs import run_of
from matching.selectors.sentences import sentence

MOST_COMPARED = 4
_PAGE = 20


@login_required
@require_safe
def for_demand(request: HttpRequest, no: str) -> HttpResponse:
    """The ranked list of one demand; by htmx only the list, which asks again every second until it is final."""
    demand = get_object_or_404(Demand.objects.select_related("organization"), no=no)
    matches = list(Match.objects.visible_to(request.user).filter(demand=demand).for_list().order_by("rank", "id"))
    if not matches and not Demand.objects.visible_to(request.user).filter(pk=demand.pk).exists():
        raise Http404
    run = run_of(demand)
    owner = may_see_private.test(request.user, demand)
    cards = cards_of_demand(matches, request.user) if owner else cards_of_achievement(matches, request.user)
    if run.is_done and owner:
        actions.record_shown(
            demand=demand,
            matches=matches,
            by=request.user,
            surface=Surface.DEMAND_PAGE,
            model_version=run.model_version,
        )
    context = _context(cards, Surface.DEMAND_PAGE) | {
        "demand": demand,
        "run": run,
        "is_owner": owner,
        "questions": [sentence(item) for item in run.questions],
        "hides_weak": not run.matchable and "all" not in request.GET,
    }
    template = "matching/for_demand.html#list" if request.htmx else "matching/for_demand.html"
    return render(request, template, context)


@login_required
@require_safe
def for_achievement(request: HttpRequest, no: str) -> HttpResponse:
    """The demands one achievement fits, best first."""
    achievement = get_object_or_404(Achievement.objects.visible_to(request.user).select_related("organization"), no=no)
    rows = Match.objects.visible_to(request.user).filter(achievement=achievement).for_list().order_by("-score", "-id")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    cards = cards_of_achievement(page.object_list, request.user, first=page.start_index() or 1)
    if cards and achievement.organization_id == request.user.organization_id:
        actions.record_shown(
            achievement=achievement, matches=list(page.object_list), by=request.user, surface=Surface.ACHIEVEMENT_PAGE
        )
    context = _context(cards, Surface.ACHIEVEMENT_PAGE) | {"achievement": achievement, "page": page}
    template = "matching/for_achievement.html#list" if request.htmx else "matching/for_achievement.html"
    return render(request, template, context)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Why: all evidence of one pair, its sub-scores, what is not certain, and both texts as far as they are shown."""
    match = get_object_or_404(Match.objects.visible_to(request.user).for_detail(), pk=pk)
    needing = may_see_private.test(request.user, match.demand)
    [card] = (
        cards_of_demand([match], request.user) if needing else cards_of_achievement([match], request.user, match.rank)
    )
    if may_answer.test(request.user, match):
        surface = Surface.DEMAND_PAGE if needing else Surface.ACHIEVEMENT_PAGE
        actions.record_viewed(match, by=request.user, surface=surface)
    context = _context([card], Surface.OTHER) | {
        "card": card,
        "match": match,
        "is_owner": needing,
        "demand_title": match.demand.display_title,
        "parts": _parts(match, needing),
        "back_url": reverse("matching:for-demand", args=[match.demand.no])
        if needing
        else reverse("matching:for-achievement", args=[match.achievement.no]),
    }
    return render(request, "matching/detail.html", context)


@login_required
@require_safe
def compare(request: HttpRequest, no: str) -> HttpResponse:
    """Up to four achievements of one list side by side: ``?m=<match>&m=<match>``."""
    demand = get_object_or_404(Demand, no=no)
    wanted = [int(raw) for raw in request.GET.getlist("m") if raw.isascii() and raw.isdigit() and len(raw) <= 18]
    rows = Match.objects.visible_to(request.user).filter(demand=demand)
    if not rows.exists() and not Demand.objects.visible_to(request.user).filter(pk=demand.pk).exists():
        raise Http404
    matches = list(rows.filter(pk__in=wanted).for_list().order_by("rank", "id")[:MOST_COMPARED])
    cards = cards_of_demand(matches, request.user)
    context = _context(cards, Surface.COMPARE) | {
        "demand": demand,
        "most": MOST_COMPARED,
        "too_many": len(set(wanted)) > MOST_COMPARED,
        "needs": _needs(cards),
    }
    return render(request, "matching/compare.html", context)


def _context(cards: list[Card], surface: str) -> dict[str, Any]:
    return {"cards": cards, "surface": surface, "reasons": DeclineReason.choices}


def _needs(cards: list[Card]) -> list[dict[str, Any]]:
    """One line per thing asked for: what each of the compared achievements says to it."""
    lines: dict[str, dict[str, Any]] = {}
    for place, card in enumerate(cards):
        for row in card.rows:
            if row["need"]:
                line = lines.setdefault(
                    row["need"], {"need": row["need"], "aspect": row["aspect"], "cells": [None] * len(cards)}
                )
                line["cells"][place] = row
    return sorted(lines.values(), key=lambda line: -sum(cell is not None for cell in line["cells"]))


#: Sub-scores that a reader understands, and those that would tell the budget.
_PARTS = ("lexical", "dense", "indicator", "maturity", "mode", "price", "industry", "field", "region")


def _parts(match: Match, private: bool) -> list[tuple[str, float]]:
    known = match.sub_scores
    return [(name, known[name]) for name in _PARTS if name in known and (private or name != "price")]
