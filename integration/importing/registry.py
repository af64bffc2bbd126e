"""Which libraries can be filled by import; they register themselves when Django is ready."""

from integration.importing.fields import Target

_targets: dict[str, Target] = {}


def register(target: Target) -> None:
    _targets[target.kind] = target


def target_of(kind: str) -> Target:
    """The target of a job kind; ``KeyError`` where no library registered it."""
    return _targets[kind]
