"""Versions and version ranges, compared number by number."""

from __future__ import annotations

import pytest

from dgassess.model.versions import VersionProblem, version_within


@pytest.mark.parametrize(
    ("version", "wanted", "within"),
    [
        ("2026.1.0", "*", True),
        ("2026.1.0", " * ", True),
        ("2026.1.0", ">=2026.1,<2027", True),
        ("2026.1", ">=2026.1.0", True),
        ("2026.0.9", ">=2026.1,<2027", False),
        ("2027", ">=2026.1,<2027", False),
        ("2027.0.0", "<2027", False),
        ("2026.10", ">2026.9", True),
        ("2026.9", "<2026.10", True),
        ("2026.1.0", "2026.1", True),
        ("2026.1.0", "=2026.1", True),
        ("2026.1.0", "== 2026.1.0", True),
        ("2026.1.1", "2026.1", False),
        ("1", "<=1, >=1", True),
        ("1", ">1", False),
        ("1.0.1", "> 1", True),
    ],
)
def test_ranges(version: str, wanted: str, within: bool) -> None:
    assert version_within(version, wanted) is within


@pytest.mark.parametrize("wanted", ["", "latest", "^1.0", "~=1", ">=1,", "1.x", ">=1 <2", "1.", "v1"])
def test_no_ranges(wanted: str) -> None:
    with pytest.raises(VersionProblem) as problem:
        version_within("1.0", wanted)
    assert str(problem.value) == f"'{wanted}' is not a version range."


@pytest.mark.parametrize("version", ["", "a", "1.", "1.0-beta", "1..2", "9999999999"])
def test_no_versions(version: str) -> None:
    with pytest.raises(VersionProblem) as problem:
        version_within(version, ">=1")
    assert str(problem.value) == (
        f"'{version}' is not a version; versions are dotted numbers such as 2026.1.0."
    )
