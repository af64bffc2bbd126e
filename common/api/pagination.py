"""Keyset pages: stable while rows are written, no OFFSET and no COUNT."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination


class Cursor(CursorPagination):
    """``next``, ``previous``, ``results``; ``page_size`` up to 200, 50 unless asked."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = ("-id",)

    def get_page_size(self, request: Any) -> int:
        raw = request.query_params.get(self.page_size_query_param)
        if raw is None:
            return self.page_size
        if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw[:9]) <= self.max_page_size:
            raise ValidationError({"page_size": [_("Enter a whole number from 1 to 200.")]})
        return int(raw)

    def decode_cursor(self, request: Any) -> Any:
        try:
            return super().decode_cursor(request)
        except (NotFound, UnicodeError) as error:
            raise ValidationError({"cursor": [_("This cursor is not one of ours. Start again without it.")]}) from error
