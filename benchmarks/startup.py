"""How long ``up`` takes to ``/healthz/ready``, and what the whole stack weighs at rest.

    uv run python benchmarks/startup.py [--port 18765] [--rounds 1] [--no-demo] [--json OUT]

Processor seconds are printed beside the clock, because a busy machine stretches only the latter.

Three starts are timed from the launch of ``manage.py up``: over a clean data directory (target 20 s), after a clean
stop (8 s) and after ``kill -9`` of every process (25 s). Memory is PSS, which counts shared pages once, summed over all
processes of the stack after ten quiet seconds (target 1.5 GiB). Exit code 1 if a target is missed.
"""

import argparse
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from matchplatform.localstack import processes  # noqa: E402
from matchplatform.localstack.record import RuntimeRecord  # noqa: E402

TARGETS = {"clean data directory": 20.0, "clean restart": 8.0, "after kill -9": 25.0}
MEMORY_TARGET = 1.5 * 2**30


class Stack:
    """One ``up`` under measurement."""

    def __init__(self, data_dir: Path, port: int, *, demo: bool) -> None:
        self.data_dir, self.port, self.demo = data_dir, port, demo
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, limit: float = 180) -> tuple[float, float]:
        """Seconds until ``/healthz/ready`` answers 200, and processor seconds spent by then."""
        environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
        words = ["--port", str(self.port), "--data-dir", str(self.data_dir), "--demo" if self.demo else "--no-demo"]
        begin = time.monotonic()
        with (self.data_dir.parent / "up.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", *words], cwd=PROJECT, env=environment, stdout=log, stderr=log
            )
        while not self._ready():
            if self.process.poll() is not None or time.monotonic() - begin > limit:
                self.give_up()
            time.sleep(0.05)
        return time.monotonic() - begin, sum(processor_seconds(pid) for pid in self.members())

    def give_up(self) -> NoReturn:
        """Stop what runs and show what was said; the folder goes with this process."""
        if self.process.poll() is None:
            self.stop()
        said = (self.data_dir.parent / "up.log").read_text(encoding="utf-8", errors="replace")
        tails = [f"{log.name}:\n{processes.last_lines(log)}" for log in sorted((self.data_dir / "logs").glob("*.log"))]
        raise SystemExit("up did not become ready.\n" + "\n\n".join([said, *tails]))

    def _ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def members(self) -> list[int]:
        record = RuntimeRecord(self.data_dir)
        services = [pid for one in record.services().values() for pid in processes.session_members(one.pid)]
        servers = [pid for name in ("postgres", "valkey") for pid in processes.working_in(self.data_dir / name)]
        return [self.process.pid, *services, *servers]

    def stop(self) -> float:
        begin = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)
        return time.monotonic() - begin

    def kill(self) -> None:
        processes.send(self.members(), signal.SIGKILL)
        self.process.wait(timeout=10)


def processor_seconds(pid: int) -> float:
    """Time on the processor of a process and of those children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def pss(pid: int) -> int:
    """Bytes of memory that belong to a process, shared pages divided among their users."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0


def weigh(stack: Stack) -> dict[str, int]:
    """PSS by command, largest first."""
    weights: dict[str, int] = {}
    for pid in stack.members():
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        name = next((word for word in ("granian", "interactive", "sweep", "beat", "valkey") if word in words), None)
        name = name or ("up" if "manage.py up" in words else "postgres" if "postgres" in words else words[:40])
        weights[name] = weights.get(name, 0) + pss(pid)
    return dict(sorted(weights.items(), key=lambda item: -item[1]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=18765)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--demo", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in TARGETS}
    stops: list[float] = []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory(prefix="matchplatform-startup-") as folder:
            stack = Stack(Path(folder) / "data", options.port, demo=options.demo)
            stack.data_dir.mkdir()
            times["clean data directory"].append(stack.start())
            time.sleep(2)
            stops.append(stack.stop())
            times["clean restart"].append(stack.start())
            time.sleep(10)
            memory = weigh(stack)
            stack.kill()
            times["after kill -9"].append(stack.start())
            stops.append(stack.stop())
    return report(times, stops, memory, options.json)


def report(
    times: dict[str, list[tuple[float, float]]], stops: list[float], memory: dict[str, int], out: Path | None
) -> int:
    missed = False
    for name, target in TARGETS.items():
        worst = max(seconds for seconds, _ in times[name])
        missed |= worst > target
        shown = ", ".join(f"{seconds:.1f} s ({processor:.1f} s of processor)" for seconds, processor in times[name])
        print(f"{name:22} {shown} (target {target:.0f} s) {'ok' if worst <= target else 'MISSED'}")
    print(f"{'clean stop':22} {', '.join(f'{seconds:.1f}' for seconds in stops)} s")
    total = sum(memory.values())
    missed |= total > MEMORY_TARGET
    print(f"{'memory at rest':22} {total / 2**20:.0f} MiB PSS (target {MEMORY_TARGET / 2**20:.0f})")
    for name, weight in memory.items():
        print(f"  {name:20} {weight / 2**20:.0f} MiB")
    if out:
        out.write_text(json.dumps({"seconds": times, "stop": stops, "pss": memory}, indent=2) + "\n", encoding="utf-8")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
