"""Fields, constraints and what the model says of itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from demands.models import Demand, DemandExclusion
from tests.factories.accounts import OrganizationFactory, region
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [{"title": ""}, {"status": "secret"}, {"trl_wanted_min": 0}, {"trl_wanted_min": 10},
     {"budget_min": 2, "budget_max": 1}, {"status": "published", "published_at": None}],
)  # fmt: skip
def test_the_database_itself_refuses(values):
    entry = DemandFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Demand.objects.filter(pk=entry.pk).update(**values)


@pytest.mark.parametrize(
    ("values", "field"),
    [({"budget_min": 2, "budget_max": 1}, "budget_max"), ({"budget_min": -1}, "budget_min"), ({"problem": "x" * 50_001}, "problem"),
     ({"contact_email": "nobody"}, "contact_email"), ({"modes_wanted": ["gift"]}, "modes_wanted")],
)  # fmt: skip
def test_clean_names_the_field(values, field):
    entry = DemandFactory()
    for name, value in values.items():
        setattr(entry, name, value)
    with pytest.raises(ValidationError) as refused:
        entry.full_clean()
    assert field in refused.value.message_dict


def test_an_organization_is_excluded_once():
    entry, rival = DemandFactory(), OrganizationFactory()
    DemandExclusion.objects.create(demand=entry, organization=rival)
    with pytest.raises(IntegrityError), transaction.atomic():
        DemandExclusion.objects.create(demand=entry, organization=rival)


def test_a_county_is_shown_as_its_city():
    county = region("410381", "county")
    county.parent = region("410300")
    county.save()
    entry = DemandFactory(region=county)
    assert (entry.city.pk, entry.city_code) == ("410300", "410300")
    assert DemandFactory(region=region("410100")).city.pk == "410100"
    assert DemandFactory().city is None


def test_completeness():
    assert sum(weight for _name, weight in Demand.DETAILS) == 100
    assert DemandFactory().completeness == 30
