"""The shape of ``/api/v1/stats/``."""

from rest_framework import serializers


class ScopeSerializer(serializers.Serializer):
    region = serializers.CharField(allow_null=True)
    name = serializers.CharField()


class MetricSerializer(serializers.Serializer):
    name = serializers.CharField()
    title = serializers.CharField()
    definition = serializers.CharField()
    unit = serializers.ChoiceField(choices=["rows", "days"])
    value = serializers.FloatField(allow_null=True)

    def to_representation(self, instance: dict) -> dict:
        """Counts stay whole numbers."""
        return super().to_representation(instance) | {"value": instance["value"]}


class MonthSerializer(serializers.Serializer):
    month = serializers.CharField()
    demands = serializers.IntegerField()
    achievements = serializers.IntegerField()


class RegionRowSerializer(serializers.Serializer):
    region = serializers.CharField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    demands = serializers.IntegerField()
    achievements = serializers.IntegerField()


class IndustryRowSerializer(serializers.Serializer):
    industry = serializers.CharField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    demands = serializers.IntegerField()
    achievements = serializers.IntegerField()


class StatsSerializer(serializers.Serializer):
    """All counts are of the caller's scope; the breakdowns count what was published since ``since``."""

    scope = ScopeSerializer()
    computed_at = serializers.DateTimeField()
    since = serializers.DateField()
    metrics = MetricSerializer(many=True)
    by_month = MonthSerializer(many=True)
    by_region = RegionRowSerializer(many=True)
    by_industry = IndustryRowSerializer(many=True)
