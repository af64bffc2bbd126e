"""The room's REST face: reading needs a token and no scope, writing follows the rules of the pages."""

import pytest
from rest_framework.test import APIClient

from resources.models import Booking, Resource
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.resources import BookingFactory, ResourceFactory, RuleFactory, SlotFactory

pytestmark = pytest.mark.django_db


def api(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_lists_take_the_same_queries_for_one_row_and_three(count_queries):
    user = person("institution")
    for address in ("resources", "bookings", "eligibility-rules"):
        client, url = api(user), f"/api/v1/{address}/"

        def add():
            resource = ResourceFactory(organization=user.organization)
            BookingFactory(resource=resource)
            RuleFactory(resource=resource)

        add()
        client.get(url)
        one = count_queries(lambda client=client, url=url: client.get(url))
        add()
        add()
        assert count_queries(lambda client=client, url=url: client.get(url)) == one
        assert one <= 12
    assert APIClient().get("/api/v1/resources/").status_code in {401, 403}


def test_an_owner_writes_and_a_reviewer_publishes():
    owner, reviewer = api(person("institution")), api(person("reviewer"))
    body = {
        "kind": "testing",
        "title": "盐雾试验",
        "summary": "中性盐雾。",
        "prices": [{"amount": "300", "unit": "样"}],
    }
    made = owner.post("/api/v1/resources/", body, format="json")
    assert (made.status_code, made.data["status"]) == (201, "draft"), made.data
    url = f"/api/v1/resources/{made.data['no']}/"
    assert owner.post("/api/v1/resources/", body | {"status": "published"}, format="json").status_code == 400
    assert owner.post(f"{url}submit/").status_code == 202
    assert owner.post(f"{url}publish/").status_code == 403
    assert reviewer.post(f"{url}publish/").status_code == 202
    assert Resource.objects.get().status == "published"


def test_a_firm_books_by_machine_and_a_stranger_sees_nothing():
    resource = ResourceFactory()
    SlotFactory(resource=resource)
    firm, owner = api(member_of(OrganizationFactory(size="S"))), api(member_of(resource.organization))
    assert len(firm.get(f"/api/v1/resources/{resource.no}/slots/").data) == 1
    first = firm.post("/api/v1/bookings/", {"resource": resource.no, "purpose": "试制"}, format="json")
    second = firm.post("/api/v1/bookings/", {"resource": resource.no, "purpose": "再试"}, format="json")
    assert [first.data["status"], second.data["status"], second.data["place"]] == ["reserved", "waiting", 1]
    url = f"/api/v1/bookings/{first.data['no']}/"
    assert firm.post(f"{url}approve/").status_code == 403
    assert owner.post(f"{url}approve/").status_code == 202
    assert owner.post(f"{url}approve/").status_code == 409
    assert api(person("sme")).get(url).status_code == 404
    assert firm.post(f"{url}cancel/", {"reason": "改期"}, format="json").status_code == 202
    assert Booking.objects.get(no=second.data["no"]).status == "reserved"


def test_eligibility_is_answered_with_its_source():
    RuleFactory()
    product = ResourceFactory(kind="finance", bookable=False)
    found = api(member_of(OrganizationFactory(size="L"))).get(f"/api/v1/resources/{product.no}/eligibility/").data
    assert [(row["verdict"], row["source_name"], row["conditions"][0]["holds"]) for row in found] == [
        ("fails", "某办法", False)
    ]
