"""What the serializers of both libraries share."""

from typing import Any, ClassVar

from rest_framework import serializers

from accounts.models import Organization
from common.api.serializers import StrictModelSerializer, StrictSerializer
from common.api.sparse import SparseMixin
from taxonomy.api.serializers import IndustrySerializer, RegionSerializer, TechnologyFieldSerializer
from taxonomy.models import Industry, Region, TechnologyField


class OrganizationBrief(serializers.ModelSerializer):
    """Whose entry it is."""

    class Meta:
        model = Organization
        fields = ("no", "name", "name_en", "kind")
        read_only_fields = fields


class EntrySerializer(SparseMixin, StrictModelSerializer):
    """Codes are written and read as codes; status, number and dates are read only."""

    EXPANDABLE: ClassVar[dict[str, type[serializers.Serializer]]] = {
        "region": RegionSerializer,
        "industry": IndustrySerializer,
        "field": TechnologyFieldSerializer,
    }

    READ_ONLY: ClassVar[tuple[str, ...]] = (
        "no", "status", "version", "organization", "published_at", "created_at", "updated_at",
    )  # fmt: skip

    organization = OrganizationBrief(read_only=True)
    region = serializers.PrimaryKeyRelatedField(queryset=Region.objects.all(), allow_null=True, required=False)
    industry = serializers.PrimaryKeyRelatedField(queryset=Industry.objects.all(), allow_null=True, required=False)
    field = serializers.PrimaryKeyRelatedField(queryset=TechnologyField.objects.all(), allow_null=True, required=False)
    keywords = serializers.ListField(child=serializers.CharField(max_length=60), max_length=50, required=False)


def indicator_field(**kwargs: Any) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=18, decimal_places=6, normalize_output=True, allow_null=True, required=False, **kwargs
    )


class IndicatorSerializer(StrictModelSerializer):
    """``relation`` is ge, le, eq, range or text; numbers without their unit, the unit beside them."""

    FIELDS: ClassVar[tuple[str, ...]] = (
        "name", "name_en", "relation", "value_min", "value_max", "unit", "condition", "text",
    )  # fmt: skip

    value_min = indicator_field()
    value_max = indicator_field()


class NoteSerializer(StrictSerializer):
    """What a reviewer tells the author, where he wants to."""

    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class ReturnSerializer(StrictSerializer):
    """What the author has to mend."""

    note = serializers.CharField(max_length=2000)


class TombstoneSerializer(serializers.Serializer):
    """An entry that has left the library: delete your copy."""

    no = serializers.CharField()
    status = serializers.CharField()
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()
    deleted = serializers.BooleanField()
