"""Officials sign in with a second factor where the operator asks for it (always in production)."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

_ALLOWED = ("/accounts/", "/i18n/", "/static/", "/healthz/")


class OfficialsNeedMfaMiddleware:
    """Send an official without a second factor to the page where he sets one up; nothing else opens before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.OFFICIALS_NEED_MFA and not request.path.startswith(_ALLOWED):
            user = request.user
            if user.is_authenticated and (user.is_official or user.is_staff) and not is_mfa_enabled(user):
                messages.warning(request, _("Officials sign in with a second factor. Set one up to go on."))
                return redirect("mfa_index")
        return self.get_response(request)
