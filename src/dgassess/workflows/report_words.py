"""A system, a questionnaire and a unit's answers in the words that reports print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dgassess.engine.conditions import condition_words
from dgassess.engine.explanation import AnswerLine, Explainer, NodeExplanation, standard_of
from dgassess.engine.possible_scores import possible_scores, sharing
from dgassess.engine.results import UnitResult
from dgassess.loading.responses import WrittenResponse
from dgassess.model.nodes import Indicator
from dgassess.model.questions import Questionnaire
from dgassess.model.responses import EvidenceItem
from dgassess.model.systems import IndicatorSystem
from dgassess.reporting.contents import (
    ClauseText,
    EvidenceText,
    IndicatorText,
    LevelText,
    Sensitivity,
    SystemText,
    VetoText,
)
from dgassess.reporting.doubt import ANYWHERE, Places, PossibleScores
from dgassess.reporting.wording import clause_number, typeset
from dgassess.rules.fields import exact
from dgassess.values.answers import Answer
from dgassess.values.language import in_chinese, joined, msg, say
from dgassess.workflows.report_targets import Target, target_of

_REVIEWER = msg("评估人员")
_ADDRESS = "某某|某|工程师|工|老师|处长|科长|局长|主任|组长|专家|同志|先生|女士"
_DOING = "现场|核对|核实|核查|核定|审核|评审|复核|复查|抽查|检查|查阅|认定|认为|指出|提出"
_COUNTED = "[次项个件份]"


def clause_texts(system: IndicatorSystem) -> tuple[ClauseText, ...]:
    """The clauses with the number and title of the part each is in."""
    parts = {
        clause.id: say("{id}、{title}", id=clause_number(part.id), title=part.title)
        for part in system.clause_parts
        for clause in part.clauses
    }
    return tuple(ClauseText(one.id, one.title, parts.get(one.id, "")) for one in system.clauses)


def level_texts(system: IndicatorSystem) -> tuple[LevelText, ...]:
    """The levels with their bounds."""
    return tuple(
        LevelText(
            level.name,
            None if level.at_least is None else exact(level.at_least),
            None if level.above is None else exact(level.above),
        )
        for level in system.levels
    )


class SystemWords:
    """The words of a system and questionnaire, made once for any number of units.

    possible: of `possible_of`, for readers who may not see all.
    """

    def __init__(
        self, system: IndicatorSystem, questionnaire: Questionnaire, possible: PossibleScores | None = None
    ) -> None:
        self.system, self.questionnaire = system, questionnaire
        self.possible = possible or PossibleScores()
        self._standards = {
            indicator.id: standard_of(indicator, indicator.rule, questionnaire, system.scale)
            for indicator in system.leaves.values()
        }
        self._parents = {node.id: parent for node, parent, _ in system.walk()}
        self._restricted = restricted_questions(system, questionnaire)

    def for_unit(self, explainer: Explainer, response: WrittenResponse) -> SystemText:
        """The system in words with one unit's answers put in."""
        system = self.system
        return SystemText(
            indicators={
                indicator.id: self._indicator(indicator, explainer, response)
                for indicator in system.leaves.values()
            },
            clauses=clause_texts(system),
            levels=level_texts(system),
            questions={question.id: question.text for question in self.questionnaire.questions.values()},
            description=system.description,
            clause_source=system.clause_source,
            views={view.id: view.name for view in system.views},
            sensitivities=item_sensitivities(system),
            possible=self.possible,
            vetoes={
                veto.id: VetoText(
                    condition=condition_words(
                        veto.when, veto.id, veto.inputs, self.questionnaire.questions, veto.parameters
                    ),
                    clauses=veto.clauses,
                    responsible=veto.responsible or "",
                    evidence=veto.evidence,
                )
                for veto in system.vetoes
            },
            adjustment_clauses={
                item.id: item.clauses for item in (system.adjustments.items if system.adjustments else ())
            },
        )

    def _indicator(
        self, indicator: Indicator, explainer: Explainer, response: WrittenResponse
    ) -> IndicatorText:
        explanation = explainer.node(indicator.id)
        parent = self._parents[indicator.id]
        target = target_of(indicator, explainer) if _falls_short(explanation) else Target()
        lowered = any(line.self_answer is not None for line in explanation.answers)
        beyond = target_of(indicator, explainer.as_assessed) if target.text and lowered else Target()
        return IndicatorText(
            id=indicator.id,
            name=indicator.name,
            group=parent.name if parent is not None else "",
            dimension=self._top(indicator.id),
            definition=indicator.definition or "",
            standard=self._standards[indicator.id],
            unit=indicator.unit or "",
            clauses=indicator.clauses,
            responsible=indicator.responsible or "",
            answer_text=answer_text(explanation),
            both_text=answer_text(explanation, both=True),
            method_text=joined(explanation.arithmetic, "；"),
            review_text=review_text(explanation, response),
            evidence=indicator.evidence,
            sensitivity=self._sensitivity(indicator, explanation),
            target_text=target.text,
            lacks_options=target.lacks_options,
            beyond_text=beyond.text,
            beyond_lacks_options=beyond.lacks_options,
            refused=any(line.refused for line in explanation.answers),
        )

    def _sensitivity(self, indicator: Indicator, explanation: NodeExplanation) -> Sensitivity:
        """The indicator's own; answers to restricted questions keep one that is public from showing its answers."""
        fed = any(line.question in self._restricted for line in explanation.answers)
        return "internal" if fed and indicator.sensitivity == "public" else indicator.sensitivity

    def _top(self, node_id: str) -> str:
        parent = self._parents[node_id]
        while parent is not None and self._parents[parent.id] is not None:
            parent = self._parents[parent.id]
        return parent.name if parent is not None else ""


