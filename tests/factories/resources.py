"""Resources, slots and bookings for tests."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import OrganizationKind
from resources.models import Booking, EligibilityRule, Resource, Slot, Voucher
from tests.factories.accounts import OrganizationFactory


def hours(count: float) -> datetime.datetime:
    """So many hours from now."""
    return timezone.now() + datetime.timedelta(hours=count)


class ResourceFactory(DjangoModelFactory):
    """A published, bookable pilot base of a university; ``status=`` makes any other."""

    class Meta:
        model = Resource
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory, kind=OrganizationKind.UNIVERSITY)
    kind = "pilot_base"
    title = factory.Sequence(lambda n: f"可控气氛热处理中试线{n}")
    summary = "每批三百公斤的网带炉中试线，对外开放。"
    status = "published"
    published_at = factory.LazyFunction(timezone.now)
    bookable = True
    trl_in, trl_out = 5, 7
    cost_min, cost_max = 40_000, 90_000
    days_min, days_max = 20, 45

    @factory.post_generation
    def search(self, create, extracted, **kwargs):
        self.set_search_terms()
        type(self).objects.filter(pk=self.pk).update(search_terms=self.search_terms)


class SlotFactory(DjangoModelFactory):
    """Two hours, a week from now; each next one a day later."""

    class Meta:
        model = Slot

    resource = factory.SubFactory(ResourceFactory)
    unit = 1
    begins_at = factory.Sequence(lambda n: hours(24 * (7 + n)))
    ends_at = factory.LazyAttribute(lambda slot: slot.begins_at + datetime.timedelta(hours=2))


class BookingFactory(DjangoModelFactory):
    """A booking in any status; those that hold get a slot of their own."""

    class Meta:
        model = Booking

    resource = factory.SubFactory(ResourceFactory)
    organization = factory.SubFactory(OrganizationFactory, size="S")
    status = "enquiry"
    purpose = "试制一批轴承套圈"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        from resources.enums import HOLDING

        if kwargs["status"] in (*HOLDING, "void") and "begins_at" not in kwargs:
            slot = kwargs.get("slot") or SlotFactory(resource=kwargs["resource"])
            kwargs |= {"slot": slot, "unit": slot.unit, "begins_at": slot.begins_at, "ends_at": slot.ends_at}
        if kwargs["status"] == "waiting":
            kwargs.setdefault("queued_at", timezone.now())
        return super()._create(model_class, *args, **kwargs)


class VoucherFactory(DjangoModelFactory):
    class Meta:
        model = Voucher

    no = factory.Sequence(lambda n: f"V{n:05}")
    organization = factory.SubFactory(OrganizationFactory, size="S")
    issuer = "某市科技局"
    value = 20_000
    remaining = factory.SelfAttribute("value")
    valid_until = datetime.date(2090, 1, 1)


class RuleFactory(DjangoModelFactory):
    class Meta:
        model = EligibilityRule

    title = "小微企业"
    who = "小型和微型企业"
    kind = "finance"
    source_name = "某办法"
    source_date = datetime.date(2026, 1, 1)
    valid_from = datetime.date(2026, 1, 1)
    state = "active"
    conditions = {"all": [{"fact": "firm.size", "op": "in", "value": ["S", "XS"]}]}
