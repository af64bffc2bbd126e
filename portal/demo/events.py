"""Two demo events, held and planned through the room's own actions: one over and reported, one that takes sign-ups."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from accounts.enums import Channel
from accounts.models import Organization, User
from achievements.models import Achievement
from demands.models import Demand
from events.actions import follow_up, meetings, plan, registrations
from events.enums import EventType, Metric
from events.models import Event, Programme, Registration, Slot, Target
from events.selectors.templates import SessionPlan

HOST = "g_henan_sme"
_BY = {"channel": Channel.COMMAND}
#: Those who came, in the order of their tables.
_CAME = (
    "s_luoyang_bearing", "s_zibo_coating", "s_changzhou_pv", "s_wenzhou_valve", "u_zhengzhou_tech",
    "u_hefei_materials", "i_dalian_chem", "u_xian_aero",
)  # fmt: skip
_COMING = (
    "s_luoyang_bearing", "s_foshan_ceramic", "s_dongguan_mold", "u_zhengzhou_tech", "i_beijing_ai", "t_henan_transfer",
)  # fmt: skip
#: (first, second, slot, outcome, next step, who, in days); the outcome is empty where the second did not come.
_MET = (
    (0, 4, 0, "intent", "签订滚道磨削工艺联合试验意向书", "郑州中原工学大学成果转化办公室", 14),
    (1, 6, 0, "trial", "寄送两份水性涂料样品并附检测报告", "淄博固安涂料技术部", 10),
    (2, 5, 0, "talk", "补充背板材料耐候性数据后再谈", "合肥江淮理工大学材料学院", 21),
    (3, 7, 1, "visit", "课题组到厂看阀门密封试验台", "西安秦岭航空工业大学", 18),
    (0, 5, 1, "contract", "按合同交付首批轴承钢试样", "合肥江淮理工大学材料学院", 30),
    (1, 4, 2, "nothing", "暂无下一步,留存资料", "双方", 7),
    (2, 7, 2, "", "", "", 0),
)


def load_events(organizations: Mapping[str, Organization], authors: Mapping[int, User]) -> int:
    """Write what is missing; returns how many events there are from here."""
    host = organizations.get(HOST)
    if host is None or Event.objects.filter(organization=host).exists():
        return 0
    officer = authors[host.pk]
    programme = _programme()
    people = {key: authors[row.pk] for key, row in organizations.items() if row.pk in authors}
    _finished(host, officer, programme, people)
    _upcoming(host, officer, programme, people)
    return 2


def _programme() -> Programme:
    year = timezone.localdate().year
    programme = Programme.objects.create(
        name="“百场万企”成果对接行动(演示)", name_en="Hundred events, ten thousand firms (demo)",
        starts_on=datetime.date(year, 1, 1), ends_on=datetime.date(year + 2, 12, 31),
    )  # fmt: skip
    Target.objects.bulk_create(
        [
            Target(programme=programme, metric=Metric.EVENTS, value=30),
            Target(programme=programme, metric=Metric.EVENTS, year=year, value=10),
            Target(programme=programme, metric=Metric.MEETINGS, year=year, value=500),
            Target(programme=programme, metric=Metric.CONTRACTS, year=year, value=50),
        ]
    )
    return programme


def _day(days: int, hour: int) -> datetime.datetime:
    day = timezone.localtime() + datetime.timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def _plan(host: Organization, officer: User, days: int, sessions: Sequence[SessionPlan], **values: Any) -> Event:
    begin = _day(days, 9)
    event = plan.create_event(
        organization=host, by=officer, plain=True,
        values={"starts_at": begin, "ends_at": _day(days, 18), "region_id": host.region_id, **values}, **_BY,
    )  # fmt: skip
    return plan.lay_out(event, by=officer, sessions=sessions, tables=6, day=timezone.localtime(begin).date(), **_BY)


def _sign_up(event: Event, user: User) -> Registration:
    """With the newest entries of his organization."""
    own = {"organization_id": user.organization_id, "status": "published"}
    values = {
        "demands": list(Demand.objects.filter(**own).order_by("-pk")[:2]),
        "achievements": list(Achievement.objects.filter(**own).order_by("-pk")[:3]),
    }
    return registrations.sign_up(event, by=user, values=values, **_BY)


def _finished(host: Organization, officer: User, programme: Programme, people: Mapping[str, User]) -> None:
    morning = (SessionPlan("上午对接", datetime.time(9, 40), 3),)
    event = _plan(
        host, officer, -38, morning, programme=programme, type=EventType.DEEP_DIVE, capacity=60,
        title="成果对接深度行·洛阳轴承与装备专场", title_other="Deep Dive: bearings and equipment, Luoyang",
        summary="面向轴承、涂料、光伏与阀门企业的一对一对接。每场对接都记下下一步由谁在何时完成。",
        summary_other="One-to-one meetings for makers of bearings, coatings, solar modules and valves.",
        venue="洛阳国际会议中心", cost="38000", report_note="本次活动以需求为先,按匹配结果邀请。",
    )  # fmt: skip
    event = plan.open_event(event, by=officer, **_BY)
    rows = [_sign_up(event, people[key]) for key in _CAME]
    event = plan.start_event(event, by=officer, **_BY)
    at = _day(-38, 9)
    for row in rows[:7]:
        key = uuid.uuid5(uuid.NAMESPACE_URL, row.badge)
        registrations.check_in(event, by=officer, badge=row.badge, client_id=key, scanned_at=at)
    slots = list(event.slots.select_related("session").order_by("number"))
    for met in _MET:
        _meet(event, officer, rows, slots, met)
    plan.finish_event(event, by=officer, **_BY)
    for meeting in event.meetings.filter(outcome__in=["contract", "intent"]):
        question = meeting.follow_ups.order_by("days").first()
        step = "contract" if meeting.outcome == "contract" else "trial"
        follow_up.answer(question, by=officer, step=step, note="按计划进行", **_BY)
    event.refresh_from_db()
    plan.publish_report(event, by=officer, **_BY)


def _meet(event: Event, officer: User, rows: Sequence[Registration], slots: Sequence[Slot], met: Any) -> None:
    first, second, number, outcome, step, who, days = met
    one, other = rows[first], rows[second]
    one.status = "checked_in"  # as the door has written it
    meeting = meetings.set_meeting(event, by=officer, one=one, other=other, slot=slots[number], **_BY)
    if not outcome:
        meetings.miss_meeting(meeting, by=officer, absent=other, **_BY)
        return
    due = timezone.localdate() + datetime.timedelta(days=days - 38)
    meetings.close_meeting(
        meeting, by=officer, outcome=outcome, next_step=step, next_step_by=who, next_step_due=due, **_BY
    )


def _upcoming(host: Organization, officer: User, programme: Programme, people: Mapping[str, User]) -> None:
    sessions = (SessionPlan("上午对接", datetime.time(9, 40), 6), SessionPlan("下午对接", datetime.time(13, 30), 8))
    event = _plan(
        host, officer, 19, sessions, programme=programme, type=EventType.MATCHMAKING, capacity=200,
        title="中部地区工艺与材料供需对接会", title_other="Process and materials matchmaking day, Central China",
        summary="企业带着难题来,高校院所带着成果来;系统按匹配度排好一对一对接。",
        summary_other="Firms bring problems, institutes bring results; meetings of two are arranged by match.",
        venue="郑州中原科技大厦三层", sign_up_until=_day(15, 18), preferences_until=_day(17, 18),
    )  # fmt: skip
    event = plan.open_event(event, by=officer, **_BY)
    rows = [_sign_up(event, people[key]) for key in _COMING]
    registrations.choose(rows[0], rows[3], by=people[_COMING[0]], wish="must")
    registrations.choose(rows[3], rows[0], by=people[_COMING[3]], wish="must")
    invited = [(people[key], {"matches": 3}) for key in ("s_zibo_coating", "s_changzhou_pv", "u_wuhan_opto")]
    registrations.invite(event, by=officer, people=invited, **_BY)
