"""Which values of a demand are asked for, and which only tell its story.

A firm that writes "we own 168 mu of land and need a coating of at least 20 µm" asks for one value, not for two. Values
beside words of the firm, the market or the present state are background unless the same clause asks.
"""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"要求|需要|需求|需达|需能|必须|希望|期望|预期|目标|指标|降到|降至|降低到|降低至|提高到|提高至|提升至|提升到|控制在|"
    r"不低于|不高于|不超过|不大于|不小于|不少于|≥|≤|应[达为在能不]|达到|实现|满足|确保|保证|"
    r"\b(?:shall|must|should|need(?:s|ed)?|requir\w+|goals?|targets?|thresholds?|objectives?|desired?|at least|"
    r"no more than|less than|greater than|capable of|achiev\w+)\b|[<>]"
)
_TELLS = re.compile(
    r"公司|我司|我厂|本厂|企业|占地|注册|员工|职工|现有|现存|现受|拥有|投资|投入|产值|销售|营业|收入|建设|厂房|基地|面积|"
    r"我国|全国|国内|国外|世界|全球|人均|据统计|据|市场|目前|现在|当前|以前|原来|传统|已经|已有|已完成|已建|已获|成立|历年|"
    r"有的|低的|高的|相当于|仅占|比例|总量|每年|年均|年产|年销|存栏|专利|奖|资金|经费|"
    r"\b(?:currently|today|existing|our company|employees?|market|worldwide|typically|conventional(?:ly)?|founded|"
    r"annual(?:ly)?|revenue|has been|have been|phase i|previous(?:ly)?)\b"
)
_NEVER = re.compile(r"仅占|占[^,]{0,12}(?:的|总|需求|比)|占地|人均|相当于|注册资|流失率分别|我国|全国")
_FROM = re.compile(r"[由从]\s?\d")
_CLAUSE = re.compile(r"[。！!？?；;\n]|,(?!\d{3})|\.(?=\s|$)")
_SENTENCE = re.compile(r"[。！!？?；;\n]|\.(?=\s|$)")
_STATISTICS = re.compile(r"据[^，。]{0,6}统计|据[^，。]{0,8}报道|according to")


def is_asked_for(folded: str, start: int, end: int) -> bool:
    """Whether the value at ``[start, end)`` of a demand's folded text is a requirement."""
    if _FROM.search(folded[start:end]):
        return False  # "from 0.1 %": where it starts, not where it should go
    clause = _around(folded, start, end, _CLAUSE)
    asks, tells = _ASKS.search(clause), _TELLS.search(clause)
    if _NEVER.search(clause) or _STATISTICS.search(_around(folded, start, end, _SENTENCE)):
        return False
    return bool(asks) or not tells


def is_said_plainly(folded: str, start: int, end: int) -> bool:
    """Whether the clause itself says that the value is wanted (a bare number may be a mere condition)."""
    return bool(_ASKS.search(_around(folded, start, end, _CLAUSE)))


def _around(folded: str, start: int, end: int, ends: re.Pattern[str]) -> str:
    """The clause or sentence around a range, within 200 characters on either side."""
    first = max((m.end() for m in ends.finditer(folded, max(0, start - 200), start)), default=max(0, start - 200))
    after = ends.search(folded, end, min(len(folded), end + 200))
    return folded[first : after.start() if after else end + 200]
