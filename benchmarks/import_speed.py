"""How fast a list of 6,715 achievements goes in, from starting the command to its end, and a second time.

    DATABASE_URL=… .venv/bin/python -m benchmarks.import_speed [--rows N] [--file FILE] [--json OUT]

Without DATABASE_URL an embedded PostgreSQL starts in a temporary folder. Without FILE, titles and summaries are made up.
Prints seconds (wall clock, and CPU of the command alone), rows per second,
peak memory of the command in MiB, and milliseconds of the first search afterwards.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
_WORDS = "高效 低温 耐磨 智能 可降解 纳米 复合 生物 光催化 超声 柔性 高强 连续 绿色 精密 多孔 抗菌 阻燃 节能 稀土"
_THINGS = "催化剂 涂层 传感器 合金 薄膜 电池 反应器 算法 机器人 树脂 陶瓷 纤维 检测仪 肥料 疫苗 阀门 泵 钻头 涡轮 滤芯"
_SEARCH = """
import time, django
django.setup()
from achievements.models import Achievement
title = Achievement.objects.order_by("-pk").values_list("title", flat=True).first()
start = time.perf_counter()
found = Achievement.objects.published().search(title[:8]).count()
print(round((time.perf_counter() - start) * 1000, 1), found)
"""


def make_file(path: Path, rows: int) -> Path:
    """``rows`` achievements with Chinese titles and summaries of ordinary length."""
    words = _WORDS.split()
    things = _THINGS.split()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["编号", "成果名称", "成果简介", "成熟度"])
        for n in range(rows):
            first, second, thing = words[n % 20], words[n // 20 % 20], things[n // 400 % 20]
            title = f"{first}{second}{thing}制备技术{n}"
            text = f"采用{first}方法制备{second}{thing}，寿命提高{n % 90 + 5}%，能耗降低{n % 40}%，适用于工业现场。" * 3
            writer.writerow([f"B{n:06}", title, text, f"TRL {n % 9 + 1}"])
    return path


def timed(*command: str, environment: dict[str, str]) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, done.stdout.strip().splitlines()[-1]


def measure(rows: int, file: Path | None, url: str) -> dict[str, Any]:
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_ENV": "development",
        "DJANGO_SETTINGS_MODULE": "matchplatform.settings",
    }
    manage = [sys.executable, "manage.py"]
    timed(*manage, "prepare", environment=environment)
    with tempfile.TemporaryDirectory() as folder:
        path = file or make_file(Path(folder) / "list.csv", rows)
        command = [*manage, "import_achievements", str(path)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        first, counts = timed(*command, environment=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak = after.ru_maxrss / 1024
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        second, again = timed(*command, environment=environment)
    search, found = timed(sys.executable, "-c", _SEARCH, environment=environment)[1].split()
    taken = int(counts.split(" ")[0].split("=")[1])
    return {
        "first_seconds": round(first, 2), "first_cpu_seconds": round(cpu, 2),
        "load": os.getloadavg()[0], "rows_per_second": round(taken / first), "first": counts,
        "second_seconds": round(second, 2), "second": again, "peak_mib": round(peak),
        "search_ms": float(search), "search_found": int(found),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=6715)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if url := os.environ.get("DATABASE_URL"):
        result = measure(options.rows, options.file, url)
    else:
        from matchplatform.localstack import temporary

        with temporary.database() as url:
            result = measure(options.rows, options.file, url)
    print(json.dumps(result, indent=1))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
