"""Unit spellings of Chinese and English technical texts, converted with pint.

``convert(value, unit)`` gives the value in base units and a dimension key; two indicators are comparable only when
their keys are equal. Money has its own dimension (yuan), other currencies are not converted: that would need a rate.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pint

# Chinese (and folded) spellings -> pint expressions. Order does not matter, lookups are exact.
_SPELLING = {
    "℃": "degC", "°c": "degC", "度c": "degC", "摄氏度": "degC", "deg c": "degC", "degrees c": "degC", "celsius": "degC",
    "°f": "degF", "degrees f": "degF", "k": "kelvin", "开": "kelvin", "度": "degree", "°": "degree",
    "%": "percent", "percent": "percent", "‰": "1e-3", "ppm": "1e-6", "ppb": "1e-9", "wt%": "percent", "vol%": "percent",
    "mm": "mm", "毫米": "mm", "cm": "cm", "厘米": "cm", "m": "m", "米": "m", "km": "km", "公里": "km", "千米": "km",
    "μm": "um", "um": "um", "微米": "um", "nm": "nm", "纳米": "nm", "inch": "inch", "inches": "inch", "in": "inch",
    "ft": "foot", "feet": "foot", "miles": "mile", "mile": "mile", "meter": "m", "meters": "m", "micron": "um",
    "microns": "um", "kilometers": "km",
    "m2": "m**2", "平方米": "m**2", "亩": "10000/15 * m**2", "公顷": "hectare", "ha": "hectare", "cm2": "cm**2",
    "m3": "m**3", "立方米": "m**3", "方": "m**3", "l": "liter", "升": "liter", "ml": "mL", "毫升": "mL", "μl": "uL",
    "g": "g", "克": "g", "kg": "kg", "公斤": "kg", "千克": "kg", "mg": "mg", "毫克": "mg", "μg": "ug", "t": "tonne",
    "吨": "tonne", "万吨": "1e4 tonne", "斤": "0.5 kg", "lb": "pound", "lbs": "pound", "pounds": "pound", "oz": "ounce",
    "s": "second", "秒": "second", "ms": "ms", "毫秒": "ms", "min": "minute", "分钟": "minute", "minutes": "minute",
    "seconds": "second", "h": "hour", "小时": "hour", "hours": "hour", "hour": "hour", "hr": "hour", "天": "day",
    "日": "day", "days": "day", "周": "week", "weeks": "week", "月": "month", "个月": "month", "months": "month",
    "年": "year", "years": "year", "year": "year",
    "pa": "Pa", "kpa": "kPa", "mpa": "MPa", "gpa": "GPa", "兆帕": "MPa", "帕": "Pa", "bar": "bar", "psi": "psi",
    "atm": "atm", "n": "newton", "kn": "kN", "牛": "newton", "牛顿": "newton", "千牛": "kN",
    "毫瓦": "mW", "毫焦": "mJ", "w": "watt", "瓦": "watt", "kw": "kW", "千瓦": "kW", "mw": "MW", "兆瓦": "MW", "gw": "GW",
    "hp": "horsepower",
    "v": "volt", "伏": "volt", "kv": "kV", "千伏": "kV", "mv": "mV", "a": "ampere", "安": "ampere", "ma": "mA",
    "ah": "A*hour", "mah": "mA*hour", "wh": "W*hour", "kwh": "kW*hour", "度电": "kW*hour", "ω": "ohm", "mω": "mohm",
    "hz": "Hz", "khz": "kHz", "mhz": "MHz", "ghz": "GHz", "赫兹": "Hz", "j": "joule", "kj": "kJ", "mj": "MJ",
    "db": "dB_count", "rpm": "rpm", "转/分": "rpm", "r/min": "rpm", "转/分钟": "rpm", "dpi": "1/inch",
    "倍": "times_count", "次": "cycle_count", "cycles": "cycle_count", "万次": "1e4 cycle_count", "目": "mesh_count",
    "元": "yuan", "万元": "1e4 yuan", "亿元": "1e8 yuan", "rmb": "yuan", "cny": "yuan", "万": "1e4", "亿": "1e8",
    "usd": "us_dollar", "kbps": "kilobit/second", "mbps": "megabit/second", "gbps": "gigabit/second", "mb": "megabyte",
    "gb": "gigabyte", "tb": "terabyte", "kb": "kilobyte", "μs": "us", "ns": "ns", "hrc": "hrc_count", "hv": "hv_count",
    "fps": "1/second", "mpa·s": "mPa*s", "cp": "mPa*s",
}  # fmt: skip
_SINGLE = sorted(_SPELLING, key=len, reverse=True)
_WORDY = re.compile(r"[a-zμω]$")


def _alternatives() -> str:
    return "|".join(re.escape(unit) + (r"(?![a-z])" if _WORDY.search(unit) else "") for unit in _SINGLE)


# One unit or a quotient/product of units: "mg/l", "元/吨", "w/(m·k)", "kj/m2".
_ONE = rf"(?:{_alternatives()})(?:[23](?![0-9]))?"
UNIT = rf"{_ONE}(?:\s?[/·*]\s?\(?{_ONE}(?:[·*](?:{_alternatives()}))?\)?)?"


@lru_cache(maxsize=1)
def _registry() -> pint.UnitRegistry:
    registry: pint.UnitRegistry = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    for own in ("yuan = [currency]", "us_dollar = [dollar]", "dB_count = [level]", "times_count = [ratio]",
                "cycle_count = [cycles]", "mesh_count = [mesh]", "hrc_count = [hrc]", "hv_count = [hv]"):  # fmt: skip
        registry.define(own)
    return registry


def _expression(unit: str) -> str:
    pieces = re.split(r"([/·*()])", unit)
    out = []
    for piece in map(str.strip, pieces):
        if not piece or piece in "()":
            continue
        if piece in "/·*":
            out.append("/" if piece == "/" else "*" if "/" not in out else "/")
            continue
        if piece not in _SPELLING and piece[-1:] in "23" and piece[:-1] in _SPELLING:
            out.append(f"({_SPELLING[piece[:-1]]})**{piece[-1]}")
        else:
            out.append(f"({_SPELLING[piece]})")
    return " ".join(out)


@lru_cache(maxsize=4096)
def scale(unit: str) -> tuple[str, float, float] | None:
    """``(dimension, factor, offset)`` of a folded unit so that base = value * factor + offset; ``None`` if unknown."""
    unit = unit.strip().lower()
    if not unit:
        return ("count", 1.0, 0.0)
    if unit in ("℃", "°c", "摄氏度", "celsius"):
        return ("[temperature]", 1.0, 273.15)
    registry = _registry()
    try:
        expression = _expression(unit)
        if expression in ("(degC)", "(degF)"):
            zero = registry.Quantity(0, expression[1:-1]).to("kelvin").magnitude
            return ("[temperature]", registry.Quantity(1, expression[1:-1]).to("kelvin").magnitude - zero, zero)
        expression = expression.replace("degC", "delta_degC").replace("degF", "delta_degF")
        base = registry.Quantity(expression).to_base_units()
    except (KeyError, pint.errors.PintError, ValueError, AttributeError, TypeError):
        return None
    dimension = str(base.dimensionality)
    if dimension == "dimensionless" and unit in ("°", "度"):
        dimension = "angle"
    return (dimension, float(base.magnitude), 0.0)


def convert(value: float, unit: str) -> tuple[float, str] | None:
    """``(value in base units, dimension)``; ``None`` when the unit is unknown. ``convert(20, "°c") == (293.15, …)``."""
    found = scale(unit)
    return (value * found[1] + found[2], found[0]) if found else None


def express(value: float, unit: str) -> float:
    """The inverse of :func:`convert`: a base value said in ``unit`` (used to show both sides in one unit)."""
    found = scale(unit)
    if found is None:
        raise ValueError(f"unknown unit: {unit}")
    return (value - found[2]) / found[1]
