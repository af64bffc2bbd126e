"""Fields that both libraries share, with the names files give them."""

# ruff: noqa: E501 - one field per line, however many names files give it

from django.utils.translation import gettext_lazy as _

from integration.enums import DataRights, Language, TransferMode, Visibility
from integration.importing import convert
from integration.importing.fields import Field

TRANSFER_MODES = convert.words_of(
    TransferMode,
    assignment="转让,技术转让,专利转让,transfer,sale",
    exclusive="独占,独占许可,exclusive",
    sole="排他,排他许可,sole",
    licence="许可,普通许可,技术许可,专利许可,实施许可,licensing,license,non-exclusive licence",
    open_licence="开放许可,open license",
    equity="作价入股,技术入股,作价投资,入股,equity investment",
    joint="合作开发,联合开发,合作研发,技术合作,合作,cooperation,collaboration,joint development",
    commissioned="委托开发,委托研发,技术开发,contract research",
    consulting="技术咨询,咨询",
    service="技术服务,服务",
    pay_later="先用后付,先试用后付费",
)  # fmt: skip

IDENTITY = (
    Field(
        "source_id",
        _("identifier in the source"),
        ("id", "编号", "成果编号", "项目编号", "需求编号", "难题编号", "登记号", "成果登记号", "uuid", "guid", "patentid", "projectid",
         "recordid", "externalid", "sourceid", "identifier", "标识", "来源编号", "序号", "no", "number"),
        convert.line(200),
        strict=True,
        role="id",
    ),
    Field("source_system", _("source system"), ("sourcesystem", "来源系统", "数据来源", "来源"), convert.line(60), strict=True),
)  # fmt: skip

SHARED = (
    Field(
        "keywords",
        _("keywords"),
        ("keywords", "关键词", "关键字", "标签", "tags", "keyword", "researchkeywords", "主题词", "primarytastitle"),
        convert.items,
    ),
    Field(
        "region",
        _("region"),
        ("region", "地区", "所在地区", "区域", "省市", "行政区划", "行政区划代码", "所在地", "省份", "城市", "所属地区", "地区代码",
         "province", "regioncode"),
        convert.region,
    ),
    Field(
        "industry",
        _("industry"),
        ("industry", "行业", "所属行业", "行业代码", "行业分类", "国民经济行业", "应用行业", "行业领域", "industrycode"),
        convert.industry,
    ),
    Field(
        "field",
        _("technology field"),
        ("field", "技术领域", "领域", "所属领域", "高新技术领域", "technologyfield", "需求领域"),
        convert.technology_field,
    ),
    Field(
        "language",
        _("language"),
        ("language", "语言", "语种"),
        convert.choice(convert.words_of(Language, chinese="中文,汉语,chinese,zh-cn,zh-hans", english="英文,英语,english,en-us")),
    ),
    Field("source_url", _("source address"), ("sourceurl", "url", "link", "链接", "网址", "来源链接", "website", "原文链接"), convert.address),
    Field(
        "visibility",
        _("visible to"),
        ("visibility", "可见范围", "公开范围"),
        convert.choice(convert.words_of(Visibility, public="公开,所有人", members="会员,登录可见", matched="匹配可见"), fatal=True),
    ),
    Field(
        "data_rights",
        _("data rights"),
        ("datarights", "数据权属", "数据权利"),
        convert.choice(convert.words_of(DataRights, own="自有", authorised="授权", public="公开来源")),
    ),
    Field("currency", _("currency"), ("currency", "币种", "货币"), lambda cell: convert.line(3)(cell).upper(), strict=True),
)  # fmt: skip
