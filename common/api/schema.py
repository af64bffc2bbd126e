"""What every operation of the API has in common, written into its OpenAPI description: errors, headers, sparse answers."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

_JSON = "application/problem+json"
_TEXTS = {
    "400": "Something in the request cannot be accepted; `errors` names each field and its cure.",
    "401": "No token, or one that is unknown, expired or not allowed from this address.",
    "403": "The token lacks a scope (`missing_scope`), or the organization may not do this (`permission_denied`).",
    "404": "There is nothing at this address, or it may not be seen.",
    "405": "The address does not know this method.",
    "406": "The answer does not exist in the form that `Accept` asks for.",
    "409": "Not possible in the present state, or an `Idempotency-Key` was used for another request.",
    "410": "The cursor lies behind what is kept (`cursor_expired`).",
    "412": "`If-Match` names a version that is no longer the present one (`edit_conflict`).",
    "413": "The request is too large.",
    "415": "The body has a type that is not read here.",
    "429": "Too many requests; `Retry-After` says in how many seconds the next one is welcome.",
}


class ProblemItem(serializers.Serializer):
    field = serializers.CharField(help_text="Path in the body or name of the parameter; empty: the whole.")
    code = serializers.CharField()
    detail = serializers.CharField(help_text="What is wrong and what to do.")


class Problem(serializers.Serializer):
    """A problem document after RFC 9457; `code` is stable, `detail` is for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = ProblemItem(many=True, required=False)


class Schema(AutoSchema):
    """Adds to each operation the problems it may answer and the headers and parameters it understands."""

    def get_override_parameters(self) -> list[Any]:
        found = list(super().get_override_parameters())
        view, method = self.view, self.method
        idempotent = hasattr(view, "answers_secrets")
        versioned = hasattr(view, "expected_version")
        action = getattr(view, "action", "")
        if method == "POST" and idempotent:
            text = "1 to 255 characters; for 24 hours a repeated request gets the first answer and does nothing again."
            found.append(OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description=text))
        if versioned and action == "retrieve":
            text = "The `ETag` you have; 304 without a body where it is still the present one."
            found.append(OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description=text))
        if versioned and method in {"PATCH", "PUT", "POST"} and action != "create":
            text = "The `ETag` you started from; 412 where somebody saved a newer version."
            found.append(OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, description=text))
        if versioned and method == "GET" and action in {"list", "retrieve"}:
            found += _SPARSE
        if versioned and action == "list":
            found.append(_TOMBSTONES)
        return found

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if getattr(self.view, "action", "") == "retrieve" and hasattr(self.view, "expected_version"):
            bodies.setdefault("304", {"description": "Nothing has changed since the version you have."})
        if getattr(self.view, "action", "") == "put_source":
            bodies.setdefault("201", bodies["200"])
        for code in self._problems():
            if code not in bodies:
                bodies[code] = self._get_response_for_code(Problem, code, [_JSON]) | {"description": _TEXTS[code]}
        return bodies

    def _problems(self) -> list[str]:
        codes = ["400", "401", "403", "406", "429"]
        if "{" in self.path or self.method == "POST":  # a body may name what is not there
            codes.append("404")
        if self.method in {"POST", "PUT", "PATCH", "DELETE"}:
            codes += ["409", "413", "415"]
        if self.method in {"POST", "PUT", "PATCH"} and hasattr(self.view, "expected_version"):
            codes.append("412")
        if self.path.endswith("/changes/"):
            codes.append("410")
        return sorted(codes)


_SPARSE = [
    OpenApiParameter("fields", OpenApiTypes.STR, description="Only these fields, separated by commas."),
    OpenApiParameter("expand", OpenApiTypes.STR, description="Codes as objects: `region`, `industry`, `field`."),
]
_TOMBSTONES = OpenApiParameter(
    "tombstones",
    OpenApiTypes.BOOL,
    description="With `updated_since`: also what has left the library since, as `{no, status, version, updated_at, deleted}`.",
)
