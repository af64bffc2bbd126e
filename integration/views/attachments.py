"""Handing out a file. The calling view has already asked whether this reader may have it."""

from django.http import FileResponse

from integration.models import Attachment


def download(attachment: Attachment) -> FileResponse:
    """Always as a download and never sniffed: a file of another organization shall not run inside our pages."""
    response = FileResponse(
        attachment.file.open("rb"), as_attachment=True, filename=attachment.name, content_type=attachment.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
