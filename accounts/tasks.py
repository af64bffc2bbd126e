"""Background work on people and organizations."""

import datetime

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.inbox import notify, reviewers
from accounts.models import ApiClient, ClientUsage, Invitation, Organization, User


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


@shared_task
def note_usage() -> None:
    """Take over today's and yesterday's counters of every client; a second run changes nothing."""
    for days in (0, 1):
        day = timezone.localdate() - datetime.timedelta(days=days)
        keys = {pk: f"usage:{pk}:{day:%Y%m%d}" for pk in ApiClient.objects.values_list("pk", flat=True)}
        found = cache.get_many([name for key in keys.values() for name in (key, f"{key}:throttled")])
        rows = [
            ClientUsage(client_id=pk, day=day, requests=found[key], throttled=found.get(f"{key}:throttled", 0))
            for pk, key in keys.items()
            if key in found
        ]
        ClientUsage.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["client", "day"], update_fields=["requests", "throttled"]
        )
