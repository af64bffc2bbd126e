"""Addresses of the matches' pages."""

from django.urls import path

from matching.views import alike, answers, bridge, engine, lists

app_name = "matching"
urlpatterns = [
    path("demands/<str:no>/matches/", lists.for_demand, name="for-demand"),
    path("demands/<str:no>/matches/compare/", lists.compare, name="compare"),
    path("achievements/<str:no>/demands/", lists.for_achievement, name="for-achievement"),
    path("demands/<str:no>/similar/", alike.demands, name="similar-demands"),
    path("achievements/<str:no>/duplicates/", alike.achievements, name="near-duplicates"),
    path("matching/engine/", engine.versions, name="engine"),
    path("matches/<int:pk>/", lists.detail, name="detail"),
    path("matches/<int:pk>/bridge/", bridge.bridge, name="bridge"),
    path("matches/<int:pk>/bridge/ask/", bridge.ask_all, name="bridge-ask"),
    path("matches/<int:pk>/answer/", answers.answer, name="answer"),
    path("matches/<int:pk>/decline/", answers.decline, name="decline"),
]
