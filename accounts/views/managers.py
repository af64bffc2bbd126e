"""Technology managers: the public directory, one's own profile, the desk that verifies."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.filters import ManagerFilter
from accounts.forms import ManagerDecisionForm, ManagerProfileForm
from accounts.models import ManagerProfile
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page


def directory(request: HttpRequest) -> HttpResponse:
    """Registered managers, the experienced first."""
    found = ManagerFilter(request.GET, ManagerProfile.objects.registered().for_list())
    page = keyset_page(found.qs, request, ("id",), size=24)
    template = "accounts/managers.html#results" if request.htmx else "accounts/managers.html"
    return render(request, template, {"filter": found, "page": page})


def detail(request: HttpRequest, no: str) -> HttpResponse:
    profile: Any = get_object_or_404(ManagerProfile.objects.visible_to(request.user).for_list(), no=no)
    return render(request, "accounts/manager.html", {"profile": profile})


@login_required
def edit(request: HttpRequest) -> HttpResponse:
    """One's own profile; it is written once and applied with afterwards."""
    if not request.user.has_perm("accounts.add_managerprofile"):
        raise PermissionDenied(_("Your organization has not given you the role of technology manager."))
    profile = ManagerProfile.objects.filter(user=request.user).first()
    form = ManagerProfileForm(request.POST or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_profile(by=request.user, values=form.values, fields=form.cleaned_data["fields_"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:manager-edit")
    # The form has written into its instance; what the page says of the profile is what is stored.
    context = {"form": form, "profile": ManagerProfile.objects.filter(user=request.user).first()}
    return render(request, "accounts/manager_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    profile = get_object_or_404(ManagerProfile, user=request.user)
    if not request.user.has_perm("accounts.apply_managerprofile", profile):
        raise PermissionDenied
    _run(request, lambda: actions.apply_as_manager(profile, by=request.user), _("Handed in. The review desk answers."))
    return redirect("accounts:manager-edit")


@login_required
@permission_required("accounts.verify_managers", raise_exception=True)
def desk(request: HttpRequest) -> HttpResponse:
    """Who waits for verification, oldest first, and whoever is registered; one decision a POST."""
    rows = ManagerProfile.objects.visible_to(request.user)
    if request.method == "POST":
        profile = get_object_or_404(rows, no=request.POST.get("no", ""))
        form = ManagerDecisionForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose what to decide."))
            return redirect("accounts:manager-desk")
        if not request.user.has_perm(f"accounts.{form.cleaned_data['verb']}_managerprofile", profile):
            raise PermissionDenied(_("Nobody decides about himself. A colleague does it."))
        _run(
            request,
            lambda: actions.decide_manager(profile, by=request.user, **form.cleaned_data),
            _("Decided: %(name)s.") % {"name": profile},
        )
        return redirect("accounts:manager-desk")
    shown = request.GET.get("status", "applied")
    shown = shown if shown in {"applied", "registered", "suspended"} else "applied"
    page = keyset_page(rows.filter(status=shown).for_list(), request, ("updated_at", "id"))
    return render(request, "accounts/manager_desk.html", {"page": page, "shown": shown})


def _run(request: HttpRequest, action: Any, done: str) -> None:
    try:
        action()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    else:
        messages.success(request, done)
