"""Refusals of this room."""

from typing import Any

from django.utils.translation import gettext as _

from common.exceptions import Refusal


class NotAllowed(Refusal):
    """The person's organization has no part in this, or not this one."""

    status = 403
    code = "not_a_party"

    def __init__(self, detail: Any = "") -> None:
        super().__init__(str(detail) or _("Only the side concerned may do this."))


class IllegalStep(Refusal):
    """This step does not exist in the present status."""

    code = "illegal_move"

    def __init__(self, row: Any) -> None:
        super().__init__(_("This is not possible while it is “%(status)s”.") % {"status": row.get_status_display()})


class NotReady(Refusal):
    """Something has to happen first; the text says what."""

    code = "not_ready"


class CapReached(Refusal):
    """So many for today."""

    status = 429
    code = "cap_reached"


class AlreadyThere(Refusal):
    code = "already_exists"
