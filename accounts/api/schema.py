"""How the API's authentication is written down in OpenAPI; imported when the app is ready."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from accounts.scopes import SCOPES


class ClientAuthenticationScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.api.authentication.ClientAuthentication"
    name = "oauth2"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        scopes = {scope: str(label) for scope, label in SCOPES.items()}
        return {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/o/token/", "scopes": scopes}}}

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        view = auto_schema.view
        permission = next(iter(view.get_permissions()), None)
        scope = permission.required_scope(view.request, view) if hasattr(permission, "required_scope") else ""
        return {self.name: [scope] if scope else []}
