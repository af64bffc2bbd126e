"""The demands' pages, as people of every door see them."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry
from demands.models import Demand, DemandExclusion
from tests.factories.accounts import PASSWORD, OrganizationFactory, member_of, person, region
from tests.factories.demands import DemandFactory, complete

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def owner():
    return person("sme")


@pytest.fixture
def pages(owner):
    return signed_in(owner)


def form_data(entry=None, **fields):
    """What the browser posts from the form as it stands."""
    from demands.forms import PARTS, DemandForm
    from integration.forms import row_values, rows_digest

    form = DemandForm(instance=entry) if entry else DemandForm()
    data = {}
    for name in (*form._meta.fields, "version"):
        value = form[name].value()
        data[name] = "" if value is None else value
    for relation, (row_form, _formset, _heading, _help) in PARTS.items():
        rows = list(getattr(entry, relation).all()) if entry else []
        data |= {f"{relation}-TOTAL_FORMS": len(rows), f"{relation}-INITIAL_FORMS": 0}
        data[f"{relation}-base"] = rows_digest(row_form, rows)
        for number, row in enumerate(row_values(row_form, rows)):
            data |= {f"{relation}-{number}-{name}": "" if value is None else value for name, value in row.items()}
    return data | fields


def test_the_list_shows_what_is_published_and_hides_anonymous_firms(owner):
    DemandFactory(title="甲需求", organization=OrganizationFactory(name="露脸公司"))
    DemandFactory(
        title="乙需求",
        organization=OrganizationFactory(name="不露脸公司", size="S"),
        publish_as="anonymous",
        region=region("410381", "county"),
    )
    DemandFactory(title="丙草稿", status="draft", published_at=None)
    text = Client(headers={"accept-language": "en"}).get("/demands/").content.decode()
    for words in ("甲需求", "乙需求", "Firm", "anonymous firm"):
        assert words in text
    for words in ("不露脸公司", "丙草稿", "410381"):
        assert words not in text


def test_an_anonymous_firm_is_nowhere_on_the_page_or_in_the_export():
    firm = OrganizationFactory(name="不露脸公司", name_en="Hidden Ltd")
    entry = DemandFactory(organization=firm, publish_as="anonymous", budget_max=123_456, contact_phone="13800001111")
    client = signed_in(person("institution"))
    page = client.get(entry.get_absolute_url()).content.decode()
    file = b"".join(client.get("/demands/export/csv/").streaming_content).decode()
    for text in (page, file):
        assert entry.title in text
        for secret in ("不露脸公司", "Hidden Ltd", "123,456", "123456", "13800001111", firm.no):
            assert secret not in text


def test_the_owner_sees_budget_and_contact(pages, owner):
    entry = DemandFactory(organization=owner.organization, budget_max=123_456, contact_phone="13800001111")
    text = pages.get(entry.get_absolute_url()).content.decode()
    assert "123,456" in text
    assert "13800001111" in text


def test_an_excluded_organization_sees_nothing(owner):
    entry, rival = DemandFactory(), person("institution")
    DemandExclusion.objects.create(demand=entry, organization=rival.organization)
    client = signed_in(rival)
    assert client.get(entry.get_absolute_url()).status_code == 404
    assert entry.no not in client.get("/demands/").content.decode()


@pytest.mark.parametrize("url", ["/demands/", "/workspace/demands/", "detail", "edit", "review"])
def test_query_count_does_not_depend_on_rows(owner, url, count_queries):
    user = person("reviewer") if url == "review" else owner
    status = {"status": "in_review", "published_at": None} if url == "review" else {}
    first = complete(DemandFactory(organization=owner.organization, region=region("410381", "county"), **status))
    paths = {
        "detail": first.get_absolute_url(),
        "edit": f"/demands/{first.no}/edit/",
        "review": f"/curation/demands/{first.no}/",
    }
    client = signed_in(user)
    few = count_queries(lambda: client.get(paths.get(url, url)))
    for _ in range(2):
        complete(DemandFactory(organization=owner.organization, region=region("410381", "county"), **status))
        complete(first)
    assert count_queries(lambda: client.get(paths.get(url, url))) == few
    assert few <= 12


def test_post_and_publish_in_one_go(pages, owner):
    answer = pages.post("/demands/new/", form_data(title="废水", problem="每天二十吨", publish="1"))
    entry = Demand.objects.get()
    assert answer["Location"] == entry.get_absolute_url()
    assert (entry.status, entry.organization, entry.language) == ("published", owner.organization, "zh")
    assert list(AuditEntry.objects.order_by("id").values_list("verb", "channel")) == [
        ("create", "portal"),
        ("publish", "portal"),
    ]


def test_an_unverified_firm_is_told_what_happens_next():
    firm = OrganizationFactory(verification="pending")
    client = signed_in(member_of(firm, "admin"))
    page = client.post("/demands/new/", form_data(title="废水", problem="每天二十吨", publish="1"), follow=True)
    assert "Handed in." in page.content.decode()
    assert Demand.objects.get().status == "in_review"


def test_a_visitor_writes_first_and_signs_in_after():
    firm = OrganizationFactory()
    user = member_of(firm, "editor", email="li@example.org")
    client = Client(headers={"accept-language": "en"})
    page = client.get("/demands/new/").content.decode()
    assert "You can write now and sign up afterwards" in page
    rows = {
        "indicators-TOTAL_FORMS": 1,
        "indicators-0-name": "COD",
        "indicators-0-relation": "le",
        "indicators-0-value_max": "500",
        "indicators-0-priority": "must",
    }
    answer = client.post("/demands/new/", form_data(title="访客的废水", problem="每天二十吨", deadline="") | rows)
    assert answer["Location"] == "/accounts/signup/?next=%2Fdemands%2Fnew%2F"
    assert not Demand.objects.exists()
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, "next": "/demands/new/"})
    assert answer["Location"] == "/demands/new/"
    page = client.get("/demands/new/").content.decode()
    assert "访客的废水" in page
    assert "Your text is here" in page
    assert 'value="500"' in page
    client.post("/demands/new/", form_data(title="访客的废水", problem="每天二十吨") | rows)
    entry = Demand.objects.get()
    assert (entry.organization, entry.status, entry.indicators.count()) == (firm, "draft", 1)
    assert "访客的废水" not in client.get("/demands/new/").content.decode()


def test_a_person_without_an_organization_keeps_his_text():
    client = signed_in(person("stranger"))
    answer = client.post("/demands/new/", form_data(title="新人的废水", problem="每天二十吨"))
    assert answer["Location"] == "/workspace/organization/new/?next=%2Fdemands%2Fnew%2F"
    assert "新人的废水" in client.get("/demands/new/").content.decode()


def test_a_viewer_is_refused(pages):
    assert signed_in(person("viewer")).post("/demands/new/", form_data(title="甲", problem="乙")).status_code == 403
    assert not Demand.objects.exists()


def test_a_wrong_form_of_a_visitor_is_corrected_before_he_signs_up():
    answer = Client().post("/demands/new/", form_data(title="", problem="每天二十吨"))
    assert answer.status_code == 422
    assert "每天二十吨" in answer.content.decode()


@pytest.mark.parametrize(
    ("verb", "status", "after"),
    [
        ("publish", "draft", "published"),
        ("pause", "published", "paused"),
        ("solve", "published", "solved"),
        ("withdraw", "paused", "withdrawn"),
    ],
)
def test_moves(pages, owner, verb, status, after):
    entry = DemandFactory(organization=owner.organization, status=status)
    pages.post(f"/demands/{entry.no}/{verb}/", {"note": "说明"})
    assert Demand.objects.get().status == after


def test_foreign_demands_take_no_post(pages):
    entry = DemandFactory()
    for verb in ("edit", "publish", "pause", "solve", "withdraw"):
        assert pages.post(f"/demands/{entry.no}/{verb}/").status_code == 403
    assert Demand.objects.get().status == "published"
    assert not AuditEntry.objects.exists()


def test_review_desk(owner):
    waiting = DemandFactory(organization=owner.organization, status="in_review", published_at=None)
    unread = DemandFactory()
    reviewer = signed_in(person("reviewer"))
    assert reviewer.get("/curation/demands/")["Location"] == f"/curation/demands/{waiting.no}/"
    answer = reviewer.post(f"/curation/demands/{waiting.no}/", {"decision": "return", "note": ""})
    assert answer.status_code == 422
    reviewer.post(f"/curation/demands/{waiting.no}/", {"decision": "approve", "note": "清楚"})
    reviewer.post(f"/curation/demands/{unread.no}/", {"decision": "return", "note": "缺少数值"})
    assert {row.no: (row.status, row.review_note) for row in Demand.objects.all()} == {
        waiting.no: ("published", "清楚"),
        unread.no: ("returned", "缺少数值"),
    }
    assert reviewer.get("/curation/demands/").status_code == 200
    for door in ("sme", "official", "stranger"):
        assert signed_in(person(door)).get("/curation/demands/").status_code == 403


def test_the_second_editor_is_told_and_loses_nothing(owner):
    entry = complete(DemandFactory(organization=owner.organization, title="旧题", problem="旧问题"))
    colleague = member_of(owner.organization, "editor", name="王工")
    first, second = form_data(entry), form_data(entry)
    signed_in(colleague).post(f"/demands/{entry.no}/edit/", first | {"indicators-0-value_max": "300"})
    answer = signed_in(owner).post(f"/demands/{entry.no}/edit/", second | {"problem": "新问题"})
    assert answer.status_code == 422
    editor = answer.context["editor"]
    assert editor.clashes == []
    assert editor.taken == ["Wanted values"]
    text = answer.content.decode()
    assert 'value="300"' in text
    assert "新问题" in text
    answer = signed_in(owner).post(
        f"/demands/{entry.no}/edit/", second | {"problem": "新问题", "indicators-0-value_max": "200"}
    )
    assert [(clash.theirs, clash.yours) for clash in answer.context["editor"].clashes] == [
        ("COD ≤ 300 mg/L", "COD ≤ 200 mg/L")
    ]
    assert str(entry.indicators.get()) == "COD ≤ 300 mg/L"


def test_an_old_deadline_stops_nobody_from_correcting_a_word(pages, owner):
    past = timezone.localdate() - datetime.timedelta(days=3)
    entry = DemandFactory(organization=owner.organization, status="expired", deadline=past)
    assert pages.post(f"/demands/{entry.no}/edit/", form_data(entry, title="改过的题")).status_code == 302
    page = pages.post(f"/demands/{entry.no}/publish/", follow=True).content.decode()
    assert "This day has passed" in page
    assert Demand.objects.get().status == "expired"


def test_a_firm_keeps_others_out_by_name_or_number(pages, owner):
    rival, other = person("institution"), OrganizationFactory(name="另一家公司")
    words = f"{rival.organization.name}，{other.no.lower()}、{other.name}"
    pages.post("/demands/new/", form_data(title="废水", problem="每天二十吨", excluded=words, publish="1"))
    entry = Demand.objects.get()
    assert set(entry.excluded) == {rival.organization, other}
    assert signed_in(rival).get(entry.get_absolute_url()).status_code == 404
    pages.post(f"/demands/{entry.no}/edit/", form_data(entry, title="新题"))
    assert len(Demand.objects.get().excluded) == 2
    pages.post(f"/demands/{entry.no}/edit/", form_data(Demand.objects.get(), excluded=""))
    assert Demand.objects.get().excluded == []
    assert signed_in(rival).get(entry.get_absolute_url()).status_code == 200
