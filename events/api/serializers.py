"""Events, registrations, wishes and meetings as JSON."""

from typing import Any, ClassVar

from rest_framework import serializers

from accounts.models import Organization
from achievements.models import Achievement
from common.api.serializers import StrictModelSerializer, StrictSerializer
from demands.models import Demand
from events.enums import Outcome, Wish
from events.models import Event, Meeting, Registration
from integration.api.serializers import OrganizationBrief
from taxonomy.models import Industry, Region


class EventListSerializer(StrictModelSerializer):
    """One row of the list; the detail holds the long texts and the rules of the meetings."""

    organization = OrganizationBrief(read_only=True)
    region = serializers.PrimaryKeyRelatedField(read_only=True)

    class Meta:
        model = Event
        fields: ClassVar[tuple[str, ...]] = (
            "no", "status", "version", "organization", "type", "title", "title_other", "region", "venue", "starts_at",
            "ends_at", "sign_up_until", "capacity", "seats_taken", "published_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class EventSerializer(StrictModelSerializer):
    """``may_meet``: unordered pairs of participant kinds."""

    not_columns = ("industries", "co_hosts")

    organization = OrganizationBrief(read_only=True)
    region = serializers.PrimaryKeyRelatedField(queryset=Region.objects.all(), allow_null=True, required=False)
    industries = serializers.PrimaryKeyRelatedField(queryset=Industry.objects.all(), many=True, required=False)
    co_hosts = serializers.SlugRelatedField(
        slug_field="no", queryset=Organization.objects.filter(verification="verified"), many=True, required=False
    )
    may_meet = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(max_length=10), min_length=2, max_length=2),
        required=False, max_length=60,
    )  # fmt: skip

    class Meta:
        model = Event
        READ_ONLY: ClassVar[tuple[str, ...]] = (
            "no", "status", "version", "organization", "seats_taken", "published_at", "created_at", "updated_at",
        )  # fmt: skip
        fields: ClassVar[tuple[str, ...]] = (
            *READ_ONLY, "type", "title", "title_other", "summary", "summary_other", "region", "industries", "co_hosts",
            "venue", "access", "online_url", "starts_at", "ends_at", "sign_up_until", "preferences_until", "capacity",
            "mode", "floor", "meeting_cap", "rest_window", "may_meet",
        )  # fmt: skip
        read_only_fields = READ_ONLY


class RegistrationSerializer(StrictModelSerializer):
    """``position``: place on the waiting list. ``away``: numbers of slots."""

    not_columns = ("demands", "achievements")

    organization = OrganizationBrief(read_only=True)
    event = serializers.SlugRelatedField(slug_field="no", read_only=True)
    demands = serializers.SlugRelatedField(slug_field="no", queryset=Demand.objects.none(), many=True, required=False)
    achievements = serializers.SlugRelatedField(
        slug_field="no", queryset=Achievement.objects.none(), many=True, required=False
    )

    class Meta:
        model = Registration
        READ_ONLY: ClassVar[tuple[str, ...]] = (
            "id", "event", "organization", "status", "position", "checked_in_at", "created_at", "updated_at",
        )  # fmt: skip
        fields: ClassVar[tuple[str, ...]] = (
            *READ_ONLY, "name", "kind", "demands", "achievements", "cap", "delegates", "shared_with", "exclusive",
            "away", "in_directory", "share_matches", "photo_allowed", "is_standby",
        )  # fmt: skip
        read_only_fields = READ_ONLY
        extra_kwargs: ClassVar[dict[str, Any]] = {"kind": {"required": False}, "name": {"required": False}}
        validators: ClassVar[list[Any]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        request = self.context.get("request")
        own = {"organization_id": getattr(getattr(request, "user", None), "organization_id", None) or 0}
        for name, model in (("demands", Demand), ("achievements", Achievement)):
            self.fields[name].child_relation.queryset = model.objects.filter(**own, status="published")


class PreferenceSerializer(StrictSerializer):
    """``other``: the registration that is wished for; ``wish`` must, can, no, or empty to take it back."""

    other = serializers.IntegerField()
    wish = serializers.ChoiceField(choices=[*Wish.choices], allow_blank=True)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class SideSerializer(serializers.ModelSerializer):
    """One side of a meeting."""

    organization = OrganizationBrief(read_only=True)

    class Meta:
        model = Registration
        fields = ("id", "organization", "name", "kind")
        read_only_fields = fields


class MeetingSerializer(serializers.ModelSerializer):
    """``table``: its number, null online. Notes of the two sides are for the portal only."""

    event = serializers.SlugRelatedField(slug_field="no", read_only=True)
    a = SideSerializer(read_only=True)
    b = SideSerializer(read_only=True)
    starts_at = serializers.DateTimeField(source="slot.starts_at", read_only=True, default=None)
    ends_at = serializers.DateTimeField(source="slot.ends_at", read_only=True, default=None)
    table = serializers.IntegerField(source="table.number", read_only=True, default=None)
    demand = serializers.SlugRelatedField(slug_field="no", read_only=True)
    achievement = serializers.SlugRelatedField(slug_field="no", read_only=True)

    class Meta:
        model = Meeting
        fields = (
            "id", "event", "a", "b", "starts_at", "ends_at", "table", "status", "origin", "demand", "achievement",
            "outcome", "next_step", "next_step_by", "next_step_due", "held_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class CloseMeetingSerializer(StrictSerializer):
    """A meeting is closed by its outcome and a named next step."""

    outcome = serializers.ChoiceField(choices=Outcome.choices)
    next_step = serializers.CharField(max_length=300)
    next_step_by = serializers.CharField(max_length=120)
    next_step_due = serializers.DateField()
    note = serializers.CharField(max_length=3000, required=False, allow_blank=True)


class EmptySerializer(StrictSerializer):
    """An empty body."""


class WhySerializer(StrictSerializer):
    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True)
