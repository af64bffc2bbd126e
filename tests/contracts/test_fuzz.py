"""Schemathesis over the whole API: no answer of 5xx, none that the description does not name, whatever is sent.

CI sends every second operation one case, right or wrong in turns; ``FUZZ_EXAMPLES=200`` sends so many of both kinds.
"""

import contextlib
import json
import os

import pytest
import schemathesis
from django.core.cache import cache
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import content_type_conformance, not_a_server_error, status_code_conformance

from accounts.actions import create_api_client
from accounts.scopes import SCOPES
from tests.factories.accounts import OrganizationFactory
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory
from tests.integration.test_api import APIClient

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "1"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
LIMITS = hypothesis_settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def operations():
    text = OpenApiJsonRenderer().render(SchemaGenerator().get_schema(request=None, public=True), renderer_context={})
    schema = schemathesis.openapi.from_dict(json.loads(text))
    return [found.ok() for found in schema.get_all_operations()]


@pytest.fixture
def world(transactional_db):
    """Headers of a client with every scope, and path parameters that lead somewhere."""
    cache.clear()
    organization = OrganizationFactory(kind="university")
    client, secret = create_api_client(organization, name="fuzz", scopes=list(SCOPES), by=None)
    body = {"grant_type": "client_credentials", "client_id": client.client_id, "client_secret": secret}
    token = APIClient().post("/o/token/", body, format="multipart").json()["access_token"]
    own = {
        "achievements": AchievementFactory(organization=organization, status="draft").no,
        "demands": DemandFactory(organization=organization).no,
    }
    return {"Authorization": f"Bearer {token}"}, own


def ask(operation, mode, where, headers, own, failures):
    """Send generated cases to the server at ``where``."""
    room = operation.path.split("/")[3]
    known = {"path_parameters": {"no": own[room]}} if room in own and "{no}" in operation.path else {}
    fixed = known if known and operation.path.count("{") == 1 else {}

    @seed(1)
    @LIMITS
    @given(case=operation.as_strategy(mode, **fixed))
    def run(case):
        try:
            case.call_and_validate(base_url=where, headers=headers, checks=CHECKS)
        except (Exception, BaseExceptionGroup) as error:
            failures.append(f"{operation.method.upper()} {operation.path} [{mode.value}] {error}"[:1500])

    with contextlib.suppress(Unsatisfiable):  # nothing about a fixed address can be wrong
        run()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_answer_that_is_not_in_the_description(world, live_server):
    headers, own = world
    failures: list[str] = []
    both = "FUZZ_EXAMPLES" in os.environ
    for number, operation in enumerate(operations()[:: 1 if both else 2]):
        for mode in GenerationMode if both else [list(GenerationMode)[number % 2]]:
            ask(operation, mode, live_server.url, headers, own, failures)
    assert failures == [], "\n\n".join(failures)
