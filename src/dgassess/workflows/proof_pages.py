"""The pages of what proofs refute, in the form of the checks' docstrings."""

from __future__ import annotations

from dgassess.values.diagnostics import Severity

PROOF_PAGES: dict[str, tuple[Severity, str]] = {
    "proof-scale": ("error", """A score can leave the scale (found by --proofs).

What: answers that obey the questionnaire give a node more than the highest or less than the lowest score.
Why: groups, levels and reports take every score for one within the scale.
Example: `{kind: expression, formula: "40 + 10*n", clamp: false}` with n up to 10.
Instead: leave `clamp` at true, give a cap, or limit the question's range.
"""),
    "proof-highest": ("warning", """No unit can get the highest score of a node (found by --proofs).

What: whatever is answered, the node stays below the highest score of the scale.
Why: the weight beyond what can be reached is lost to everybody, and totals mean less than they seem to.
Example: `points: {A: 80, B: 40}`, or a target of 120 for a percentage of at most 100.
Instead: give the best answer the highest score.
"""),
    "proof-lowest": ("information", """No unit can get the lowest score of a node (found by --proofs).

What: whatever is answered, or left blank, the node stays above the lowest score of the scale.
Why: the node's weight counts for less than declared; often that is meant, as with a base score.
Example: `{kind: yes-no, question: has, no: 40}` in a system that excludes blanks.
Instead: let the worst answer have the lowest score, or leave it as it is.
"""),
    "proof-level": ("warning", """No unit can get a level (found by --proofs).

What: no answers lead to the level; an error where totals reach it and a gate or cap never lets a unit stay there.
Why: a level that nobody can get misleads whoever reads the method.
Example: a gate that demands 80 of an indicator whose best answer gives 70.
Instead: correct the bound, the gate, or what keeps the score from reaching it.
"""),
    "proof-nothing-scored": ("warning", """A unit that answers nothing gets a level (found by --proofs).

What: an indicator is scored without any answer, so that a blank questionnaire has a total and a level.
Why: a unit that did not take part would be published with a level.
Example: `{kind: expression, formula: "60"}`
Instead: let every rule look at an answer.
"""),
    "proof-question": ("warning", """No answer to a scored question changes any score (found by --proofs).

What: whatever uses the question gives the same for all answers to it.
Why: people collect a figure for nothing, and believe that it counts.
Example: `points: {A: 60, B: 60}`, or a branch of a formula that is never taken.
Instead: let the answers differ in score, or mark the question `scored: false` and drop it from the rule.
"""),
    "proof-direction": ("warning", """A rule does not move the way it says (found by --proofs).

What: a better answer to one question, all others the same, gives a worse result.
Why: units could gain by doing worse, or by reporting less.
Example: bands of 100, 60 and 80 from best to worst; a ratio whose denominator may be negative.
Instead: order the scores, or limit the question's range to what makes sense, such as `minimum: 0`.
"""),
}  # fmt: skip
"""From a claim's name to its usual severity and its page."""
