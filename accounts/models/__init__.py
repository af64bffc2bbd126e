from accounts.models.api_client import ApiClient, ClientUsage
from accounts.models.audit import AuditEntry
from accounts.models.inbox import Notification
from accounts.models.manager import ManagerProfile
from accounts.models.organization import Invitation, Membership, Organization
from accounts.models.user import User

__all__ = [
    "ApiClient",
    "AuditEntry",
    "ClientUsage",
    "Invitation",
    "ManagerProfile",
    "Membership",
    "Notification",
    "Organization",
    "User",
]
