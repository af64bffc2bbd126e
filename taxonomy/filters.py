"""Filters of the code lists."""

import django_filters as df

from taxonomy.models import Industry, MaturityLevel, Region, TechnologyField


class CodeFilter(df.FilterSet):
    search = df.CharFilter(field_name="name", lookup_expr="icontains")
    prefix = df.CharFilter(field_name="code", lookup_expr="startswith")


class RegionFilter(CodeFilter):
    class Meta:
        model = Region
        fields = ["level", "parent"]


class IndustryFilter(CodeFilter):
    class Meta:
        model = Industry
        fields = ["level", "parent"]


class TechnologyFieldFilter(CodeFilter):
    class Meta:
        model = TechnologyField
        fields = ["valid"]


class MaturityLevelFilter(df.FilterSet):
    class Meta:
        model = MaturityLevel
        fields = ["scale", "level"]