def possible_of(system: IndicatorSystem, questionnaire: Questionnaire) -> PossibleScores:
    """What readers who may not see all can know of scores beforehand; nothing where nothing is restricted."""
    sensitive = (*item_sensitivities(system).values(), *(leaf.sensitivity for leaf in system.leaves.values()))
    if "restricted" not in sensitive:
        return PossibleScores()
    low, width = system.scale.lowest, system.scale.highest - system.scale.lowest

    @cache
    def places(indicator: str, unit_type: str | None) -> Places:
        segments = possible_scores(system, questionnaire, system.leaves[indicator], unit_type)
        return tuple(((start - low) / width, (end - low) / width) for start, end in segments) or ANYWHERE

    @cache
    def told(unit_type: str | None) -> frozenset[str]:
        return sharing(system, unit_type)

    return PossibleScores(int(width * 10**system.rounding.digits), places, told)


def visibility_of(system: IndicatorSystem, possible: PossibleScores) -> SystemText:
    """The system in as few words as decide what the public may see."""
    return SystemText(
        {
            leaf.id: IndicatorText(leaf.id, leaf.name, sensitivity=leaf.sensitivity)
            for leaf in system.leaves.values()
        },
        sensitivities=item_sensitivities(system),
        possible=possible,
    )


def item_sensitivities(system: IndicatorSystem) -> dict[str, Sensitivity]:
    """Those of adjustments and vetoes, by id."""
    items = system.adjustments.items if system.adjustments else ()
    return {item.id: item.sensitivity for item in (*items, *system.vetoes)}


def restricted_questions(system: IndicatorSystem, questionnaire: Questionnaire) -> frozenset[str]:
    """The questions that are restricted, or belong to something that is."""
    owners = {id_ for id_, found in item_sensitivities(system).items() if found == "restricted"}
    owners |= {leaf.id for leaf in system.leaves.values() if leaf.sensitivity == "restricted"}
    return frozenset(
        question.id
        for question in questionnaire.questions.values()
        if question.sensitivity == "restricted" or question.owner in owners
    )


def _falls_short(explanation: NodeExplanation) -> bool:
    node = explanation.node
    return node.lost != 0 if node.lost is not None else node.state != "not-applicable"


def answer_text(explanation: NodeExplanation, *, both: bool = False) -> str:
    """The answers a score rests on: the value alone where there is one, else each with its question's text.

    both: with the self-assessed answers that a review changed.
    """
    lines = explanation.answers
    texts = [_with_own(line) if both else typeset(line.worded) for line in lines]
    if len(lines) == 1:
        return texts[0]
    return "\n".join(
        say("{name}：{text}", name=typeset(line.text), text=text)
        for line, text in zip(lines, texts, strict=True)
    )


