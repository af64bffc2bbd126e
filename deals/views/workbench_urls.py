"""Addresses of the workbench, of assignments and of managers' records."""

from django.urls import path

from deals.views import workbench as views
from deals.views.beside import beside

urlpatterns = [
    path("demands/<str:no>/beside/", beside, {"kind": "demand"}, name="beside-demand"),
    path("achievements/<str:no>/beside/", beside, {"kind": "achievement"}, name="beside-achievement"),
    path("workbench/", views.workbench, name="workbench"),
    path("workspace/assignments/", views.assignments, name="assignments"),
    path("workspace/commissions/export/<str:format>/", views.export, name="commissions-export"),
    path("managers/<str:no>/assign/", views.assign, name="assign"),
    path("managers/<str:no>/record/", views.record, name="manager-record"),
    path("assignments/<str:no>/", views.detail, name="assignment"),
    *(
        path(f"assignments/<str:no>/{verb}/", views.button, {"verb": verb}, name=f"assignment-{verb}")
        for verb in ("accept", "decline", "end")
    ),
    path("assignments/<str:no>/touch/", views.touch, name="assignment-touch"),
    path("assignments/<str:no>/commission/", views.book, name="assignment-commission"),
]
