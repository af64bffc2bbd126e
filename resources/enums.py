"""Closed lists and legal moves of resources, bookings and pilot projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    INSTRUMENT = "instrument", _("instrument")
    LABORATORY = "laboratory", _("laboratory")
    PILOT_BASE = "pilot_base", _("pilot base")
    TESTING = "testing", _("testing")
    CERTIFICATION = "certification", _("certification")
    COMPUTING = "computing", _("computing")
    DATA_SET = "data_set", _("data set")
    OPEN_SOURCE = "open_source", _("open-source community")
    IP_SERVICE = "ip_service", _("IP service")
    FINANCE = "finance", _("finance product")
    TAX_SUBSIDY = "tax_subsidy", _("tax relief or subsidy")
    TRAINING = "training", _("training")
    OPENED_LAB = "opened_lab", _("opened laboratory of a large firm")
    FIRST_TRIAL = "first_trial", _("first trial with a large firm")


#: Kinds that raise maturity or cover a requirement of a bridge plan.
BRIDGING = frozenset(
    {Kind.INSTRUMENT, Kind.LABORATORY, Kind.PILOT_BASE, Kind.TESTING, Kind.CERTIFICATION, Kind.OPENED_LAB, Kind.FIRST_TRIAL}
)  # fmt: skip
#: Kinds whose answer depends on rules.
RULED = frozenset({Kind.FINANCE, Kind.TAX_SUBSIDY, Kind.FIRST_TRIAL})


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("in review")
    RETURNED = "returned", _("returned with a note")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: verb → (from, to); every other move is refused.
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "submit": (frozenset({Status.DRAFT, Status.RETURNED, Status.WITHDRAWN}), Status.SUBMITTED),
    "publish": (frozenset({Status.SUBMITTED}), Status.PUBLISHED),
    "return": (frozenset({Status.SUBMITTED}), Status.RETURNED),
    "withdraw": (frozenset({Status.SUBMITTED, Status.PUBLISHED}), Status.WITHDRAWN),
}


class Tier(models.TextChoices):
    RESERVE = "reserve", _("reserve list")
    FOSTERED = "fostered", _("fostered as a key base")
    NATIONAL = "national", _("national level")


class Sector(models.TextChoices):
    RAW_MATERIALS = "raw_materials", _("raw materials")
    EQUIPMENT = "equipment", _("equipment manufacturing")
    CONSUMER = "consumer", _("consumer goods")
    INFORMATION = "information", _("information technology")
    EMERGING = "emerging", _("emerging and future industries")
    COMMON = "common", _("technology common to industries")


class ServiceType(models.TextChoices):
    """The five services of pilot bases."""

    DESIGN = "design", _("design verification")
    FUNCTION = "function", _("verification of function and performance")
    PROCESS = "process", _("process verification")
    ADAPTATION = "adaptation", _("adaptation verification")
    PRODUCTION = "production", _("production verification")


class Accreditation(models.TextChoices):
    CMA = "cma", "CMA"
    CNAS = "cnas", "CNAS"
    CCC = "ccc", "CCC"
    ISO17025 = "iso17025", "ISO/IEC 17025"


class UserKind(models.TextChoices):
    """Who pays which price."""

    INHOUSE = "inhouse", _("own organization")
    SME = "sme", _("small and medium-sized firms")
    OTHER = "other", _("everybody else")


class BookingStatus(models.TextChoices):
    ENQUIRY = "enquiry", _("enquiry")
    QUOTED = "quoted", _("quoted")
    WAITING = "waiting", _("on the waiting list")
    RESERVED = "reserved", _("reserved, waits for approval")
    APPROVED = "approved", _("approved")
    IN_USE = "in_use", _("in use")
    REPORTED = "reported", _("results delivered")
    SETTLED = "settled", _("settled")
    RATED = "rated", _("rated")
    CANCELLED = "cancelled", _("cancelled")
    REFUSED = "refused", _("refused")
    VOID = "void", _("void, nobody came")


#: Statuses in which a booking holds its unit: no two of them may overlap. What has been used keeps its time.
HOLDING = (
    BookingStatus.RESERVED,
    BookingStatus.APPROVED,
    BookingStatus.IN_USE,
    BookingStatus.REPORTED,
    BookingStatus.SETTLED,
    BookingStatus.RATED,
)
_B = BookingStatus
#: verb → (from, to, who): the firm that books, the owner of the resource, or the clock.
BOOKING_MOVES: dict[str, tuple[frozenset[str], str, str]] = {
    "quote": (frozenset({_B.ENQUIRY, _B.QUOTED}), _B.QUOTED, "owner"),
    "reserve": (frozenset({_B.ENQUIRY, _B.QUOTED}), _B.RESERVED, "firm"),
    "approve": (frozenset({_B.RESERVED}), _B.APPROVED, "owner"),
    "refuse": (frozenset({_B.ENQUIRY, _B.QUOTED, _B.WAITING, _B.RESERVED}), _B.REFUSED, "owner"),
    "start": (frozenset({_B.APPROVED}), _B.IN_USE, "owner"),
    "report": (frozenset({_B.IN_USE}), _B.REPORTED, "owner"),
    "settle": (frozenset({_B.REPORTED}), _B.SETTLED, "owner"),
    "rate": (frozenset({_B.SETTLED}), _B.RATED, "firm"),
    "cancel": (frozenset({_B.ENQUIRY, _B.QUOTED, _B.WAITING, _B.RESERVED, _B.APPROVED}), _B.CANCELLED, "firm"),
    "call_off": (frozenset({_B.APPROVED}), _B.CANCELLED, "owner"),
    "void": (frozenset({_B.APPROVED}), _B.VOID, "clock"),
}


class RuleState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ACTIVE = "active", _("in force")
    RETIRED = "retired", _("retired")
