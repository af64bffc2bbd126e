"""Operators edit texts and rules with dates; deals are only looked at."""

import pytest
from django.utils import timezone

from deals.models import ContractTemplate
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db


def test_a_template_begins_as_the_shipped_text_and_knows_its_places(client):
    client.force_login(person("admin"))
    address = "/admin/deals/contracttemplate/add/"
    page = client.get(address + "?vehicle=transfer&language=en").content.decode()
    assert "Technology transfer contract" in page
    values = {"vehicle": "transfer", "language": "en", "title": "Own", "valid_from": timezone.localdate().isoformat()}
    assert "prise" in client.post(address, values | {"body": "# Price\n{{ prise }}"}).content.decode()
    assert not ContractTemplate.objects.exists()
    assert client.post(address, values | {"body": "# Price\n{{ amount_total }}"}).status_code == 302
    assert ContractTemplate.objects.get().title == "Own"


@pytest.mark.parametrize("model", ["deal", "interest", "registrationrule", "dealpolicy", "calendarday"])
def test_lists_open(client, sides, model):
    sides.room()
    client.force_login(person("admin"))
    assert client.get(f"/admin/deals/{model}/").status_code == 200
    if model in {"deal", "interest"}:
        assert client.get(f"/admin/deals/{model}/add/").status_code == 403
