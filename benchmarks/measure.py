"""The steps of ``bench_matching``: fill, score in process, post through the workers, import beside it."""

import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import Membership, Organization, User
from achievements.models import Achievement
from benchmarks import scratch, texts
from demands import actions as demand_actions
from demands.models import Demand
from matching import actions
from matching.actions import demand as scoring
from matching.actions.evidence import evidence_for
from matching.features import read_achievements, read_demands
from matching.health import invariants, workers
from matching.models import AchievementState, DemandState
from matching.retrieval import vectors
from matching.retrieval.library import library

_CHUNK = 2000


@dataclass
class World:
    """The firm that posts, the texts it posts, and the generator of everything."""

    firm: Organization
    poster: User
    university: Organization
    posts: list[tuple[str, str]]
    real: list[tuple[str, str]]
    seed: int


def fill(count: int, asked: int, seed: int, figures: dict[str, Any], say: Callable[[str], None]) -> World:
    """Rows and vectors; figures of each step go into ``figures``."""
    from benchmarks.bench_matching import BASE_TEXTS

    real = texts.sources()
    np.random.default_rng(seed).shuffle(real)
    held = real[-2 * asked - 10 :]
    real = real[: -2 * asked - 10]
    firm = Organization.objects.create(kind="firm", name="基准企业", verification="verified")
    university = Organization.objects.create(kind="university", name="基准大学", verification="verified")
    poster = User.objects.create_user("bench@example.org", organization=firm)
    Membership.objects.create(user=poster, organization=firm, role="admin")
    world = World(firm, poster, university, [(t, x[:300]) for t, x in held], real, seed)
    say(f"encoding {BASE_TEXTS} titles")
    started = time.process_time()
    base = vectors.encoder().encode([title for title, _ in real[:BASE_TEXTS]])
    figures["encoder_titles_per_cpu_second"] = round(BASE_TEXTS / (time.process_time() - started), 1)
    say(f"writing {count} achievements")
    started = time.monotonic()
    _write(count, world, texts.Vectors(base, seed))
    figures["fill_s"] = round(time.monotonic() - started, 1)
    started, cpu = time.monotonic(), time.process_time()
    view = library.current(everything=True)
    figures["index_build"] = _took(started, cpu)
    started, cpu = time.monotonic(), time.process_time()
    library.publish()
    figures["index_write"] = _took(started, cpu)
    library.forget()
    started, cpu = time.monotonic(), time.process_time()
    library.current()
    figures["index_load"] = _took(started, cpu)
    figures["index_mib"] = round(
        sum(f.stat().st_size for f in Path(settings.MATCHING_INDEX_DIR).rglob("*.npy")) / 2**20, 1
    )
    figures["rows"] = len(view.rows)
    return world


def _took(started: float, cpu: float) -> dict[str, float]:
    return {"wall_s": round(time.monotonic() - started, 2), "cpu_s": round(time.process_time() - cpu, 2)}


