"""Addresses of the REST API, version 1: each app brings its own."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

_ROOMS = [
    "taxonomy",
    "accounts",
    "integration",
    "achievements",
    "demands",
    "resources",
    "matching",
    "deals",
    "events",
    "dashboards",
]

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
    *(path("", include(f"{room}.api.urls")) for room in _ROOMS),
]
