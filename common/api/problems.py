"""Problem documents after RFC 9457 for every error of the API.

``{"type", "title", "status", "detail", "code", "errors": [{"field", "code", "detail"}]}``; ``code`` is stable, ``field`` is a
JSON path such as ``indicators.0.unit``, ``detail`` says what to do.
"""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from common.exceptions import Refusal

CONTENT_TYPE = "application/problem+json"


def problem(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The body of one problem document."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return body | ({"errors": errors} if errors else {})


def problem_response(status: int, code: str, detail: str, **headers: str) -> JsonResponse:
    """For answers outside of a REST view (unknown addresses, middleware)."""
    return JsonResponse(problem(status, code, detail), status=status, headers=headers, content_type=CONTENT_TYPE)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raises into a problem document; unknown exceptions stay errors of ours (500)."""
    headers: dict[str, str] = {}
    if isinstance(error, DjangoValidationError):
        error = exceptions.ValidationError(as_details(error))
    if isinstance(error, Refusal):
        body = problem(error.status, error.code, error.detail)
    elif isinstance(error, Http404):
        body = problem(404, "not_found", _("There is nothing at this address, or you may not see it."))
    elif isinstance(error, PermissionDenied):
        body = problem(403, "permission_denied", str(error) or _("You may not do this."))
    elif isinstance(error, RequestDataTooBig):
        body = problem(413, "too_large", _("The request is too large. Use the bulk endpoint."))
    elif isinstance(error, exceptions.ValidationError):
        body = problem(400, "invalid", _("Some fields cannot be accepted."), flatten(error.detail))
    elif isinstance(error, exceptions.APIException):
        body = problem(error.status_code, _code(error), str(error.detail))
        headers = _headers(error)
    else:
        return None
    set_rollback()
    response = Response(body, status=body["status"], headers=headers)
    response.content_type = CONTENT_TYPE
    return response


def _code(error: exceptions.APIException) -> str:
    codes = error.get_codes()
    return codes if isinstance(codes, str) else error.default_code


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None) is not None:
        headers["Retry-After"] = str(max(1, round(error.wait)))
    return headers


def as_details(error: DjangoValidationError) -> dict[str, Any] | list[Any]:
    """A Django validation error as REST framework details that keep the codes."""
    if hasattr(error, "error_dict"):
        return {("" if name == "__all__" else name): _items(errors) for name, errors in error.error_dict.items()}
    return _items(error.error_list)


def _items(errors: list[DjangoValidationError]) -> list[exceptions.ErrorDetail]:
    return [exceptions.ErrorDetail(text, code=item.code or "invalid") for item in errors for text in item.messages]


def flatten(detail: Any, path: str = "") -> list[dict[str, str]]:
    """Nested details as one list with dotted paths."""
    if isinstance(detail, dict):
        found: list[dict[str, str]] = []
        for name, inner in detail.items():
            own = "" if name in {"non_field_errors", ""} else str(name)
            found += flatten(inner, f"{path}.{own}" if path and own else path or own)
        return found
    if isinstance(detail, list):
        if all(not isinstance(item, (dict, list)) for item in detail):
            return [row for item in detail for row in flatten(item, path)]
        return [
            row for i, item in enumerate(detail) if item for row in flatten(item, f"{path}.{i}" if path else str(i))
        ]
    return [{"field": path, "code": getattr(detail, "code", None) or "invalid", "detail": str(detail)}]


def not_found(request: HttpRequest) -> JsonResponse:
    return problem_response(404, "not_found", _("There is nothing at this address, or you may not see it."))
