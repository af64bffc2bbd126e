"""Addresses of imports, jobs, the change feed and webhooks.

They stand before the libraries' own, whose ``{no}`` would take ``bulk`` for a number.
"""

from django.urls import path
from rest_framework.routers import SimpleRouter

from integration.api.changes import ChangesView, EventTypesView
from integration.api.jobs import BulkAchievements, BulkDemands, ExportAchievements, ExportDemands, JobViewSet
from integration.api.webhooks import DeliveryViewSet, WebhookViewSet

router = SimpleRouter(use_regex_path=False)
router.register("jobs", JobViewSet, basename="job")
router.register("webhooks", WebhookViewSet, basename="webhook")
router.register("webhooks/<uuid:webhook>/deliveries", DeliveryViewSet, basename="delivery")
urlpatterns = [
    path("achievements/bulk/", BulkAchievements.as_view(), name="achievement-bulk"),
    path("demands/bulk/", BulkDemands.as_view(), name="demand-bulk"),
    path("achievements/export/", ExportAchievements.as_view(), name="achievement-export"),
    path("demands/export/", ExportDemands.as_view(), name="demand-export"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("event-types/", EventTypesView.as_view(), name="event-types"),
    *router.urls,
]
