"""Files are what their bytes say, and come back as downloads that nothing sniffs."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from integration.actions.attachments import clean_name, store
from integration.models import Attachment
from integration.views.attachments import download
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


DOCX = packed("[Content_Types].xml", "word/document.xml")


def keep(content: bytes, name: str) -> Attachment:
    user = person("sme")
    return store(content=content, name=name, organization=user.organization, by=user, channel="portal")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("报告.pdf", PDF, "application/pdf"), ("图.JPEG", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
     ("drawing.stp", b"ISO-10303-21;", "model/step"), ("a.csv", "名称,值\n油,1".encode(), "text/csv; charset=utf-8"),
     ("contract.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")],
)  # fmt: skip
def test_kinds_that_are_taken(name, content, kind):
    row = keep(content, name)
    assert (row.content_type, row.size, row.name) == (kind, len(content), name)
    answer = download(row)
    assert b"".join(answer.streaming_content) == content
    answer.close()
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("virus.exe", b"MZ", "extension"), ("page.html", b"<html>", "extension"), ("noname", PDF, "extension"),
     ("a.pdf", b"MZ not a pdf", "content"), ("a.png", PDF, "content"), ("a.txt", b"<script>", "content"),
     ("a.txt", b"\xff\xfe\x00", "content"), ("a.pdf", b"", "empty"), ("a.docx", packed("word/x.xml"), "content"),
     ("a.docx", packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "content"),
     ("a.xlsx", DOCX, "content"), ("a.pdf", PDF * 100, "too_large")],
)  # fmt: skip
def test_kinds_that_are_refused(settings, name, content, code):
    settings.ATTACHMENT_MAX_BYTES = 1000
    with pytest.raises(ValidationError) as refused:
        keep(content, name)
    assert refused.value.error_dict["file"][0].code == code
    assert not Attachment.objects.exists()


def test_names_lose_what_paths_and_headers_could_misread():
    assert clean_name("..\\..\\etc/pass\r\nwd.pdf") == "pass_wd.pdf"
    assert clean_name('a"b:c.pdf') == "a_b_c.pdf"
    assert len(clean_name("长" * 300 + ".pdf")) <= 200
