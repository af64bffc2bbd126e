"""Matches as JSON: what the reader may know of the other side, and why they fit."""

from typing import Any, ClassVar

from rest_framework import serializers

from achievements.models import Achievement
from common.api.serializers import StrictSerializer
from demands.models import Demand
from demands.rules import may_see_owner
from integration.api.serializers import OrganizationBrief
from matching.enums import ANSWERS, DeclineReason, FeedbackKind, RunStatus, Surface, Vectors
from matching.models import Feedback, Match
from matching.selectors.cards import gaps_for, reasons_for
from matching.selectors.sentences import sentence


class AchievementBrief(serializers.ModelSerializer):
    organization = OrganizationBrief(read_only=True)

    class Meta:
        model = Achievement
        fields: ClassVar[list[str]] = [
            "no", "title", "title_other", "language", "one_line", "summary", "organization", "trl", "mrl",
            "transfer_modes", "price_mode", "price_min", "price_max", "currency", "region", "industry", "field",
        ]  # fmt: skip
        read_only_fields = fields


class DemandBrief(serializers.ModelSerializer):
    """Neither budget nor contact; of an anonymous firm no more than its city."""

    organization = OrganizationBrief(read_only=True)

    class Meta:
        model = Demand
        fields: ClassVar[list[str]] = [
            "no", "title", "title_other", "language", "organization", "demand_type", "trl_wanted_min", "modes_wanted",
            "deadline", "region", "industry", "field",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, instance: Demand) -> dict[str, Any]:
        row = super().to_representation(instance)
        if not may_see_owner.test(self.context["request"].user, instance):
            row |= {"organization": None, "region": instance.city_code}
        return row


class EvidenceSerializer(serializers.Serializer):
    """One reason or gap. Spans count characters inside the named field, ``[start, end)``; facts of the forms have none."""

    kind = serializers.CharField()
    code = serializers.CharField()
    text = serializers.CharField(help_text="a sentence in the language of the request")
    demand_field = serializers.CharField(allow_null=True)
    demand_span = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    demand_quote = serializers.CharField(allow_blank=True)
    demand_context = serializers.CharField(allow_blank=True, help_text="the clause around the quote")
    achievement_field = serializers.CharField(allow_null=True)
    achievement_span = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    achievement_quote = serializers.CharField(allow_blank=True)
    achievement_context = serializers.CharField(allow_blank=True)

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:
        return {
            "kind": instance["kind"],
            "code": instance["code"],
            "text": instance["text"],
            **{name: instance.get(name) for name in ("demand_field", "demand_span")},
            "demand_quote": instance.get("demand_quote", ""),
            "demand_context": instance.get("demand_context", ""),
            **{name: instance.get(name) for name in ("achievement_field", "achievement_span")},
            "achievement_quote": instance.get("achievement_quote", ""),
            "achievement_context": instance.get("achievement_context", ""),
        }


class NoteSerializer(serializers.Serializer):
    code = serializers.CharField()
    text = serializers.CharField()


class AnswerSerializer(serializers.ModelSerializer):
    """An answer the reader's organization has given."""

    class Meta:
        model = Feedback
        fields: ClassVar[list[str]] = ["kind", "reason", "note", "outcome", "created_at", "updated_at"]
        read_only_fields = fields


class ScoredSerializer(serializers.ModelSerializer):
    """What both directions share."""

    score = serializers.FloatField(help_text="0-100")
    level = serializers.IntegerField(help_text="predicted relevance, 1-4")
    reasons = serializers.SerializerMethodField()
    gaps = serializers.SerializerMethodField()
    uncertainty = serializers.SerializerMethodField()
    feedback = serializers.SerializerMethodField()

    FIELDS: ClassVar[list[str]] = [
        "id", "rank", "score", "level", "grade", "reasons", "gaps", "uncertainty", "model_version", "feedback",
    ]  # fmt: skip

    def get_reasons(self, row: Match) -> list[dict[str, Any]]:
        return EvidenceSerializer(reasons_for(row, self.context["request"].user), many=True).data

    def get_gaps(self, row: Match) -> list[dict[str, Any]]:
        return EvidenceSerializer(gaps_for(row, self.context["request"].user), many=True).data

    def get_uncertainty(self, row: Match) -> list[dict[str, str]]:
        return [{"code": item["code"], "text": sentence(item)} for item in row.uncertainty]

    def get_feedback(self, row: Match) -> list[dict[str, Any]]:
        given = self.context.get("answers", {}).get(row.pk, {})
        return AnswerSerializer(given.values(), many=True).data


