"""``runtime.json``: what a running ``up`` has started. It outlives ``kill -9`` and tells the next start what to end.

Form: ``{"url", "database_url", "redis_url", "cache_url", "up": {"pid", "started"}, "services": {name: {…}}}``, mode
0600 because the database URL carries the password. Removed by a clean stop.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matchplatform.localstack.endpoints import RUNTIME_FILE, read_json, write_json
from matchplatform.localstack.processes import Identity


class RuntimeRecord:
    """The record of one data directory, written through on every change."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / RUNTIME_FILE

    def read(self) -> dict[str, Any]:
        return read_json(self.path)

    def update(self, **values: Any) -> None:
        write_json(self.path, {**self.read(), **values})

    def note_service(self, name: str, identity: Identity) -> None:
        self.update(services={**self._services(), name: _as_json(identity)})

    def note_up(self, identity: Identity) -> None:
        self.update(up=_as_json(identity))

    def services(self) -> dict[str, Identity]:
        """Identities of the recorded service processes, dead or alive; damaged entries are left out."""
        found = {name: _identity(value) for name, value in self._services().items()}
        return {name: identity for name, identity in found.items() if identity is not None}

    def up(self) -> Identity | None:
        return _identity(self.read().get("up"))

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)

    def _services(self) -> Mapping[str, Any]:
        services = self.read().get("services")
        return services if isinstance(services, dict) else {}


def _as_json(identity: Identity) -> dict[str, Any]:
    return {"pid": identity.pid, "started": identity.started}


def _identity(value: object) -> Identity | None:
    if isinstance(value, dict) and isinstance(value.get("pid"), int) and isinstance(value.get("started"), str):
        return Identity(value["pid"], value["started"])
    return None
