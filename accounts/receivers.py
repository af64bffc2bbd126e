"""When this fact, schedule that task."""

from typing import Any

from django.dispatch import receiver

from accounts import tasks
from accounts.signals import invitation_sent, organization_registered
from common.tasks import hint


@receiver(invitation_sent)
def mail_invitation(invitation_id: int, **_: Any) -> None:
    hint(tasks.send_invitation, invitation_id)


@receiver(organization_registered)
def announce(organization_id: int, **_: Any) -> None:
    hint(tasks.announce_registration, organization_id)
