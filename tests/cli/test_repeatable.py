"""The same input gives the same bytes, whatever the machine, the folder, the clock's zone or the order of files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.cli.parks import write_park, write_response
from tests.cli.running import EXAMPLES, run, spawn

SURROUNDINGS: Mapping[str, Mapping[str, str]] = {
    "hash seed 0, C": {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    "hash seed 1, zh_CN": {"PYTHONHASHSEED": "1", "LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"},
    "random, GBK": {"PYTHONHASHSEED": "random", "LC_ALL": "zh_CN.GBK", "TZ": "America/Lima"},
}


def made(folder: Path, cwd: Path, **environment: str) -> dict[str, bytes]:
    """The files of a report, and the results, made by a process of its own in a folder."""
    target = cwd / "out"
    common = (folder / "1.yaml", "--system", folder / "own" / "indicators" / "park")
    options = ("--format", "html,pdf,docx", "--output", "out", "--force")
    report = spawn("report", *common, *options, cwd=cwd, **environment)
    assert report.code == 0, report.err
    results = spawn("score", *common, "--format", "json", cwd=cwd, **environment)
    assert (results.code, results.err) == (0, "")
    return {"results": results.data, **{path.suffix: path.read_bytes() for path in target.iterdir()}}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    write_park(folder / "own")
    write_response(folder / "1.yaml")
    return folder


@pytest.fixture(scope="module")
def first(content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(content, tmp_path_factory.mktemp("first"))


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_surroundings_do_not_matter(
    surroundings: str, content: Path, first: dict[str, bytes], tmp_path: Path
) -> None:
    cwd = tmp_path / "另一个 文件夹"
    cwd.mkdir()
    again = made(content, cwd, **SURROUNDINGS[surroundings])
    assert set(again) == {"results", ".html", ".pdf", ".docx"}
    assert {name for name in first if first[name] != again[name]} == set()


def test_the_clock_is_never_in_the_output(first: dict[str, bytes]) -> None:
    dates = re.findall(rb"\(D:(\d{8})", first[".pdf"])
    assert set(dates) <= {b"19700101"}
    for name in ("results", ".html"):
        assert "生成时间" not in first[name].decode()


def test_the_order_of_files_does_not_matter() -> None:
    paths = sorted(EXAMPLES.glob("*.yaml"))
    for format_ in ("json", "csv", "table"):
        forwards = run("score", *paths, "--format", format_)
        assert forwards.code == 0
        assert run("score", *reversed(paths), "--format", format_).data == forwards.data
        assert run("score", EXAMPLES, paths[1], "--format", format_).data == forwards.data
        assert run("score", f"{EXAMPLES}/*.yaml", "--format", format_).data == forwards.data


def test_a_response_in_json_scores_as_in_yaml(park: Path, answer: Path, tmp_path: Path) -> None:
    path = tmp_path / "1.json"
    path.write_text(json.dumps(yaml.safe_load(answer.read_text("utf-8")), ensure_ascii=False), "utf-8")
    scored = [run("score", each, "--system", park, "--format", "json").data for each in (path, answer)]
    assert scored[0] == scored[1]
