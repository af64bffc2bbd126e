"""Every (address, method, role) has its expected status; an address that is not in the table fails.

After a deliberate change: ``UPDATE_PERMISSIONS=1 uv run pytest tests/contracts/test_permissions.py -n 0``, then read the
difference of ``permissions.txt`` line by line.
"""

import os

import pytest

from tests.contracts.permissions import ROLES, World, addresses, read_table, write_table

UPDATE = bool(os.environ.get("UPDATE_PERMISSIONS"))


def key(address, method):
    return method, f"{address.name} {address.route or '-'}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_written(role):
    world = World()
    answers = {
        key(address, method): world.ask(role, method, address) for address in addresses() for method in address.methods
    }
    table = read_table()
    if UPDATE:
        for where, status in answers.items():
            table.setdefault(where, dict.fromkeys(ROLES, 0))[role] = status
        write_table({where: row for where, row in table.items() if where in answers})
        return
    expected = {where: row[role] for where, row in table.items()}
    different = {
        where: (expected.get(where), status) for where, status in answers.items() if expected.get(where) != status
    }
    assert different == {}
    # 503 is what the readiness probe says without a worker; nothing else may fail on our side.
    assert not [where for where, status in answers.items() if status >= 500 and "healthz/ready" not in where[1]]


def test_the_table_holds_no_vanished_address():
    if UPDATE:
        pytest.skip("the table is being rewritten")
    there = {key(address, method) for address in addresses() for method in address.methods}
    assert set(read_table()) - there == set()
