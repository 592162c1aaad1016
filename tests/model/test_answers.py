"""Reading one raw answer against its question: blanks, answers that do not apply, and every kind of number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dgassess.model.answers import Reading, read_answer
from dgassess.values.answers import MISSING, answered, not_applicable
from tests.model.answering import problem, remarks, value
from tests.model.factory import asked as question

TYPES = (
    "single",
    "multi",
    "yes-no",
    "number",
    "integer",
    "percent",
    "proportion",
    "date",
    "text",
    "indicators",
)
REASONS = ("本级无三级及以上系统", "上级统建")


class TestBlank:
    @pytest.mark.parametrize("type", TYPES)
    @pytest.mark.parametrize("raw", [None, "", "  ", "　\t"])
    def test_a_blank_is_missing_whatever_the_type(self, type: str, raw: str | None) -> None:
        assert read_answer(question(type), raw) == Reading(MISSING)

    @pytest.mark.parametrize(
        ("type", "raw"), [("number", 0), ("yes-no", False), ("multi", []), ("percent", "0")]
    )
    def test_zero_no_and_none_chosen_are_answers(self, type: str, raw: Any) -> None:
        assert read_answer(question(type), raw).answer.state == "answered"


class TestNotApplicable:
    @pytest.mark.parametrize("type", TYPES)
    def test_with_a_permitted_reason(self, type: str) -> None:
        reading = read_answer(question(type, not_applicable=REASONS), {"not_applicable": " 上级统建 "})
        assert reading == Reading(not_applicable("上级统建"))

    @pytest.mark.parametrize("reason", [None, "", "  ", True, 3, ["上级统建"]])
    def test_without_a_reason(self, reason: object) -> None:
        found = problem(question("number", not_applicable=REASONS), {"not_applicable": reason})
        assert found.check == "not-applicable-without-reason"
        assert found.message == "The answer to TC-1-2.q is declared not applicable without a reason."
        assert found.help == "Permitted reasons: '本级无三级及以上系统'; '上级统建'."
        assert found.where == ("not_applicable",)

    def test_where_it_is_not_permitted(self) -> None:
        found = problem(question("number"), {"not_applicable": "上级统建"})
        assert found.check == "not-applicable-not-permitted"
        assert found.message == "Question TC-1-2.q does not permit 'not applicable' (given: '上级统建')."

    def test_an_unknown_reason_with_the_nearest(self) -> None:
        found = problem(question("number", not_applicable=REASONS), {"not_applicable": "本级无三级以上系统"})
        assert found.check == "not-applicable-reason-unknown"
        assert found.message == "'本级无三级以上系统' is not a permitted reason for TC-1-2.q."
        assert found.help == (
            "Did you mean '本级无三级及以上系统'? Permitted reasons: '本级无三级及以上系统'; '上级统建'."
        )

    def test_with_a_value_as_well(self) -> None:
        raw = {"not_applicable": "上级统建", "numerator": 3}
        found = problem(question("proportion", not_applicable=REASONS), raw)
        assert found.check == "not-applicable-with-value"
        assert found.where == ("numerator",)


class TestNumbers:
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            (12, 12),
            (Decimal("0.1"), Fraction(1, 10)),
            ("3.50", Fraction(7, 2)),
            ("１２．５", Fraction(25, 2)),
            (" 1,234 ", 1234),
            ("1，234，567", 1234567),
            ("−4", -4),
            ("1e3", 1000),
            (0, 0),
        ],
    )
    def test_good(self, raw: object, expected: Fraction) -> None:
        assert value(question("number"), raw) == expected

    @pytest.mark.parametrize(
        ("raw", "shown"),
        [
            ("abc", "'abc' is not a number."),
            ("不适用", "'不适用' is not a number."),
            ("约30", "'约30' is not a number."),
            ("1/3", "'1/3' is not a number."),
            ("NaN", "'NaN' is not a number."),
            (Decimal("NaN"), "'NaN' is not a number."),
            (Decimal("1e30000000"), "too large or too small"),
            ("12 34", "'12 34' is not a number."),
            ("1234567890.1234567", "more than 15 significant digits"),
            (True, "not 'true'."),
            ([1], "not "),
            ({"value": 1}, "not "),
        ],
    )
    def test_bad(self, raw: object, shown: str) -> None:
        found = problem(question("number"), raw)
        assert found.check == "not-a-number"
        assert found.message.startswith("A number is needed for TC-1-2.q")
        assert shown in found.message

    def test_a_percent_sign_belongs_to_percentages(self) -> None:
        found = problem(question("number", unit="万元"), "95%")
        assert found.check == "unexpected-percent"
        assert found.message == "'95%' has a percent sign, but TC-1-2.q is asked in 万元."
        assert "plain numbers" in problem(question("integer"), "95%").message
        assert value(question("number", unit="%"), "95%") == 95

    @pytest.mark.parametrize(
        ("limits", "raw", "allowed"),
        [
            ({"minimum": 0}, -1, "allowed is a number from 0"),
            ({"maximum": 10}, "10.5", "allowed is a number to 10"),
            ({"minimum": 1, "maximum": 5, "unit": "次"}, 6, "allowed is a number from 1 to 5 次."),
        ],
    )
    def test_out_of_range(self, limits: dict[str, Any], raw: object, allowed: str) -> None:
        found = problem(question("number", **limits), raw)
        assert found.check == "answer-out-of-range"
        assert allowed in found.message

    def test_the_bounds_belong_to_the_range(self) -> None:
        asked = question("number", minimum=1, maximum=Decimal("5.5"))
        assert [value(asked, raw) for raw in (1, "5.5")] == [1, Fraction(11, 2)]

    @pytest.mark.parametrize(("raw", "expected"), [(3, 3), ("3.0", 3), ("３", 3), ("1e2", 100)])
    def test_integers(self, raw: object, expected: int) -> None:
        assert value(question("integer"), raw) == expected

    def test_a_fraction_is_no_integer(self) -> None:
        found = problem(question("integer"), "3.5")
        assert (found.check, found.message) == ("not-an-integer", "TC-1-2.q needs a whole number, not 3.5.")

    @pytest.mark.parametrize(
        ("raw", "remarked"),
        [("1.25", False), ("1.250", False), ("1.255", True), ("1e12", False), ("123456789012345e12", False)],
    )
    def test_more_decimals_than_asked_for_are_remarked(self, raw: str, remarked: bool) -> None:
        expected = [("too-many-decimals", "warning")] if remarked else []
        assert remarks(question("number", decimals=2), raw) == expected

    def test_the_remark_shows_what_was_answered(self) -> None:
        (remark,) = read_answer(question("number", decimals=1), "1.25").remarks
        assert remark.message == "TC-1-2.q is answered 1.25; the number of decimals asked for is 1."


class TestPercentages:
    @pytest.mark.parametrize("type", ["percent", "proportion"])
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            (95, 95),
            ("95%", 95),
            ("９５％", 95),
            ("95.5 %", Fraction("95.5")),
            ("0.5%", Fraction(1, 2)),
            ("100", 100),
        ],
    )
    def test_points_with_or_without_the_sign(self, type: str, raw: object, expected: Fraction) -> None:
        assert value(question(type), raw) == expected

    @pytest.mark.parametrize("raw", ["0.95", Decimal("0.95")])
    def test_a_bare_fraction_stays_and_is_remarked(self, raw: object) -> None:
        reading = read_answer(question("percent"), raw)
        assert reading.answer == answered(Fraction("0.95"))
        (remark,) = reading.remarks
        assert (remark.check, remark.severity) == ("percent-below-one", "warning")
        assert remark.message == "TC-1-2.q is answered 0.95, which means 0.95%."
        assert remark.help == "If 95% is meant, write 95."

    @pytest.mark.parametrize("raw", ["0", "1", "0.95%"])
    def test_nothing_is_remarked_at_the_ends_or_with_a_sign(self, raw: str) -> None:
        assert remarks(question("percent"), raw) == []

    @pytest.mark.parametrize("raw", ["100.1", "-1", "101%"])
    def test_percentages_lie_within_a_hundred(self, raw: str) -> None:
        found = problem(question("percent"), raw)
        assert found.check == "answer-out-of-range"
        assert found.message.endswith("allowed is a number from 0 to 100 %.")

    def test_unless_the_question_says_otherwise(self) -> None:
        assert value(question("percent", minimum=-50, maximum=200), "150%") == 150


class TestProportion:
    @pytest.mark.parametrize(
        ("top", "bottom", "percent"),
        [(41, 50, 82), ("４１", "50", 82), (1, 3, Fraction(100, 3)), (0, 7, 0), ("1,200", Decimal(1600), 75)],
    )
    def test_parts(self, top: object, bottom: object, percent: Fraction) -> None:
        reading = read_answer(question("proportion"), {"numerator": top, "denominator": bottom})
        assert reading.answer.value == percent
        assert reading.answer.parts is not None
        assert reading.answer.parts[0] * 100 == percent * reading.answer.parts[1]

    def test_a_zero_denominator_is_not_applicable(self) -> None:
        reading = read_answer(question("proportion"), {"numerator": 0, "denominator": 0})
        assert reading.answer == not_applicable("分母为0")

    @pytest.mark.parametrize(
        "raw", [{"numerator": None, "denominator": None}, {"numerator": "", "denominator": " "}, {}]
    )
    def test_both_parts_blank_is_missing(self, raw: dict[str, Any]) -> None:
        assert read_answer(question("proportion"), raw).answer == MISSING

    @pytest.mark.parametrize(
        ("raw", "check", "message", "where"),
        [
            ({"numerator": 3}, "proportion-incomplete", "The proportion TC-1-2.q has no denominator.", ()),
            (
                {"numerator": "", "denominator": 3},
                "proportion-incomplete",
                "The proportion TC-1-2.q has no numerator.",
                (),
            ),
            (
                {"numerator": 3, "denominatr": 4},
                "unknown-key",
                "'denominatr' is not part of a proportion.",
                ("denominatr",),
            ),
            (
                {"numerator": 51, "denominator": 50},
                "numerator-over-denominator",
                "The numerator 51 of TC-1-2.q is above the denominator 50.",
                ("numerator",),
            ),
            (
                {"numerator": 5, "denominator": 0},
                "numerator-over-denominator",
                "The numerator 5 of TC-1-2.q is above the denominator 0.",
                ("numerator",),
            ),
            (
                {"numerator": -1, "denominator": 50},
                "answer-out-of-range",
                "The numerator of TC-1-2.q is -1; a count is needed.",
                ("numerator",),
            ),
            (
                {"numerator": 1, "denominator": "50%"},
                "answer-out-of-range",
                "The denominator of TC-1-2.q is 50%; a count is needed.",
                ("denominator",),
            ),
            (
                {"numerator": "x", "denominator": 50},
                "not-a-number",
                "A number is needed for the numerator of TC-1-2.q. 'x' is not a number.",
                ("numerator",),
            ),
        ],
    )
    def test_bad(self, raw: dict[str, Any], check: str, message: str, where: tuple[str, ...]) -> None:
        found = problem(question("proportion"), raw)
        assert (found.check, found.message, found.where) == (check, message, where)

    def test_the_range_holds_for_the_percentage_of_the_parts(self) -> None:
        asked = question("proportion", minimum=10, maximum=120)
        assert read_answer(asked, {"numerator": 6, "denominator": 5}).answer.value == 120
        for top in (7, Decimal("0.4")):
            assert problem(asked, {"numerator": top, "denominator": 5}).check == "answer-out-of-range"
