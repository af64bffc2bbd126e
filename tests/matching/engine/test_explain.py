import dataclasses

import pytest
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
    assert met.text.endswith("需≥ 180 °C，成果为200 摄氏度")
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
    assert dict(card.uncertainty)["no_evidence_title"] == "成果只有名称可供比较，没有可以引用的依据"


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


@pytest.mark.parametrize(
    ("need", "offer", "has"),
    [
        ("项目周期≤400天", "项目周期11个月", "11 个月 ≈ 335 天"),
        ("成本不超过3.2元/公斤", "成本3000元/吨", "3000 元/吨 ≈ 3 元/公斤"),
        ("功率≥2 kW", "功率2500 W", "2500 W ≈ 2.5 kW"),
        ("pressure of at least 2 MPa", "pressure of 30 bar", "30 bar ≈ 3 MPa"),
        ("耐温≥180℃", "耐温200℃", "200 °C"),
    ],
)
def test_a_value_is_quoted_as_written_with_its_conversion_beside_it(model, need, offer, has):
    card = explain(Profile("密封装置", need), Profile("阀门", offer), model=model)
    [reason] = [item for item in card.reasons if item.kind == "indicator"]
    assert (reason.code, reason.params["has"]) == ("indicator_met", has)
    assert (reason.demand_quote, reason.achievement_quote) == (need, offer)


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        ("项目周期不超过12个月", "生产周期10天"),
        ("耐温≥180℃", "反应温度200℃"),
        ("涂层厚度≥20微米", "钢板厚度2毫米"),
        ("存取时间少于60秒", "培训时间3天"),
        ("cycle time under 2 hours", "warranty time of 3 years"),
        ("烧到1150℃以上", "光源色温5700 K"),
        ("水温158℃", "探头耐温≤350℃"),
        ("外径椭圆度≤0.12 mm", "端面与外径检出0.02 mm"),
    ],
)
def test_values_of_two_different_things_are_not_compared(model, need, offer):
    card = explain(Profile("设备", need), Profile("装置", offer), model=model)
    assert not [item for item in (*card.reasons, *card.gaps) if "has" in item.params]


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("公司注册资金1100万元，占地168亩，要求涂层厚度≥20微米。", ["涂层厚度 ≥ 20 微米"]),
        ("据统计，现受重金属污染的粮食1200万吨。", []),
        ("目前市场固体发酵设备容量是每罐5吨。", []),
        ("毛油含硫量有的在1000ppm以上，要求把基础油的硫含量降到300ppm以下。", ["基础油的硫含量 ≤ 300 ppm"]),
        ("发酵能力指标达到50~100亿CFU/mL。", []),
        ("需淬硬层深度达到5-8mm。", ["淬硬层深度 5–8 mm"]),
        ("克容量要求400~600mAh/g。", ["克容量 400–600 mAh/g"]),
        ("We currently employ 300 people and need a latency below 80 ms.", ["latency < 80 ms"]),
    ],
)
def test_only_what_is_asked_for_is_missing(model, text, silent):
    card = explain(Profile("涂料" if "涂" in text else "设备", text), Profile("立体车库"), model=model)
    found = [f"{g.params['name']} {g.params['need']}" for g in card.gaps if g.code == "gap_indicator_silent"]
    assert [item.removeprefix("need a ") for item in found] == silent


def test_a_lone_common_word_is_no_evidence(model):
    demand = Profile("起重机远程监控", "一块屏幕上成功显示，操作方便。")
    offer = Profile("果树修剪方法", "成功率高，操作方便，一块地上的留量合适。")
    card = explain(demand, offer, model=model)
    assert card.reasons == ()
    assert dict(card.uncertainty)["no_evidence"] == "没有可以引用的共同依据，分数只来自整体相似"
    [kept] = explain(demand, Profile("桥式起重机", "用于车间。"), model=model).reasons
    assert (kept.kind, kept.demand_quote, kept.achievement_quote) == ("object", "起重机", "起重机")


def test_a_word_is_not_cut_open(model):
    [reason] = explain(Profile("有色金属挤压"), Profile("有色金属铸造"), model=model).reasons
    assert reason.demand_quote == "有色金属"


def test_gaps_name_whole_phrases_once(model):
    demand = Profile("废矿物油分子蒸馏后的脱硫工艺")
    gaps = [g.params["phrase"] for g in explain(demand, Profile("柴油脱硫"), model=model).gaps]
    assert gaps == ["矿物油分子蒸馏"]
    english = Profile("Repair Platforms for Prevention of Post Traumatic Osteoarthritis")
    other = Profile("Joint reduction training for surgeons")
    phrases_missing = [g.params["phrase"] for g in explain(english, other, model=model).gaps]
    assert "Post Traumatic Osteoarthritis" in phrases_missing
    assert "Prevention" not in phrases_missing


def test_a_phrase_is_a_method_only_where_the_text_says_so(model):
    offer = Profile("人体解剖系统", "采用虚拟现实。")
    demand = Profile("基于虚拟现实的人体解剖系统")
    kinds = {item.demand_quote: item.kind for item in explain(demand, offer, model=model).reasons}
    assert kinds == {"虚拟现实": "method", "人体解剖系统": "object"}


def test_the_english_half_of_a_bilingual_entry_is_not_quoted_to_chinese_readers(model):
    demand = Profile("轴承套圈淬火变形", "Distortion of bearing rings in the quench", language="zh")
    offer = Profile("轴承套圈检测", "Inspection of bearing rings", language="zh")
    assert [item.demand_quote for item in explain(demand, offer, model=model).reasons] == ["轴承套圈"]


def test_titles_as_people_speak_leave_no_scraps_among_the_gaps(model):
    demand = Profile("抛光泥一天80吨没地方去，掺回坯里就发泡，变形压到0.12毫米")
    gaps = {g.params.get("phrase") for g in explain(demand, Profile("立体车库"), model=model).gaps}
    assert not gaps & {"一天", "掺回", "压到", "毫米", "变形压到"}
