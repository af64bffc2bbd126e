"""From what people write in cells to values of fields. Pure; what cannot be read raises ``Unreadable`` with the cure."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from common.plain import plain_line, plain_text
from integration.importing.codes import plain
from integration.importing.fields import Cell, Unreadable

MAX_TEXT = 50_000
_NOTHING = frozenset(
    {"", "-", "--", "—", "/", "无", "暂无", "不详", "未知", "待定", "n/a", "na", "none", "null", "nan", "nil"}
)


def _is_nothing(text: str) -> bool:
    return text.strip().lower() in _NOTHING


def clean(cell: Cell, *, one_line: bool) -> str:
    """The cell as we keep text; says so where invisible or unreadable characters were in it. Markup stays text."""
    raw = cell.text
    text = plain_line(raw) if one_line else plain_text(raw)
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", raw):
        cell.remarks.append(_("Control characters were removed."))
    if "\ufffd" in text:
        cell.remarks.append(_("Some characters could not be read; look at this text."))
    return text


def line(limit: int) -> Callable[[Cell], str]:
    """A text on one line of at most ``limit`` characters; nothing is cut."""

    def convert(cell: Cell) -> str:
        text = clean(cell, one_line=True)
        _check_length(text, limit)
        return text

    return convert


def text(cell: Cell) -> str:
    """A long text."""
    found = clean(cell, one_line=False)
    _check_length(found, MAX_TEXT)
    return found


def _check_length(found: str, limit: int) -> None:
    if len(found) > limit:
        detail = _("The text has %(length)s characters; %(limit)s are possible. Shorten it.")
        raise Unreadable(detail % {"length": len(found), "limit": limit}, fatal=True)


def items(cell: Cell) -> list[str]:
    """Keywords: a list, or words separated by ; ；、, ， or line ends; at most 50 of 60 characters."""
    values = cell.value if isinstance(cell.value, (list, tuple)) else re.split(r"[;；、,，\n|]+", cell.text)
    found = list(dict.fromkeys(word for value in values if (word := plain_line(str(value)))))
    kept = [word for word in found if len(word) <= 60][:50]
    if len(kept) < len(found):
        cell.remarks.append(_("Keywords beyond 60 characters, or beyond the fiftieth, were left out."))
    return kept


_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_FORMS = ("%m-%d-%Y", "%m/%d/%Y", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y%m%d")
_MONTHS = (("%b %Y", r"[A-Za-z]{3} \d{4}"), ("%B %Y", r"[A-Za-z]{4,9} \d{4}"))


def day(cell: Cell) -> datetime.date | None:
    """``2024-05-01``, ``2024年5月1日``, ``2024/5/1``, ``02-21-2017``, ``Aug 5, 2018``; a month alone means its last day."""
    raw = unicodedata.normalize("NFKC", cell.text).strip()
    if _is_nothing(raw) or raw in {"长期", "长期有效", "面议"}:
        return None
    try:
        if found := _DAY.match(raw):
            return datetime.date(int(found[1]), int(found[2]), int(found[3]))
        for form in _FORMS:
            try:
                return datetime.datetime.strptime(raw, form).date()
            except ValueError:
                continue
        if found := re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?", raw):
            return _last_day(int(found[1]), int(found[2]))
        for form, shape in _MONTHS:
            if re.fullmatch(shape, raw):
                month = datetime.datetime.strptime(raw, form)
                return _last_day(month.year, month.month)
    except ValueError:
        pass
    raise Unreadable(_("“%(value)s” is no day. Write it as 2026-05-31.") % {"value": raw[:40]})


def _last_day(year: int, month: int) -> datetime.date:
    first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - datetime.timedelta(days=1)


_HAN_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九十")}
_STAGES = (
    (r"量产|产业化|批量生产|成熟应用|规模化|mass production|commerciali[sz]ed", 9),
    (r"小批量|试生产|工程化|示范|demonstration", 7),
    (r"中试|中间试验|样机|pilot|prototype", 6),
    (r"小试|实验室|初期|laborator|\blab\b", 4),
    (r"概念|原理|concept", 2),
)


def level(highest: int) -> Callable[[Cell], int | None]:
    """A readiness level: ``6``, ``TRL 6``, ``6级``, ``六级``, ``TRL6-7`` (the lower one), or a stage such as 中试."""

    def convert(cell: Cell) -> int | None:
        raw = unicodedata.normalize("NFKC", cell.text).strip().lower()
        if _is_nothing(raw):
            return None
        found = re.search(r"(?<![\d.])(\d{1,3})(?:\.0+)?(?![\d.])", raw)
        number = int(found[1]) if found else None
        if number is None and (han := re.search(r"([一二三四五六七八九十])\s*级|^([一二三四五六七八九十])$", raw)):
            number = _HAN_DIGITS[han[1] or han[2]]
        if number is None:
            number = next((value for shape, value in _STAGES if re.search(shape, raw)), None)
            if number is not None:
                cell.remarks.append(
                    _("“%(value)s” was read as level %(level)s.") % {"value": raw[:40], "level": number}
                )
        if number is None:
            detail = _("“%(value)s” is no readiness level. Write a number from 1 to %(highest)s.")
            raise Unreadable(detail % {"value": raw[:40], "highest": highest})
        if not 1 <= number <= highest:
            detail = _("%(value)s is outside of 1 to %(highest)s. Write a number in this range.")
            raise Unreadable(detail % {"value": number, "highest": highest}, fatal=True)
        return number

    return convert


_SCALE = {
    "千": 3,
    "万": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mio": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
}
_NUMBER = r"(\d[\d,， ]*(?:\.\d+)?|\.\d+)\s*(百万|千万|亿|万|千|thousand|million|billion|mio|bn|k\b|m\b)?"
_CURRENCIES = (
    (r"美元|美金|usd|us\$|\$", "USD"),
    (r"欧元|eur|€", "EUR"),
    (r"港元|港币|hkd", "HKD"),
    (r"日元|日圆|jpy", "JPY"),
    (r"英镑|gbp|£", "GBP"),
    (r"人民币|元|cny|rmb|¥|￥", "CNY"),
)
_NO_AMOUNT = re.compile(r"面议|协商|议价|商议|待定|未定|不限|negotia|open|tbd|to be", re.IGNORECASE)


def money(low: str, high: str, currency: str = "currency") -> Callable[[Cell], dict[str, Any]]:
    """``10-20万``, ``50万元``, ``≥100万``, ``20万以内``, ``1.2亿``, ``USD 230,000``, ``面议`` → both bounds and the currency."""

    def convert(cell: Cell) -> dict[str, Any]:
        raw = unicodedata.normalize("NFKC", cell.text).strip().lower()
        unit = unicodedata.normalize("NFKC", cell.unit).lower()
        if _is_nothing(raw) or (_NO_AMOUNT.search(raw) and not re.search(r"\d", raw)):
            return {}
        if re.match(r"[-−]\s*\d", raw):
            raise Unreadable(_("An amount cannot be negative. Write it without a minus sign."), fatal=True)
        amounts = [(number, scale) for number, scale in re.findall(_NUMBER, raw) if number.strip(", ，")]
        if not amounts or len(amounts) > 2:
            detail = _("“%(value)s” is no amount. Write it as 50万元 or 10-20万元.")
            raise Unreadable(detail % {"value": raw[:40]})
        values = _scaled(amounts, unit)
        found: dict[str, Any] = {low: values[0], high: values[-1]}
        if len(values) == 1:
            if re.search(r"以上|不少于|不低于|至少|起|[≥>]|at least|from|over", raw):
                found[high] = None
            elif re.search(r"以内|以下|不超过|不高于|至多|[≤<]|up to|at most|under|max", raw):
                found[low] = None
        code = next((name for shape, name in _CURRENCIES if re.search(shape, raw + " " + unit)), None)
        return found | ({currency: code} if code else {})

    return convert


def _scaled(amounts: list[tuple[str, str]], unit: str) -> list[Decimal]:
    """``10-20万`` means both in 万; a unit in the header counts where the cell names none."""
    header = next((power for name, power in _SCALE.items() if re.search(rf"{name}(?:[元美欧]|$)", unit)), 0)
    last = amounts[-1][1]
    values = []
    for number, scale in amounts:
        power = _SCALE[scale or last] if scale or last else header
        try:
            values.append((Decimal(re.sub(r"[,， ]", "", number)).scaleb(power)).quantize(Decimal("0.01")))
        except InvalidOperation as error:
            raise Unreadable(_("This amount is too large."), fatal=True) from error
    return values


def choice(words: Mapping[str, str], *, fatal: bool = False) -> Callable[[Cell], str]:
    """One code of a closed list; ``words`` are the folded names under which files write it."""

    def convert(cell: Cell) -> str | None:
        raw = cell.text.strip()
        if _is_nothing(raw):
            return None
        if (code := words.get(plain(raw))) is None:
            raise Unreadable(_unknown(raw), fatal=fatal)
        return code

    return convert


def choices(words: Mapping[str, str]) -> Callable[[Cell], list[str]]:
    """Several codes of a closed list; unknown ones are named and left out."""

    def convert(cell: Cell) -> list[str]:
        values = cell.value if isinstance(cell.value, (list, tuple)) else re.split(r"[;；、,，/\n|+]+", cell.text)
        found: list[str] = []
        for value in values:
            raw = str(value).strip()
            if _is_nothing(raw):
                continue
            if code := words.get(plain(raw)):
                found.append(code)
            else:
                cell.remarks.append(_unknown(raw))
        return list(dict.fromkeys(found))

    return convert


def _unknown(raw: str) -> str:
    detail = _("“%(value)s” is not in the code list. Use its code or its name; the field was left empty.")
    return detail % {"value": raw[:40]}


def words_of(enum: Any, **more: str) -> dict[str, str]:
    """Names of a closed list for ``choice``: its codes (blanks and underscores do not count) and ``member="词,词"``."""
    found = {plain(value): value for value in enum.values}
    for member, names in more.items():
        found |= {plain(name): enum[member.upper()].value for name in names.split(",")}
    return found


def region(cell: Cell) -> str | None:
    return _code(cell, cell.codes.region if cell.codes else None)


def industry(cell: Cell) -> str | None:
    return _code(cell, cell.codes.industry if cell.codes else None)


def technology_field(cell: Cell) -> str | None:
    return _code(cell, cell.codes.technology_field if cell.codes else None)


def _code(cell: Cell, find: Callable[[str], str | None] | None) -> str | None:
    raw = plain_line(cell.text)
    if _is_nothing(raw) or find is None:
        return None
    if (code := find(raw)) is None:
        raise Unreadable(_unknown(raw))
    return code


def address(cell: Cell) -> str:
    """A web address; without a scheme it gets https."""
    raw = plain_line(cell.text).split(" ")[0]
    if _is_nothing(raw):
        return ""
    if not re.match(r"https?://", raw, re.IGNORECASE):
        raw = f"https://{raw}"
    if not re.fullmatch(r"https?://[^\s/?#@]+\.[^\s/?#@]{2,}(?:[/?#]\S*)?", raw, re.IGNORECASE) or len(raw) > 500:
        raise Unreadable(_("“%(value)s” is no web address; the field was left empty.") % {"value": raw[:60]})
    return raw
