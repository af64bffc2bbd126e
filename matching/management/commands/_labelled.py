"""Labelled pairs from a file: full records per line, or ids that point into files of demands and achievements."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from django.core.management.base import CommandError

from matching.encoders import Encoder, encode_passages, encode_profiles
from matching.engine.profile import Profile
from matching.engine.training import Labelled
from matching.management.commands import _files


class _Rows:
    """Distinct profiles by title and text, each with its row."""

    def __init__(self) -> None:
        self.items: list[Profile] = []
        self._rows: dict[tuple[str, str], int] = {}

    def row(self, profile: Profile) -> int:
        key = (profile.title, profile.text)
        if key not in self._rows:
            self._rows[key] = len(self.items)
            self.items.append(profile)
        return self._rows[key]


def read_pairs(
    path: str, encoder: Encoder | None, achievements: str | None = None, demands: str | None = None
) -> dict[str, Labelled]:
    """Labelled sets by demand language. ``achievements`` / ``demands``: files the pairs may point into by id."""
    known = {"achievement": _by_id(achievements), "demand": _by_id(demands)}
    rows: dict[str, tuple[_Rows, _Rows, list[tuple[int, int, int]]]] = {}
    for number, record in _files.read(path):
        demand, achievement = (_side(record, side, known[side], path, number) for side in ("demand", "achievement"))
        level = record.get("level")
        if level not in (1, 2, 3, 4):
            raise CommandError(f"{path}: line {number}: level must be 1, 2, 3 or 4")
        left, right, pairs = rows.setdefault(demand.language, (_Rows(), _Rows(), []))
        pairs.append((left.row(demand), right.row(achievement), level))
    if not rows:
        raise CommandError(f"{path}: no pairs")
    for language, (_, right, _) in rows.items():
        for profile in known["achievement"].values():
            if profile.language == language:
                right.row(profile)
    return {language: _encoded(language, *parts, encoder) for language, parts in rows.items()}


def _by_id(path: str | None) -> dict[str, Profile]:
    if path is None:
        return {}
    return {str(profile.id): profile for profile in _files.profiles(path)[1]}


def _side(record: dict, side: str, known: dict[str, Profile], path: str, number: int) -> Profile:
    identity = record.get(f"{side}_id")
    if isinstance(record.get(side), dict):
        return _files.profile(record[side], path, number)
    if str(identity) in known:
        return known[str(identity)]
    raise CommandError(f"{path}: line {number}: no {side}: give its record, or {side}_id with --{side}s")


def _encoded(language: str, left: _Rows, right: _Rows, pairs: list, encoder: Encoder | None) -> Labelled:
    data = Labelled(language, left.items, right.items, np.array(pairs))
    if encoder is None:
        return data
    return replace(
        data,
        demand_vectors=encode_profiles(encoder, left.items),
        achievement_vectors=encode_profiles(encoder, right.items),
        passages=encode_passages(encoder, left.items),
    )
