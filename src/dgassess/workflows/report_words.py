"""A system, a questionnaire and a unit's answers in the words that reports print."""

from __future__ import annotations

from dgassess.engine.explanation import Explainer, NodeExplanation, standard_of
from dgassess.loading.responses import WrittenResponse
from dgassess.model.nodes import Indicator
from dgassess.model.questions import Questionnaire
from dgassess.model.responses import EvidenceItem
from dgassess.model.systems import IndicatorSystem
from dgassess.reporting.contents import ClauseText, EvidenceText, IndicatorText, LevelText, SystemText
from dgassess.reporting.wording import typeset
from dgassess.rules.fields import exact


class SystemWords:
    """The words of a system and questionnaire, made once for any number of units."""

    def __init__(self, system: IndicatorSystem, questionnaire: Questionnaire) -> None:
        self.system, self.questionnaire = system, questionnaire
        self._standards = {
            indicator.id: standard_of(indicator, indicator.rule, questionnaire, system.scale)
            for indicator in system.leaves.values()
        }
        self._parents = {node.id: parent for node, parent, _ in system.walk()}

    def for_unit(self, explainer: Explainer, response: WrittenResponse) -> SystemText:
        """The system in words with one unit's answers put in."""
        system = self.system
        parts = {
            clause.id: f"{part.id}、{part.title}" for part in system.clause_parts for clause in part.clauses
        }
        return SystemText(
            indicators={
                indicator.id: self._indicator(indicator, explainer, response)
                for indicator in system.leaves.values()
            },
            clauses=tuple(ClauseText(c.id, c.title, parts.get(c.id, "")) for c in system.clauses),
            levels=tuple(
                LevelText(
                    level.name,
                    None if level.at_least is None else exact(level.at_least),
                    None if level.above is None else exact(level.above),
                )
                for level in system.levels
            ),
            questions={question.id: question.text for question in self.questionnaire.questions.values()},
            description=system.description,
            clause_source=system.clause_source,
            views={view.id: view.name for view in system.views},
        )

    def _indicator(
        self, indicator: Indicator, explainer: Explainer, response: WrittenResponse
    ) -> IndicatorText:
        explanation = explainer.node(indicator.id)
        parent = self._parents[indicator.id]
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
            method_text="；".join(explanation.arithmetic),
            review_text=review_text(explanation, response),
            evidence=indicator.evidence,
            sensitivity=indicator.sensitivity,
        )

    def _top(self, node_id: str) -> str:
        parent = self._parents[node_id]
        while parent is not None and self._parents[parent.id] is not None:
            parent = self._parents[parent.id]
        return parent.name if parent is not None else ""


def answer_text(explanation: NodeExplanation) -> str:
    """The answers a score rests on: the value alone where there is one, else each with its question's text."""
    lines = explanation.answers
    if len(lines) == 1:
        return typeset(lines[0].worded)
    return "\n".join(f"{typeset(line.text)}：{typeset(line.worded)}" for line in lines)


def review_text(explanation: NodeExplanation, response: WrittenResponse) -> str:
    """What reviews changed, and why; reviewers are not named."""
    reviews = response.response.reviews
    found = [
        f"{typeset(line.text)}核定为{line.answer}（自评{line.self_answer}，调整原因：{reviews[line.question].reason}）"
        for line in explanation.answers
        if line.self_answer is not None and line.question in reviews
    ]
    return "；".join(found)


def evidence_of(response: WrittenResponse) -> list[EvidenceText]:
    """The unit's evidence in the order given."""
    return [
        EvidenceText(
            indicator=subject,
            description=_evidence(item),
            page=item.page or "",
            date=item.date or "",
            digest=item.sha256 or "",
        )
        for subject, items in response.response.evidence.items()
        for item in items
    ]


def _evidence(item: EvidenceItem) -> str:
    text = item.title or item.file or ""
    seen = f"现场查阅:{item.on_site}" if item.on_site else ""
    return ";".join(part for part in (text, seen, item.note or "") if part)
