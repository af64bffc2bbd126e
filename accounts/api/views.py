"""Organizations over REST: they need a token but no scope."""

from accounts.api.serializers import ManagerSerializer, OrganizationSerializer
from accounts.filters import ManagerFilter, OrganizationFilter
from accounts.models import ManagerProfile, Organization
from common.api.views import ReadOnlyViewSet


class OrganizationViewSet(ReadOnlyViewSet):
    queryset = Organization.objects.all()
    serializer_class = OrganizationSerializer
    filterset_class = OrganizationFilter
    lookup_field = "no"


class ManagerViewSet(ReadOnlyViewSet):
    """The public directory of technology managers."""

    queryset = ManagerProfile.objects.registered().for_list()
    serializer_class = ManagerSerializer
    filterset_class = ManagerFilter
    lookup_field = "no"
