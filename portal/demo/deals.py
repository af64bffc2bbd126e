"""Demo deals, made through the room's own actions: some that wait, one under negotiation, one at work, one with its case."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.enums import Channel
from accounts.models import User
from deals.actions import case, contract, interest, milestone, outcome, payment, terms
from deals.actions import deal as deals
from deals.models import Deal, Interest, Milestone, OutcomeCheck
from portal.demo.backdating import backdate, moment

_BY = {"channel": Channel.COMMAND}

#: (who asks: need or supply, achievement, demand, wanted, unclear, about)
_WAITING = (
    ("supply", "ach_002", "d_bearing_dimension_stability", "可以先寄十套样件来做深冷与回火对比,再谈技术服务。",
     "想知道现在的回火炉温差和装炉量。", "材料学院热处理课题组,做过航空主轴轴承,能派两人驻厂一周。"),
    ("need", "ach_099", "d_park_coolant_membrane", "先在两台机床上租用试三个月,减量达到六成就买断。",
     "切削液换牌号以后还能用吗?", "园区代表六家机加工小厂,合计七十多台机床,环保专员两人。"),
)  # fmt: skip
_QUENCH = ("ach_001", "d_bearing_quench_ovality", "希望做委托开发:先试淬三十件,再改造一条网带炉。",
           "老炉加盐槽需要停产几天?", "洛阳的轴承套圈厂,120 人,热处理车间两条网带炉。")  # fmt: skip
_HONING = ("ach_006", "d_bearing_noise_6205", "想先用后付:装在一台超精机上试三个月。", "内径 25 的小套圈能不能装?",
           "6205 月产四十万套,超精工序四台机床。")  # fmt: skip
_KILN = ("ach_013", "d_ceramic_kiln_gas", "按节气量分成的技术服务,先改一条窑。", "同型窑改造后的热平衡表能否提供?",
         "两条辊道窑,日产 600×1200 砖 9000 平方米。")  # fmt: skip
_CASE = {
    "title": "辊道窑余热梯级回用,每平方砖省气 0.31 方",
    "title_en": "Cascaded heat recovery on a roller kiln saves 0.31 m³ of gas per m² of tile",
    "problem": "两条辊道窑烧一平方砖要 2.1 方天然气,气价上涨后利润被吃掉一半。", "tried": "换过一次烧嘴、加过窑顶保温,省气不到百分之五。",
    "why": "同型窑已有运行数据,改造只动急冷段与缓冷段,停窑时间短。",
    "what_was_done": "环境所做热平衡测试与设计,厂里机修班停窑九天完成风管改造,供应商负责风机变频。",
    "results": "单位气耗 2.10 → 1.79 m³/m²(连续 60 天平均);产量不变。",
    "did_not_work": "第一版把缓冷风直接送干燥窑,坯体边角开裂,改为先过混风箱后解决。",
    "lessons": "先做两周热平衡再定方案;风机余量要留两成。", "names_supply": True, "names_need": True, "shows_amount": False,
}  # fmt: skip


class _Story:
    """The people of one pair, and the steps that most stories share."""

    def __init__(
        self, pair: tuple[str, ...], library: Mapping[str, Any], demands: Mapping[str, Any], authors: Any
    ) -> None:
        self.achievement, self.demand, self.words = library[pair[0]], demands[pair[1]], pair[2:]
        self.supply: User = authors[self.achievement.organization_id]
        self.need: User = authors[self.demand.organization_id]

    def express(self, side: str = "need") -> Interest:
        wanted, unclear, about = self.words
        return interest.express(
            by=self.need if side == "need" else self.supply, side=side, achievement=self.achievement,
            demand=self.demand, wanted=wanted, unclear=unclear, about=about, **_BY,
        )  # fmt: skip

    def priced(self, steps: tuple[tuple[str, str, int, str], ...] = (), **values: Any) -> Deal:
        """At its terms; steps are (deliverable, test, due in days, amount)."""
        row = interest.accept(self.express(), by=self.supply, **_BY)
        deal = deals.open_from_interest(row, by=self.need, **_BY)
        deal = deals.move(deal, "negotiate", by=self.supply, **_BY)
        today = timezone.localdate()
        rows = [Milestone(title=title, test=test, due_on=today + datetime.timedelta(days=days), amount=Decimal(amount))
                for title, test, days, amount in steps]  # fmt: skip
        values |= {"starts_on": today, "first_payment_on": today + datetime.timedelta(days=30)}
        return terms.change_terms(deal, by=self.supply, changes=values, milestones=rows, **_BY)

    def signed(self, deal: Deal) -> Deal:
        for user in (self.need, self.supply):
            deal = terms.accept_terms(deal, by=user, version=deal.terms_version, **_BY)
        contract.draft(deal, by=self.supply, **_BY)
        contract.issue(deal, by=self.need, **_BY)
        for user in (self.supply, self.need):
            contract.sign(deal, by=user, contract_version=1, **_BY)
        return Deal.objects.get(pk=deal.pk)


def load_deals(authors: Mapping[int, User], library: Mapping[str, Any], demands: Mapping[str, Any]) -> int:
    """Write what is missing; returns how many deals there are from here."""
    if Interest.objects.exists():
        return 0
    for side, *pair in _WAITING:
        _Story(tuple(pair), library, demands, authors).express(side)
    _negotiated(_Story(_HONING, library, demands, authors))
    _at_work(_Story(_QUENCH, library, demands, authors))
    _with_case(_Story(_KILN, library, demands, authors))
    return 3


def _negotiated(story: _Story) -> None:
    """Terms that the firm still has to read."""
    deal = story.priced(
        vehicle="use_first", right="non_exclusive", trial_days=90, pay_plan="instalments", instalments=3, territory="河南省",
        scope="在一台 6205 外圈超精机上安装油石磨损补偿与纹理检测装置,试用合格后推广到其余三台。",
        amount_total=Decimal("186000.00"), amount_technical=Decimal("120000.00"),
    )  # fmt: skip
    deals.say(deal, by=story.supply, text="条件已填好:试用九十天,噪声达到 Z3 再分三期付款。请看一下是否可行。", **_BY)


def _at_work(story: _Story) -> None:
    """Signed; the first milestone paid, the second handed over."""
    steps = (
        ("三十件套圈试淬报告", "椭圆度 ≤ 0.15 mm 的比例 ≥ 90 %", 20, "60000.00"),
        ("网带炉双介质槽改造图与工艺卡", "企业工程师会签", 50, "120000.00"),
        ("连续生产一个月的验收", "椭圆度 ≤ 0.12 mm,废品率下降一半", 120, "180000.00"),
    )
    deal = story.signed(
        story.priced(
            steps, vehicle="development", right="non_exclusive", pay_plan="milestone",
            scope="薄壁套圈双介质控冷淬火工艺的试验、炉体改造设计与投产指导。", ends_on=timezone.localdate() + datetime.timedelta(days=365),
            amount_total=Decimal("360000.00"), amount_technical=Decimal("300000.00"),
        )
    )  # fmt: skip
    first, second, _third = deal.milestones.all()
    milestone.deliver(first, by=story.supply, note="三十件中二十八件椭圆度不超过 0.15 mm,报告见附件寄送。", **_BY)
    milestone.accept(first, by=story.need, **_BY)
    owed = deal.payments.get(milestone=first)
    payment.pay(owed, by=story.need, reference="电汇 20261103", **_BY)
    payment.confirm(owed, by=story.supply, **_BY)
    milestone.deliver(second, by=story.supply, note="改造图与工艺卡已发,请会签。", **_BY)


def _with_case(story: _Story) -> None:
    """Signed half a year ago, in use, its case public."""
    deal = story.signed(
        story.priced(
            vehicle="service", pay_plan="one_off", scope="一条辊道窑急冷段与缓冷段余热回用的测试、设计与调试。",
            ends_on=timezone.localdate() + datetime.timedelta(days=180),
            amount_total=Decimal("480000.00"), amount_technical=Decimal("210000.00"),
        )
    )  # fmt: skip
    signed = timezone.localdate() - datetime.timedelta(days=182)
    for check in deal.outcome_checks.all():
        due = signed + datetime.timedelta(days=check.days)
        OutcomeCheck.objects.filter(pk=check.pk).update(due_on=due)
    figures = {"savings": Decimal("1260000.00"), "note": "单位气耗连续两个月低于 1.80。"}
    outcome.answer(deal.outcome_checks.get(days=90), by=story.need, answer="in_use", figures=figures, **_BY)
    row = case.write(deal, by=story.need, values=_CASE, **_BY)
    for user in (story.need, story.supply):
        row = case.consent(row, by=user, version=row.version, **_BY)
    deal.created_at, deal.signed_at = moment(230, "kiln"), moment(182, "kiln")
    backdate([deal], ["created_at", "signed_at"])
    row.published_at = moment(12, "case")
    backdate([row], ["published_at"])
