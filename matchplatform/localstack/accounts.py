"""As whom PostgreSQL runs: it refuses the superuser, but people do run ``up`` as root (containers, small servers).

For an ordinary user nothing changes. For root (and for a uid without an account, which ``initdb`` refuses too), in
order of preference:

1. ``unshare`` into a user namespace that maps root to nobody: no account, no change of owners, no opened folders.
2. ``setpriv`` to nobody with the one capability to pass through folders, where the kernel forbids user namespaces
   (common inside containers). The database folder then belongs to nobody.
3. plain ``setuid`` nobody: works if nobody may enter every folder above the data directory and the binaries.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NOBODY = 65534


@dataclass(frozen=True)
class RunAs:
    """Words to put before a command, the uid to switch to, and who must own the database folder (outside view)."""

    prefix: tuple[str, ...]
    user: int | None
    owner: int


@cache
def for_postgres() -> RunAs:
    """Choose once per process how to run PostgreSQL; each way is tried, not guessed."""
    me = os.geteuid()
    if me != 0 and _has_account(me):
        return RunAs((), None, me)
    unshare = shutil.which("unshare")
    if unshare:
        prefix: tuple[str, ...] = (unshare, "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")
        if _works(prefix):
            return RunAs(prefix, None, me)
    if me != 0:
        return RunAs((), None, me)
    setpriv = shutil.which("setpriv")
    if setpriv:
        prefix = (
            setpriv,
            f"--reuid={NOBODY}",
            f"--regid={NOBODY}",
            "--clear-groups",
            "--inh-caps=+dac_read_search",
            "--ambient-caps=+dac_read_search",
            "--",
        )
        if _works(prefix):
            return RunAs(prefix, None, NOBODY)
    return RunAs((), NOBODY, NOBODY)


def _has_account(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _works(prefix: tuple[str, ...]) -> bool:
    try:
        done = subprocess.run([*prefix, "id", "-u"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.strip() == str(NOBODY).encode()


def give(folder: Path, owner: int) -> None:
    """Make a folder and all below it belong to the owner; does nothing when it already does or we are not root."""
    if os.geteuid() != 0 or folder.stat().st_uid == owner:
        return
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.lchown(os.path.join(parent, name), owner, -1)
    os.lchown(folder, owner, -1)  # last: an interrupted walk is then repeated


def admit(data_dir: Path) -> None:
    """Where plain ``setuid`` is used, let the group of nobody pass through the data directory, not list it."""
    if for_postgres().user is not None:
        os.chown(data_dir, -1, NOBODY)
        data_dir.chmod(0o710)