def _with_own(line: AnswerLine) -> str:
    text = typeset(line.worded)
    if line.self_answer is None:
        return text
    if joined(("", ""), "；") in text:  # what is chosen and what is not are paragraphs of their own
        return say("{answer}；自评{own}", answer=text, own=typeset(line.self_answer))
    return say("{answer}（自评{own}）", answer=text, own=typeset(line.self_answer))


def review_text(explanation: NodeExplanation, response: WrittenResponse) -> str:
    """What reviews changed, and why; reviewers are not named, in their reasons neither."""
    reviews = response.response.reviews
    names = reviewers_of(response)
    found = []
    for line in explanation.answers:
        if line.self_answer is None or line.question not in reviews:
            continue
        question, own = typeset(line.text), line.self_answer
        reason = without_names(reviews[line.question].reason, names)
        if line.refused:
            found.append(
                say(
                    "{question}核定不予认定（自评{own}，原因：{reason}）",
                    question=question,
                    own=own,
                    reason=reason,
                )
            )
        else:
            found.append(
                say(
                    "{question}核定为{answer}（自评{own}，调整原因：{reason}）",
                    question=question,
                    answer=line.answer,
                    own=own,
                    reason=reason,
                )
            )
    return joined(found, "；")


def reviewers_of(response: WrittenResponse) -> tuple[str, ...]:
    """Everybody a review is by, the longest name first, so that no part of a name is left."""
    names = {review.by.strip() for review in response.response.reviews.values() if review.by}
    return tuple(sorted(names - {""}, key=lambda name: (-len(name), name)))


def without_names(text: str, names: Sequence[str]) -> str:
    """The text with reviewers' names replaced by what they are.

    A name of one character is also a part of other words: it is one where it stands alone, behind 经, 由 and the like,
    or before a form of address or what reviewers do.
    """
    for name in names:
        if len(name) > 1:
            text = (
                text.replace(name, say(_REVIEWER)) if in_chinese() else _whole(name).sub(say(_REVIEWER), text)
            )
        elif name in text and not name.isdecimal():
            text = _single(name).sub(say(_REVIEWER), text)
    return text


def _whole(name: str) -> re.Pattern[str]:
    """A name that is no part of a longer word: of Ann there is none in annual or Annual."""
    start, end = (
        (r"(?<![A-Za-z])" if name[0].isascii() else ""),
        (r"(?![A-Za-z])" if name[-1].isascii() else ""),
    )
    return re.compile(f"{start}{re.escape(name)}{end}")


def _single(name: str) -> re.Pattern[str]:
    letter = re.escape(name)
    return re.compile(
        rf"(?<!\w){letter}(?!\w)|(?<=[经由据请与和]){letter}(?!{_COUNTED})|{letter}(?:{_ADDRESS})|{letter}(?={_DOING})"
    )


def without_reviewers(unit: UnitResult, names: Sequence[str]) -> UnitResult:
    """The unit with reviewers' names out of the reasons they gave for what does not apply."""
    if not names:
        return unit

    def answer(given: Answer) -> Answer:
        return replace(given, reason=without_names(given.reason, names)) if given.reason else given

    return replace(
        unit,
        nodes={
            id_: replace(node, reason=without_names(node.reason, names)) if node.reason else node
            for id_, node in unit.nodes.items()
        },
        not_applicable={id_: without_names(reason, names) for id_, reason in unit.not_applicable.items()},
        adjustments=tuple(
            replace(item, reason=without_names(item.reason, names)) for item in unit.adjustments
        ),
        answers={id_: answer(given) for id_, given in unit.answers.items()},
        self_answers={id_: answer(given) for id_, given in unit.self_answers.items()},
    )


def evidence_of(response: WrittenResponse) -> list[EvidenceText]:
    """The unit's evidence in the order given."""
    names = reviewers_of(response)
    return [
        EvidenceText(
            indicator=subject,
            description=without_names(_evidence(item), names),
            page=item.page or "",
            date=item.date or "",
            digest=item.sha256 or "",
        )
        for subject, items in response.response.evidence.items()
        for item in items
    ]


def _evidence(item: EvidenceItem) -> str:
    text = item.title or item.file or ""
    seen = say("现场查阅:{what}", what=item.on_site) if item.on_site else ""
    return joined((part for part in (text, seen, item.note or "") if part), ";")
