"""Why a figure of a golden case is what it is: the lines shown below a figure that differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dgassess.engine.arithmetic import Arithmetic, figure
from dgassess.engine.results import UnitResult
from dgassess.engine.scoring import ScoringUnit
from dgassess.model.nodes import Described
from dgassess.values.language import say
from dgassess.workflows.ready_systems import ReadySystem, explainer_of

if TYPE_CHECKING:
    from dgassess.engine.explanation import Explainer

Lines = tuple[str, ...]


@dataclass(slots=True)
class Reasons:
    """Explains the figures of one scored unit; nothing is worked out before a figure differs."""

    ready: ReadySystem
    unit: ScoringUnit
    result: UnitResult
    _explainer: Explainer | None = field(default=None, init=False)

    @property
    def explainer(self) -> Explainer:
        """What explains the unit, made on first use."""
        if self._explainer is None:
            self._explainer = explainer_of(self.ready, self.result)
        return self._explainer

    def node(self, node_id: str) -> Lines:
        """The answers of an indicator and the arithmetic, or the arithmetic of a group."""
        explanation = self.explainer.node(node_id)
        answers = tuple(f"{line.question}: {line.answer}" for line in explanation.answers)
        return (*answers, *explanation.arithmetic)

    def contribution(self, node_id: str) -> Lines:
        """Share × score, below what the score comes from."""
        node = self.result.nodes[node_id]
        if node.contribution is None or node.score is None or node.share is None:
            return self.node(node_id)
        text = say(
            "折算分:{share}%×{score}={contribution}",
            share=figure(node.share * 100),
            score=figure(node.score),
            contribution=figure(node.contribution),
        )
        return (*self.node(node_id), text)

    def base(self) -> Lines:
        """The arithmetic from the top nodes to the base, and what happened to it."""
        return (*self.explainer.whole(), *self.steps())

    def steps(self) -> Lines:
        """Every step from the base to the level, with its kind as `expect.steps` names it."""
        return tuple(
            f"{step.kind}: {step.text}"
            + (f" ({step.before} → {step.after})" if step.before is not None else "")
            for step in self.result.steps
        )

    def item(self, item_id: str) -> Lines:
        """The answers an adjustment rests on and its arithmetic before caps; of a veto the answers."""
        system = self.ready.system
        written: list[Described] = [*(system.adjustments.items if system.adjustments else ()), *system.vetoes]
        described = next((item for item in written if item.id == item_id), None)
        if described is None:
            return ()
        answers = tuple(f"{line.question}: {line.answer}" for line in self.explainer.answers(described))
        plans = self.explainer.plan.adjustments
        operation = next((plan.operation for plan in plans if plan.id == item_id), None)
        if operation is None:
            return answers
        return (*answers, *Arithmetic(self.explainer.values).lines(operation))

    def vetoes(self) -> Lines:
        """The answers every veto rests on."""
        return tuple(line for veto in self.ready.system.vetoes for line in self.item(veto.id))

    def self_assessed(self) -> Reasons:
        """The same unit by its own answers."""
        return Reasons(self.ready, self.unit, self.ready.scorer.score_unit(self.unit, "self"))
