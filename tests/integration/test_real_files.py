"""Every real file goes in with exact numbers, and a second time nothing changes."""

from collections import Counter

import pytest

from accounts.models import AuditEntry
from achievements.models import Achievement, IPRight
from demands.models import Demand
from integration.models import Job
from tests.integration.files import counts, real, run

pytestmark = pytest.mark.django_db


def state(model: type) -> list[tuple[object, ...]]:
    return list(model.objects.order_by("pk").values_list("no", "version", "content_seq", "updated_at", "title"))


@pytest.mark.parametrize(
    ("command", "model", "name", "rows"),
    [
        ("import_achievements", Achievement, "achievements_cn_patents_gbk.csv", 786),
        ("import_achievements", Achievement, "achievements_cn_titles.csv", 6715),
        ("import_achievements", Achievement, "achievements_nasa_techport.json", 25),
        ("import_achievements", Achievement, "achievements_us_awards.xlsx", 300),
        ("import_demands", Demand, "demands_cn_firms.jsonl", 148),
        ("import_demands", Demand, "demands_cn_firms_singlequote.csv", 371),
    ],
)
def test_goes_in_once(command: str, model: type, name: str, rows: int) -> None:
    assert run(command, real(name))[0] == counts(created=rows)
    first = state(model)
    assert len(first) == rows
    assert set(model.objects.values_list("status", "organization__kind", "version")) == {("published", "platform", 1)}
    assert not model.objects.filter(search_terms=[]).exists()
    assert run(command, real(name))[0] == counts(unchanged=rows)
    assert state(model) == first
    assert AuditEntry.objects.filter(verb="import").count() == 2
    assert list(Job.objects.values_list("state", flat=True)) == ["done", "done"]


def test_undeclared_gbk() -> None:
    run("import_achievements", real("achievements_cn_patents_gbk.csv"))
    row = Achievement.objects.get(source_id="10000643")
    assert row.title == "利用苕子根茬免耕种植法"
    assert row.summary.startswith("“利用苕子根茬免耕种植法”是一种农作物种植的耕作方法。")
    assert row.language == "zh"
    assert row.ip_rights.get().number == "CN85105156"
    markup = Achievement.objects.get(source_id="10481711")
    assert "MgSO<sub>4</sub>、\nMgCl<sub>2</sub>的量" in markup.summary
    assert IPRight.objects.count() == 786


def test_titles_with_byte_order_mark() -> None:
    run("import_achievements", real("achievements_cn_titles.csv"))
    assert Achievement.objects.get(source_id="A00000").title == "B型防水防冻涂料"
    assert Achievement.objects.get(source_id="A06714").title == "龙葵合剂改善中晚期癌症患者生存质量临床观察"


def test_nested_json_with_readiness_levels() -> None:
    run("import_achievements", real("achievements_nasa_techport.json"))
    levels = Counter(Achievement.objects.values_list("trl", flat=True))
    assert levels == {2: 6, 3: 14, 4: 1, 5: 4}
    row = Achievement.objects.get(source_id="90693")
    assert (row.title, row.trl, row.language) == ("Demonstration of a Nano-Enabled Space Power System", 5, "en")
    assert row.advantages.startswith("The use of nanomaterials can reduce weight")
    assert row.description.startswith("Carbon nanotube enhanced lithium ion batteries")
    assert row.keywords == ["Nanotechnology", "Energy Storage, Power Generation, and Power Distribution"]
    assert row.source_url.startswith("https://www.nasa.gov/directorates/spacetech/small_spacecraft/index.html")


def test_workbook_with_thirty_one_columns() -> None:
    _counts, out, _err = run("import_achievements", real("achievements_us_awards.xlsx"))
    row = Achievement.objects.get(source_id="1")
    assert row.title == "Large Scale Intelligent Intrusion Detection"
    assert row.summary.startswith("The facilities, centers, infrastructure, or resources")
    assert (row.trl, row.price_min, row.region, row.source_url) == (None, None, None, "")
    assert "Award Amount" in out.splitlines()[1]
    assert set(Achievement.objects.values_list("language", flat=True)) == {"en"}


def test_single_quotation_marks_and_the_same_demands_twice() -> None:
    """147 of the 148 demands stand in both files under the same identifier and are taken once."""
    run("import_demands", real("demands_cn_firms.jsonl"))
    assert run("import_demands", real("demands_cn_firms_singlequote.csv"))[0] == counts(created=224, unchanged=147)
    row = Demand.objects.get(source_id="fe5abf02-4272-40fd-8b6e-a4e827c7e762")
    assert row.title == "高韧性立方氮化硼CBN单晶的研制及其产业化"
    assert row.problem.startswith("需求内容：\n    基于企业现有立方氮化硼产品牌号，")
    assert not Demand.objects.filter(problem__contains="\\n").exists()
