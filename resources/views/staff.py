"""The review desk of resources."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from integration.views.library import move, require
from resources import actions
from resources.enums import Status
from resources.forms.entry import NoteForm
from resources.models import Resource


@login_required
@permission_required("resources.curate", raise_exception=True)
def curation(request: HttpRequest, no: str = "") -> HttpResponse:
    """The queue, longest waiting first, and the one that is open."""
    waiting = Resource.objects.visible_to(request.user).filter(status=Status.SUBMITTED)
    queue = list(waiting.for_list().order_by("updated_at", "pk")[:30])
    rows = Resource.objects.visible_to(request.user).for_detail()
    chosen = no or (queue[0].no if queue else "")
    resource = get_object_or_404(rows, no=chosen) if chosen else None
    form = NoteForm(request.POST or None)
    if request.method == "POST" and resource is not None and form.is_valid():
        verb = "publish" if request.POST.get("decision") == "publish" else "return"
        require(request, f"resources.{verb}_resource", resource)
        action = actions.publish if verb == "publish" else actions.return_
        move(request, action, resource, _("Decided: %(name)s.") % {"name": resource}, note=form.cleaned_data["note"])
        return redirect("resources:curation")
    context: dict[str, Any] = {"queue": queue, "resource": resource, "form": form}
    if resource is not None:
        context["is_open"] = resource.status == Status.SUBMITTED
        context["is_allowed"] = request.user.has_perm("resources.publish_resource", resource)
    return render(request, "resources/curation.html", context)
