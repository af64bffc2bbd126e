import pytest

from matching.engine import Indicator
from matching.engine.indicators import compare, find
from matching.engine.units import convert, scale


def one(text):
    [indicator] = find(text)
    return indicator


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("耐温≥180℃", 180, None, "°c"),
        ("工作温度不低于180摄氏度", 180, None, "摄氏度"),
        ("温度-40°C到40°C", -40, 40, "°c"),
        ("厚度5~10μm", 5, 10, "μm"),
        ("处理成本不超过200元/吨", None, 200, "元/吨"),
        ("浓度低于50mg/L", None, 50, "mg/l"),
        ("合格率达到98%以上", 98, None, "%"),
        ("flow of 10 to 20 mL/min", 10, 20, "ml/min"),
        ("weight under 5 kg", None, 5, "kg"),
        ("strength of at least 1,200 MPa", 1200, None, "mpa"),
    ],
)
def test_values_ranges_and_units_are_found(text, low, high, unit):
    found = one(text)
    assert (found.low, found.high, found.unit) == (low, high, unit)
    assert text[found.span.start : found.span.end] == found.quote


@pytest.mark.parametrize("text", ["2016年获得认证", "AIM-120 missile", "第3章", "GB/T 4754", "B2B平台"])
def test_years_and_model_names_are_no_indicators(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("value", "unit", "base", "dimension"),
    [
        (20, "°c", 293.15, "[temperature]"),
        (5, "万元", 50_000, "[currency]"),
        (200, "元/吨", 0.2, "[currency] / [mass]"),
        (3, "元/公斤", 3.0, "[currency] / [mass]"),
        (1, "mg/l", 0.001, "[mass] / [length] ** 3"),
        (30, "%", 0.3, "dimensionless"),
    ],
)
def test_conversion_to_base_units(value, unit, base, dimension):
    got = convert(value, unit)
    assert got == (pytest.approx(base), dimension)


def test_unknown_units_have_no_scale():
    assert scale("furlongs") is None


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("耐温≥180℃", "耐温200℃", "met"),
        ("耐温≥180℃", "withstands a temperature of 400 °F", "met"),
        ("耐温≥180℃", "耐温170℃", "partly"),
        ("耐温≥180℃", "耐温100℃", "missed"),
        ("成本不超过3.2元/公斤", "成本3000元/吨", "met"),
        ("厚度5-10μm", "厚度8μm", "met"),
        ("厚度5-10μm", "厚度8-20μm", "partly"),
        ("厚度5-10μm", "厚度0.1mm", "missed"),
    ],
)
def test_comparison_with_units_converted(need, offer, verdict):
    [comparison] = compare(find(need), find(offer))
    assert comparison.verdict == verdict


def test_different_things_in_the_same_unit_are_not_compared():
    assert compare(find("厚度5-10μm"), find("粒径8μm")) == []
    assert compare([Indicator("合格率", 98, None, "%")], [Indicator("含水率", 10, 10, "%")]) == []
