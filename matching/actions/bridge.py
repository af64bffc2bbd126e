"""One click from a plan to its requests: an enquiry at every step's owner, for this demand and this achievement."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from matching.models import Match
from resources.actions import bookings
from resources.models import Booking, Resource


@transaction.atomic
def request_plan(match: Match, resources: Iterable[Resource], *, by: Any, channel: str) -> list[Booking]:
    """Ask for every resource that takes bookings and was not asked yet for this pair; all of it or nothing.

    The firm's own words stay with the firm: the owner reads titles and numbers only. Returns the bookings of all steps,
    old ones included. Raises the refusals of bookings.
    """
    wanted = {row.pk: row for row in resources if row.takes_bookings}
    pair = {"demand_no": match.demand.no, "achievement_no": match.achievement.no}
    over = ("cancelled", "refused", "void")
    there = Booking.objects.filter(organization_id=by.organization_id, resource__in=wanted, **pair).exclude(
        status__in=over
    )
    found = {row.resource_id: row for row in there}
    purpose = _("Step on the way from a result to production: %(title)s") % {"title": match.achievement.title}
    for pk in sorted(wanted):
        if pk not in found:
            found[pk] = bookings.ask(wanted[pk], by=by, channel=channel, purpose=purpose[:3000], **pair)
    return [found[pk] for pk in wanted]
