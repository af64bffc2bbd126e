"""``Idempotency-Key``: a repeated POST gets the first answer, for 24 hours, and does nothing a second time."""

import datetime
import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from common.exceptions import Refusal
from integration.delivery.signing import lock, unlock
from integration.models import IdempotencyKey

_HEADERS = ("Location", "ETag")
#: After this time a first request that gave no answer has died with its process.
_ABANDONED = datetime.timedelta(minutes=2)


class KeyReused(Refusal):
    code = "idempotency_key_reused"


class StillRunning(Refusal):
    code = "idempotency_key_in_use"


class _Replay(Exception):
    def __init__(self, stored: IdempotencyKey) -> None:
        super().__init__(stored.key)
        self.stored = stored


class IdempotentMixin:
    """For views with POST. The key is kept per user; answers of 500 and above are forgotten so that a retry may succeed."""

    #: Views whose answers hold a secret keep them encrypted.
    answers_secrets = False
    _claimed: IdempotencyKey | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        key = request.headers.get("Idempotency-Key")
        if request.method != "POST" or key is None:
            return
        if not 1 <= len(key) <= 255 or not key.isprintable():
            raise ValidationError({"Idempotency-Key": [_("Use 1 to 255 printable characters.")]})
        self._claimed = _claim(request, key, self.body_hash(request))

    def body_hash(self, request: Request) -> str:
        """What makes two requests the same; views that take whole files hash them without holding them in memory."""
        return hashlib.sha256(request._request.body).hexdigest()

    def handle_exception(self, error: Exception) -> Response:
        if isinstance(error, _Replay):
            stored = error.stored
            body = json.loads(unlock(stored.body)) if self.answers_secrets else stored.body
            return Response(body, status=stored.status, headers=stored.headers | {"Idempotent-Replayed": "true"})
        try:
            return super().handle_exception(error)
        except Exception:
            self._forget()
            raise

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        if self._claimed is not None:
            if response.status_code >= 500:
                self._forget()
            else:
                headers = {name: response[name] for name in _HEADERS if name in response}
                text = json.dumps(response.data, cls=JSONEncoder)
                body = lock(text) if self.answers_secrets else json.loads(text)
                IdempotencyKey.objects.filter(pk=self._claimed.pk).update(
                    status=response.status_code, body=body, headers=headers
                )
        return response

    def _forget(self) -> None:
        if self._claimed is not None:
            IdempotencyKey.objects.filter(pk=self._claimed.pk).delete()


def _claim(request: Request, key: str, body_hash: str) -> IdempotencyKey:
    """Insert the key, or raise what its earlier use says. The insert commits alone, so a second request meets it."""
    fields = {"path": request.path[:300], "body_hash": body_hash}
    with transaction.atomic():
        row, created = IdempotencyKey.objects.get_or_create(user=request.user, key=key, defaults=fields)
    if created:
        return row
    if row.status is None and row.created_at < timezone.now() - _ABANDONED:
        abandoned = IdempotencyKey.objects.filter(pk=row.pk, status=None, created_at=row.created_at)
        if abandoned.update(created_at=timezone.now(), **fields):
            return row
    if (row.path, row.body_hash) != (fields["path"], body_hash):
        raise KeyReused(_("This Idempotency-Key was used for another request. Use a new key."))
    if row.status is None:
        raise StillRunning(_("The first request with this Idempotency-Key is still running. Ask again in a moment."))
    raise _Replay(row)
