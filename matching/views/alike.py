"""Pages of entries that say nearly the same."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from achievements.models import Achievement
from demands.models import Demand
from matching.actions.alike import near_duplicates, similar_demands


@login_required
@require_safe
def achievements(request: HttpRequest, no: str) -> HttpResponse:
    """Published achievements that may be the same result uploaded twice."""
    entry = get_object_or_404(Achievement.objects.visible_to(request.user), no=no)
    found = near_duplicates(entry, request.user)
    return render(request, "matching/alike.html", {"entry": entry, "found": found, "is_supply": True})


@login_required
@require_safe
def demands(request: HttpRequest, no: str) -> HttpResponse:
    """Open demands of the same kind: firms that might ask together."""
    entry = get_object_or_404(Demand.objects.visible_to(request.user), no=no)
    found = similar_demands(entry, request.user)
    return render(request, "matching/alike.html", {"entry": entry, "found": found, "is_supply": False})
