"""Addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path
from oauth2_provider.views import RevokeTokenView, TokenView

from matchplatform import health

# Only the machine endpoints of OAuth2: no page for registering applications or granting them a person's rights.
oauth = [
    path("token/", TokenView.as_view(), name="token"),
    path("revoke_token/", RevokeTokenView.as_view(), name="revoke-token"),
]

# Each room brings its pages with their full addresses.
_ROOMS = [
    "portal",
    "dashboards",
    "events",
    "deals",
    "matching",
    "achievements",
    "demands",
    "resources",
    "integration",
    "accounts",
]

urlpatterns = [
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path("api/v1/", include(("matchplatform.api_urls", "api"))),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("o/", include((oauth, "oauth2_provider"))),
    *(path("", include(f"{room}.urls")) for room in _ROOMS),
]

handler400 = "matchplatform.views.handler400"
handler403 = "matchplatform.views.handler403"
handler404 = "matchplatform.views.handler404"
handler500 = "matchplatform.views.handler500"
