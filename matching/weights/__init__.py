"""Shipped models: one folder file per version (``ranker-<version>.json``), corpus statistics beside it.

``load_model()`` gives the newest version, ``load_model("2026.1")`` a named one; models are read once per process.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from matching.engine.lexical import Statistics
from matching.engine.memory import GradeMemory, restored, stored
from matching.engine.ranker import FitWeights, Fusion, RankerModel, Variant

FOLDER = Path(__file__).parent


def versions(folder: Path = FOLDER) -> list[str]:
    """Versions at hand, oldest first (by their numbers)."""
    names = [path.stem.removeprefix("ranker-") for path in folder.glob("ranker-*.json")]
    return sorted(names, key=lambda name: [int(part) if part.isdigit() else 0 for part in name.split(".")])


@lru_cache(maxsize=4)
def load_model(version: str | None = None, folder: Path = FOLDER) -> RankerModel:
    """The model of ``version`` (default: the newest). Raises ``FileNotFoundError`` naming the versions at hand."""
    found = versions(folder)
    if not found or (version is not None and version not in found):
        raise FileNotFoundError(f"no ranker {version or ''} in {folder}; at hand: {', '.join(found) or 'none'}")
    data = json.loads((folder / f"ranker-{version or found[-1]}.json").read_text("utf-8"))
    return RankerModel(
        version=data["version"],
        variants={key: Variant.from_dict(value) for key, value in data["variants"].items()},
        fusion=Fusion(**data["fusion"]),
        fit=FitWeights(**{name: tuple(pair) for name, pair in data["fit"].items()}),
        statistics=load_statistics(folder / data["statistics"]) if data.get("statistics") else None,
        means={
            encoder: {language: np.array(row, dtype=np.float32) for language, row in rows.items()}
            for encoder, rows in data["means"].items()
        },
        encoder=data["encoder"],
        memory=load_memory(folder / data["memory"]) if data.get("memory") else None,
    )


def load_card(version: str, folder: Path = FOLDER) -> dict[str, Any]:
    """What a version was trained on and measured, by language, weights and fold."""
    return json.loads((folder / f"ranker-{version}.json").read_text("utf-8")).get("card", {})


def save_model(model: RankerModel, folder: Path, statistics: str, card: dict[str, Any]) -> Path:
    """Write ``ranker-<version>.json`` (sorted keys, so equal training gives equal files); returns its path."""
    data = {
        "version": model.version,
        "encoder": model.encoder,
        "statistics": statistics,
        "card": card,
        "fusion": {
            "lexical": model.fusion.lexical,
            "title": model.fusion.title,
            "blend": model.fusion.blend,
            "neighbours": model.fusion.neighbours,
        },
        "fit": {name: list(getattr(model.fit, name)) for name in model.fit.__dataclass_fields__},
        "means": {
            encoder: {language: [round(float(x), 5) for x in row] for language, row in rows.items()}
            for encoder, rows in model.means.items()
        },
        "variants": {key: variant.as_dict() for key, variant in model.variants.items()},
    }
    if model.memory is not None:
        data["memory"] = f"memory-{model.version}.npz"
        with (folder / data["memory"]).open("wb") as file:
            np.savez_compressed(file, **stored(model.memory))
    path = folder / f"ranker-{model.version}.json"
    path.write_text(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    return path


def load_memory(path: Path) -> GradeMemory:
    """Remembered grades of a model."""
    with np.load(path, allow_pickle=False) as data:
        return restored(dict(data))


def load_statistics(path: Path) -> Statistics:
    """Document frequencies from a compressed array file (columns stored as differences)."""
    with np.load(path, allow_pickle=False) as data:
        columns = np.cumsum(data["steps"], dtype=np.int64).astype(np.int32)
        return Statistics(int(data["documents"]), columns, data["frequency"].astype(np.int32), float(data["length"]))


def save_statistics(statistics: Statistics, path: Path) -> None:
    """Inverse of :func:`load_statistics`."""
    np.savez_compressed(
        path,
        documents=statistics.documents,
        length=statistics.mean_length,
        steps=np.diff(statistics.columns, prepend=0).astype(np.int32),
        frequency=np.minimum(statistics.frequency, 65535).astype(np.uint16),
    )
