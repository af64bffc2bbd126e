"""Achievements as JSON."""

from typing import Any, ClassVar

from rest_framework import serializers

from achievements.models import Achievement, AchievementIndicator, IPRight
from achievements.rules import may_see_review
from common.api.rows import FastRowsMixin
from common.api.serializers import StrictModelSerializer, StrictSerializer
from integration.api.serializers import EntrySerializer, IndicatorSerializer


class AchievementIndicatorSerializer(IndicatorSerializer):
    class Meta:
        model = AchievementIndicator
        fields = IndicatorSerializer.FIELDS


class IPRightSerializer(StrictModelSerializer):
    class Meta:
        model = IPRight
        fields = ("kind", "number", "status", "owner", "filing_date", "expiry_date")


class AchievementListSerializer(FastRowsMixin, EntrySerializer):
    """One row of the list; the detail holds the long texts, the indicators and the rights."""

    class Meta:
        model = Achievement
        fields: ClassVar[tuple[str, ...]] = (
            *EntrySerializer.READ_ONLY, "title", "title_other", "language", "one_line", "summary", "summary_other",
            "kind", "forms", "trl", "mrl", "commercial_stage", "transfer_modes", "price_mode", "price_min", "price_max",
            "currency", "region", "industry", "field", "keywords", "visibility",
        )  # fmt: skip
        read_only_fields = fields
        validators: ClassVar[list[Any]] = []


class AchievementSerializer(EntrySerializer):
    not_columns = ("indicators", "ip_rights")

    indicators = AchievementIndicatorSerializer(many=True, required=False, max_length=100)
    ip_rights = IPRightSerializer(many=True, required=False, max_length=100)

    class Meta:
        model = Achievement
        fields: ClassVar[tuple[str, ...]] = (
            *AchievementListSerializer.Meta.fields, "description", "advantages", "scenarios", "next_steps",
            "next_step_note", "secrecy", "export_control", "source_system", "source_id", "source_url", "data_rights",
            "last_confirmed_at", "review_note", "indicators", "ip_rights",
        )  # fmt: skip
        read_only_fields = (*EntrySerializer.READ_ONLY, "last_confirmed_at", "review_note")
        extra_kwargs: ClassVar[dict[str, Any]] = {"summary": {"required": True, "allow_blank": False}}
        # The unique source is checked by the model, whose message says what to do.
        validators: ClassVar[list[Any]] = []

    def to_representation(self, instance: Achievement) -> dict[str, Any]:
        row = super().to_representation(instance)
        if row.get("review_note") and not may_see_review.test(self.context["request"].user, instance):
            row["review_note"] = ""
        return row


class ReasonSerializer(StrictSerializer):
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class NothingSerializer(StrictSerializer):
    """An empty body."""
