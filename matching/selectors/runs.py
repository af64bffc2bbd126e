"""How far the matching of one demand is, for the version its reader sees now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from demands.models import Demand
from matching.enums import MAX_ATTEMPTS, RunStatus, Stage, Vectors
from matching.models import DemandState


@dataclass(frozen=True)
class Run:
    """``status``: queued, running or done (attention is told apart); ``stale``: a final list will be looked at again."""

    status: str
    progress: float
    done: int = 0
    total: int = 0
    computed_at: datetime | None = None
    model_version: str = ""
    vectors: str = Vectors.UNAVAILABLE
    stale: bool = False
    attention: bool = False
    is_open: bool = True
    eligible: int = 0
    quality: dict[str, Any] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        return self.status == RunStatus.DONE

    @property
    def matchable(self) -> bool:
        """False for a text that cannot be matched: the reader is asked a question instead."""
        return bool(self.quality.get("matchable", True))

    @property
    def questions(self) -> list[dict[str, Any]]:
        return list(self.quality.get("questions", []))


def run_of(demand: Demand) -> Run:
    """One query. A demand that is not published has an empty list, and that is final."""
    if demand.status != "published":
        return Run(RunStatus.DONE, 1.0, is_open=False)
    state = DemandState.objects.with_lag().filter(pk=demand.pk).first()
    if state is None:
        return Run(RunStatus.QUEUED, 0.0)
    current = state.scored_seq >= demand.content_seq
    final = current and state.stage == Stage.FINAL
    attention = state.attempts >= MAX_ATTEMPTS and state.attempt_seq == demand.content_seq and not final
    status = RunStatus.DONE if final else RunStatus.RUNNING if _is_held(state) else RunStatus.QUEUED
    behind = state.recheck_seq > state.rechecked_seq or state.scored_epoch < state.epoch
    progress = 1.0 if final else min(state.done / state.total, 0.99) if current and state.total else 0.0
    return Run(
        status,
        round(progress, 2),
        done=state.done if current else 0,
        total=state.total,
        computed_at=state.computed_at,
        model_version=state.model_version,
        vectors=state.vectors,
        stale=not final or behind,
        attention=attention,
        eligible=state.eligible,
        quality=state.quality if current else {},
    )


def _is_held(state: DemandState) -> bool:
    return state.leased_until is not None or state.stage == Stage.LEXICAL
