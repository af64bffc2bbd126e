"""Pages of the portal that belong to no single room."""

from django.urls import path

from portal.views.gallery import gallery

app_name = "portal"

urlpatterns = [
    path("gallery/", gallery, name="gallery"),
]
