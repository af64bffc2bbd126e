"""Organizations over REST: they need a token but no scope."""

from accounts.api.serializers import OrganizationSerializer
from accounts.filters import OrganizationFilter
from accounts.models import Organization
from common.api.views import ReadOnlyViewSet


class OrganizationViewSet(ReadOnlyViewSet):
    queryset = Organization.objects.all()
    serializer_class = OrganizationSerializer
    filterset_class = OrganizationFilter
    lookup_field = "no"
