"""Achievements for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import OrganizationKind
from achievements.enums import Status
from achievements.models import Achievement, AchievementIndicator, IPRight
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
