"""Organizations, invitations, verification and API clients."""

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from accounts import actions
from accounts.enums import Role
from accounts.models import ApiClient, AuditEntry, Invitation, Membership, Notification, Organization, User
from accounts.tasks import announce_registration, send_invitation
from accounts.validators import credit_code_check_character, validate_credit_code
from tests.factories.accounts import OrganizationFactory, UserFactory, member_of, person, region

pytestmark = pytest.mark.django_db


def test_credit_code_check_character():
    # Worked example: the weights 1, 3, 9 … of the standard give 91350100M000100Y43 its last character.
    assert credit_code_check_character("91350100M000100Y4") == "3"
    validate_credit_code("91350100M000100Y43")


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("91350100M000100Y44", "credit_code_check"),
        ("9135", "credit_code_form"),
        ("91350100M000100Y4O", "credit_code_form"),
    ],
)
def test_bad_credit_codes_are_refused(code, error):
    with pytest.raises(ValidationError) as caught:
        validate_credit_code(code)
    assert caught.value.code == error


def test_registering_makes_an_administrator_and_waits():
    user = UserFactory()
    organization = actions.register_organization(Organization(name="洛阳某厂", kind="firm"), by=user)
    assert organization.verification == "pending"
    assert (user.organization, user.role) == (organization, "admin")
    assert organization.sort_key.startswith("luo yang")
    assert list(AuditEntry.objects.values_list("verb", "object_no")) == [("register", organization.no)]


def test_a_second_organization_with_the_same_code_is_refused():
    OrganizationFactory(code="91350100M000100Y43")
    with pytest.raises(ValidationError) as caught:
        actions.register_organization(Organization(name="乙", kind="firm", code="91350100M000100Y43"), by=UserFactory())
    assert "code" in caught.value.error_dict
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("door", "place", "may"),
    [
        ("official", "410300", True),
        ("official", "510100", False),
        ("admin", "510100", True),
        ("reviewer", "410300", False),
        ("sme", "410300", False),
        ("institution", "410300", False),
        ("stranger", "410300", False),
    ],
)
def test_who_may_verify(door, place, may):
    waiting = OrganizationFactory(verification="pending", region=region(place))
    assert person(door).has_perm("accounts.verify_organization", waiting) is may


def test_an_authority_does_not_verify_authorities():
    official = person("official")
    assert not official.has_perm("accounts.verify_organization", official.organization)


def test_verification_tells_the_members_once():
    waiting = OrganizationFactory(verification="pending")
    member = member_of(waiting)
    actions.decide_verification(waiting, by=person("admin"), decision="verified")
    assert list(Notification.objects.values_list("user", "kind")) == [(member.pk, "organization_verified")]
    with pytest.raises(actions.NotPossible):
        actions.decide_verification(waiting, by=person("admin"), decision="verified")
    assert Notification.objects.count() == 1


def test_a_rejection_needs_a_note():
    waiting = OrganizationFactory(verification="pending")
    with pytest.raises(ValidationError):
        actions.decide_verification(waiting, by=person("admin"), decision="rejected")
    waiting.refresh_from_db()
    assert waiting.verification == "pending"


def test_renaming_a_verified_organization_asks_for_verification_again():
    user = person("sme")
    organization = actions.change_organization(user.organization, by=user, changes={"name": "改名厂"}, channel="portal")
    assert organization.verification == "pending"


def test_an_invitation_works_once_and_for_its_address(mailoutbox):
    owner = person("sme")
    invitation = actions.invite(owner.organization, email="New@Example.org", role=Role.EDITOR, by=owner)
    send_invitation(invitation.pk)
    assert mailoutbox[0].to == ["new@example.org"]
    assert invitation.token in mailoutbox[0].body
    with pytest.raises(actions.NotPossible):
        actions.accept_invitation(invitation.token, by=UserFactory(email="other@example.org"))
    guest = UserFactory(email="new@example.org")
    assert actions.accept_invitation(invitation.token, by=guest) == owner.organization
    assert (guest.organization, guest.role) == (owner.organization, "editor")
    with pytest.raises(actions.NotPossible):
        actions.accept_invitation(invitation.token, by=guest)
    assert Membership.objects.filter(user=guest).count() == 1


def test_inviting_twice_renews_the_open_invitation():
    owner = person("sme")
    first = actions.invite(owner.organization, email="a@example.org", role=Role.EDITOR, by=owner)
    second = actions.invite(owner.organization, email="a@example.org", role=Role.VIEWER, by=owner)
    assert (first.pk, second.role) == (second.pk, "viewer")
    assert Invitation.objects.count() == 1


def test_the_last_administrator_stays():
    owner = person("sme")
    with pytest.raises(actions.NotPossible):
        actions.change_membership(owner.membership, by=owner, role=Role.VIEWER)
    owner.membership.refresh_from_db()
    assert owner.membership.role == "admin"


def test_a_client_secret_is_returned_once_and_stored_hashed():
    owner = person("sme")
    client, secret = actions.create_api_client(owner.organization, name="ERP", scopes=["demands:read"], by=owner)
    stored = ApiClient.objects.get(pk=client.pk)
    assert len(secret) >= 43
    assert secret not in stored.client_secret
    assert check_password(secret, stored.client_secret)
    assert stored.service_user.is_service
    assert not stored.service_user.has_usable_password()


def test_unknown_scopes_are_refused():
    owner = person("sme")
    with pytest.raises(ValidationError):
        actions.create_api_client(owner.organization, name="x", scopes=["everything"], by=owner)
    assert ApiClient.objects.count() == 0


def test_the_competent_official_hears_of_a_registration_once():
    official = person("official")
    waiting = OrganizationFactory(verification="pending", region=region("410300"))
    announce_registration(waiting.pk)
    announce_registration(waiting.pk)
    assert list(Notification.objects.values_list("user", flat=True)) == [official.pk]


def test_the_audit_trail_cannot_be_changed():
    actions.register_organization(Organization(name="甲", kind="firm"), by=UserFactory())
    entry = AuditEntry.objects.get()
    with pytest.raises(ProgrammingError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(verb="nothing")
    with pytest.raises(ProgrammingError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).delete()
    assert AuditEntry.objects.get().verb == "register"


def test_addresses_are_one_in_any_case():
    UserFactory(email="a@example.org")
    with pytest.raises(ValidationError):
        User(email="A@example.org", password="x").full_clean()
