"""The room's pages and endpoints: who gets in, what they show and do, in how many queries."""

import datetime
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook
from rest_framework.test import APIClient

from deals.actions import case as cases
from deals.actions import clock, interest
from deals.actions import deal as deals
from deals.models import Deal, Disclosure, Interest, OutcomeCheck
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.deals import ANSWERS, Sides, drafted, good_terms, issued, priced, signed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"
TABS = ["", "terms/", "contract/", "work/", "files/", "consent/", "receipt/"]


def of(client, user):
    client.force_login(user)
    return client


def body(answer) -> bytes:
    """A whole download; reading it to the end closes it."""
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def api(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_from_the_achievements_page_to_the_room(client, sides):
    page = of(client, sides.need).get(sides.achievement.get_absolute_url()).content.decode()
    address = f"/achievements/{sides.achievement.no}/interest/"
    assert address in page
    assert address not in of(client, sides.supply).get(sides.achievement.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 403
    answer = of(client, sides.need).post(address, ANSWERS | {"demand": sides.demand.pk})
    row = Interest.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/workspace/interests/{row.no}/?sent=1")
    assert row.demand == sides.demand
    assert client.post(address, ANSWERS | {"demand": sides.demand.pk}).status_code == 422
    assert client.post(address, {"wanted": "", "about": ""}).status_code == 422

    here = f"/workspace/interests/{row.no}/"
    page = of(client, sides.supply).get(here).content.decode()
    assert ANSWERS["wanted"] in page
    assert "13800000001" not in page
    client.post(here + "accept/")
    page = client.get(here).content.decode()
    assert "13800000001" in page
    assert {d.group for d in Disclosure.objects.filter(recipient=sides.supply.organization)} == {"contact"}
    answer = client.post(here + "open/")
    assert answer.url == Deal.objects.get().get_absolute_url()
    assert of(client, sides.need).get(here + "receipt/?format=json").json()["consents"][0]["level_code"] == "consented"


def test_who_gets_in(client, sides):
    deal = drafted(sides)
    row = deal.interest
    stranger = member_of(OrganizationFactory(), "admin")
    for user, status in ((sides.need, 200), (sides.supply_viewer, 200), (stranger, 404), (person("reviewer"), 404)):
        of(client, user)
        for tab in TABS:
            assert client.get(deal.get_absolute_url() + tab).status_code == status
        assert client.get(row.get_absolute_url()).status_code == status
        assert client.get(deal.get_absolute_url() + "export/json/").status_code == status
    posts = [
        "move/cancel/",
        "messages/",
        "files/",
        "consent/",
        "terms/",
        "contract/draft/",
        "contract/sign/",
        "royalty/",
    ]
    for user, status in ((sides.need_viewer, 403), (stranger, 404)):
        for address in posts:
            answer = of(client, user).post(deal.get_absolute_url() + address, {"reason": "x", "text": "x"})
            assert answer.status_code == status, address
    assert Deal.objects.get().status == "drafting"
    client.logout()
    assert client.get(deal.get_absolute_url()).status_code == 302


def test_terms_are_saved_with_their_milestones_and_not_over_anothers_change(client, sides):
    deal = priced(sides)
    address = f"{deal.get_absolute_url()}terms/"
    values = {k: v.isoformat() if isinstance(v, datetime.date) else v for k, v in good_terms().items()}
    values |= {"title": deal.title, "price_method": "negotiated", "currency": "CNY", "version": deal.terms_version,
               "amount_total": "150000.00", "milestones-TOTAL_FORMS": 1, "milestones-INITIAL_FORMS": 0,
               "milestones-0-title": "小试报告", "milestones-0-due_on": "2027-01-10",
               "milestones-0-amount": "0"}  # fmt: skip
    assert of(client, sides.need).post(address, values).status_code == 302
    deal = Deal.objects.get()
    assert (deal.amount_total, deal.milestones.get().title) == (150000, "小试报告")
    answer = client.post(address, values | {"amount_total": "1.00"})
    assert answer.status_code == 422
    assert Deal.objects.get().amount_total == 150000
    answer = client.post(address, values | {"version": deal.terms_version, "amount_technical": "200000"})
    assert answer.status_code == 422
    client.post(f"{address}accept/", {"version": deal.terms_version})
    assert deal.parties.get(role="need").accepted_version == deal.terms_version


def test_files_by_step(client, sides):
    deal = drafted(sides)
    here = f"{deal.get_absolute_url()}files/"
    upload = SimpleUploadedFile("图纸.pdf", PDF, content_type="text/html")
    of(client, sides.supply).post(here, {"file": upload, "level": 3})
    row = deal.files.get()
    assert body(client.get(f"{here}{row.pk}/")) == PDF
    page = of(client, sides.need).get(here).content.decode()
    assert "图纸.pdf" not in page
    assert client.get(f"{here}{row.pk}/").status_code == 404
    of(client, sides.supply).post(f"{deal.get_absolute_url()}consent/", {"level": 3, "days": 30})
    answer = of(client, sides.need).get(f"{here}{row.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert body(answer) == PDF
    log = Disclosure.objects.get(group="documents", subject="图纸.pdf")
    assert (log.recipient, log.seen_by) == (sides.need.organization, sides.need)
    assert client.post(f"{here}{row.pk}/remove/").status_code == 403
    of(client, sides.supply).post(f"{here}{row.pk}/remove/")
    assert client.get(f"{here}{row.pk}/").status_code == 404
    assert (
        of(client, sides.supply).post(here, {"level": 3, "file": SimpleUploadedFile("a.pdf", b"MZ")}).status_code == 302
    )
    assert deal.files.count() == 1


def test_the_contract_is_made_signed_and_downloaded_on_its_page(client, sides):
    deal = drafted(sides)
    here = f"{deal.get_absolute_url()}contract/"
    of(client, sides.supply).post(f"{here}draft/", {"language": "en"})
    for kind in ("docx", "pdf"):
        answer = client.get(f"{here}1/{kind}/")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert len(body(answer)) > 5000
    assert client.get(f"{here}1/signed/").status_code == 404
    client.post(f"{deal.get_absolute_url()}move/issue/")
    client.post(f"{here}sign/", {"version": 1})
    of(client, sides.need).post(f"{here}sign/", {"version": 1})
    assert Deal.objects.get().status == "performing"
    assert client.get(here).status_code == 200
    assert body(client.get(f"{here}1/signed/")).startswith(b"%PDF-")
    book = load_workbook(io.BytesIO(client.get(f"{deal.get_absolute_url()}export/xlsx/").content), read_only=True)
    assert len(book.sheetnames) == 9
    book.close()


def test_the_question_is_answered_on_the_page(client, sides):
    deal = signed(sides)
    OutcomeCheck.objects.filter(days=90).update(due_on=timezone.localdate())
    here = deal.get_absolute_url()
    assert 'name="answer"' in of(client, sides.need).get(f"{here}work/").content.decode()
    client.post(f"{here}outcomes/90/", {"answer": "in_use", "revenue": "100.50", "jobs": "2"})
    check = deal.outcome_checks.get(days=90)
    assert (check.answer, str(check.revenue), check.jobs) == ("in_use", "100.50", 2)
    assert client.get(f"{here}work/").status_code == 200


def test_cases_are_public_only_when_published(client, sides):
    deal = signed(sides)
    values = {"title": "膜法处理", "problem": "COD 8000", "names_supply": True, "names_need": False}
    row = cases.write(deal, by=sides.need, channel="portal", values=values)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert of(client, sides.supply).get(row.get_absolute_url()).status_code == 200
    for user in (sides.supply, sides.need):
        of(client, user).post(f"{row.get_absolute_url()}consent/", {"version": 1})
    client.logout()
    page = client.get(row.get_absolute_url()).content.decode()
    assert str(sides.supply.organization) in page
    assert str(sides.need.organization) not in page
    assert "膜法处理" in client.get("/cases/").content.decode()
    [found] = api(person("stranger")).get("/api/v1/cases/").json()["results"]
    assert (found["parties"], found["amount"]) == ([sides.supply.organization.name], None)


def test_the_whole_way_over_rest(sides):
    need, supply = api(sides.need), api(sides.supply)
    asked = ANSWERS | {"side": "need", "achievement": sides.achievement.no, "demand": sides.demand.no}
    answer = need.post("/api/v1/interests/", asked)
    assert answer.status_code == 201, answer.json()
    no = answer.json()["no"]
    assert need.post("/api/v1/interests/", asked).status_code == 409
    assert need.post(f"/api/v1/interests/{no}/accept/").status_code == 403
    assert supply.get("/api/v1/interests/?box=received&status=open").json()["results"][0]["no"] == no
    assert supply.post(f"/api/v1/interests/{no}/accept/").json()["status"] == "accepted"
    answer = need.post("/api/v1/deals/", {"interest": no})
    assert answer.status_code == 201
    at = f"/api/v1/deals/{answer.json()['no']}/"
    assert supply.post(f"{at}move/", {"verb": "negotiate"}).json()["status"] == "pricing"
    assert supply.post(f"{at}move/", {"verb": "agree"}).status_code == 404
    values = json.loads(json.dumps(good_terms(pay_plan="milestone"), default=str)) | {"milestones": [
        {"title": "报告", "due_on": "2027-01-01", "amount": "120000.00", "test": "COD"}]}  # fmt: skip
    version = supply.post(f"{at}terms/", values).json()["terms_version"]
    assert supply.post(f"{at}terms/", {"status": "closed"}).status_code == 400
    for who in (need, supply):
        assert who.post(f"{at}accept-terms/", {"version": version}).status_code == 200
    assert supply.post(f"{at}draft/", {"language": "en"}).status_code == 201
    assert need.post(f"{at}move/", {"verb": "issue"}).json()["status"] == "signing"
    for who in (need, supply):
        answer = who.post(f"{at}sign/", {"version": 1})
    assert answer.json()["status"] == "performing"
    supply.post(f"{at}milestone/", {"position": 1, "verb": "deliver", "note": "已交付"})
    assert need.post(f"{at}milestone/", {"position": 1, "verb": "accept"}).json()["payments"][0]["status"] == "due"
    assert supply.post(f"{at}payment/", {"position": 1, "verb": "pay"}).status_code == 403
    assert need.post(f"{at}payment/", {"position": 1, "verb": "pay"}).json()["payments"][0]["status"] == "paid"
    assert need.post(f"{at}messages/", {"text": "已付款"}).status_code == 201
    assert [m["text"] for m in supply.get(f"{at}messages/").json()] == ["已付款"]
    assert len(supply.get(f"{at}export/").json()["ledger"]) == 1
    assert api(Sides().need).get(at).status_code == 404
    assert supply.get(f"{at}receipt/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/workspace/interests/", "/workspace/deals/", "/api/v1/interests/", "/api/v1/deals/"]
)
def test_lists_cost_the_same_for_one_and_for_three(client, count_queries, sides, address):
    def more() -> None:
        other = Sides()
        row = interest.express(by=other.need, channel="portal", side="need", achievement=sides.achievement,
                               demand=other.demand, **ANSWERS)  # fmt: skip
        deals.open_from_interest(
            interest.accept(row, by=sides.supply, channel="portal"), by=other.need, channel="portal"
        )

    ask = (
        (lambda: api(sides.supply).get(address))
        if "api" in address
        else (lambda: of(client, sides.supply).get(address))
    )
    more()
    ask()
    one = count_queries(ask)
    more(), more()
    assert count_queries(ask) == one <= 14


def test_pages_of_a_room_cost_little(client, count_queries, sides):
    deal = issued(sides, ("60000.00", "60000.00"), pay_plan="milestone")
    of(client, sides.need)
    for tab in TABS:
        assert count_queries(lambda tab=tab: client.get(deal.get_absolute_url() + tab)) <= 26, tab


def test_a_failing_letter_leaves_the_row_due(sides, monkeypatch):
    row = sides.express()

    def dies(*args, **kwargs):
        raise RuntimeError("killed")

    with monkeypatch.context() as broken:
        broken.setattr(interest, "tell", dies)
        with pytest.raises(RuntimeError):
            clock.run(row.respond_by)
    row.refresh_from_db()
    assert row.reminded_at is None
    assert clock.run(row.respond_by)["reminded"] == 1
