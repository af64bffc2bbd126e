"""Amounts as people read them: two places, groups of three, the currency behind."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def money(amount: Decimal | None, currency: str = "") -> str:
    """``{{ deal.amount_total|money:deal.currency }}`` → ``360,000.00 CNY``; empty where there is none."""
    return "" if amount is None else f"{amount:,.2f} {currency}".strip()
