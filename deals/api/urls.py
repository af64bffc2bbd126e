"""Addresses of the room's REST face; each noun registers its view set in one line."""

from rest_framework.routers import SimpleRouter

from deals.api.assignments import AssignmentViewSet
from deals.api.auctions import AuctionViewSet
from deals.api.challenges import ChallengeViewSet, ProposalViewSet
from deals.api.licences import LicenceViewSet
from deals.api.views import CaseViewSet, DealViewSet, InterestViewSet

router = SimpleRouter()
router.register("interests", InterestViewSet, basename="interest")
router.register("deals", DealViewSet, basename="deal")
router.register("cases", CaseViewSet, basename="case")
router.register("licences", LicenceViewSet, basename="licence")
router.register("challenges", ChallengeViewSet, basename="challenge")
router.register("proposals", ProposalViewSet, basename="proposal")
router.register("auctions", AuctionViewSet, basename="auction")
router.register("assignments", AssignmentViewSet, basename="assignment")
urlpatterns = router.urls
