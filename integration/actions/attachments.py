"""Taking in a file and throwing one away."""

import hashlib
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from integration.importing.contents import EXTENSIONS, content_type_of, extension_of, looks_like
from integration.models import Attachment

_UNWELCOME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


def store(
    *,
    content: bytes,
    name: str,
    organization: Any,
    by: Any,
    channel: str,
    field: str = "file",
    extensions: tuple[str, ...] = EXTENSIONS,
) -> Attachment:
    """Check ``content`` by its bytes and keep it. Raises ``ValidationError`` under ``field`` with what to do instead.

    The bytes are written before the row; a transaction that fails afterwards leaves a file that nothing points at,
    never a row without its file.
    """
    extension = extension_of(name)
    if not extension or extension not in extensions:
        _refuse(field, "extension", _("Send one of these kinds of files: %(kinds)s."), kinds=", ".join(extensions))
    if not content:
        _refuse(field, "empty", _("The file is empty."))
    check_size(len(content), field)
    if not looks_like(extension, content):
        _refuse(
            field, "content", _("The content is not that of a .%(kind)s file. Save it anew and send it again."),
            kind=extension,
        )  # fmt: skip
    attachment = Attachment(
        organization=organization, created_by=by if by is not None and by.pk else None, name=clean_name(name),
        extension=extension, content_type=content_type_of(extension), size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    with transaction.atomic():
        attachment.file.save(f"file.{extension}", ContentFile(content), save=False)
        attachment.save(force_insert=True)
        after = {"name": attachment.name, "sha256": attachment.sha256, "size": attachment.size}
        record("attach", attachment, by=by, channel=channel, after=after)
    return attachment


def check_size(size: int, field: str = "file") -> None:
    """Raise ``ValidationError`` for a file that is too large; to be asked before its bytes are read."""
    limit = settings.ATTACHMENT_MAX_BYTES
    if size > limit:
        shown = f"{limit / 1048576:.0f} MB"
        _refuse(field, "too_large", _("The file is larger than %(size)s. Send a smaller one."), size=shown)


def clean_name(name: str) -> str:
    """The name as it is shown and downloaded: no path, no control characters, at most 200 characters."""
    bare = _UNWELCOME.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .") or "file"
    stem, dot, ending = bare.rpartition(".")
    return f"{stem[:190]}{dot}{ending}" if dot else bare[:200]


def _refuse(field: str, code: str, message: Any, **params: Any) -> None:
    raise ValidationError({field: ValidationError(message, code=code, params=params)})
