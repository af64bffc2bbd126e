"""Machine clients: a bearer token of the client-credentials grant stands for the organization's service account."""

import hashlib
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from oauth2_provider.models import get_access_token_model
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from accounts.enums import Channel
from common.api.throttling import address_of


class ClientAuthentication(BaseAuthentication):
    """``Authorization: Bearer …``; answers 401 with a code for unknown, expired and revoked tokens."""

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        if len(parts) != 2:
            raise AuthenticationFailed(_("Write the header as “Authorization: Bearer <token>”."), code="bad_header")
        token = self._find(parts[1].decode("ascii", "replace"))
        if token is None:
            raise AuthenticationFailed(_("This token is not known. Ask for a new one."), code="unknown_token")
        if token.is_expired():
            raise AuthenticationFailed(_("This token has expired. Ask for a new one."), code="expired_token")
        client = token.application
        if not client.service_user.is_active:
            raise AuthenticationFailed(_("This client is switched off."), code="inactive_client")
        if client.allowed_networks and not client.is_allowed_from(address_of(request)):
            raise AuthenticationFailed(_("This client may not be used from your address."), code="address_not_allowed")
        if client.last_used_at is None or (timezone.now() - client.last_used_at).total_seconds() > 60:
            type(client).objects.filter(pk=client.pk).update(last_used_at=timezone.now())
        client.service_user.channel = Channel.API
        return client.service_user, token

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="matchplatform"'

    def _find(self, value: str) -> Any:
        checksum = hashlib.sha256(value.encode()).hexdigest()
        rows = get_access_token_model().objects.select_related("application__service_user")
        return rows.filter(token_checksum=checksum).first()
