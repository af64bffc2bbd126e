"""Scoring one demand: read, compute, then fence first and replace its rows in one transaction."""

import logging
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from achievements.models import Achievement
from common.events import publish
from demands.models import Demand, DemandExclusion
from integration.actions.outbox import record
from matching.actions.evidence import Evidence, evidence_for, kept_evidence
from matching.actions.leases import is_stale, lease_demand, new_owner, release_demand
from matching.encoders import EncoderUnavailable
from matching.engine import Scored, assess_input
from matching.enums import ObjectKind, RunStatus, Stage, Vectors
from matching.features import Entry, read_demands
from matching.models import DemandState, Epoch, Match
from matching.retrieval import database, vectors
from matching.retrieval.library import View, library
from matching.signals import demand_matched, matches_changed

logger = logging.getLogger(__name__)
DEPTH = 300  # candidates that are scored
_FIRST_ROWS = 5  # shown while the demand's vector is made
_ROUNDS = 5  # times a run starts again because its demand moved meanwhile; then the sweeper takes over


class Overtaken(Exception):
    """Something moved between reading and writing; nothing was written, read again."""


@dataclass(frozen=True)
class Token:
    """What was read: the fence lets a write pass only over older ones. Read before the library, so never too new."""

    demand_id: int
    seq: int
    recheck: int
    epoch: int
    scored_before: bool  # this content version has final rows already
    first: bool  # the first final list of this content version


@dataclass(frozen=True)
class Result:
    """Scored rows of one pass with what the state row says about them."""

    rows: list[tuple[Scored, int, Evidence]]  # scored pair, content version of its achievement, evidence
    eligible: int
    floor_fused: float | None
    model_version: str
    encoder: str
    vectors: str


def run_for_demand(demand_id: int, *, owner: str | None = None) -> bool:
    """Bring the list of one demand up to date. Safe to call at any time, any number of times, by anybody.

    Returns whether this call wrote a final list. An error is kept on the state row and raised.
    """
    owner = owner or new_owner()
    written = False
    for _ in range(_ROUNDS):
        if not lease_demand(demand_id, owner):
            break
        try:
            written = _score(demand_id) or written
        except Overtaken:
            release_demand(demand_id, owner, forgive=True)
            continue
        except Exception as error:
            release_demand(demand_id, owner, error=f"{type(error).__name__}: {error}")
            raise
        if not is_stale(demand_id):  # a change that came meanwhile found the lease taken and went away
            break
    return written


def read_demand(demand_id: int) -> tuple[Token, Entry, set[int]]:
    """Token, profile and organizations kept out, all of one content version. Raises ``Overtaken``."""
    state = DemandState.objects.get(pk=demand_id)
    epoch = Epoch.objects.now().value
    demand = Demand.objects.filter(pk=demand_id)
    found = read_demands(demand)
    if not found:
        raise Overtaken
    [entry] = found
    hidden = set(DemandExclusion.objects.filter(demand_id=demand_id).values_list("organization_id", flat=True))
    if demand.values_list("content_seq", flat=True).first() != entry.content_seq:
        raise Overtaken  # the parts may belong to the next version
    final = state.scored_seq == entry.content_seq and state.stage == Stage.FINAL
    token = Token(demand_id, entry.content_seq, state.recheck_seq, epoch, final, not final)
    return token, entry, hidden | {entry.organization_id}


def _score(demand_id: int) -> bool:
    token, entry, hidden = read_demand(demand_id)
    if entry.status != "published":
        return write(token, entry, _nothing(), Stage.FINAL)
    view, mask = _library(entry, hidden)
    stored = vectors.of_entries(ObjectKind.DEMAND, [entry], view.encoder)
    known = stored is not None and bool(stored.any())
    if not known and vectors.can_encode_for(view.encoder):
        if not token.scored_before:
            first = compute(view, entry, None, mask, top=_FIRST_ROWS)
            if not write(token, entry, first, Stage.LEXICAL):
                raise Overtaken
        stored = _encode(entry, view.encoder)
    result = compute(view, entry, stored if stored is not None and stored.any() else None, mask)
    if not write(token, entry, result, Stage.FINAL):
        raise Overtaken
    publish(demand_matched if token.first else matches_changed, demand_id=demand_id)
    return True


def _library(entry: Entry, hidden: set[int]) -> tuple[View, np.ndarray]:
    """The library of this process; where it cannot hold one, the part of it that the database finds."""
    try:
        view = library.current()
    except (OSError, MemoryError) as error:
        logger.warning("no index in this process, candidates come from the database: %s", error)
        view = database.candidates(entry, hidden, DEPTH)
    return view, view.mask(hidden)


def _encode(entry: Entry, encoder: str) -> np.ndarray | None:
    """The demand's vector, kept for the next time; None where the encoder fails, and the list says so."""
    try:
        found = vectors.encode([entry])
    except EncoderUnavailable as error:
        logger.warning("demand %s is matched by words alone: %s", entry.id, error)
        return None
    vectors.store(ObjectKind.DEMAND, [entry], found, encoder)
    return found


def _nothing() -> Result:
    """A demand that is not open has no list."""
    return Result([], 0, None, "", "", Vectors.UNAVAILABLE)


