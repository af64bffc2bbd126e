"""How files become demands."""

# ruff: noqa: E501 - one field per line, however many names files give it

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from demands.enums import DemandType, PublishAs, Status
from demands.models import Demand
from demands.signals import demands_imported
from integration.enums import JobKind
from integration.importing import convert
from integration.importing.fields import Field, Target
from integration.importing.shared import IDENTITY, SHARED, TRANSFER_MODES

_TYPES = convert.words_of(
    DemandType,
    key_technology="关键技术攻关,技术攻关,关键技术,技术难题",
    renovation="技术改造,改造升级",
    new_product="新产品,新产品开发,产品开发",
    process="工艺,工艺改进,新工艺",
    material="材料,新材料",
    testing="检测,测试",
    equipment="设备,装备",
    software="软件,数字化,软件数字化",
    talent="人才,人才需求",
    find_achievement="寻成果,寻找成果,成果需求",
    find_pilot="寻中试,中试",
    finance="融资,资金",
)


def opening(parsed: Any, order: Any, now: datetime.datetime) -> dict[str, Any]:
    """Published at once for verified organizations, otherwise in review; a passed deadline is kept as expired.

    A title alone is published too: it can be matched, and a list of titles is what many firms have.
    """
    if not parsed.values.get("problem"):
        parsed.remark(_("Only a title: describe the problem, so that the matches become exact."))
    if not (order.direct or order.organization.is_verified):
        return {"status": Status.IN_REVIEW}
    deadline = parsed.values.get("deadline")
    if deadline is not None and deadline < timezone.localdate(now):
        parsed.remark(_("The deadline has passed: the demand is kept as expired."))
        return {"status": Status.EXPIRED, "published_at": now}
    return {"status": Status.PUBLISHED, "published_at": now}


FIELDS = (
    Field(
        "title",
        gettext_lazy("title"),
        ("title", "需求名称", "名称", "标题", "需求标题", "技术需求名称", "难题名称", "项目名称", "题目", "name", "demandtitle", "demand", "课题名称",
         "技术需求", "需求"),
        convert.line(500),
        strict=True,
        role="title",
    ),
    Field(
        "problem",
        gettext_lazy("the problem in your own words"),
        ("problem", "需求内容", "需求描述", "技术需求描述", "需求简介", "内容", "描述", "text", "description", "问题描述", "难题描述", "需求详情",
         "正文", "需求摘要", "摘要", "需求概述", "主要技术需求", "abstract", "summary", "details", "problemdescription", "技术需求内容"),
        convert.text,
        strict=True,
        role="text",
    ),
    *IDENTITY,
    Field("title_other", gettext_lazy("title in the other language"), ("titleen", "titleother", "英文名称", "titlezh", "englishtitle"), convert.line(500)),
    Field("problem_other", gettext_lazy("the problem in the other language"), ("problemen", "problemother", "英文描述", "texten"), convert.text),
    Field("demand_type", gettext_lazy("kind of demand"), ("demandtype", "需求类型", "需求类别", "type"), convert.choice(_TYPES)),
    Field("tried_before", gettext_lazy("what was tried and why it failed"), ("triedbefore", "已尝试", "现有基础", "工作基础", "现有工作基础", "已有工作"), convert.text),
    Field("requirements", gettext_lazy("fixed conditions"), ("requirements", "技术要求", "指标要求", "技术指标", "主要技术指标", "约束条件", "预期目标", "constraints"), convert.text),
    Field("acceptance_test", gettext_lazy("how success is measured"), ("acceptancetest", "验收标准", "验收方式", "考核指标"), convert.text),
    Field("trl_wanted_min", gettext_lazy("lowest readiness level wanted"), ("trlwantedmin", "trl", "成熟度要求", "技术成熟度", "期望成熟度", "mintrl"), convert.level(9)),
    Field("modes_wanted", gettext_lazy("ways of cooperation wanted"), ("modeswanted", "合作方式", "意向合作方式", "期望合作方式", "拟合作方式", "解决方式"), convert.choices(TRANSFER_MODES)),
    Field("budget", gettext_lazy("budget"), ("budget", "预算", "投入预算", "意向投入", "拟投入资金", "计划投入", "预算金额", "资金预算", "拟投入", "经费预算", "悬赏金额", "投资金额"), convert.money("budget_min", "budget_max")),
    Field("budget_min", gettext_lazy("budget from"), ("budgetmin", "预算下限", "最低预算"), lambda cell: {"budget_min": _one(cell)}),
    Field("budget_max", gettext_lazy("budget to"), ("budgetmax", "预算上限", "最高预算"), lambda cell: {"budget_max": _one(cell)}),
    Field("deadline", gettext_lazy("answer wanted by"), ("deadline", "截止日期", "截止时间", "有效期", "需求截止日期", "有效期至", "完成时间", "解决时限", "duedate", "到期日"), convert.day),
    Field("publish_as", gettext_lazy("publish"), ("publishas", "发布方式", "是否匿名"), convert.choice(convert.words_of(PublishAs, named="实名,否,公开", anonymous="匿名,是"), fatal=True)),
    Field("contact_name", gettext_lazy("contact person"), ("contactname", "联系人", "联系人姓名", "contact", "contactperson"), convert.line(80)),
    Field("contact_phone", gettext_lazy("contact phone"), ("contactphone", "联系电话", "联系方式", "电话", "手机", "手机号", "phone", "mobile"), convert.line(40)),
    Field("contact_email", gettext_lazy("contact e-mail"), ("contactemail", "邮箱", "电子邮箱", "联系邮箱", "email", "e-mail"), convert.line(254)),
    *SHARED,
)  # fmt: skip


def _one(cell: Any) -> Any:
    """A single amount; of a range its own bound would be a guess, so the lower one is taken."""
    return convert.money("low", "high")(cell).get("low")


TARGET = Target(
    kind=JobKind.IMPORT_DEMANDS,
    model=Demand,
    fields=FIELDS,
    text_field="problem",
    opening=opening,
    parts={},
    fact=demands_imported,
    closed=frozenset({Status.SOLVED}),
)
