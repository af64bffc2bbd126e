"""What this room tells people: kinds of messages, and writing them to a whole organization."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.inbox import members_of, notify

#: kind → text; joined to the inbox's own when Django is ready.
TEXTS: dict[str, Any] = {
    "interest_received": _("Somebody is interested in “%(title)s”. An answer is promised by %(day)s."),
    "interest_reminder": _("An answer to the interest in “%(title)s” is due; it will be released on %(day)s."),
    "interest_accepted": _("Your interest in “%(title)s” was accepted. The contact details are open to you now."),
    "interest_declined": _("Your interest in “%(title)s” was declined."),
    "interest_released": _("Nobody answered your interest in “%(title)s”. You are free to go on."),
    "interest_withdrawn": _("An interest in “%(title)s” was withdrawn."),
    "deal_opened": _("A deal room was opened: “%(title)s”."),
    "deal_step": _("“%(title)s”: it is your turn until %(day)s."),
    "deal_step_late": _("“%(title)s”: your step was due on %(day)s."),
    "deal_message": _("“%(title)s”: a new message."),
    "deal_signed": _("“%(title)s” is signed by everybody."),
    "deal_ended": _("“%(title)s” has ended: %(status)s."),
    "payment_due": _("“%(title)s”: a payment of %(amount)s is due on %(day)s."),
    "outcome_question": _("“%(title)s”: is it in use? One question, one minute."),
    "outcome_reminder": _("“%(title)s”: the question whether it is in use still waits for you."),
    "case_consent": _("The case “%(title)s” waits for your consent."),
    "case_published": _("The case “%(title)s” is published."),
}


def tell(organization_id: int, kind: str, *, key: str, url: str, **params: str) -> None:
    """One line for every member; ``key`` makes a repeated call write nothing."""
    notify(members_of(organization_id), kind, key=key, url=url, **params)
