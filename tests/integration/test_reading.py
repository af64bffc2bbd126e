"""What a file is, which column means what, what a cell says: no database."""

import datetime
import gzip
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from achievements.importing import TARGET as ACHIEVEMENTS
from achievements.importing import patent_number, price, secrecy
from demands.importing import TARGET as DEMANDS
from integration.exceptions import FileRefused
from integration.importing import convert, mapping
from integration.importing.codes import CodeLists, plain
from integration.importing.fields import Cell, Unreadable
from integration.importing.mapping import Column
from integration.importing.readers import Broken, read
from integration.importing.sniff import open_source
from integration.importing.tables import survey
from tests.integration.files import bomb, workbook, write

MB = 1048576
CHINESE = "编号,成果名称,摘要\n1,高效催化剂,用于合成氨的低温催化剂，寿命长。\n2,耐磨涂层,适用于矿山机械的耐磨涂层。\n"


def records(path: Path, tmp_path: Path) -> list[Any]:
    return [cells for _line, cells in read(open_source(path, tmp_path, 50 * MB))]


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    found = records(write(tmp_path / "a.csv", CHINESE, encoding), tmp_path)
    assert found[1] == ["1", "高效催化剂", "用于合成氨的低温催化剂，寿命长。"]


def test_western_encoding_is_not_taken_for_chinese(tmp_path: Path) -> None:
    text = "title;summary\n" + "Procédé de séparation;Le procédé développé à l'université améliore la qualité\n" * 20
    assert records(write(tmp_path / "a.csv", text, "latin-1"), tmp_path)[1][0] == "Procédé de séparation"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "title", "text"], ["1", "a, b; c", "x"], ["2", "d", "two\nlines"]]
    lines = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert records(write(tmp_path / "a.csv", lines), tmp_path) == rows


def test_single_quotation_marks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "'1' , 'one, two' , 'first\\nsecond' \n'2' , 'it\\'s' , '' \n")
    assert records(path, tmp_path) == [["1", "one, two", "first\nsecond"], ["2", "it's", ""]]


def test_a_mark_that_is_never_closed_breaks_its_record_only(tmp_path: Path) -> None:
    found = records(write(tmp_path / "a.csv", 'id,title\n1,good\n2,"cut off in the mid'), tmp_path)
    assert found[:2] == [["id", "title"], ["1", "good"]]
    assert isinstance(found[2], Broken)


def test_packed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(CHINESE.encode("gb18030")))
    assert records(path, tmp_path)[2][1] == "耐磨涂层"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"title": "a"}, {"title": "b"}]', ["a", "b"]),
        ('{"title": "a"}', ["a"]),
        ('{"title": "a"}{"title": "b"}\n{"title": "c"}', ["a", "b", "c"]),
        ('{"count": 2, "results": [{"title": "a"}, {"title": "b"}]}', ["a", "b"]),
        ('{"project": {"title": "a", "text": "b"}}', ["a"]),
        ("\ufeff[\n]", []),
    ],
)
def test_json_forms(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert [item["title"] for item in records(write(tmp_path / "a.txt", text), tmp_path)] == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"title": "a"},\n {"title": "b"', "line 2, column 15"),
        ('{"title": "a"}\n{"title": }', "line 2, column 11"),
        ('[{"title": "a"}] x', "line 1, column 18"),
        ('[{"title": NaN}]', "line 1, column 2"),
        ('{"title": "a", "title": "b"}', "line 1, column 1"),
        ("{title: 1}", "line 1, column 2"),
        ('{"a":' * 5000, "line 1, column 1"),
    ],
)
def test_broken_json_is_refused_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        records(write(tmp_path / "a.json", text), tmp_path)
    assert place in refusal.value.detail


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\n", "The file is empty."),
        (b"%PDF-1.7 rest", "This is a PDF file."),
        (b"\x89PNG\r\n\x1a\n", "This is a PNG file."),
        (b"PK\x03\x04 nothing", "The workbook is damaged."),
        (b"\x1f\x8b\x08broken", "The packed file is damaged."),
        (b"<!DOCTYPE html><html>", "This is a web page or XML."),
        (bytes(range(32)) * 500, "The file is not a text."),
    ],
)
def test_other_files_are_refused_with_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        records(path, tmp_path)
    assert refusal.value.detail.startswith(sentence)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(100 * MB)
    with pytest.raises(FileRefused, match="larger than 50 MB"):
        open_source(path, tmp_path, 50 * MB)


