"""Answers to unknown addresses and our own failures: a problem document under /api/, a page elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults

from common.api.problems import not_found, problem_response

_API = "/api/"


def handler404(request: HttpRequest, exception: Any) -> HttpResponse:
    return not_found(request) if request.path.startswith(_API) else defaults.page_not_found(request, exception)


def handler500(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(_API):
        return problem_response(
            500, "error", _("Something failed on our side. Nothing was changed by halves; try again.")
        )
    return defaults.server_error(request)


def handler403(request: HttpRequest, exception: Any) -> HttpResponse:
    if request.path.startswith(_API):
        return problem_response(403, "permission_denied", str(exception) or _("You may not do this."))
    return defaults.permission_denied(request, exception)


def handler400(request: HttpRequest, exception: Any) -> HttpResponse:
    if request.path.startswith(_API):
        return problem_response(400, "bad_request", _("This request could not be read."))
    return defaults.bad_request(request, exception)
