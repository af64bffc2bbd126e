"""Writes with consequences on organizations, memberships and API clients."""

import datetime
import secrets
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.enums import MANAGER_MOVES, VERIFICATION_MOVES, Channel, OrganizationKind, Role, Verification
from accounts.inbox import members_of, notify, reviewers
from accounts.models import ApiClient, Invitation, ManagerProfile, Membership, Organization, User
from accounts.scopes import SCOPES
from accounts.signals import (
    invitation_sent,
    manager_registered,
    manager_suspended,
    organization_registered,
    organization_rejected,
    organization_verified,
)
from common.events import publish
from common.exceptions import Refusal
from taxonomy.codes import pinyin

INVITATION_DAYS = 14
#: How long a rotated secret goes on opening, so that a partner can change over without a gap.
SECRET_OVERLAP = datetime.timedelta(hours=24)
#: Kinds an organization may give itself; authorities and the operator are made by administrators.
SELF_SERVICE_KINDS = tuple(
    kind for kind in OrganizationKind if kind not in {OrganizationKind.GOVERNMENT, OrganizationKind.PLATFORM}
)


class NotPossible(Refusal):
    code = "not_possible"


@transaction.atomic
def register_organization(organization: Organization, *, by: User, channel: str = Channel.PORTAL) -> Organization:
    """Save a new organization, waiting for verification, with ``by`` as its administrator who now acts for it."""
    organization.verification = Verification.PENDING
    organization.code = organization.code or None
    organization.sort_key = pinyin(organization.name)
    organization.full_clean()
    organization.save()
    Membership.objects.create(user=by, organization=organization, role=Role.ADMIN)
    _act_for(by, organization)
    record("register", organization, by=by, channel=channel, after={"name": organization.name})
    publish(organization_registered, organization_id=organization.pk)
    return organization


@transaction.atomic
def change_organization(organization: Organization, *, by: User, changes: dict[str, Any], channel: str) -> Organization:
    """Apply ``changes``; a new name or code of a verified organization asks for verification again."""
    current = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    before = {name: getattr(current, name) for name, value in changes.items() if getattr(current, name) != value}
    if not before:
        return current
    for name in before:
        setattr(current, name, changes[name])
    current.code = current.code or None
    current.sort_key = pinyin(current.name)
    if current.verification == Verification.VERIFIED and {"name", "code", "kind"} & before.keys():
        current.verification = Verification.PENDING
    current.full_clean()
    current.save()
    record("edit", current, by=by, channel=channel, before=before, after={n: getattr(current, n) for n in before})
    return current


@transaction.atomic
def decide_verification(
    organization: Organization, *, by: User, decision: str, note: str = "", channel: str = Channel.PORTAL
) -> Organization:
    """Verify or reject; a rejection needs a note. Raises ``NotPossible`` and ``ValidationError``."""
    current = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    if decision not in VERIFICATION_MOVES[Verification(current.verification)]:
        raise NotPossible(_("The organization is already “%(state)s”.") % {"state": current.get_verification_display()})
    if decision == Verification.REJECTED and not note.strip():
        raise ValidationError({"note": _("Say what is missing, so that the organization can mend it.")})
    before = {"verification": current.verification}
    current.verification, current.verification_note = decision, note
    current.verified_by, current.verified_at = by, timezone.now()
    current.save(update_fields=["verification", "verification_note", "verified_by", "verified_at", "updated_at"])
    record(decision, current, by=by, channel=channel, before=before, after={"verification": decision}, reason=note)
    fact = organization_verified if decision == Verification.VERIFIED else organization_rejected
    kind = "organization_verified" if decision == Verification.VERIFIED else "organization_rejected"
    key = f"{current.pk}:{current.verified_at:%Y%m%d%H%M%S}"
    notify(members_of(current.pk), kind, key=key, name=current.name, note=note, url=reverse("portal:workspace"))
    publish(fact, organization_id=current.pk)
    return current