def test_packed_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    with gzip.open(path, "wb") as file:
        for _ in range(9):
            file.write(b"a" * MB)
    with pytest.raises(FileRefused, match="larger than 8 MB"):
        open_source(path, tmp_path, 2 * MB)
    assert not [item for item in tmp_path.iterdir() if item.stat().st_size > 8 * MB]


def test_workbook_bomb(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 30)
    assert path.stat().st_size < 100_000
    with pytest.raises(FileRefused, match="unreasonable size"):
        open_source(path, tmp_path, 50 * MB)


def test_workbook_whose_cells_lie_far_apart(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "title", "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FileRefused, match="unreasonable size"):
        open_source(tmp_path / "a.xlsx", tmp_path, 50 * MB)


def test_workbook_cells(tmp_path: Path) -> None:
    rows = [
        ["标题", "x"],
        ["=1+1", datetime.date(2024, 5, 1)],
        [2017.0, 0.5],
        [None, None],
        ["=cmd|' /C calc'!A0", True],
    ]
    found = list(read(open_source(workbook(tmp_path / "a.csv", rows), tmp_path, MB)))
    # A formula without a stored result is nothing; it is never computed.
    assert found == [(1, ["标题", "x"]), (2, ["", "2024-05-01"]), (3, ["2017", "0.5"]), (5, ["", "True"])]


def columns(target: Any, header: list[str], *rows: list[str]) -> dict[str, str]:
    found = [Column(name, tuple(row[i] for row in rows)) for i, name in enumerate(header)]
    return mapping.guess(found, target, has_header=True)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("成果名称（必填）", "title"), ("*项目名称", "title"), ("Award Title", "title"), ("科技成果名称", "title"), ("题名", "title"),
        ("摘 要", "summary"), ("Abstract", "summary"), ("成果简介", "summary"), ("技术成熟度（TRL）", "trl"), ("价格(万元)", "price"),
        ("所属行业", "industry"), ("Patent_Number", "ip_number"),
    ],
)  # fmt: skip
def test_headers(header: str, field: str) -> None:
    assert mapping.by_header(header, ACHIEVEMENTS).name == field


@pytest.mark.parametrize(
    "header", ["企业名称", "Company Website", "State", "Award Amount", "Solicitation Number", "联系人姓名", "Phase"]
)
def test_headers_that_name_nothing(header: str) -> None:
    assert mapping.by_header(header, ACHIEVEMENTS) is None


def test_one_column_per_field() -> None:
    found = columns(ACHIEVEMENTS, ["标题", "成果名称", "简介", "摘要"], ["a", "b", "c", "d"])
    assert found == {"成果名称": "title", "摘要": "summary"}


def test_serial_numbers_identify_nothing() -> None:
    assert columns(DEMANDS, ["序号", "需求名称"], ["1", "甲"], ["2", "乙"]) == {"需求名称": "title"}
    assert columns(DEMANDS, ["编号", "需求名称"], ["17", "甲"], ["9", "乙"])["编号"] == "source_id"


def test_without_header(tmp_path: Path) -> None:
    long = "这里是对技术问题的描述，说明现状、目标和已经尝试过的办法，希望找到可行的解决方案。"
    text = "".join(f"X{n:03},第{n}项难题的解决,{long}\n" for n in (5, 9, 7))
    table = survey(open_source(write(tmp_path / "a.csv", text), tmp_path, MB), DEMANDS, 100)
    assert (table.has_header, table.total) == (False, 3)
    assert mapping.guess(table.columns, DEMANDS, has_header=False) == {"1": "source_id", "2": "title", "3": "problem"}


def test_header_below_a_title(tmp_path: Path) -> None:
    rows = [
        ["某某大学成果汇总表", "", ""],
        ["填报：2025年", "", ""],
        ["序号", "成果名称", "成果简介"],
        ["1", "甲", "乙"],
    ]
    table = survey(open_source(workbook(tmp_path / "a.xlsx", rows), tmp_path, MB), ACHIEVEMENTS, 100)
    assert (table.header_line, table.total, table.names) == (3, 1, ("序号", "成果名称", "成果简介"))


def cell(value: Any, unit: str = "") -> Cell:
    return Cell(value, unit)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("6", 6),
        ("TRL 6", 6),
        ("6级", 6),
        ("六级", 6),
        ("TRL6-7", 6),
        ("6.0", 6),
        ("中试阶段", 6),
        ("", None),
        ("暂无", None),
        (5, 5),
    ],
)
def test_levels(text: Any, level: int | None) -> None:
    assert convert.level(9)(cell(text)) == level


