"""How files become achievements."""

# ruff: noqa: E501 - one field per line, however many names files give it

import datetime
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from achievements.enums import CommercialStage, ExportControl, Form, IPKind, IPStatus, Kind, NextStep, Secrecy, Status
from achievements.models import Achievement, IPRight
from achievements.signals import achievements_imported
from achievements.validators import validate_patent_number
from integration.enums import JobKind
from integration.importing import convert
from integration.importing.fields import Cell, Field, Target, Unreadable
from integration.importing.shared import IDENTITY, SHARED, TRANSFER_MODES

_CLASSIFIED = re.compile(r"涉密|秘密|机密|绝密|classified|secret", re.IGNORECASE)
_secrecy = convert.choice(
    convert.words_of(Secrecy, open="公开,否,无,不涉密,非涉密,public,no", internal="内部,内部公开,restricted"),
    fatal=True,
)


def secrecy(cell: Cell) -> str | None:
    """Classified achievements never enter the library."""
    text = cell.text.strip()
    if _CLASSIFIED.search(text) and not re.search(r"不|非|未|无|no|un", text, re.IGNORECASE):
        raise Unreadable(_("Classified achievements cannot be taken in. Remove this row."), fatal=True)
    return _secrecy(cell)


def price(cell: Cell) -> dict[str, Any]:
    """Both bounds and the mode that goes with them."""
    found = convert.money("price_min", "price_max")(cell)
    low, high = found.get("price_min"), found.get("price_max")
    if low is None and high is None:
        return {"price_mode": "negotiable"} if cell.text.strip() else {}
    if low is not None and high is not None:
        return found | {"price_mode": "fixed" if low == high else "range"}
    return found | {"price_mode": "starting" if low is not None else "negotiable"}


def patent_number(cell: Cell) -> dict[str, Any]:
    """A number with the kind that is written in it; Chinese ones must carry their check digit."""
    number = convert.line(40)(cell)
    digits = re.fullmatch(r"(?:CN|ZL)?\s*(\d{8}|\d{12})(?:\.?[\dXx])?", number)
    kind = IPKind.INVENTION
    if digits:
        sign = digits[1][4] if len(digits[1]) == 12 else digits[1][2]
        kind = {"2": IPKind.UTILITY_MODEL, "3": IPKind.DESIGN}.get(sign, IPKind.INVENTION)
    try:
        validate_patent_number(kind, number)
    except ValidationError as error:
        raise Unreadable(" ".join(error.messages)) from error
    return {"number": number, "kind": kind}


def rights(values: dict[str, Any]) -> list[IPRight]:
    """One right per row of the file; an owner or a date alone is none."""
    if not values.get("number") and not values.get("kind"):
        return []
    return [IPRight(**({"kind": IPKind.INVENTION} | values))]


def opening(parsed: Any, order: Any, now: datetime.datetime) -> dict[str, Any]:
    """Published at once, or handed in for review."""
    if not order.direct:
        return {"status": Status.SUBMITTED}
    return {"status": Status.PUBLISHED, "published_at": now, "last_confirmed_at": now}


def _kind_name(cell: Cell) -> dict[str, Any] | None:
    kind = _ip_kind(cell)
    return {"kind": kind} if kind else None


def _status_name(cell: Cell) -> dict[str, Any] | None:
    status = _ip_status(cell)
    return {"status": status} if status else None


def _owner(cell: Cell) -> dict[str, Any]:
    return {"owner": convert.line(200)(cell)}


def _filed(cell: Cell) -> dict[str, Any]:
    return {"filing_date": convert.day(cell)}


_ip_kind = convert.choice(
    convert.words_of(
        IPKind,
        invention="发明,发明专利,发明公布,发明授权,patent,invention patent",
        utility_model="实用新型,实用新型专利",
        design="外观设计,外观,外观设计专利",
        software="软件著作权,软著,copyright",
        layout="集成电路布图,集成电路布图设计",
        variety="植物新品种",
        know_how="技术秘密,专有技术,trade secret",
    )
)
_ip_status = convert.choice(
    convert.words_of(
        IPStatus,
        filed="申请,已申请,受理,pending",
        published="公开,公布,实质审查",
        granted="授权,已授权,有效,有权",
        refused="驳回,撤回",
        expired="失效,终止,无权",
    )
)

