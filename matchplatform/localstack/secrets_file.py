"""The secrets that ``up`` makes once and keeps: database password and Django's signing key."""

import fcntl
import secrets
from pathlib import Path

from matchplatform.localstack.endpoints import SECRETS_FILE, read_json, write_json


def ensure(data_dir: Path) -> dict[str, str]:
    """Answer the stored secrets, making the missing ones; safe when two processes start at once."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data_dir / SECRETS_FILE
    with (data_dir / f".{SECRETS_FILE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stored = read_json(path)
        if path.exists() and not stored:
            raise RuntimeError(f"{path} is damaged or unreadable; restore it or remove it together with the database.")
        wanted = {
            "postgres_password": stored.get("postgres_password") or secrets.token_urlsafe(32),
            "django_secret_key": stored.get("django_secret_key") or secrets.token_urlsafe(50),
        }
        if {**stored, **wanted} != stored:
            write_json(path, {**stored, **wanted})
    return wanted
