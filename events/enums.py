"""Closed lists and legal moves of events, registrations and meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventType(models.TextChoices):
    DEEP_DIVE = "deep_dive", _("Deep Dive")
    MATCHMAKING = "matchmaking", _("supply and demand matchmaking")
    ROADSHOW = "roadshow", _("showcase")
    CONFERENCE = "conference", _("conference or forum")
    EXHIBITION = "exhibition", _("exhibition")
    FINANCE = "finance", _("industry meets finance")
    EDUCATION = "education", _("industry meets universities")
    INTEGRATION = "integration", _("large firms meet small firms")
    VISIT = "visit", _("visit to a park or firm")
    TRAINING = "training", _("training")


class EventStatus(models.TextChoices):
    PLANNED = "planned", _("being planned")
    OPEN = "open", _("open for sign-up")
    PREFERENCES = "preferences", _("choosing whom to meet")
    LOCKED = "locked", _("wishes are closed")
    PROVISIONAL = "provisional", _("provisional schedule")
    FINAL = "final", _("final schedule")
    LIVE = "live", _("under way")
    FINISHED = "finished", _("over, being followed up")
    REPORTED = "reported", _("report published")
    CANCELLED = "cancelled", _("cancelled")


_BEFORE = frozenset({
    EventStatus.PLANNED, EventStatus.OPEN, EventStatus.PREFERENCES, EventStatus.LOCKED, EventStatus.PROVISIONAL,
    EventStatus.FINAL,
})  # fmt: skip

#: verb → (from, to); every other move is refused.
EVENT_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "open": (frozenset({EventStatus.PLANNED}), EventStatus.OPEN),
    "ask": (frozenset({EventStatus.OPEN, EventStatus.LOCKED}), EventStatus.PREFERENCES),
    "lock": (frozenset({EventStatus.OPEN, EventStatus.PREFERENCES}), EventStatus.LOCKED),
    "propose": (frozenset({EventStatus.LOCKED, EventStatus.PROVISIONAL}), EventStatus.PROVISIONAL),
    "finalize": (frozenset({EventStatus.PROVISIONAL}), EventStatus.FINAL),
    "start": (frozenset({EventStatus.OPEN, EventStatus.LOCKED, EventStatus.FINAL}), EventStatus.LIVE),
    "finish": (frozenset({EventStatus.LIVE}), EventStatus.FINISHED),
    "report": (frozenset({EventStatus.FINISHED}), EventStatus.REPORTED),
    "cancel": (_BEFORE, EventStatus.CANCELLED),
}
#: Statuses in which somebody may still sign up; on the day walk-ins are let in at the door.
SIGN_UP = frozenset({EventStatus.OPEN, EventStatus.PREFERENCES})
#: Statuses in which participants see their own agenda.
SCHEDULED = frozenset({
    EventStatus.PROVISIONAL, EventStatus.FINAL, EventStatus.LIVE, EventStatus.FINISHED, EventStatus.REPORTED,
})  # fmt: skip
OVER = frozenset({EventStatus.FINISHED, EventStatus.REPORTED, EventStatus.CANCELLED})


class SchedulingMode(models.TextChoices):
    ORGANISER = "organiser", _("the organiser computes the schedule")
    SELF = "self", _("participants arrange meetings themselves")
    HYBRID = "hybrid", _("computed, and participants may add meetings")


class ParticipantKind(models.TextChoices):
    NEED = "need", _("firm with demands")
    SUPPLY = "supply", _("institution with achievements")
    MANAGER = "manager", _("technology manager")
    FINANCE = "finance", _("finance")
    EVALUATION = "evaluation", _("evaluation institution")
    PILOT = "pilot", _("pilot base")
    GOVERNMENT = "government", _("public authority")
    MEDIA = "media", _("press")


#: Who may meet whom unless an event says otherwise: unordered pairs.
MAY_MEET: tuple[tuple[str, str], ...] = (
    ("need", "supply"), ("need", "manager"), ("need", "finance"), ("need", "pilot"), ("need", "evaluation"),
    ("supply", "finance"), ("supply", "manager"), ("supply", "pilot"), ("supply", "evaluation"), ("need", "need"),
)  # fmt: skip


class RegistrationStatus(models.TextChoices):
    INVITED = "invited", _("invited")
    REGISTERED = "registered", _("signed up")
    WAITLISTED = "waitlisted", _("on the waiting list")
    CHECKED_IN = "checked_in", _("checked in")
    NO_SHOW = "no_show", _("did not come")
    DECLINED = "declined", _("invitation declined")
    CANCELLED = "cancelled", _("cancelled")


#: Statuses that hold a place.
SEATED = frozenset({RegistrationStatus.REGISTERED, RegistrationStatus.CHECKED_IN, RegistrationStatus.NO_SHOW})
#: Statuses that take part in meetings.
COMING = frozenset({RegistrationStatus.REGISTERED, RegistrationStatus.CHECKED_IN})


class Wish(models.TextChoices):
    MUST = "must", _("must meet")
    CAN = "can", _("glad to meet")
    NO = "no", _("rather not")


class MeetingStatus(models.TextChoices):
    REQUESTED = "requested", _("asked for")
    SCHEDULED = "scheduled", _("scheduled")
    HELD = "held", _("held")
    NO_SHOW = "no_show", _("somebody did not come")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("not answered")
    CANCELLED = "cancelled", _("cancelled")


#: verb → (from, to)
MEETING_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "accept": (frozenset({MeetingStatus.REQUESTED}), MeetingStatus.SCHEDULED),
    "decline": (frozenset({MeetingStatus.REQUESTED}), MeetingStatus.DECLINED),
    "expire": (frozenset({MeetingStatus.REQUESTED}), MeetingStatus.EXPIRED),
    "cancel": (frozenset({MeetingStatus.REQUESTED, MeetingStatus.SCHEDULED}), MeetingStatus.CANCELLED),
    "close": (frozenset({MeetingStatus.SCHEDULED}), MeetingStatus.HELD),
    "miss": (frozenset({MeetingStatus.SCHEDULED}), MeetingStatus.NO_SHOW),
}
#: Statuses that occupy slot, table and people.
OCCUPYING = (MeetingStatus.SCHEDULED, MeetingStatus.HELD, MeetingStatus.NO_SHOW)


class MeetingOrigin(models.TextChoices):
    COMPUTED = "computed", _("computed")
    MANUAL = "manual", _("set by the organiser")
    REQUESTED = "requested", _("arranged by the participants")
    STANDBY = "standby", _("slotted in on the day")


class Outcome(models.TextChoices):
    """What a held meeting led to, in this order."""

    NOTHING = "nothing", _("no common ground")
    TALK = "talk", _("talks go on")
    VISIT = "visit", _("visit or sample agreed")
    TRIAL = "trial", _("trial agreed")
    INTENT = "intent", _("letter of intent")
    CONTRACT = "contract", _("contract signed")


class FollowUpStep(models.TextChoices):
    NOTHING = "nothing", _("nothing has happened")
    TALKING = "talking", _("still talking")
    TRIAL = "trial", _("trial under way")
    CONTRACT = "contract", _("contract signed")
    PRODUCTION = "production", _("in production")
    ENDED = "ended", _("ended without a result")


#: Days after an event at which its held meetings are asked about.
FOLLOW_UP_DAYS = (7, 30, 90, 180, 365)


class Metric(models.TextChoices):
    """What a programme's target counts; the definitions stand in ``events.selectors.report``."""

    EVENTS = "events", _("events held")
    DEMANDS = "demands", _("demands brought")
    MEETINGS = "meetings", _("meetings held")
    INTENTS = "intents", _("letters of intent")
    CONTRACTS = "contracts", _("contracts signed")


class RunState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("finished")
    FAILED = "failed", _("failed")


class UnscheduledReason(models.TextChoices):
    """The solver's reasons in words that both sides may read; a refusal is told as if there had been no room."""

    REFUSED = "refused", _("no common time was found")
    RULE = "rule", _("these two kinds of participants do not meet at this event")
    EXCLUSIVE = "exclusive", _("a colleague already meets this organization")
    NO_COMMON_SLOT = "no_common_slot", _("you are never there at the same time")
    CAP = "cap", _("one of you has reached the largest number of meetings")
    NO_TABLE = "no_table", _("no table is free when both could meet")
    FULL = "full", _("all common times are taken by other meetings")
