"""Events for tests."""

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import OrganizationKind
from events.enums import EventStatus, ParticipantKind, RegistrationStatus
from events.models import Event, Hall, Registration, Session, Slot, Table
from tests.factories.accounts import OrganizationFactory, member_of


class EventFactory(DjangoModelFactory):
    """An event of a park that takes sign-ups; it begins tomorrow at nine."""

    class Meta:
        model = Event

    organization = factory.SubFactory(OrganizationFactory, kind=OrganizationKind.PARK)
    title = factory.Sequence(lambda n: f"洛阳轴承产业深度行{n}")
    status = EventStatus.OPEN
    starts_at = factory.LazyFunction(lambda: _tomorrow(9))
    ends_at = factory.LazyFunction(lambda: _tomorrow(18))
    capacity = 200
    published_at = factory.LazyFunction(timezone.now)


def _tomorrow(hour: int) -> datetime.datetime:
    day = timezone.localtime() + datetime.timedelta(days=1)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def lay_out(event: Event, *, slots: int = 4, tables: int = 3, online: int = 0) -> list[Slot]:
    """One session of ``slots``, so many common tables, and ``online`` slots in the evening."""
    hall = Hall.objects.create(event=event, name="主会场")
    found: list[Slot] = []
    for count, hour, is_online in ((slots, 9, False), (online, 19, True)):
        if not count:
            continue
        begin = event.starts_at.replace(hour=hour)
        session = Session.objects.create(event=event, title="对接", starts_at=begin, is_online=is_online)
        step = datetime.timedelta(minutes=20)
        for i in range(count):
            slot = Slot(
                event=event, session=session, number=len(found), starts_at=begin + i * step,
                ends_at=begin + (i + 1) * step,
            )  # fmt: skip
            slot.save()
            found.append(slot)
    Table.objects.bulk_create(Table(event=event, hall=hall, number=n) for n in range(1, tables + 1))
    return found


def participant(event: Event, kind: str = ParticipantKind.NEED, user: Any = None, **values: Any) -> Registration:
    """Somebody who has a place; the counter of the event goes with him."""
    if user is None:
        door = OrganizationKind.FIRM if kind == ParticipantKind.NEED else OrganizationKind.UNIVERSITY
        user = member_of(OrganizationFactory(kind=door), "admin")
    status = values.pop("status", RegistrationStatus.REGISTERED)
    if status in {"registered", "checked_in", "no_show"}:
        Event.objects.filter(pk=event.pk).update(seats_taken=event.registrations.count() + 1)
    if status == "checked_in":
        values.setdefault("checked_in_at", timezone.now())
    return Registration.objects.create(
        event=event,
        user=user,
        organization=user.organization,
        name=user.display_name,
        kind=kind,
        status=status,
        **values,
    )
