from rest_framework.routers import SimpleRouter

from accounts.api import views

router = SimpleRouter()
router.register("organizations", views.OrganizationViewSet, "organization")
router.register("managers", views.ManagerViewSet, "manager")
urlpatterns = router.urls
