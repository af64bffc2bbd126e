"""``/api/v1/challenges/`` and ``/api/v1/proposals/``."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from common.api.serializers import StrictSerializer
from deals.actions import challenge as actions
from deals.actions import proposal as proposals
from deals.api.trading import NoteBody, NothingSerializer, ReasonBody, TermsSerializer, TradingViewSet, VisibleField
from deals.filters.trading import ChallengeFilter, ProposalFilter
from deals.models import Challenge, Proposal
from demands.models import Demand
from demands.rules import may_see_owner
from integration.api.serializers import OrganizationBrief
from matching.enums import DeclineReason

_TERMS = (
    "bounty",
    "currency",
    "deposit_paid",
    "acceptance_test",
    "eligibility",
    "deadline",
    "feedback_due",
    "publicity_days",
)
_PAGE = ("title", "approach", "evidence", "plan", "team", "price", "months")


class ChallengeSerializer(TermsSerializer):
    demand = VisibleField(queryset=Demand.objects.all())
    organization = serializers.SerializerMethodField()
    received = serializers.IntegerField(read_only=True)
    winner = serializers.SlugRelatedField(slug_field="no", read_only=True)

    class Meta:
        model = Challenge
        fields = (
            "no", "status", "demand", "organization", *_TERMS, "publicity_until", "received", "winner", "closing_note",
            "announced_at", "feedback_given_at", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "no", "status", "publicity_until", "closing_note", "announced_at", "feedback_given_at", "created_at",
            "updated_at",
        )  # fmt: skip

    def get_organization(self, row: Challenge) -> dict[str, Any] | None:
        """Whose challenge it is; null where the firm stays anonymous."""
        user = self.context["request"].user
        return OrganizationBrief(row.organization).data if may_see_owner.test(user, row.demand) else None


class NominateBody(StrictSerializer):
    proposal = VisibleField(queryset=Proposal.objects.all())


_DONE = {202: ChallengeSerializer}


class ChallengeViewSet(TradingViewSet):
    queryset = Challenge.objects.all()
    serializer_class = ChallengeSerializer
    filterset_class = ChallengeFilter
    rules = {
        # Whose demand it is stands in the body, so ``create`` asks again when it is read.
        "create": "demands.add_demand",
        "partial_update": "deals.change_challenge",
        "announce": "deals.announce_challenge",
        "close": "deals.close_challenge",
        "nominate": "deals.nominate_challenge",
        "object": "deals.object_challenge",
        "award": "deals.award_challenge",
        "finish": "deals.finish_challenge",
        "fail": "deals.fail_challenge",
        "cancel": "deals.cancel_challenge",
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("winner")

    def create(self, request: Request) -> Response:
        values = self.body()
        demand = values.pop("demand")
        self.allow("deals.add_challenge", demand)
        return self.answer(actions.create(demand, by=request.user, channel=Channel.API, values=values), 201)

    def edit_row(self, row: Challenge, changes: dict[str, Any]) -> Challenge:
        changes.pop("demand", None)
        return actions.edit(row, by=self.request.user, channel=Channel.API, changes=changes)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def announce(self, request: Request, no: str) -> Response:
        """Open it for proposals."""
        return self.move(actions.announce)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, no: str) -> Response:
        """Close it for proposals before its deadline."""
        return self.move(actions.close)

    @extend_schema(request=NominateBody, responses=_DONE)
    @action(detail=True, methods=["post"])
    def nominate(self, request: Request, no: str) -> Response:
        """Name a shortlisted proposal for the award; the public notice begins."""
        return self.move(actions.nominate, NominateBody)

    @extend_schema(request=ReasonBody, responses=_DONE)
    @action(detail=True, methods=["post"])
    def object(self, request: Request, no: str) -> Response:
        """Uphold an objection: back to the review."""
        return self.move(actions.object_, ReasonBody)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def award(self, request: Request, no: str) -> Response:
        """Award it after the notice; 409 while a solver waits for his answer."""
        return self.move(actions.award)

    @extend_schema(request=NoteBody, responses=_DONE)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, no: str) -> Response:
        """The acceptance test was passed and the bounty is paid."""
        return self.move(actions.finish, NoteBody)

    @extend_schema(request=NoteBody, responses=_DONE)
    @action(detail=True, methods=["post"])
    def fail(self, request: Request, no: str) -> Response:
        """End it without an award, with a public reason."""
        return self.move(_with_note(actions.fail), NoteBody)

    @extend_schema(request=NoteBody, responses=_DONE)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, no: str) -> Response:
        """Take it back before its deadline."""
        return self.move(_with_note(actions.cancel), NoteBody)


class ProposalSerializer(TermsSerializer):
    challenge = VisibleField(queryset=Challenge.objects.all())
    organization = OrganizationBrief(read_only=True)

    class Meta:
        model = Proposal
        fields = (
            "no", "status", "version", "challenge", "organization", *_PAGE, "submitted_at", "decided_at", "reason",
            "feedback", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "no", "status", "version", "submitted_at", "decided_at", "reason", "feedback", "created_at", "updated_at",
        )  # fmt: skip
        # One proposal for each organization: the action gives the one that is there.
        validators: list[Any] = []


class DeclineBody(StrictSerializer):
    reason = serializers.ChoiceField(choices=DeclineReason.choices)
    feedback = serializers.CharField(max_length=2000)


_DECIDED = {202: ProposalSerializer}


class ProposalViewSet(TradingViewSet):
    """Votes are for people and have no address here."""

    queryset = Proposal.objects.all()
    serializer_class = ProposalSerializer
    filterset_class = ProposalFilter
    rules = {
        "create": "deals.add_proposal",
        "partial_update": "deals.change_proposal",
        "submit": "deals.submit_proposal",
        "withdraw": "deals.withdraw_proposal",
        "shortlist": "deals.view_proposal",
        "decline": "deals.view_proposal",
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("challenge__reviewers")

    def create(self, request: Request) -> Response:
        """The draft of your organization; the one that is there already is filled in."""
        values = self.body()
        row = proposals.start(values.pop("challenge"), by=request.user, channel=Channel.API)
        if values:
            row = proposals.save(row, by=request.user, channel=Channel.API, changes=values)
        return self.answer(row, 201)

    def edit_row(self, row: Proposal, changes: dict[str, Any]) -> Proposal:
        changes.pop("challenge", None)
        return proposals.save(row, by=self.request.user, channel=Channel.API, changes=changes)

    @extend_schema(request=NothingSerializer, responses=_DECIDED)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, no: str) -> Response:
        """Hand it in; 400 names every field that is missing."""
        return self.move(proposals.submit)

    @extend_schema(request=NothingSerializer, responses=_DECIDED)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, no: str) -> Response:
        """Take it back; it can be handed in again until the deadline."""
        return self.move(proposals.withdraw)

    @extend_schema(request=NothingSerializer, responses=_DECIDED)
    @action(detail=True, methods=["post"])
    def shortlist(self, request: Request, no: str) -> Response:
        """Shortlist it (the challenge's organization)."""
        self.allow("deals.decide_challenge", self.get_object().challenge)
        return self.move(proposals.shortlist)

    @extend_schema(request=DeclineBody, responses=_DECIDED)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, no: str) -> Response:
        """Decline it with a coded reason and an answer (the challenge's organization)."""
        self.allow("deals.decide_challenge", self.get_object().challenge)
        return self.move(proposals.decline, DeclineBody)


def _with_note(move: Any) -> Any:
    """A body without ``note`` is refused by the action in its own words."""
    return lambda row, **values: move(row, **({"note": ""} | values))
