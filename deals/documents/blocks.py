"""A filled contract as blocks that both file formats draw."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from deals.documents.texts import Text, fill
from deals.documents.values import money, values_of
from deals.enums.terms import SIGNING_ROLES, PaymentKind, PayPlan, Vehicle
from deals.models import Deal
from deals.schedules import plan
from deals.validators import exponent


@dataclass(frozen=True)
class Block:
    """``kind``: remark, heading, text, table or signature."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = field(default=())


def blocks_of(deal: Deal, text: Text, language: str) -> list[Block]:
    """The text, its two tables, and a line for each signature. Lines whose only value is unknown fall away."""
    values = values_of(deal, language)
    found: list[Block] = []
    clause = 0
    with override("zh-hans" if language == "zh" else "en"):
        tables = {"{{ payments }}": _payments(deal), "{{ milestones }}": _milestones(deal)}
        for raw in text.body.splitlines():
            line = raw.strip()
            if line in tables:
                found += [Block("table", rows=tables[line])] if tables[line] else []
            elif line == "{{ royalty }}" and not values["royalty"]:
                continue
            elif line.startswith("# "):
                clause += 1
                found.append(Block("heading", f"{clause}. {fill(line[2:], values)}"))
            elif line.startswith("> "):
                found.append(Block("remark", fill(line[2:], values)))
            elif line:
                found += [Block("text", part) for part in fill(line, values).splitlines() if part.strip()]
        found += [
            Block("signature", f"{party.get_role_display()}: {party.organization}")
            for party in deal.parties.all()
            if party.role in SIGNING_ROLES
        ]
    return found


def plain(blocks: list[Block]) -> str:
    """The wording as it is kept with the contract."""
    lines = []
    for block in blocks:
        lines += [" | ".join(row) for row in block.rows] if block.rows else [block.text]
    return "\n".join(lines)


def _payments(deal: Deal) -> tuple[tuple[str, ...], ...]:
    rows = list(deal.milestones.order_by("position"))
    first = None if deal.vehicle == Vehicle.USE_FIRST else deal.first_payment_on
    lines = plan(
        deal.pay_plan, total=deal.amount_total if deal.amount_total is not None else Decimal(0), first=first,
        unit=exponent(deal.currency), entry=deal.entry_fee, instalments=deal.instalments,
        milestones=[row.amount for row in rows],
    )  # fmt: skip
    if not lines:
        return ()
    head = (_("No."), _("Which payment"), _("Amount"), _("Due on"))
    after = _("after acceptance") if deal.pay_plan == PayPlan.MILESTONE else _("after a trial that worked")
    body = [
        (str(n), _name(line, rows), money(line.amount, deal.currency), line.due.isoformat() if line.due else after)
        for n, line in enumerate(lines, 1)
    ]
    return (head, *body)


def _name(line: object, rows: list) -> str:
    label = str(PaymentKind(line.kind).label)
    return f"{label}: {rows[line.milestone].title}" if line.milestone is not None else label


def _milestones(deal: Deal) -> tuple[tuple[str, ...], ...]:
    rows = [
        (str(row.position), row.title, row.test or "—", row.due_on.isoformat())
        for row in deal.milestones.order_by("position")
    ]
    return ((_("No."), _("Deliverable"), _("Acceptance test"), _("Due on")), *rows) if rows else ()
