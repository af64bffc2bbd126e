"""Word lists of text analysis: stop words, and words too general to tell a reader anything on their own."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# English words that are never an index term.
STOP_WORDS = _words(
    """
    a an and are as at be been being but by can could did do does for from had has have if in into is it its may
    might more most no nor not of on or other our out over own shall should so some such than that the their them
    then there these they this those through to under up upon was we were what when where which while who will with
    within without would you your
    """
)

# Chinese words that make no evidence alone.
GENERIC_ZH = _words(
    """
    研究 技术 开发 应用 系统 方法 关键 设备 产品 公司 生产 项目 问题 需求 研发 设计 制备 工艺 及其 以及 一种 企业
    合作 提高 解决 实现 新型 进行 通过 采用 要求 目前 主要 相关 具有 利用 使用 国内 国际 市场 行业 领域 发展 推广
    示范 产业化 产业 创新 高效 优化 分析 试验 实验 装置 加工 制造 材料 性能 质量 服务 管理 平台 建设 工程 综合 控制
    过程 能力 水平 专利 成果 有限公司 集成 基于 我国 中国 国家 需要 可以 能够 达到 降低 减少 增加 提升 改善 改进
    影响 作用 效果 功能 结构 方案 模式 模型 机理 机制 理论 基础 希望 寻求 攻关 难题 核心 先进 现有 存在 不同 多种
    部分 作为 其中 之间 时间 方面 同时 由于 因此 如何 没有 之后 条件 情况 特点 引进 专家 团队 人才 院校 科研 高校
    指标 参数 标准 对于 成本 效率 环保 节能 绿色 智能 自动 自动化 智能化 信息 数据 资源 配套 产品开发 技术开发
    合作开发 技术合作 攻克 克服 外界 大型 小型 机械 不超过 新技术 关键技术 技术研究 应用研究 产业化开发 研究开发
    新产品 规模 年产 吨 万元 元 左右 以上 以下 以内 有关 所需 技术难题 技术需求 生产线 工艺技术 加快 提供 高性能
    优质 专用 成功 目标 一块 留量 方便 多种 各种 各类 及时 有效 良好 严格 完善 完全 快速 简单 主体 体系 机构 环节 单位 阶段 处理 使用 操作
    显著 明显 显示 表明 结果 本发明 本文 优势 关键字 方式 领先 解决方案 实施 特性 因素 工作 使用寿命
    """
)

# English words that make no evidence alone (compared by stem).
GENERIC_EN = _words(
    """
    technology technologies research develop development system systems method methods process application
    applications use using used new novel design designed provide provides improve improved based approach high low
    phase sbir proposal proposed project program company objective effort innovative capability capable current
    future potential results performance work study team include including required need needs needed demonstrate
    demonstrated enable enables support increase reduce significant effective efficient advanced large small
    multiple various also one two first second well make able time cost product products commercial solution
    solutions problem techniques technique tool tools general specific available existing key level levels type
    types number set range different order area areas example addition during between both each within across
    quality requirements abstract describe government navy army force air dod defense feasibility prototype concept
    develops result part parts many through allow allows like any end ii iii user users state art made per via e.g
    etc us u.s ability conduct test testing evaluate implement implementation integrate integrated integration
    optimize overall perform meet address require achieve must since however build device devices detect detection
    enhance enhanced detailed special complex factors manufacture manufacturing challenges challenge adaptive
    analytical operational operations environment environments additional standard unique ensure measure component
    components structure structural applied monitor control
    understanding real automated evaluation suitable unit units ms prevention noise ratio
    """
)
