"""A system as a table and back: the shipped one whole, and tables that people changed in between."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from dgassess.loading.systems import LoadedSystem
from dgassess.values.diagnostics import DefectsFound
from dgassess.workflows.content import UsageProblem, content_root
from dgassess.workflows.scoring import score_responses
from dgassess.workflows.system_tables import export_table, import_table
from dgassess.workflows.systems import checked_system

SHIPPED = content_root() / "indicators" / "digital-government"


@pytest.fixture(scope="module")
def shipped() -> LoadedSystem:
    return checked_system(SHIPPED).loaded


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped system as a workbook and as CSV."""
    folder = tmp_path_factory.mktemp("tables")
    for name in ("t.xlsx", "t.csv"):
        export_table(str(SHIPPED), folder / name, force=False)
    return folder


def back(table: Path, folder: Path) -> LoadedSystem:
    """The system that importing a table gives."""
    done = import_table(table, sheet=None, output=folder, id_=None, force=False)
    return checked_system(folder / "indicators" / done.id).loaded


def assert_whole(again: LoadedSystem, shipped: LoadedSystem) -> None:
    for field in type(shipped.system).model_fields:
        if field != "digest":
            assert getattr(again.system, field) == getattr(shipped.system, field), field
    assert again.questionnaire.questions == shipped.questionnaire.questions
    assert again.questionnaire.cross_checks == shipped.questionnaire.cross_checks
    assert [s.id for s in again.questionnaire.sections] == [s.id for s in shipped.questionnaire.sections]


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_the_shipped_system_comes_back_whole(
    name: str, exported: Path, shipped: LoadedSystem, tmp_path: Path
) -> None:
    assert_whole(back(exported / name, tmp_path), shipped)


@pytest.mark.libreoffice
def test_a_workbook_that_libreoffice_opened_and_saved_comes_back_whole(
    exported: Path, shipped: LoadedSystem, tmp_path: Path
) -> None:
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    saved = tmp_path / "saved"
    subprocess.run(
        [*command, "--outdir", saved, exported / "t.xlsx"], check=True, capture_output=True, timeout=120
    )
    assert (saved / "t.xlsx").read_bytes() != (exported / "t.xlsx").read_bytes()
    assert_whole(back(saved / "t.xlsx", tmp_path), shipped)


def test_the_examples_score_the_same(exported: Path, tmp_path: Path) -> None:
    back(exported / "t.xlsx", tmp_path)
    examples = [str(path) for path in sorted((content_root() / "examples").glob("*.yaml"))]
    totals = []
    for system in (SHIPPED, tmp_path / "indicators" / "digital-government"):
        scored = score_responses(examples, str(system))
        totals.append(
            [
                (u.total, u.level, [(id_, node.score) for id_, node in u.nodes.items()])
                for u in scored.results.units
            ]
        )
    assert totals[0] == totals[1]


def test_the_same_system_gives_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    for name in ("t.xlsx", "t.csv"):
        export_table(str(SHIPPED), tmp_path / name, force=False)
        assert (tmp_path / name).read_bytes() == (exported / name).read_bytes()


def test_changed_cells_win_and_what_is_not_read_is_said(exported: Path, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO((exported / "t.xlsx").read_bytes()))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[2]}
    row = next(row for row in range(3, 120) if sheet.cell(row, columns["编号"]).value == "TC-1-2")
    for title, value in (
        ("三级指标", "领导小组"),
        ("责任单位", "政府办"),
        ("评估内容", None),
        ("计分标准", "A=100、B=0"),
        ("分值", 5),
    ):
        sheet.cell(row, columns[title]).value = value
    sheet.cell(row, columns["条款"]).value = "八(二);4.1"
    book.save(tmp_path / "changed.xlsx")
    done = import_table(tmp_path / "changed.xlsx", sheet=None, output=tmp_path, id_="new", force=False)
    item = checked_system(tmp_path / "indicators" / "new").system.leaves["TC-1-2"]
    assert (item.name, item.responsible, item.definition) == ("领导小组", "政府办", None)
    assert item.clauses == ("八(二)", "四(一)")
    assert [(d.check, d.place.cell[:1]) for d in done.diagnostics] == [
        ("change-not-read", "I"),
        ("change-not-read", "L"),
    ]


def test_an_id_changed_in_its_cell_is_said_to_cost_the_rule(exported: Path, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO((exported / "t.xlsx").read_bytes()))
    sheet = book.worksheets[0]
    (cell,) = [row[1] for row in sheet.iter_rows() if row[1].value == "TC-2-1"]
    cell.value = "TC-2-11"
    book.save(tmp_path / "renamed.xlsx")
    done = import_table(tmp_path / "renamed.xlsx", sheet=None, output=tmp_path, id_="new", force=False)
    (gone,) = [d for d in done.diagnostics if d.check == "row-gone"]
    assert "No row has the id TC-2-1 ('规划与实施方案衔接落实') any more" in gone.message


def test_without_a_file_the_table_is_named_after_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("指标名称,权重,评分标准\n甲,60,A=100、B=0\n乙,40,每发生1起扣10分\n", "utf-8")
    import_table(table, sheet=None, output=tmp_path, id_="city", force=False)
    (tmp_path / "indicators" / "city").rename(tmp_path / "indicators" / "folder")
    monkeypatch.chdir(tmp_path)
    written, _ = export_table("indicators/folder", None, force=False)
    assert written == Path("city.xlsx")
    assert written.is_file()


