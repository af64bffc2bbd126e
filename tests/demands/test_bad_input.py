"""What people send by mistake or on purpose: a clear answer, and nothing half-written. (Bodies of the API: test_api.)"""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import AuditEntry
from demands.models import Demand
from tests.demands.test_portal import form_data, signed_in
from tests.factories.accounts import person
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)> & 废水"


@pytest.fixture
def owner():
    return person("sme")


@pytest.fixture
def pages(owner):
    return signed_in(owner)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"), ({"problem": " \n "}, "problem"), ({"title": "水" * 501}, "title"),
        ({"problem": "水" * 50_001}, "problem"),
        ({"deadline": "2020-01-01"}, "deadline"), ({"deadline": "2026-02-30"}, "deadline"), ({"deadline": "soon"}, "deadline"),
        ({"budget_min": "9", "budget_max": "3"}, "budget_max"), ({"budget_max": "1" * 20}, "budget_max"),
        ({"industry": "ZZ"}, "industry"), ({"region": "999999"}, "region"), ({"demand_type": "x"}, "demand_type"),
        ({"contact_email": "li"}, "contact_email"), ({"trl_wanted_min": "0"}, "trl_wanted_min"), ({"publish_as": "x"}, "publish_as"),
        ({"excluded": "没有这家公司"}, "excluded"),
    ],
)  # fmt: skip
def test_the_form_names_the_field_and_keeps_the_rest(pages, fields, field):
    data = form_data(title="废水", problem="每天二十吨", tried_before="换过药剂", publish="1") | fields
    answer = pages.post("/demands/new/", data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "换过药剂" in answer.content.decode()
    assert not Demand.objects.exists()
    assert not AuditEntry.objects.exists()


def test_today_is_not_past(pages):
    today = timezone.localdate()
    pages.post("/demands/new/", form_data(title="废水", problem="每天二十吨", deadline=today.isoformat()))
    assert Demand.objects.get().deadline == today


def test_the_same_demand_twice_leads_to_the_first(pages, owner):
    data = form_data(title="废水", problem="每天二十吨")
    pages.post("/demands/new/", data)
    first = Demand.objects.get()
    answer = pages.post("/demands/new/", data)
    assert answer.status_code == 422
    assert f"You already have this entry: {first.no}." in answer.content.decode()
    assert first.get_absolute_url() in answer.content.decode()
    assert Demand.objects.count() == 1
    assert signed_in(person("sme")).post("/demands/new/", data).status_code == 302
    pages.post("/demands/new/", data | {"problem": "每天三十吨"})
    assert Demand.objects.count() == 3


def test_markup_is_text(pages, owner):
    pages.post(
        "/demands/new/", form_data(title=SCRIPT, problem=SCRIPT, tried_before=SCRIPT, keywords=SCRIPT, publish="1")
    )
    entry = Demand.objects.get()
    assert (entry.title, entry.problem) == (SCRIPT, SCRIPT)
    for url in (entry.get_absolute_url(), "/demands/", "/workspace/demands/", f"/demands/{entry.no}/edit/"):
        text = pages.get(url).content.decode()
        assert "<script>alert" not in text, url
        assert "<img src=x" not in text, url
    text = Client().get(f"/demands/?q={SCRIPT}").content.decode()
    assert "<script>alert" not in text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\u202e"])
def test_invisible_characters_are_taken_out(pages, character):
    pages.post("/demands/new/", form_data(title=f"废{character}水", problem=f"一\r\n二{character}三"))
    assert Demand.objects.values_list("title", "problem").get() == ("废水", "一\n二三")


def test_two_editors_of_the_api_and_one_of_the_portal(owner):
    entry = DemandFactory(organization=owner.organization, title="旧")
    data = form_data(entry, title="页面")
    api = APIClient()
    api.force_authenticate(owner)
    url, tag = f"/api/v1/demands/{entry.no}/", f'"{entry.no}.1"'
    assert api.patch(url, {"title": "接口一"}, headers={"If-Match": tag}).status_code == 200
    assert api.patch(url, {"title": "接口二"}, headers={"If-Match": tag}).status_code == 412
    answer = signed_in(owner).post(f"/demands/{entry.no}/edit/", data)
    assert answer.status_code == 422
    assert [(clash.theirs, clash.yours) for clash in answer.context["editor"].clashes] == [("接口一", "页面")]
    assert Demand.objects.get().title == "接口一"


@pytest.mark.parametrize("deadline", ["2020-01-01"])
def test_a_visitor_hears_of_a_past_deadline_before_he_signs_up(deadline):
    answer = Client(headers={"accept-language": "en"}).post(
        "/demands/new/", form_data(title="废水", problem="每天二十吨", deadline=deadline)
    )
    assert answer.status_code == 422
    assert "This day has passed" in answer.content.decode()


def test_imports_keep_past_deadlines_forms_do_not(owner):
    """The API takes an old date as it is (synchronisation); publishing then says what to do."""
    api = APIClient()
    api.force_authenticate(owner)
    past = (timezone.localdate() - datetime.timedelta(days=1)).isoformat()
    body = api.post("/api/v1/demands/", {"title": "废水", "problem": "x", "deadline": past}).json()
    assert (body["deadline"], body["status"]) == (past, "draft")
