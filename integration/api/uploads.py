"""Whole files over REST: as the body itself or as ``file`` of a form."""

import tempfile
from typing import Any

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser, DataAndFiles

from common.exceptions import Refusal


class TooLarge(Refusal):
    status = 413
    code = "too_large"

    def __init__(self) -> None:
        size = f"{settings.IMPORT_MAX_BYTES / 1048576:.0f} MB"
        super().__init__(_("The file is larger than %(size)s. Split it into several files.") % {"size": size})


class BodyFileParser(BaseParser):
    """Takes any content type: what the file is, its content says. Keeps large bodies on disk."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: dict[str, Any] | None = None) -> Any:
        kept = tempfile.SpooledTemporaryFile(max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE)  # noqa: SIM115
        size = 0
        while chunk := stream.read(64 * 1024):
            size += len(chunk)
            if size > settings.IMPORT_MAX_BYTES:
                kept.close()
                raise TooLarge
            kept.write(chunk)
        kept.seek(0)
        upload = File(kept, name="upload")
        upload.size = size
        if parser_context is not None:
            parser_context["view"].kept = kept  # the view closes it with its answer
        return DataAndFiles({}, {"file": upload})
