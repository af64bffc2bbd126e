"""Places are never sold twice, whoever comes at the same time; constraints hold past the actions."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from events.actions import meetings, plan, registrations
from events.enums import EVENT_MOVES, EventStatus
from events.exceptions import NotReady, Occupied, WrongState
from events.models import Event, Meeting, MeetingSeat, Registration
from tests.factories.accounts import OrganizationFactory, UserFactory, member_of, person
from tests.factories.events import EventFactory, lay_out, participant


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_exactly_the_places_there_are():
    event = EventFactory(capacity=7)
    people = [UserFactory() for _ in range(24)]
    gate, failures = threading.Barrier(8), []

    def sign_up(group):
        try:
            gate.wait()
            for user in group:
                registrations.sign_up(event, by=user, channel="api", values={"kind": "need"})
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign_up, args=(people[i::8],)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    event.refresh_from_db()
    assert (event.seats_taken, event.registrations.filter(status="registered").count()) == (7, 7)
    waiting = event.registrations.filter(status="waitlisted").order_by("position")
    assert list(waiting.values_list("position", flat=True)) == list(range(1, 18))


@pytest.mark.django_db
def test_the_database_refuses_overselling_and_double_booking():
    event = EventFactory(capacity=1, status="final")
    slots = lay_out(event, slots=2, tables=1)
    a, b, c = participant(event), EventFactory(), None
    Event.objects.filter(pk=event.pk).update(capacity=5)
    b, c, d = participant(event, "supply"), participant(event), participant(event, "supply")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(seats_taken=6)
    officer = member_of(event.organization, "admin")
    set_ = lambda one, other, slot: meetings.set_meeting(  # noqa: E731
        event, by=officer, channel="portal", one=one, other=other, slot=slot
    )
    first = set_(a, b, slots[0])
    with pytest.raises(Occupied):
        set_(a, d, slots[0])  # somebody is busy
    with pytest.raises(Occupied):
        set_(c, d, slots[0])  # the only table is taken
    assert Meeting.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(event=event, a=c, b=d, slot=slots[0], table=first.table, origin="manual")
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingSeat.objects.create(
            meeting=Meeting.objects.create(event=event, a=a, b=d, slot=slots[0], origin="manual"),
            registration=a, slot=slots[0], delegate=a.delegate,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=first.pk).update(status="held")
    meetings.cancel_meeting(first, by=officer, channel="portal")
    assert set_(c, d, slots[0]).table_id == first.table_id


@pytest.mark.django_db
def test_two_delegates_meet_at_once_and_a_shared_one_does_not():
    event = EventFactory(status="final")
    slots = lay_out(event, slots=1, tables=5)
    officer = member_of(event.organization, "admin")
    two = participant(event, "supply", delegates=2)
    shared = [participant(event, "supply", shared_with="张") for _ in range(2)]
    firms = [participant(event) for _ in range(3)]
    set_ = lambda one, other: meetings.set_meeting(  # noqa: E731
        event, by=officer, channel="portal", one=one, other=other, slot=slots[0]
    )
    set_(firms[0], two)
    set_(firms[1], two)
    with pytest.raises(Occupied):
        set_(firms[2], two)
    set_(firms[2], shared[0])
    with pytest.raises(Occupied):
        set_(participant(event), shared[1])


@pytest.mark.django_db
@pytest.mark.parametrize("status", EventStatus.values)
@pytest.mark.parametrize("verb", EVENT_MOVES)
def test_every_move_from_every_status(verb, status):
    event = EventFactory(status=status)
    slots = lay_out(event)
    officer = member_of(event.organization, "admin")
    a, b = participant(event), participant(event, "supply")
    Meeting.objects.create(event=event, a=a, b=b, slot=slots[0], origin="computed")
    allowed, target = EVENT_MOVES[verb]
    if status not in allowed:
        with pytest.raises(WrongState):
            plan.ACTIONS[verb](event, by=officer, channel="portal")
        event.refresh_from_db()
        assert (event.status, event.version) == (status, 1)
        return
    moved = plan.ACTIONS[verb](event, by=officer, channel="portal")
    event.refresh_from_db()
    assert (event.status, event.version, moved.status) == (target, 2, target)


@pytest.mark.django_db
def test_a_schedule_is_shown_only_when_there_is_one():
    event = EventFactory(status="locked")
    with pytest.raises(NotReady):
        plan.propose_schedule(event, by=None, channel="portal")


@pytest.mark.django_db
def test_who_sees_and_manages():
    park = OrganizationFactory(kind="park")
    partner = OrganizationFactory(kind="university")
    event = EventFactory(organization=park, status="planned", published_at=None)
    event.co_hosts.add(partner)
    public = EventFactory(organization=park)
    everybody = {door: person(door) for door in ("sme", "stranger", "reviewer", "admin")}
    everybody |= {"host": member_of(park, "editor"), "viewer": member_of(park, "viewer")}
    everybody["partner"] = member_of(partner, "editor")
    sees = {door for door, user in everybody.items() if Event.objects.visible_to(user).filter(pk=event.pk).exists()}
    assert sees == {door for door, user in everybody.items() if user.has_perm("events.view_event", event)}
    assert sees == {"reviewer", "admin", "host", "viewer", "partner"}
    assert all(Event.objects.visible_to(user).filter(pk=public.pk).exists() for user in everybody.values())
    manages = {door for door, user in everybody.items() if user.has_perm("events.manage_event", event)}
    assert manages == {"host", "partner", "admin"}
    row = participant(public)
    found = {
        door for door, user in everybody.items() if Registration.objects.visible_to(user).filter(pk=row.pk).exists()
    }
    assert found == {"admin", "host", "viewer"}
