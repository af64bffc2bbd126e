"""Every page of the room: opens in both languages, costs a fixed number of queries, refuses whom it should."""

import datetime
import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions import meetings, schedule
from events.models import Event, Meeting, Registration
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.demands import DemandFactory
from tests.factories.events import EventFactory, lay_out, participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return member_of(OrganizationFactory(kind="park"), "admin")


def scheduled(officer, **values):
    """An event with two firms and two institutions that meet."""
    event = EventFactory(organization=officer.organization, status="locked", floor=0, **values)
    lay_out(event, slots=4, tables=3, online=1)
    firms = [participant(event) for _ in range(2)]
    schools = [participant(event, "supply") for _ in range(2)]
    for firm in firms:
        for school in schools:
            firm.preferences.create(other=school, wish="must")
    run = schedule.request_run(event, by=officer, channel="portal", keep=False)
    schedule.run_claimed(schedule.claim_run(run.pk), seconds=1)
    return event, firms, schools


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens(client, officer, language):
    event, firms, _schools = scheduled(officer)
    Event.objects.filter(pk=event.pk).update(status="final")
    meeting = event.meetings.first()
    public = ["events:list", "events:month", "events:feed"]
    headers = {"Accept-Language": language}
    for name in public:
        assert client.get(reverse(name), headers=headers).status_code == 200, name
    for args in ((2026,), (2026, 4)):
        view = "events:highlights" if len(args) == 1 else "events:highlights-quarter"
        assert client.get(reverse(view, args=args), headers=headers).status_code == 200
    for name in ("detail", "calendar"):
        assert client.get(reverse(f"events:{name}", args=[event.no]), headers=headers).status_code == 200, name
    client.force_login(firms[0].user)
    for name in ("detail", "sign-up", "wishes", "agenda"):
        assert client.get(reverse(f"events:{name}", args=[event.no]), headers=headers).status_code == 200, name
    for kind in ("pdf", "ics"):
        answer = client.get(reverse("events:agenda-file", args=[event.no, kind]))
        assert answer.content.startswith(b"%PDF" if kind == "pdf" else b"BEGIN:VCALENDAR")
    own = Meeting.objects.of(firms[0]).first()
    assert client.get(own.get_absolute_url(), headers=headers).status_code == 200
    assert client.get(reverse("events:mine"), headers=headers).status_code == 200
    client.force_login(officer)
    desk = ["desk", "edit", "layout", "agenda-items", "invitations", "participants", "timetable", "live", "check-in",
            "report", "badges"]  # fmt: skip
    for name in desk:
        assert client.get(reverse(f"events:{name}", args=[event.no]), headers=headers).status_code == 200, name
    assert client.get(meeting.get_absolute_url(), headers=headers).status_code == 200
    for name in ("create", "mine"):
        assert client.get(reverse(f"events:{name}"), headers=headers).status_code == 200
    for name in ("held", "came", "demands"):
        assert client.get(reverse("events:report-rows", args=[event.no, name]), headers=headers).status_code == 200
    for kind in ("pdf", "xlsx"):
        assert client.get(reverse("events:report-file", args=[event.no, kind])).status_code == 200


@pytest.mark.parametrize(
    "name", ["desk", "edit", "layout", "invitations", "participants", "timetable", "live", "check-in", "badges"]
)
def test_the_desk_is_for_the_organisers(client, officer, name):
    event = EventFactory(organization=officer.organization)
    plan = EventFactory(organization=officer.organization, status="planned", published_at=None)
    stranger = person("sme")
    address = reverse(f"events:{name}", args=[event.no])
    assert client.get(address).status_code == 302
    client.force_login(stranger)
    assert client.get(address).status_code == 403
    assert client.get(reverse(f"events:{name}", args=[plan.no])).status_code == 404


def test_list_and_board_cost_the_same_for_one_and_three(client, officer, count_queries):
    event, *_ = scheduled(officer)
    Event.objects.filter(pk=event.pk).update(status="live")
    client.force_login(officer)
    for address in (reverse("events:list"), reverse("events:mine")):
        one = count_queries(lambda address=address: client.get(address))
        EventFactory.create_batch(2, organization=officer.organization)
        assert count_queries(lambda address=address: client.get(address)) == one
        assert one <= 12
    names = ("participants", "timetable", "live", "check-in")
    before = {n: count_queries(lambda n=n: client.get(reverse(f"events:{n}", args=[event.no]))) for n in names}
    for _ in range(2):
        participant(event)
    after = {n: count_queries(lambda n=n: client.get(reverse(f"events:{n}", args=[event.no]))) for n in names}
    assert after == before
    assert max(after.values()) <= 16


def test_a_firm_signs_up_with_its_demand_and_changes_its_mind(client, officer):
    event = EventFactory(organization=officer.organization, capacity=1)
    lay_out(event)
    firm, late = person("sme"), person("sme")
    demand = DemandFactory(organization=firm.organization)
    foreign = DemandFactory()
    client.force_login(firm)
    address = reverse("events:sign-up", args=[event.no])
    refused = client.post(address, {"name": "王工", "kind": "need", "demands": [foreign.pk]})
    assert refused.status_code == 422
    assert not Registration.objects.exists()
    data = {"name": "王工", "kind": "need", "demands": [demand.pk], "delegates": 1, "in_directory": "on", "away": ["0"]}
    assert client.post(address, data).status_code == 302
    row = Registration.objects.get()
    assert (row.status, row.in_directory, row.share_matches, row.photo_allowed, row.away) == (
        "registered", True, False, False, [0],
    )  # fmt: skip
    assert list(row.demands.all()) == [demand]
    client.force_login(late)
    assert client.post(address, {"name": "李工", "kind": "need", "delegates": 1}).status_code == 302
    waiting = Registration.objects.get(user=late)
    assert (waiting.status, waiting.position) == ("waitlisted", 1)
    client.force_login(firm)
    client.post(reverse("events:leave", args=[event.no]))
    waiting.refresh_from_db()
    event.refresh_from_db()
    assert (waiting.status, event.seats_taken) == ("registered", 1)


