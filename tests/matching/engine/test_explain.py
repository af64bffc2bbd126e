import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from common.text import fold
from matching.engine import LibraryIndex, Profile, Scorer, assess_input, explain
from matching.engine.phrases import is_generic, shared_phrases

DEMAND = Profile(
    "反刍动物无抗饲料配方设计及开发",
    "公司拟研究反刍动物饲料技术。要求耐温≥180℃，成本不超过3.2元/公斤。",
    trl_wanted_min=7,
    budget=600_000.0,
)
OFFER = Profile("无抗饲料制备技术", "用于反刍动物，耐热温度达到200摄氏度，成本4000元/吨。", trl=5, price=800_000.0)


def test_reasons_quote_both_texts_and_gaps_say_what_is_missing(model):
    card = explain(DEMAND, OFFER, model=model)
    by_code = {reason.code: reason for reason in card.reasons}
    met = by_code["indicator_met"]
    assert (met.demand_quote, met.achievement_quote) == ("耐温≥180℃", "耐热温度达到200摄氏度")
    assert met.text.endswith("需≥ 180 °C，成果为200 °C")
    quotes = {reason.demand_quote for reason in card.reasons}
    assert any("饲料" in quote for quote in quotes)
    gaps = {gap.code: gap for gap in card.gaps}
    assert gaps["gap_maturity"].params == {"stages": 2, "months": 24, "need": 7, "has": 5}
    assert gaps["gap_price"].params == {"need": "600,000", "has": "800,000"}
    assert DEMAND.quote(gaps["gap_indicator_missed"].demand_span) == "成本不超过3.2元/公斤"


def test_trivial_words_are_never_a_reason(model):
    for word in ("技术", "研究开发", "关键技术研究", "technology", "system development"):
        assert is_generic(word)
    card = explain(Profile("芯片关键技术研究开发"), Profile("饲料关键技术研究开发"), model=model)
    assert card.reasons == ()
    assert "no_shared_words" in dict(card.uncertainty)


def test_english_phrases_meet_by_stem(model):
    found = shared_phrases(
        fold("We need laser welding of thin plates"), fold("Welded by lasers: laser weld heads"), len
    )
    assert [item.text for item in found] == ["laser welding"]


def test_across_languages_the_meaning_is_quoted(model):
    demand, offer = Profile("反刍动物无抗饲料"), Profile("Antibiotic-free feed for ruminants")
    index = LibraryIndex.build([offer], model=model)
    scored = dataclasses.replace(Scorer(model, index).match([demand])[0][0], parts={"dense": 0.5})
    [reason] = explain(demand, offer, scored, model=model).reasons
    assert (reason.kind, reason.demand_quote, reason.achievement_quote) == ("meaning", demand.title, offer.title)


_PIECES = [
    "耐温≥180℃，",
    "Laser welding ",
    "无抗饲料",
    "\n",
    "成本3~5元/kg；",
    "ﬁlter ",
    "①",
    "  ",
    "电池",
    "100 MPa. ",
    "技术",
    "\x00",
]
pieces = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12).map("".join)


@settings(max_examples=80, deadline=None)
@given(a=pieces, b=pieces, c=pieces, d=pieces)
def test_every_span_resolves(model, a, b, c, d):
    demand, offer = Profile(a, b), Profile(c, d)
    card = explain(demand, offer, model=model)
    for reason in card.reasons:
        assert (reason.demand_span is None) == (reason.achievement_span is None)
        if reason.demand_span:
            assert demand.quote(reason.demand_span) == reason.demand_quote != ""
            assert offer.quote(reason.achievement_span) == reason.achievement_quote != ""
            field, start, end = demand.locate(reason.demand_span)
            assert 0 <= start < end <= len(getattr(demand, field)) or "\n" in reason.demand_quote
    for gap in card.gaps:
        if gap.demand_span:
            assert demand.quote(gap.demand_span).strip()


def test_unmatchable_texts_get_a_question_back(model):
    empty = assess_input(Profile("技术"), model=model)
    assert (empty.matchable, empty.level) == (False, 0)
    vague = assess_input(Profile("寻求新技术合作开发"), model=model)
    assert not vague.matchable
    assert vague.questions[0].text == "是针对什么材料、产品或设备？"
    title = assess_input(Profile("立体车库"), model=model)
    assert (title.matchable, title.name) == (True, "title_only")
    assert "立体" in title.questions[0].text
    assert assess_input(DEMAND, model=model).questions == ()
