"""Refusals of library entries."""

from typing import Any

from django.utils.translation import gettext as _

from common.exceptions import Refusal


class EditConflict(Refusal):
    """Somebody saved this entry after the version the editor started from; ``current`` is the row as it is now."""

    status = 412
    code = "edit_conflict"

    def __init__(self, current: Any) -> None:
        super().__init__(
            _("Somebody saved this entry in the meantime (version %(version)s). Load it again and repeat your change.")
            % {"version": current.version}
        )
        self.current = current


class IllegalMove(Refusal):
    """This verb does not exist in the entry's present status."""

    code = "illegal_move"

    def __init__(self, entry: Any, verb: str) -> None:
        super().__init__(
            _("This is not possible while the entry is “%(status)s”.") % {"status": entry.get_status_display()}
        )
        self.entry, self.verb = entry, verb


class FileRefused(Refusal):
    """The whole file cannot be taken; the text is one sentence that says why and what to do."""

    status = 400
    code = "file_refused"


class JobNotReady(Refusal):
    """This job cannot be started, or has no report, in its present state."""

    code = "job_state"


class CursorExpired(Refusal):
    """The feed no longer reaches back to where this reader stopped."""

    status = 410
    code = "cursor_expired"


class EndpointNotReady(Refusal):
    """This endpoint or delivery cannot be used in its present state."""

    code = "webhook_state"