def test_wishes_are_told_to_nobody_and_need_a_listed_partner(client, officer):
    event = EventFactory(organization=officer.organization)
    firm, school, shy = (
        participant(event),
        participant(event, "supply"),
        participant(event, "supply", in_directory=False),
    )
    client.force_login(firm.user)
    address = reverse("events:wishes", args=[event.no])
    assert client.post(address, {"other": shy.pk, "wish": "must"}).status_code == 404
    client.post(address, {"other": school.pk, "wish": "no"})
    assert firm.preferences.get().wish == "no"
    page = client.get(address).content.decode()
    assert school.display_company in page
    assert shy.display_company not in page
    client.force_login(school.user)
    assert "rather" not in client.get(reverse("events:agenda", args=[event.no])).content.decode()


def test_scans_of_an_offline_phone_are_written_once(client, officer):
    event, firms, _ = scheduled(officer)
    client.force_login(officer)
    at = (timezone.now() - datetime.timedelta(hours=1)).isoformat()
    rows = [{"id": str(uuid.uuid4()), "badge": firm.badge, "at": at} for firm in firms]
    rows.append({"id": str(uuid.uuid4()), "badge": "nobody", "at": at})
    address = reverse("events:scans", args=[event.no])
    answers = [
        client.post(address, json.dumps({"scans": rows}), content_type="application/json").json() for _ in range(2)
    ]
    assert [row["result"] for row in answers[0]["results"]] == ["welcome", "welcome", "unknown"]
    assert [row["result"] for row in answers[1]["results"]] == ["again", "again", "unknown"]
    assert answers[1]["arrived"] == event.scans.count() == 2
    assert client.post(address, "[]", content_type="application/json").status_code == 400
    client.force_login(person("sme"))
    assert client.post(address, json.dumps({"scans": rows}), content_type="application/json").status_code == 403


def test_a_meeting_is_closed_only_with_its_next_step(client, officer):
    event, firms, schools = scheduled(officer)
    Event.objects.filter(pk=event.pk).update(status="live")
    meeting = Meeting.objects.of(firms[0]).exclude(table=None).first()
    client.force_login(firms[0].user)
    assert client.post(meeting.get_absolute_url(), {"outcome": "talk"}).status_code == 422
    data = {
        "outcome": "trial",
        "next_step": "寄样",
        "next_step_by": "王工",
        "next_step_due": "2026-12-31",
        "note": "秘密",
    }
    assert client.post(meeting.get_absolute_url(), data).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.status, meeting.outcome, meeting.next_step) == ("held", "trial", "寄样")
    other = meeting.b if meeting.a_id == firms[0].pk else meeting.a
    client.force_login(other.user)
    assert "秘密" not in client.get(meeting.get_absolute_url()).content.decode()
    outsider = next(row for row in (*firms, *schools) if row.pk not in (meeting.a_id, meeting.b_id))
    client.force_login(outsider.user)
    assert client.get(meeting.get_absolute_url()).status_code == 404


def test_the_agenda_feed_needs_only_its_token(client, officer):
    event, firms, _ = scheduled(officer)
    Event.objects.filter(pk=event.pk).update(status="final")
    count = meetings.Meeting.objects.of(firms[0]).filter(status="scheduled").count()
    answer = client.get(reverse("events:personal-calendar", args=[firms[0].calendar_token]), headers={"Accept": "x/y"})
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.count(b"BEGIN:VEVENT") == count > 0
    assert client.get(reverse("events:personal-calendar", args=["wrong"])).status_code == 404


def test_requests_between_participants(client, officer):
    event = EventFactory(organization=officer.organization, mode="self")
    slots = lay_out(event, slots=2, tables=1)
    firm, school, third = participant(event), participant(event, "supply"), participant(event)
    client.force_login(firm.user)
    client.post(reverse("events:ask", args=[event.no, school.pk]), {"reason": "想谈轴承钢"})
    meeting = Meeting.objects.get()
    assert (meeting.status, meeting.asked_by) == ("requested", firm)
    assert client.post(reverse("events:meeting-accept", args=[meeting.pk]), {"slot": slots[0].pk}).status_code == 403
    client.force_login(school.user)
    client.post(reverse("events:meeting-accept", args=[meeting.pk]), {"slot": slots[0].pk})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.slot, meeting.table.number) == ("scheduled", slots[0], 1)
    # The same school at the same time is refused, and nothing of it stays behind.
    client.force_login(third.user)
    client.post(reverse("events:ask", args=[event.no, school.pk]), {"reason": "也想谈"})
    second = Meeting.objects.get(asked_by=third)
    client.force_login(school.user)
    client.post(reverse("events:meeting-accept", args=[second.pk]), {"slot": slots[0].pk})
    second.refresh_from_db()
    assert (second.status, second.slot_id, second.seats.count()) == ("requested", None, 0)
