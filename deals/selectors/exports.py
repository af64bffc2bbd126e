"""A whole deal as a file for its parties."""

import io
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from deals.models import Deal
from deals.selectors.rooms import history_of, step_of
from integration.exports import FORMATS, neutral

_TERMS = (
    "no", "title", "status", "vehicle", "right", "territory", "field_of_use", "scope", "price_method", "pay_plan",
    "currency", "amount_total", "amount_technical", "entry_fee", "instalments", "royalty_base", "royalty_rate",
    "royalty_min", "royalty_cap", "trial_days", "starts_on", "ends_on", "first_payment_on", "terms_version", "signed_at",
    "trial_until", "publicity_until", "destroyed_at",
)  # fmt: skip


def as_json(deal: Deal) -> dict[str, Any]:
    """Codes as they are stored, amounts as text so that no reader rounds them."""
    return {
        "deal": {name: _plain(getattr(deal, name)) for name in _TERMS},
        "next": {"step": deal.next_step, "organization": str(deal.next_organization or ""), "due": _plain(deal.next_due)},
        "parties": [{"role": row.role, "organization": row.organization.name, "no": row.organization.no,
                     "accepted_version": row.accepted_version} for row in deal.parties.all()],
        "milestones": [_row(row, "position", "title", "test", "due_on", "amount", "status", "note", "delivered_at",
                            "accepted_at") for row in deal.milestones.all()],
        "payments": [_row(row, "position", "kind", "amount", "currency", "due_on", "status", "reference")
                     for row in deal.payments.all()],
        "ledger": [_row(row, "kind", "amount", "currency", "reference", "at") | {"payment": row.payment.position}
                   for row in deal.ledger.select_related("payment")],
        "royalty_reports": [_row(row, "period_start", "period_end", "base", "royalty")
                            for row in deal.royalty_reports.all()],
        "outcomes": [_row(row, "days", "due_on", "answer", "revenue", "savings", "jobs", "currency", "note", "answered_at")
                     for row in deal.outcome_checks.all()],
        "contracts": [_row(row, "version", "language", "template", "status") | {"sha256": row.pdf.sha256, "signatures": [
            {"signed_by": s.signer_name, "reference": s.reference, "signed_at": _plain(s.signed_at)}
            for s in row.signatures.all()]}
            for row in deal.contracts.select_related("pdf").prefetch_related("signatures")],
        "messages": [{"from": str(row.organization), "text": row.text, "at": _plain(row.created_at)}
                     for row in deal.messages.select_related("organization")],
        "history": [item | {"when": _plain(item["when"])} for item in history_of(deal, 1000)],
    }  # fmt: skip


def as_xlsx(deal: Deal) -> HttpResponse:
    """One sheet for each list; cells never run as formulas."""
    content = as_json(deal)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Deal"))
    for name, value in content["deal"].items():
        label = str(Deal._meta.get_field(name).verbose_name)
        sheet.append([label, _cell(value)])
    sheet.append([_("Next step"), f"{step_of(deal)} · {content['next']['organization']} · {content['next']['due']}"])
    names = {"parties": _("Parties"), "milestones": _("Milestones"), "payments": _("Payments"), "ledger": _("Ledger"),
             "royalty_reports": _("Royalty reports"), "outcomes": _("Outcomes"), "messages": _("Messages"),
             "history": _("History")}  # fmt: skip
    for key, title in names.items():
        rows = content[key]
        sheet = book.create_sheet(title[:31])
        if rows:
            sheet.append(list(rows[0]))
            for row in rows:
                sheet.append([_cell(value) for value in row.values()])
    file = io.BytesIO()
    book.save(file)
    response = HttpResponse(file.getvalue(), content_type=FORMATS["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{deal.no}.xlsx"'
    return response


def _cell(value: Any) -> Any:
    return neutral(value) if isinstance(value, str) or value is None else value


def _row(row: Any, *names: str) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (int, str)):
        return value
    if hasattr(value, "tzinfo") and value.tzinfo:
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
