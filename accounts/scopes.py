"""OAuth2 scopes: stored per client, a token never carries more."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes

SCOPES: dict[str, Any] = {
    "achievements:read": _("read achievements"),
    "achievements:write": _("create and change achievements"),
    "demands:read": _("read demands"),
    "demands:write": _("create and change demands"),
    "matches:read": _("read matches"),
    "matches:feedback": _("answer matches"),
    "events:read": _("read events"),
    "events:write": _("create and change events"),
    "deals:read": _("read deals"),
    "deals:write": _("create and change deals"),
    "stats:read": _("read statistics"),
    "webhooks:manage": _("manage webhooks"),
}


class ClientScopes(BaseScopes):
    def get_all_scopes(self) -> dict[str, Any]:
        return SCOPES

    def get_available_scopes(
        self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        return list(application.scopes) if application is not None else list(SCOPES)

    def get_default_scopes(self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any) -> list[str]:
        return list(application.scopes) if application is not None else []


class ClientScopeValidator(OAuth2Validator):
    """Knows the client when scopes are asked for, so that a token without ``scope`` gets exactly the client's."""

    def _authenticate_basic_auth(self, request: Any) -> bool:
        return self._with_either_secret(super()._authenticate_basic_auth, request)

    def _authenticate_request_body(self, request: Any) -> bool:
        return self._with_either_secret(super()._authenticate_request_body, request)

    def _with_either_secret(self, check: Callable[[Any], bool], request: Any) -> bool:
        """The present secret, or for a while after a rotation the one before it."""
        if check(request):
            return True
        client = request.client
        if client is None or not client.has_previous_secret:
            return False
        present, client.client_secret = client.client_secret, client.previous_secret
        try:
            return check(request)
        finally:
            client.client_secret = present

    def get_default_scopes(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> list[str]:
        return list(request.client.scopes)
