"""Facts that this room publishes, after commit; ids only."""

from django.dispatch import Signal

organization_registered = Signal()  # organization_id
organization_verified = Signal()  # organization_id
organization_rejected = Signal()  # organization_id
invitation_sent = Signal()  # invitation_id
manager_registered = Signal()  # profile_id
manager_suspended = Signal()  # profile_id
