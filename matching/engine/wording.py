"""Sentences of explanations and questions in Chinese and English, by code.

Pages translate ``code`` + ``params`` through their own catalogue if they wish; commands print these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SENTENCES: dict[str, tuple[str, str]] = {
    "indicator_met": ("指标满足：{name}需{need}，成果为{has}", "Indicator met: {name} needs {need}, has {has}"),
    "indicator_partly": ("指标接近：{name}需{need}，成果为{has}", "Indicator close: {name} needs {need}, has {has}"),
    "object": ("双方都涉及“{phrase}”", "Both are about “{phrase}”"),
    "method": ("双方都采用“{phrase}”", "Both work with “{phrase}”"),
    "effect": ("追求同样的效果：“{phrase}”", "Both aim at “{phrase}”"),
    "meaning": ("意思相近：“{need}”与“{has}”", "Close in meaning: “{need}” and “{has}”"),
    "maturity": ("成熟度已达要求：需TRL {need}，成果为TRL {has}", "Mature enough: TRL {need} wanted, TRL {has} reached"),
    "price": ("报价在预算之内：预算{need}元，报价{has}元", "Within budget: {need} CNY available, {has} CNY asked"),
    "mode": ("合作方式一致", "The ways of cooperation agree"),
    "region_county": ("同一区县", "Same county"),
    "region_city": ("同一城市", "Same city"),
    "region_province": ("同一省份", "Same province"),
    "field": ("技术领域相同", "Same field of technology"),
    "industry": ("行业相同", "Same industry"),
    "gap_indicator_missed": ("指标不足：{name}需{need}，成果为{has}", "Falls short: {name} needs {need}, has {has}"),
    "gap_indicator_silent": ("成果未说明：{name} {need}", "Not stated by the achievement: {name} {need}"),
    "gap_maturity": ("成熟度差{stages}级（约{months}个月）：需TRL {need}，成果为TRL {has}",
                     "{stages} maturity stages short (about {months} months): TRL {need} wanted, TRL {has} reached"),
    "gap_price": ("报价高于预算：预算{need}元，报价{has}元", "Above budget: {need} CNY available, {has} CNY asked"),
    "gap_mode": ("合作方式不一致", "The ways of cooperation differ"),
    "gap_topic": ("成果未提到“{phrase}”", "The achievement does not mention “{phrase}”"),
    "title_only": ("成果只有名称，没有说明", "The achievement has only a title"),
    "demand_title_only": ("需求只有名称，没有说明", "The demand has only a title"),
    "no_indicators": ("双方没有可比的指标", "There are no comparable indicators"),
    "no_vectors": ("未使用语义向量，仅按词语匹配", "Matched by words only, without semantic vectors"),
    "cross_language": ("双方语言不同", "The two texts are in different languages"),
    "between_levels": ("介于相关度{low}级与{high}级之间", "Between relevance levels {low} and {high}"),
    "no_evidence": ("没有可以引用的共同依据，分数只来自整体相似",
                    "Nothing to quote on both sides: the score rests on overall similarity alone"),
    "no_evidence_title": ("成果只有名称可供比较，没有可以引用的依据",
                          "Only the title was available, and nothing in it can be quoted as evidence"),
    "no_shared_words": ("没有共同的关键词，仅意思相近", "No telling words in common, only close in meaning"),
    "ask_empty": ("请写明需要什么技术", "Please say what technology is needed"),
    "ask_object": ("是针对什么材料、产品或设备？", "Which material, product or machine is it about?"),
    "ask_problem": ("现在的问题是什么？希望达到什么效果？", "What is the problem now, and what should be reached?"),
    "ask_value": ("“{phrase}”要达到多少（数值和单位）？", "What value and unit should “{phrase}” reach?"),
    "ask_condition": ("“{phrase}”用在什么条件下（温度、压力、介质、产量）？",
                      "Under which conditions is “{phrase}” used (temperature, pressure, medium, output)?"),
    "ask_detail": ("请用两三句话说明“{phrase}”的现状和要求", "Please describe “{phrase}” in two or three sentences"),
}  # fmt: skip


def say(code: str, language: str, params: Mapping[str, Any] | None = None) -> str:
    """The sentence of ``code`` in ``"zh"`` or (anything else) English."""
    chinese, english = SENTENCES[code]
    return (chinese if language == "zh" else english).format(**(params or {}))
