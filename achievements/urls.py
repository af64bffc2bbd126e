"""Addresses of the achievements' pages."""

from django.urls import path

from achievements.views import public, staff, workspace

app_name = "achievements"
urlpatterns = [
    path("achievements/", public.library, name="list"),
    path("achievements/new/", workspace.create, name="create"),
    path("achievements/export/<str:format>/", public.export, name="export"),
    path("achievements/<str:no>/", public.detail, name="detail"),
    path("achievements/<str:no>/edit/", workspace.edit, name="edit"),
    path("achievements/<str:no>/submit/", workspace.submit, name="submit"),
    path("achievements/<str:no>/withdraw/", workspace.withdraw, name="withdraw"),
    path("achievements/<str:no>/archive/", workspace.archive, name="archive"),
    path("achievements/<str:no>/confirm/", workspace.confirm, name="confirm"),
    path("workspace/achievements/", workspace.mine, name="mine"),
    path("curation/", staff.curation, name="curation"),
    path("curation/achievements/<str:no>/", staff.review, name="review"),
]
