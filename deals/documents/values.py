"""What the places of a contract text stand for, in the language of the text."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from deals.enums.terms import PartyRole, PayPlan, PriceMethod, Right, RoyaltyBase
from deals.models import Deal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LABELS = {
    "zh": {"development": ("受托方", "委托方"), "transfer": ("转让方", "受让方"), "licence": ("许可方", "被许可方"),
           "consulting": ("受托方", "委托方"), "service": ("受托方", "委托方"), "equity": ("出资方", "接受出资方"),
           "pilot": ("中试服务方", "委托方"), "use_first": ("许可方", "被许可方")},
    "en": {"development": ("Developer", "Client"), "transfer": ("Transferor", "Transferee"),
           "licence": ("Licensor", "Licensee"), "consulting": ("Consultant", "Client"),
           "service": ("Service provider", "Client"), "equity": ("Contributor", "Company"),
           "pilot": ("Pilot operator", "Client"), "use_first": ("Licensor", "Licensee")},
}  # fmt: skip


def values_of(deal: Deal, language: str) -> dict[str, str]:
    """Place → text; missing values are empty."""
    parties = {party.role: party.organization for party in deal.parties.all()}
    supply, need = parties[PartyRole.SUPPLY], parties[PartyRole.NEED]
    labels = _LABELS[language][deal.vehicle]
    with override("zh-hans" if language == "zh" else "en"):
        right = str(Right(deal.right).label) if deal.right else ""
        return {
            "no": deal.no, "title": deal.title, "supply": str(supply), "need": str(need),
            "supply_label": labels[0], "need_label": labels[1], "supply_code": supply.code or "",
            "need_code": need.code or "", "scope": deal.scope, "right": right, "territory": deal.territory,
            "field_of_use": deal.field_of_use, "starts_on": _day(deal.starts_on), "ends_on": _day(deal.ends_on),
            "amount_total": money(deal.amount_total, deal.currency),
            "amount_technical": money(deal.amount_technical, deal.currency),
            "amount_words": in_words(deal.amount_total) if deal.amount_total is not None and deal.currency == "CNY" else "",
            "price_method": str(PriceMethod(deal.price_method).label), "pay_plan": str(PayPlan(deal.pay_plan).label),
            "royalty": _royalty(deal), "trial_days": str(deal.trial_days or ""),
            "achievement": _entry(deal.achievement), "demand": _entry(deal.demand), "ip_rights": _rights(deal),
        }  # fmt: skip


def money(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else f"{currency} {amount:,.2f}"


def in_words(amount: Decimal) -> str:
    """An amount in yuan as cheques write it: 人民币壹拾贰万元整."""
    cents = int(amount * 100)
    yuan, rest = divmod(cents, 100)
    text = _yuan(yuan) + "元" if yuan else ""
    if not rest:
        return f"人民币{text or '零元'}整"
    jiao, fen = divmod(rest, 10)
    text += f"{_DIGITS[jiao]}角" if jiao else ("零" if yuan else "")
    return f"人民币{text}{_DIGITS[fen] + '分' if fen else '整'}"


def _yuan(number: int) -> str:
    groups, text, zero = [], "", False
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            zero = True
            continue
        if text and (zero or group < 1000):
            text += "零"
        text += _thousands(group) + ("", "万", "亿", "万亿")[place]
        zero = False
    return text


def _thousands(group: int) -> str:
    text, zero = "", False
    for place, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = group // place % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return text


def _royalty(deal: Deal) -> str:
    if deal.royalty_rate is None:
        return ""
    base = str(RoyaltyBase(deal.royalty_base).label) if deal.royalty_base else ""
    text = _("Royalty: %(rate)s %% of %(base)s.") % {"rate": f"{deal.royalty_rate.normalize():f}", "base": base}
    if deal.royalty_base == RoyaltyBase.PIECES:
        rate = f"{deal.currency} {deal.royalty_rate.normalize():f}"
        text = _("Royalty: %(rate)s for each piece made.") % {"rate": rate}
    if deal.royalty_min is not None:
        text += " " + _("At least %(amount)s a year.") % {"amount": money(deal.royalty_min, deal.currency)}
    if deal.royalty_cap is not None:
        text += " " + _("At most %(amount)s altogether.") % {"amount": money(deal.royalty_cap, deal.currency)}
    return text


def _entry(entry: Any) -> str:
    return f"{entry.display_title} ({entry.no})" if entry is not None else ""


def _rights(deal: Deal) -> str:
    if deal.achievement is None:
        return ""
    rows = [f"{right.get_kind_display()} {right.number}".strip() for right in deal.achievement.ip_rights.all()]
    return "、".join(rows)


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
