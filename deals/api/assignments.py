"""``/api/v1/assignments/``: what is given to technology managers, and the ledger of their commissions.

Accepting is a manager's own word: it has no address for machines.
"""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from accounts.models import ManagerProfile
from achievements.models import Achievement
from common.api.serializers import StrictSerializer
from deals.actions import assignment as actions
from deals.actions import commission
from deals.api.trading import ReasonBody, TermsSerializer, TradingViewSet, VisibleField
from deals.enums.assignment import CommissionKind
from deals.filters.trading import AssignmentFilter
from deals.models import Assignment, CommissionEntry, Deal
from demands.models import Demand
from integration.api.serializers import OrganizationBrief


class AssignmentSerializer(TermsSerializer):
    manager = VisibleField(queryset=ManagerProfile.objects.registered())
    organization = OrganizationBrief(read_only=True)
    demand = VisibleField(queryset=Demand.objects.all(), allow_null=True, required=False)
    achievement = VisibleField(queryset=Achievement.objects.all(), allow_null=True, required=False)
    deal = VisibleField(queryset=Deal.objects.all(), allow_null=True, required=False)

    class Meta:
        model = Assignment
        fields = (
            "no", "status", "manager", "organization", "side", "demand", "achievement", "deal", "expected_value",
            "probability", "currency", "commission_rate", "commission_fixed", "note", "next_action", "due_on",
            "own_organization", "reason", "touched_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "no", "status", "next_action", "own_organization", "reason", "touched_at", "created_at", "updated_at",
        )  # fmt: skip
        validators: list[Any] = []


class CommissionSerializer(serializers.ModelSerializer):
    class Meta:
        model = CommissionEntry
        fields = ("kind", "amount", "currency", "basis", "key", "at")
        read_only_fields = fields


class CommissionBody(StrictSerializer):
    """``key`` makes a repetition harmless."""

    kind = serializers.ChoiceField(choices=CommissionKind.choices)
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)
    basis = serializers.CharField(max_length=300, required=False, allow_blank=True)
    key = serializers.CharField(max_length=80)


class AssignmentViewSet(TradingViewSet):
    http_method_names = ["get", "head", "options", "post"]
    queryset = Assignment.objects.all()
    serializer_class = AssignmentSerializer
    filterset_class = AssignmentFilter
    rules = {
        "create": "deals.add_assignment",
        "end": "deals.end_assignment",
        "commissions": "deals.book_commission",
    }

    def create(self, request: Request) -> Response:
        values = self.body()
        profile = values.pop("manager")
        here = request.user.organization_id
        entries = [values.get(name) for name in ("demand", "achievement")]
        own = any(row is not None and row.organization_id == here for row in entries)
        if not own and values.get("deal") is None:
            raise PermissionDenied
        return self.answer(actions.offer(profile, by=request.user, channel=Channel.API, values=values), 201)

    @extend_schema(request=ReasonBody, responses={202: AssignmentSerializer})
    @action(detail=True, methods=["post"])
    def end(self, request: Request, no: str) -> Response:
        """End it; what was earned stays in the ledger."""
        return self.move(actions.end, ReasonBody)

    @extend_schema(methods=["GET"], responses=CommissionSerializer(many=True))
    @extend_schema(methods=["POST"], request=CommissionBody, responses={201: CommissionSerializer})
    @action(detail=True, methods=["get", "post"])
    def commissions(self, request: Request, no: str) -> Response:
        """The ledger; POST adds a line (the organization that pays)."""
        row = self.get_object()
        if request.method == "POST":
            entry = commission.book(row, by=request.user, channel=Channel.API, **self.body(CommissionBody))
            return Response(CommissionSerializer(entry).data, status=201)
        return Response(CommissionSerializer(row.commissions.all(), many=True).data)
