"""The house keeps its shape: models point downhill, nothing listens to model signals, files stay readable."""

import ast
import subprocess
import weakref
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

ORDER = [
    "common", "taxonomy", "accounts", "integration", "achievements", "demands", "resources", "matching", "deals", "events",
    "assessment", "dashboards", "portal", "matchplatform",
]  # fmt: skip
STRANGERS = {"achievements", "demands", "resources"}
ROOT = Path(settings.BASE_DIR)


def tracked(*patterns: str) -> list[Path]:
    """Files of the project; what git ignores does not count."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).exists()]


def test_models_point_downhill():
    uphill = []
    for model in apps.get_models():
        here = model._meta.app_label
        if here not in ORDER:
            continue
        for field in model._meta.get_fields():
            if field.auto_created or not field.is_relation or field.related_model is None:
                continue
            there = field.related_model._meta.app_label
            if there in ORDER and there != here:
                strangers = here in STRANGERS and there in STRANGERS
                if strangers or ORDER.index(there) > ORDER.index(here):
                    uphill.append(f"{model.__name__}.{field.name} → {there}")
    assert uphill == []


@pytest.mark.parametrize("signal", [pre_save, post_save, pre_delete, post_delete, m2m_changed])
def test_no_room_listens_to_model_signals(signal):
    listeners = []
    for row in signal.receivers:
        receiver = row[1]
        function = receiver() if isinstance(receiver, weakref.ReferenceType) else receiver
        module = getattr(function, "__module__", "") or ""
        if module.split(".")[0] in ORDER:
            listeners.append(module)
    assert listeners == []


def test_files_stay_readable():
    long = {}
    for path in tracked("*.py"):
        if "migrations" in path.parts or path.name == "operations.py":  # made by a program
            continue
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400:
            long[str(path.relative_to(ROOT))] = lines
    assert long == {}


def test_every_public_module_says_what_it_is_for():
    silent = []
    for path in tracked("*.py"):
        parts = path.relative_to(ROOT).parts
        if "migrations" in parts or parts[0] == "tests" or path.name in {"__init__.py", "urls.py", "apps.py"}:
            continue
        if ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None:
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_no_room_of_leftovers():
    names = {"utils.py", "helpers.py", "services.py", "misc.py", "core.py"}
    assert [str(path) for path in tracked("*.py") if path.name in names] == []


def test_no_secret_and_no_foreign_host_in_the_lock_file():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count("--hash=sha256:") > 1000
