"""Entries that say nearly the same: near-duplicates of an achievement, other firms' demands of the same kind."""

from dataclasses import dataclass
from typing import Any

from achievements.models import Achievement
from demands.models import Demand
from matching.engine import duplicates, similar
from matching.enums import ObjectKind
from matching.features import Entry, read_achievements, read_demands
from matching.retrieval import vectors
from matching.retrieval.library import library
from matching.retrieval.openings import openings

_SEARCHED = 30
_SHOWN = 10
#: Closeness (mean of the vector and the word cosine) from which two demands are called alike.
ALIKE = 0.45


@dataclass(frozen=True)
class Alike:
    """One entry beside another and how near it stands, in percent."""

    row: Achievement | Demand
    percent: int


def near_duplicates(achievement: Achievement, user: Any) -> list[Alike]:
    """Published achievements that share most of their words with this one, nearest first, as far as ``user`` sees them."""
    [entry] = read_achievements(Achievement.objects.filter(pk=achievement.pk))
    index = library.current().index
    vector = _vector(ObjectKind.ACHIEVEMENT, entry)
    [found] = duplicates(index, [entry.profile], vector, k=_SEARCHED, mask=index.alive)
    near = [(int(index.ids[row]), value) for row, value in found if int(index.ids[row]) != achievement.pk]
    rows = Achievement.objects.visible_to(user).published().select_related("organization")
    return _shown(near, rows.in_bulk([i for i, _ in near]))


def similar_demands(demand: Demand, user: Any) -> list[Alike]:
    """Open demands of the same need, nearest first, as far as ``user`` sees them."""
    [entry] = read_demands(Demand.objects.filter(pk=demand.pk))
    index = openings.current(library.current()).index
    vector = _vector(ObjectKind.DEMAND, entry)
    [found] = similar(index, [entry.profile], vector, k=_SEARCHED, least=ALIKE, mask=index.alive)
    near = [(int(index.ids[row]), value) for row, value in found if int(index.ids[row]) != demand.pk]
    rows = Demand.objects.visible_to(user).open().select_related("organization", "region")
    return _shown(near, rows.in_bulk([i for i, _ in near]))


def _vector(kind: str, entry: Entry):
    """The stored vector; ``None`` where there is none, and words alone decide."""
    found = vectors.of_entries(kind, [entry], vectors.serving_key())
    return found if found is not None and found.any() else None


def _shown(near: list[tuple[int, float]], rows: dict[int, Any]) -> list[Alike]:
    return [Alike(rows[i], round(100 * min(value, 1.0))) for i, value in near if i in rows][:_SHOWN]
