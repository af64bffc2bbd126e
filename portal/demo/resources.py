"""Demo resources: written by their owners, reviewed, opened for bookings; a voucher, two rules and a few bookings."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.enums import Channel
from accounts.models import Organization, User
from integration.actions.many import check_entry, create_entries, move_entries
from portal.demo import files
from portal.demo.problems import Problems
from resources.actions import bookings, eligibility
from resources.enums import MOVES
from resources.models import Price, Resource, Slot, Voucher

_LEFT = {"key", "org", "prices", "slots", "region", "field", "industry", "source_date", "valid_from", "valid_until"}
_DATES = ("source_date", "valid_from", "valid_until")
_MONEY = ("cost_min", "cost_max", "amount_max", "rate_from")
_BY = {"channel": Channel.COMMAND}


def load_resources(
    organizations: Mapping[str, Organization], authors: Mapping[int, User], reviewer: User, problems: Problems
) -> int:
    """Write what is missing; returns how many resources were added."""
    there = set(Resource.objects.filter(source_system=files.SOURCE).values_list("source_id", flat=True))
    listed = [entry for entry in files.entries("resources.json") if entry["key"] not in there]
    drafts = []
    for entry in listed:
        organization = organizations[entry["org"]]
        row = Resource(organization=organization, created_by=authors[organization.pk], **_values(entry))
        prices = [Price(user_kind=kind, amount=amount, unit=unit) for kind, amount, unit in entry.get("prices", [])]
        with problems.of(entry["key"]):
            check_entry(row, {"prices": prices})
        drafts.append((row, {"prices": prices}))
    problems.raise_if_any()
    if not drafts:
        return 0
    create_entries(drafts, channel=Channel.COMMAND)
    rows = [row for row, _parts in drafts]
    for row in rows:
        move_entries([row], "submit", MOVES, by=row.created_by, channel=Channel.COMMAND)
    extra = {"published_at": timezone.now()}
    move_entries(rows, "publish", MOVES, by=reviewer, channel=Channel.COMMAND, extra=extra)
    _slots({entry["key"]: entry.get("slots", 0) for entry in listed}, rows)
    known = {row.source_id: row for row in rows}
    if {"r_hz_furnace", "r_hz_sem", "r_hf_loan"} <= set(known):
        _life(known, organizations, authors)
    return len(rows)


def _values(entry: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in entry.items() if name not in _LEFT}
    values |= {f"{name}_id": entry.get(name) or None for name in ("region", "field", "industry")}
    values |= {name: datetime.date.fromisoformat(entry[name]) for name in _DATES if entry.get(name)}
    values |= {name: Decimal(str(entry[name])) for name in _MONEY if entry.get(name) is not None}
    return values | {"source_system": files.SOURCE, "source_id": entry["key"]}


def _slots(wanted: Mapping[str, int], rows: list[Resource]) -> None:
    """One working morning a week and resource, from next week on past its notice."""
    monday = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    made = []
    for place, row in enumerate(rows):
        first = monday + datetime.timedelta(days=8 + row.lead_days + place % 4)
        for week in range(wanted[row.source_id]):
            begin = first + datetime.timedelta(weeks=week)
            made.append(Slot(resource=row, begins_at=begin, ends_at=begin + datetime.timedelta(hours=8)))
    Slot.objects.bulk_create(made)


def _life(
    known: Mapping[str, Resource], organizations: Mapping[str, Organization], authors: Mapping[int, User]
) -> None:
    """What has happened: one approved run, one that waits for approval, one enquiry with a quote; two rules."""
    firm, author = organizations["s_luoyang_bearing"], authors[organizations["s_luoyang_bearing"].pk]
    owner = authors[organizations["u_zhengzhou_tech"].pk]
    official = authors[organizations["g_henan_sme"].pk]
    furnace, microscope = known["r_hz_furnace"], known["r_hz_sem"]
    run = bookings.book(furnace, by=author, purpose="6204 套圈新工艺试制两炉，看变形量。", **_BY)
    bookings.approve(run, by=owner, **_BY)
    bookings.book(microscope, by=author, purpose="剥落断口分析，三个试样。", samples="套圈 3 件", **_BY)
    asked = bookings.ask(furnace, by=authors[organizations["s_wenzhou_valve"].pk], purpose="阀座渗碳小批。", **_BY)
    bookings.quote(asked, by=owner, quote=Decimal(36000), note="三炉，含检测。", **_BY)
    Voucher.objects.create(
        no="HN2026-0418", organization=firm, issuer="河南省创新券管理中心（演示）", value=20000, remaining=20000,
        valid_until=timezone.localdate() + datetime.timedelta(days=300),
    )  # fmt: skip
    common = {"state": "active", "source_date": datetime.date(2026, 1, 15), "valid_from": datetime.date(2026, 1, 15)}
    rules = (
        {"title": "成果转化贷准入", "title_en": "Access to the commercialisation loan", "who": "已认证的中小企业",
         "who_en": "Verified small and medium-sized firms", "resource": known["r_hf_loan"],
         "source_name": "成果转化贷产品说明（2026 版，演示）",
         "conditions": {"all": [{"fact": "firm.size", "op": "in", "value": ["M", "S", "XS"]},
                                {"fact": "firm.verified", "op": "eq", "value": True},
                                {"any": [{"fact": "deal.signed", "op": "eq", "value": True},
                                         {"fact": "deal.trl", "op": "ge", "value": 5}]}]}},
        {"title": "创新券申领条件", "title_en": "Who may have innovation vouchers", "who": "河南省内小微企业",
         "who_en": "Small and micro firms in Henan", "kind": "tax_subsidy", "source_name": "创新券管理办法（演示）",
         "conditions": {"all": [{"fact": "firm.region", "op": "begins", "value": ["41"]},
                                {"fact": "firm.size", "op": "in", "value": ["S", "XS"]}]}},
    )  # fmt: skip
    for values in rules:
        eligibility.save(None, by=official, values=common | values, **_BY)
