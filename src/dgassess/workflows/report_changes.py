"""What differs between two versions of a system, in the words of a change note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from dgassess.engine.conditions import condition_words
from dgassess.engine.explanation import standard_of
from dgassess.engine.method_words import effect_sentence, gate_sentence, level_bounds
from dgassess.loading.systems import LoadedSystem
from dgassess.model.adjustments import Adjustment, Veto
from dgassess.model.nodes import Group, Indicator
from dgassess.reporting.change_text import ChangeText, CountText, FieldText, Status
from dgassess.values.language import joined, msg, say
from dgassess.values.numbers import show_plain
from dgassess.workflows.method_changes import Change, FieldChange, method_changes
from dgassess.workflows.method_lineage import kinds_of
from dgassess.workflows.report_method import (
    ANSWERED_BY,
    DIRECTIONS,
    QUESTION_TYPES,
    lineage_words,
    names_of,
    weight_words,
)

_COUNTED = ("indicator", "question", "group", "bonus", "penalty", "veto")
FIELDS = {
    "id": msg("编号"), "name": msg("名称"), "version": msg("版本"), "description": msg("说明"),
    "unit_types": msg("适用对象"), "classes": msg("类别"), "scale": msg("分值"), "weights_sum": msg("权重合计"),
    "aggregation": msg("合成"), "missing": msg("缺项"), "rounding": msg("取整"),
    "not_applicable_limit": msg("不适用上限"), "ranking": msg("排名"), "parent": msg("上级"),
    "weight": msg("权重"), "clauses": msg("对应条款"), "definition": msg("定义"), "inputs": msg("引用题目"),
    "parameters": msg("参数"), "source": msg("数据来源"), "evidence": msg("佐证材料"),
    "responsible": msg("牵头单位"), "sensitivity": msg("敏感度"), "reference": msg("参考来源"),
    "note": msg("备注"), "rule": msg("计分标准"), "applies_when": msg("适用条件"), "unit": msg("计量单位"),
    "direction": msg("方向"), "levels": msg("等级"), "minimum_present": msg("最低有分权重"),
    "at_least": msg("分数线"), "above": msg("分数线"), "gates": msg("门槛条件"), "bonus_cap": msg("加分封顶"),
    "penalty_cap": msg("扣分封顶"), "bonus_above": msg("加分起点"), "total": msg("总分范围"),
    "when": msg("触发条件"), "effects": msg("处理"), "title": msg("标题"), "requirements": msg("条内要求"),
    "by": msg("依据"), "groups": msg("分组"), "type": msg("题型"), "text": msg("题目"), "options": msg("选项"),
    "minimum": msg("最小值"), "maximum": msg("最大值"), "decimals": msg("小数位数"),
    "max_length": msg("最大字数"), "scope": msg("统计范围"), "as_of": msg("时间口径"),
    "not_applicable": msg("不适用的理由"), "answered_by": msg("数据来源方"), "filler": msg("填报部门"),
    "scored": msg("计分"), "visible_when": msg("填报条件"), "exclusive_with": msg("不得重复计"),
    "section": msg("所在部分"), "severity": msg("性质"), "require": msg("条件"), "message": msg("要求"),
    "lineage": msg("沿革"),
}  # fmt: skip
_VALUES = {
    **DIRECTIONS, **QUESTION_TYPES, **ANSWERED_BY, "public": msg("公开"), "internal": msg("内部"),
    "restricted": msg("限制"), "zero": msg("计最低分"), "exclude": msg("不计入"), "reject": msg("须补报"),
    "error": msg("须改正"), "warning": msg("须说明"),
}  # fmt: skip
_CLOSED = ("direction", "type", "answered_by", "sensitivity", "missing", "severity")
_SILENT = ("lineage",)  # says that something changed, not what
_NUMBERED = (
    "system",
    "questionnaire",
)  # their version numbers call the two sides and are no change of their own


def change_texts(
    before: LoadedSystem, after: LoadedSystem, origins: Mapping[str, str]
) -> tuple[ChangeText, ...]:
    """Every change in words; renamed things are one change, by lineage."""
    words = _Words(before, after, origins)
    found = (words.change(change) for change in method_changes(before, after, origins))
    return tuple(change for change in found if change is not None)


def count_texts(
    before: LoadedSystem, after: LoadedSystem, changes: tuple[ChangeText, ...]
) -> tuple[CountText, ...]:
    """How many things of each sort there were, are and stayed as they were."""
    old, new = _numbers(before), _numbers(after)
    found = []
    for what in _COUNTED:
        own = [change for change in changes if change.sort == what]
        kept = new[what] - sum(change.status != "gone" or change.id in _ids(after) for change in own)
        if old[what] or new[what]:
            found.append(CountText(what, old[what], new[what], kept))
    return tuple(found)


def _ids(loaded: LoadedSystem) -> set[str]:
    return {*names_of(loaded.system), *loaded.questionnaire.questions}


def _numbers(loaded: LoadedSystem) -> dict[str, int]:
    system = loaded.system
    items = system.adjustments.items if system.adjustments is not None else ()
    return {
        "indicator": len(system.leaves),
        "question": len(loaded.questionnaire.questions),
        "group": len(system.nodes) - len(system.leaves),
        "bonus": sum(item.effect == "bonus" for item in items),
        "penalty": sum(item.effect == "penalty" for item in items),
        "veto": len(system.vetoes),
    }


class _Words:
    """Both versions, to look up what a changed thing was and is."""

    def __init__(self, before: LoadedSystem, after: LoadedSystem, origins: Mapping[str, str]) -> None:
        self.sides = (before, after)
        self.origins, self.kinds = origins, kinds_of(after)
        checks = (*before.questionnaire.cross_checks, *after.questionnaire.cross_checks)
        self.messages = {check.id: check.message for check in checks}
        self.old_names = {
            **names_of(before.system),
            **{question.id: question.text for question in before.questionnaire.questions.values()},
        }

    def change(self, change: Change) -> ChangeText | None:
        """A change in words, or None where only the note of its lineage differs."""
        was = change.origin or change.id
        fields = tuple(self._fields(change, was)) if change.action == "changed" else ()
        status = self._status(change, fields)
        if change.action == "changed" and not fields and not change.origin and status == "changed":
            return None
        name = change.name or self.messages.get(change.id, "")
        origin = ""
        if change.action == "changed" and status in ("renamed", "redefined"):
            old = self.old_names.get(was, "")
            origin = f"{was} {old}".strip() if change.origin or old != change.name else ""
        if origin:  # says both already
            fields = tuple(field for field in fields if field.key not in ("id", "name"))
        if change.what == "level":  # is called by its name alone
            return ChangeText(change.what, "", change.id, status, origin, fields)
        also = _also(status, origin, fields)
        return ChangeText(change.what, change.id, name, status, origin, fields, also)

    def _status(self, change: Change, fields: tuple[FieldText, ...]) -> Status:
        kind = self.kinds.get(change.id)
        if change.action == "removed" or kind == "dropped":
            return "gone"
        if change.action == "added":
            return "new"
        if kind == "redefined":
            return "redefined"
        named = change.what in ("indicator", "group", "bonus", "penalty", "veto") and any(
            field.key == "name" for field in fields
        )
        return "renamed" if kind == "renamed" or change.origin or named else "changed"

    def _fields(self, change: Change, was: str) -> Iterator[FieldText]:
        """The fields that differ; whatever is made into one sentence is told once, as the sentence before and after."""
        told: set[str] = set()
        for field in change.fields:
            key = field.field.partition(".")[0].partition("[")[0]
            if key in _SILENT or (key == "version" and change.what in _NUMBERED):
                continue
            if self._follows(field) or (key in told and self._whole(change.what, key)):
                continue
            told.add(key)
            if self._whole(change.what, key):
                pair = [
                    self._sentence(side, change.what, id_, key)
                    for side, id_ in zip(self.sides, (was, change.id), strict=True)
                ]
                if pair[0] != pair[1]:
                    yield FieldText(say(FIELDS[key]), pair[0], pair[1], key)
                continue
            rest = field.field[len(key) :].replace(".", " ").strip()
            name = f"{_called(key)} {rest}".rstrip()
            yield FieldText(name, _shown(key, field.before), _shown(key, field.after), field.field)

    def _follows(self, field: FieldChange) -> bool:
        """Whether it only calls something by its new id."""
        after = field.after if isinstance(field.after, list) else [field.after]
        before = field.before if isinstance(field.before, list) else [field.before]
        return [self.origins.get(str(one), one) for one in after] == before

    def _whole(self, what: str, key: str) -> bool:
        """Whether a field is one sentence of the handbook rather than a value."""
        if what in ("indicator", "bonus", "penalty"):
            return key in ("rule", "weight", "applies_when")
        return (what, key) in {
            ("group", "weight"), ("veto", "when"), ("veto", "effects"), ("level", "gates"), ("level", "at_least"),
            ("level", "above"), ("question", "visible_when"),
        }  # fmt: skip

    def _sentence(self, side: LoadedSystem, what: str, id_: str, key: str) -> str:
        if what == "level":
            return _of_level(side, id_, key)
        if what == "question":
            question = side.questionnaire.questions[id_]
            if question.visible_when is None:
                return ""
            questions = side.questionnaire.questions
            return condition_words(question.visible_when, question.owner, question.inputs, questions)
        items = side.system.adjustments.items if side.system.adjustments is not None else ()
        named = {one.id: one for one in (*side.system.nodes.values(), *items, *side.system.vetoes)}
        return _of_item(side, named[id_], key)


def _of_item(side: LoadedSystem, item: Group | Indicator | Adjustment | Veto, key: str) -> str:
    questions = side.questionnaire.questions
    if isinstance(item, Group) or (key == "weight" and isinstance(item, Indicator)):
        return weight_words(item.weight)
    if isinstance(item, Veto):
        names = names_of(side.system)
        if key == "effects":
            return joined((effect_sentence(e, item, names, side.questionnaire) for e in item.effects), "；")
        return condition_words(item.when, item.id, item.inputs, questions, item.parameters)
    if key == "applies_when":
        when = item.applies_when if isinstance(item, Indicator) else None
        return condition_words(when, item.id, item.inputs, questions, item.parameters) if when else ""
    return standard_of(item, item.rule, side.questionnaire, side.system.scale)


def _of_level(side: LoadedSystem, name: str, key: str) -> str:
    levels = side.system.levels
    bounds = dict(zip((level.name for level in levels), level_bounds(levels), strict=True))
    if key != "gates":
        return bounds[name]
    names = {node.id: node.name for node in side.system.nodes.values()}
    level = next(level for level in levels if level.name == name)
    return joined((gate_sentence(gate, names, side.questionnaire) for gate in level.gates), "；")


def _also(status: Status, origin: str, fields: tuple[FieldText, ...]) -> Status | None:
    """What else became of something: of what was renamed that it differs beside, of what was redefined its new name."""
    if status == "redefined" and origin:
        return "renamed"
    # The origin of a question says its text already.
    return "changed" if status == "renamed" and any(field.key != "text" for field in fields) else None


def _called(key: str) -> str:
    """What a reader calls a field; one that has no word of its own by its key."""
    return say(FIELDS[key]) if key in FIELDS else key


def _shown(key: str, value: Any) -> str:
    """A value as a reader has it; nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("是") if value else say("否")
    if isinstance(value, int | Decimal):
        return show_plain(value)
    if isinstance(value, Mapping):
        if key == "lineage":
            return lineage_words(None, "")
        return joined((f"{_called(str(k))} {_shown('', part)}" for k, part in value.items()), "，")
    if isinstance(value, list):
        return joined((_shown(key, part) for part in value), "、")
    return say(_VALUES[str(value)]) if key in _CLOSED and str(value) in _VALUES else str(value)
