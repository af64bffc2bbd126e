"""Licences, challenges, auctions and assignments for tests."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from deals.models import Assignment, Auction, Bidder, Challenge, ChallengeReviewer, Licence, Proposal
from tests.factories.accounts import OrganizationFactory
from tests.factories.achievements import AchievementFactory, OpenLicenceFactory
from tests.factories.demands import DemandFactory


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


class LicenceFactory(DjangoModelFactory):
    class Meta:
        model = Licence

    statement = factory.SubFactory(OpenLicenceFactory)
    licensor = factory.SelfAttribute("statement.organization")
    licensee = factory.SubFactory(OrganizationFactory)
    status = "taken"
    fee = total = Decimal("20000.00")
    currency = "CNY"
    text = "许可条款"
    starts_on = factory.LazyFunction(timezone.localdate)
    filing_no = factory.LazyAttribute(lambda row: "X1" if row.status == "recorded" else "")


class ChallengeFactory(DjangoModelFactory):
    """An open challenge of a published demand; ``status=`` makes any other."""

    class Meta:
        model = Challenge

    demand = factory.SubFactory(DemandFactory)
    organization = factory.SelfAttribute("demand.organization")
    status = "open"
    bounty = Decimal("300000.00")
    acceptance_test = "连续运行30天，出水COD不高于500 mg/L"
    deadline = factory.LazyFunction(lambda: days(20))
    feedback_due = factory.LazyFunction(lambda: days(40))
    announced_at = factory.LazyFunction(timezone.now)


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    challenge = factory.SubFactory(ChallengeFactory)
    organization = factory.SubFactory(OrganizationFactory, kind="university")
    status = "submitted"
    title = "陶瓷膜与高级氧化组合"
    approach = "先膜分离，再催化氧化"
    evidence = "两家工厂运行一年"
    plan = "三个月小试，三个月中试"
    price = Decimal("280000.00")
    months = 6
    submitted_at = factory.LazyFunction(timezone.now)
    reason = factory.LazyAttribute(lambda row: "price" if row.status == "declined" else "")


def reviewer_of(challenge, user, role="lead"):
    ChallengeReviewer.objects.create(challenge=challenge, user=user, role=role)
    return user


class AuctionFactory(DjangoModelFactory):
    """A running English auction; ``status=`` makes any other."""

    class Meta:
        model = Auction

    achievement = factory.SubFactory(AchievementFactory)
    organization = factory.SelfAttribute("achievement.organization")
    status = "announced"
    terms = "专利权整体转让"
    start_price = Decimal("100000.00")
    step = Decimal("5000.00")
    starts_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=1))
    ends_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(hours=1))


def bidder(auction, user, confirmed=True):
    Bidder.objects.create(auction=auction, organization_id=user.organization_id, deposit_confirmed=confirmed)
    return user


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    demand = factory.SubFactory(DemandFactory)
    organization = factory.SelfAttribute("demand.organization")
    status = "active"
    expected_value = Decimal("100000.00")
