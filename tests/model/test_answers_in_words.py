"""Reading answers that are no numbers: yes or no, options, indicators, dates, texts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from dgassess.model.answers import read_answer
from dgassess.values.answers import Answer, answered
from tests.model.answering import problem, value
from tests.model.factory import asked as question


class TestYesNo:
    @pytest.mark.parametrize("raw", [True, "true", "TRUE", "yes", "Yes", "是", " 有 ", "√", "ｙｅｓ"])
    def test_yes(self, raw: object) -> None:
        assert value(question("yes-no"), raw) is True

    @pytest.mark.parametrize("raw", [False, "false", "No", "否", "无", "×"])
    def test_no(self, raw: object) -> None:
        assert value(question("yes-no"), raw) is False

    @pytest.mark.parametrize(
        ("raw", "shown"), [("maybe", "'maybe'"), (1, "'1'"), (0, "'0'"), ("是的吧", "'是的吧'")]
    )
    def test_bad(self, raw: object, shown: str) -> None:
        found = problem(question("yes-no"), raw)
        assert (found.check, found.message) == ("not-yes-or-no", f"TC-1-2.q needs yes or no, not {shown}.")


class TestSingle:
    @pytest.mark.parametrize(
        ("raw", "option"), [("A", "A"), (" B ", "B"), ("Ｃ", "C"), ("制度基本健全", "B")]
    )
    def test_an_option_by_id_or_label(self, raw: str, option: str) -> None:
        assert value(question("single"), raw) == option

    def test_numbered_options(self) -> None:
        asked = question("single", options={1: "一级", "2": "二级"})
        assert [value(asked, raw) for raw in (1, "2", "２", "一级")] == ["1", "2", "2", "1"]

    def test_a_label_that_two_options_share_names_neither(self) -> None:
        assert problem(question("single", options={"A": "有", "B": "有"}), "有").check == "option-not-in-list"

    def test_no_option(self) -> None:
        found = problem(question("single"), "a")
        assert (found.check, found.message) == ("option-not-in-list", "'a' is not an option of TC-1-2.q.")
        assert found.help == "Did you mean 'A'? Allowed are A, B, C."
        assert problem(question("single"), "制度").help == "Allowed are A, B, C."

    @pytest.mark.parametrize("raw", [True, ["A"], {"value": "A"}])
    def test_no_text(self, raw: object) -> None:
        found = problem(question("single"), raw)
        assert found.check == "not-a-text"
        assert found.message.startswith("TC-1-2.q needs one of its options, not ")


class TestMulti:
    @pytest.mark.parametrize(
        "raw",
        [
            ["A", "C"],
            ("C", "A"),
            "A|C",
            "A、C",
            "A,C",
            "A，C",
            "A；C",
            "A; C",
            "A C",
            "Ａ、Ｃ",
            "A,C,",
            ["制度健全", "尚未建立"],
            "A、尚未建立",
        ],
    )
    def test_good(self, raw: object) -> None:
        assert value(question("multi"), raw) == frozenset({"A", "C"})

    @pytest.mark.parametrize("raw", [[], "-", " - "])
    def test_none_chosen(self, raw: object) -> None:
        assert value(question("multi"), raw) == frozenset()

    @pytest.mark.parametrize(
        ("raw", "check", "where"),
        [
            (["A", "D"], "option-not-in-list", (1,)),
            ("A|D", "option-not-in-list", ()),
            (["A", "A"], "option-twice", (1,)),
            (["A", "制度健全"], "option-twice", (1,)),
            ("A、A", "option-twice", ()),
            (["A", None], "not-an-option", (1,)),
            (["A", True], "not-an-option", (1,)),
            ([["A"]], "not-an-option", (0,)),
            (True, "not-a-list", ()),
            ({"A": True}, "not-a-list", ()),
        ],
    )
    def test_bad(self, raw: object, check: str, where: tuple[int, ...]) -> None:
        found = problem(question("multi"), raw)
        assert (found.check, found.where) == (check, where)

    def test_the_option_at_fault_is_named_with_the_nearest(self) -> None:
        found = problem(question("multi"), ["b"])
        assert found.message == "'b' is not an option of TC-1-2.q."
        assert found.help == "Did you mean 'B'? Allowed are A, B, C."


class TestIndicators:
    @pytest.mark.parametrize(
        "raw", [["TC-1-1", "AQ-2-1"], "TC-1-1、AQ-2-1", "TC-1-1|AQ-2-1", "TC-1-1，AQ-2-1"]
    )
    def test_good(self, raw: object) -> None:
        assert value(question("indicators"), raw) == frozenset({"TC-1-1", "AQ-2-1"})

    @pytest.mark.parametrize("raw", [[], "-"])
    def test_none(self, raw: object) -> None:
        assert value(question("indicators"), raw) == frozenset()

    @pytest.mark.parametrize("raw", [True, {"TC-1-1": 1}, [1], [""], [["TC-1-1"]]])
    def test_bad(self, raw: object) -> None:
        assert problem(question("indicators"), raw).check == "not-a-list"


class TestDate:
    @pytest.mark.parametrize(
        "raw",
        ["2026-12-05", "2026-12-5", "2026/12/05", "2026.12.5", "2026年12月5日", "２０２６－１２－０５", " 2026-12-05 ",
         date(2026, 12, 5)],
    )  # fmt: skip
    def test_good(self, raw: object) -> None:
        assert value(question("date"), raw) == "2026-12-05"

    @pytest.mark.parametrize(
        "raw",
        [
            "2026-13-01",
            "2026-02-29",
            "2026-12",
            "20261205",
            20261205,
            "昨天",
            "05-12-2026",
            True,
            ["2026-12-05"],
        ],
    )
    def test_bad(self, raw: object) -> None:
        found = problem(question("date"), raw)
        assert found.check == "not-a-date"
        assert found.message.startswith("TC-1-2.q needs a date, not ")
        assert found.help == "Write it as 2026-12-20."


class TestText:
    @pytest.mark.parametrize(
        ("raw", "text"), [(" 省大数据局 ", "省大数据局"), (2026, "2026"), (Decimal("1.50"), "1.50")]
    )
    def test_good(self, raw: object, text: str) -> None:
        assert value(question("text"), raw) == text

    @pytest.mark.parametrize(("limit", "longest"), [({}, 2000), ({"max_length": 5}, 5)])
    def test_a_text_has_a_longest_length(self, limit: dict[str, int], longest: int) -> None:
        asked = question("text", **limit)
        assert value(asked, "字" * longest) == "字" * longest
        found = problem(asked, "字" * (longest + 1))
        assert found.check == "text-too-long"
        assert found.message == (
            f"The answer to TC-1-2.q has {longest + 1} characters; at most {longest} are allowed."
        )

    @pytest.mark.parametrize("raw", [True, ["a"], {"a": 1}])
    def test_no_text(self, raw: object) -> None:
        assert problem(question("text"), raw).message.startswith("TC-1-2.q needs a text, not ")


def test_long_values_are_shown_by_their_beginning() -> None:
    assert len(problem(question("single"), "字" * 5000).message) < 120
    assert len(problem(question("number"), "9" * 5000).message) < 160


def test_an_answer_holds_no_binary_float() -> None:
    reading = read_answer(question("number"), "0.1")
    assert reading.answer == Answer(answered(Fraction(1, 10)).state, Fraction(1, 10))
