"""``/api/v1/interests/``, ``/api/v1/deals/``, ``/api/v1/cases/``."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from common.api.views import ReadOnlyViewSet
from deals.actions import consent, contract, interest, milestone, outcome, payment, terms
from deals.actions import deal as deals
from deals.actions.moves import run_move
from deals.api import serializers as s
from deals.enums.deal import MOVES
from deals.enums.terms import MILESTONE_MOVES
from deals.filters.deal import CaseFilter, DealFilter, InterestFilter
from deals.models import Case, Deal, Interest, Milestone
from deals.selectors.exports import as_json
from deals.selectors.receipts import receipt_of
from integration.api.idempotency import IdempotentMixin


class _ByNumber(IdempotentMixin, ReadOnlyViewSet):
    lookup_field = "no"
    lookup_value_regex = "[A-Za-z][0-9]{1,15}"
    http_method_names = ["get", "head", "options", "post"]
    scope = "deals"

    def read(self, serializer_class: Any) -> dict[str, Any]:
        """The body, checked."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def answer(self, row: Any, status: int = 200) -> Response:
        """The row as it is now."""
        fresh = self.get_queryset().get(pk=row.pk)
        return Response(self.get_serializer(fresh).data, status=status)

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.request.user, "channel": Channel.API}


class InterestViewSet(_ByNumber):
    queryset = Interest.objects.for_list()
    serializer_class = s.InterestSerializer
    filterset_class = InterestFilter
    rules = {
        "create": "deals.add_interest", "accept": "deals.accept_interest", "decline": "deals.decline_interest",
        "withdraw": "deals.withdraw_interest", "consent": "deals.consent_interest", "revoke": "deals.consent_interest",
    }  # fmt: skip

    @extend_schema(request=s.NewInterestSerializer, responses={201: s.InterestSerializer})
    def create(self, request: Request) -> Response:
        """Say that you are interested: three answers."""
        return self.answer(interest.express(**self.read(s.NewInterestSerializer), **self.who, surface="api"), 201)

    @extend_schema(request=s.EmptySerializer, responses=s.InterestSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, no: str) -> Response:
        """The second yes: contact details open for both."""
        row = self.get_object()
        self.read(s.EmptySerializer)
        return self.answer(interest.accept(row, **self.who))

    @extend_schema(request=s.DeclineSerializer, responses=s.InterestSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, no: str) -> Response:
        """No, with a code that the other side does not see."""
        row = self.get_object()
        return self.answer(interest.decline(row, **self.read(s.DeclineSerializer), **self.who))

    @extend_schema(request=s.EmptySerializer, responses=s.InterestSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, no: str) -> Response:
        """Take your own expression back."""
        row = self.get_object()
        self.read(s.EmptySerializer)
        return self.answer(interest.withdraw(row, **self.who))

    @extend_schema(request=s.ConsentSerializer, responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"])
    def consent(self, request: Request, no: str) -> Response:
        """Open a further step to the other side for some days."""
        row = self.get_object()
        other = next(pk for pk in row.organizations if pk != request.user.organization_id)
        consent.open_step(row, recipient_id=other, **self.read(s.ConsentSerializer), **self.who)
        return Response(receipt_of(row, request.user))

    @extend_schema(request=s.EmptySerializer, responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, no: str) -> Response:
        """Take your consent back."""
        row = self.get_object()
        self.read(s.EmptySerializer)
        consent.revoke(row, **self.who)
        return Response(receipt_of(row, request.user))

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def receipt(self, request: Request, no: str) -> Response:
        """Every consent and disclosure about it."""
        return Response(receipt_of(self.get_object(), request.user))


class DealViewSet(_ByNumber):
    queryset = Deal.objects.all()
    serializer_class = s.DealSerializer
    filterset_class = DealFilter
    rules = {
        "create": "deals.add_interest", "terms": "deals.change_deal", "accept_terms": "deals.accept_terms_deal",
        "move": "deals.view_deal", "milestone": "deals.change_deal", "payment": "deals.change_deal",
        "royalty": "deals.pay_deal", "outcome": "deals.answer_outcome_deal", "draft": "deals.change_deal",
        "sign": "deals.sign_deal", "send_message": "deals.talk_deal",
    }  # fmt: skip

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if self.action == "list":
            return rows.for_list()
        return rows.for_detail().prefetch_related("milestones", "payments__milestone", "outcome_checks")

    def get_serializer_class(self) -> Any:
        return s.DealListSerializer if self.action == "list" else s.DealSerializer

    @extend_schema(request=s.OpenDealSerializer, responses={201: s.DealSerializer})
    def create(self, request: Request) -> Response:
        """Open a room from an accepted expression of interest."""
        no = self.read(s.OpenDealSerializer)["interest"]
        row = get_object_or_404(Interest.objects.visible_to(request.user).for_list(), no=no)
        return self.answer(deals.open_from_interest(row, **self.who), 201)

    @extend_schema(request=s.TermsSerializer, responses=s.DealSerializer)
    @action(detail=True, methods=["post"])
    def terms(self, request: Request, no: str) -> Response:
        """Change terms; earlier acceptances become void."""
        deal, values = self.get_object(), self.read(s.TermsSerializer)
        rows, version = values.pop("milestones", None), values.pop("version", None)
        rows = None if rows is None else [Milestone(**row) for row in rows]
        return self.answer(
            terms.change_terms(deal, changes=values, milestones=rows, expected_version=version, **self.who)
        )

    @extend_schema(request=s.VersionSerializer, responses=s.DealSerializer)
    @action(detail=True, methods=["post"], url_path="accept-terms")
    def accept_terms(self, request: Request, no: str) -> Response:
        """Say yes to one version of the terms."""
        deal = self.get_object()
        return self.answer(terms.accept_terms(deal, **self.read(s.VersionSerializer), **self.who))

    @extend_schema(request=s.MoveSerializer, responses=s.DealSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, no: str) -> Response:
        """Move the deal: one of the verbs of its table, with a reason where one is needed."""
        deal, body = self.get_object(), self.read(s.MoveSerializer)
        verb = body["verb"]
        if verb not in MOVES or not MOVES[verb].who:
            raise Http404
        return self.answer(run_move(deal, verb, reason=body.get("reason", ""), **self.who))

    @extend_schema(request=s.PositionSerializer, responses=s.DealSerializer)
    @action(detail=True, methods=["post"])
    def milestone(self, request: Request, no: str) -> Response:
        """``deliver``, ``accept`` or ``return`` a milestone."""
        deal, body = self.get_object(), self.read(s.PositionSerializer)
        row = get_object_or_404(deal.milestones, position=body["position"])
        if body["verb"] not in MILESTONE_MOVES:
            raise Http404
        note = body.get("note", "")
        if body["verb"] == "accept":
            milestone.accept(row, **self.who)
        else:
            run = milestone.deliver if body["verb"] == "deliver" else milestone.return_
            run(row, note=note, **self.who)
        return self.answer(deal)

    @extend_schema(request=s.PositionSerializer, responses=s.DealSerializer)
    @action(detail=True, methods=["post"])
    def payment(self, request: Request, no: str) -> Response:
        """``pay`` or ``confirm`` a payment."""
        deal, body = self.get_object(), self.read(s.PositionSerializer)
        row = get_object_or_404(deal.payments, position=body["position"])
        if body["verb"] == "pay":
            payment.pay(row, reference=body.get("reference", ""), **self.who)
        elif body["verb"] == "confirm":
            payment.confirm(row, **self.who)
        else:
            raise Http404
        return self.answer(deal)

    @extend_schema(request=s.RoyaltySerializer, responses={201: s.ShownRoyaltySerializer})
    @action(detail=True, methods=["post"])
    def royalty(self, request: Request, no: str) -> Response:
        """Report a period; the royalty is computed."""
        deal = self.get_object()
        report = payment.report_royalty(deal, **self.read(s.RoyaltySerializer), **self.who)
        return Response(s.ShownRoyaltySerializer(report).data, status=201)

    @extend_schema(request=s.AnswerSerializer, responses=s.OutcomeSerializer)
    @action(detail=True, methods=["post"])
    def outcome(self, request: Request, no: str) -> Response:
        """Answer the question after 90, 180 or 365 days."""
        deal, body = self.get_object(), self.read(s.AnswerSerializer)
        row = get_object_or_404(deal.outcome_checks, days=body.pop("days"))
        return Response(
            s.OutcomeSerializer(outcome.answer(row, answer=body.pop("answer"), figures=body, **self.who)).data
        )

    @extend_schema(request=s.DraftSerializer, responses={201: s.DealSerializer})
    @action(detail=True, methods=["post"])
    def draft(self, request: Request, no: str) -> Response:
        """Generate the contract from the accepted terms."""
        deal = self.get_object()
        contract.draft(deal, **self.read(s.DraftSerializer), **self.who)
        return self.answer(deal, 201)

    @extend_schema(request=s.VersionSerializer, responses=s.DealSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, no: str) -> Response:
        """Sign the text that is out for signature; ``version`` is the text's."""
        deal = self.get_object()
        contract.sign(deal, contract_version=self.read(s.VersionSerializer)["version"], **self.who)
        return self.answer(deal)

    @extend_schema(responses=s.ShownMessageSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def messages(self, request: Request, no: str) -> Response:
        """The latest 200 messages, oldest first."""
        rows = self.get_object().messages.select_related("organization", "author").order_by("-id")[:200]
        return Response(s.ShownMessageSerializer(list(rows)[::-1], many=True).data)

    @extend_schema(request=s.MessageSerializer, responses={201: s.ShownMessageSerializer})
    @messages.mapping.post
    def send_message(self, request: Request, no: str) -> Response:
        """Write a message."""
        deal = self.get_object()
        row = deals.say(deal, **self.read(s.MessageSerializer), **self.who)
        return Response(s.ShownMessageSerializer(row).data, status=201)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def receipt(self, request: Request, no: str) -> Response:
        """Every consent and disclosure in the deal."""
        return Response(receipt_of(self.get_object(), request.user))

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def export(self, request: Request, no: str) -> Response:
        """Everything of the deal."""
        return Response(as_json(self.get_object()))


class CaseViewSet(ReadOnlyViewSet):
    """Published cases. A token is enough."""

    queryset = Case.objects.published().for_list()
    serializer_class = s.CaseSerializer
    filterset_class = CaseFilter
    lookup_field = "no"
    lookup_value_regex = "[A-Za-z][0-9]{1,15}"
