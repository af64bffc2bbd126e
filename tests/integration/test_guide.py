"""Every example of the guide runs against a real server, from top to bottom of its page, as a partner would run it."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections

from accounts.actions import create_api_client
from accounts.scopes import SCOPES
from integration.actions.deliveries import deliver_due
from integration.models import Job
from integration.tasks import run_job
from matching import tasks as matching
from tests.factories.accounts import OrganizationFactory

GUIDE = Path(settings.BASE_DIR) / "docs" / "api" / "guide"
CLIENT = Path(settings.BASE_DIR) / "clients" / "python"
_FENCE = re.compile(r"^```(bash|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RUNNERS = {"bash": ["bash", "-euo", "pipefail"], "python": [sys.executable]}
PAGES = sorted(page for page in (*GUIDE.glob("*.md"), CLIENT / "README.md") if _FENCE.search(page.read_text("utf-8")))


def examples(page: Path, language: str) -> str:
    """All examples of one language on a page, in their order, as one program."""
    return "\n".join(block for found, block in _FENCE.findall(page.read_text("utf-8")) if found == language)


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """Does what the workers of an installation do: jobs, webhooks, matching."""
    stop = threading.Event()
    errors: list[BaseException] = []

    def work() -> None:
        try:
            while not stop.wait(0.1):
                for pk in Job.objects.filter(state="waiting").values_list("pk", flat=True):
                    run_job(str(pk))
                deliver_due()
                matching.sweep()
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join(30)
    assert errors == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_examples(page: Path, live_server: Any, worker: None, tmp_path: Path) -> None:
    cache.clear()
    organization = OrganizationFactory(kind="university")
    client, secret = create_api_client(organization, name="guide", scopes=list(SCOPES), by=None)
    environment = os.environ | {
        "BASE": live_server.url,
        "CLIENT_ID": client.client_id,
        "CLIENT_SECRET": secret,
        "PYTHONPATH": str(CLIENT),
    }
    for language, runner in _RUNNERS.items():
        if not (program := examples(page, language)):
            continue
        file = tmp_path / f"example.{language}"
        file.write_text(program, encoding="utf-8")
        done = subprocess.run(
            [*runner, str(file)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{language}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def test_every_link_of_the_guide_leads_somewhere() -> None:
    for page in GUIDE.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
