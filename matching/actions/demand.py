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
from matching.actions.leases import lease_demand, new_owner, release_demand
from matching.encoders import EncoderUnavailable
from matching.engine import Explanation, Scored, assess_input, explain
from matching.enums import ObjectKind, RunStatus, Stage, Vectors
from matching.features import Entry, read_achievements, read_demands
from matching.models import DemandState, Epoch, Match
from matching.retrieval import vectors
from matching.retrieval.library import View, library
from matching.signals import demand_matched, matches_changed

logger = logging.getLogger(__name__)
DEPTH = 300  # candidates that are scored
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

    rows: list[tuple[Scored, Entry, int, Explanation]]
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
        except Exception as error:
            release_demand(demand_id, owner, error=f"{type(error).__name__}: {error}")
            raise
        else:
            release_demand(demand_id, owner)
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
    view = library.current()
    mask = view.mask(hidden)
    stored = vectors.of_entries(ObjectKind.DEMAND, [entry], view.encoder)
    known = stored is not None and bool(stored.any())
    if not known and vectors.can_encode_for(view.encoder):
        if not token.scored_before and not write(token, entry, compute(view, entry, None, mask), Stage.LEXICAL):
            raise Overtaken
        stored = _encode(entry, view.encoder)
    result = compute(view, entry, stored if stored is not None and stored.any() else None, mask)
    if not write(token, entry, result, Stage.FINAL):
        raise Overtaken
    publish(demand_matched if token.first else matches_changed, demand_id=demand_id)
    return True


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


def compute(view: View, entry: Entry, vector: np.ndarray | None, mask: np.ndarray) -> Result:
    """Candidates, scores and explanations of the best ``MATCHING_TOP_K``; pure but for reading their texts."""
    scorer = library.scorer(view)
    profile = entry.profile
    candidates = view.index.search([profile], vector, DEPTH, mask)
    [scored] = scorer.score_block([profile], vector, candidates)
    top = scored[: settings.MATCHING_TOP_K]
    there = {e.id: e for e in read_achievements(Achievement.objects.published().filter(pk__in=[s.id for s in top]))}
    if gone := [int(s.id) for s in top if int(s.id) not in there]:
        library.drop(gone)  # withdrawn this very moment, or deleted, which no version tells
        raise Overtaken
    rows = []
    for item in top:
        other = there[int(item.id)]
        rows.append((item, other, int(view.seqs[item.row]), explain(profile, other.profile, item, model=scorer.model)))
    full = len(candidates[0]) >= DEPTH
    return Result(
        rows,
        int(mask.sum()),
        float(candidates[0].scores[-1]) if full else None,
        scorer.model.version,
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
    wanted = [_match(token, entry, result, place) for place in range(len(result.rows))]
    for row in wanted:
        row.created_at = row.updated_at = now
    ids = [row.achievement_id for row in wanted]
    Match.objects.filter(demand_id=token.demand_id).exclude(achievement_id__in=ids).delete()
    if Achievement.objects.published().filter(pk__in=ids).count() != len(ids):
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
        }
    return DemandState.objects.filter(older, pk=token.demand_id, recheck_seq__gte=token.recheck).update(**changes) == 1


def _quality(entry: Entry) -> dict[str, Any]:
    found = assess_input(entry.profile)
    questions = [{"code": q.code, "params": dict(q.params)} for q in found.questions]
    return {"matchable": found.matchable, "level": found.level, "questions": questions}


def _match(token: Token, entry: Entry, result: Result, place: int) -> Match:
    scored, other, seq, explanation = result.rows[place]
    parts: dict[str, Any] = {name: round(value, 4) for name, value in scored.parts.items()}
    parts["expected_level"] = round(scored.expected_level, 3)
    parts["probabilities"] = [round(p, 4) for p in scored.probabilities]
    return Match(
        demand_id=token.demand_id,
        achievement_id=other.id,
        rank=place + 1,
        score=scored.score,
        level=scored.level,
        grade=scored.grade,
        sub_scores=parts,
        reasons=[_evidence(item.as_dict(), entry, other) for item in explanation.reasons],
        gaps=[_evidence(item.as_dict(), entry, other) for item in explanation.gaps],
        uncertainty=[_note(code, scored) for code, _ in explanation.uncertainty],
        model_version=result.model_version,
        demand_seq=token.seq,
        achievement_seq=seq,
    )


def _note(code: str, scored: Scored) -> dict[str, Any]:
    """Why the score is not certain; the two likeliest levels where it stands between them."""
    if code != "between_levels":
        return {"code": code}
    likely = sorted(sorted(range(4), key=lambda level: -scored.probabilities[level])[:2])
    return {"code": code, "params": {"low": likely[0] + 1, "high": likely[1] + 1}}


def _evidence(item: dict[str, Any], demand: Entry, achievement: Entry) -> dict[str, Any]:
    """Language-neutral: codes, values, quotes, and spans counted inside the field they quote."""
    kept = {name: value for name, value in item.items() if name != "text" and value not in (None, "", [], {})}
    for side, entry in (("demand", demand), ("achievement", achievement)):
        span = kept.pop(f"{side}_span", None)
        if span and (place := entry.field_span(span)):
            kept[f"{side}_field"], kept[f"{side}_span"] = place
            kept.setdefault(f"{side}_quote", entry.profile.quote(span))
    return kept
