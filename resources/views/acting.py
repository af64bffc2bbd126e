"""What the room's pages share: running an action and telling how it went."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from common.exceptions import Refusal


def attempt(request: HttpRequest, call: Callable[[], Any], back: Any, done: Any, **kwargs: Any) -> HttpResponse:
    """Run ``call`` and go ``back``; what it refuses stands there as a message, in words that name the cure."""
    try:
        call()
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    else:
        messages.success(request, done)
    return redirect(back, **kwargs)
