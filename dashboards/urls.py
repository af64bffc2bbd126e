"""Addresses of the board."""

from django.urls import path

from dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/export/<str:format>/", views.export, name="export"),
    path("board/rows/<str:name>/", views.rows, name="rows"),
]
