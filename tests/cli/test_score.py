"""`dgassess score`: the table, json and csv."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.cells import cell_len

from tests.cli.parks import SYSTEM, response_text, write_park, write_response
from tests.cli.running import CITY, EXAMPLES, Ran, run

HOSTILE = "<script>alert(1)</script> *#eval* $x$ {{7*7}}"


def lines(ran: Ran) -> list[str]:
    """The lines of a table that was printed without any message, none wider than a terminal."""
    assert (ran.code, ran.err) == (0, "")
    shown = ran.out.splitlines()
    assert max(map(cell_len, shown)) <= 80
    return [line.rstrip() for line in shown]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_table_of_one_example_fits_80_columns(path: Path) -> None:
    shown = lines(run("score", path))
    assert shown[0].startswith(f"{path.stem[7:]}({path.stem[:6]},")
    assert sum(line.lstrip().startswith(("TC ", "XM ", "SJ ", "AQ ", "YY ")) for line in shown) == 5
    assert any(line.startswith("总分 ") and "等级 " in line for line in shown)


def test_the_table_of_the_examples_ranks_them() -> None:
    shown = lines(run("score", EXAMPLES))
    header = next(line for line in shown if "名称" in line)
    assert header.split() == [
        "位次",
        "名称",
        "类型",
        "同级同类",
        "TC",
        "XM",
        "SJ",
        "AQ",
        "YY",
        "总分",
        "等级",
    ]
    rows = [line.split() for line in shown if line.strip()[:1].isdigit()]
    assert [row[:4] for row in rows] == [
        ["1", "滨江市", "市", "1/1"],
        ["2", "中原市", "市", "1/1"],
        ["3", "云岭县", "县", "1/1"],
    ]
    assert rows[0][-2:] == ["95.38", "引领型"]
    assert "位次:在全部评估对象中。同级同类:在类型、类别都相同的单位中的位次/单位数。" in shown
    assert "四舍五入" not in "".join(shown)  # there is nothing to add up


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("", "类型、类别都相同的单位"),
        ("classes: [甲类, 乙类]\n", "类型相同的单位"),
        ("unit_types: [市级, 省级]\n", "类别相同的单位"),
    ],
)
def test_peers_have_in_common_what_the_system_has(tmp_path: Path, left_out: str, said: str) -> None:
    system = write_park(tmp_path / "own", SYSTEM.replace(left_out, ""))
    paths = []
    for number, (kind, group) in enumerate((("市级", "甲类"), ("省级", "乙类"), ("市级", "甲类"))):
        content = yaml.safe_load(response_text(str(number), f"园{number}", type=kind))
        content["unit"] |= {"class": group}
        for key, field in (("class", "classes"), ("type", "unit_types")):
            if left_out.startswith(field):
                del content["unit"][key]
        paths.append(tmp_path / f"{number}.yaml")
        paths[-1].write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    shown = "".join(lines(run("score", *paths, "--system", system)))
    assert f"同级同类:在{said}中的位次/单位数。" in shown


def test_rounding_is_blamed_only_where_parts_miss_their_sum(park: Path, tmp_path: Path) -> None:
    # 15.68+15.76+18.57+14.21+27.65=91.87, and the base is 91.88.
    assert "因四舍五入,各项折算分之和与基础得分略有差异。" in lines(run("score", CITY))
    # 60%×95+40%×75=57+30=87
    exact = lines(run("score", write_response(tmp_path / "1.yaml", "1"), "--system", park))
    assert any("57.00" in line for line in exact)
    assert "略有差异" not in "".join(exact)


def _wide(folder: Path) -> Path:
    """A system of twelve dimensions with long names."""
    name = "统筹推进数字政府建设与营商环境持续优化提升工作机制及其长效保障"
    parts = [
        f"  - {{id: D{n}, name: {name}{n}, indicators: [{{id: D{n}-1, name: 甲, rule: "
        f"{{kind: value, question: v}}, inputs: {{v: JC-1.cov}}}}]}}"
        for n in range(1, 13)
    ]
    text = SYSTEM[: SYSTEM.index("weights_sum")] + "dimensions:\n" + "\n".join(parts) + "\n"
    survey = (
        "format: dgassess/questionnaire/1\nid: park-survey\nname: 问卷\nversion: 1.0.0\n"
        "questions: [{id: JC-1.cov, type: percent, text: 覆盖率}]\n"
    )
    return write_park(folder, text, survey)


def test_twelve_dimensions_and_long_names_fit_80_columns(tmp_path: Path) -> None:
    system = _wide(tmp_path / "wide")
    only = dict.fromkeys(("JC-2.items", "FW-1.done", "FW-1.total", "JF-1.n", "FJ-1.hit"))
    name = "黔西南布依族苗族自治州" * 18
    one = write_response(tmp_path / "r" / "1.yaml", "1", name, only)
    shown = lines(run("score", one, "--system", system))
    assert sum("%" in line for line in shown) == 12
    assert "".join(shown).replace(" ", "").startswith(name)
    write_response(tmp_path / "r" / "2.yaml", "2", "x" * 200, only)
    assert "D12" not in "".join(lines(run("score", tmp_path / "r", "--system", system)))


def test_long_unit_names_come_before_the_dimensions(park: Path, tmp_path: Path) -> None:
    for number, name in enumerate(("黔西南布依族苗族自治州人民政府政务服务中心", "东园"), 1):
        write_response(tmp_path / "r" / f"{number}.yaml", str(number), name)
    shown = lines(run("score", tmp_path / "r", "--system", park))
    assert any("黔西南布依族苗族自治州人民政府政务服务中心" in line for line in shown)


def test_columns_left_out_are_named_and_a_wider_terminal_has_them(
    park: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    for number, name in enumerate(("长" * 36, "东园"), 1):
        write_response(tmp_path / "r" / f"{number}.yaml", str(number), name)
    left_out = "版面所限未列：JC、FW；--format csv、json 或更宽的终端可列出全部。"
    assert left_out in lines(run("score", tmp_path / "r", "--system", park))
    monkeypatch.setenv("COLUMNS", "160")
    shown = run("score", tmp_path / "r", "--system", park).out.splitlines()
    assert left_out not in shown
    assert any(re.search(r"\bJC +FW\b", line) for line in shown)
    monkeypatch.setenv("COLUMNS", "wide")
    assert left_out in lines(run("score", tmp_path / "r", "--system", park))


def test_json_keeps_its_contract() -> None:
    ran = run("score", EXAMPLES, "--format", "json")
    assert (ran.code, ran.err, ran.data[-2:]) == (0, "", b"}\n")
    results = json.loads(ran.data)
    assert (results["format"], results["semantics"]) == ("dgassess/results/1", 1)
    assert results["system"]["id"] == "digital-government"
    assert results["system"]["digest"].startswith("sha256:")
    units: list[dict[str, Any]] = results["units"]
    assert [unit["id"] for unit in units] == ["330100", "410100", "530121"]
    first, county = units[0], units[2]
    expected = {
        "name": "滨江市", "type": "市", "class": "东部", "base": 91.88, "total": 95.38, "rank": 1,
        "peer_rank": 1, "level": "引领型", "level_by_score": "引领型", "vetoes": [], "missing": [],
    }  # fmt: skip
    assert {key: first[key] for key in expected} == expected
    node = first["nodes"]["TC"]
    assert (node["score"], node["contribution"], node["state"]) == (87.13, 15.68, "scored")
    assert isinstance(node["self_score"], float)
    assert {"id": "JF-1", "points": 2.0}.items() <= first["adjustments"][0].items()
    assert all(isinstance(step["kind"], str) and isinstance(step["text"], str) for step in first["steps"])
    assert {entry["id"] for entry in county["not_applicable"]} >= {"AQ-4-2"}
    assert county["nodes"]["AQ-4-2"]["state"] == "not-applicable"
    assert county["nodes"]["AQ-4-2"]["score"] is None


def test_states_in_json(park: Path, tmp_path: Path) -> None:
    answers = {
        "JC-1.cov": None,
        "FW-1.total": {"not_applicable": "没有事项"},
        "FJ-1.hit": True,
        "JF-1.n": None,
    }
    path = write_response(tmp_path / "1.yaml", answers={**answers, "FW-1.done": 0})
    ran = run("score", path, "--system", park, "--format", "json")
    assert ran.code == 0, ran.err
    unit = json.loads(ran.data)["units"][0]
    assert unit["missing"][0] == "JC-1.cov"
    assert {"id": "FW-1.total", "reason": "没有事项"} in unit["not_applicable"]
    assert unit["nodes"]["JC-1"] | {"score": 0.0, "state": "missing"} == unit["nodes"]["JC-1"]
    assert unit["nodes"]["FW"]["score"] is None
    assert (unit["base"], unit["total"], unit["level"]) == (50.0, 50.0, "一般")
    assert [veto["id"] for veto in unit["vetoes"]] == ["FJ-1"]


def test_csv_on_a_pipe_and_in_a_file(park: Path, answer: Path, tmp_path: Path) -> None:
    piped = run("score", answer, "--system", park, "--format", "csv")
    assert piped.data.decode().splitlines() == [
        "unit_id,unit_name,rank,total,level,JC,JC-1,JC-2,FW,FW-1",
        "1,东园,1,89.00,优,95.00,90.00,100.00,75.00,75.00",
    ]
    target = tmp_path / "new" / "folder" / "scores.csv"
    ran = run("score", answer, "--system", park, "--format", "csv", "--output", target)
    assert (ran.code, ran.data) == (0, b"")
    assert target.read_bytes() == b"\xef\xbb\xbf" + piped.data
    assert b"\r\n" in piped.data


@pytest.mark.parametrize("name", ["=1+1", "+86", "-2+3", "@SUM(A1)", '=HYPERLINK("x","y")', HOSTILE])
def test_csv_text_is_never_a_formula(park: Path, tmp_path: Path, name: str) -> None:
    path = write_response(tmp_path / "1.yaml", "=9", name)
    ran = run("score", path, "--system", park, "--format", "csv")
    cells = list(csv.reader(io.StringIO(ran.data.decode())))[1]
    assert cells[0] == "'=9"
    assert cells[1] == (name if name == HOSTILE else f"'{name}")


def test_a_hostile_name_stays_text(park: Path, tmp_path: Path) -> None:
    path = write_response(tmp_path / "1.yaml", "1", HOSTILE)
    assert (
        json.loads(run("score", path, "--system", park, "--format", "json").data)["units"][0]["name"]
        == HOSTILE
    )
    assert HOSTILE in run("score", path, "--system", park).out
    write_response(tmp_path / "2.yaml", "2", "[bold]西[/bold] :smile:")
    both = run("score", path, tmp_path / "2.yaml", "--system", park)
    assert HOSTILE in both.out
    assert "[bold]西[/bold] :smile:" in both.out


def test_basis_self(park: Path, tmp_path: Path) -> None:
    path = write_response(tmp_path / "1.yaml")
    path.write_text(path.read_text("utf-8") + "reviews:\n  JC-1.cov: {value: 50, reason: 核减}\n", "utf-8")
    totals = [
        json.loads(run("score", path, "--system", park, "--format", "json", *basis).data)["units"][0]["total"]
        for basis in ((), ("--basis", "self"))
    ]
    assert totals == [77.0, 89.0]
    assert "自评 89.00" in run("score", path, "--system", park).out


def test_an_output_file_says_so_and_is_not_replaced(park: Path, answer: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.json"
    args = ("score", answer, "--system", park, "--format", "json", "--output", target)
    assert run(*args).err == f"Wrote {target}\n"
    first = target.read_bytes()
    target.write_bytes(b"mine")
    refused = run(*args)
    assert (refused.code, target.read_bytes()) == (2, b"mine")
    assert "exists already" in refused.err
    assert "--force" in refused.err
    assert run(*args, "--force").code == 0
    assert target.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_output_that_is_a_folder(park: Path, answer: Path, tmp_path: Path) -> None:
    for force in ((), ("--force",)):
        ran = run("score", answer, "--system", park, "--format", "json", "--output", tmp_path, *force)
        assert (ran.code, ran.err) == (2, f"Error: '{tmp_path}' is a folder: name a file.\n")


def test_the_shipped_system_is_found_and_may_be_named() -> None:
    plain = run("score", CITY, "--format", "csv")
    assert plain.code == 0
    assert run("score", CITY, "--format", "csv", "--system", "digital-government").data == plain.data


def test_several_periods_are_mentioned(park: Path, tmp_path: Path) -> None:
    write_response(tmp_path / "r" / "1.yaml", "1")
    later = write_response(tmp_path / "r" / "2.yaml", "2")
    later.write_text(later.read_text("utf-8").replace("2026", "2027"), "utf-8")
    ran = run("score", tmp_path / "r", "--system", park)
    assert ran.code == 0
    assert "Responses of several periods are scored together: 2026, 2027." in ran.err


@pytest.mark.parametrize("unit", [" 1", "1\u200b", "1\n2"])
def test_an_id_with_what_nobody_sees_is_refused(park: Path, tmp_path: Path, unit: str) -> None:
    ran = run("score", write_response(tmp_path / "1.yaml", unit), "--system", park)
    assert ran.code == 1
    assert "delete" in ran.err


def test_a_broken_link_in_a_folder_is_a_file_that_is_missing(park: Path, tmp_path: Path) -> None:
    write_response(tmp_path / "r" / "1.yaml", "1")
    (tmp_path / "r" / "2.yaml").symlink_to(tmp_path / "gone.yaml")
    ran = run("score", tmp_path / "r", "--system", park)
    assert ran.code == 1
    assert "2.yaml" in ran.err


def test_the_response_is_never_the_output(park: Path, tmp_path: Path) -> None:
    path = write_response(tmp_path / "1.yaml", "1")
    before = path.read_bytes()
    ran = run("score", path, "--system", park, "--format", "csv", "--output", path, "--force")
    assert (ran.code, path.read_bytes()) == (2, before)


def test_a_system_in_this_folder_that_is_not_used_is_mentioned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "indicators" / "digital-government"
    here.mkdir(parents=True)
    (here / "system.yaml").write_text("edited: yes\n")
    monkeypatch.chdir(tmp_path)
    ran = run("score", CITY)
    assert ran.code == 0
    assert "add --system indicators/digital-government" in ran.err
