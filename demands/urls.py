"""Addresses of the demands' pages."""

from django.urls import path

from demands.views import public, staff, workspace

app_name = "demands"
urlpatterns = [
    path("demands/", public.library, name="list"),
    path("demands/new/", workspace.create, name="create"),
    path("demands/export/<str:format>/", public.export, name="export"),
    path("demands/<str:no>/", public.detail, name="detail"),
    path("demands/<str:no>/edit/", workspace.edit, name="edit"),
    path("demands/<str:no>/publish/", workspace.publish, name="publish"),
    path("demands/<str:no>/pause/", workspace.pause, name="pause"),
    path("demands/<str:no>/solve/", workspace.solve, name="solve"),
    path("demands/<str:no>/withdraw/", workspace.withdraw, name="withdraw"),
    path("workspace/demands/", workspace.mine, name="mine"),
    path("curation/demands/", staff.curation, name="curation"),
    path("curation/demands/<str:no>/", staff.review, name="review"),
]
