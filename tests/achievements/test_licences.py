"""Open-licence statements: every move × status, who may make it, every legal check, the price."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Notification
from achievements.actions import licences as actions
from achievements.enums import LICENCE_MOVES, LegalCheck, LicenceStatus
from achievements.models import IPRight, LicenceRule, OpenLicence
from integration.exceptions import IllegalMove
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.achievements import AchievementFactory, OpenLicenceFactory

pytestmark = pytest.mark.django_db
DOORS = ["anonymous", "stranger", "viewer", "sme", "institution", "manager", "reviewer", "official", "admin"]


def statement(status="draft", **values):
    published = timezone.now() if status in {"published", "withdrawn"} else None
    return OpenLicenceFactory(status=status, published_at=published, **values)


def run(verb, row, by):
    extra = {"return": {"note": "请补充"}}.get(verb, {})
    return getattr(actions, {"return": "return_"}.get(verb, verb))(row, by=by, channel="portal", **extra)


@pytest.mark.parametrize("status", LicenceStatus.values)
@pytest.mark.parametrize("verb", LICENCE_MOVES)
def test_every_move_from_every_status(verb, status):
    row = statement(status)
    by = member_of(row.organization, "admin")
    allowed, target = LICENCE_MOVES[verb]
    if status in allowed:
        assert run(verb, row, by).status == target
        assert AuditEntry.objects.get().after == {"status": target}
        return
    with pytest.raises(IllegalMove):
        run(verb, row, by)
    row.refresh_from_db()
    assert row.status == status
    assert not AuditEntry.objects.exists()
    assert not Notification.objects.exists()


def test_who_may_do_what():
    row = statement("submitted")
    everybody = {door: person(door) if door != "anonymous" else AnonymousUser() for door in DOORS}
    everybody |= {"owner": member_of(row.organization, "admin"), "owner_editor": member_of(row.organization, "editor")}
    everybody["owner_viewer"] = member_of(row.organization, "viewer")
    verbs = ["change", *LICENCE_MOVES]
    may = {d: {v for v in verbs if u.has_perm(f"achievements.{v}_openlicence", row)} for d, u in everybody.items()}
    writer = {"change", "hand_in", "recall", "submit", "withdraw"}
    assert may == {door: set() for door in everybody} | {
        "owner": writer | {"approve"}, "owner_editor": writer, "reviewer": {"publish", "return"}, "admin": set(verbs),
    }  # fmt: skip


def test_view_says_for_one_row_what_visible_to_says_for_all():
    organization = OrganizationFactory(kind="university")
    rows = [
        statement(status, achievement=AchievementFactory(organization=organization, visibility=visibility))
        for status in LicenceStatus.values
        for visibility in ("public", "members", "matched")
    ]
    everybody = {door: person(door) if door != "anonymous" else AnonymousUser() for door in DOORS}
    everybody["owner"] = member_of(organization, "viewer")
    for door, user in everybody.items():
        seen = set(OpenLicence.objects.visible_to(user).values_list("pk", flat=True))
        assert seen == {row.pk for row in rows if user.has_perm("achievements.view_openlicence", row)}, door


LAST_YEAR = datetime.date(2020, 1, 1)


@pytest.mark.parametrize(
    ("check", "values"),
    [
        ("not_granted", {"ip_status": "filed"}),
        ("exclusive", {"exclusive_in_force": True}),
        ("dispute", {"disputed": True}),
        ("fee_unpaid", {"annual_fee_until": LAST_YEAR}),
        ("fee_unpaid", {"annual_fee_until": None}),
        ("pledge", {"pledged": True}),
        ("co_owners", {"co_owned": True}),
        ("term", {"term_until": datetime.date(2040, 1, 2)}),
        ("report", {"ip_kind": "design"}),
    ],
)
def test_what_blocks_cannot_be_submitted(check, values):
    row = statement("approved", **values)
    with pytest.raises(actions.LegalObstacle) as refused:
        actions.submit(row, by=member_of(row.organization, "admin"), channel="portal")
    assert [rule.check_code for rule in refused.value.findings] == [check]
    row.refresh_from_db()
    assert row.status == "approved"
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("check", "values"),
    [
        ("rate_of_sales", {"method": "running", "royalty_rate": 21}),
        ("rate_of_profit", {"method": "running", "royalty_base": "profit", "royalty_rate": 41}),
        ("fixed_fee", {"entry_fee": 20_000_001}),
    ],
)
def test_guidance_warns_and_lets_pass(check, values):
    row = statement("approved", **values)
    assert [(rule.check_code, rule.severity) for rule in actions.findings(row)] == [(check, "warn")]
    assert actions.submit(row, by=None, channel="portal").status == "submitted"


def test_consent_lifts_a_block():
    row = statement("approved", pledged=True, pledgee_consents=True, co_owned=True, co_owners_consent=True)
    assert actions.findings(row) == []


def test_a_rule_that_has_ended_blocks_nothing():
    actions.rules_in_force()
    assert set(LicenceRule.objects.values_list("check_code", flat=True)) == set(LegalCheck.values)
    LicenceRule.objects.filter(check_code="exclusive").update(valid_until=timezone.localdate() - datetime.timedelta(1))
    assert actions.findings(statement("approved", exclusive_in_force=True)) == []


def test_what_lapsed_since_submission_is_found_at_publication():
    row = statement("submitted", annual_fee_until=LAST_YEAR)
    with pytest.raises(actions.LegalObstacle):
        actions.publish(row, by=person("reviewer"), channel="portal")
    row.refresh_from_db()
    assert (row.status, row.published_at) == ("submitted", None)


def test_one_right_is_open_once():
    first = statement("published", ip_number="US1")
    with pytest.raises(ValidationError):
        actions.publish(statement("submitted", ip_number="US1"), by=person("reviewer"), channel="portal")
    assert OpenLicence.objects.published().get() == first


@pytest.mark.parametrize(
    ("size", "options", "first_year"),
    [
        ("L", {}, "20000.00"),
        ("S", {}, "14000.00"),
        ("XS", {}, "10000.00"),
        ("", {"know_how": True}, "28000.00"),
        ("XS", {"know_how": True}, "18000.00"),
        ("M", {"trial": True}, "0.00"),
    ],
)
def test_the_price_for_a_firm_of_a_size(size, options, first_year):
    assert statement().quote(size, **options)["first_year"] == Decimal(first_year)


def test_a_royalty_has_its_least_sum_in_the_first_year():
    row = statement(method="entry_running", royalty_rate=3, minimum=Decimal("333.33"))
    quote = row.quote("S")
    assert (quote["fee"], quote["minimum"], quote["first_year"]) == (
        Decimal("14000.00"),
        Decimal("233.33"),
        Decimal("14233.33"),
    )
    assert statement(method="free").quote("L")["first_year"] == Decimal("0.00")


def test_the_way_through_the_pages():
    author, reviewer = person("institution"), person("reviewer")
    achievement = AchievementFactory(organization=author.organization)
    IPRight.objects.create(
        achievement=achievement, kind="invention", number="US77", status="granted", owner="某大学",
        expiry_date=datetime.date(2040, 1, 1),
    )  # fmt: skip
    client = Client(headers={"accept-language": "en"})
    client.force_login(author)
    page = client.get(f"/achievements/{achievement.no}/licences/new/")
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert data["ip_number"] == "US77"
    data |= {"annual_fee_until": "2030-01-01", "entry_fee": "5000", "slots": "2"}
    made = client.post(f"/achievements/{achievement.no}/licences/new/", data)
    assert made.status_code == 302, made.context["form"].errors
    row = OpenLicence.objects.get()
    for step in ("hand-in", "approve", "submit"):
        assert client.post(f"/licences/{row.no}/{step}/").status_code == 302
    row.refresh_from_db()
    assert row.status == "submitted"
    assert Client().get(f"/licences/{row.no}/").status_code == 404
    desk = Client(headers={"accept-language": "en"})
    desk.force_login(reviewer)
    assert row.no in desk.get("/curation/licences/").content.decode()
    desk.post(f"/curation/licences/{row.no}/", {"decision": "publish", "note": ""})
    for url in (f"/licences/{row.no}/", "/licences/", f"/achievements/{achievement.no}/"):
        assert "5,000.00" in Client(headers={"accept-language": "en"}).get(url).content.decode(), url
    assert client.get(f"/licences/{row.no}/edit/").status_code == 403 or row.status == "submitted"


def test_lists_and_details_cost_the_same_for_one_and_three(count_queries):
    author = person("institution")
    achievement = AchievementFactory(organization=author.organization)
    row = OpenLicenceFactory(achievement=achievement)
    actions.rules_in_force()
    client = Client()
    client.force_login(author)
    urls = [
        "/licences/",
        f"/licences/{row.no}/",
        "/workspace/licences/",
        f"/achievements/{achievement.no}/",
        "/api/v1/open-licences/",
    ]
    few = [count_queries(lambda url=url: client.get(url)) for url in urls]
    OpenLicenceFactory.create_batch(2, achievement=achievement)
    assert [count_queries(lambda url=url: client.get(url)) for url in urls] == few
    assert max(few) <= 12, few


def test_rest_creates_moves_and_names_what_blocks():
    author = person("institution")
    achievement = AchievementFactory(organization=author.organization)
    client = Client()
    client.force_login(author)
    body = {"achievement": achievement.no, "ip_kind": "invention", "ip_number": "US8", "ip_status": "granted",
            "ip_owner": "某大学", "method": "free"}  # fmt: skip
    made = client.post("/api/v1/open-licences/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    assert made.json()["findings"] == [{"code": "fee_unpaid", "severity": "block"}]
    base = f"/api/v1/open-licences/{made.json()['no']}"
    for step in ("hand-in", "approve"):
        assert client.post(f"{base}/{step}/", {}, content_type="application/json").status_code == 202
    refused = client.post(f"{base}/submit/", {}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "legal_obstacle")
    stranger = Client()
    stranger.force_login(person("institution"))
    assert stranger.get(f"{base}/").status_code == 404
    other = stranger.post("/api/v1/open-licences/", body, content_type="application/json")
    assert other.status_code == 403
