"""Worked examples for a handbook: from the golden cases beside the system, or from one unit's answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dgassess.engine.explanation import AnswerLine, Explainer
from dgassess.engine.results import NodeResult, UnitResult
from dgassess.loading.cases import LoadedCases, case_response, load_cases
from dgassess.loading.reading import Reading
from dgassess.loading.responses import read_unit
from dgassess.model.systems import SystemFile
from dgassess.reporting.audience import view
from dgassess.reporting.handbook_text import ExampleText, StepsText
from dgassess.rules.fields import NoValueForType
from dgassess.rules.kinds import RULES
from dgassess.values.diagnostics import has_errors
from dgassess.values.language import in_chinese, msg, say
from dgassess.values.numbers import show
from dgassess.workflows.ready_systems import ReadySystem, explainer_of
from dgassess.workflows.report_words import possible_of, restricted_questions, visibility_of

KINDS = {
    "choice": msg("选项计分"), "checklist": msg("清单计分"), "yes-no": msg("是否计分"),
    "bands": msg("分档计分"), "linear": msg("线性计分"), "piecewise": msg("分段计分"), "ratio": msg("比率计分"),
    "deduction": msg("扣减计分"), "count": msg("按次计分"), "value": msg("直接取值"),
    "expression": msg("公式计分"), "composite": msg("多部分合成"), "min-max": msg("极差标准化"),
    "z-score": msg("标准分"), "percentile": msg("百分位"), "rank-points": msg("排名赋分"),
    "ratio-to-best": msg("与最优之比"),
}  # fmt: skip
_MOST_CASES = 12
"""Cases that are scored in search of examples: whole scenarios stand first in a file, single figures after them."""


@dataclass(frozen=True, slots=True)
class _Worked:
    """A golden case scored."""

    name: str
    unit: UnitResult
    explainer: Explainer


def examples_of(ready: ReadySystem) -> Iterator[ExampleText]:
    """For each rule kind of the system one indicator worked, and one adjustment; nothing where there are no cases."""
    cases = list(_cases(ready))
    kinds: dict[str, list[str]] = {}
    for indicator in ready.system.leaves.values():
        kinds.setdefault(indicator.rule.kind, []).append(indicator.id)
    for kind in RULES:
        found = _telling(kinds.get(kind, ()), cases, ready)
        if found is not None:
            case, node = found
            yield _example(ready, case.explainer, node.id, say(KINDS[kind]), _source(case.name))
    for case in cases:
        for adjustment in case.unit.adjustments:
            if adjustment.points:
                yield _adjusted(case, adjustment.id)
                return


def steps_of(ready: ReadySystem) -> StepsText | None:
    """The case with the most steps from the base to the level, step by step."""
    cases = list(_cases(ready))
    if not cases:
        return None
    case = max(cases, key=lambda one: len(one.unit.steps))
    steps = tuple(step.text.rstrip("。" if in_chinese() else ".") for step in case.unit.steps)
    return StepsText(_source(case.name), steps)


def hidden_from_public(ready: ReadySystem, unit: UnitResult) -> frozenset[str]:
    """The nodes that a public report on the unit does not show: beside it, they would give restricted scores."""
    words = visibility_of(ready.system, possible_of(ready.system, ready.questionnaire))
    return view(unit, words, "public").hidden


def worked(
    ready: ReadySystem, explainer: Explainer, own: bool = True, kept_back: frozenset[str] = frozenset()
) -> Iterator[ExampleText]:
    """Every indicator for one unit, but for those kept back.

    own: whether what the unit answered may stand beside what a review made of it. Others than the unit and the
    assessors get none that a restricted answer goes into.
    """
    system, questionnaire = ready.system, ready.questionnaire
    restricted = frozenset() if own else restricted_questions(system, questionnaire)
    for indicator in system.leaves.values():
        told = any(line.question in restricted for line in explainer.node(indicator.id).answers)
        if indicator.id not in kept_back and not told:
            yield _example(ready, explainer, indicator.id, say(KINDS[indicator.rule.kind]), own=own)


def _cases(ready: ReadySystem) -> Iterator[_Worked]:
    """The golden cases beside the system that use it and can be scored, in their order."""
    path = ready.path.parent / "cases.yaml"
    loaded = load_cases(Reading(), path) if path.is_file() else None
    if loaded is None:
        return
    found = 0
    for index, case in enumerate(loaded.written.cases):
        if found == _MOST_CASES or isinstance(case.system, SystemFile):
            continue
        if not _of_this_system(case.system or loaded.written.system, path, ready):
            continue
        unit = _scored(ready, loaded, index)
        if unit is not None:
            found += 1
            yield _Worked(case.name or case.id, unit, explainer_of(ready, unit))


def _of_this_system(named: str | None, path: Path, ready: ReadySystem) -> bool:
    own = ready.path.resolve()
    system = ((path.parent / named) if named else path.parent).resolve()
    return (system / "system.yaml" if system.is_dir() else system) in (own, own / "system.yaml")


def _scored(ready: ReadySystem, loaded: LoadedCases, index: int) -> UnitResult | None:
    """A case's unit, or None when it cannot be read: `dgassess test` says why, a handbook does without."""
    reading = Reading()
    written = case_response(reading, loaded, index, ready.questionnaire.id)
    try:
        unit = read_unit(reading, written, ready.scorer) if written is not None else None
    except NoValueForType:
        return None
    if unit is None or has_errors(reading.diagnostics):
        return None
    return ready.scorer.score_unit(unit, loaded.written.cases[index].basis)


def _telling(
    ids: list[str] | tuple[()], cases: list[_Worked], ready: ReadySystem
) -> tuple[_Worked, NodeResult] | None:
    """The case and indicator that show most: a score between the ends of the scale, else any score."""
    scale = ready.system.scale
    second: tuple[_Worked, NodeResult] | None = None
    for case in cases:
        for id_ in ids:
            node = case.unit.nodes[id_]
            if node.state != "scored" or node.score is None or node.zeroed_by is not None:
                continue
            if scale.lowest < node.score < scale.highest:
                return case, node
            second = second or (case, node)
    return second


def _example(
    ready: ReadySystem, explainer: Explainer, node_id: str, kind: str, source: str = "", own: bool = True
) -> ExampleText:
    explained = explainer.node(node_id)
    rounding, node = ready.system.rounding, explained.node
    result = say("缺项") if node.state == "missing" else say("不适用")
    if node.score is not None:
        result = say("{n}分", n=show(node.score, rounding.digits, rounding.mode))
    return ExampleText(
        node_id, node.name, kind, explained.standard, tuple(_answer(line, own) for line in explained.answers),
        explained.arithmetic, result, source,
    )  # fmt: skip


def _adjusted(case: _Worked, item_id: str) -> ExampleText:
    explained = case.explainer.item(item_id)
    assert explained is not None
    return ExampleText(
        item_id, explained.name, say("加分与扣分"), explained.standard, tuple(map(_answer, explained.answers)),
        explained.arithmetic, explained.outcome, _source(case.name),
    )  # fmt: skip


def _answer(line: AnswerLine, own: bool = True) -> str:
    answer = line.worded
    if own and line.self_answer is not None:
        answer = say("{answer}(自评{own},已核定)", answer=answer, own=line.self_answer)
    return say("{name}:{value}", name=line.text, value=answer)


def _source(name: str) -> str:
    return say("用例：{name}。", name=name)
