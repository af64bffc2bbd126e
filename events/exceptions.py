"""Refusals of the events room."""

from typing import Any

from django.utils.translation import gettext as _

from common.exceptions import Refusal


class WrongState(Refusal):
    """This is not possible while the event, registration or meeting stands as it does."""

    code = "illegal_move"

    def __init__(self, row: Any) -> None:
        super().__init__(_("This is not possible while it is “%(status)s”.") % {"status": row.get_status_display()})


class SignUpClosed(Refusal):
    code = "sign_up_closed"


class SignedUpAlready(Refusal):
    code = "signed_up_already"


class Occupied(Refusal):
    """The slot or the table is taken."""

    code = "occupied"


class NotReady(Refusal):
    """Something has to be done first; the text says what."""

    code = "not_ready"
