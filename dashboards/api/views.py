"""``/api/v1/stats/``: the figures of the board for machines."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.language import localized
from dashboards.api.serializers import StatsSerializer
from dashboards.metrics import CATALOGUE, Scope, snapshot


class StatsView(APIView):
    """Counts of the caller's own scope: an authority's region, everything for the operator."""

    scope = "stats"

    @extend_schema(
        operation_id="stats_retrieve",
        parameters=[OpenApiParameter("region", OpenApiTypes.STR, description="A region code inside of your scope.")],
        responses=StatsSerializer,
    )
    def get(self, request: Request) -> Response:
        if not request.user.has_perm("dashboards.view_board"):
            raise PermissionDenied(_("Statistics are for public authorities and the operator."))
        scope = Scope.of(request.user, request.query_params.get("region", ""))
        taken = snapshot(scope)
        body: dict[str, Any] = {
            "scope": {"region": scope.code or None, "name": scope.name},
            "computed_at": taken.computed_at,
            "since": taken.since,
            "metrics": [
                {
                    "name": metric.name,
                    "title": str(metric.title),
                    "definition": str(metric.definition),
                    "unit": metric.unit,
                    "value": taken.values[metric.name],
                }
                for metric in CATALOGUE.values()
            ],
            "by_month": [_row(line, "month") for line in taken.months],
            "by_region": [_row(line, "region") for line in taken.regions],
            "by_industry": [_row(line, "industry") for line in taken.industries],
        }
        return Response(StatsSerializer(body).data)


def _row(line: dict[str, Any], axis: str) -> dict[str, Any]:
    row = {axis: line["key"] or None, "demands": line["demands"], "achievements": line["achievements"]}
    return row | ({"name": localized(line["name"], line["name_en"])} if "name" in line else {})
