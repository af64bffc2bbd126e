"""``/api/v1/achievements/``."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.enums import Channel
from achievements import actions
from achievements.api.serializers import (
    AchievementListSerializer,
    AchievementSerializer,
    NothingSerializer,
    ReasonSerializer,
)
from achievements.enums import Status
from achievements.filters import ORDERINGS, AchievementFilter, with_sort_keys
from achievements.models import Achievement, AchievementIndicator, IPRight
from integration.api.serializers import NoteSerializer, ReturnSerializer
from integration.api.views import EntryViewSet

_DONE = {202: AchievementSerializer}


class AchievementViewSet(EntryViewSet):
    queryset = Achievement.objects.all()
    serializer_class = AchievementSerializer
    list_serializer_class = AchievementListSerializer
    filterset_class = AchievementFilter
    orderings = ORDERINGS
    scope = "achievements"
    rules = {
        "create": "achievements.add_achievement",
        "put_source": "achievements.add_achievement",
        "destroy": "achievements.withdraw_achievement",
        "delete_source": "achievements.add_achievement",
        "partial_update": "achievements.change_achievement",
        "submit": "achievements.submit_achievement",
        "publish": "achievements.publish_achievement",
        "return_": "achievements.return_achievement",
        "withdraw": "achievements.withdraw_achievement",
        "archive": "achievements.archive_achievement",
        "confirm": "achievements.confirm_achievement",
    }

    def for_page(self, rows: Any) -> Any:
        return with_sort_keys(rows.for_list())

    def create_row(self, values: dict[str, Any]) -> Achievement:
        indicators, rights = _parts(values)
        user = self.request.user
        return actions.create(
            organization=user.organization, by=user, channel=Channel.API, values=values,
            indicators=indicators or [], ip_rights=rights or [],
        )  # fmt: skip

    def edit_row(self, entry: Achievement, changes: dict[str, Any], expected_version: int | None) -> Achievement:
        indicators, rights = _parts(changes)
        return actions.edit(
            entry, by=self.request.user, channel=Channel.API, changes=changes, indicators=indicators,
            ip_rights=rights, expected_version=expected_version,
        )  # fmt: skip

    def take_down(self, entry: Achievement) -> None:
        never_shown = entry.status in {Status.DRAFT, Status.RETURNED}
        act = actions.archive if never_shown else actions.withdraw
        act(entry, by=self.request.user, channel=Channel.API)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, no: str) -> Response:
        """Hand in for review."""
        return self.move(actions.submit, NothingSerializer)

    @extend_schema(request=NoteSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, no: str) -> Response:
        """Publish a submitted entry (reviewers)."""
        return self.move(actions.publish, NoteSerializer)

    @extend_schema(request=ReturnSerializer, responses=_DONE)
    @action(detail=True, methods=["post"], url_path="return", url_name="return")
    def return_(self, request: Request, no: str) -> Response:
        """Return a submitted entry to its author with a note (reviewers)."""
        return self.move(actions.return_, ReturnSerializer)

    @extend_schema(request=ReasonSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, no: str) -> Response:
        """Take the entry out of the library; it can be submitted again."""
        return self.move(actions.withdraw, ReasonSerializer)

    @extend_schema(request=ReasonSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def archive(self, request: Request, no: str) -> Response:
        """Close the entry for good."""
        return self.move(actions.archive, ReasonSerializer)

    @extend_schema(request=NothingSerializer, responses=_DONE)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, no: str) -> Response:
        """Say that a published entry still holds."""
        return self.move(actions.confirm_fresh, NothingSerializer)


def _parts(values: dict[str, Any]) -> tuple[list[AchievementIndicator] | None, list[IPRight] | None]:
    """Takes the nested lists out of ``values`` and makes rows of them; None where the body has none."""
    indicators, rights = values.pop("indicators", None), values.pop("ip_rights", None)
    return (
        None if indicators is None else [AchievementIndicator(**row) for row in indicators],
        None if rights is None else [IPRight(**row) for row in rights],
    )