@pytest.mark.parametrize(("text", "fatal"), [("12", True), ("0", True), ("abc", False)])
def test_levels_that_are_none(text: str, fatal: bool) -> None:
    with pytest.raises(Unreadable) as error:
        convert.level(9)(cell(text))
    assert error.value.fatal is fatal


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("10-20万", "", 100_000, 200_000), ("50万元", "", 500_000, 500_000), ("10-20", "万元", 100_000, 200_000), ("1.2亿", "", 120_000_000, 120_000_000),  # noqa: E501
        ("1,000,000", "", 1_000_000, 1_000_000), ("≥100万", "", 1_000_000, None), ("20万以内", "", None, 200_000), ("5千", "", 5000, 5000),
        ("10万-50万元", "", 100_000, 500_000), ("$230,000", "", 230_000, 230_000), ("USD 1.5 million", "", 1_500_000, 1_500_000),
    ],
)  # fmt: skip
def test_money(text: str, unit: str, low: int | None, high: int | None) -> None:
    found = convert.money("low", "high")(cell(text, unit))
    wanted = (Decimal(low) if low is not None else None, Decimal(high) if high is not None else None)
    assert (found["low"], found["high"]) == wanted


def test_money_in_words() -> None:
    assert convert.money("low", "high")(cell("面议")) == {}
    assert convert.money("low", "high")(cell("30万美元"))["currency"] == "USD"
    assert price(cell("50-80万"))["price_mode"] == "range"
    with pytest.raises(Unreadable, match="negative"):
        convert.money("low", "high")(cell("-5"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-31", (2026, 5, 31)), ("2026年5月31日", (2026, 5, 31)), ("2026/5/1", (2026, 5, 1)), ("02-21-2017", (2017, 2, 21)),
        ("20260531", (2026, 5, 31)), ("Aug 2018", (2018, 8, 31)), ("2026年12月", (2026, 12, 31)), ("2026-05-31 00:00:00", (2026, 5, 31)),
    ],
)  # fmt: skip
def test_days(text: str, day: tuple[int, int, int]) -> None:
    assert convert.day(cell(text)) == datetime.date(*day)


@pytest.mark.parametrize("text", ["2026-02-30", "soon", "13/13/2026"])
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(Unreadable):
        convert.day(cell(text))


def test_patent_numbers() -> None:
    assert patent_number(cell("CN201410539974.7")) == {"number": "CN201410539974.7", "kind": "invention"}
    assert patent_number(cell("CN85105156"))["kind"] == "invention"
    assert patent_number(cell("US 1234567"))["number"] == "US 1234567"
    with pytest.raises(Unreadable, match="check digit"):
        patent_number(cell("CN201410539974.8"))


@pytest.mark.parametrize(
    ("text", "value"), [("公开", "open"), ("不涉密", "open"), ("内部", "internal"), ("否", "open")]
)
def test_secrecy(text: str, value: str) -> None:
    assert secrecy(cell(text)) == value


def test_classified_rows_are_refused() -> None:
    with pytest.raises(Unreadable) as error:
        secrecy(cell("机密"))
    assert error.value.fatal


def lists() -> CodeLists:
    found = CodeLists(
        region_codes=frozenset({"410000", "410300", "410305", "220102", "220100", "220000", "110105", "110000"})
    )
    for code, *names in (
        ("410000", "河南省", "河南", "Henan"), ("410300", "洛阳市", "洛阳", "Luoyang"), ("410305", "涧西区", "涧西"),
        ("110105", "朝阳区", "朝阳"), ("110000", "北京市", "北京", "Beijing"), ("220000", "吉林省", "吉林", "Jilin"),
    ):  # fmt: skip
        for name in names:
            found.regions[plain(name)].add(code)
    for code, name in (("C", "制造业"), ("C34", "通用设备制造业"), ("C341", "锅炉及原动设备制造")):
        found.industry_codes[code] = found.industry_codes[code[1:] or code] = code
        found.industries[plain(name)].add(code)
    return found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("410300", "410300"), ("洛阳", "410300"), ("河南省洛阳市", "410300"), ("河南洛阳涧西区", "410305"), ("Luoyang, Henan", "410300"),
        ("北京市朝阳区", "110105"), ("火星", None),
    ],
)  # fmt: skip
def test_regions(text: str, code: str | None) -> None:
    assert lists().region(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("C34", "C34"),
        ("34", "C34"),
        ("3451", "C34"),
        ("C3451", "C34"),
        ("通用设备制造业", "C34"),
        ("C34 通用设备制造业", "C34"),
        ("巫术", None),
    ],
)
def test_industries(text: str, code: str | None) -> None:
    assert lists().industry(text) == code
