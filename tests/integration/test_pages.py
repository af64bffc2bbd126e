"""The way of an import through the portal, without JavaScript."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from achievements.models import Achievement
from integration.models import ImportMapping, Job
from integration.tasks import run_job
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db
PAGE = "/workspace/imports/"


def signed_in(user: Any) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def send(client: Client, text: str | bytes, kind: str = "import_achievements", name: str = "list.csv") -> Any:
    content = text.encode() if isinstance(text, str) else text
    return client.post(PAGE, {"kind": kind, "file": SimpleUploadedFile(name, content)})


def test_upload_confirm_check_import_report() -> None:
    client = signed_in(person("institution"))
    answer = send(client, "编号,名称甲,成熟度\nA1,高效催化剂,6级\nA2,,7级\n")
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"], job.state) == (302, f"{PAGE}{job.pk}/", "draft")
    page = client.get(answer["Location"]).content.decode()
    assert "高效催化剂" in page
    assert re.search(r'<select name="column-0".*?<option value="source_id" selected>', page, re.S)
    assert re.search(r'<select name="column-2".*?<option value="trl" selected>', page, re.S)
    assert not Achievement.objects.exists()

    chosen = {"column-0": "source_id", "column-1": "title", "column-2": "trl"}
    client.post(f"{PAGE}{job.pk}/start/", chosen | {"do": "check"})
    page = client.get(f"{PAGE}{job.pk}/").content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    run_job(str(job.pk))
    page = client.get(f"{PAGE}{job.pk}/").content.decode()
    assert "Nothing has been written yet" in page
    assert "The title is missing. Fill in the cell." in page
    assert not Achievement.objects.exists()

    client.post(f"{PAGE}{job.pk}/start/", {"do": "import"})
    run_job(str(job.pk))
    page = client.get(f"{PAGE}{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<section id="state"')
    assert "hx-trigger" not in page
    row = Achievement.objects.get()
    assert (row.title, row.trl, row.status) == ("高效催化剂", 6, "submitted")
    report = b"".join(client.get(f"{PAGE}{job.pk}/report/").streaming_content).decode("utf-8-sig")
    assert report.splitlines()[2].startswith("2,3,rejected,")
    assert ImportMapping.objects.get().columns == {"编号": "source_id", "名称甲": "title", "成熟度": "trl"}

    send(client, "编号,名称甲,成熟度\nA3,耐磨涂层,5\n")
    second = client.get(f"{PAGE}{Job.objects.first().pk}/").content.decode()
    assert re.search(r'<select name="column-1".*?<option value="title" selected>', second, re.S)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b'[{"title": ', b"PK\x03\x04"])
def test_what_cannot_be_read_is_said_beside_the_file(content: bytes) -> None:
    answer = send(signed_in(person("institution")), content, name="list.xlsx")
    assert answer.status_code == 422
    assert 'class="field invalid"' in answer.content.decode()
    assert not Job.objects.exists()


def test_two_columns_for_one_field_and_no_title_are_refused() -> None:
    client = signed_in(person("institution"))
    send(client, "title,text\na,b\n")
    job = Job.objects.get()
    for chosen, word in (
        ({"column-0": "title", "column-1": "title"}, "Two columns fill"),
        ({"column-0": "", "column-1": "summary"}, "Say which column holds the title."),
    ):
        page = client.post(f"{PAGE}{job.pk}/start/", chosen, follow=True).content.decode()
        assert word in page
    job.refresh_from_db()
    assert job.state == "draft"


def test_back_to_the_columns_and_away() -> None:
    client = signed_in(person("institution"))
    send(client, "title,text\na,b\n")
    job = Job.objects.get()
    client.post(f"{PAGE}{job.pk}/start/", {"do": "check", "column-0": "title", "column-1": ""})
    assert "already been started" in client.post(f"{PAGE}{job.pk}/discard/", follow=True).content.decode()
    run_job(str(job.pk))
    page = client.post(f"{PAGE}{job.pk}/columns/", follow=True).content.decode()
    assert re.search(r'<select name="column-1"[^>]*><option value="">', page)
    assert not re.search(r'<select name="column-1".*?selected.*?</select>', page, re.S)
    client.post(f"{PAGE}{job.pk}/discard/")
    assert not Job.objects.exists()


def test_who_may() -> None:
    assert Client().get(PAGE).status_code == 302
    for door in ("viewer", "stranger", "official"):
        user = person(door)
        expected = 200 if user.is_writer else 403
        assert signed_in(user).get(PAGE).status_code == expected
    owner = person("institution")
    send(signed_in(owner), "title,text\na,b\n")
    job = Job.objects.get()
    for door in ("institution", "sme", "stranger", "viewer"):
        other = signed_in(person(door))
        assert other.get(f"{PAGE}{job.pk}/").status_code == 404
        assert other.get(f"{PAGE}{job.pk}/report/").status_code == 404
        for verb in ("start", "columns", "discard"):
            assert other.post(f"{PAGE}{job.pk}/{verb}/").status_code == 404
    viewer = person("viewer")
    viewer.memberships.update(organization=owner.organization)
    viewer.organization = owner.organization
    viewer.save()
    assert signed_in(viewer).get(f"{PAGE}{job.pk}/").status_code == 200
    assert signed_in(viewer).post(f"{PAGE}{job.pk}/start/").status_code == 403
    assert Job.objects.get().state == "draft"


def test_as_many_queries_for_three_imports_as_for_one(count_queries: Any) -> None:
    client = signed_in(person("institution"))
    send(client, "title,text\na,b\n")
    one = count_queries(lambda: client.get(PAGE))
    for _ in range(2):
        send(client, "title,text\na,b\n")
    assert count_queries(lambda: client.get(PAGE)) == one <= 12
