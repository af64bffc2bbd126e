"""Sample rows of the gallery. They show what real content looks like in each language, so they are data, not translated texts."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

ICONS = [
    "alert",
    "approx",
    "arrow-right",
    "book",
    "bookmark",
    "bridge",
    "building",
    "calendar",
    "chart",
    "chat",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "clock",
    "close",
    "coin",
    "compare",
    "conflict",
    "contrast",
    "copy",
    "document",
    "download",
    "edit",
    "external",
    "eye",
    "factory",
    "filter",
    "flag",
    "flask",
    "globe",
    "inbox",
    "info",
    "link",
    "list",
    "lock",
    "logout",
    "menu",
    "pin",
    "play",
    "plus",
    "print",
    "question",
    "refresh",
    "search",
    "settings",
    "shield",
    "sort",
    "tag",
    "trash",
    "upload",
    "user",
    "users",
    "warning",
]
TABS = [
    {"label": _("Matches"), "url": "#tabs", "current": True, "count": 12},
    {"label": _("Proposals"), "url": "#tabs-2", "count": 3},
    {"label": _("Activity"), "url": "#tabs-3"},
]
COLUMNS = [{"label": _("Indicator")}, {"label": _("Value"), "num": True}, {"label": _("Condition")}]


def _rows(*rows: tuple[str, str, str, str]) -> list[dict[str, str]]:
    return [
        {
            "relation": relation,
            "aspect": aspect,
            "need": need,
            "supply": supply,
            "ask_url": "#ask" if not supply else "",
        }
        for relation, aspect, need, supply in rows
    ]


def match_cards(language: str) -> list[dict[str, Any]]:
    """Two match cards: one strong with a gap, one weaker with a conflict."""
    if language == "en":
        first = {
            "title": "Membrane treatment line for oily wastewater",
            "owner": "A university in Henan",
            "facts": ["TRL 7", "licence ¥100-200k"],
            "rows": _rows(
                ("meets", "Discharge", "COD is about 8,000 mg/L, should fall below 500", "Effluent COD ≤ 300 mg/L"),
                ("meets", "Cost", "no more than 15 yuan a tonne", "Running cost 9-12 yuan a tonne"),
                ("near", "Object", "emulsified oily wastewater", "spent cutting fluid from machining"),
                ("missing", "Throughput", "about 20 tonnes a day", ""),
            ),
            "gaps": [
                {
                    "text": "Pilot scale-up (TRL 7 to 8), about 3-5 months",
                    "url": "#bridge",
                    "link_text": "2 pilot bases are free",
                }
            ],
        }
        second = {
            "title": "Low-temperature evaporator for waste emulsions",
            "owner": "An equipment institute in Suzhou",
            "facts": ["TRL 8", "joint development"],
            "rows": _rows(
                ("meets", "Object", "emulsified oily wastewater", "waste emulsion and cutting fluid, oil up to 5 %"),
                ("conflicts", "Cost", "no more than 15 yuan a tonne", "electricity 38-45 kWh a tonne"),
            ),
            "gaps": [],
        }
    else:
        first = {
            "title": "含油废水膜法深度处理成套技术",
            "owner": "河南某大学",
            "facts": ["TRL 7", "许可 10-20 万"],
            "rows": _rows(
                ("meets", "指标", "COD 约 8000 mg/L,希望低于 500", "出水 COD ≤ 300 mg/L"),
                ("meets", "成本", "每吨不超过 15 元", "运行成本 9-12 元/吨"),
                ("near", "对象", "乳化含油废水", "机加工切削液废水"),
                ("missing", "处理量", "每天约 20 吨", ""),
            ),
            "gaps": [{"text": "中试放大(TRL 7→8)约 3-5 个月", "url": "#bridge", "link_text": "可用中试基地 2 个"}],
        }
        second = {
            "title": "废乳化液低温蒸发减量装备",
            "owner": "苏州某装备研究院",
            "facts": ["TRL 8", "合作开发"],
            "rows": _rows(
                ("meets", "对象", "乳化含油废水", "适用于废乳化液、切削液,含油 5% 以内"),
                ("conflicts", "成本", "每吨不超过 15 元", "吨水电耗 38-45 kWh"),
            ),
            "gaps": [],
        }
    common = {"url": "#match", "owner_url": "", "model_version": "2026.1", "why_url": "#why"}
    return [
        {**first, **common, "rank": 1, "grade": "A", "score": 82, "evidence_count": 4},
        {**second, **common, "rank": 2, "grade": "C", "score": 54, "evidence_count": 1},
    ]


def entries(language: str) -> list[dict[str, Any]]:
    """One achievement and one demand, as cards."""
    if language == "en":
        return [
            {
                "kind": "supply",
                "title": "Laser cladding repair of shaft parts",
                "text": "Worn shafts are rebuilt on site in four hours; hardness 58-62 HRC, no heat "
                "treatment afterwards.",
                "meta": ["Zhengzhou", "TRL 8", "licence"],
                "chips": [{"label": "Surface engineering"}, {"label": "Ready now", "tone": "good"}],
            },
            {
                "kind": "need",
                "title": "Reject rate of thin-wall castings is 11 %",
                "text": "Shrinkage at the ribs of aluminium housings, wall 2.5 mm. Below 4 % would "
                "pay for new tooling.",
                "meta": ["Luoyang", "until 2026-12-31", "budget ¥300-500k"],
                "chips": [{"label": "Casting"}, {"label": "3 days left", "tone": "warn"}],
            },
        ]
    return [
        {
            "kind": "supply",
            "title": "轴类零件激光熔覆现场修复技术",
            "text": "磨损轴颈现场四小时内修复,熔覆层硬度 58-62 HRC,修复后无需热处理。",
            "meta": ["郑州", "TRL 8", "许可"],
            "chips": [{"label": "表面工程"}, {"label": "可立即应用", "tone": "good"}],
        },
        {
            "kind": "need",
            "title": "薄壁铝铸件废品率高达 11%",
            "text": "壳体加强筋处缩松,壁厚 2.5 毫米。废品率降到 4% 以下即可承担新模具费用。",
            "meta": ["洛阳", "截至 2026-12-31", "预算 30-50 万"],
            "chips": [{"label": "铸造"}, {"label": "还剩 3 天", "tone": "warn"}],
        },
    ]


def funnel(language: str) -> list[dict[str, Any]]:
    """The way from demand to contract."""
    labels = (
        ["Demands", "Matched", "Interest", "Meeting", "Contract"]
        if language == "en"
        else ["需求", "已推送", "有意向", "已会谈", "已签约"]
    )
    notes = ["", "97 %", "50 %", "37 %", "22 %"]
    return [
        {"label": label, "value": value, "note": note, "url": "#rows"}
        for label, value, note in zip(labels, (230, 223, 112, 41, 9), notes, strict=True)
    ]


def regions(language: str) -> list[dict[str, Any]]:
    """Demands by region, largest first."""
    labels = (
        ["Zhengzhou", "Luoyang", "Xinxiang", "Nanyang"]
        if language == "en"
        else ["郑州市", "洛阳市", "新乡市", "南阳市"]
    )
    return [
        {"label": label, "value": value, "url": "#rows"}
        for label, value in zip(labels, (1084, 613, 240, 37), strict=True)
    ]


def indicator_rows(language: str) -> list[list[Any]]:
    """Indicators of an achievement."""
    if language == "en":
        return [
            ["Effluent COD", {"text": "≤ 300 mg/L", "num": True}, "intake up to 12,000 mg/L"],
            ["Running cost", {"text": "9-12 yuan/t", "num": True}, "membrane changed yearly"],
        ]
    return [
        ["出水 COD", {"text": "≤ 300 mg/L", "num": True}, "进水不高于 12000 mg/L"],
        ["运行成本", {"text": "9-12 元/吨", "num": True}, "含膜组件年更换"],
    ]


def history(language: str) -> list[dict[str, Any]]:
    """What happened to a demand, newest first."""
    day = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    if language == "en":
        return [
            {
                "when": day,
                "title": "12 achievements ranked",
                "text": "Model 2026.1, 4 of them with evidence from both sides.",
                "tone": "now",
            },
            {"when": day.replace(day=19), "title": "Published", "actor": "Li Min", "tone": "need"},
            {"when": day.replace(day=18), "title": "Draft saved", "actor": "Li Min"},
        ]
    return [
        {"when": day, "title": "已排序 12 项成果", "text": "模型 2026.1,其中 4 项双方原文均有依据。", "tone": "now"},
        {"when": day.replace(day=19), "title": "需求已发布", "actor": "李敏", "tone": "need"},
        {"when": day.replace(day=18), "title": "草稿已保存", "actor": "李敏"},
    ]
