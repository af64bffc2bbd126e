"""What every page knows about the person who looks at it."""

from typing import Any

from django.http import HttpRequest


def workspace(request: HttpRequest) -> dict[str, Any]:
    """``acting_for``: the organization he acts for; ``unread``: lazily counted messages in his inbox."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"acting_for": None, "unread": 0}
    membership = user.membership
    return {
        "acting_for": membership.organization if membership else None,
        "unread": lambda: user.notifications.filter(read_at=None).count(),
    }
