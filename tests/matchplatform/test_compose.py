"""The container files name only what exists; no container engine is needed for that."""

import importlib
import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from matchplatform.localstack import children, probe

ROOT = Path(settings.BASE_DIR)
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
OURS = {name: one for name, one in COMPOSE["services"].items() if one.get("build")}
LONG_RUNNING = set(COMPOSE["services"]) - {"prepare"}
VARIABLE = re.compile(r"(?<!\$)\$\{([A-Z_]+)")
# Read by third parties, not by our settings.
OF_THE_IMAGES = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS", "REDISCLI_AUTH"}


def read_by_the_code() -> set[str]:
    text = (ROOT / "matchplatform" / "settings.py").read_text(encoding="utf-8")
    found = set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", text))
    text = (ROOT / "matchplatform" / "localstack" / "endpoints.py").read_text(encoding="utf-8")
    return found | set(re.findall(r"""environ\.get\("([A-Z_]+)"\)""", text))


def documented() -> set[str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return {match[1] for line in lines if (match := re.match(r"#?([A-Z_]+)=", line))}


def named_in_compose() -> set[str]:
    lines = (ROOT / "docker-compose.yml").read_text(encoding="utf-8").splitlines()
    return {name for line in lines if not line.lstrip().startswith("#") for name in VARIABLE.findall(line)}


def test_every_variable_the_code_reads_is_in_the_example_file():
    assert read_by_the_code() - documented() == set()


def test_the_example_file_lists_nothing_that_nobody_reads():
    assert documented() - read_by_the_code() - named_in_compose() == set()


def test_every_variable_of_compose_is_explained():
    assert named_in_compose() - documented() == set()


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_the_environment_of_a_service_is_read_by_somebody(name: str):
    given = set(COMPOSE["services"][name].get("environment", {}))
    assert given - read_by_the_code() - OF_THE_IMAGES == set()


def test_secrets_come_from_the_environment_and_have_no_default():
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for secret in ("DJANGO_SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        uses = re.findall(rf"\$\{{{secret}(.*?)\}}", text)
        assert uses, secret
        assert all(use.startswith(":?") for use in uses), secret
        assert re.search(rf"^{secret}=$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_command_of_a_service_exists(name: str):
    words = OURS[name]["command"]
    if words[:2] == ["python", "manage.py"]:
        assert words[2] in get_commands()
    else:
        assert importlib.util.find_spec(words[0]) is not None, words[0]
        if words[0] == "granian":
            module, attribute = words[-1].split(":")
            assert callable(getattr(importlib.import_module(module), attribute))


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_containers_are_not_root_and_cannot_become_it(name: str):
    service = OURS[name]
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", sorted(LONG_RUNNING))
def test_whatever_keeps_running_has_a_health_check(name: str):
    words = COMPOSE["services"][name]["healthcheck"]["test"]
    assert words[0] == "CMD"
    if words[1:3] == ["python", "-m"]:
        assert importlib.util.find_spec(words[3]) is not None
        assert callable(getattr(probe, words[4]))
        if words[4] == "worker":
            command = COMPOSE["services"][name]["command"]
            assert command[command.index("--hostname") + 1] == f"{words[5]}@%h"


def test_workers_share_out_the_queues_as_up_does():
    def queues(command: list[str] | tuple[str, ...]) -> str:
        return command[command.index("--queues") + 1]

    for name in ("worker-interactive", "worker-rest"):
        alike = next(s for s in children.all_services(host="", port=1, processes=1) if s.name == name)
        assert queues(COMPOSE["services"][name]["command"]) == queues(alike.command)
    listened = {*children.INTERACTIVE_QUEUES.split(","), *children.OTHER_QUEUES.split(",")}
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert routed | {settings.CELERY_TASK_DEFAULT_QUEUE} <= listened


def test_references_inside_the_file_lead_somewhere():
    for name, service in COMPOSE["services"].items():
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"]), name
        assert {volume.partition(":")[0] for volume in service.get("volumes", [])} <= set(COMPOSE["volumes"]), name
        assert set(service["networks"]) <= set(COMPOSE["networks"]), name
    published = [name for name, service in COMPOSE["services"].items() if service.get("ports")]
    assert published == ["web"]


def test_the_image_is_built_from_files_that_exist():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for words in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        for source in words.split()[:-1]:
            assert (ROOT / source).exists(), source
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".env", ".data", ".git"} <= set(ignored)
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    command = re.search(r"^CMD (\[.+?\])$", text, re.MULTILINE | re.DOTALL)[1].replace("\\\n", "")
    assert yaml.safe_load(command) == COMPOSE["services"]["web"]["command"]


def test_docker_accepts_the_file_where_it_is_installed():
    plugin = shutil.which("docker")
    if plugin is None or subprocess.run([plugin, "compose", "version"], capture_output=True, check=False).returncode:
        # Without the plug-in the structure is held by the tests above.
        assert {"services", "networks", "volumes"} <= set(COMPOSE)
        return
    secrets = dict.fromkeys(named_in_compose(), "x")
    done = subprocess.run(
        [plugin, "compose", "config", "--quiet"], cwd=ROOT, env=secrets, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
