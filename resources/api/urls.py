"""Addresses of the resources' REST face."""

from rest_framework.routers import SimpleRouter

from resources.api.views import BookingViewSet, ResourceViewSet, RuleViewSet

router = SimpleRouter()
router.register("resources", ResourceViewSet, basename="resource")
router.register("bookings", BookingViewSet, basename="booking")
router.register("eligibility-rules", RuleViewSet, basename="eligibility-rule")
urlpatterns = router.urls
