"""What matching does: scoring, telling the demands of a changed library, embedding, sweeping, answers.

The names below are loaded when they are first used: scoring brings the engine with its dictionaries and tables along, and
a web process that keeps an answer or sends a hint needs none of that.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "embed_missing": "embedding",
    "head_of_the_queue": "waiting",
    "is_behind": "waiting",
    "match_everything": "everything",
    "measure_recall": "upkeep",
    "note_arrivals": "waiting",
    "recheck": "library",
    "record_outcome": "answers",
    "record_shown": "answers",
    "record_viewed": "answers",
    "rematch_all": "everything",
    "respond": "answers",
    "run_for_achievements": "library",
    "run_for_demand": "demand",
    "tidy": "upkeep",
    "undo": "answers",
    "warm_up": "upkeep",
    "work_off": "sweeping",
}


def __getattr__(name: str) -> Any:
    if (home := _HOMES.get(name)) is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
