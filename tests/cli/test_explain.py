"""`dgassess explain`."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from dgassess.cli.prose import wrapped
from tests.cli.parks import SYSTEM, write_park, write_response
from tests.cli.running import COUNTY, EXAMPLES, run


def test_one_indicator_with_its_arithmetic() -> None:
    ran = run("explain", COUNTY, "YY-7-3")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("YY-7-3 政民互动与12345热线  得分 58.70\n  计分标准:")
    for line in (
        "  YY-7-3.ontime 诉求按时办结率:93%",
        "  (25×65(①)+50×55.5556(②))÷75=58.7037",
        "  权重 35,在同级中占 35%,占总分 1.05%;折算分 0.62,失分 0.43",
    ):
        assert line in ran.out.splitlines()
    assert all(cell_len(line) <= 80 for line in ran.out.splitlines())


@pytest.mark.parametrize("named", ["FW-1", "fw-1", "上线事项"])
def test_a_node_by_id_in_any_case_or_by_name(park: Path, answer: Path, named: str) -> None:
    ran = run("explain", answer, named, "--system", park)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("FW-1 上线事项  得分 75.00\n")
    assert "15×100÷20" in ran.out


@pytest.mark.parametrize(
    ("named", "hint"),
    [("FW-11", " Did you mean 'FW-1'?"), ("上线事务", " Did you mean '上线事项'?"), ("ZZZ", "")],
)
def test_an_unknown_node(park: Path, answer: Path, named: str, hint: str) -> None:
    ran = run("explain", answer, named, "--system", park)
    assert (ran.code, ran.data) == (2, b"")
    assert ran.err == f"Error: There is no node, adjustment or veto '{named}'.{hint}\n"


def test_a_name_that_two_nodes_have(tmp_path: Path, answer: Path) -> None:
    park = write_park(tmp_path / "two", SYSTEM.replace("制度建设", "网络覆盖"))
    ran = run("explain", answer, "网络覆盖", "--system", park)
    assert ran.code == 2
    assert "(JC-1 网络覆盖、JC-2 网络覆盖): name one by its id" in ran.err


def test_a_part_of_a_name_and_an_adjustment(park: Path, answer: Path) -> None:
    assert run("explain", answer, "上线", "--system", park).out.startswith("FW-1 上线事项  得分 75.00\n")
    ran = run("explain", answer, "jf-1", "--system", park)
    assert ran.out.startswith("JF-1 创新  加2分\n")
    assert "JF-1.n 获奖数:2 个" in ran.out


def test_a_veto_and_option_labels() -> None:
    assert "FJ-1 重大网络或数据安全事件  未触发" in run("explain", COUNTY, "FJ-1").out
    assert "C 分管负责同志任组长" in run("explain", COUNTY, "TC-1-2").out
    assert "未选:b 设立数据管理" in run("explain", COUNTY, "TC-1-3").out


def test_the_whole_from_the_level_down_to_the_groups(park: Path, answer: Path) -> None:
    ran = run("explain", answer, "--system", park)
    assert (ran.code, ran.err) == (0, "")
    assert "总分 89.00    等级 优" in ran.out
    assert "(60×95(JC)+40×75(FW))÷100=87" in ran.out
    assert "\nJC 基础  得分 95.00\n" in ran.out
    assert "\nJF-1 创新  加2分\n" in ran.out
    assert "\n  JF-1.n 获奖数:2 个\n" in ran.out
    assert "\nJC-1 " not in ran.out
    assert "--all" in ran.out
    every = run("explain", answer, "--system", park, "--all")
    assert "\nJC-1 网络覆盖  得分 90.00\n" in every.out
    assert "--all" not in every.out


def test_missing_and_not_applicable_say_so(park: Path, tmp_path: Path) -> None:
    path = write_response(
        tmp_path / "1.yaml", answers={"JC-1.cov": None, "FW-1.total": {"not_applicable": "没有事项"}}
    )
    assert "JC-1 网络覆盖  得分 0.00(缺项)" in run("explain", path, "JC-1", "--system", park).out
    assert "FW-1 上线事项  得分 —(不适用:没有事项)" in run("explain", path, "FW-1", "--system", park).out
    assert "得分 —(不适用于县)" in run("explain", COUNTY, "XM-1-5").out


def test_several_responses_cannot_be_explained_at_once() -> None:
    ran = run("explain", EXAMPLES)
    assert ran.code == 2
    assert "holds 3 units; explain takes one response file" in ran.err


def test_lines_break_neither_numbers_nor_ids_nor_before_closing_marks() -> None:
    text = "  " + "(25×60.3333(TC-1)+20×35.1967(TC-2)),其间线性插值;分母为0的不计分(不适用)。" * 3
    for width in range(20, 60):
        lines = list(wrapped(text, width))
        assert "".join(line.strip() for line in lines) == text.strip()
        for line in lines:
            assert cell_len(line) <= width
            assert line.strip()[0] not in ",;。)"
        assert all(lines[n].startswith("    ") for n in range(1, len(lines)))
    assert max(map(cell_len, wrapped("x" * 200, 60))) <= 60
