"""Addresses of the room's pages; each noun keeps its own list."""

from django.urls import URLPattern

app_name = "deals"
urlpatterns: list[URLPattern] = [
    # One line per noun: *noun_urls.urlpatterns, imported from deals.views.<noun>_urls.
]
