"""The officials' page about the engine itself."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from matching.selectors.versions import engine_versions, labels, recall_history


@login_required
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Versions side by side on the frozen set, nightly recall, and the labels that wait for the next training."""
    if not request.user.has_perm("matching.view_engine"):
        raise PermissionDenied
    context = {"versions": engine_versions(), "measured": recall_history(), "labels": labels()}
    return render(request, "matching/engine.html", context)