class DemandMatchSerializer(ScoredSerializer):
    """A row of a demand's list."""

    achievement = AchievementBrief(read_only=True)

    class Meta:
        model = Match
        fields: ClassVar[list[str]] = [*ScoredSerializer.FIELDS, "achievement"]
        read_only_fields = fields


class AchievementMatchSerializer(ScoredSerializer):
    """A demand that an achievement fits; ``rank`` is the achievement's place in that demand's list."""

    demand = DemandBrief(read_only=True)

    class Meta:
        model = Match
        fields: ClassVar[list[str]] = [*ScoredSerializer.FIELDS, "demand"]
        read_only_fields = fields


class MatchSerializer(ScoredSerializer):
    """One pair with both sides."""

    achievement = AchievementBrief(read_only=True)
    demand = DemandBrief(read_only=True)

    class Meta:
        model = Match
        fields: ClassVar[list[str]] = [*ScoredSerializer.FIELDS, "demand", "achievement"]
        read_only_fields = fields


class DemandMatchesSerializer(serializers.Serializer):
    """``done`` is final for this content version of the demand; first results appear under ``running``."""

    status = serializers.ChoiceField(choices=[RunStatus.QUEUED.value, RunStatus.RUNNING.value, RunStatus.DONE.value])
    progress = serializers.FloatField(help_text="0-1")
    computed_at = serializers.DateTimeField(allow_null=True)
    model_version = serializers.CharField(allow_blank=True)
    vectors = serializers.ChoiceField(choices=Vectors.choices)
    stale = serializers.BooleanField(help_text="the list will be looked at again")
    attention = serializers.BooleanField(help_text="it could not be scored; a person looks after it")
    matchable = serializers.BooleanField(help_text="false: answer the questions first")
    questions = NoteSerializer(many=True)
    results = DemandMatchSerializer(many=True)


class FeedbackSerializer(StrictSerializer):
    """``declined`` needs a reason; the same answer again changes it."""

    kind = serializers.ChoiceField(choices=[(k.value, k.label) for k in FeedbackKind if k in ANSWERS])
    reason = serializers.ChoiceField(choices=DeclineReason.choices, required=False, allow_blank=True)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)
    position = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True)
    surface = serializers.ChoiceField(choices=Surface.choices, required=False)


class BridgeStepSerializer(serializers.Serializer):
    resource = serializers.CharField(source="resource.no")
    title = serializers.CharField(source="resource.display_title")
    kind = serializers.CharField(source="resource.kind")
    trl = serializers.IntegerField()


class BridgePlanSerializer(serializers.Serializer):
    """One plan, the best first; money in yuan."""

    steps = BridgeStepSerializer(many=True)
    credit = serializers.CharField(source="credit.no", allow_null=True, default=None)
    cost_min = serializers.IntegerField(source="plan.cost_min")
    cost_max = serializers.IntegerField(source="plan.cost_max")
    days_min = serializers.IntegerField(source="plan.days_min")
    days_max = serializers.IntegerField(source="plan.days_max")


class BridgeSerializer(serializers.Serializer):
    """From the level the achievement states to the one the firm wants; ``explanation`` where something stands in the way."""

    from_trl = serializers.IntegerField(allow_null=True)
    to_trl = serializers.IntegerField(allow_null=True)
    plans = BridgePlanSerializer(many=True)
    explanation = serializers.ListField(child=serializers.CharField())
