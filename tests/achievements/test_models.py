"""Fields, constraints and what the model says of itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from achievements.models import Achievement, AchievementIndicator, IPRight
from achievements.validators import patent_check_character
from tests.factories.achievements import AchievementFactory, complete

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [{"title": ""}, {"status": "secret"}, {"trl": 0}, {"trl": 10}, {"mrl": 11}, {"price_min": 2, "price_max": 1},
     {"status": "published", "published_at": None}],
)  # fmt: skip
def test_the_database_itself_refuses(values):
    entry = AchievementFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Achievement.objects.filter(pk=entry.pk).update(**values)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"price_mode": "fixed"}, "price_min"), ({"price_mode": "starting"}, "price_min"),
        ({"price_mode": "range", "price_min": 1}, "price_max"),
        ({"price_min": 2, "price_max": 1}, "price_max"), ({"price_min": -1}, "price_min"), ({"currency": "cny"}, "currency"),
        ({"currency": "CNY\n"}, "currency"), ({"transfer_modes": ["gift"]}, "transfer_modes"), ({"kind": "x"}, "kind"),
        ({"source_url": "javascript:alert(1)"}, "source_url"), ({"title": "x" * 501}, "title"),
        ({"summary": "x" * 50_001}, "summary"),
    ],
)  # fmt: skip
def test_clean_names_the_field(values, field):
    entry = AchievementFactory()
    for name, value in values.items():
        setattr(entry, name, value)
    with pytest.raises(ValidationError) as refused:
        entry.full_clean()
    assert field in refused.value.message_dict


def test_check_digit_of_patent_numbers():
    assert patent_check_character("202310123456") == "6"
    good, bad = "ZL202310123456.6", "ZL202310123456.8"
    IPRight(kind="invention", number=good).clean()
    IPRight(kind="invention", number="US 10,123,456 B2").clean()
    IPRight(kind="software", number=bad).clean()
    with pytest.raises(ValidationError):
        IPRight(kind="invention", number=bad).clean()


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"relation": "ge", "value_min": "180.50"}, "≥ 180.5 ℃"), ({"relation": "le", "value_max": 10}, "≤ 10 ℃"),
        ({"relation": "eq", "value_min": 1000}, "= 1000 ℃"), ({"relation": "range", "value_min": 9, "value_max": 12}, "9–12 ℃"),
        ({"relation": "text", "text": "不脱落"}, "不脱落"),
    ],
)  # fmt: skip
def test_indicators_read_as_one_writes_them(values, shown):
    row = AchievementIndicator(achievement=AchievementFactory(), name="温度", unit="℃", **values)
    row.full_clean()
    row.save()
    row.refresh_from_db()
    assert row.display_value == shown


def test_titles_follow_the_language():
    entry = Achievement(title="膜", title_other="Membrane", language="zh")
    english = Achievement(title="Membrane", language="en")
    with translation.override("en"):
        assert (entry.display_title, english.display_title) == ("Membrane", "Membrane")
    with translation.override("zh-hans"):
        assert (entry.display_title, english.display_title) == ("膜", "Membrane")


def test_search_finds_terms_and_numbers():
    entry = AchievementFactory(title="陶瓷膜处理", title_other="Ceramic membrane", keywords=["乳化液"])
    AchievementFactory(title="催化剂", summary="")
    for text in ("陶瓷膜", "ceramic", "CERAMIC membrane", "乳化液", entry.no, entry.no.lower(), " 陶瓷 处理 "):
        assert list(Achievement.objects.search(text)) == [entry], text
    for text in ("陶瓷催化", "%", "'; drop table", "\\"):
        assert not Achievement.objects.search(text).exists(), text
    assert Achievement.objects.search("  ").count() == 2


def test_completeness_and_what_comes_next():
    entry = AchievementFactory()
    assert (entry.completeness, str(entry.next_detail)) == (20, str(AchievementIndicator._meta.verbose_name_plural))
    complete(entry)
    assert entry.completeness == 44
    assert sum(weight for _name, weight in Achievement.DETAILS) == 100


def test_history_keeps_every_version():
    entry = AchievementFactory(title="旧")
    Achievement.objects.filter(pk=entry.pk).update(title="新")
    assert list(entry.events.order_by("pgh_id").values_list("title", flat=True).distinct())[-1] == "新"
