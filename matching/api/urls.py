"""Addresses of the matches' REST face."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from matching.api import views

router = SimpleRouter()
router.register("matches", views.MatchViewSet, basename="match")
urlpatterns = [
    path("demands/<str:no>/matches/", views.DemandMatchesView.as_view(), name="demand-matches"),
    path("achievements/<str:no>/matches/", views.AchievementMatchesView.as_view(), name="achievement-matches"),
    *router.urls,
]
