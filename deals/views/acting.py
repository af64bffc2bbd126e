"""What the room's pages share: running an action and telling how it went."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from common.exceptions import Refusal
from deals.models import Deal
from integration.actions.attachments import check_size


def attempt(request: HttpRequest, call: Callable[[], Any], back: str, done: Any = "") -> HttpResponse:
    """Run ``call`` and go ``back``; what it refuses stands there as a message, in words that name the cure."""
    try:
        call()
    except ValidationError as error:
        for text in sentences(error):
            messages.error(request, text)
    except Refusal as refusal:
        if refusal.status == 403:
            raise PermissionDenied(refusal.detail) from refusal
        messages.error(request, refusal.detail)
    else:
        messages.success(request, done or _("Kept"))
    return redirect(back)


def sentences(error: ValidationError) -> list[str]:
    """Each message with the name of its field in front."""
    if hasattr(error, "error_dict"):
        return [f"{label(name)}: {text}" for name, rows in error.message_dict.items() for text in rows]
    return list(error.messages)


def label(name: str) -> str:
    """A field's name as the forms call it."""
    names = {"file": _("File"), "reason": _("Reason"), "note": _("Note"), "milestones": _("Milestones"),
             "text": _("Message"), "answer": _("Answer"), "number": _("Registration number")}  # fmt: skip
    if name in names:
        return names[name]
    try:
        return str(Deal._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def uploaded(request: HttpRequest, name: str = "file") -> dict[str, Any]:
    """``content`` and ``name`` of an uploaded file, or nothing. Size is checked before the bytes are read."""
    upload = request.FILES.get(name)
    if upload is None:
        return {}
    check_size(upload.size, name)
    return {"content": upload.read(), "name": upload.name}
