"""The pages of the defects of responses, and of files that do not fit together, in the form of pages.py."""

from __future__ import annotations

from dgassess.values.diagnostics import Severity

ANSWER_PAGES: dict[str, str] = {}
"""From a defect's name to its page: what it is, then Why, Example, Instead."""
ANSWER_WARNINGS: set[str] = set()
"""Those that are warnings of themselves; the others are errors."""


def _page(name: str, title: str, why: str, example: str, instead: str, severity: Severity = "error") -> None:
    ANSWER_PAGES[name] = f"{title}\n\nWhy: {why}\nExample: {example}\nInstead: {instead}\n"
    if severity == "warning":
        ANSWER_WARNINGS.add(name)


_page(
    "file-named-twice", "A file is named twice.", "what it holds would count twice.",
    "`dimensions: [tc.yaml, tc.yaml]`", "delete one of the two, or name the file that was meant.",
)  # fmt: skip
_page(
    "questionnaire-not-found", "A system names a questionnaire that is not there.",
    "without its questions no rule can be checked.", "`questionnaire: {id: digital-goverment}`",
    "correct the id, or put the questionnaire into questionnaires/<id>/ beside indicators/.",
)  # fmt: skip
_page(
    "questionnaire-id", "A questionnaire calls itself something else than its folder.",
    "responses name it by its id, systems find it by its folder.",
    "`id: survey` in questionnaires/park-survey/.", "let folder, id and the system's line agree.",
)  # fmt: skip
_page(
    "other-questionnaire", "A response answers a questionnaire that the system does not use.",
    "read against another questionnaire, every answer would look wrong.", "`questionnaire: park-survy`",
    "name the questionnaire it was filled in for, or validate it together with its own system.",
)  # fmt: skip
_page(
    "other-questionnaire-version", "A response answers another version of the questionnaire.",
    "questions may have changed their meaning.", "`questionnaire: {id: park-survey, version: 0.9.0}`",
    "use the version it was filled in for, or have it filled in again.",
)  # fmt: skip
_page(
    "unit-twice", "Two responses answer for the same unit.", "it would be ranked twice.",
    '`id: "330100"` in two files.', "keep one response per unit.",
)  # fmt: skip
_page(
    "missing-unit-type", "A unit has no type where the system scores by type.",
    "weights, targets and questions depend on it.", '`unit: {id: "1", name: 东园}`', "add `type: 市`.",
)  # fmt: skip
_page(
    "unknown-unit-class", "A unit is of a class that the system does not have.",
    "it would be ranked among the wrong peers.", "`class: 东北部`", "`class: 东北`",
)  # fmt: skip
_page(
    "unknown-indicator", "An answer lists an indicator that does not exist.",
    "nothing would be set to zero.", "`FJ-1.list: [TC-9-9]`", "correct the id.",
)  # fmt: skip
_page(
    "unknown-evidence-subject", "Evidence is given for a question that does not exist.",
    "nobody would find it.", "`evidence: {TC-1-11.lvl: …}`", "correct the id.",
)  # fmt: skip
_page(
    "question-not-for-type", "A question is answered that does not apply to units of this type.",
    "the answer counts nowhere; the unit's type or the id may be wrong.", "a county answers a province's question.",
    "leave it out, or correct the type.",
)  # fmt: skip
_page(
    "assessor-question-answered", "A question for the assessor stands among the unit's answers.",
    "nobody assesses themselves there.", "`answers: {TC-1-1.quality: A}`",
    "give the finding under `reviews`, with its reason.", "warning",
)  # fmt: skip
_page(
    "answer-not-asked", "A question is answered whose condition does not hold.",
    "the answer is ignored; it, or the one that decides, may be wrong.",
    "a number of platforms where `has: false`.", "leave it out, or correct the deciding answer.", "warning",
)  # fmt: skip
_page(
    "numerator-over-denominator", "A part is larger than its whole.", "the two figures may have been swapped.",
    "`FW-1.done: 30` where `FW-1.total: 20`.", "correct the figures.",
)  # fmt: skip
_page(
    "cross-check", "Answers contradict each other by a check of the questionnaire, which also says how severe it is.",
    "one of them is wrong.", "more tasks done in time than there are tasks.", "correct the answers.", "warning",
)  # fmt: skip
_page(
    "review-removes-nothing", "A review takes away options that were not chosen.",
    "it would change nothing.", "`remove: [c]` where `[a, b]` was answered.", "name options that were chosen.",
)  # fmt: skip
_page(
    "answer-out-of-range", "A number is outside the range its question allows.", "it is hardly what was meant.",
    "`JC-1.cov: 900` for a percentage.", "`JC-1.cov: 90`",
)  # fmt: skip
_page(
    "not-a-number",
    "An answer is not a number.",
    "it cannot be scored.",
    "`FW-1.done: 约20项`",
    "`FW-1.done: 20`",
)
_page(
    "not-an-integer",
    "A count has decimals.",
    "things are counted whole.",
    "`FW-1.done: 19.5`",
    "`FW-1.done: 19`",
)
_page(
    "not-a-date", "An answer is not a date.", "it cannot be compared.", "`TC-1-1.since: 去年`",
    "`TC-1-1.since: 2025-12-20`",
)  # fmt: skip
_page(
    "not-a-list",
    "An answer is not a list.",
    "several may be chosen.",
    "`JC-2.items: {a: 是}`",
    "`JC-2.items: [a]`",
)
_page(
    "not-a-text",
    "An answer is not a text.",
    "the question asks for words.",
    "`TC-1-1.note: [甲]`",
    "`note: 甲`",
)
_page(
    "not-an-option", "A chosen option is not one.", "options are named by their ids.", "`JC-2.items: [7]`",
    "`JC-2.items: [a]`",
)  # fmt: skip
_page(
    "option-not-in-list", "A chosen option is not among those of the question.", "it counts nothing.",
    "`JC-2.items: [a, e]` where options are a and b.", "`JC-2.items: [a]`",
)  # fmt: skip
_page("option-twice", "An option is chosen twice.", "another may be meant.", "`[a, a]`", "`[a, b]`")
_page(
    "not-yes-or-no",
    "A yes-no question is answered otherwise.",
    "it has two answers.",
    "`hit: 部分`",
    "`hit: true`",
)
_page(
    "unexpected-percent", "A percent sign stands where no percentage is asked.", "a count is wanted.",
    "`FW-1.done: 20%`", "`FW-1.done: 20`",
)  # fmt: skip
_page(
    "percent-below-one", "A percentage is between 0 and 1.", "0.85 may mean 85 %.", "`JC-1.cov: 0.85`",
    "`JC-1.cov: 85`", "warning",
)  # fmt: skip
_page(
    "too-many-decimals", "A number has more decimals than its question allows.", "it is scored as it stands.",
    "`JC-1.cov: 85.123456`", "`JC-1.cov: 85.12`", "warning",
)  # fmt: skip
_page(
    "proportion-incomplete", "A proportion lacks its numerator or denominator.", "it needs both.",
    "`{numerator: 41}`", "`{numerator: 41, denominator: 50}`",
)  # fmt: skip
_page(
    "text-too-long", "A text is longer than its question allows.", "it does not fit the report.",
    "an annual report as an answer.", "shorten it; details belong in the evidence.",
)  # fmt: skip
_page(
    "not-applicable-not-permitted", "A question is called not applicable that must be answered.",
    "leaving it out would raise the score.", "`{not_applicable: 没有}`", "answer it.",
)  # fmt: skip
_page(
    "not-applicable-reason-unknown", "Not applicable is claimed for a reason that is not permitted.",
    "the question lists the reasons.", "`{not_applicable: 忘了}`", "`{not_applicable: 没有事项}`",
)  # fmt: skip
_page(
    "not-applicable-without-reason", "Not applicable is claimed without a reason.", "it takes weight out.",
    "`{not_applicable: null}`", "`{not_applicable: 没有事项}`",
)  # fmt: skip
_page(
    "not-applicable-with-value", "An answer is a value and not applicable at once.", "only one can hold.",
    "`{not_applicable: 没有事项, numerator: 3}`", "keep one of the two.",
)  # fmt: skip
