"""Interests, deals and cases as JSON. Amounts are strings, so that no reader rounds them."""

from typing import Any, ClassVar

from rest_framework import serializers

from achievements.models import Achievement
from common.api.serializers import StrictSerializer
from deals.enums.consent import Level
from deals.enums.deal import UseAnswer
from deals.enums.interest import Side
from deals.models import Case, Deal, Interest, LedgerEntry, Milestone, OutcomeCheck, Payment, RoyaltyReport
from deals.selectors.ladder import name_of_other
from demands.models import Demand
from matching.enums import DeclineReason


class InterestSerializer(serializers.ModelSerializer):
    """``from`` and ``to`` are names as the reader may know them: an anonymous firm stays one until both said yes."""

    achievement = serializers.SlugRelatedField(slug_field="no", read_only=True)
    demand = serializers.SlugRelatedField(slug_field="no", read_only=True)
    deal = serializers.SlugRelatedField(slug_field="no", read_only=True, default=None)
    sent = serializers.SerializerMethodField()
    other = serializers.SerializerMethodField()

    class Meta:
        model = Interest
        fields: ClassVar[tuple[str, ...]] = (
            "no", "status", "side", "sent", "other", "achievement", "demand", "match", "wanted", "unclear", "about",
            "respond_by", "release_on", "answered_at", "deal", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_sent(self, row: Interest) -> bool:
        """Whether the reader's organization asked."""
        return row.recipient_id != self.context["request"].user.organization_id

    def get_other(self, row: Interest) -> str:
        """The other side, as the reader may know it."""
        return name_of_other(row, self.context["request"].user)


class NewInterestSerializer(StrictSerializer):
    """The three answers, and what they are about: an achievement, a demand, or both."""

    side = serializers.ChoiceField(choices=Side.choices)
    achievement = serializers.SlugRelatedField(slug_field="no", queryset=Achievement.objects.all(), required=False)
    demand = serializers.SlugRelatedField(slug_field="no", queryset=Demand.objects.all(), required=False)
    wanted = serializers.CharField(max_length=1000)
    unclear = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    about = serializers.CharField(max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = getattr(self.context.get("request"), "user", None)
        if user is not None:
            # What one may not see does not exist, here as everywhere.
            self.fields["achievement"].queryset = Achievement.objects.visible_to(user).select_related("organization")
            self.fields["demand"].queryset = Demand.objects.visible_to(user).select_related("organization")


class DeclineSerializer(StrictSerializer):
    reason = serializers.ChoiceField(choices=DeclineReason.choices)


class EmptySerializer(StrictSerializer):
    """An empty body."""


class ConsentSerializer(StrictSerializer):
    level = serializers.ChoiceField(choices=[(int(level), level.label) for level in Level if level >= Level.CONSENTED])
    days = serializers.IntegerField(min_value=1, max_value=1095, required=False)


class MilestoneSerializer(serializers.ModelSerializer):
    class Meta:
        model = Milestone
        fields = ("position", "title", "test", "due_on", "amount", "status", "note", "delivered_at", "accepted_at")
        read_only_fields = ("position", "status", "note", "delivered_at", "accepted_at")


class PaymentSerializer(serializers.ModelSerializer):
    milestone = serializers.SlugRelatedField(slug_field="position", read_only=True)

    class Meta:
        model = Payment
        fields = ("position", "kind", "milestone", "amount", "currency", "due_on", "status", "reference")
        read_only_fields = fields


class LedgerSerializer(serializers.ModelSerializer):
    payment = serializers.SlugRelatedField(slug_field="position", read_only=True)

    class Meta:
        model = LedgerEntry
        fields = ("payment", "kind", "amount", "currency", "reference", "at")
        read_only_fields = fields


class OutcomeSerializer(serializers.ModelSerializer):
    class Meta:
        model = OutcomeCheck
        fields = ("days", "due_on", "answer", "revenue", "savings", "currency", "jobs", "note", "answered_at")
        read_only_fields = fields


class PartySerializer(serializers.Serializer):
    role = serializers.CharField(read_only=True)
    no = serializers.CharField(source="organization.no", read_only=True)
    name = serializers.CharField(source="organization.name", read_only=True)
    accepted_version = serializers.IntegerField(read_only=True, allow_null=True)


class NextSerializer(serializers.Serializer):
    step = serializers.CharField(read_only=True)
    organization = serializers.CharField(read_only=True)
    due = serializers.DateField(read_only=True)


class DealListSerializer(serializers.ModelSerializer):
    parties = PartySerializer(many=True, read_only=True)
    next = serializers.SerializerMethodField()

    class Meta:
        model = Deal
        fields: ClassVar[tuple[str, ...]] = (
            "no", "title", "status", "origin", "vehicle", "currency", "amount_total", "amount_technical", "parties",
            "next", "signed_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_next(self, deal: Deal) -> dict[str, Any] | None:
        """The next step: what, whose, until when; null once the deal has ended."""
        if not deal.next_step:
            return None
        return {"step": deal.next_step, "organization": deal.next_organization.no, "due": deal.next_due}


class DealSerializer(DealListSerializer):
    achievement = serializers.SlugRelatedField(slug_field="no", read_only=True)
    demand = serializers.SlugRelatedField(slug_field="no", read_only=True)
    interest = serializers.SlugRelatedField(slug_field="no", read_only=True)
    milestones = MilestoneSerializer(many=True, read_only=True)
    payments = PaymentSerializer(many=True, read_only=True)
    outcomes = OutcomeSerializer(many=True, read_only=True, source="outcome_checks")

    class Meta:
        model = Deal
        fields: ClassVar[tuple[str, ...]] = (
            *DealListSerializer.Meta.fields, "achievement", "demand", "interest", "terms_version", "right", "territory",
            "field_of_use", "scope", "price_method", "pay_plan", "entry_fee", "instalments", "royalty_base",
            "royalty_rate", "royalty_min", "royalty_cap", "trial_days", "starts_on", "ends_on", "first_payment_on",
            "publicity_until", "trial_until", "destroyed_at", "milestones", "payments", "outcomes",
        )  # fmt: skip
        read_only_fields = fields


class OpenDealSerializer(StrictSerializer):
    """A room opens from an accepted expression of interest."""

    interest = serializers.CharField(max_length=20)


class TermsMilestoneSerializer(StrictSerializer):
    title = serializers.CharField(max_length=200)
    test = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    due_on = serializers.DateField()
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)


class TermsSerializer(StrictSerializer):
    """Names of terms with their new values; ``milestones`` replaces all of them. ``version`` is the one you read."""

    version = serializers.IntegerField(min_value=1, required=False)
    milestones = TermsMilestoneSerializer(many=True, required=False, max_length=30)

    def get_fields(self) -> dict[str, Any]:
        from deals.actions.terms import TERMS

        model_fields = _TermFields(context=self.context).get_fields()
        return super().get_fields() | {name: model_fields[name] for name in TERMS}


class _TermFields(serializers.ModelSerializer):
    class Meta:
        model = Deal
        fields = (
            "title", "vehicle", "right", "territory", "field_of_use", "scope", "price_method", "pay_plan", "currency",
            "amount_total", "amount_technical", "entry_fee", "instalments", "royalty_base", "royalty_rate", "royalty_min",
            "royalty_cap", "trial_days", "starts_on", "ends_on", "first_payment_on",
        )  # fmt: skip
        extra_kwargs: ClassVar[dict[str, Any]] = {"title": {"required": False}}


class VersionSerializer(StrictSerializer):
    version = serializers.IntegerField(min_value=1)


class MoveSerializer(StrictSerializer):
    verb = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class DraftSerializer(StrictSerializer):
    language = serializers.ChoiceField(choices=["zh", "en"], required=False)


class MessageSerializer(StrictSerializer):
    text = serializers.CharField(max_length=5000)


class ShownMessageSerializer(serializers.Serializer):
    organization = serializers.CharField(source="organization.no", read_only=True)
    author = serializers.CharField(source="author.display_name", read_only=True, default="")
    text = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)


class PositionSerializer(StrictSerializer):
    position = serializers.IntegerField(min_value=1)
    verb = serializers.CharField(max_length=10)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    reference = serializers.CharField(max_length=80, required=False, allow_blank=True)


class RoyaltySerializer(StrictSerializer):
    period_start = serializers.DateField()
    period_end = serializers.DateField()
    base = serializers.DecimalField(max_digits=16, decimal_places=2, min_value=0)


class ShownRoyaltySerializer(serializers.ModelSerializer):
    class Meta:
        model = RoyaltyReport
        fields = ("period_start", "period_end", "base", "royalty")
        read_only_fields = fields


class AnswerSerializer(StrictSerializer):
    days = serializers.IntegerField(min_value=1)
    answer = serializers.ChoiceField(choices=UseAnswer.choices)
    revenue = serializers.DecimalField(max_digits=14, decimal_places=2, required=False, allow_null=True)
    savings = serializers.DecimalField(max_digits=14, decimal_places=2, required=False, allow_null=True)
    jobs = serializers.IntegerField(min_value=0, max_value=10**6, required=False, allow_null=True)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class CaseSerializer(serializers.ModelSerializer):
    """``parties`` names only the sides that agreed to it, ``amount`` stands only where they agreed to show it."""

    parties = serializers.SerializerMethodField()
    amount = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields: ClassVar[tuple[str, ...]] = (
            "no", "title", "title_en", "problem", "tried", "why", "what_was_done", "results", "did_not_work", "lessons",
            "parties", "amount", "published_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_parties(self, case: Case) -> list[str]:
        shown = {"supply": case.names_supply, "need": case.names_need}
        return [row.organization.name for row in case.deal.parties.all() if shown.get(row.role)]

    def get_amount(self, case: Case) -> dict[str, str] | None:
        if not case.shows_amount or case.deal.amount_total is None:
            return None
        return {"total": str(case.deal.amount_total), "currency": case.deal.currency}