@transaction.atomic
def invite(organization: Organization, *, email: str, role: str, by: User) -> Invitation:
    """Open an invitation, or renew the open one for the same address. The mail leaves after commit."""
    if Membership.objects.filter(organization=organization, user__email__iexact=email, active=True).exists():
        raise ValidationError({"email": _("This person already belongs to the organization.")})
    expires = timezone.now() + datetime.timedelta(days=INVITATION_DAYS)
    invitation, created = Invitation.objects.update_or_create(
        organization=organization,
        email=email.lower(),
        accepted_at=None,
        defaults={"role": role, "invited_by": by, "expires_at": expires},
    )
    record("invite", organization, by=by, channel=Channel.PORTAL, after={"role": role, "renewed": not created})
    publish(invitation_sent, invitation_id=invitation.pk)
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, by: User) -> Organization:
    """Join the organization; an invitation works once and only for the address it was sent to."""
    invitation = Invitation.objects.select_for_update().filter(token=token).first()
    if invitation is None or not invitation.is_open:
        raise NotPossible(_("This invitation is no longer open. Ask for a new one."))
    if invitation.email.lower() != by.email.lower():
        raise NotPossible(_("This invitation was sent to another address. Sign in with that one."))
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at", "updated_at"])
    Membership.objects.update_or_create(
        user=by, organization=invitation.organization, defaults={"role": invitation.role, "active": True}
    )
    _act_for(by, invitation.organization)
    record("join", invitation.organization, by=by, channel=Channel.PORTAL, after={"role": invitation.role})
    return invitation.organization


@transaction.atomic
def change_membership(membership: Membership, *, by: User, role: str | None = None, active: bool | None = None) -> None:
    """Change role or activity; the last active administrator cannot leave."""
    organization = membership.organization
    rows = list(Membership.objects.select_for_update().filter(organization=organization).order_by("pk"))
    current = next(row for row in rows if row.pk == membership.pk)
    before = {"role": current.role, "active": current.active}
    current.role = role or current.role
    current.active = current.active if active is None else active
    if not any(row.role == Role.ADMIN and row.active for row in rows):
        raise NotPossible(_("An organization needs at least one active administrator."))
    current.save(update_fields=["role", "active", "updated_at"])
    after = {"user": current.user_id, "role": current.role, "active": current.active}
    record("change_membership", organization, by=by, channel=Channel.PORTAL, before=before, after=after)


@transaction.atomic
def switch_organization(user: User, organization: Organization) -> None:
    """Act for another organization one belongs to."""
    if not user.memberships.filter(organization=organization, active=True).exists():
        raise NotPossible(_("You do not belong to this organization."))
    _act_for(user, organization)


def _act_for(user: User, organization: Organization) -> None:
    user.organization = organization
    user.save(update_fields=["organization"])
    user.__dict__.pop("membership", None)


@transaction.atomic
def create_api_client(
    organization: Organization, *, name: str, scopes: Iterable[str], by: User | None, channel: str = Channel.PORTAL
) -> tuple[ApiClient, str]:
    """A client with a fresh secret, which is returned once and stored hashed. Raises ``ValidationError`` for scopes."""
    wanted = sorted(set(scopes))
    if unknown := [scope for scope in wanted if scope not in SCOPES]:
        raise ValidationError({"scopes": _("Unknown scope: %(scope)s.") % {"scope": unknown[0]}})
    secret = secrets.token_urlsafe(32)
    client = ApiClient(
        name=name,
        organization=organization,
        service_user=service_account(organization),
        scopes=wanted,
        client_secret=secret,
        client_type=ApiClient.CLIENT_CONFIDENTIAL,
        authorization_grant_type=ApiClient.GRANT_CLIENT_CREDENTIALS,
    )
    client.save()
    record(
        "create_api_client", organization, by=by, channel=channel, after={"client": client.client_id, "scopes": wanted}
    )
    return client, secret


@transaction.atomic
def rotate_api_secret(client: ApiClient, *, by: User | None, channel: str = Channel.PORTAL) -> tuple[ApiClient, str]:
    """A new secret, returned once; the present one opens for another ``SECRET_OVERLAP``. Tokens stay valid."""
    current = ApiClient.objects.select_for_update(of=("self",)).get(pk=client.pk)
    secret = secrets.token_urlsafe(32)
    current.previous_secret, current.previous_secret_until = current.client_secret, timezone.now() + SECRET_OVERLAP
    current.client_secret = secret
    current.save()
    after = {"client": current.client_id, "previous_secret_until": current.previous_secret_until}
    record("rotate_api_secret", current.organization, by=by, channel=channel, after=after)
    return current, secret


@transaction.atomic
def limit_api_client(client: ApiClient, *, networks: list[str], by: User) -> ApiClient:
    """Only requests from these networks may use the client's tokens; an empty list lifts the limit."""
    current = ApiClient.objects.select_for_update(of=("self",)).get(pk=client.pk)
    before = {"client": current.client_id, "allowed_networks": current.allowed_networks}
    current.allowed_networks = networks
    current.save(update_fields=["allowed_networks"])
    after = {"allowed_networks": networks}
    record("limit_api_client", current.organization, by=by, channel=Channel.PORTAL, before=before, after=after)
    return current


