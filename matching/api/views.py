"""Matches over REST: below a demand, below an achievement, and one by one with answers."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from achievements.models import Achievement
from common.api.pagination import Cursor
from common.api.views import ReadOnlyViewSet
from demands.models import Demand
from integration.api.idempotency import IdempotentMixin
from matching import actions
from matching.api import serializers
from matching.enums import ANSWERS, Surface
from matching.models import Match
from matching.selectors.bridge import bridge_of
from matching.selectors.cards import answers_of
from matching.selectors.runs import run_of
from matching.selectors.sentences import sentence


@method_decorator(conditional_page, name="dispatch")
class DemandMatchesView(GenericAPIView):
    """The ranked list of one demand, with how far its scoring is."""

    http_method_names = ["get", "head", "options"]
    serializer_class = serializers.DemandMatchesSerializer
    scope = "matches"
    queryset = Match.objects.none()

    @extend_schema(operation_id="demands_matches_list", responses=serializers.DemandMatchesSerializer)
    def get(self, request: Request, no: str) -> Response:
        demand, rows = _of_demand(request.user, no)
        run = run_of(demand)
        context = self.get_serializer_context() | {"answers": answers_of(rows, request.user)}
        questions = [{"code": item["code"], "text": sentence(item)} for item in run.questions]
        body = {
            "status": run.status,
            "progress": run.progress,
            "computed_at": run.computed_at,
            "model_version": run.model_version,
            "vectors": run.vectors,
            "stale": run.stale,
            "attention": run.attention,
            "matchable": run.matchable,
            "questions": questions,
            "results": rows,
        }
        return Response(serializers.DemandMatchesSerializer(body, context=context).data)


def _of_demand(user: Any, no: str) -> tuple[Demand, list[Match]]:
    """The demand and the rows this reader may see. Raises 404 where he may see neither."""
    demand = Demand.objects.filter(no=no).first()
    if demand is None:
        raise Http404
    rows = list(Match.objects.visible_to(user).filter(demand=demand).for_list().order_by("rank", "id"))
    if not rows and not Demand.objects.visible_to(user).filter(pk=demand.pk).exists():
        raise Http404
    return demand, rows


class ByScore(Cursor):
    ordering = ("-score", "-id")


@method_decorator(conditional_page, name="dispatch")
class AchievementMatchesView(GenericAPIView):
    """The demands one achievement fits, best first."""

    http_method_names = ["get", "head", "options"]
    serializer_class = serializers.AchievementMatchSerializer
    pagination_class = ByScore
    scope = "matches"
    queryset = Match.objects.none()

    @extend_schema(
        operation_id="achievements_matches_list", responses=serializers.AchievementMatchSerializer(many=True)
    )
    def get(self, request: Request, no: str) -> Response:
        achievement = get_object_or_404(Achievement.objects.visible_to(request.user), no=no)
        rows = Match.objects.visible_to(request.user).filter(achievement=achievement).for_list()
        page = self.paginate_queryset(rows)
        context = self.get_serializer_context() | {"answers": answers_of(page, request.user)}
        return self.get_paginated_response(self.get_serializer_class()(page, many=True, context=context).data)


class MatchViewSet(IdempotentMixin, ReadOnlyViewSet):
    """One pair; its answers."""

    queryset = Match.objects.for_list()
    serializer_class = serializers.MatchSerializer
    pagination_class = ByScore
    http_method_names = ["get", "head", "options", "post", "delete"]
    lookup_value_regex = "[0-9]{1,18}"
    query_parameters = ("kind",)
    scope = "matches"
    scopes = {"feedback": "matches:feedback", "undo": "matches:feedback"}
    rules = {"feedback": "matching.answer_match", "undo": "matching.answer_match"}

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self._shown(self.get_object()))

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        context = self.get_serializer_context() | {"answers": answers_of(page, request.user)}
        return self.get_paginated_response(self.get_serializer_class()(page, many=True, context=context).data)

    @extend_schema(request=serializers.FeedbackSerializer, responses={201: serializers.AnswerSerializer})
    @action(detail=True, methods=["post"])
    def feedback(self, request: Request, pk: str) -> Response:
        """Answer: interested, shortlisted, or declined with a reason."""
        match = self.get_object()
        serializer = serializers.FeedbackSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = {"surface": Surface.API} | serializer.validated_data
        saved = actions.respond(match, by=request.user, channel=Channel.API, **values)
        return Response(serializers.AnswerSerializer(saved).data, status=201)

    @extend_schema(
        request=None,
        responses={204: None},
        parameters=[OpenApiParameter("kind", str, required=True, enum=sorted(k.value for k in ANSWERS))],
    )
    @feedback.mapping.delete
    def undo(self, request: Request, pk: str) -> Response:
        """Take an answer back; nothing happens where there was none."""
        match = self.get_object()
        kind = request.query_params.get("kind", "")
        if kind not in ANSWERS:
            raise ValidationError({"kind": [", ".join(sorted(k.value for k in ANSWERS))]})
        actions.undo(match, by=request.user, kind=kind, channel=Channel.API)
        return Response(status=204)

    @extend_schema(responses=serializers.BridgeSerializer)
    @action(detail=True, methods=["get"])
    def bridge(self, request: Request, pk: str) -> Response:
        """The best plan from the catalogue to the maturity that is wanted, alternatives, or why there is none."""
        found = bridge_of(self.get_object(), request.user)
        body = {"from_trl": found.goal.now if found.goal else None, "to_trl": found.goal.wanted if found.goal else None,
                "plans": found.plans, "explanation": found.sentences}  # fmt: skip
        return Response(serializers.BridgeSerializer(body).data)

    def _shown(self, match: Match) -> dict[str, Any]:
        context = self.get_serializer_context() | {"answers": answers_of([match], self.request.user)}
        return self.get_serializer_class()(match, context=context).data
