"""Addresses of the statistics."""

from django.urls import path

from dashboards.api.views import StatsView

urlpatterns = [path("stats/", StatsView.as_view(), name="stats")]
