"""Pages of one's own organization: data, people, API clients, inbox."""

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.enums import Channel
from accounts.forms import ApiClientForm, InvitationForm, MembershipForm, NetworksForm, OrganizationForm
from accounts.inbox import text_of
from accounts.models import Organization
from common.api.throttling import usage_key
from common.exceptions import Refusal
from common.forms import add_errors
from common.pages import keyset_page


def _own(request: HttpRequest, permission: str) -> Organization:
    """The organization he acts for; 403 where he may not do this to it."""
    membership = request.user.membership
    if membership is None or not request.user.has_perm(permission, membership.organization):
        raise PermissionDenied(_("Only an administrator of the organization may do this."))
    return membership.organization


@login_required
def create(request: HttpRequest) -> HttpResponse:
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.register_organization(form.save(commit=False), by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The organization is registered and waits for verification."))
            target = request.GET.get("next", "")
            safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
            return redirect(target if safe else "portal:workspace")
    return render(request, "accounts/organization_form.html", {"form": form, "new": True})


@login_required
def edit(request: HttpRequest) -> HttpResponse:
    organization = _own(request, "accounts.change_organization")
    form = OrganizationForm(request.POST or None, instance=organization)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_organization(
                organization, by=request.user, changes=dict(form.cleaned_data), channel=Channel.PORTAL
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:organization")
    return render(request, "accounts/organization_form.html", {"form": form, "organization": organization})


@login_required
def members(request: HttpRequest) -> HttpResponse:
    organization = _own(request, "accounts.invite_to_organization")
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(organization, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("accounts:members")
    rows = organization.memberships.filter(user__is_service=False).select_related("user").order_by("-active", "id")
    context = {
        "form": form,
        "rows": rows,
        "invitations": organization.invitations.filter(accepted_at=None, expires_at__gt=timezone.now()),
        "roles": MembershipForm.base_fields["role"].choices,
    }
    return render(request, "accounts/members.html", context)


@login_required
@require_POST
def change_member(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _own(request, "accounts.invite_to_organization")
    membership = get_object_or_404(organization.memberships, pk=pk)
    form = MembershipForm(request.POST)
    if form.is_valid():
        try:
            active = form.cleaned_data["active"] if "active" in request.POST or "role" not in request.POST else None
            actions.change_membership(membership, by=request.user, role=form.cleaned_data["role"], active=active)
            messages.success(request, _("Saved."))
        except Refusal as refusal:
            messages.error(request, refusal.detail)
    return redirect("accounts:members")


@login_required
@require_POST
def switch(request: HttpRequest, no: str) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.filter(memberships__user=request.user), no=no)
    try:
        actions.switch_organization(request.user, organization)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    return redirect("portal:workspace")


@login_required
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what one joins; joining is a POST, so that a mail scanner that follows links joins nothing."""
    if request.method != "POST":
        return render(request, "accounts/invitation.html", {"token": token})
    try:
        organization = actions.accept_invitation(token, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return redirect("portal:home")
    messages.success(request, _("You now act for %(name)s.") % {"name": organization})
    return redirect("portal:workspace")


@login_required
def api_clients(request: HttpRequest) -> HttpResponse:
    organization = _own(request, "accounts.manage_api_clients")
    form = ApiClientForm(request.POST or None)
    context = {"form": form}
    if request.method == "POST" and form.is_valid():
        client, secret = actions.create_api_client(organization, by=request.user, **form.cleaned_data)
        # Shown in this answer only: the stored form is a hash.
        context |= {"client": client, "secret": secret, "form": ApiClientForm()}
    return _clients_page(request, organization, context)


def _clients_page(request: HttpRequest, organization: Organization, context: dict[str, Any]) -> HttpResponse:
    since = timezone.localdate() - datetime.timedelta(days=29)
    recent = Coalesce(Sum("usage__requests", filter=Q(usage__day__gte=since)), 0)
    refused = Coalesce(Sum("usage__throttled", filter=Q(usage__day__gte=since)), 0)
    rows = list(organization.api_clients.annotate(recent=recent, refused=refused).order_by("id"))
    today = cache.get_many([usage_key(row.pk) for row in rows])
    for row in rows:
        row.today = today.get(usage_key(row.pk), 0)
        row.networks = NetworksForm(initial={"networks": "\n".join(row.allowed_networks)}, prefix=f"c{row.pk}")
    response = render(request, "accounts/api_clients.html", {"form": ApiClientForm(), **context, "rows": rows})
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def rotate_api_client(request: HttpRequest, pk: int) -> HttpResponse:
    """A new secret for a client; the page that answers shows it once."""
    organization = _own(request, "accounts.manage_api_clients")
    client = get_object_or_404(organization.api_clients, pk=pk)
    client, secret = actions.rotate_api_secret(client, by=request.user)
    return _clients_page(request, organization, {"client": client, "secret": secret, "rotated": True})


@login_required
@require_POST
def limit_api_client(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _own(request, "accounts.manage_api_clients")
    client = get_object_or_404(organization.api_clients, pk=pk)
    form = NetworksForm(request.POST, prefix=f"c{pk}")
    if form.is_valid():
        actions.limit_api_client(client, networks=form.cleaned_data["networks"], by=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(form.errors["networks"]))
    return redirect("accounts:api-clients")


@login_required
@require_POST
def revoke_api_client(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _own(request, "accounts.manage_api_clients")
    actions.revoke_api_client(get_object_or_404(organization.api_clients, pk=pk), by=request.user)
    messages.success(request, _("The client is revoked; its tokens work no longer."))
    return redirect("accounts:api-clients")


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        request.user.notifications.filter(read_at=None).update(read_at=timezone.now())
        return redirect("accounts:inbox")
    page = keyset_page(request.user.notifications.all(), request, ("-id",))
    for row in page:
        row.text = text_of(row)
    return render(request, "accounts/inbox.html", {"page": page})