FIELDS = (
    Field(
        "title",
        gettext_lazy("title"),
        ("title", "成果名称", "名称", "标题", "项目名称", "专利名称", "技术名称", "成果标题", "题名", "论文题目", "发明名称", "科技成果名称",
         "name", "awardtitle", "projecttitle", "achievementtitle", "achievement", "technology", "technologytitle", "成果"),
        convert.line(500),
        strict=True,
        role="title",
    ),
    Field(
        "summary",
        gettext_lazy("summary"),
        ("summary", "摘要", "成果简介", "简介", "成果摘要", "项目简介", "技术简介", "内容简介", "成果介绍", "abstract", "text", "description",
         "成果描述", "描述", "内容", "正文", "成果内容", "项目摘要", "简述", "概述"),
        convert.text,
        strict=True,
        role="text",
    ),
    *IDENTITY,
    Field("title_other", gettext_lazy("title in the other language"), ("titleen", "titleother", "英文名称", "英文标题", "titlezh", "中文名称", "englishtitle"), convert.line(500)),
    Field("summary_other", gettext_lazy("summary in the other language"), ("summaryen", "summaryother", "英文摘要", "abstracten", "englishabstract"), convert.text),
    Field("one_line", gettext_lazy("in one sentence"), ("oneline", "一句话介绍", "一句话简介", "亮点", "tagline"), convert.line(300)),
    Field("description", gettext_lazy("specialist description"), ("详细描述", "技术描述", "技术详情", "详细介绍", "技术内容", "技术方案", "closeoutsummary", "details", "主要技术内容", "specialistdescription"), convert.text),
    Field("advantages", gettext_lazy("advantages"), ("advantages", "优势", "技术优势", "创新点", "主要创新点", "benefits", "技术特点", "特点", "先进性"), convert.text),
    Field("scenarios", gettext_lazy("who uses it for what"), ("scenarios", "应用场景", "应用领域", "应用范围", "适用范围", "应用前景", "市场前景", "applications", "applicationscenarios"), convert.text),
    Field("kind", gettext_lazy("kind"), ("kind", "成果类别", "成果类型", "成果性质"), convert.choice(convert.words_of(Kind, applied="应用技术,应用技术类,应用,applied research", basic="基础理论,基础研究,基础理论类", soft="软科学,软科学类"))),
    Field("forms", gettext_lazy("forms"), ("forms", "成果形式", "成果体现形式", "体现形式"), convert.choices(convert.words_of(Form, technology="新技术,技术", process="新工艺,工艺", product="新产品,产品", material="新材料,材料", equipment="新装备,装备,设备", software="软件,计算机软件", variety="农业、生物新品种,生物新品种,新品种", standard="标准", paper="论文,报告,论文著作,论文著作报告"))),
    Field("trl", gettext_lazy("technology readiness level"), ("trl", "技术成熟度", "成熟度", "成熟度等级", "技术就绪度", "trl等级", "technologymaturitycurrent", "currenttrl", "trlcurrent", "technologyreadinesslevel", "成果阶段", "所处阶段", "成果所处阶段", "技术成熟度等级", "readiness", "readinesslevel", "maturity"), convert.level(9)),
    Field("mrl", gettext_lazy("manufacturing readiness level"), ("mrl", "制造成熟度", "制造成熟度等级"), convert.level(10)),
    Field("commercial_stage", gettext_lazy("commercial stage"), ("commercialstage", "商业化阶段"), convert.choice(convert.words_of(CommercialStage, no_buyer="无买家,未商业化", paid_pilot="付费试点", first_sale="首次销售", break_even="盈亏平衡", repeat="重复销售"))),
    Field("next_steps", gettext_lazy("next steps needed"), ("nextsteps", "后续需求", "下一步"), convert.choices(convert.words_of(NextStep, lab="小试", pilot="中试", engineering="工程化", certification="认证", user_validation="用户验证", mass_production="量产"))),
    Field("transfer_modes", gettext_lazy("transfer modes"), ("transfermodes", "转化方式", "合作方式", "转让方式", "交易方式", "拟转化方式", "转移方式", "transfermode"), convert.choices(TRANSFER_MODES)),
    Field("price", gettext_lazy("price"), ("price", "价格", "转让价格", "意向价格", "报价", "交易价格", "拟交易价格", "参考价格", "askingprice"), price),
    Field("secrecy", gettext_lazy("secrecy"), ("secrecy", "密级", "保密等级", "是否涉密"), secrecy, strict=True),
    Field("export_control", gettext_lazy("export control"), ("exportcontrol", "出口管制", "出口限制"), convert.choice(convert.words_of(ExportControl, none="否,不限制,不受限", restricted="限制,限制出口,是", forbidden="禁止,禁止出口"), fatal=True)),
    Field("ip_number", gettext_lazy("number of the right"), ("申请号", "专利号", "patentnumber", "applicationnumber", "专利申请号", "授权号", "公开号", "publicationnumber", "知识产权编号"), patent_number, part="ip_rights"),
    Field("ip_kind", gettext_lazy("kind of the right"), ("专利类型", "知识产权类型", "iptype", "patenttype"), _kind_name, part="ip_rights"),
    Field("ip_status", gettext_lazy("status of the right"), ("法律状态", "专利状态", "patentstatus", "legalstatus"), _status_name, part="ip_rights"),
    Field("ip_owner", gettext_lazy("owner of the right"), ("专利权人", "权利人", "patentee", "assignee"), _owner, part="ip_rights"),
    Field("filing_date", gettext_lazy("filed on"), ("申请日", "申请日期", "filingdate", "applicationdate"), _filed, part="ip_rights"),
    *SHARED,
)  # fmt: skip

TARGET = Target(
    kind=JobKind.IMPORT_ACHIEVEMENTS,
    model=Achievement,
    fields=FIELDS,
    text_field="summary",
    opening=opening,
    parts={"ip_rights": rights},
    fact=achievements_imported,
    closed=frozenset({Status.ARCHIVED}),
)
