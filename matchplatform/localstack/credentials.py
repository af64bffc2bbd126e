"""``demo-credentials.json``: the demo logins, kept where ``up`` keeps its data.

Form: ``{"url", "users": [{"role", "email", "password"}], "api_clients": [{"organization", "client_id",
"client_secret", "scopes"}]}``. Secrets are stored hashed in the database, so this file is the only place that can show
them again: it is written once, when they are made, and kept over restarts.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matchplatform.localstack.endpoints import read_json, write_json

FILE_NAME = "demo-credentials.json"


def write(data_dir: Path, payload: Mapping[str, Any]) -> Path:
    """Store the payload with mode 0600 and answer the path; called by ``seed_demo`` when it has made the accounts."""
    path = Path(data_dir) / FILE_NAME
    known_url = read_json(path).get("url")
    write_json(path, {"url": known_url, **payload})
    return path


def read(data_dir: Path) -> dict[str, Any]:
    """The stored payload, or an empty one before any demo data was made."""
    return read_json(Path(data_dir) / FILE_NAME)


def set_url(data_dir: Path, url: str) -> None:
    """Note the address of this start; everything else in the file stays as it was made."""
    stored = read(data_dir)
    if stored and stored.get("url") != url:
        write_json(Path(data_dir) / FILE_NAME, {**stored, "url": url})
