"""Addresses of the achievements' REST face."""

from rest_framework.routers import SimpleRouter

from achievements.api.licences import OpenLicenceViewSet
from achievements.api.views import AchievementViewSet

router = SimpleRouter()
router.register("achievements", AchievementViewSet, basename="achievement")
router.register("open-licences", OpenLicenceViewSet, basename="open-licence")
urlpatterns = router.urls
