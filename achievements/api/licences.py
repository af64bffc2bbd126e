"""``/api/v1/open-licences/``: read by everybody, written and moved by the owner, published by reviewers."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from achievements.actions import licences as actions
from achievements.api.serializers import NothingSerializer, ReasonSerializer
from achievements.filters import OpenLicenceApiFilter
from achievements.forms import OpenLicenceForm
from achievements.models import Achievement, OpenLicence
from common.api.serializers import StrictModelSerializer
from common.api.views import ReadOnlyViewSet
from integration.api.idempotency import IdempotentMixin
from integration.api.serializers import NoteSerializer, OrganizationBrief, ReturnSerializer


class VisibleAchievement(serializers.SlugRelatedField):
    """An achievement that the client sees."""

    def get_queryset(self) -> Any:
        return super().get_queryset().visible_to(self.context["request"].user)


class OpenLicenceSerializer(StrictModelSerializer):
    """The statement of one right, its terms and how many licences are taken."""

    not_columns = ("achievement",)

    organization = OrganizationBrief(read_only=True)
    achievement = VisibleAchievement(slug_field="no", queryset=Achievement.objects.all())
    findings = serializers.SerializerMethodField()

    class Meta:
        model = OpenLicence
        fields = (
            "no", "status", "organization", "achievement", *OpenLicenceForm.Meta.fields, "slots_taken", "findings",
            "review_note", "published_at", "withdrawn_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "no", "status", "slots_taken", "review_note", "published_at", "withdrawn_at", "created_at", "updated_at",
        )  # fmt: skip

    def get_findings(self, row: OpenLicence) -> list[dict[str, str]]:
        """What the rules of today hold against it; empty for anybody but the owner and reviewers, and in lists."""
        if not self._is_inside(row) or self.parent is not None:
            return []
        return [{"code": rule.check_code, "severity": rule.severity} for rule in actions.findings(row)]

    def to_representation(self, instance: OpenLicence) -> dict[str, Any]:
        row = super().to_representation(instance)
        if not self._is_inside(instance):
            row["review_note"] = ""
        return row

    def _is_inside(self, row: OpenLicence) -> bool:
        user = self.context["request"].user
        return user.is_superuser or user.is_reviewer or row.organization_id == user.organization_id


_DONE = {202: OpenLicenceSerializer}


class OpenLicenceViewSet(IdempotentMixin, ReadOnlyViewSet):
    http_method_names = ["get", "head", "options", "post", "patch"]
    queryset = OpenLicence.objects.all()
    serializer_class = OpenLicenceSerializer
    filterset_class = OpenLicenceApiFilter
    lookup_field = "no"
    lookup_value_regex = "[A-Za-z][0-9]{1,15}"
    scope = "achievements"
    rules = {
        # Whose achievement it is stands in the body, so ``create`` asks again when it is read.
        "create": "achievements.add_achievement",
        "partial_update": "achievements.change_openlicence",
        "hand_in": "achievements.hand_in_openlicence",
        "approve": "achievements.approve_openlicence",
        "recall": "achievements.recall_openlicence",
        "submit": "achievements.submit_openlicence",
        "publish": "achievements.publish_openlicence",
        "return_": "achievements.return_openlicence",
        "withdraw": "achievements.withdraw_openlicence",
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().for_list()

    def create(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        achievement = values.pop("achievement")
        if not request.user.has_perm("achievements.add_openlicence", achievement):
            raise PermissionDenied
        row = actions.create(achievement, by=request.user, channel=Channel.API, values=values)
        return self._answer(row, 201)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        serializer = self.get_serializer(row, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        changes = dict(serializer.validated_data)
        changes.pop("achievement", None)
        return self._answer(actions.edit(row, by=request.user, channel=Channel.API, changes=changes))

    def _move(self, move: Any, serializer_class: Any) -> Response:
        row = self.get_object()
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        moved = move(row, by=self.request.user, channel=Channel.API, **serializer.validated_data)
        return self._answer(moved, 202)

    def _answer(self, row: OpenLicence, status: int = 200) -> Response:
        fresh = OpenLicence.objects.for_list().get(pk=row.pk)
        return Response(self.get_serializer(fresh).data, status=status)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"], url_path="hand-in")
    def hand_in(self, request: Request, no: str) -> Response:
        """Ask an administrator of the own organization for approval."""
        return self._move(actions.hand_in, NothingSerializer)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, no: str) -> Response:
        """Approve for the owner (administrators)."""
        return self._move(actions.approve, NothingSerializer)

    @extend_schema(request=NoteSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def recall(self, request: Request, no: str) -> Response:
        """Take it back into the draft."""
        return self._move(actions.recall, NoteSerializer)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, no: str) -> Response:
        """Hand in to the review desk; 409 `legal_obstacle` where a rule blocks it."""
        return self._move(actions.submit, NothingSerializer)

    @extend_schema(request=NoteSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, no: str) -> Response:
        """Announce it (reviewers)."""
        return self._move(actions.publish, NoteSerializer)

    @extend_schema(request=ReturnSerializer, responses=_DONE)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, no: str) -> Response:
        """Return it with a note (reviewers)."""
        return self._move(actions.return_, ReturnSerializer)

    @extend_schema(request=ReasonSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, no: str) -> Response:
        """No new licences; those that were taken run on."""
        return self._move(actions.withdraw, ReasonSerializer)
