"""Code lists as JSON."""

from rest_framework import serializers

from taxonomy.models import Industry, MaturityLevel, Region, TechnologyField


class RegionSerializer(serializers.ModelSerializer):
    parent = serializers.CharField(source="parent_id", allow_null=True, read_only=True)

    class Meta:
        model = Region
        fields = ["code", "name", "name_en", "level", "parent", "valid"]


class IndustrySerializer(serializers.ModelSerializer):
    parent = serializers.CharField(source="parent_id", allow_null=True, read_only=True)

    class Meta:
        model = Industry
        fields = ["code", "name", "name_en", "level", "parent", "note", "valid"]


class TechnologyFieldSerializer(serializers.ModelSerializer):
    class Meta:
        model = TechnologyField
        fields = ["code", "name", "name_en", "valid"]


class MaturityLevelSerializer(serializers.ModelSerializer):
    class Meta:
        model = MaturityLevel
        fields = ["scale", "level", "name", "name_en", "sentence", "sentence_en"]
