"""The door behind the sign-in: what this person has to do, by the kind of his organization."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.db.models import Case, Exists, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Invitation
from achievements.models import Achievement
from matching.models import Match
from portal.selectors import by_status, desk, news, own_demands, show_owners, unanswered

_ROWS = 8
_MATCHES = 6


@login_required
def workspace(request: HttpRequest) -> HttpResponse:
    """Officials are sent to their board; everybody else gets the page of his kind."""
    user = request.user
    if user.is_reviewer or (user.is_superuser and user.membership is None):
        return _desk(request)
    if user.membership is None:
        return _start(request)
    if user.is_official:
        return redirect("dashboards:board")
    return _institution(request) if user.is_supplier else _firm(request)


def _start(request: HttpRequest) -> HttpResponse:
    """Nobody's member yet: create an organization, or join the one that invites.

    The link of an invitation is the key to it, so it is shown only to whoever has proved that the address is his.
    """
    user = request.user
    proved = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True)
    invitations = Invitation.objects.filter(Exists(proved), email__iexact=user.email, accepted_at=None)
    context = {
        "invitations": invitations.select_related("organization"),
        "others": user.memberships.filter(active=True).select_related("organization"),
    }
    return render(request, "portal/workspace_start.html", context)


def _firm(request: HttpRequest) -> HttpResponse:
    user = request.user
    demands = list(own_demands(user.organization_id)[:_ROWS])
    matches = list(unanswered(user).filter(demand__organization_id=user.organization_id)[:_MATCHES])
    context = {"demands": demands, "matches": matches, "news": news(user), "step": _next_step(demands, matches)}
    return render(request, "portal/workspace_firm.html", context)


def _next_step(demands: list[Any], matches: list[Match]) -> dict[str, str]:
    """The one thing that helps most now."""
    if returned := next((row for row in demands if row.status == "returned"), None):
        text = _("“%(title)s” came back with a note. Read it, change the text and publish again.")
        return {
            "text": text % {"title": returned.display_title},
            "url": returned.get_absolute_url(),
            "label": _("Read the note"),
        }
    if matches:
        text = _("“%(title)s” fits “%(demand)s” and waits for your word.")
        values = {"title": matches[0].achievement.display_title, "demand": matches[0].demand.display_title}
        return {
            "text": text % values,
            "url": reverse("matching:detail", args=[matches[0].pk]),
            "label": _("Look at it"),
        }
    if draft := next((row for row in demands if row.status == "draft"), None):
        text = _("“%(title)s” is still a draft. Once published it is matched within seconds.")
        return {"text": text % {"title": draft.display_title}, "url": draft.get_absolute_url(), "label": _("Go on")}
    if not demands:
        text = _("Say in your own words what hurts. Title and problem are enough; matches follow within seconds.")
        return {"text": text, "url": reverse("demands:create"), "label": _("Post a demand")}
    return {}


def _institution(request: HttpRequest) -> HttpResponse:
    user = request.user
    rows = Achievement.objects.filter(organization_id=user.organization_id)
    # What came back needs an answer before anything else does.
    returned_first = Case(When(status="returned", then=0), default=1)
    unfinished = rows.exclude(status__in=["published", "archived"]).prefetch_related("indicators", "ip_rights")
    work = list(unfinished.defer("search_terms").order_by(returned_first, "-updated_at", "-id")[:_ROWS])
    matches = list(unanswered(user).filter(achievement__organization_id=user.organization_id)[:_MATCHES])
    show_owners([match.demand for match in matches], user)
    context = {
        "statuses": by_status(rows),
        "work": work,
        "returned": [row for row in work if row.status == "returned"][:3],
        "matches": matches,
        "news": news(user),
    }
    return render(request, "portal/workspace_institution.html", context)


def _desk(request: HttpRequest) -> HttpResponse:
    context = {"queues": desk(request.user), "news": news(request.user)}
    return render(request, "portal/workspace_desk.html", context)
