"""Background work on people and organizations."""

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.inbox import notify, reviewers
from accounts.models import Invitation, Organization, User


@shared_task
def send_invitation(invitation_id: int) -> None:
    """Mail the link of an open invitation."""
    invitation = Invitation.objects.select_related("organization", "invited_by").filter(pk=invitation_id).first()
    if invitation is None or not invitation.is_open:
        return
    inviter = invitation.invited_by
    with override((inviter.language if inviter else "") or settings.LANGUAGE_CODE):
        link = settings.SITE_URL + reverse("accounts:accept-invitation", args=[invitation.token])
        text = render_to_string("emails/invitation.txt", {"invitation": invitation, "link": link})
        subject = _("Invitation to %(name)s") % {"name": invitation.organization}
        send_mail(subject, text, None, [invitation.email])


@shared_task
def announce_registration(organization_id: int) -> None:
    """Tell the officials of the region, and the operator's reviewers, that somebody waits."""
    organization = Organization.objects.filter(pk=organization_id, verification="pending").first()
    if organization is None:
        return
    region = organization.region_id or ""
    officials = User.objects.filter(
        memberships__organization__kind="government", memberships__active=True, is_active=True
    ).select_related("organization__region")
    competent = [user for user in officials if region.startswith(user.region_prefix)]
    for group in (competent, reviewers()):
        notify(
            group,
            "organization_registered",
            key=str(organization.pk),
            name=organization.name,
            url=reverse("accounts:verification"),
        )
