"""Addresses of the room's REST face; each noun registers its view set in one line."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()
urlpatterns = router.urls
