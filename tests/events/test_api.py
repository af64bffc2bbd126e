"""``/api/v1/events/``: scopes, sign-up, wishes, meetings, calendar."""

import pytest
from rest_framework.test import APIClient

from accounts.models import ApiClient
from events.models import Event, Meeting, Registration
from tests.events.test_pages import scheduled
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.demands import DemandFactory
from tests.factories.events import EventFactory, participant

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events/"


@pytest.fixture
def officer():
    return member_of(OrganizationFactory(kind="park"), "admin")


def as_(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_lists_cost_the_same_for_one_and_three(officer, count_queries):
    event, firms, _ = scheduled(officer)
    Event.objects.filter(pk=event.pk).update(status="final")
    addresses = [EVENTS, f"{EVENTS}{event.no}/registrations/", f"{EVENTS}{event.no}/meetings/"]
    client = as_(officer)
    client.get(EVENTS)  # whose membership is read once
    before = [count_queries(lambda a=a: client.get(a)) for a in addresses]
    EventFactory.create_batch(2, organization=officer.organization)
    for _ in range(2):
        participant(event)
    assert [count_queries(lambda a=a: client.get(a)) for a in addresses] == before
    assert max(before) <= 12
    rows = as_(firms[0].user).get(f"{EVENTS}{event.no}/meetings/").json()["results"]
    assert {row["a"]["id"] for row in rows} | {row["b"]["id"] for row in rows} >= {firms[0].pk}
    assert all(firms[0].pk in (row["a"]["id"], row["b"]["id"]) for row in rows)


def test_a_plan_is_made_opened_and_hidden_until_then(officer):
    body = {
        "title": "对接会",
        "type": "matchmaking",
        "starts_at": "2027-01-10T09:00:00+08:00",
        "ends_at": "2027-01-10T18:00:00+08:00",
    }
    client, stranger = as_(officer), as_(person("sme"))
    made = client.post(EVENTS, body)
    assert (made.status_code, made.json()["status"], made.json()["capacity"]) == (201, "planned", 200)
    no = made.json()["no"]
    assert stranger.get(f"{EVENTS}{no}/").status_code == 404
    assert stranger.post(EVENTS, body).status_code == 403
    assert client.patch(f"{EVENTS}{no}/", {"status": "open"}).status_code == 400
    assert client.patch(f"{EVENTS}{no}/", {"capacity": 5}).json()["capacity"] == 5
    assert client.post(f"{EVENTS}{no}/open/", {}).status_code == 202
    assert stranger.get(f"{EVENTS}{no}/").json()["status"] == "open"
    assert stranger.post(f"{EVENTS}{no}/cancel/", {}).status_code == 403
    assert client.post(f"{EVENTS}{no}/open/", {}).json()["code"] == "illegal_move"


def test_sign_up_wishes_and_leaving(officer):
    event = EventFactory(organization=officer.organization, capacity=2)
    firm = person("sme")
    demand, foreign = DemandFactory(organization=firm.organization), DemandFactory()
    school = participant(event, "supply")
    rows, client = f"{EVENTS}{event.no}/registrations/", as_(firm)
    assert client.post(rows, {"demands": [foreign.no]}).status_code == 400
    assert client.post(rows, {"status": "registered"}).status_code == 400
    made = client.post(rows, {"demands": [demand.no], "in_directory": True})
    assert (made.status_code, made.json()["status"], made.json()["kind"]) == (201, "registered", "need")
    assert client.post(rows, {}).json()["code"] == "signed_up_already"
    late = as_(person("sme")).post(rows, {}).json()
    assert (late["status"], late["position"]) == ("waitlisted", 1)
    assert [row["id"] for row in client.get(rows).json()["results"]] == [made.json()["id"]]
    wishes = f"{EVENTS}{event.no}/preferences/"
    assert client.post(wishes, {"other": school.pk, "wish": "must"}).status_code == 200
    assert client.get(wishes).json() == [{"other": school.pk, "wish": "must", "reason": ""}]
    assert as_(school.user).get(wishes).json() == []
    own = f"{rows}{made.json()['id']}/"
    assert client.patch(own, {"photo_allowed": True}).json()["photo_allowed"] is True
    assert as_(school.user).get(own).status_code == 404
    assert client.post(f"{own}cancel/", {}).json()["status"] == "cancelled"
    assert Registration.objects.get(pk=late["id"]).status == "registered"


def test_a_meeting_is_closed_over_rest_only_with_its_next_step(officer):
    event, firms, _ = scheduled(officer)
    Event.objects.filter(pk=event.pk).update(status="live")
    meeting = Meeting.objects.of(firms[0]).first()
    address = f"{EVENTS}{event.no}/meetings/{meeting.pk}/close/"
    client = as_(firms[0].user)
    refused = client.post(address, {"outcome": "trial"})
    assert {error["field"] for error in refused.json()["errors"]} == {"next_step", "next_step_by", "next_step_due"}
    body = {"outcome": "trial", "next_step": "寄样", "next_step_by": "王工", "next_step_due": "2026-12-31"}
    closed = client.post(address, body)
    assert (closed.status_code, closed.json()["status"]) == (202, "held")
    assert as_(person("sme")).post(address, body).status_code == 404


def test_the_calendar_ignores_accept_and_scopes_are_asked_for(officer, monkeypatch):
    event = EventFactory(organization=officer.organization)
    answer = as_(person("sme")).get(f"{EVENTS}{event.no}/calendar.ics", headers={"Accept": "application/xml"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert event.title.encode() in answer.content
    assert APIClient().get(EVENTS).status_code == 401
    assert ApiClient.objects.count() == 0

    class Token:
        application_id = None

        def allow_scopes(self, scopes):
            return scopes == ["events:read"]

    client = APIClient()
    client.force_authenticate(officer, token=Token())
    assert client.get(EVENTS).status_code == 200
    assert client.post(EVENTS, {}).json()["code"] == "missing_scope"
