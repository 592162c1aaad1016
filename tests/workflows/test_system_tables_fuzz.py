"""Tables of any cells: an import gives files that validate, or says why not; never a traceback."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from dgassess.values.diagnostics import DefectsFound
from dgassess.workflows.system_tables import import_table
from tests.collecting.tables import workbook

TITLES = [
    "序号", "编号", "一级指标", "二级指标", "三级指标", "指标名称", "指标分类", "权重", "分值", "一级权重", "评估内容",
    "评分标准", "数据说明", "数据来源", "条款", "责任单位", "佐证材料", "单位", "方向", "适用对象", "备注",
    "rule_type", "rule_json", "questions_json", "机读", "自评分", "别的",
]  # fmt: skip
CELLS = [
    "", "", "", "甲", "乙(18分)", "一、丙", "加分项", "一票否决", "小计", "合计", "注:某", "—", "18", "0.5", "50%",
    "100", "省20、市18", "A-1", "A-1-1", "system", "con", "八(二)", "8.2;6.1", "省;市", "default", "逆向",
    "N:数;M:总数",
    "N/M", "A=100、B=0", "每项20分", "≥95%得100分,<95%不得分", "≤50%得0分,满分100%", "≤50%得0分,100%得满分",
    "每次扣5分",
    "每项加1分,封顶5分", "数÷总数×100%", "①一;②二;③三;④四;⑤五", "按完成率计分", "choice", "value", "linear", "veto",
    '{"q": "n", "floor": 0, "target": 5}', '[{"key": "n", "text": "数"}]', '{"kind": "value", "question": "n"}',
    '{"effects": [{"zero_l1": "A"}, {"no_award": true}]}', '{"item": {"id": "A-1", "name": "甲"}, "path": []}',
    '{"item": {"id": "A-1", "name": "甲", "rule": {"kind": "value", "question": "q"}}}', "[1",
    "=1+1", ": #", "%", "x" * 300,
]  # fmt: skip
TABLES = st.lists(st.sampled_from(TITLES), min_size=2, max_size=9, unique=True).flatmap(
    lambda titles: st.tuples(
        st.just(titles),
        st.lists(
            st.lists(st.sampled_from(CELLS), min_size=len(titles), max_size=len(titles)),
            min_size=1,
            max_size=6,
        ),
        st.booleans(),
    )
)
# What a table may be refused for; a result with errors only where the columns of programs bring them in.
REFUSALS = {"no-header", "no-indicators"}
BROUGHT_IN = {"rule_json", "questions_json", "机读"}


@settings(max_examples=120)
@given(TABLES)
def test_any_table_gives_files_that_validate(table: tuple[list[str], list[list[str]], bool]) -> None:
    titles, rows, as_csv = table
    with TemporaryDirectory() as name:
        folder = Path(name)
        if as_csv:
            lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (titles, *rows)]
            (folder / "t.csv").write_text("\n".join(lines), "utf-8")
        else:
            (folder / "t.xlsx").write_bytes(workbook([titles, *rows]))
        try:
            import_table(
                folder / ("t.csv" if as_csv else "t.xlsx"), sheet=None, output=folder, id_=None, force=False
            )
        except DefectsFound as refused:
            errors = {d.check for d in refused.diagnostics if d.severity == "error"}
        else:
            errors = set()
    assert errors <= REFUSALS or BROUGHT_IN & set(titles), errors
