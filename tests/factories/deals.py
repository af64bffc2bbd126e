"""Deals for tests, brought to any status through the room's own actions."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.enums import OrganizationKind, Role
from accounts.models import User
from deals.actions import contract, interest, terms
from deals.actions import deal as deals
from deals.enums.deal import DealStatus
from deals.models import Deal, Interest, Milestone
from tests.factories.accounts import OrganizationFactory, member_of
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

ANSWERS = {"wanted": "希望先做小试，再谈普通许可。", "unclear": "缺少运行成本。", "about": "洛阳的一家轴承厂，120人。"}


class Sides:
    """A firm with a need and an institution with an achievement, one writer and one viewer each."""

    def __init__(self, supplier_kind: str = OrganizationKind.TRANSFER) -> None:
        contact = {"contact_name": "张工", "contact_phone": "13800000001", "contact_email": "zhang@firm.example"}
        firm = OrganizationFactory(kind=OrganizationKind.FIRM, **contact)
        contact = {"contact_name": "李教授", "contact_phone": "13900000002", "contact_email": "li@uni.example"}
        holder = OrganizationFactory(kind=supplier_kind, **contact)
        self.need: User = member_of(firm, Role.ADMIN)
        self.supply: User = member_of(holder, Role.ADMIN)
        self.need_viewer: User = member_of(firm, Role.VIEWER)
        self.supply_viewer: User = member_of(holder, Role.VIEWER)
        self.demand = DemandFactory(organization=firm)
        self.achievement = AchievementFactory(organization=holder)

    def express(self, **fields: Any) -> Interest:
        values = ANSWERS | {"side": "need", "achievement": self.achievement, "demand": self.demand} | fields
        by = self.need if values["side"] == "need" else self.supply
        return interest.express(by=by, channel="portal", **values)

    def agreed(self) -> Interest:
        return interest.accept(self.express(), by=self.supply, channel="portal")

    def room(self) -> Deal:
        return deals.open_from_interest(self.agreed(), by=self.need, channel="portal")


def good_terms(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    values: dict[str, Any] = {
        "vehicle": "licence", "right": "non_exclusive", "scope": "在被许可方一条生产线上实施。", "territory": "河南省",
        "pay_plan": "one_off", "amount_total": Decimal("120000.00"), "amount_technical": Decimal("100000.00"),
        "starts_on": today, "ends_on": today + datetime.timedelta(days=730), "first_payment_on": today,
    }  # fmt: skip
    return values | changes


def milestones(*amounts: str) -> list[Milestone]:
    today = timezone.localdate()
    return [
        Milestone(title=f"交付{n}", test="出水COD低于500", due_on=today + datetime.timedelta(days=30 * n),
                  amount=Decimal(amount))
        for n, amount in enumerate(amounts, 1)
    ]  # fmt: skip


def priced(sides: Sides, steps: tuple[str, ...] = (), **changes: Any) -> Deal:
    """At its terms, which are complete."""
    deal = deals.move(sides.room(), "negotiate", by=sides.supply, channel="portal")
    rows = milestones(*steps) if steps else None
    return terms.change_terms(deal, by=sides.supply, channel="portal", changes=good_terms(**changes), milestones=rows)


def drafted(sides: Sides, steps: tuple[str, ...] = (), **changes: Any) -> Deal:
    deal = priced(sides, steps, **changes)
    for user in (sides.supply, sides.need):
        deal = terms.accept_terms(deal, by=user, channel="portal", version=deal.terms_version)
    return deal


def issued(sides: Sides, steps: tuple[str, ...] = (), **changes: Any) -> Deal:
    deal = drafted(sides, steps, **changes)
    contract.draft(deal, by=sides.supply, channel="portal")
    return contract.issue(deal, by=sides.need, channel="portal")


def signed(sides: Sides, steps: tuple[str, ...] = (), **changes: Any) -> Deal:
    deal = issued(sides, steps, **changes)
    for user in (sides.supply, sides.need):
        contract.sign(deal, by=user, channel="portal", contract_version=1)
    return Deal.objects.get(pk=deal.pk)


def at(status: str, sides: Sides) -> Deal:
    """A deal in that status, set past the actions where the way there does not matter."""
    deal = sides.room()
    extra: dict[str, Any] = {}
    if status in {"closed", "exited", "cancelled"}:
        extra = {"next_step": "", "next_organization": None, "next_due": None}
    if status == DealStatus.EXITED:
        extra["destroyed_at"] = timezone.now()
    if status == DealStatus.DISPUTED:
        extra["status_before"] = DealStatus.PERFORMING
    if status == DealStatus.PUBLICITY:
        extra["publicity_until"] = timezone.localdate()
    Deal.objects.filter(pk=deal.pk).update(status=status, **extra)
    return Deal.objects.get(pk=deal.pk)
