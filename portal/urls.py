"""Pages of the portal that belong to no single room."""

from django.urls import path

from portal.views.crawlers import robots, sitemap, sitemap_section
from portal.views.gallery import gallery
from portal.views.home import home
from portal.views.search import search
from portal.views.workspace import workspace

app_name = "portal"

urlpatterns = [
    path("", home, name="home"),
    path("search/", search, name="search"),
    path("workspace/", workspace, name="workspace"),
    path("gallery/", gallery, name="gallery"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<str:section>.xml", sitemap_section, name="sitemap-section"),
]
