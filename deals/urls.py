"""Addresses of the room's pages; each noun keeps its own list."""

from django.urls import URLPattern

from deals.views import auction_urls, challenge_urls, licence_urls, workbench_urls

app_name = "deals"
urlpatterns: list[URLPattern] = [
    # One line per noun: *noun_urls.urlpatterns, imported from deals.views.<noun>_urls.
    *licence_urls.urlpatterns,
    *challenge_urls.urlpatterns,
    *auction_urls.urlpatterns,
    *workbench_urls.urlpatterns,
]
