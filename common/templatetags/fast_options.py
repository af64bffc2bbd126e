"""The options of a select, built in one go."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """``<option>`` elements of ``widget.optgroups``. A form of ours has five hundred of them, and Django's own templates
    would be entered twice for each, which is most of what such a page costs."""
    parts: list[str] = []
    for group, members, _index in groups:
        if group:
            parts.append(format_html('<optgroup label="{}">', group))
        parts += [
            f'<option value="{conditional_escape(str(one["value"]))}"{" selected" if one["selected"] else ""}>'
            f"{conditional_escape(one['label'])}</option>"
            for one in members
        ]
        if group:
            parts.append("</optgroup>")
    return mark_safe("".join(parts))  # noqa: S308 - value and label are escaped above