@transaction.atomic
def revoke_api_client(client: ApiClient, *, by: User) -> None:
    """Delete the client and with it every token; its deeds stay in the audit trail under the service account."""
    record("revoke_api_client", client.organization, by=by, channel=Channel.PORTAL, before={"client": client.client_id})
    client.delete()


def service_account(organization: Organization) -> User:
    """The account under which all API clients of an organization act; made on first use."""
    email = f"service-{organization.no.lower()}@service.invalid"
    try:
        with transaction.atomic():
            user, _created = User.objects.get_or_create(
                email=email,
                defaults={
                    "password": make_password(None),
                    "name": f"{organization.name} API",
                    "is_service": True,
                    "organization": organization,
                },
            )
    except IntegrityError:
        user = User.objects.get(email=email)
    Membership.objects.get_or_create(user=user, organization=organization, defaults={"role": Role.EDITOR})
    return user


@transaction.atomic
def save_profile(
    *, by: User, values: dict[str, Any], fields: Iterable[Any] = (), channel: str = Channel.PORTAL
) -> ManagerProfile:
    """Write one's own profile as technology manager; a new level or certificate of a registered one is verified again."""
    row = ManagerProfile.objects.select_for_update(of=("self",)).filter(user=by).first() or ManagerProfile(user=by)
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, values[name])
    row.organization_id = by.organization_id
    status = row.status
    if status == "registered" and {"level", "certificate_no", "certificate_issuer", "certificate_on"} & before.keys():
        row.status = "applied"
    row.full_clean()
    row.save()
    row.fields.set(fields)
    after = {name: getattr(row, name) for name in before} | {"status": row.status}
    record("edit", row, by=by, channel=channel, before=before | {"status": status}, after=after)
    if row.status != status:
        _tell_the_desk(row)
    return row


@transaction.atomic
def apply_as_manager(profile: ManagerProfile, *, by: User, channel: str = Channel.PORTAL) -> ManagerProfile:
    """Hand the profile in; the review desk compares it with the certificate."""
    current = ManagerProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if not current.bio.strip() and not current.certificate_no.strip():
        raise ValidationError({"bio": _("Say in a few sentences what you have done, or give your certificate.")})
    _move_profile(current, "apply", by=by, channel=channel)
    _tell_the_desk(current)
    return current


@transaction.atomic
def decide_manager(
    profile: ManagerProfile, *, verb: str, by: User, note: str = "", channel: str = Channel.PORTAL
) -> ManagerProfile:
    """``register``, ``return`` or ``suspend``; the latter two need a note. Raises ``NotPossible`` for other states."""
    current = ManagerProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    if verb != "register" and not note.strip():
        raise ValidationError({"note": _("Say what is missing, so that it can be mended.")})
    _move_profile(current, verb, by=by, channel=channel, note=note)
    kind = {"register": "manager_registered", "return": "manager_returned", "suspend": "manager_suspended"}[verb]
    key = f"{current.no}:{current.decided_at:%Y%m%d%H%M%S%f}"
    notify([current.user], kind, key=key, note=note, url=reverse("accounts:manager-edit"))
    if verb == "register":
        publish(manager_registered, profile_id=current.pk)
    elif verb == "suspend":
        publish(manager_suspended, profile_id=current.pk)
    return current


def _move_profile(row: ManagerProfile, verb: str, *, by: User, channel: str, note: str = "") -> None:
    allowed, target = MANAGER_MOVES[verb]
    if row.status not in allowed:
        raise NotPossible(
            _("This is not possible while the profile is “%(state)s”.") % {"state": row.get_status_display()}
        )
    before = {"status": row.status}
    row.status = target
    if verb != "apply":
        row.review_note, row.decided_by, row.decided_at = note, by, timezone.now()
    row.save(update_fields=["status", "review_note", "decided_by", "decided_at", "updated_at"])
    record(verb, row, by=by, channel=channel, before=before, after={"status": target}, reason=note)


def _tell_the_desk(row: ManagerProfile) -> None:
    key = f"{row.no}:{row.updated_at:%Y%m%d%H%M%S%f}"
    notify(reviewers(), "manager_applied", key=key, name=row.user.display_name, url=reverse("accounts:manager-desk"))
