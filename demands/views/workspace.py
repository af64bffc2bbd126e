"""A firm's own demands: list, editor, moves. The editor is open to everybody: whoever came to write may write first."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from demands import actions
from demands.enums import Status
from demands.filters import ORDERINGS, DemandFilter, with_sort_keys
from demands.forms import PARTS, DemandForm, NoteForm
from demands.models import Demand
from integration.views.library import Editor, enter, list_context, move, require, status_tabs

#: Where the session keeps what an anonymous visitor has written.
DRAFT = "demand_draft"


class DemandEditor(Editor):
    template = "demands/form.html"
    form_class = DemandForm
    parts = PARTS


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Every demand of one's organization, drafts included."""
    if request.user.membership is None and (elsewhere := enter(request, "demands.add_demand")):
        return elsewhere
    rows = Demand.objects.filter(organization_id=request.user.organization_id)
    rows = rows.select_related("organization", "region__parent", "industry", "field").prefetch_related("indicators")
    found = DemandFilter(request.GET, with_sort_keys(rows), request=request)
    context = list_context(request, found, ORDERINGS, default="-updated_at", size=25, offered=("q", "ordering"))
    context["tabs"] = status_tabs(request, Status)
    template = "demands/mine.html#results" if request.htmx else "demands/mine.html"
    return render(request, template, context)


def create(request: HttpRequest) -> HttpResponse:
    """Write a demand. Without an account the text waits in the session while the visitor signs up, and is here again after."""
    if request.method == "POST":
        return _create(request)
    kept = request.session.get(DRAFT)
    editor = DemandEditor(request, data=_as_query(kept) if kept else None)
    if kept and request.user.is_authenticated:
        messages.info(request, _("Your text is here. Read it once more and save it."))
    return editor.render(kept=bool(kept))


def _create(request: HttpRequest) -> HttpResponse:
    editor = DemandEditor(request)
    if not editor.is_valid():
        return editor.render()
    if not request.user.has_perm("demands.add_demand"):
        return _keep_and_enter(request)
    organization = request.user.organization
    if twin := editor.form.find_twin(organization):
        return editor.render(twin=twin)
    saved = editor.save(
        actions.create,
        organization=organization,
        values=editor.form.values,
        exclusions=editor.form.exclusions or [],
    )
    if saved is None:
        return editor.render()
    request.session.pop(DRAFT, None)
    if "publish" in request.POST:
        return _publish(request, saved)
    messages.success(request, _("Saved as a draft. Nobody else sees it before you publish it."))
    return redirect(saved)


def _keep_and_enter(request: HttpRequest) -> HttpResponse:
    """The text is complete, the person has no account or organization yet: keep the one, make the other."""
    request.session[DRAFT] = {
        name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"
    }
    if request.user.is_authenticated:
        return enter(request, "demands.add_demand") or redirect("demands:create")
    messages.info(request, _("Your text is kept. Sign up or sign in, and you come back to it."))
    return redirect(f"{reverse('account_signup')}?{urlencode({'next': reverse('demands:create')})}")


def _as_query(kept: dict[str, list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in kept.items():
        query.setlist(name, values)
    return query


@login_required
def edit(request: HttpRequest, no: str) -> HttpResponse:
    demand = _visible(request, no)
    require(request, "demands.change_demand", demand)
    editor = DemandEditor(request, demand)
    if request.method == "POST" and editor.is_valid():
        saved = editor.save(
            actions.edit,
            demand,
            changes=editor.form.values,
            exclusions=editor.form.exclusions,
            expected_version=editor.expected_version,
        )
        if saved and "publish" in request.POST:
            return _publish(request, saved)
        if saved:
            messages.success(request, _("Saved."))
            return redirect(saved)
    return editor.render()


@login_required
@require_POST
def publish(request: HttpRequest, no: str) -> HttpResponse:
    return _publish(request, _allowed(request, no, "publish"))


def _publish(request: HttpRequest, demand: Demand) -> HttpResponse:
    if demand.organization.is_verified:
        done = _("Published. Matches appear below within seconds.")
    else:
        done = _("Handed in. It appears once your organization is verified or a reviewer has approved it.")
    return move(request, actions.publish, demand, done)


@login_required
@require_POST
def pause(request: HttpRequest, no: str) -> HttpResponse:
    return _close(request, no, "pause", actions.pause, _("Paused. Publish it again whenever you like."))


@login_required
@require_POST
def solve(request: HttpRequest, no: str) -> HttpResponse:
    return _close(request, no, "solve", actions.solve, _("Marked as solved."))


@login_required
@require_POST
def withdraw(request: HttpRequest, no: str) -> HttpResponse:
    return _close(request, no, "withdraw", actions.withdraw, _("Withdrawn. You can publish it again."))


def _close(request: HttpRequest, no: str, verb: str, action: Any, done: str) -> HttpResponse:
    demand = _allowed(request, no, verb)
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return move(request, action, demand, done, note=note)


def _visible(request: HttpRequest, no: str) -> Demand:
    return get_object_or_404(Demand.objects.visible_to(request.user).for_detail(), no=no)


def _allowed(request: HttpRequest, no: str, verb: str) -> Demand:
    demand = _visible(request, no)
    require(request, f"demands.{verb}_demand", demand)
    return demand
