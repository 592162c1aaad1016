"""One defect per response: which one is named, where, and what the message and the help say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loading.responding import HEAD, respond
from tests.systems import found_of

# Per answer: the answer with its mark, the check, what the message says, what the help says.
ANSWERS: list[tuple[str, str, str, str]] = [
    ("▶A-1.lvel: A", "unknown-question", "no question 'A-1.lvel' in questionnaire q", "'A-1.lvl'"),
    ("▶TC-9: A", "unknown-question", "no question 'TC-9'", "look like 'A-1.lvl'"),
    ("A-1.lvl: ▶D", "option-not-in-list", "'D' is not an option of A-1.lvl", "Allowed are A, B, C."),
    ("A-1.lvl: ▶1", "option-not-in-list", "'1' is not an option of A-1.lvl", "A, B, C"),
    ("A-1.lvl: ▶不适用", "option-not-in-list", "'不适用'", "A-1.lvl does not permit"),
    ("A-5.cov: ▶不适用:本级无系统", "not-a-number", "'不适用:本级无系统'", "{not_applicable: reason}"),
    ("A-1.lvl: ▶true", "not-a-text", "not 'true'", "A, B, C"),
    ("A-1.lvl: ▶[A, B]", "not-a-text", "A-1.lvl needs one of its options, not '[A, B]'", "A, B, C"),
    ("A-2.items: [a, ▶A1]", "option-not-in-list", "'A1'", "a, b, c"),
    ("A-2.items: [a, ▶{b: 1}]", "not-an-option", "'{b: 1}'", "a, b, c"),
    ("A-2.items: [a, b, ▶a]", "option-twice", "'a' of A-2.items", "Delete one"),
    ("A-2.items: ▶{a: true}", "not-a-list", "'{a: true}'", "[a, b]"),
    ("A-2.items: ▶a、d", "option-not-in-list", "'d'", "a, b, c"),
    ("A-3.rate: ▶188", "answer-out-of-range", "188; allowed is a number from 0 to 100 %", "95 means 95%"),
    ("A-3.rate: ▶-1%", "answer-out-of-range", "-1", "95 means 95%"),
    ("A-3.meet: ▶100", "answer-out-of-range", "100; allowed is a number from 0 to 99 次", "Check the figure"),
    ("A-3.meet: ▶六次", "not-a-number", "'六次'", "digits only"),
    ("A-3.meet: ▶约6", "not-a-number", "'约6'", "digits only"),
    ("A-3.meet: ▶true", "not-a-number", "'true'", "digits only"),
    ("A-3.meet: ▶[6]", "not-a-number", "'[6]'", "digits only"),
    ("A-3.meet: ▶6.5", "not-an-integer", "6.5", "counted in 次"),
    ("A-3.meet: ▶6%", "unexpected-percent", "'6%'", "without '%'"),
    ("A-5.cov: {numerator: ▶51, denominator: 50}", "numerator-over-denominator", "51", "swapped"),
    ("A-5.cov: ▶{numerator: 5}", "proportion-incomplete", "no denominator", "{numerator: 41, denominator: 50}"),
    ("A-5.cov: {numerator: ▶五, denominator: 9}", "not-a-number", "'五'", "digits only"),
    ("A-5.cov: {numerator: ▶-5, denominator: 9}", "answer-out-of-range", "-5", "0 or more"),
    ("A-5.cov: {▶numer: 5, denominator: 9}", "unknown-key", "'numer'", "'numerator'"),
    ("A-5.cov: ▶101", "answer-out-of-range", "101", "95 means 95%"),
    ("A-5.cov: {▶not_applicable: }", "not-applicable-without-reason", "A-5.cov", "'本级无系统'; '由上级统建'"),
    ("A-5.cov: {not_applicable: ▶本级没系统}", "not-applicable-reason-unknown", "'本级没系统'", "mean '本级无系统'"),
    ("A-5.cov: {not_applicable: ▶true}", "not-applicable-without-reason", "A-5.cov", "'本级无系统'"),
    ("A-5.cov: {not_applicable: 本级无系统, value: ▶5}", "not-applicable-with-value", "'value'", "Give either"),
    ("A-3.rate: {not_applicable: ▶没有统计}", "not-applicable-not-permitted", "'没有统计'", "leave it blank"),
    ("A-6.has: ▶或许", "not-yes-or-no", "'或许'", "true or false"),
    ("A-6.has: ▶1", "not-yes-or-no", "'1'", "true or false"),
    ("A-7.last: ▶2026-02-30", "not-a-date", "'2026-02-30'", "2026-12-20"),
    ("A-7.last: ▶去年", "not-a-date", "'去年'", "2026-12-20"),
    ("A-7.note: ▶一二三四五六七", "text-too-long", "7 characters; at most 6", "Shorten"),
    ("A-7.note: ▶[a]", "not-a-text", "'[a]'", "quotation marks"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "check", "says", "remedy"), ANSWERS, ids=[case[0] for case in ANSWERS])
def test_a_defective_answer(answer: str, check: str, says: str, remedy: str, tmp_path: Path) -> None:
    unit, diagnostics, marked = respond(tmp_path, f"{HEAD}answers:\n  {answer}\n")
    assert unit is None
    assert found_of(diagnostics) == [("r.yaml", check, *marked[0][1:])]
    (diagnostic,) = diagnostics
    assert diagnostic.severity == "error"
    assert says in diagnostic.message
    assert diagnostic.message.endswith(".")
    assert remedy in diagnostic.help


# Warnings: the answer counts all the same.
REMARKS: list[tuple[str, str, str, str]] = [
    ("A-3.rate: ▶0.95", "percent-below-one", "0.95, which means 0.95%", "write 95"),
    ("A-7.n: ▶1.25", "too-many-decimals", "1.25; the number of decimals asked for is 1", "Round it"),
    ("▶F-1.hit: false", "assessor-question-answered", "F-1.hit is the assessor's", "'reviews'"),
    ("A-6.has: false\n  A-6.items: ▶[a]", "answer-not-asked", "A-6.items is answered although", "A-6.has"),
    ("A-6.has: 否\n  A-6.items: ▶[a]", "answer-not-asked", "asked only when 'has' holds", "A-6.has"),
]


@pytest.mark.parametrize(("answer", "check", "says", "remedy"), REMARKS, ids=[case[0] for case in REMARKS])
def test_a_remark_on_an_answer(answer: str, check: str, says: str, remedy: str, tmp_path: Path) -> None:
    unit, diagnostics, marked = respond(tmp_path, f"{HEAD}answers:\n  {answer}\n")
    assert unit is not None
    assert found_of(diagnostics) == [("r.yaml", check, *marked[0][1:])]
    assert diagnostics[0].severity == "warning"
    assert says in diagnostics[0].message
    assert remedy in diagnostics[0].help


def test_taking_options_from_a_defective_answer_is_no_second_defect(tmp_path: Path) -> None:
    text = (
        f"{HEAD}answers: {{A-2.items: [a, b, ▶z]}}\nreviews: {{A-2.items: {{remove: [b], reason: 核查}}}}\n"
    )
    unit, diagnostics, marked = respond(tmp_path, text)
    assert unit is None
    assert found_of(diagnostics) == [("r.yaml", "option-not-in-list", *marked[0][1:])]


# Reviews and evidence: what stands below `answers`, and what is found there.
BELOW: list[tuple[str, str, str, str]] = [
    ("reviews: {▶A-1.lv: {value: B, reason: 核查}}", "unknown-question", "'A-1.lv'", "'A-1.lvl'"),
    ("reviews: {A-1.lvl: {value: ▶E, reason: 核查}}", "option-not-in-list", "'E'", "A, B, C"),
    ("reviews: {A-2.items: {remove: [▶c], reason: 核查}}", "review-removes-nothing", "'c', which was not", "are a, b."),
    ("reviews: {A-1.lvl: {remove: ▶[A], reason: 核查}}", "review-removes-nothing", "A-1.lvl", "'value'"),
    ("reviews: {A-6.items: {remove: ▶[a], reason: 核查}}", "review-removes-nothing", "A-6.items", "'value'"),
    ("reviews: {A-1.lvl: ▶{value: B}}", "missing-key", "'reason'", ""),
    ("reviews: {A-1.lvl: ▶{reason: 核查}}", "invalid-value", "exactly one of 'value', 'remove'", ""),
    ("reviews: {A-1.lvl: ▶{value: B, remove: [A], reason: 核查}}", "invalid-value", "exactly one of", ""),
    ("reviews: {A-5.cov: {not_applicable: ▶无, reason: 核查}}", "not-applicable-reason-unknown", "'无'", "本级无系统"),
    ("reviews: {A-5.cov: ▶{not_applicable: , reason: 核查}}", "invalid-value", "'not_applicable' of a review", ""),
    ("reviews: {A-1.lvl: {value: B, reason: 核查, date: ▶2026年}}", "invalid-value", "'2026年'", ""),
    (
        "reviews: {F-1.hit: {value: true, reason: 核查}, F-1.leaves: {value: ▶[A-1, A-11], reason: 核查}}",
        "unknown-indicator", "'A-11'", "'A-1'",
    ),
    ("evidence: {▶A-9: [{file: a.pdf}]}", "unknown-evidence-subject", "'A-9'", "'A-"),
    ("evidence: {▶A-1.lvv: [{file: a.pdf}]}", "unknown-evidence-subject", "'A-1.lvv'", "'A-1.lvl'"),
    ("evidence: {'▶A-2.items#d': [{file: a.pdf}]}", "unknown-evidence-subject", "'d' of A-2.items", "a, b, c"),
    ("evidence: {'▶A-2#a': [{file: a.pdf}]}", "unknown-evidence-subject", "'a' of A-2", "A-2.items#a"),
    ("evidence: {A-1: [▶{page: 3}]}", "invalid-value", "'file' or 'on_site'", ""),
]  # fmt: skip


@pytest.mark.parametrize(("part", "check", "says", "remedy"), BELOW, ids=[case[0] for case in BELOW])
def test_a_defective_review_or_piece_of_evidence(
    part: str, check: str, says: str, remedy: str, tmp_path: Path
) -> None:
    # A mark inside quotation marks stands for the place of the quoted key, which begins with its quote.
    part = part.replace("'▶", "▶'")
    unit, diagnostics, marked = respond(
        tmp_path, f"{HEAD}answers: {{A-1.lvl: A, A-2.items: [a, b]}}\n{part}\n"
    )
    assert unit is None
    assert found_of(diagnostics) == [("r.yaml", check, *marked[0][1:])], diagnostics
    assert says in diagnostics[0].message
    assert remedy in diagnostics[0].help


ANSWER = "answers: {A-1.lvl: A}\n"
# Heads: which part of the head is replaced by what.
HEADS: list[tuple[str, str, str, str, str]] = [
    ("{id: q, version", "{id: ▶qq, version", "other-questionnaire", "'qq', but the system needs 'q'", "system of that"),
    ("{id: q, version: 2026.1.0}", "▶qq", "other-questionnaire", "'qq'", "system of that"),
    ("2026.1.0", "▶2025.1.0", "other-questionnaire-version", "2025.1.0", "version it was filled in for"),
    ("type: 市", "type: ▶地级市", "unknown-unit-type", "'地级市'", "市, 部门"),
    ("type: 市, ", "", "missing-unit-type", "330100", "市, 部门"),
    ("class: 东部", "class: ▶华东", "unknown-unit-class", "'华东'", "东部, 西部"),
    ("format: dgassess/response/1", "format: ▶dgassess/respons/1", "unknown-format", "respons", "dgassess/response/1"),
    ("period", "▶perod", "unknown-key", "perod", "'period'"),
    ('id: "330100"', 'id: ▶""', "wrong-length", "'id'", ""),
    ("name: 滨江市", "nam: 滨江市", "unknown-key", "nam", "'name'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "check", "says", "remedy"), HEADS, ids=[case[1] for case in HEADS])
def test_a_defective_head(old: str, new: str, check: str, says: str, remedy: str, tmp_path: Path) -> None:
    unit, diagnostics, marked = respond(tmp_path, HEAD.replace(old, new) + ANSWER)
    assert unit is None
    place = marked[0][1:] if marked else ((4, 7) if check == "missing-unit-type" else (4, 22))
    assert found_of(diagnostics) == [("r.yaml", check, *place)]
    assert says in diagnostics[0].message
    assert remedy in diagnostics[0].help
