"""Demands as JSON. What the firm keeps to itself is empty for everybody else."""

from typing import Any, ClassVar

from rest_framework import serializers

from accounts.models import Organization
from common.api.rows import FastRowsMixin
from common.api.serializers import StrictSerializer
from demands.models import Demand, DemandIndicator
from demands.rules import may_see_owner, may_see_private
from integration.api.serializers import EntrySerializer, IndicatorSerializer

#: Field → what a reader without the right sees instead.
_PRIVATE: dict[str, Any] = {
    "budget_min": None, "budget_max": None, "contact_name": "", "contact_phone": "", "contact_email": "",
    "source_system": "", "source_id": "", "source_url": "", "review_note": "", "closing_note": "", "exclusions": [],
}  # fmt: skip


class DemandIndicatorSerializer(IndicatorSerializer):
    class Meta:
        model = DemandIndicator
        fields = (*IndicatorSerializer.FIELDS, "priority", "now")


class ShieldedMixin:
    """Leaves out what this reader may not see."""

    def to_representation(self, instance: Demand) -> dict[str, Any]:
        row = super().to_representation(instance)
        user = self.context["request"].user
        if not may_see_private.test(user, instance):
            row |= {name: value for name, value in _PRIVATE.items() if name in row}
        if not may_see_owner.test(user, instance):
            city = None if isinstance(row.get("region"), dict) else instance.city_code
            row |= {name: value for name, value in (("organization", None), ("region", city)) if name in row}
        return row


class DemandListSerializer(ShieldedMixin, FastRowsMixin, EntrySerializer):
    """One row of the list; the detail holds the long texts and the indicators."""

    class Meta:
        model = Demand
        fields: ClassVar[tuple[str, ...]] = (
            *EntrySerializer.READ_ONLY, "title", "title_other", "language", "problem", "publish_as", "demand_type",
            "trl_wanted_min", "modes_wanted", "budget_min", "budget_max", "currency", "deadline", "region", "industry",
            "field", "keywords", "visibility",
        )  # fmt: skip
        read_only_fields = fields
        validators: ClassVar[list[Any]] = []


class DemandSerializer(ShieldedMixin, EntrySerializer):
    not_columns = ("indicators", "excluded")

    indicators = DemandIndicatorSerializer(many=True, required=False, max_length=100)
    exclusions = serializers.SlugRelatedField(
        slug_field="no", queryset=Organization.objects.all(), many=True, required=False, source="excluded"
    )

    class Meta:
        model = Demand
        fields: ClassVar[tuple[str, ...]] = (
            *DemandListSerializer.Meta.fields, "problem_other", "tried_before", "requirements", "acceptance_test",
            "contact_name", "contact_phone", "contact_email", "source_system", "source_id", "source_url", "data_rights",
            "reviewed_at", "review_note", "closing_note", "indicators", "exclusions",
        )  # fmt: skip
        read_only_fields = (*EntrySerializer.READ_ONLY, "reviewed_at", "review_note", "closing_note")
        extra_kwargs: ClassVar[dict[str, Any]] = {"problem": {"required": True, "allow_blank": False}}
        # The unique source is checked by the model, whose message says what to do.
        validators: ClassVar[list[Any]] = []


class CloseSerializer(StrictSerializer):
    """Why it ends: ``solved`` or ``withdrawn``."""

    reason = serializers.ChoiceField(choices=["solved", "withdrawn"], default="withdrawn")
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class NothingSerializer(StrictSerializer):
    """An empty body."""
