"""The inbox: writing one line per thing a person should know, and rendering it in his language."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Notification, User

#: kind → text with named places; params are escaped by the template that shows it.
TEXTS: dict[str, Any] = {
    "organization_verified": _("%(name)s has been verified."),
    "organization_rejected": _("%(name)s could not be verified: %(note)s"),
    "organization_registered": _("%(name)s waits for verification."),
    "manager_applied": _("%(name)s applies to be registered as a technology manager."),
    "manager_registered": _("You are registered as a technology manager."),
    "manager_returned": _("Your application as a technology manager came back with a note: %(note)s"),
    "manager_suspended": _("Your registration as a technology manager is suspended: %(note)s"),
    "achievement_published": _("“%(title)s” has been published."),
    "achievement_returned": _("“%(title)s” came back with a note: %(note)s"),
    "achievement_submitted": _("“%(title)s” waits for review."),
    "licence_waits": _("The open licence of “%(title)s” waits for your approval."),
    "licence_submitted": _("The open licence of “%(title)s” waits for review."),
    "licence_published": _("The open licence of “%(title)s” has been published."),
    "licence_returned": _("The open licence of “%(title)s” came back with a note: %(note)s"),
    "licence_taken": _("%(name)s has taken a licence of “%(title)s”."),
    "licence_in_force": _("Your licence of “%(title)s” is in force."),
    "licence_ended": _("The licence of “%(title)s” has ended: %(reason)s"),
    "challenge_open": _("The challenge “%(title)s” is open for proposals."),
    "challenge_closed": _(
        "The challenge “%(title)s” has closed with %(count)s proposals. An answer is promised by %(day)s."
    ),
    "challenge_feedback_due": _("%(count)s solvers of “%(title)s” wait for the answer that was promised by %(day)s."),
    "challenge_reviewer": _("You are asked to read the proposals to “%(title)s”."),
    "challenge_ended": _("The challenge “%(title)s”: %(state)s."),
    "proposal_received": _("A proposal to “%(title)s” has come in."),
    "proposal_moved": _("Your proposal to “%(title)s”: %(state)s."),
    "auction_registered": _("%(name)s wants to bid for “%(title)s”."),
    "auction_admitted": _("You may bid for “%(title)s”."),
    "auction_outbid": _("Your bid for “%(title)s” has been exceeded."),
    "auction_ended": _("The auction of “%(title)s”: %(state)s."),
    "assignment_offered": _("You are asked to work on “%(title)s”."),
    "assignment_moved": _("%(name)s and “%(title)s”: %(state)s."),
    "commission_entry": _("Commission for “%(title)s”: %(entry)s %(amount)s."),
    "demand_approved": _("“%(title)s” has been reviewed and approved."),
    "demand_returned": _("“%(title)s” came back with a note: %(note)s"),
    "demand_submitted": _("“%(title)s” waits for review."),
    "match_interest": _("Somebody is interested in “%(title)s”."),
    "matches_found": _("%(count)s achievements fit “%(title)s”."),
    "event_invited": _("You are invited to “%(title)s”."),
    "event_signed_up": _("You have a place at “%(title)s”."),
    "event_waitlisted": _("You are number %(position)s on the waiting list of “%(title)s”."),
    "event_let_in": _("A place at “%(title)s” has become free. It is yours."),
    "event_wishes": _("“%(title)s”: say whom you want to meet."),
    "event_provisional": _("“%(title)s”: your provisional meetings are there. Objections are open for 24 hours."),
    "event_final": _("“%(title)s”: your agenda is final."),
    "event_agenda_changed": _("“%(title)s”: your agenda has changed."),
    "event_reported": _("“%(title)s”: the report is there."),
    "event_cancelled": _("“%(title)s” has been cancelled."),
    "meeting_set": _("“%(title)s”: you meet %(name)s at %(time)s."),
    "meeting_asked": _("“%(title)s”: %(name)s asks you for a meeting."),
    "meeting_accepted": _("“%(title)s”: %(name)s has accepted, you meet at %(time)s."),
    "meeting_declined": _("“%(title)s”: %(name)s cannot meet you."),
    "meeting_cancelled": _("“%(title)s”: the meeting with %(name)s at %(time)s has been cancelled."),
    "follow_up_due": _("%(days)s days after your meeting with %(name)s: what has come of it?"),
    "job_done": _(
        "%(name)s: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(rejected)s rejected."
    ),
    "webhook_dead": _("Messages to %(address)s could not be delivered; they wait to be sent again."),
    "job_failed": _("%(name)s could not be read: %(error)s"),
}


def notify(users: Iterable[User], kind: str, *, key: str, url: str = "", **params: Any) -> None:
    """Write one message per person; ``key`` makes a repeated call write nothing."""
    rows = [
        Notification(user=user, kind=kind, key=f"{kind}:{key}"[:120], url=url, params=params)
        for user in users
        if not user.is_service
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def members_of(organization_id: int) -> Iterable[User]:
    """People with an active membership."""
    return User.objects.filter(
        memberships__organization_id=organization_id, memberships__active=True, is_active=True, is_service=False
    )


def reviewers() -> Iterable[User]:
    """Everybody who sits at the platform's review desk."""
    return User.objects.filter(
        memberships__organization__kind="platform",
        memberships__role__in=["reviewer", "admin"],
        memberships__active=True,
        is_active=True,
    ).distinct()


def text_of(notification: Notification) -> str:
    """The sentence in the active language; unknown kinds show their name rather than nothing."""
    template = TEXTS.get(notification.kind)
    if template is None:
        return notification.kind
    try:
        return str(template) % notification.params
    except KeyError:
        return str(template)
