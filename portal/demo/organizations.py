"""Demo organizations and their people: registered by their first member, verified by the competent authority."""

from typing import Any

from accounts import actions
from accounts.audit import record
from accounts.enums import Channel, OrganizationKind, Role, Verification
from accounts.models import Membership, Organization, User
from portal.demo import files
from portal.demo.backdating import DAY, backdate, moment
from portal.demo.problems import Problems
from taxonomy.codes import pinyin

ADMIN = "admin@demo.example"
#: Organizations whose founder can sign in, with his address.
FOUNDERS = {
    "s_luoyang_bearing": "sme@demo.example",
    "u_zhengzhou_tech": "institution@demo.example",
    "g_henan_sme": "official@demo.example",
}
#: Address → (organization, role, name) of people who join by invitation.
INVITED = {
    "reviewer@demo.example": ("platform", Role.REVIEWER, "何审之"),
    "manager@demo.example": ("t_henan_transfer", Role.MANAGER, "赵渡"),
}
_ORDER = {OrganizationKind.PLATFORM: 0, OrganizationKind.GOVERNMENT: 1}
#: Days between an organization's registration and its oldest entry.
_LEAD = 21


def load_organizations(oldest: dict[str, int], problems: Problems) -> dict[str, Organization]:
    """Every organization by its key; ``oldest`` says how many days ago its first entry was published."""
    listed = sorted(files.entries("organizations*.json"), key=lambda entry: _ORDER.get(entry["kind"], 2))
    there = {row.code: row for row in Organization.objects.filter(code__in=[entry["uscc"] for entry in listed])}
    found: dict[str, Organization] = {}
    new: list[Organization] = []
    for entry in listed:
        key = entry["key"]
        row = there.get(entry["uscc"]) or (_operator() if entry["kind"] == OrganizationKind.PLATFORM else None)
        if row is None:
            with problems.of(key):
                row = _register(entry, found)
                row.created_at = row.updated_at = moment(oldest.get(key, 60) + _LEAD, key)
                row.verified_at = row.verified_at and row.created_at + DAY
                new.append(row)
        if row is not None:
            found[key] = row
    backdate(new, ["created_at", "updated_at", "verified_at"])
    _invite_people(found)
    return found


def operator() -> Organization:
    """The operator's own organization; where there is none it is made without people, who join by an administrator's hand."""
    if there := _operator():
        return there
    row = Organization(
        kind=OrganizationKind.PLATFORM,
        name="平台运营方",
        name_en="Platform operator",
        verification=Verification.VERIFIED,
    )
    row.sort_key = pinyin(row.name)
    row.full_clean()
    row.save()
    record("register", row, channel=Channel.COMMAND, after={"name": row.name})
    return row


def _operator() -> Organization | None:
    return Organization.objects.filter(kind=OrganizationKind.PLATFORM).order_by("pk").first()


def _register(entry: dict[str, Any], found: dict[str, Organization]) -> Organization:
    key = entry["key"]
    email = ADMIN if entry["kind"] == OrganizationKind.PLATFORM else FOUNDERS.get(key, f"{key}@demo.example")
    founder = person(email, entry["contact_name"])
    row = actions.register_organization(
        Organization(**files.organization_values(entry)), by=founder, channel=Channel.COMMAND
    )
    if entry.get("pending"):
        return row
    authority = _authority_for(row, found)
    return actions.decide_verification(
        row, by=authority or founder, decision=Verification.VERIFIED, channel=Channel.COMMAND
    )


def _authority_for(row: Organization, found: dict[str, Organization]) -> User | None:
    """An official of the province, else of the nation; the operator for authorities themselves."""
    if row.kind == OrganizationKind.PLATFORM:
        return None
    if row.kind == OrganizationKind.GOVERNMENT:
        return person(ADMIN, "")
    key = "g_henan_sme" if (row.region_id or "").startswith("41") else "g_miit_sme"
    return person(FOUNDERS.get(key, f"{key}@demo.example"), "")


def person(email: str, name: str) -> User:
    """The person with this address; a new one cannot sign in until given a password."""
    user = User.objects.filter(email=email).first()
    if user is None:
        admin = {"is_staff": True, "is_superuser": True} if email == ADMIN else {}
        user = User.objects.create_user(email, None, name=name, **admin)
    return user


def _invite_people(found: dict[str, Organization]) -> None:
    for email, (key, role, name) in INVITED.items():
        organization = found.get(key)
        if organization is None or Membership.objects.filter(organization=organization, user__email=email).exists():
            continue
        administrator = person(ADMIN if key == "platform" else f"{key}@demo.example", "")
        invitation = actions.invite(organization, email=email, role=role, by=administrator)
        actions.accept_invitation(invitation.token, by=person(email, name))
    if "platform" in found:
        admin = person(ADMIN, "")
        Membership.objects.get_or_create(user=admin, organization=found["platform"], defaults={"role": Role.ADMIN})
        if admin.organization_id is None:
            actions.switch_organization(admin, found["platform"])
