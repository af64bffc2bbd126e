"""``/api/v1/auctions/``: announced, registered for, bid in."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from achievements.models import Achievement
from common.api.serializers import StrictSerializer
from deals.actions import auction as actions
from deals.api.trading import NothingSerializer, ReasonBody, TermsSerializer, TradingViewSet, VisibleField
from deals.filters.trading import AuctionFilter
from deals.models import Auction, Bid
from integration.api.serializers import OrganizationBrief

_TERMS = (
    "mode", "right", "terms", "start_price", "step", "reserve", "deposit", "currency", "starts_at", "ends_at",
    "window_minutes", "extension_minutes",
)  # fmt: skip


class AuctionSerializer(TermsSerializer):
    achievement = VisibleField(queryset=Achievement.objects.all())
    organization = OrganizationBrief(read_only=True)
    best_bid = serializers.DecimalField(
        source="best_bid.amount", max_digits=14, decimal_places=2, read_only=True, allow_null=True, default=None
    )
    lowest_next = serializers.DecimalField(max_digits=14, decimal_places=2, read_only=True)
    reserve_met = serializers.BooleanField(source="is_reserve_met", read_only=True)

    class Meta:
        model = Auction
        fields = (
            "no", "status", "achievement", "organization", *_TERMS, "planned_end", "best_bid", "lowest_next",
            "reserve_met", "closed_at", "reason", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("no", "status", "planned_end", "closed_at", "reason", "created_at", "updated_at")

    def to_representation(self, instance: Auction) -> dict[str, Any]:
        """The reserve is the seller's own."""
        row = super().to_representation(instance)
        user = self.context["request"].user
        if instance.organization_id != user.organization_id and not user.is_superuser:
            row["reserve"] = None
        return row


class BidSerializer(serializers.ModelSerializer):
    """``mine`` says whether your organization placed it; other bidders stay unnamed."""

    mine = serializers.SerializerMethodField()

    class Meta:
        model = Bid
        fields = ("amount", "at", "won", "mine")
        read_only_fields = fields

    def get_mine(self, row: Bid) -> bool:
        return row.organization_id == self.context["request"].user.organization_id


class BidBody(StrictSerializer):
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)


class AdmitBody(StrictSerializer):
    organization = serializers.CharField(max_length=20)


_DONE = {202: AuctionSerializer}


class AuctionViewSet(TradingViewSet):
    queryset = Auction.objects.all()
    serializer_class = AuctionSerializer
    filterset_class = AuctionFilter
    rules = {
        # Whose achievement it is stands in the body, so ``create`` asks again when it is read.
        "create": "achievements.add_achievement",
        "partial_update": "deals.change_auction",
        "announce": "deals.announce_auction",
        "cancel": "deals.cancel_auction",
        "admit": "deals.admit_auction",
        "register": "deals.bid_auction",
        "bids": "deals.bid_auction",
    }

    def create(self, request: Request) -> Response:
        values = self.body()
        achievement = values.pop("achievement")
        self.allow("deals.add_auction", achievement)
        return self.answer(actions.create(achievement, by=request.user, channel=Channel.API, values=values), 201)

    def edit_row(self, row: Auction, changes: dict[str, Any]) -> Auction:
        changes.pop("achievement", None)
        return actions.edit(row, by=self.request.user, channel=Channel.API, changes=changes)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def announce(self, request: Request, no: str) -> Response:
        """Show it to everybody."""
        return self.move(actions.announce)

    @extend_schema(request=ReasonBody, responses=_DONE)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, no: str) -> Response:
        """Take it back while nobody has bid."""
        return self.move(actions.cancel, ReasonBody)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def register(self, request: Request, no: str) -> Response:
        """Ask to be admitted as a bidder."""
        row = self.get_object()
        self.body(NothingSerializer)
        actions.register(row, by=request.user, channel=Channel.API)
        return self.answer(row, 202)

    @extend_schema(request=AdmitBody, responses=_DONE)
    @action(detail=True, methods=["post"])
    def admit(self, request: Request, no: str) -> Response:
        """The deposit of an organization has arrived (seller)."""
        row = self.get_object()
        number = self.body(AdmitBody)["organization"]
        actions.confirm_deposit(row, by=request.user, channel=Channel.API, organization_no=number)
        return self.answer(row, 202)

    @extend_schema(methods=["GET"], responses=BidSerializer(many=True))
    @extend_schema(methods=["POST"], request=BidBody, responses={201: BidSerializer})
    @action(detail=True, methods=["get", "post"])
    def bids(self, request: Request, no: str) -> Response:
        """The bids, highest first; POST places a binding one, 409 `bid_refused` names the least amount."""
        row = self.get_object()
        context = self.get_serializer_context()
        if request.method == "POST":
            made = actions.bid(row, by=request.user, channel=Channel.API, amount=self.body(BidBody)["amount"])
            return Response(BidSerializer(made, context=context).data, status=201)
        return Response(BidSerializer(row.bids.order_by("-amount")[:200], many=True, context=context).data)
