"""Engine versions side by side: what each measured on the frozen set, and what this installation measured of itself."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from matching.enums import FeedbackKind
from matching.models import Feedback, Match, Measurement
from matching.weights import load_card, load_model, versions

_MEASURED = 14
_FULLEST = ("passages-context", "passages-pair", "dense-context", "dense-pair", "lexical-context", "lexical-pair")
#: Columns of the comparison.
FIGURES = ("ndcg@10", "recall@50", "score", "pair_accuracy", "calibration_error")


@dataclass(frozen=True)
class Version:
    """One shipped version: figures out of fold per language, the best set of weights of each."""

    name: str
    serves: bool
    languages: dict[str, dict[str, Any]]
    matches: int


def engine_versions() -> list[Version]:
    """Newest first; figures come from the model cards, so they are of one frozen set and one split."""
    serving = load_model().version
    counts = {name: Match.objects.filter(model_version=name).count() for name in versions()}
    return [Version(name, name == serving, _languages(name), counts[name]) for name in reversed(versions())]


def _languages(name: str) -> dict[str, dict[str, Any]]:
    card = load_card(name)
    found = {}
    for language, reports in card.get("reports", {}).items():
        best = next(reports[name] for name in _FULLEST if name in reports)["mean"]
        size = card["data"][language]
        found[language] = {column.replace("@", "_"): best[column] for column in FIGURES} | size
    return found


def recall_history() -> list[Measurement]:
    """The nightly comparison of stored lists with exact ones, newest first."""
    return list(Measurement.objects.filter(name="recall").order_by("-at")[:_MEASURED])


def labels() -> list[tuple[str, int]]:
    """Answers that are labels of the next training, by kind."""
    counts = Feedback.objects.order_by("kind").values_list("kind").annotate(Count("id"))
    return [(str(FeedbackKind(kind).label), count) for kind, count in counts]
