"""What ids, keys, conditions and clause numbers look like."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from dgassess.model.identifiers import (
    ClauseId,
    Condition,
    Key,
    NodeId,
    QuestionId,
    Text,
    chinese_numeral,
    clause_in_digits,
)


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> str:
    with pytest.raises(ValidationError) as problem:
        read(kind, value)
    return problem.value.errors()[0]["msg"].removeprefix("Value error, ")


@pytest.mark.parametrize("text", ["TC", "TC-1-2", "a", "digital-government", "2026", "JF-1"])
def test_node_ids(text: str) -> None:
    assert read(NodeId, text) == text


@pytest.mark.parametrize(
    "text", ["", "TC_1", "TC--1", "-TC", "TC-", "TC 1", "TC.1", "统筹", "TC-1\n", "ＴＣ"]
)
def test_no_node_ids(text: str) -> None:
    expected = f"'{text}' is not an id: letters, digits and single hyphens, such as TC-1-2."
    assert refusal(NodeId, text) == expected


@pytest.mark.parametrize("text", ["TC-1-2.lvl", "YY.x_1", "n.total"])
def test_question_ids(text: str) -> None:
    assert read(QuestionId, text) == text


@pytest.mark.parametrize(
    "text",
    ["TC-1-2", "TC-1-2.", ".lvl", "TC-1-2.Lvl", "TC-1-2.max", "TC-1-2.if", "TC-1-2.a.b", "TC_1.a", "TC-1.1a"],
)
def test_no_question_ids(text: str) -> None:
    assert refusal(QuestionId, text).startswith(
        f"'{text}' is not a question id: an owner's id, a dot and a key"
    )


@pytest.mark.parametrize("text", ["", "Done", "len", "not", "1a", "a-b"])
def test_no_keys(text: str) -> None:
    assert refusal(Key, text).startswith(f"'{text}' is not a key: ")
    assert read(Key, "done_2") == "done_2"


def test_conditions() -> None:
    assert read(Condition, "hit and n > 0") == "hit and n > 0"
    message = refusal(Condition, "n > total(1)")
    assert message.startswith("There is no function 'total'.")
    assert message.endswith("(column 5 of the condition)")


@pytest.mark.parametrize(
    ("written", "clause"),
    [
        ("六(一)", "六(一)"),
        ("六（一）", "六(一)"),
        (" 六（十二) ", "六(十二)"),
        ("6.1", "六(一)"),
        (Decimal("6.1"), "六(一)"),
        (Decimal("6.10"), "六(十)"),
        ("8.4", "八(四)"),
        ("11.20", "十一(二十)"),
        ("21.35", "二十一(三十五)"),
        ("10.10", "十(十)"),
    ],
)
def test_clauses_are_written_either_way(written: object, clause: str) -> None:
    assert read(ClauseId, written) == clause


@pytest.mark.parametrize(
    "written", ["", "六", "6", 6, "6.0", "0.1", "6.1.2", "六.一", "六(1)", "VI(一)", "六(一", "100.1"]
)
def test_no_clauses(written: object) -> None:
    assert refusal(ClauseId, written) == f"'{written}' is not a clause number: write it as 六(一) or 6.1."


@pytest.mark.parametrize("written", [None, True, ["六(一)"]])
def test_what_is_no_text_is_no_clause(written: object) -> None:
    assert refusal(ClauseId, written) == "Input should be a valid string"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (35, "三十五"), (99, "九十九")],
)
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


def test_every_numeral_is_another() -> None:
    assert len({chinese_numeral(number) for number in range(1, 100)}) == 99


def test_codes_and_years_need_no_quotes() -> None:
    assert [read(Text, value) for value in (2026, Decimal("2026.10"), "330100")] == [
        "2026",
        "2026.10",
        "330100",
    ]
    assert refusal(Text, True) == "Input should be a valid string"


def test_clause_numbers_in_digits() -> None:
    for number in range(1, 100):
        written = f"{chinese_numeral(number)}({chinese_numeral(100 - number)})"
        assert clause_in_digits(written) == f"{number}.{100 - number}"
    assert [clause_in_digits(text) for text in ("十", "二十", "Part A", "")] == ["10", "20", "Part A", ""]
