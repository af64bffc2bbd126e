"""What is wrong in files: each gets a clear word, good rows stay, nothing is half-written."""

import csv
import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from accounts.models import Organization
from achievements.models import Achievement
from demands.models import Demand
from integration.models import ImportedRow, ImportMapping, Job
from tests.factories.accounts import OrganizationFactory
from tests.integration.files import bomb, counts, run, workbook, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


def report(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def refused(command: str, path: Path) -> str:
    """The sentence of a refusal; nothing was written."""
    with pytest.raises(CommandError) as error:
        run(command, path)
    assert not Achievement.objects.exists()
    assert not Demand.objects.exists()
    assert set(Job.objects.values_list("state", flat=True)) <= {"failed"}
    return str(error.value)


def test_truncated_json(tmp_path: Path) -> None:
    text = json.dumps([{"title": f"成果{n}", "text": "内容"} for n in range(2000)], indent=1)
    sentence = refused("import_achievements", write(tmp_path / "a.json", text[:-30]))
    assert "Not valid JSON at line 7" in sentence


def test_wrong_extension(tmp_path: Path) -> None:
    assert "PNG" in refused("import_demands", write(tmp_path / "a.xlsx", "\x89PNG\r\n\x1a\n", "latin-1"))
    path = workbook(tmp_path / "demands.json", [["需求名称", "需求内容"], ["甲", "乙"]])
    assert run("import_demands", path)[0] == counts(created=1)


def test_missing_file_and_unknown_organization(tmp_path: Path) -> None:
    assert "no file" in refused("import_demands", tmp_path / "none.csv")
    with pytest.raises(CommandError, match="no organization with the code X"):
        run("import_demands", write(tmp_path / "a.csv", "title\na\n"), "--org", "X")


def test_too_large_and_bombs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(100 * 1048576)
    assert "larger than 50 MB" in refused("import_achievements", path)
    assert "unreasonable size" in refused("import_achievements", bomb(tmp_path / "b.xlsx", 30))


def test_too_many_rows(tmp_path: Path, settings: Any) -> None:
    settings.IMPORT_MAX_ROWS = 3
    path = write(tmp_path / "a.csv", "title\na\nb\nc\nd\n")
    assert "more than 3 rows" in refused("import_achievements", path)


def test_no_title(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "企业名称,数量\n甲公司,3\n乙公司,4\n")
    assert "No column holds the title. Columns found: 企业名称, 数量." in refused("import_achievements", path)


def test_formulas_are_text_and_inert_in_the_report(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'id,title,trl\n1,"=HYPERLINK(""http://x"",""y"")",abc\n2,@SUM(A1),\n')
    assert run("import_achievements", path, "--report", tmp_path / "r.csv")[0] == counts(created=2)
    assert Achievement.objects.get(source_id="1").title == '=HYPERLINK("http://x","y")'
    assert [row["title"] for row in report(tmp_path / "r.csv")] == ['\'=HYPERLINK("http://x","y")', "'@SUM(A1)"]


def test_control_characters_and_markup(tmp_path: Path) -> None:
    text = "id,title,text\n1,一\x07种\x00方法,<script>alert(1)</script>x\x1b[31m\n"
    assert (
        run("import_achievements", write(tmp_path / "a.csv", text), "--report", tmp_path / "r.csv")[0]["created"] == 1
    )
    row = Achievement.objects.get()
    assert (row.title, row.summary) == ("一种方法", "<script>alert(1)</script>x[31m")
    assert [line["detail"] for line in report(tmp_path / "r.csv")] == ["Control characters were removed."] * 2


def test_lone_surrogates_in_json(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", '[{"id": "1", "title": "a\\ud800b"}]')
    assert run("import_achievements", path)[0] == counts(created=1)
    assert Achievement.objects.get().title == "ab"


def test_repeated_rows(tmp_path: Path) -> None:
    text = "id,title,text\nA1,one,x\nA2,two,y\nA1,one,x\nA2,other,z\n,three,t\n,three,t\n"
    assert run("import_demands", write(tmp_path / "a.csv", text), "--report", tmp_path / "r.csv")[0] == counts(
        created=3, unchanged=2, rejected=1
    )
    details = {row["line"]: row["detail"] for row in report(tmp_path / "r.csv")}
    assert details["4"] == "The same as line 2; taken once."
    assert details["5"].startswith("The identifier A2 stands in line 3 too, with other content.")
    assert details["7"] == "The same as line 6; taken once."
    assert Demand.objects.get(source_id="A2").title == "two"


def test_unknown_codes_keep_the_row(tmp_path: Path) -> None:
    call_command("load_taxonomy", verbosity=0)
    text = "成果名称,地区,行业,转化方式,成熟度\n甲,火星,巫术,许可；心灵感应,高\n乙,河南省洛阳市,C34,技术转让,7级\n"
    assert (
        run("import_achievements", write(tmp_path / "a.csv", text), "--report", tmp_path / "r.csv")[0]["created"] == 2
    )
    first, second = Achievement.objects.order_by("pk")
    assert (first.region_id, first.industry_id, first.transfer_modes, first.trl) == (None, None, ["licence"], None)
    assert (second.region_id, second.industry_id, second.transfer_modes, second.trl) == (
        "410300",
        "C34",
        ["assignment"],
        7,
    )
    rows = [row for row in report(tmp_path / "r.csv") if row["detail"]]
    assert [(row["line"], row["column"], row["level"]) for row in rows] == [
        ("2", name, "warning") for name in ("地区", "行业", "转化方式", "成熟度")
    ]
    assert rows[0]["detail"] == "“火星” is not in the code list. Use its code or its name; the field was left empty."


def test_bad_rows_are_named_and_good_rows_kept(tmp_path: Path) -> None:
    long = "长" * 501
    text = f"title,budget_min,budget_max,trl,text\nok,1,2,3,x\nbad,20,10,3,x\n,1,2,3,x\n{long},1,2,3,x\nhigh,1,2,12,x\na,1,2,3,x,more\n"
    path = write(tmp_path / "a.csv", text)
    numbers, _out, err = run("import_demands", path, "--report", tmp_path / "r.jsonl")
    assert numbers == counts(created=1, rejected=5)
    rows = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert [(row["line"], row.get("field")) for row in rows] == [
        (2, None), (3, "budget_max"), (4, "title"), (5, "title"), (6, "trl_wanted_min"), (7, ""),
    ]  # fmt: skip
    assert rows[1]["detail"] == "The highest budget lies below the lowest one."
    assert rows[3]["detail"] == "The text has 501 characters; 500 are possible. Shorten it."
    assert "Line 3, budget_max: The highest budget" in err
    assert list(Demand.objects.values_list("title", flat=True)) == ["ok"]


def test_past_deadlines_are_kept_as_expired(tmp_path: Path) -> None:
    text = "需求名称,需求内容,截止日期,预算（万元）\n甲,内容,2020年5月31日,10-20\n乙,内容,2099-01-01,面议\n"
    assert run("import_demands", write(tmp_path / "a.csv", text))[0] == counts(created=2)
    first, second = Demand.objects.order_by("pk")
    assert (first.status, first.deadline) == ("expired", datetime.date(2020, 5, 31))
    assert (first.budget_min, first.budget_max) == (100_000, 200_000)
    assert (second.status, second.budget_min) == ("published", None)


def test_classified_rows_stay_out(tmp_path: Path) -> None:
    text = "成果名称,密级\n甲,机密\n乙,公开\n"
    assert run("import_achievements", write(tmp_path / "a.csv", text))[0] == counts(created=1, rejected=1)
    assert Achievement.objects.get().title == "乙"


def test_no_row_taken_is_exit_code_one(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run("import_achievements", write(tmp_path / "a.csv", "成果名称,密级\n甲,机密\n"))
    assert ended.value.code == 1


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "title,trl\na,3\nb,44\n")
    assert run("import_achievements", path, "--dry-run")[0] == counts(created=1, rejected=1)
    for model in (Achievement, Job, ImportedRow, Organization):
        assert not model.objects.exists()


def test_newer_file_changes_only_what_it_says_differently(tmp_path: Path) -> None:
    head = "id,title,text,trl\n"
    run("import_achievements", write(tmp_path / "a.csv", head + "X1,one,x,3\nX2,two,y,4\n"))
    before = Achievement.objects.get(source_id="X1")
    Achievement.objects.filter(pk=before.pk).update(trl=5)
    assert run("import_achievements", write(tmp_path / "b.csv", head + "X1,one better,x,3\nX2,two,y,4\n"))[0] == counts(
        updated=1, unchanged=1
    )
    after = Achievement.objects.get(source_id="X1")
    assert (after.title, after.trl, after.version) == ("one better", 5, 2)
    assert after.content_seq > before.content_seq
    assert "better" in after.search_terms
    # The same file again: what people changed in between stays.
    Achievement.objects.filter(pk=before.pk).update(title="edited by hand")
    assert run("import_achievements", tmp_path / "b.csv")[0] == counts(unchanged=2)
    assert Achievement.objects.get(source_id="X1").title == "edited by hand"


def test_running_numbers_of_another_file_overwrite_nothing(tmp_path: Path) -> None:
    head = "id,title,text\n"
    run("import_achievements", write(tmp_path / "may.csv", head + "1,one,x\n2,two,y\n"))
    assert run("import_achievements", write(tmp_path / "june.csv", head + "1,three,z\n2,two,y2\n"))[0] == counts(
        created=1, updated=1
    )
    assert sorted(Achievement.objects.values_list("title", "summary")) == [("one", "x"), ("three", "z"), ("two", "y2")]
    assert run("import_achievements", tmp_path / "june.csv")[0] == counts(unchanged=2)
    assert run("import_achievements", tmp_path / "may.csv")[0] == counts(updated=1, unchanged=1)


def test_organizations_keep_their_own_rows(tmp_path: Path) -> None:
    one, two = OrganizationFactory(), OrganizationFactory(verification="pending")
    path = write(tmp_path / "a.csv", "id,title,text\nX1,one,x\n")
    assert run("import_demands", path, "--org", one.no)[0] == counts(created=1)
    assert run("import_demands", path, "--org", two.no)[0] == counts(created=1)
    assert set(Demand.objects.values_list("organization_id", "status")) == {
        (one.pk, "published"),
        (two.pk, "published"),
    }


def test_mapping_is_obeyed_and_remembered(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "alpha,beta,gamma\n甲方法,很长的说明,6\n")
    rules = write(tmp_path / "m.json", json.dumps({"alpha": "title", "beta": "description", "gamma": "trl"}))
    run("import_achievements", path, "--mapping", rules)
    assert ImportMapping.objects.get().columns == {"alpha": "title", "beta": "description", "gamma": "trl"}
    run("import_achievements", write(tmp_path / "b.csv", "alpha,beta,gamma\n乙方法,说明,7\n"))
    assert list(Achievement.objects.order_by("pk").values_list("title", "description", "trl")) == [
        ("甲方法", "很长的说明", 6), ("乙方法", "说明", 7),
    ]  # fmt: skip
    wrong = write(tmp_path / "w.json", json.dumps({"alpha": "titel"}))
    with pytest.raises(CommandError, match="“titel”"):
        run("import_achievements", path, "--mapping", wrong)


def test_withdrawn_entries_stay_withdrawn(tmp_path: Path) -> None:
    head = "id,title,text\n"
    run("import_achievements", write(tmp_path / "a.csv", head + "X1,one,x\n"))
    Achievement.objects.update(status="withdrawn")
    assert run("import_achievements", write(tmp_path / "b.csv", head + "X1,one,xx\n"))[0] == counts(updated=1)
    assert Achievement.objects.get().status == "withdrawn"
    Achievement.objects.update(status="archived")
    assert run("import_achievements", write(tmp_path / "c.csv", head + "X1,one,xxx\n"))[0] == counts(unchanged=1)
    assert Achievement.objects.get().summary == "xx"
