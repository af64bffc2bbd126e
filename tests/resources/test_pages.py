"""The room's pages: who gets in, what they show, how many queries lists take."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from resources.models import Booking, EligibilityRule, Resource
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.resources import BookingFactory, ResourceFactory, RuleFactory, SlotFactory, VoucherFactory

pytestmark = pytest.mark.django_db


def test_the_catalogue_is_public_searched_and_free_of_what_is_out_of_date(client):
    shown = ResourceFactory()
    ResourceFactory(title="旧的补贴办法", valid_until=timezone.localdate() - datetime.timedelta(days=1))
    ResourceFactory(title="尚未提交", status="draft")
    page = client.get(reverse("resources:list"), {"q": "热处理", "kind": "pilot_base,testing"}).content.decode()
    assert shown.title in page
    assert "旧的补贴办法" not in page and "尚未提交" not in page  # noqa: PT018
    assert client.get(shown.get_absolute_url()).status_code == 200
    assert client.get(reverse("resources:list"), {"kind": "nonsense"}).status_code == 200


@pytest.mark.parametrize("name", ["list", "rules", "bookings", "mine", "curation"])
def test_lists_take_the_same_queries_for_one_row_and_three(client, count_queries, name):
    user = person("reviewer") if name == "curation" else person("institution")
    client.force_login(user)
    url = reverse(f"resources:{name}")

    def add():
        resource = ResourceFactory(
            organization=user.organization, status="submitted" if name == "curation" else "published"
        )
        BookingFactory(resource=resource, organization=user.organization)
        RuleFactory(resource=resource)

    add()
    client.get(url)
    one = count_queries(lambda: client.get(url))
    add()
    add()
    assert count_queries(lambda: client.get(url)) == one
    assert one <= 12


def test_an_owner_writes_a_resource_and_a_reviewer_publishes_it(client):
    owner, reviewer = person("institution"), person("reviewer")
    client.force_login(owner)
    rows = {"prices-TOTAL_FORMS": "1", "prices-INITIAL_FORMS": "0", "prices-0-user_kind": "sme", "prices-0-amount": "800",
            "prices-0-unit": "小时"}  # fmt: skip
    body = {"kind": "instrument", "title": "场发射扫描电镜", "summary": "断口与涂层截面分析。", "language": "zh",
            "currency": "CNY", "visibility": "public", "bookable": "on", **rows}  # fmt: skip
    answer = client.post(reverse("resources:create"), body)
    assert answer.status_code == 302, answer.context["form"].errors
    resource = Resource.objects.get()
    assert (resource.status, resource.prices.get().amount) == ("draft", 800)
    client.post(reverse("resources:submit", args=[resource.no]))
    client.force_login(reviewer)
    assert client.get(reverse("resources:curation")).status_code == 200
    client.post(reverse("resources:review", args=[resource.no]), {"decision": "return", "note": ""})
    resource.refresh_from_db()
    assert resource.status == "submitted"
    client.post(reverse("resources:review", args=[resource.no]), {"decision": "publish", "note": ""})
    resource.refresh_from_db()
    assert resource.status == "published"


def test_a_firm_books_and_both_sides_walk_it_to_the_rating(client):
    resource = ResourceFactory(vouchers=True, voucher_share=50)
    slot = SlotFactory(resource=resource)
    firm, owner = member_of(OrganizationFactory(size="S")), member_of(resource.organization)
    voucher = VoucherFactory(organization=firm.organization)
    client.force_login(firm)
    assert client.get(reverse("resources:book", args=[resource.no])).status_code == 200
    answer = client.post(reverse("resources:book", args=[resource.no]), {"purpose": "试制", "slot": slot.pk})
    row = Booking.objects.get()
    assert (answer.url, row.status, row.slot) == (row.get_absolute_url(), "reserved", slot)

    def act(user, verb, **body):
        client.force_login(user)
        assert client.get(row.get_absolute_url()).status_code == 200
        answer = client.post(reverse("resources:booking-act", args=[row.no, verb]), body)
        row.refresh_from_db()
        return answer.status_code

    assert act(firm, "approve") == 403
    assert act(owner, "approve") == 302
    assert client.get(reverse("resources:booking-calendar", args=[row.no])).content.count(b"BEGIN:VEVENT") == 1
    act(owner, "start")
    act(owner, "report", use_log="两炉")
    act(owner, "settle", amount="9000", voucher_no=voucher.no, voucher_amount="5000")
    assert (row.status, row.voucher) == ("reported", None)  # more than half
    act(owner, "settle", amount="9000", voucher_no=voucher.no, voucher_amount="4500")
    assert (row.status, row.to_pay) == ("settled", 4500)
    act(firm, "rate", rating="5", note="按时")
    assert (row.status, row.rating) == ("rated", 5)
    client.force_login(person("sme"))
    assert client.get(row.get_absolute_url()).status_code == 404


def test_an_official_changes_a_rule_without_code_and_the_answer_follows(client):
    rule, product = RuleFactory(), ResourceFactory(kind="finance", bookable=False)
    firm = member_of(OrganizationFactory(size="M"))
    client.force_login(firm)
    assert client.get(product.get_absolute_url()).context["rulings"][0].answer.verdict == "fails"
    assert client.get(reverse("resources:rule-edit", args=[rule.pk])).status_code == 403
    client.force_login(person("official"))
    page = client.get(reverse("resources:rule-edit", args=[rule.pk]))
    assert page.status_code == 200
    body = {"title": rule.title, "who": rule.who, "kind": "finance", "source_name": "新办法", "source_date": "2026-01-01",
            "valid_from": "2026-01-01", "state": "active", "version": "1",
            "conditions-TOTAL_FORMS": "2", "conditions-INITIAL_FORMS": "1",
            "conditions-0-group": "1", "conditions-0-fact": "firm.size", "conditions-0-op": "in",
            "conditions-0-value": "M, S, XS", "conditions-1-group": "1", "conditions-1-fact": "firm.grades",
            "conditions-1-op": "has", "conditions-1-value": "专精特新"}  # fmt: skip
    answer = client.post(reverse("resources:rule-edit", args=[rule.pk]), body)
    assert answer.status_code == 302, answer.context["form"].errors
    rule.refresh_from_db()
    assert (rule.version, rule.conditions["all"][0]["any"][0]["value"]) == (2, ["M", "S", "XS"])
    client.force_login(firm)
    assert client.get(product.get_absolute_url()).context["rulings"][0].answer.verdict == "holds"
    EligibilityRule.objects.update(valid_until=timezone.localdate() - datetime.timedelta(days=1))
    assert client.get(product.get_absolute_url()).context["rulings"] == []
    assert client.get(rule.get_absolute_url()).status_code == 200


def test_slots_are_opened_once_and_serve_the_queue(client):
    resource = ResourceFactory()
    waiting = BookingFactory(resource=resource, status="waiting")
    client.force_login(member_of(resource.organization))
    begin = (timezone.localtime() + datetime.timedelta(days=3)).replace(hour=9, minute=0, second=0, microsecond=0)
    body = {
        "begins_at": begin.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": begin.strftime("%Y-%m-%dT17:00"),
        "units": 2,
        "days": 2,
    }
    url = reverse("resources:slots", args=[resource.no])
    client.post(url, body)
    assert resource.slots.count() == 4
    waiting.refresh_from_db()
    assert (waiting.status, waiting.unit) == ("reserved", 1)
    client.post(url, body)
    assert resource.slots.count() == 4
    assert client.get(url).status_code == 200