def test_deductions_on_the_scale_of_a_weight_are_said_and_point_down(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "一级指标,二级指标,权重,评分标准\n甲,一,60,A=100、B=0\n甲,二,20,每发生1起扣5分\n乙,三,20,A=100、B=0\n",
        "utf-8",
    )
    done = import_table(table, sheet=None, output=tmp_path, id_="w", force=False)
    (assumed,) = [d for d in done.diagnostics if d.check == "rule-assumed" and d.place.line == 3]
    assert "扣分按满分20分(权重)折算为百分制" in assumed.message
    leaf = next(
        leaf
        for leaf in checked_system(tmp_path / "indicators" / "w").system.leaves.values()
        if leaf.name == "二"
    )
    assert leaf.direction == "lower"


def test_the_workbook_is_ready_to_print(exported: Path) -> None:
    book = load_workbook(io.BytesIO((exported / "t.xlsx").read_bytes()))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]][:8] == [
        "序号", "编号", "一级指标", "一级权重", "二级指标", "二级权重", "三级指标", "权重",
    ]  # fmt: skip
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.freeze_panes == "C3"
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"C3:C20", "E3:E6", "F3:F6"} <= merged
    assert book["rules"].sheet_state != "visible"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    text = '指标名称,权重,评分标准,评估内容\n甲,100,A=100、B=0,"=HYPERLINK(""x"")"\n'
    (tmp_path / "t.csv").write_text(text, "utf-8")
    loaded = back(tmp_path / "t.csv", tmp_path / "own")
    for name in ("out.xlsx", "out.csv"):
        export_table(str(tmp_path / "own" / "indicators" / "t"), tmp_path / name, force=False)
        again = back(tmp_path / name, tmp_path / name.replace(".", "-"))
        assert again.system.leaves == loaded.system.leaves
    assert "'=HYPERLINK" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_files_that_exist_are_kept_and_nothing_is_half_written(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("指标名称,权重,评分标准\n甲,100,A=100、B=0\n", "utf-8")
    target = tmp_path / "questionnaires" / "t" / "questionnaire.yaml"
    target.parent.mkdir(parents=True)
    target.write_text("mine", "utf-8")
    with pytest.raises(UsageProblem, match="--force"):
        import_table(table, sheet=None, output=tmp_path, id_=None, force=False)
    assert not (tmp_path / "indicators").exists()
    import_table(table, sheet=None, output=tmp_path, id_=None, force=True)
    assert target.read_text("utf-8") != "mine"


def test_a_result_with_errors_is_not_written(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rule = '"{""kind"": ""expression"", ""formula"": ""(n if n else has) + 1""}"'
    asked = '"[{""key"": ""n"", ""type"": ""text"", ""text"": ""数""},'
    asked += ' {""key"": ""has"", ""type"": ""boolean"", ""text"": ""有""}]"'
    table.write_text(f"指标名称,权重,rule_json,questions_json\n甲,100,{rule},{asked}\n", "utf-8")
    with pytest.raises(DefectsFound) as refused:
        import_table(table, sheet=None, output=tmp_path, id_=None, force=False)
    assert "The import would write" in refused.value.diagnostics[-1].message
    assert not (tmp_path / "indicators").exists()


@pytest.mark.parametrize("name", ["none.csv", "."])
def test_what_is_no_file_is_wrong_usage(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem):
        import_table(tmp_path / name, sheet=None, output=tmp_path, id_=None, force=False)


def test_another_ending_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"\.xlsx"):
        export_table(str(SHIPPED), tmp_path / "t.docx", force=False)


def test_ids_that_are_kept_name_no_file_outside(exported: Path, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO((exported / "t.xlsx").read_bytes()))
    sheet = book["rules"]
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value in ("section", "group"):
            sheet.cell(row, 2).value = f"../../../{sheet.cell(row, 2).value}"
    book.save(tmp_path / "t.xlsx")
    done = import_table(tmp_path / "t.xlsx", sheet=None, output=tmp_path / "out", id_=None, force=False)
    assert all(path.resolve().is_relative_to(tmp_path / "out") for path in done.files)
    assert "kept-unreadable" in {diagnostic.check for diagnostic in done.diagnostics}


@pytest.mark.parametrize(
    ("what", "json"),
    [("system", '{"format": 1, "questionnaire": []}'), ("system", "[1"), ("group", '{"shown": [], "weight": "x"}'),
     ("item", '{"item": {"id": "TC-1-1", "name": "x"}}'), ("section", '{"questions": 5}'), ("question", '{"id": 7}'),
     ("clauses", '{"parts": 3}'), ("item", "{}"), ("cross-checks", '{"cross_checks": [{}]}'), ("questionnaire", "{}"),
     ("adjustments", '{"bonus_cap": "much"}'), ("group", "[]")],
)  # fmt: skip
def test_a_hidden_sheet_changed_by_hand_is_refused_or_repaired(
    what: str, json: str, exported: Path, tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO((exported / "t.xlsx").read_bytes()))
    sheet = book["rules"]
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == what)
    sheet.cell(row, 3).value = json
    sheet.cell(row, 4).value = None
    book.save(tmp_path / "t.xlsx")
    try:
        done = import_table(tmp_path / "t.xlsx", sheet=None, output=tmp_path, id_=None, force=False)
    except DefectsFound as refused:
        assert any(d.severity == "error" for d in refused.diagnostics)  # noqa: PT017 - either end is right
    else:
        assert done.files