def _write(count: int, world: World, made: texts.Vectors) -> None:
    now, name = timezone.now(), vectors.encoder_key()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS embedding_nearest")  # not on the measured path, and slow to fill
    rows = texts.entries(count, world.seed, world.real)
    while part := list(itertools.islice(rows, _CHUNK)):
        saved = Achievement.objects.bulk_create(
            Achievement(
                organization=world.university, title=title, summary=text, status="published", published_at=now,
                trl=1 + number % 9,
            )
            for number, (title, text, _) in enumerate(part)
        )  # fmt: skip
        ids = [row.pk for row in saved]
        entries = read_achievements(Achievement.objects.filter(pk__in=ids).order_by("pk"))
        vectors.store("achievement", entries, made.of([pair for _, _, pair in part]), name)
        AchievementState.objects.bulk_create(
            AchievementState(achievement_id=e.id, marked_seq=e.content_seq, scored_seq=e.content_seq, marked_at=now)
            for e in entries
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def post(world: World, title: str, text: str) -> Demand:
    """As the form and the API do: two actions of the firm."""
    draft = demand_actions.create(
        organization=world.firm, by=world.poster, channel="api", values={"title": title, "problem": text or title}
    )
    return demand_actions.publish(draft, by=world.poster, channel="api")


def in_process(world: World, spread: Callable[[list[float]], dict[str, float]]) -> dict[str, Any]:
    """CPU of one demand in the worker, encoding apart, and of each part; first a demand to warm up."""
    total: list[float] = []
    parts: dict[str, list[float]] = {"encode": [], "search_and_score": [], "explain": [], "write": []}
    asked = world.posts[: len(world.posts) // 2 - 4]
    for number, (title, text) in enumerate(asked):
        draft = demand_actions.create(
            organization=world.firm,
            by=world.poster,
            channel="api",
            values={"title": f"{title} ", "problem": text or title},
        )
        Demand.objects.filter(pk=draft.pk).update(status="published", published_at=timezone.now())
        entry = read_demands(Demand.objects.filter(pk=draft.pk))[0]
        vector, encoded = _timed(lambda entry=entry: vectors.encode([entry]))
        vectors.store("demand", [entry], vector, vectors.encoder_key())
        _, whole = _timed(lambda pk=draft.pk: actions.run_for_demand(pk))
        view = library.current()
        mask = view.mask({world.firm.pk})
        result, searched = _timed(lambda view=view, entry=entry, v=vector, m=mask: scoring.compute(view, entry, v, m))
        scored, seqs = [row[0] for row in result.rows], [row[1] for row in result.rows]
        _, explained = _timed(
            lambda entry=entry, a=scored, b=seqs, model=view.index.model: evidence_for(entry, a, b, {}, model)
        )
        if number:  # the first one warms up
            total.append(whole)
            parts["encode"].append(encoded)
            parts["search_and_score"].append(searched)
            parts["explain"].append(explained)
            parts["write"].append(max(0.0, whole - searched - explained))
    return {
        "cpu_without_encoding": spread(total),
        **{f"cpu_{name}": spread(values) for name, values in parts.items()},
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "invariants_broken": {name: n for name, n in invariants().items() if n},
    }


def _timed(call: Callable[[], Any]) -> tuple[Any, float]:
    """What ``call`` gives and the CPU seconds it took."""
    started = time.process_time()
    value = call()
    return value, time.process_time() - started


def await_workers() -> None:
    until = time.monotonic() + 120
    while len([w for w in workers() if w.index_rows >= 0]) < 2:
        if time.monotonic() > until:
            raise SystemExit("The workers did not become ready.")
        time.sleep(0.2)
    time.sleep(3)  # the encoder is loading


def posts(world: World, asked: int, mark: str) -> list[float]:
    """Wall seconds from the post to the final list, one demand after another."""
    seconds = []
    for title, text in itertools.islice(itertools.cycle(world.posts), asked + 1):
        started = time.monotonic()
        demand = post(world, f"{title}（{mark}）", text)
        while not DemandState.objects.filter(demand=demand, stage=2, scored_seq=demand.content_seq).exists():
            time.sleep(0.02)
            if time.monotonic() - started > 120:
                raise SystemExit(f"{demand.no} was not scored within two minutes.")
        seconds.append(time.monotonic() - started)
        time.sleep(0.2)
    return seconds[1:]


@contextmanager
def importing(environment: dict[str, str], world: World, rows: int) -> Iterator[None]:
    """A real import of ``rows`` achievements, again and again while the block runs."""
    path = Path(settings.DATA_DIR) / "bench-import.jsonl"
    rest = itertools.islice(texts.entries(10**9, world.seed + 1, world.real[:200]), 200, 200 + rows)
    with path.open("w", encoding="utf-8") as file:
        for number, (title, text, _) in enumerate(rest):
            file.write(json.dumps({"title": f"{title} {number}", "summary": text}, ensure_ascii=False) + "\n")
    command = [sys.executable, "manage.py", "import_achievements", str(path)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=scratch.PROJECT, env=environment, **quiet)
    try:
        time.sleep(2)
        if process.poll() not in (None, 0):
            raise SystemExit("import_achievements failed.")
        yield
    finally:
        process.terminate()
        process.wait()
