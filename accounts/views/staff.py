"""Verification of organizations by the competent official."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import actions
from accounts.forms import VerificationForm
from accounts.models import Organization
from accounts.rules import runs_the_platform
from common.exceptions import Refusal
from common.pages import keyset_page


@login_required
def verification(request: HttpRequest) -> HttpResponse:
    """The queue of organizations that wait, oldest first; one decision a POST."""
    user = request.user
    if not (user.is_official or runs_the_platform(user)):
        raise PermissionDenied
    rows = Organization.objects.visible_to(user).exclude(kind__in=["government", "platform"])
    if request.method == "POST":
        organization = get_object_or_404(rows, no=request.POST.get("no", ""))
        if not user.has_perm("accounts.verify_organization", organization):
            raise PermissionDenied
        _decide(request, organization)
        return redirect("accounts:verification")
    page = keyset_page(rows.filter(verification="pending").for_list(), request, ("created_at", "id"))
    return render(request, "accounts/verification.html", {"page": page})


def _decide(request: HttpRequest, organization: Organization) -> None:
    form = VerificationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose verify or reject."))
        return
    try:
        actions.decide_verification(organization, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    else:
        messages.success(request, _("Decided: %(name)s.") % {"name": organization})
