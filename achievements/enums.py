"""Closed lists and legal moves of achievements."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    APPLIED = "applied", _("applied technology")
    BASIC = "basic", _("basic theory")
    SOFT = "soft", _("soft science")


class Form(models.TextChoices):
    TECHNOLOGY = "technology", _("new technology")
    PROCESS = "process", _("new process")
    PRODUCT = "product", _("new product")
    MATERIAL = "material", _("new material")
    EQUIPMENT = "equipment", _("new equipment")
    SOFTWARE = "software", _("software")
    VARIETY = "variety", _("biological variety")
    STANDARD = "standard", _("standard")
    PAPER = "paper", _("paper or report")


class CommercialStage(models.TextChoices):
    NO_BUYER = "no_buyer", _("no buyer yet")
    PAID_PILOT = "paid_pilot", _("paid pilot")
    FIRST_SALE = "first_sale", _("first sale")
    BREAK_EVEN = "break_even", _("break-even")
    REPEAT = "repeat_sales", _("repeat sales")


class PriceMode(models.TextChoices):
    NEGOTIABLE = "negotiable", _("negotiable")
    FIXED = "fixed", _("fixed price")
    RANGE = "range", _("price range")
    STARTING = "starting", _("starting price")
    ENTRY_ROYALTY = "entry_royalty", _("entry fee and royalty")


class Secrecy(models.TextChoices):
    OPEN = "open", _("open")
    INTERNAL = "internal", _("internal")


class ExportControl(models.TextChoices):
    NONE = "none", _("none")
    RESTRICTED = "restricted", _("restricted")
    FORBIDDEN = "forbidden", _("forbidden")


class NextStep(models.TextChoices):
    LAB = "lab", _("laboratory test")
    PILOT = "pilot", _("pilot scale")
    ENGINEERING = "engineering", _("engineering")
    CERTIFICATION = "certification", _("certification")
    USER_VALIDATION = "user_validation", _("validation by a user")
    MASS_PRODUCTION = "mass_production", _("mass production")


class IPKind(models.TextChoices):
    INVENTION = "invention", _("invention patent")
    UTILITY_MODEL = "utility_model", _("utility model")
    DESIGN = "design", _("design patent")
    SOFTWARE = "software", _("software copyright")
    LAYOUT = "layout", _("integrated circuit layout")
    VARIETY = "variety", _("plant variety")
    KNOW_HOW = "know_how", _("technical secret")


class IPStatus(models.TextChoices):
    FILED = "filed", _("filed")
    PUBLISHED = "published", _("published")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    EXPIRED = "expired", _("expired")


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("in review")
    RETURNED = "returned", _("returned with a note")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ARCHIVED = "archived", _("archived")


#: verb → (from, to); every other move is refused.
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "submit": (frozenset({Status.DRAFT, Status.RETURNED, Status.WITHDRAWN}), Status.SUBMITTED),
    "publish": (frozenset({Status.SUBMITTED}), Status.PUBLISHED),
    "return": (frozenset({Status.SUBMITTED}), Status.RETURNED),
    "withdraw": (frozenset({Status.SUBMITTED, Status.PUBLISHED}), Status.WITHDRAWN),
    "archive": (frozenset({Status.PUBLISHED, Status.WITHDRAWN, Status.RETURNED, Status.DRAFT}), Status.ARCHIVED),
}


class ReviewDecision(models.TextChoices):
    PUBLISH = "publish", _("publish")
    HOLD = "hold", _("hold")
    RETURN = "return", _("return with a note")


class FeeMethod(models.TextChoices):
    FREE = "free", _("free of charge")
    FIXED = "fixed", _("fixed fee")
    RUNNING = "running", _("running royalty")
    ENTRY_RUNNING = "entry_running", _("entry fee and running royalty")


class RoyaltyBase(models.TextChoices):
    NET_SALES = "net_sales", _("net sales")
    PROFIT = "profit", _("profit")
    UNIT = "unit", _("each unit made")


class KnowHow(models.TextChoices):
    """The statutory licence covers the right alone; what else a firm needs is said and priced."""

    NONE = "none", _("not offered")
    OPTIONAL = "optional", _("can be booked")
    INCLUDED = "included", _("included in the fee")


class LicenceStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_APPROVAL = "approval", _("waits for approval by the owner")
    APPROVED = "approved", _("approved by the owner")
    SUBMITTED = "submitted", _("in review")
    RETURNED = "returned", _("returned with a note")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: verb → (from, to) of an open-licence statement: draft, internal approval, submission, review, publication, withdrawal.
LICENCE_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "hand_in": (frozenset({LicenceStatus.DRAFT, LicenceStatus.RETURNED}), LicenceStatus.IN_APPROVAL),
    "approve": (frozenset({LicenceStatus.IN_APPROVAL}), LicenceStatus.APPROVED),
    "recall": (
        frozenset({LicenceStatus.IN_APPROVAL, LicenceStatus.APPROVED, LicenceStatus.SUBMITTED}),
        LicenceStatus.DRAFT,
    ),
    "submit": (frozenset({LicenceStatus.APPROVED}), LicenceStatus.SUBMITTED),
    "return": (frozenset({LicenceStatus.SUBMITTED}), LicenceStatus.RETURNED),
    "publish": (frozenset({LicenceStatus.SUBMITTED}), LicenceStatus.PUBLISHED),
    "withdraw": (frozenset({LicenceStatus.PUBLISHED}), LicenceStatus.WITHDRAWN),
}


class LegalCheck(models.TextChoices):
    """What a rule looks at; the rule itself (severity, limit, validity, source) is a record."""

    NOT_GRANTED = "not_granted", _("the right is not granted")
    EXCLUSIVE = "exclusive", _("an exclusive or sole licence is in force")
    DISPUTE = "dispute", _("ownership is disputed, or the right is suspended or preserved")
    FEE_UNPAID = "fee_unpaid", _("the annual fee is not paid")
    PLEDGE = "pledge", _("the right is pledged and the pledgee has not consented")
    CO_OWNERS = "co_owners", _("not all co-owners have consented")
    TERM = "term", _("the term runs beyond the expiry of the right")
    REPORT = "report", _("the evaluation report is missing")
    RATE_OF_SALES = "rate_of_sales", _("the royalty on net sales is above guidance")
    RATE_OF_PROFIT = "rate_of_profit", _("the royalty on profit is above guidance")
    FIXED_FEE = "fixed_fee", _("the fixed fee is above guidance")


class Severity(models.TextChoices):
    BLOCK = "block", _("blocks")
    WARN = "warn", _("warns")
