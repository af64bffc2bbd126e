"""Pages of the two libraries in the API."""

from typing import Any

from common.api.pagination import Cursor


class EntryCursor(Cursor):
    """In the order that ``ordering`` names (see the view's ``orderings``), by number otherwise; a synchronisation with
    ``updated_since`` reads in the order of change unless told otherwise."""

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        wanted = request.query_params.get("ordering") or (
            "updated_at" if "updated_since" in request.query_params else ""
        )
        if wanted not in view.orderings:
            return self.ordering
        name, sign = view.orderings[wanted]
        return f"{sign}{name}", f"{sign}id"