def compute(view: View, entry: Entry, vector: np.ndarray | None, mask: np.ndarray, *, top: int | None = None) -> Result:
    """Candidates, scores, and evidence of the best ``top`` (default: all that are listed). Reads, writes nothing."""
    scorer = library.scorer(view)
    profile = entry.profile
    candidates = view.index.search([profile], vector, DEPTH, mask)
    [found] = scorer.score_block([profile], vector, candidates)
    scored = found[: top or settings.MATCHING_TOP_K]
    seqs = [int(view.seqs[item.row]) for item in scored]
    version = scorer.model.version
    evidence = evidence_for(entry, scored, seqs, kept_evidence(entry.id, entry.content_seq, version), scorer.model)
    if gone := [int(item.id) for item, told in zip(scored, evidence, strict=True) if told is None]:
        library.drop(gone)  # withdrawn this very moment, or deleted, which no version tells
        raise Overtaken
    full = len(candidates[0]) >= DEPTH
    return Result(
        list(zip(scored, seqs, evidence, strict=True)),
        int(mask.sum()),
        float(candidates[0].scores[-1]) if full else None,
        version,
        view.encoder if vector is not None else "",
        _declared(view, vector),
    )


def _declared(view: View, vector: np.ndarray | None) -> str:
    if vector is None:
        return Vectors.UNAVAILABLE
    return Vectors.COMPLETE if view.encoded[view.alive].all() else Vectors.PARTIAL


@transaction.atomic
def write(token: Token, entry: Entry, result: Result, stage: int) -> bool:
    """Fence, then replace. False, and nothing written, where as new a reading has been written already."""
    if not _fence(token, entry, result, stage):
        return False
    now = timezone.now()
    wanted = [_match(token, result, place) for place in range(len(result.rows))]
    for row in wanted:
        row.created_at = row.updated_at = now
    ids = [row.achievement_id for row in wanted]
    Match.objects.filter(demand_id=token.demand_id).exclude(achievement_id__in=ids).delete()
    there = set(Achievement.objects.published().filter(pk__in=ids).values_list("pk", flat=True))
    if gone := [i for i in ids if i not in there]:
        library.drop(gone)
        raise Overtaken  # rolls the fence back
    try:
        with transaction.atomic():
            Match.objects.bulk_create(
                wanted,
                update_conflicts=True,
                unique_fields=["demand", "achievement"],
                update_fields=[
                    "rank", "score", "level", "grade", "sub_scores", "reasons", "gaps", "uncertainty", "model_version",
                    "demand_seq", "achievement_seq", "updated_at",
                ],
            )  # fmt: skip
    except IntegrityError as error:  # an achievement or the demand was deleted this very moment
        raise Overtaken from error
    if stage == Stage.FINAL and token.first and entry.status == "published":
        demand = Demand.objects.only("no").get(pk=token.demand_id)
        record(event="matches.ready", subject=demand, organizations=[entry.organization_id], data={"count": len(ids)})
    return True


def _fence(token: Token, entry: Entry, result: Result, stage: int) -> bool:
    older = Q(scored_seq__lt=token.seq) | (
        Q(scored_seq=token.seq)
        & (Q(rechecked_seq__lt=token.recheck) | Q(scored_epoch__lt=token.epoch) | Q(stage__lt=stage))
    )
    final = stage == Stage.FINAL
    changes: dict[str, Any] = {
        "scored_seq": token.seq,
        "stage": stage,
        "status": RunStatus.DONE if final else RunStatus.RUNNING,
        "done": min(DEPTH, result.eligible) * (2 if final else 1),
        "total": min(DEPTH, result.eligible) * 2,
        "computed_at": timezone.now(),
        "model_version": result.model_version,
        "encoder": result.encoder,
        "vectors": result.vectors,
        "eligible": result.eligible,
        "floor_fused": result.floor_fused,
        "quality": _quality(entry),
    }
    if final:
        changes |= {
            "rechecked_seq": token.recheck,
            "scored_epoch": token.epoch,
            "attempts": 0,
            "last_error": "",
            "leased_until": None,
            "leased_by": "",
        }
    return DemandState.objects.filter(older, pk=token.demand_id, recheck_seq__gte=token.recheck).update(**changes) == 1


def _quality(entry: Entry) -> dict[str, Any]:
    found = assess_input(entry.profile)
    questions = [{"code": q.code, "params": dict(q.params)} for q in found.questions]
    return {"matchable": found.matchable, "level": found.level, "questions": questions}


def _match(token: Token, result: Result, place: int) -> Match:
    scored, seq, evidence = result.rows[place]
    parts: dict[str, Any] = {name: round(value, 4) for name, value in scored.parts.items()}
    parts["expected_level"] = round(scored.expected_level, 3)
    parts["probabilities"] = [round(p, 4) for p in scored.probabilities]
    return Match(
        demand_id=token.demand_id,
        achievement_id=int(scored.id),
        rank=place + 1,
        score=scored.score,
        level=scored.level,
        grade=scored.grade,
        sub_scores=parts,
        reasons=evidence.reasons,
        gaps=evidence.gaps,
        uncertainty=evidence.uncertainty,
        model_version=result.model_version,
        demand_seq=token.seq,
        achievement_seq=seq,
    )
