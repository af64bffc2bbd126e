"""Read-only code lists; they need a token but no scope."""

from common.api.pagination import Cursor
from common.api.views import ReadOnlyViewSet
from taxonomy import filters
from taxonomy.api import serializers
from taxonomy.models import Industry, MaturityLevel, Region, TechnologyField


class CodeCursor(Cursor):
    ordering = ("code",)


class MaturityCursor(Cursor):
    ordering = ("scale", "level")


class RegionViewSet(ReadOnlyViewSet):
    queryset = Region.objects.all()
    serializer_class = serializers.RegionSerializer
    filterset_class = filters.RegionFilter
    pagination_class = CodeCursor


class IndustryViewSet(ReadOnlyViewSet):
    queryset = Industry.objects.all()
    serializer_class = serializers.IndustrySerializer
    filterset_class = filters.IndustryFilter
    pagination_class = CodeCursor


class TechnologyFieldViewSet(ReadOnlyViewSet):
    queryset = TechnologyField.objects.all()
    serializer_class = serializers.TechnologyFieldSerializer
    filterset_class = filters.TechnologyFieldFilter
    pagination_class = CodeCursor


class MaturityLevelViewSet(ReadOnlyViewSet):
    queryset = MaturityLevel.objects.all()
    serializer_class = serializers.MaturityLevelSerializer
    filterset_class = filters.MaturityLevelFilter
    pagination_class = MaturityCursor
