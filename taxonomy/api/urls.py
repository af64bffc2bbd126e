from rest_framework.routers import SimpleRouter

from taxonomy.api import views

router = SimpleRouter()
router.register("regions", views.RegionViewSet, "region")
router.register("industries", views.IndustryViewSet, "industry")
router.register("fields", views.TechnologyFieldViewSet, "field")
router.register("maturity-levels", views.MaturityLevelViewSet, "maturity-level")
urlpatterns = router.urls
