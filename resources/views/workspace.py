"""An owner's resources: list, editor, moves, slots."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Channel
from integration.views.library import Editor, enter, list_context, move, require, status_tabs
from resources import actions
from resources.enums import Status
from resources.filters import ORDERINGS, ResourceFilter, with_sort_keys
from resources.forms.entry import PARTS, ResourceForm, SlotForm
from resources.models import Resource, Slot
from resources.views.acting import attempt


class ResourceEditor(Editor):
    template = "resources/form.html"
    form_class = ResourceForm
    parts = PARTS


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Every resource of one's organization, drafts included."""
    if request.user.membership is None and (elsewhere := enter(request, "resources.add_resource")):
        return elsewhere
    rows = Resource.objects.filter(
        organization_id=request.user.organization_id
    ).for_detail()  # completeness reads it all
    found = ResourceFilter(request.GET, with_sort_keys(rows), request=request)
    context = list_context(request, found, ORDERINGS, default="-updated_at", size=25, offered=("q", "ordering"))
    context["tabs"] = status_tabs(request, Status)
    template = "resources/mine.html#results" if request.htmx else "resources/mine.html"
    return render(request, template, context)


def create(request: HttpRequest) -> HttpResponse:
    if elsewhere := enter(request, "resources.add_resource"):
        return elsewhere
    editor = ResourceEditor(request)
    if request.method == "POST" and editor.is_valid():
        organization = request.user.organization
        if twin := editor.form.find_twin(organization):
            return editor.render(twin=twin)
        saved = editor.save(actions.create, organization=organization, values=editor.form.values)
        if saved:
            messages.success(request, _("Saved as a draft. Submit it when it is ready."))
            return redirect(saved)
    return editor.render()


@login_required
def edit(request: HttpRequest, no: str) -> HttpResponse:
    resource = _visible(request, no)
    require(request, "resources.change_resource", resource)
    editor = ResourceEditor(request, resource)
    if request.method == "POST" and editor.is_valid():
        saved = editor.save(
            actions.edit, resource, changes=editor.form.values, expected_version=editor.expected_version
        )
        if saved:
            messages.success(request, _("Saved."))
            return redirect(saved)
    return editor.render()


@login_required
@require_POST
def submit(request: HttpRequest, no: str) -> HttpResponse:
    resource = _allowed(request, no, "submit")
    return move(request, actions.submit, resource, _("Submitted. A reviewer reads it and answers with a note."))


@login_required
@require_POST
def withdraw(request: HttpRequest, no: str) -> HttpResponse:
    return move(request, actions.withdraw, _allowed(request, no, "withdraw"), _("Withdrawn. You can submit it again."))


@login_required
def slots(request: HttpRequest, no: str) -> HttpResponse:
    """The calendar of a resource: what is open, what is taken; opening more."""
    resource = _visible(request, no)
    require(request, "resources.change_resource", resource)
    form = SlotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return attempt(
            request,
            lambda: actions.open_slots(resource, by=request.user, channel=Channel.PORTAL, **form.cleaned_data),
            request.path, _("Opened. Firms on the waiting list were served first."),
        )  # fmt: skip
    rows = resource.slots.after(timezone.now()).order_by("begins_at", "unit")[:200]
    free = set(resource.slots.after(timezone.now()).free().values_list("pk", flat=True))
    context = {"resource": resource, "form": form, "rows": [(slot, slot.pk in free) for slot in rows]}
    return render(request, "resources/slots.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def close_slot(request: HttpRequest, no: str, pk: int) -> HttpResponse:
    resource = _visible(request, no)
    require(request, "resources.change_resource", resource)
    slot = get_object_or_404(Slot, pk=pk, resource=resource)
    return attempt(
        request, lambda: actions.close_slot(slot, by=request.user, channel=Channel.PORTAL),
        "resources:slots", _("Closed."), no=no,
    )  # fmt: skip


def _visible(request: HttpRequest, no: str) -> Resource:
    return get_object_or_404(Resource.objects.visible_to(request.user).for_detail(), no=no)


def _allowed(request: HttpRequest, no: str, verb: str) -> Resource:
    resource = _visible(request, no)
    require(request, f"resources.{verb}_resource", resource)
    return resource
