"""What happens to achievements (``entries``) and to their open-licence statements (``licences``)."""

from achievements.actions.entries import (
    archive,
    confirm_fresh,
    create,
    edit,
    publish,
    return_,
    review,
    submit,
    withdraw,
)

__all__ = ["archive", "confirm_fresh", "create", "edit", "publish", "return_", "review", "submit", "withdraw"]
