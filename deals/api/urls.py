"""Addresses of the room's REST face; each noun registers its view set in one line."""

from rest_framework.routers import SimpleRouter

from deals.api.views import CaseViewSet, DealViewSet, InterestViewSet

router = SimpleRouter()
router.register("interests", InterestViewSet, basename="interest")
router.register("deals", DealViewSet, basename="deal")
router.register("cases", CaseViewSet, basename="case")
urlpatterns = router.urls
