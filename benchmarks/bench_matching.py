"""Posting to finished matches, measured on the real path, and its rivals over the same rows in the same run.

Started by ``manage.py bench_matching``. The first process makes a scratch stack and runs this file again inside it.
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import scratch

BASE_TEXTS = 300  # real texts that are encoded; all other vectors are mixed from theirs


def run(*, achievements: int, demands: int, out: str | None, seed: int, with_import: bool) -> None:
    options = {"achievements": achievements, "demands": demands, "seed": seed, "with_import": with_import}
    with scratch.stack() as environment:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.bench_matching", json.dumps(options)],
            cwd=scratch.PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    figures = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(figures, ensure_ascii=False, indent=2))
    if out:
        Path(out).write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def spread(seconds: list[float]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return {
        "median_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[max(0, int(len(ordered) * 0.95) - 1)] * 1000, 1),
        "n": len(ordered),
    }


def main(options: dict[str, Any]) -> dict[str, Any]:
    import os

    from benchmarks import measure, rivals

    count, asked = options["achievements"], options["demands"]
    figures: dict[str, Any] = {"achievements": count, "demands": asked, "seed": options["seed"]}
    world = measure.fill(count, asked, options["seed"], figures, say)
    say("worker path, in this process")
    figures["worker"] = measure.in_process(world, spread)
    say("post to done, through broker and worker processes")
    environment = dict(os.environ)
    with (
        scratch.worker(environment, "interactive", "interactive"),
        scratch.worker(environment, "rest", "sweep,bulk,celery"),
    ):
        measure.await_workers()
        figures["post_to_done"] = spread(measure.posts(world, asked, "a"))
        if options["with_import"]:
            say("the same beside an import")
            with measure.importing(environment, world, 5000):
                figures["post_to_done_during_import"] = spread(measure.posts(world, asked, "b"))
    say("rivals")
    figures["rivals"] = rivals.compare(world, spread)
    return figures


if __name__ == "__main__":
    import django

    started = time.monotonic()
    sys.path.insert(0, str(scratch.PROJECT))
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "matchplatform.settings")
    django.setup()
    result = main(json.loads(sys.argv[1]))
    result["total_s"] = round(time.monotonic() - started)
    print(json.dumps(result, ensure_ascii=False))
