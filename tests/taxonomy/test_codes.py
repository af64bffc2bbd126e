"""The shipped code lists."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from taxonomy.actions import load_industries, load_taxonomy
from taxonomy.codes import english_region, region_rows
from taxonomy.models import Industry, MaturityLevel, Region, TechnologyField

SHARED_CODES = Path(settings.BASE_DIR).parent / "shared" / "data" / "codes"
needs_shared = pytest.mark.skipif(not SHARED_CODES.exists(), reason="the sample code lists are not beside the project")


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    first = load_taxonomy()
    Region.objects.filter(code="410300").update(name="改错了")
    assert load_taxonomy() == first
    assert Region.objects.count() == first["regions"]
    assert str(Region.objects.get(code="410300").name) == "洛阳市"
    assert (Industry.objects.filter(level=1).count(), Industry.objects.filter(level=2).count()) == (20, 97)
    assert MaturityLevel.objects.filter(scale="trl").count() == 9
    assert MaturityLevel.objects.filter(scale="mrl").count() == 10
    assert TechnologyField.objects.count() == 9
    assert not TechnologyField.objects.filter(name_en="").exists()


@pytest.mark.parametrize(
    ("code", "name", "english"),
    [
        ("410300", "洛阳市", "Luoyang"),
        ("610000", "陕西省", "Shaanxi"),
        ("150000", "内蒙古自治区", "Inner Mongolia"),
        ("110105", "朝阳区", "Chaoyang"),
    ],
)
def test_regions_have_english_names(code, name, english):
    assert english_region(code, name) == english


def test_parents_stand_before_children():
    seen = set()
    for code, _name, _english, _level, parent, _valid in region_rows():
        assert parent is None or parent in seen, code
        seen.add(code)


@needs_shared
def test_divisions_agree_with_the_published_list():
    with (SHARED_CODES / "cn_divisions_2025.csv").open(encoding="utf-8-sig") as file:
        published = {row["code"]: row["name"] for row in csv.DictReader(file)}
    shipped = {code: name for code, name, _e, _l, _p, valid in region_rows() if valid and code != "100000"}
    assert published.items() <= shipped.items()


@needs_shared
@pytest.mark.django_db
def test_full_industry_list_loads_from_a_file():
    load_taxonomy()
    assert load_industries(SHARED_CODES / "gbt4754_2017.csv") == Industry.objects.count()
    bearings = Industry.objects.get(code="C3451")
    assert (bearings.parent_id, bearings.parent.parent_id, bearings.parent.parent.parent_id) == ("C345", "C34", "C")
    assert Industry.objects.get(code="C34").name_en == "General-purpose equipment"


@pytest.mark.django_db
def test_a_file_without_the_columns_is_refused(tmp_path):
    path = tmp_path / "industries.csv"
    path.write_text("code,name\nC34,x\n", encoding="utf-8")
    with pytest.raises(CommandError, match="lacks the column 'full_code'"):
        call_command("load_taxonomy", industries=path)
