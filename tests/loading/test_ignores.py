"""Comments that ignore: which are comments, and what is reported of them."""

from __future__ import annotations

import time

import pytest

from dgassess.loading.documents import parse_text
from dgassess.loading.ignores import Sifted, ignores_of, sift, unsilenced
from dgassess.loading.tree import Document
from dgassess.values.diagnostics import Diagnostic, Place, Severity

KNOWN = ("light-weight", "no-evidence", "weights-sum")


def document(text: str, file: str = "a.yaml") -> Document:
    found, problems = parse_text(text, file)
    assert found is not None, problems
    return found


def warned(line: int, check: str = "light-weight", severity: Severity = "warning") -> Diagnostic:
    return Diagnostic(check, severity, Place("a.yaml", line, 1), "甲.")


def sifted(text: str, *diagnostics: Diagnostic, complete: bool = True) -> Sifted:
    return sift(diagnostics, ignores_of(document(text)), KNOWN, {"a.yaml"} if complete else ())


def reported(found: Sifted) -> list[tuple[str, int, int]]:
    return [(d.check, d.place.line, d.place.column) for d in found.kept]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: 1 # dgassess: ignore[x] why\n", [1]),
        ("a: 1\t#dgassess:ignore [x]\n", [1]),
        ("# dgassess: ignore[x]\na: 1\n", [1]),
        ("a: b# dgassess\n", []),
        ("a: 'b # dgassess: ignore[x]'\n", []),
        ('a: "b\n  # dgassess: ignore[x]\n  c"\n', []),
        ("a: 'b # dgassess: ignore[x]' # dgassess: ignore[y]\n", [1]),
        (
            "a: |  # dgassess: ignore[x]\n  text # dgassess: ignore[y]\n  more\nb: 1 # dgassess: ignore[z]\n",
            [1, 4],
        ),
        ("a: >-\n  text\n\n# dgassess: ignore[x]\nb: 1\n", [4]),
        ("a: {b: 1, # dgassess: ignore[x]\n  c: 统筹 # dgassess: ignore[y]\n  }\n", [1, 2]),
        ("a: 统筹 ‘管理’ # 甲 # dgassess: ignore[x]\n", [1]),
    ],
)
def test_what_is_a_comment(text: str, lines: list[int]) -> None:
    assert [ignore.place.line for ignore in ignores_of(document(text))] == lines


def test_json_has_no_comments() -> None:
    assert ignores_of(document('{"a": " # dgassess: ignore[x]"}', "a.json")) == []


def test_names_reason_and_places() -> None:
    [ignore] = ignores_of(document("统: 1  # dgassess: ignore[light-weight, no-evidence]: 省厅 2026 年定\n"))
    assert ignore.reason == "省厅 2026 年定"
    assert [(name, place.column) for name, place in ignore.names] == [
        ("light-weight", 26),
        ("no-evidence", 40),
    ]


def test_a_warning_is_ignored_with_its_reason() -> None:
    found = sifted("a: 1 # dgassess: ignore[light-weight] 省厅定\nb: 2\n", warned(1), warned(2))
    assert [(ignored.diagnostic.place.line, ignored.reason) for ignored in found.ignored] == [(1, "省厅定")]
    assert reported(found) == [("light-weight", 2, 1)]


def test_without_a_reason() -> None:
    found = sifted("a: 1 # dgassess: ignore[light-weight]\n", warned(1))
    assert len(found.ignored) == 1
    assert reported(found) == [("ignore-without-reason", 1, 6)]
    assert "'light-weight'" in found.kept[0].message


def test_several_on_a_line() -> None:
    line = "a: 1 # dgassess: ignore[light-weight, no-evidence] 省厅定\n"
    found = sifted(line, warned(1), warned(1), warned(1, "no-evidence"), warned(1, "other"))
    assert len(found.ignored) == 3
    assert reported(found) == [("other", 1, 1)]
    assert reported(sifted(line, warned(1))) == [("unused-ignore", 1, 39)]


def test_unused_only_where_everything_was_looked_for() -> None:
    line = "a: 1 # dgassess: ignore[light-weight]\n"
    assert reported(sifted(line)) == [("unused-ignore", 1, 25)]
    assert reported(sifted(line, complete=False)) == []


def test_an_unknown_name_is_reported_with_the_nearest() -> None:
    found = sifted("a: 1 # dgassess: ignore[light-wieght] 甲\n", warned(1), complete=False)
    assert reported(found) == [("light-weight", 1, 1), ("unknown-check", 1, 25)]
    assert found.kept[1].help == "Did you mean 'light-weight'?"
    assert "dgassess checks" in sifted("a: 1 # dgassess: ignore[完全不同] 甲\n").kept[0].help


@pytest.mark.parametrize(
    "said", ["ignore", "ignore light-weight", "ignroe[light-weight]", "see docs", "ignore[]"]
)
def test_a_comment_that_names_no_check(said: str) -> None:
    assert reported(sifted(f"a: 1 # dgassess: {said}\n", warned(1))) == [
        ("light-weight", 1, 1), ("bad-ignore", 1, 6),
    ]  # fmt: skip


def test_errors_stay() -> None:
    found = sifted("a: 1 # dgassess: ignore[weights-sum] 甲\n", warned(1, "weights-sum", "error"))
    assert found.ignored == []
    assert reported(found) == [("weights-sum", 1, 1), ("error-not-ignored", 1, 25)]


def test_scoring_leaves_ignored_warnings_out() -> None:
    found = [warned(1), warned(2), warned(1, "weights-sum", "error")]
    text = "a: 1 # dgassess: ignore[light-weight, weights-sum]\nb: 2\n"
    assert unsilenced(found, [document(text)]) == found[1:]
    assert unsilenced(found, [document("a: 1\n")]) == found


def test_many_comments_take_no_time_to_speak_of() -> None:
    text = "".join(
        f'k{n}: "# dgassess: ignore[a]"  # dgassess: ignore[light-weight] 甲\n' for n in range(5000)
    )
    whole = document(text)
    start = time.perf_counter()
    assert len(ignores_of(whole)) == 5000
    assert time.perf_counter() - start < 3
