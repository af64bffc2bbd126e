"""The committed API description is what the code answers; a change of the API is a change of this file.

After a deliberate change: ``uv run manage.py spectacular --lang en --file docs/api/openapi.yaml``, then read the difference.
"""

from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import call_command

COMMITTED = Path(settings.BASE_DIR) / "docs" / "api" / "openapi.yaml"


def test_the_committed_description_is_current(tmp_path):
    fresh = tmp_path / "openapi.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--lang", "en", "--file", str(fresh))
    assert yaml.safe_load(fresh.read_text("utf-8")) == yaml.safe_load(COMMITTED.read_text("utf-8"))


def test_every_operation_names_its_scope_or_says_that_it_is_open():
    description = yaml.safe_load(COMMITTED.read_text("utf-8"))
    silent = [
        f"{method} {path}"
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
        if "security" not in operation
    ]
    assert silent == []
