"""``/api/v1/demands/``."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from demands import actions
from demands.api.serializers import CloseSerializer, DemandListSerializer, DemandSerializer, NothingSerializer
from demands.filters import ORDERINGS, DemandFilter, with_sort_keys
from demands.models import Demand, DemandExclusion, DemandIndicator
from integration.api.serializers import NoteSerializer, ReturnSerializer
from integration.api.views import EntryViewSet

_DONE = {202: DemandSerializer}


class DemandViewSet(EntryViewSet):
    queryset = Demand.objects.all()
    serializer_class = DemandSerializer
    list_serializer_class = DemandListSerializer
    filterset_class = DemandFilter
    orderings = ORDERINGS
    scope = "demands"
    rules = {
        "create": "demands.add_demand",
        "put_source": "demands.add_demand",
        "destroy": "demands.withdraw_demand",
        "delete_source": "demands.add_demand",
        "partial_update": "demands.change_demand",
        "publish": "demands.publish_demand",
        "close": "demands.withdraw_demand",
        "pause": "demands.pause_demand",
        "approve": "demands.approve_demand",
        "return_": "demands.return_demand",
    }

    def for_page(self, rows: Any) -> Any:
        return with_sort_keys(rows.for_list())

    def create_row(self, values: dict[str, Any]) -> Demand:
        indicators, exclusions = _parts(values)
        user = self.request.user
        return actions.create(
            organization=user.organization, by=user, channel=Channel.API, values=values,
            indicators=indicators or [], exclusions=exclusions or [],
        )  # fmt: skip

    def edit_row(self, entry: Demand, changes: dict[str, Any], expected_version: int | None) -> Demand:
        indicators, exclusions = _parts(changes)
        return actions.edit(
            entry, by=self.request.user, channel=Channel.API, changes=changes, indicators=indicators,
            exclusions=exclusions, expected_version=expected_version,
        )  # fmt: skip

    def take_down(self, entry: Demand) -> None:
        actions.withdraw(entry, by=self.request.user, channel=Channel.API)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, no: str) -> Response:
        """Publish and match; the demand of an unverified organization waits for review first."""
        return self.move(actions.publish, NothingSerializer)

    @extend_schema(request=CloseSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, no: str) -> Response:
        """End it, as solved or withdrawn."""
        return self.move(_close, CloseSerializer)

    @extend_schema(request=NoteSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, no: str) -> Response:
        """Take it out of the library for a while."""
        return self.move(actions.pause, NoteSerializer)

    @extend_schema(request=NoteSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, no: str) -> Response:
        """Publish a waiting demand, or mark a published one as read (reviewers)."""
        return self.move(actions.approve, NoteSerializer)

    @extend_schema(request=ReturnSerializer, responses=_DONE)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, no: str) -> Response:
        """Return it to the firm with a note (reviewers)."""
        return self.move(actions.return_, ReturnSerializer)


def _close(demand: Demand, *, reason: str, **kwargs: Any) -> Demand:
    return {"solved": actions.solve, "withdrawn": actions.withdraw}[reason](demand, **kwargs)


def _parts(values: dict[str, Any]) -> tuple[list[DemandIndicator] | None, list[DemandExclusion] | None]:
    """Takes the nested lists out of ``values`` and makes rows of them; None where the body has none."""
    indicators, excluded = values.pop("indicators", None), values.pop("excluded", None)
    return (
        None if indicators is None else [DemandIndicator(**row) for row in indicators],
        None if excluded is None else [DemandExclusion(organization=row) for row in dict.fromkeys(excluded)],
    )
