"""What matching does: scoring, telling the demands of a changed library, embedding, sweeping, answers."""

from matching.actions.answers import record_outcome, record_shown, record_viewed, respond, undo
from matching.actions.demand import run_for_demand
from matching.actions.embedding import embed_missing
from matching.actions.everything import match_everything, rematch_all
from matching.actions.library import recheck, run_for_achievements
from matching.actions.sweeping import head_of_the_queue, is_behind, work_off
from matching.actions.upkeep import measure_recall, tidy, warm_up

__all__ = [
    "embed_missing",
    "head_of_the_queue",
    "is_behind",
    "match_everything",
    "measure_recall",
    "recheck",
    "record_outcome",
    "record_shown",
    "record_viewed",
    "rematch_all",
    "respond",
    "run_for_achievements",
    "run_for_demand",
    "tidy",
    "undo",
    "warm_up",
    "work_off",
]
