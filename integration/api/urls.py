"""Addresses of imports and jobs. They stand before the libraries' own, whose ``{no}`` would take ``bulk`` for a number."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from integration.api.jobs import BulkAchievements, BulkDemands, JobViewSet

router = SimpleRouter(use_regex_path=False)
router.register("jobs", JobViewSet, basename="job")
urlpatterns = [
    path("achievements/bulk/", BulkAchievements.as_view(), name="achievement-bulk"),
    path("demands/bulk/", BulkDemands.as_view(), name="demand-bulk"),
    *router.urls,
]
