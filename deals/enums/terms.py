"""Closed lists of a deal's terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vehicle(models.TextChoices):
    """The legal form: five contract types of the Civil Code, equity, pilot, and use first, pay later."""

    DEVELOPMENT = "development", _("technology development")
    TRANSFER = "transfer", _("technology transfer")
    LICENCE = "licence", _("technology licence")
    CONSULTING = "consulting", _("technical consulting")
    SERVICE = "service", _("technical service")
    EQUITY = "equity", _("contribution as equity")
    PILOT = "pilot", _("pilot-scale service")
    USE_FIRST = "use_first", _("use first, pay later")


#: The five types that the registration offices register.
REGISTRABLE = frozenset({Vehicle.DEVELOPMENT, Vehicle.TRANSFER, Vehicle.LICENCE, Vehicle.CONSULTING, Vehicle.SERVICE})


class PartyRole(models.TextChoices):
    SUPPLY = "supply", _("supplying side")
    NEED = "need", _("receiving side")
    BROKER = "broker", _("intermediary")
    GUARANTOR = "guarantor", _("guarantor")


#: Roles that sign.
SIGNING_ROLES = frozenset({PartyRole.SUPPLY, PartyRole.NEED})


class PriceMethod(models.TextChoices):
    NEGOTIATED = "negotiated", _("by agreement")
    LISTED = "listed", _("listed price")
    AUCTION = "auction", _("auction")


class PayPlan(models.TextChoices):
    ONE_OFF = "one_off", _("one payment")
    INSTALMENTS = "instalments", _("instalments")
    ROYALTY = "royalty", _("royalty")
    ENTRY_ROYALTY = "entry_royalty", _("entry fee and royalty")
    MILESTONE = "milestone", _("by milestone")
    DEFERRED = "deferred", _("deferred start")
    REVENUE_SHARE = "revenue_share", _("share of revenue")


#: Plans whose total is not known when the contract is signed.
RUNNING_PLANS = frozenset({PayPlan.ROYALTY, PayPlan.ENTRY_ROYALTY, PayPlan.REVENUE_SHARE})


class RoyaltyBase(models.TextChoices):
    NET_SALES = "net_sales", _("net sales")
    PROFIT = "profit", _("profit")
    PIECES = "pieces", _("pieces made")
    REVENUE = "revenue", _("revenue")


class Right(models.TextChoices):
    EXCLUSIVE = "exclusive", _("exclusive")
    SOLE = "sole", _("sole")
    NON_EXCLUSIVE = "non_exclusive", _("non-exclusive")
    OPEN = "open", _("open licence")
    SUBLICENCE = "sublicence", _("with sublicences")
    OWNERSHIP = "ownership", _("ownership")


class MilestoneStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    DELIVERED = "delivered", _("waiting for acceptance")
    ACCEPTED = "accepted", _("passed the test")


#: verb → (from, to, which side may)
MILESTONE_MOVES: dict[str, tuple[frozenset[str], str, str]] = {
    "deliver": (frozenset({MilestoneStatus.PLANNED}), MilestoneStatus.DELIVERED, PartyRole.SUPPLY),
    "accept": (frozenset({MilestoneStatus.DELIVERED}), MilestoneStatus.ACCEPTED, PartyRole.NEED),
    "return": (frozenset({MilestoneStatus.DELIVERED}), MilestoneStatus.PLANNED, PartyRole.NEED),
}


class PaymentKind(models.TextChoices):
    FIXED = "fixed", _("payment")
    ENTRY = "entry", _("entry fee")
    INSTALMENT = "instalment", _("instalment")
    MILESTONE = "milestone", _("milestone payment")
    DEFERRED = "deferred", _("deferred payment")
    ROYALTY = "royalty", _("royalty")
    SHARE = "share", _("share of revenue")


class PaymentStatus(models.TextChoices):
    PLANNED = "planned", _("not due yet")
    DUE = "due", _("payment due")
    PAID = "paid", _("paid, waiting for confirmation")
    CONFIRMED = "confirmed", _("received")
    CANCELLED = "cancelled", _("cancelled")


class LedgerKind(models.TextChoices):
    PAID = "paid", _("paid")
    RECEIVED = "received", _("received")


class ContractStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SIGNING = "signing", _("out for signature")
    SIGNED = "signed", _("signed")
    VOID = "void", _("void")


class RegistrationStatus(models.TextChoices):
    PREPARING = "preparing", _("being prepared")
    APPLIED = "applied", _("applied for")
    ACCEPTED = "accepted", _("accepted for examination")
    CORRECTION = "correction", _("sent back for correction")
    EXPERTS = "experts", _("with experts")
    REGISTERED = "registered", _("registered with the office")
    REFUSED = "refused", _("not registered")


#: verb → (from, to)
REGISTRATION_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "apply": (frozenset({RegistrationStatus.PREPARING, RegistrationStatus.CORRECTION}), RegistrationStatus.APPLIED),
    "accept": (frozenset({RegistrationStatus.APPLIED}), RegistrationStatus.ACCEPTED),
    "correct": (frozenset({RegistrationStatus.APPLIED, RegistrationStatus.ACCEPTED}), RegistrationStatus.CORRECTION),
    "review": (frozenset({RegistrationStatus.ACCEPTED}), RegistrationStatus.EXPERTS),
    "register": (frozenset({RegistrationStatus.ACCEPTED, RegistrationStatus.EXPERTS}), RegistrationStatus.REGISTERED),
    "refuse": (frozenset({RegistrationStatus.ACCEPTED, RegistrationStatus.EXPERTS}), RegistrationStatus.REFUSED),
}
