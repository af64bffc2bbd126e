"""Demands for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from demands.enums import Status
from demands.models import Demand, DemandIndicator
from tests.factories.accounts import OrganizationFactory


class DemandFactory(DjangoModelFactory):
    """A published demand of a verified firm; ``status=`` makes any other."""

    class Meta:
        model = Demand
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence(lambda n: f"切削液废水处理成本太高{n}")
    problem = "每天约20吨乳化含油废水，COD约8000 mg/L，希望低于500，每吨不超过15元。"
    status = Status.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def search(self, create, extracted, **kwargs):
        self.set_search_terms()
        type(self).objects.filter(pk=self.pk).update(search_terms=self.search_terms)


def complete(demand: Demand) -> Demand:
    """With a wanted indicator."""
    DemandIndicator.objects.create(
        demand=demand, name="COD", relation="le", value_max=500, unit="mg/L", priority="must", now="8000 mg/L"
    )
    return demand
