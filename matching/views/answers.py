"""Answering a match: one row of buttons, each a plain form."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from demands.rules import may_see_private
from matching import actions
from matching.enums import FeedbackKind
from matching.forms import AnswerForm, DeclineForm
from matching.models import Match
from matching.rules import may_answer
from matching.selectors.cards import cards_of_achievement, cards_of_demand


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an answer or take it back. By htmx the card's row of buttons comes back, otherwise the page before."""
    match = _match(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    given = form.cleaned_data
    try:
        if given["undo"]:
            actions.undo(match, by=request.user, kind=given["kind"], channel=Channel.PORTAL)
            text = _("Taken back")
        else:
            actions.respond(
                match, by=request.user, kind=given["kind"], channel=Channel.PORTAL, reason=given["reason"],
                note=given["note"], surface=given["surface"] or "other", position=given["position"],
            )  # fmt: skip
            text = _("Kept")
    except ValidationError:
        return redirect("matching:decline", pk=match.pk)
    return _answered(request, match, text)


@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The reasons as a page of their own."""
    match = _match(request, pk)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.respond(match, by=request.user, kind=FeedbackKind.DECLINED, channel=Channel.PORTAL, **form.cleaned_data)
        messages.success(request, _("Kept"))
        return redirect(_back(request, match))
    context = {"match": match, "form": form, "back_url": _back(request, match), "title": _other_title(request, match)}
    return render(request, "matching/decline.html", context, status=422 if form.errors else 200)


def _match(request: HttpRequest, pk: int) -> Match:
    match = get_object_or_404(Match.objects.visible_to(request.user).for_list(), pk=pk)
    if not may_answer.test(request.user, match):
        raise PermissionDenied
    return match


def _answered(request: HttpRequest, match: Match, text: str) -> HttpResponse:
    if not request.htmx:
        messages.success(request, text)
        return redirect(_back(request, match))
    needing = may_see_private.test(request.user, match.demand)
    [card] = (cards_of_demand if needing else cards_of_achievement)([match], request.user)
    context: dict[str, Any] = {"card": card, "surface": request.POST.get("surface", "")}
    response = render(request, "matching/_actions.html", context)
    response["HX-Trigger"] = json.dumps({"toast": {"text": text, "tone": "good"}})
    return response


def _other_title(request: HttpRequest, match: Match) -> str:
    needing = may_see_private.test(request.user, match.demand)
    return (match.achievement if needing else match.demand).display_title


def _back(request: HttpRequest, match: Match) -> str:
    """The page the answer came from, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    if may_see_private.test(request.user, match.demand):
        return reverse("matching:for-demand", args=[match.demand.no])
    return reverse("matching:for-achievement", args=[match.achievement.no])
