"""What this room tells people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.inbox import members_of, notify

#: kind → text; joined to the inbox's own when Django is ready.
TEXTS: dict[str, Any] = {
    "resource_submitted": _("“%(title)s” waits for review."),
    "resource_published": _("“%(title)s” has been published."),
    "resource_returned": _("“%(title)s” came back with a note: %(note)s"),
    "booking_asked": _("%(name)s asks about “%(title)s”."),
    "booking_quote": _("“%(title)s”: there is a quote of %(amount)s."),
    "booking_reserve": _("%(name)s has reserved “%(title)s”: %(when)s. It waits for your approval."),
    "booking_waiting": _("%(name)s is on the waiting list of “%(title)s”."),
    "booking_moved_up": _("A time at “%(title)s” has become free and is reserved for you: %(when)s."),
    "booking_approve": _("Your time at “%(title)s” is approved: %(when)s."),
    "booking_refuse": _("Your booking of “%(title)s” was refused: %(reason)s"),
    "booking_cancel": _("%(name)s has cancelled the booking of “%(title)s”."),
    "booking_call_off": _("Your time at “%(title)s” had to be called off: %(reason)s"),
    "booking_start": _("The use of “%(title)s” has begun."),
    "booking_report": _("The results of “%(title)s” are there."),
    "booking_settle": _("“%(title)s” is settled: %(amount)s."),
    "booking_rate": _("%(name)s has rated “%(title)s”."),
    "booking_void": _("The booking of “%(title)s” is void because nobody came in time."),
    "booking_reminder": _("“%(title)s”: your time begins at %(when)s."),
}


def tell(organization_id: int, kind: str, *, key: str, url: str, **params: str) -> None:
    """One line for every member; ``key`` makes a repeated call write nothing."""
    notify(members_of(organization_id), kind, key=key, url=url, **params)
