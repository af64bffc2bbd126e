"""Operating-system processes as this package sees them: identity, life and end.

A pid alone is no identity, because the system gives it away again. ``Identity`` pairs it with the start time, so a
record written before ``kill -9`` or a reboot never makes us signal a stranger.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Identity:
    """A process that was seen: its pid and a token of its start that no later process with this pid shares."""

    pid: int
    started: str


def identify(pid: int) -> Identity | None:
    """The identity of a living process, None for one that is gone or a zombie waiting to be reaped."""
    started = _start_token(pid)
    return Identity(pid, started) if started else None


def is_alive(identity: Identity) -> bool:
    return _start_token(identity.pid) == identity.started


def pid_alive(pid: int) -> bool:
    """True for a process that runs; a zombie holds nothing and counts as gone."""
    return _start_token(pid) is not None


def _start_token(pid: int) -> str | None:
    try:
        process = psutil.Process(pid)
        if process.status() in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}:
            return None
    except (psutil.NoSuchProcess, ValueError, OverflowError):
        return None
    except psutil.AccessDenied:
        return f"foreign-{pid}"
    try:
        # Ticks since boot do not move when the clock is set; the boot id tells two boots apart.
        ticks = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[19]
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _created(process)
    except (OSError, IndexError):
        return None
    return f"{boot}:{ticks}"


def _created(process: psutil.Process) -> str | None:
    """Start time on systems without /proc."""
    try:
        return f"{process.create_time():.2f}"
    except psutil.Error:
        return None


def working_in(folder: Path) -> list[int]:
    """Pids of living processes whose working directory is the folder: a server's own, also when orphaned."""
    wanted = os.path.realpath(folder)
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() != psutil.STATUS_ZOMBIE and os.path.realpath(process.cwd()) == wanted:
                found.append(process.pid)
        except (psutil.Error, OSError):
            continue
    return [pid for pid in found if pid != os.getpid()]


def session_members(leader: int) -> list[int]:
    """Pids of living processes in the session that the given process leads or led."""
    members = []
    for pid in psutil.pids():
        try:
            if os.getsid(pid) == leader and pid_alive(pid):
                members.append(pid)
        except (OSError, ValueError):
            continue
    return members


def send(pids: Iterable[int], number: signal.Signals) -> None:
    """Signal several processes; one that has just ended is no error."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except (ProcessLookupError, PermissionError):
            continue


def wait_until(condition: Callable[[], bool], seconds: float, *, pause: float = 0.05) -> bool:
    """Poll a condition; answers whether it became true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(pause)
    return True


def end_session(identity: Identity, *, grace: float, number: signal.Signals = signal.SIGTERM) -> None:
    """End a session leader and all it started: politely first, by force after ``grace`` seconds.

    A leader that died alone leaves members behind; its pid cannot be given away while they live. If the pid now
    belongs to another start, the session is not ours and nothing is touched.
    """
    if pid_alive(identity.pid) and not is_alive(identity):
        return
    if is_alive(identity):
        send([identity.pid], number)
        wait_until(lambda: not is_alive(identity), grace)
    members = session_members(identity.pid)
    if is_alive(identity) and identity.pid not in members:
        members.append(identity.pid)
    if not members:
        return
    send(members, signal.SIGKILL)
    wait_until(lambda: not any(pid_alive(pid) for pid in members), 5)


def start(
    command: list[str], *, log: Path, cwd: Path, env: dict[str, str], user: int | None = None
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that Ctrl-C in the terminal reaches ``up`` alone.

    Output is appended to the log file; a log that has grown over 10 MB is moved aside first.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > 10_000_000:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log file, for an error message that helps without opening the file."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 8_000))
            text = file.read().decode("utf-8", errors="replace")
    except OSError:
        return "(no log)"
    return "\n".join(text.splitlines()[-count:])
