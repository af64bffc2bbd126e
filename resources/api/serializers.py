"""Resources, bookings and rules as JSON."""

from typing import Any, ClassVar

from rest_framework import serializers

from common.api.rows import FastRowsMixin
from common.api.serializers import StrictModelSerializer, StrictSerializer
from integration.api.serializers import EntrySerializer, OrganizationBrief
from resources.models import Booking, EligibilityRule, Price, Resource
from resources.selectors.policies import place_in_queue

_TEXTS = ("conditions", "conditions_other", "opening", "source_system", "source_id", "source_url", "data_rights",
          "review_note", "prices")  # fmt: skip


class PriceSerializer(StrictModelSerializer):
    class Meta:
        model = Price
        fields = ("user_kind", "amount", "unit", "note")


class ResourceListSerializer(FastRowsMixin, EntrySerializer):
    """One row of the list; the detail holds the long texts and the prices."""

    class Meta:
        model = Resource
        fields: ClassVar[tuple[str, ...]] = (
            *EntrySerializer.READ_ONLY, "kind", "title", "title_other", "language", "summary", "summary_other",
            "bookable", "lead_days", "vouchers", "voucher_share", "equipment", "year", "national_id", "accreditations",
            "tier", "sector", "service_types", "scale", "trl_in", "trl_out", "mrl_in", "mrl_out", "cost_min",
            "cost_max", "currency", "days_min", "days_max", "amount_max", "rate_from", "source_name", "source_date",
            "valid_from", "valid_until", "region", "industry", "field", "keywords", "visibility",
        )  # fmt: skip
        read_only_fields = fields
        validators: ClassVar[list[Any]] = []


class ResourceSerializer(EntrySerializer):
    not_columns = ("prices",)

    prices = PriceSerializer(many=True, required=False, max_length=50)

    class Meta:
        model = Resource
        fields: ClassVar[tuple[str, ...]] = (*ResourceListSerializer.Meta.fields, *_TEXTS)
        read_only_fields = (*EntrySerializer.READ_ONLY, "review_note")
        # The unique source is checked by the model, whose message says what to do.
        validators: ClassVar[list[Any]] = []

    def to_representation(self, instance: Resource) -> dict[str, Any]:
        row = super().to_representation(instance)
        user = self.context["request"].user
        if row.get("review_note") and not user.has_perm("resources.see_review_resource", instance):
            row["review_note"] = ""
        return row


class VisibleResource(serializers.SlugRelatedField):
    """A published resource that the client sees."""

    def get_queryset(self) -> Any:
        return super().get_queryset().visible_to(self.context["request"].user).published()


class BookingSerializer(StrictModelSerializer):
    """``slot`` names a time; without it the earliest fitting one is reserved, or a place on the waiting list."""

    not_columns = ("resource", "slot", "enquiry")

    resource = VisibleResource(slug_field="no", queryset=Resource.objects.all())
    organization = OrganizationBrief(read_only=True)
    slot = serializers.IntegerField(source="slot_id", required=False, allow_null=True)
    enquiry = serializers.BooleanField(write_only=True, required=False, default=False)
    place = serializers.SerializerMethodField()

    class Meta:
        model = Booking
        fields: ClassVar[tuple[str, ...]] = (
            "no", "status", "resource", "organization", "purpose", "samples", "demand_no", "achievement_no",
            "wanted_from", "wanted_until", "slot", "enquiry", "unit", "begins_at", "ends_at", "place", "user_kind",
            "quote", "quote_note", "started_at", "finished_at", "use_log", "amount", "voucher_amount", "rating",
            "rating_note", "reason", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = tuple(
            name for name in fields
            if name not in {"resource", "purpose", "samples", "demand_no", "achievement_no", "wanted_from",
                            "wanted_until", "slot", "enquiry"}
        )  # fmt: skip

    def get_place(self, row: Booking) -> int:
        """Place on the waiting list; 0 for a booking that does not wait, and in lists."""
        return 0 if self.parent is not None else place_in_queue(row)


class QuoteSerializer(StrictSerializer):
    quote = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class BookingReasonSerializer(StrictSerializer):
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class NothingSerializer(StrictSerializer):
    """An empty body."""


class ReportSerializer(StrictSerializer):
    use_log = serializers.CharField(max_length=5000)


class SettleSerializer(StrictSerializer):
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)
    voucher_no = serializers.CharField(max_length=40, required=False, allow_blank=True)
    voucher_amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0, required=False)


class RateSerializer(StrictSerializer):
    rating = serializers.IntegerField(min_value=1, max_value=5)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class RuleSerializer(serializers.ModelSerializer):
    """A rule of eligibility as it is evaluated."""

    resource = serializers.SlugRelatedField(slug_field="no", read_only=True)

    class Meta:
        model = EligibilityRule
        fields = (
            "id", "title", "title_en", "who", "who_en", "resource", "kind", "source_name", "source_url", "source_date",
            "valid_from", "valid_until", "state", "conditions", "version", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class ConditionAnswerSerializer(serializers.Serializer):
    """One condition; ``holds`` is null where a fact is missing."""

    text = serializers.CharField()
    holds = serializers.BooleanField(allow_null=True)
    known = serializers.CharField()


class RulingSerializer(serializers.Serializer):
    rule = serializers.IntegerField()
    title = serializers.CharField()
    verdict = serializers.ChoiceField(choices=["holds", "fails", "unknown"])
    conditions = ConditionAnswerSerializer(many=True)
    missing = serializers.ListField(child=serializers.CharField())
    source_name = serializers.CharField()
    source_date = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)


class SlotSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    unit = serializers.IntegerField()
    begins_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
