"""Achievements for tests."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import OrganizationKind
from achievements.enums import Status
from achievements.models import Achievement, AchievementIndicator, IPRight, OpenLicence
from tests.factories.accounts import OrganizationFactory


class AchievementFactory(DjangoModelFactory):
    """A published achievement of a university; ``status=`` makes any other."""

    class Meta:
        model = Achievement
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory, kind=OrganizationKind.UNIVERSITY)
    title = factory.Sequence(lambda n: f"含油废水膜法深度处理成套技术{n}")
    summary = "陶瓷膜处理乳化含油废水，出水油含量低于10 mg/L。"
    status = Status.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def search(self, create, extracted, **kwargs):
        self.set_search_terms()
        type(self).objects.filter(pk=self.pk).update(search_terms=self.search_terms)


def complete(achievement: Achievement) -> Achievement:
    """With an indicator and a right."""
    AchievementIndicator.objects.create(
        achievement=achievement, name="出水油含量", relation="le", value_max=10, unit="mg/L", condition="25 ℃"
    )
    IPRight.objects.create(achievement=achievement, kind="know_how", owner="某大学")
    return achievement


class OpenLicenceFactory(DjangoModelFactory):
    """A published statement of a granted invention; ``status=`` makes any other."""

    class Meta:
        model = OpenLicence

    achievement = factory.SubFactory(AchievementFactory)
    organization = factory.SelfAttribute("achievement.organization")
    status = "published"
    published_at = factory.LazyFunction(timezone.now)
    ip_kind = "invention"
    ip_number = factory.Sequence(lambda n: f"US{n:07}")
    ip_status = "granted"
    ip_owner = "某大学"
    ip_expiry = datetime.date(2040, 1, 1)
    annual_fee_until = datetime.date(2030, 1, 1)
    entry_fee = 20_000
    discount_micro = 50
    discount_small = 30
    know_how = "optional"
    know_how_text = "图纸一套，驻厂三天"
    know_how_fee = 8_000
    trial_months = 3
