"""Refusals of bookings."""

from typing import Any

from django.utils.translation import gettext as _

from common.exceptions import Refusal


class BookingMoveRefused(Refusal):
    """This verb does not exist in the booking's present status."""

    code = "illegal_move"

    def __init__(self, booking: Any) -> None:
        super().__init__(
            _("This is not possible while the booking is “%(status)s”.") % {"status": booking.get_status_display()}
        )


class TooLate(Refusal):
    """The time for this step has passed."""

    code = "too_late"


class NotBookable(Refusal):
    """The resource takes no booking now, or not at this time."""

    code = "not_bookable"


class Blocked(Refusal):
    """The firm has broken the rules of booking too often."""

    code = "blocked"


class VoucherRefused(Refusal):
    """The voucher does not cover this."""

    code = "voucher"
