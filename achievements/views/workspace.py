"""An institution's own achievements: list, editor, moves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from achievements import actions
from achievements.enums import Status
from achievements.filters import ORDERINGS, AchievementFilter, with_sort_keys
from achievements.forms import PARTS, AchievementForm
from achievements.models import Achievement
from integration.views.library import Editor, enter, list_context, move, require, status_tabs


class AchievementEditor(Editor):
    template = "achievements/form.html"
    form_class = AchievementForm
    parts = PARTS


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Every achievement of one's organization, drafts included."""
    if request.user.membership is None and (elsewhere := enter(request, "achievements.add_achievement")):
        return elsewhere
    rows = Achievement.objects.filter(organization_id=request.user.organization_id)
    rows = rows.select_related("organization", "region", "industry", "field").prefetch_related(
        "indicators", "ip_rights"
    )
    found = AchievementFilter(request.GET, with_sort_keys(rows), request=request)
    context = list_context(request, found, ORDERINGS, default="-updated_at", size=25, offered=("q", "ordering"))
    context["tabs"] = status_tabs(request, Status)
    template = "achievements/mine.html#results" if request.htmx else "achievements/mine.html"
    return render(request, template, context)


def create(request: HttpRequest) -> HttpResponse:
    if elsewhere := enter(request, "achievements.add_achievement"):
        return elsewhere
    editor = AchievementEditor(request)
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
    achievement = _visible(request, no)
    require(request, "achievements.change_achievement", achievement)
    editor = AchievementEditor(request, achievement)
    if request.method == "POST" and editor.is_valid():
        saved = editor.save(
            actions.edit, achievement, changes=editor.form.values, expected_version=editor.expected_version
        )
        if saved:
            messages.success(request, _("Saved."))
            return redirect(saved)
    return editor.render()


@login_required
@require_POST
def submit(request: HttpRequest, no: str) -> HttpResponse:
    achievement = _allowed(request, no, "submit")
    return move(request, actions.submit, achievement, _("Submitted. A reviewer reads it and answers with a note."))


@login_required
@require_POST
def withdraw(request: HttpRequest, no: str) -> HttpResponse:
    return move(request, actions.withdraw, _allowed(request, no, "withdraw"), _("Withdrawn. You can submit it again."))


@login_required
@require_POST
def archive(request: HttpRequest, no: str) -> HttpResponse:
    return move(request, actions.archive, _allowed(request, no, "archive"), _("Archived."))


@login_required
@require_POST
def confirm(request: HttpRequest, no: str) -> HttpResponse:
    return move(request, actions.confirm_fresh, _allowed(request, no, "confirm"), _("Confirmed as current."))


def _visible(request: HttpRequest, no: str) -> Achievement:
    return get_object_or_404(Achievement.objects.visible_to(request.user).for_detail(), no=no)


def _allowed(request: HttpRequest, no: str, verb: str) -> Achievement:
    achievement = _visible(request, no)
    require(request, f"achievements.{verb}_achievement", achievement)
    return achievement
