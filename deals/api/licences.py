"""``/api/v1/licences/``: licences of open statements, taken, paid, recorded, ended."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from achievements.models import OpenLicence
from common.api.serializers import StrictSerializer
from deals.actions import licence as actions
from deals.api.trading import NothingSerializer, ReasonBody, TermsSerializer, TradingViewSet, VisibleField
from deals.enums.licence import Tier
from deals.filters.trading import LicenceFilter
from deals.models import Licence
from integration.api.serializers import OrganizationBrief


class LicenceSerializer(TermsSerializer):
    statement = serializers.SlugRelatedField(slug_field="no", read_only=True)
    licensor = OrganizationBrief(read_only=True)
    licensee = OrganizationBrief(read_only=True)

    class Meta:
        model = Licence
        fields = (
            "no", "status", "statement", "tier", "licensor", "licensee", "size", "fee", "minimum", "know_how",
            "know_how_fee", "total", "royalty", "currency", "product", "starts_on", "ends_on", "paid_on", "filing_no",
            "reason", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class LicenceDetailSerializer(LicenceSerializer):
    class Meta(LicenceSerializer.Meta):
        fields = (*LicenceSerializer.Meta.fields, "text")
        read_only_fields = fields


class TakeBody(StrictSerializer):
    """Which statement, which rung."""

    statement = VisibleField(queryset=OpenLicence.objects.published())
    tier = serializers.ChoiceField(choices=Tier.choices, default=Tier.OPEN)
    know_how = serializers.BooleanField(default=False)
    product = serializers.CharField(max_length=300, required=False, allow_blank=True)


class FilingBody(StrictSerializer):
    filing_no = serializers.CharField(max_length=60)


_DONE = {202: LicenceDetailSerializer}


class LicenceViewSet(TradingViewSet):
    http_method_names = ["get", "head", "options", "post"]
    queryset = Licence.objects.all()
    serializer_class = LicenceDetailSerializer
    filterset_class = LicenceFilter
    rules = {
        "create": "deals.take_licence",
        "confirm_payment": "deals.confirm_payment_licence",
        "record_filing": "deals.record_filing_licence",
        "terminate": "deals.terminate_licence",
        "cancel_unpaid": "deals.cancel_unpaid_licence",
    }

    def get_serializer_class(self) -> type[LicenceSerializer]:
        return LicenceSerializer if self.action == "list" else LicenceDetailSerializer

    @extend_schema(request=TakeBody, responses={201: LicenceDetailSerializer})
    def create(self, request: Request) -> Response:
        """Take a licence at the price for the size of your organization; 409 `none_left` where all are taken."""
        values = self.body(TakeBody)
        row = actions.take(values.pop("statement"), by=request.user, channel=Channel.API, **values)
        return self.answer(row, 201)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"], url_path="confirm-payment")
    def confirm_payment(self, request: Request, no: str) -> Response:
        """The payment has arrived (licensor)."""
        return self.move(actions.confirm_payment)

    @extend_schema(request=FilingBody, responses=_DONE)
    @action(detail=True, methods=["post"], url_path="record-filing")
    def record_filing(self, request: Request, no: str) -> Response:
        """Note the number of the recordal (licensor)."""
        return self.move(actions.record_filing, FilingBody)

    @extend_schema(request=ReasonBody, responses=_DONE)
    @action(detail=True, methods=["post"])
    def terminate(self, request: Request, no: str) -> Response:
        """Give the licence up (licensee)."""
        return self.move(actions.terminate, ReasonBody)

    @extend_schema(request=ReasonBody, responses=_DONE)
    @action(detail=True, methods=["post"], url_path="cancel-unpaid")
    def cancel_unpaid(self, request: Request, no: str) -> Response:
        """Cancel what was not paid; the slot is free again (licensor)."""
        return self.move(actions.cancel_unpaid, ReasonBody)
