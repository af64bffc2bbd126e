"""Pages of organizations and people."""

import pytest
from django.urls import reverse

from accounts.models import ApiClient, Invitation, Organization, User
from tests.factories.accounts import PASSWORD, OrganizationFactory, member_of, person, region

pytestmark = pytest.mark.django_db


def test_sign_up_in_one_page_keeps_the_visitor_where_he_was(client):
    answer = client.post(
        reverse("account_signup"),
        {
            "email": "owner@example.org",
            "password1": "a long and odd password",
            "name": "王工",
            "organization_name": "洛阳某轴承厂",
            "kind": "firm",
            "code": "91350100m000100y43",
            "next": "/institutions/",
        },
    )
    assert (answer.status_code, answer["Location"]) == (302, "/institutions/")
    user = User.objects.get()
    assert (user.name, user.organization.name, user.organization.code) == ("王工", "洛阳某轴承厂", "91350100M000100Y43")
    assert (user.role, user.organization.verification) == ("admin", "pending")


def test_sign_up_names_the_field_and_keeps_what_was_typed(client):
    answer = client.post(
        reverse("account_signup"),
        {"email": "owner@example.org", "password1": "short", "organization_name": "某厂", "code": "123"},
    )
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"password1", "code"}
    assert "某厂" in answer.text
    assert not User.objects.exists()
    assert not Organization.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_institutions_at_one_query_count(client, rows, django_assert_num_queries):
    for _ in range(rows):
        OrganizationFactory(kind="university", region=region("410300"))
    OrganizationFactory(kind="university", verification="pending", name="还没核实")
    with django_assert_num_queries(1):
        answer = client.get("/institutions/")
    assert answer.text.count('<article class="card">') == rows
    assert "还没核实" not in answer.text


@pytest.mark.parametrize("rows", [1, 3])
def test_members_at_one_query_count(client, rows, django_assert_num_queries):
    owner = person("sme")
    for _ in range(rows - 1):
        member_of(owner.organization)
    client.force_login(owner)
    with django_assert_num_queries(6):
        answer = client.get(reverse("accounts:members"))
    assert answer.text.count("<tr>") == rows + 1


@pytest.mark.parametrize("rows", [1, 3])
def test_inbox_at_one_query_count(client, rows, django_assert_num_queries):
    from accounts.inbox import notify

    user = person("sme")
    for i in range(rows):
        notify([user], "achievement_published", key=str(i), title=f"<b>{i}</b>")
    client.force_login(user)
    with django_assert_num_queries(5):
        answer = client.get(reverse("accounts:inbox"))
    assert answer.text.count("&lt;b&gt;") == rows
    client.post(reverse("accounts:inbox"))
    assert not user.notifications.filter(read_at=None).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_verification_queue_at_one_query_count(client, rows, django_assert_num_queries):
    official = person("official")
    for _ in range(rows):
        OrganizationFactory(verification="pending", region=region("410300"))
    OrganizationFactory(verification="pending", region=region("510100"), name="四川的")
    client.force_login(official)
    with django_assert_num_queries(5):
        answer = client.get(reverse("accounts:verification"))
    assert answer.text.count('value="verified"') == rows
    assert "四川的" not in answer.text


def test_an_official_verifies_by_one_post(client):
    official = person("official")
    waiting = OrganizationFactory(verification="pending", region=region("410300"))
    far = OrganizationFactory(verification="pending", region=region("510100"))
    client.force_login(official)
    assert client.post(reverse("accounts:verification"), {"no": waiting.no, "decision": "verified"}).status_code == 302
    assert client.post(reverse("accounts:verification"), {"no": far.no, "decision": "verified"}).status_code == 404
    waiting.refresh_from_db()
    far.refresh_from_db()
    assert (waiting.verification, far.verification) == ("verified", "pending")


def test_the_secret_of_a_new_client_is_shown_once(client):
    owner = person("sme")
    client.force_login(owner)
    answer = client.post(reverse("accounts:api-clients"), {"name": "ERP", "scopes": ["demands:read", "demands:write"]})
    secret = answer.context["secret"]
    assert secret in answer.text
    assert answer["Cache-Control"] == "no-store"
    assert secret not in client.get(reverse("accounts:api-clients")).text
    client.post(reverse("accounts:revoke-api-client", args=[ApiClient.objects.get().pk]))
    assert not ApiClient.objects.exists()


def test_following_an_invitation_link_joins_nothing_before_the_button(client):
    owner = person("sme")
    client.force_login(owner)
    client.post(reverse("accounts:members"), {"email": "guest@example.org", "role": "editor"})
    link = reverse("accounts:accept-invitation", args=[Invitation.objects.get().token])
    guest = person("stranger")
    User.objects.filter(pk=guest.pk).update(email="guest@example.org")
    client.force_login(guest)
    assert client.get(link).status_code == 200
    assert not guest.memberships.exists()
    client.post(link)
    assert guest.memberships.get().organization == owner.organization


def test_contact_details_are_on_no_public_page(client):
    organization = OrganizationFactory(
        kind="university", contact_name="李四", contact_phone="0379-1234", contact_email="li@example.org"
    )
    page = client.get(reverse("accounts:institution", args=[organization.no])).text
    assert organization.name in page
    assert not [secret for secret in ("李四", "0379-1234", "li@example.org") if secret in page]


def test_officials_need_a_second_factor_where_the_operator_asks(client, settings):
    settings.OFFICIALS_NEED_MFA = True
    client.force_login(person("official"))
    answer = client.get("/institutions/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    client.force_login(person("sme"))
    assert client.get("/institutions/").status_code == 200


def test_signing_in_by_address_and_password(client):
    user = person("sme")
    answer = client.post(reverse("account_login"), {"login": user.email.upper(), "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
