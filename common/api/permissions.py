"""One permission class for the whole API: scope of the client first, then the rule of the object."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission


class ScopedRulesPermission(BasePermission):
    """Closed unless signed in.

    A view says what it needs by two attributes:

    - ``scope``: ``"achievements"`` asks a client for ``achievements:read`` or, for writing methods,
      ``achievements:write``; ``scopes = {"action": "scope:verb"}`` overrides single actions; empty needs a token only.
    - ``rules``: action → permission such as ``"achievements.change_achievement"``. It is checked against the object,
      or for actions without one (``create``) against nothing. Writing actions without a rule are refused.
    """

    def has_permission(self, request: Any, view: Any) -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        needed = self.required_scope(request, view)
        if request.auth is not None and needed and not request.auth.allow_scopes([needed]):
            detail = _("The client needs the scope %(scope)s.") % {"scope": needed}
            raise PermissionDenied(detail, code="missing_scope")
        if getattr(view, "detail", False) or request.method in SAFE_METHODS:
            return True
        return self._allowed(request, view, None)

    def has_object_permission(self, request: Any, view: Any, obj: Any) -> bool:
        return request.method in SAFE_METHODS or self._allowed(request, view, obj)

    def required_scope(self, request: Any, view: Any) -> str:
        """The scope a client needs for this action; empty where a token alone is enough."""
        action = getattr(view, "action", None) or request.method.lower()
        if (named := getattr(view, "scopes", {}).get(action)) is not None:
            return named
        kind = "read" if request.method in SAFE_METHODS else "write"
        scope = getattr(view, "scope", "")
        return f"{scope}:{kind}" if scope else ""

    def _allowed(self, request: Any, view: Any, obj: Any) -> bool:
        action = getattr(view, "action", None) or request.method.lower()
        rule = getattr(view, "rules", {}).get(action)
        return rule is not None and request.user.has_perm(rule, obj)
