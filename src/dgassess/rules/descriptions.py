"""What every rule kind, aggregation and each of their keys mean, in Chinese; see `model.descriptions`."""

from collections.abc import Mapping

RULE_DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "ByType": {"default": "未列出的对象类型。"},
    # ---- rules ----
    "OptionPoints": {
        "": "按选项给分的规则。",
        "question": "题目代号;取本指标的题目,或 inputs 里的代号。",
        "points": "选项 → 分值;可按对象类型分设 {部门: {a: 40}, default: {a: 20}}。",
    },
    "Choice": {
        "": "choice 单选计分:选哪一项得哪一项的分。",
        "not_applicable": "选了这些选项,指标就不适用。",
    },
    "Checklist": {
        "": "checklist 逐项计分:多选题每满足一项加相应的分;一项都没有得最低分。",
        "cap": "最多几分;不写则为满分。",
    },
    "YesNo": {
        "": "yes-no 是否计分:是得满分,否得最低分。",
        "question": "是否题的代号。",
        "yes": "“是”得几分;不写则为满分。",
        "no": "“否”得几分;不写则为最低分。",
    },
    "BandRule": {
        "": "bands 分档计分:数值落在哪一档得哪一档的分。",
        "question": "数值题的代号。",
        "bands": "各档,从优到差、下限递减;可按对象类型分设。",
        "otherwise": "低于最后一档得几分。",
    },
    "Band": {
        "": "一档:at_least 或 above 恰好写一个。",
        "at_least": "下限,含本数(≥)。",
        "above": "下限,不含本数(>)。",
        "score": "这一档得几分。",
    },
    "Linear": {
        "": "linear 线性计分:floor 得最低分,target 得满分,其间按比例。",
        "question": "数值题的代号。",
        "floor": "得最低分的值;可大于 target(越低越好),可按对象类型分设。",
        "target": "得满分的值;可按对象类型分设。",
        "clamp": "是否限在得分范围内,默认是。",
        "logarithmic": "按对数插值(两端都须大于 0),默认否。",
    },
    "Piecewise": {
        "": "piecewise 折线计分:各点之间线性插值,两端之外取端点的分。",
        "question": "数值题的代号。",
        "points": "两个以上的 [值, 得分],值递增;可按对象类型分设。",
    },
    "Ratio": {
        "": "ratio 比率计分:分子÷分母×100%,再按线性(floor、target)或分档(bands、otherwise)计分。",
        "numerator": "分子题目的代号;几道题相加写成列表。",
        "denominator": "分母题目的代号。",
        "floor": "得最低分的百分数;与 target 一起写。",
        "target": "得满分的百分数;与 floor 一起写。",
        "bands": "各档(百分数),从优到差;与 otherwise 一起写。",
        "otherwise": "低于最后一档得几分。",
        "zero_denominator": "分母为 0 时:not-applicable 不适用,zero 最低分,full 满分,missing 缺项。",
        "part_of_whole": "分子是否必须不大于分母,默认是;大于时答卷报错。",
    },
    "Deduction": {
        "": "deduction 扣分计分:从基础分里按次扣,扣到 floor 为止。",
        "items": "各扣分项。",
        "base": "基础分;不写则为满分。",
        "floor": "最少剩几分;不写则为最低分。",
    },
    "DeductionItem": {
        "": "一个扣分项。",
        "question": "次数题的代号。",
        "each": "每次扣几分。",
        "cap": "本项最多扣几分。",
    },
    "CountRule": {
        "": "count 按次计分:基础分加每次的分,到 cap 为止。",
        "question": "次数题的代号。",
        "each": "每次几分。",
        "base": "基础分;不写则为最低分。",
        "cap": "最多几分;不写则为满分。",
    },
    "Value": {
        "": "value 填报值即得分,限在得分范围内。",
        "question": "数值题的代号。",
    },
    "Expression": {
        "": "expression 公式计分:其他规则都表达不了时才用。",
        "formula": "公式,如 0.5 * rate + 0.5 * min(rate, 100 - 10 * faults)。",
        "clamp": "是否限在得分范围内,默认是。",
    },
    "Composite": {
        "": "composite 组合计分:几个部分各有规则和权重;不适用的部分,权重归其他部分。",
        "parts": "各部分,至少一个。",
    },
    "Part": {
        "": "组合计分的一个部分。",
        "weight": "权重;可按对象类型分设。",
        "rule": "本部分的计分规则。",
        "name": "名称。",
        "unit_types": "适用的对象类型;不写则都适用。",
        "applies_when": "适用条件(公式)。",
    },
    "PeerRule": {
        "": "按在同级同类中的位置计分的规则。",
        "question": "数值题的代号。",
        "direction": "higher 越高越好,lower 越低越好。",
        "peers": "与谁比:type 同类型,class 同分类;[] 为全部对象。",
        "minimum_group": "样本少于几个时改用 fallback(至少 2)。",
        "fallback": "样本不足时的规则;不得是组合计分或相对计分。",
    },
    "MinMax": {
        "": "min-max 极差标准化:最差得最低分,最优得满分,其间按比例。",
    },
    "ZScore": {
        "": "z-score 标准差标准化:均值得 centre 分,每优于均值一个标准差加 spread 分。",
        "centre": "均值得几分。",
        "spread": "一个标准差几分。",
    },
    "Percentile": {
        "": "percentile 百分位得分:劣于本对象的占比。",
    },
    "RankPoints": {
        "": "rank-points 排名赋分:第几名得几分。",
        "points": "第 1 名、第 2 名……各得几分。",
        "otherwise": "其余名次得几分。",
    },
    "RatioToBest": {
        "": "ratio-to-best 与最优值之比:最优得满分。",
    },
    # ---- aggregations ----
    "WeightedMean": {"": "weighted-mean 加权算术平均。"},
    "GeometricMean": {
        "": "geometric-mean 加权几何平均:有一个为 0 就为 0。",
    },
    "HarmonicMean": {
        "": "harmonic-mean 加权调和平均:弱项影响更大,有一个为 0 就为 0。",
    },
    "MinimumOf": {
        "": "minimum 取下级最低分(短板法)。",
    },
    "MaximumOf": {
        "": "maximum 取下级最高分(择优法)。",
    },
    "CappedSum": {
        "": "sum 下级得分累计,到 cap 为止。",
        "cap": "最多几分;不写则为满分。",
    },
}
