"""Scoring sentences (计分方法) as rules: those of a common pattern, and nothing that is only half understood."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from dgassess.collecting.cells import folded
from dgassess.collecting.drafts import (
    Draft,
    Subject,
    count_question,
    full_marks,
    keys,
    number,
    question,
    score,
)
from dgassess.collecting.ratios import measured
from dgassess.collecting.segments import by_segments
from dgassess.collecting.weights import exact_decimal

NUMBER = r"(\d+(?:\.\d+)?)"
_UNITS = "次|项|起|个|例|件|条|天|处|家|人次|人|篇|类|分钟|日|工作日|%"
_OPTION = re.compile(rf"(?<![A-Za-z])([A-Z])(?:档|级|类|等|项)?[=:]?(?:得|计)?{NUMBER}分?(?![\d%])")
_NOT_COUNTED = re.compile(r"([A-Z])不计分(?:\(不适用\))?")
_EQUAL = re.compile(r"([二三四五六七八九十]|\d{1,2})(?:类|项|个方面|方面)等分,?(?:合计|共)100分")
_EACH_ITEM = re.compile(
    rf"每(?:有|完成|具备|落实|符合|满足)?(?:一|1)?(?:项|类|个|条)(?:得|计)?{NUMBER}分(?:,最高100分)?"
)
_SPAN = re.compile(rf"([a-z])[-—~至]([a-z])(?:每项|各){NUMBER}分")
_LISTED = re.compile(rf"((?:[a-z]、)*[a-z])各?{NUMBER}分")
_TAKEN = re.compile(
    rf"([^;,。:\d()]*?)每(发现|出现|发生|通报|查实|逾期|超过|缺少|缺|少|延迟)?(?:一|1)?({_UNITS})([^扣;,。\d]{{0,20}})扣(?:减)?{NUMBER}分?"
    rf"(?:[(,](?:封顶|最多扣|最高扣|上限|最多)(?:扣)?{NUMBER}分?\)?)?"
)
_BASE = re.compile(rf"(?:基础分|基准分|满分|总分){NUMBER}分?[;,。]?")
_ADDED = re.compile(
    rf"(?:([^;,。:\d]{{0,30}}):)?(?:基础分{NUMBER}分,)?每(?:获得|新增|完成)?(?:一|1)?({_UNITS})(?:加|得|计|奖励){NUMBER}分"
    rf"[,;、(]?(?:最高|封顶|最多|不超过|上限|累计不超过|加满)(?:加|得|计|为)?{NUMBER}分\)?"
)
_YES_NO = re.compile(
    rf"([^,;:\d]{{1,40}})的?得(?:{NUMBER}|满)分[,;](?:否则|未|没有|无|否|不)[^,;\d]{{0,20}}?(?:(?:得|计){NUMBER}分|不得分)"
)
_DIRECT = re.compile(
    r"(?:[^:]{1,60}:)?(?:填报值即为得分\(0—100\)|(?:得分=|按照?|以)?([^,;:=×*]{0,14}?(?:率|比例|占比|得分|满意度|分数|评分))"
    r"(?:[×*](?:100%?分?|权重|分值|满分|本项分值|该项分值))?(?:直接)?(?:计分|折算(?:得分|计分)?|得分|计入)?)"
)
_IGNORED = re.compile(
    r"按选项计分:|逐项计分:|(?:,|;)?最高100分|扣完为止|扣至0分为止|合计100分|(?:其间|中间|之间|区间内|其余|各点之间)?(?:按)?(?:线性|比例)"
    r"(?:插值|折算|计分|计算)?(?:得分|计分)?|\(逆向\)|\(逆向线性\)|逆向|可多选|以此类推|分母为0的(?:不计分\(不适用\)|得满分|得0分|视为缺项)"
)
_DIGITS = re.compile(r"\d|[零两]分")


def understood(subject: Subject) -> Draft | None:
    """The rule a scoring sentence states; None where any of its numbers would be left over."""
    text = normal(subject.standard)
    if not text:
        return None
    for recognise in _PATTERNS:
        found = recognise(text, subject)
        if found is not None and not _DIGITS.search(_IGNORED.sub("", found.rest)):
            found.rest = re.sub(r"^[;,。、:(]+|[;,。、:(]+$", "", _IGNORED.sub("", found.rest))
            return found
    return None


def normal(text: str) -> str:
    """A sentence in one form: half-width, comparisons as signs, no blanks."""
    text = folded(text.strip().replace("\n", ";")).rstrip("。.;")
    text = re.sub(r"大于等于|大于或等于|不低于|不少于|不小于|达到或超过", "≥", text)
    text = re.sub(r"小于等于|小于或等于|不高于|不大于", "≤", text)
    text = re.sub(r"(?<!最)(?:大于|高于)(?=\d)|超过(?=\d)", ">", text)
    text = re.sub(r"(?:低于|小于|不足|少于)(?=\d)", "<", text)
    text = re.sub(r"(?:达到|达)(?=\d)", "≥", text)
    amount = rf"(?<![≥≤<>])({NUMBER[1:-1]}(?:%|‰|次|项|个|件|分|家|篇|天|工作日)?)(?:\(含\))?"
    text = re.sub(rf"{amount}(?:及|或|\(含\))以上(?:的)?", r"≥\1", text)
    text = re.sub(rf"{amount}(?:及|或)以下(?:的)?", r"≤\1", text)
    text = re.sub(rf"{amount}以上(?:的)?", r"≥\1", text)
    text = re.sub(rf"{amount}以下(?:的)?", r"<\1", text)
    return re.sub(r"不得分|计0分|零分|得零分", "得0分", text).replace("得得", "得")


def _choice(text: str, subject: Subject) -> Draft | None:
    points = {match[1]: number(match[2]) for match in _OPTION.finditer(text)}
    if len(points) < 2 or re.search(r"[+×*]|每", text):
        return None
    full = full_marks(max(points.values()), subject)
    if full is None:
        return None
    remarks: list[str] = []
    out = _NOT_COUNTED.findall(text)
    rest = _NOT_COUNTED.sub("", _OPTION.sub("", text))
    labels = _labels(subject, [*points, *out])
    if any(label.endswith("(说明待补)") for label in labels.values()):
        remarks.append("选项说明待补")
    rule: dict[str, Any] = {"kind": "choice", "question": "lvl"}
    rule["points"] = {option: score(value, full, remarks) for option, value in points.items()}
    if out:
        rule["not_applicable"] = out
    return Draft(rule, [question("lvl", "single", f"{subject.name}情况", options=labels)], remarks, rest)


def _labels(subject: Subject, options: list[str]) -> dict[str, str]:
    """The texts of options where the table describes them as `A.…`, `A档:…` or `A:…`."""
    found = {}
    for option in options:
        match = re.search(
            rf"(?<![A-Za-z]){option}(?:档|级|类)?[.、:：)）]\s*([^\n;；。=]{{2,80}})", subject.texts
        )
        good = match and not re.match(rf"\s*{NUMBER}", match[1])
        found[option] = match[1].strip() if match and good else f"{option}档(说明待补)"
    return found


def _equal_parts(text: str, subject: Subject) -> Draft | None:
    match = _EQUAL.search(text)
    if match is None:
        return None
    count = int(match[1]) if match[1].isdigit() else "一二三四五六七八九十".index(match[1]) + 1
    whole, more = divmod(100, count) if count else (0, 0)
    points = [Fraction(whole + (index < more)) for index in range(count)]
    return _checklist(points, subject, text.replace(match[0], ""), Fraction(100))


def _each_item(text: str, subject: Subject) -> Draft | None:
    spans = _SPAN.findall(text)
    if spans:
        points = [number(each) for first, last, each in spans for _ in range(ord(first), ord(last) + 1)]
        return _checklist(points, subject, _SPAN.sub("", text), None)
    if text.startswith("逐项计分:"):
        named = _LISTED.findall(text)
        points = [number(each) for letters, each in named for _ in letters.split("、")]
        return _checklist(points, subject, _LISTED.sub("", text), None) if points else None
    match = _EACH_ITEM.search(text)
    if match is None or "扣" in text or not number(match[1]):
        return None
    each, rest = number(match[1]), text.replace(match[0], "")
    for full in (*subject.full, Fraction(100)):
        count = full / each
        if count.denominator == 1 and 2 <= count <= 26:
            return _checklist([each] * int(count), subject, rest, full)
    return None


def _checklist(points: list[Fraction], subject: Subject, rest: str, full: Fraction | None) -> Draft | None:
    full = full or full_marks(sum(points, Fraction(0)), subject)
    if full is None or not 2 <= len(points) <= 26:
        return None
    remarks: list[str] = []
    letters = [chr(97 + index) for index in range(len(points))]
    texts = _items(subject, len(points))
    if texts is None:
        remarks.append("清单各项内容待补")
    options = {
        letter: texts[index] if texts else f"第{index + 1}项(内容待补)"
        for index, letter in enumerate(letters)
    }
    rule: dict[str, Any] = {"kind": "checklist", "question": "items"}
    rule["points"] = {
        letter: score(value, full, remarks) for letter, value in zip(letters, points, strict=True)
    }
    return Draft(
        rule, [question("items", "multi", f"{subject.name}:已落实的事项", options=options)], remarks, rest
    )


def _items(subject: Subject, count: int) -> list[str] | None:
    """The items a text lists with ①②③, (1)(2)(3) or 1. 2. 3., where there are as many as wanted."""
    for pattern in (
        r"[①-⑳]\s*([^①-⑳;;。\n]{2,80})",
        r"[((]\d{1,2}[))]\s*([^;;。\n((]{2,80})",
        r"(?:^|[\n;;。:])\s*\d{1,2}[.、.]\s*([^;;。\n]{2,80})",
    ):
        for text in (subject.standard, subject.definition, subject.data):
            found = [re.sub(r"^[ ,,、]+|[ ,,、]+$", "", item) for item in re.findall(pattern, text)]
            if len(found) == count:
                return found
    return None


def _deduction(text: str, subject: Subject) -> Draft | None:
    found = list(_TAKEN.finditer(text))
    if not found or "加" in text:
        return None
    remarks: list[str] = []
    base = _BASE.search(text)
    full = number(base[1]) if base else subject.full[0]
    if base and full_marks(full, subject) is None:
        return None
    if not base and full == 100:
        remarks.append("表中未写基础分,按100分扣起")
    names = keys(len(found))
    items, questions = [], []
    if not base and subject.points_from_weight and full != 100:
        remarks.append(f"扣分按满分{exact_decimal(full)}分(权重)折算为百分制")
    for key, match in zip(names, found, strict=True):
        before, event, unit, after, each, cap = match.groups()
        label = (before + after).strip("的、") or f"{subject.name}——{event or '扣分'}{unit}"
        item: dict[str, Any] = {"question": key, "each": score(number(each), full, remarks, up=True)}
        if cap:
            item["cap"] = score(number(cap), full, remarks)
        items.append(item)
        questions.append(count_question(key, f"{label}{'' if label.endswith('数') else '数'}", unit))
    rest = _TAKEN.sub("", _BASE.sub("", text))
    return Draft({"kind": "deduction", "base": 100, "items": items, "floor": 0}, questions, remarks, rest)


def counted(text: str, subject: Subject, full: Fraction | None = None) -> Draft | None:
    """Points per occurrence up to a cap; for adjustments (`full` 100) the points count as they stand."""
    match = _ADDED.fullmatch(text) or _ADDED.search(text)
    if match is None or "扣" in text:
        return None
    label, base, unit, each, cap = match.groups()
    full = full or full_marks(number(cap), subject)
    if full is None:
        return None
    remarks: list[str] = []
    rule: dict[str, Any] = {"kind": "count", "question": "n", "each": score(number(each), full, remarks)}
    if base:
        rule["base"] = score(number(base), full, remarks)
    rule["cap"] = score(number(cap), full, remarks)
    asked = count_question("n", label or f"{subject.name}的{unit}数", unit)
    return Draft(rule, [asked], remarks, text.replace(match[0], ""))


def _count(text: str, subject: Subject) -> Draft | None:
    return counted(text, subject)


def _yes_no(text: str, subject: Subject) -> Draft | None:
    match = _YES_NO.fullmatch(text)
    if match is None:
        return None
    yes = number(match[2]) if match[2] else subject.full[0]
    full = full_marks(yes, subject)
    if full is None:
        return None
    remarks: list[str] = []
    rule: dict[str, Any] = {"kind": "yes-no", "question": "done"}
    no = number(match[3]) if match[3] else Fraction(0)
    if no:
        rule |= {"yes": score(yes, full, remarks), "no": score(no, full, remarks)}
    done = match[1].removeprefix("已")
    text = f"{subject.name}:是否{done}" if done not in ("是", "有") else f"{subject.name}:是否已落实"
    return Draft(rule, [question("done", "yes-no", text)], remarks)


def _direct(text: str, subject: Subject) -> Draft | None:
    body, zero = re.sub(r";分母为0的.*$", "", text), text
    match = _DIRECT.fullmatch(body)
    if match is None and not re.fullmatch(r"(?:得分=)?[NM]/[NM][×*](?:100%?|权重|分值|满分)", body):
        return None
    label = match[1] if match and match[1] else subject.name
    figure = measured(subject, zero, label, "%")
    if figure.ratio:
        rule = {"kind": "ratio", **figure.ratio, "floor": 0, "target": 100, "zero_denominator": figure.zero}
        return Draft(rule, figure.questions, figure.remarks)
    return Draft({"kind": "value", "question": "rate"}, figure.questions, figure.remarks)


_PATTERNS: tuple[Callable[[str, Subject], Draft | None], ...] = (
    _choice, _equal_parts, _deduction, _count, _each_item, by_segments, _yes_no, _direct,
)  # fmt: skip
