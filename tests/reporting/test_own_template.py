"""A template of one's own that names what is not there is told where, and what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgassess.reporting.contents import Contents
from dgassess.reporting.errors import ReportTemplateError
from tests.reporting.test_own_report import HEAD, write, writer_of

EXTENDS = '{% extends "diagnosis/report.md.j2" %}\n'


@pytest.mark.parametrize(
    ("files", "place", "said"),
    [
        (
            {
                "report.md.j2": EXTENDS
                + "{% block summary %}{% endblock %}\n\n{% block clausess %}\n{% endblock %}\n"
            },
            "report.md.j2:4",
            "'diagnosis/report.md.j2' has no block 'clausess'. Did you mean 'clauses'?",
        ),
        (
            {"report.md.j2": EXTENDS + "{% if true %}\n{% block 短板 %}{% endblock %}\n{% endif %}\n"},
            "report.md.j2:3",
            "'diagnosis/report.md.j2' has no block '短板'.",
        ),
        (
            {
                "report.md.j2": '{% extends "own.md.j2" %}\n{% block contact %}{% endblock %}\n',
                "own.md.j2": EXTENDS
                + "{% block method %}\n{% block contact %}{% endblock %}\n{% endblock %}\n"
                "{% block losess %}{% endblock %}\n",
            },
            "own.md.j2:5",
            "'diagnosis/report.md.j2' has no block 'losess'. Did you mean 'losses'?",
        ),
    ],
)
def test_a_block_that_replaces_none_is_a_mistake(
    tmp_path: Path, files: dict[str, str], place: str, said: str
) -> None:
    with pytest.raises(ReportTemplateError) as caught:
        writer_of(write(tmp_path / "mine", {"report.yaml": HEAD, **files}))
    assert (caught.value.message, f"{Path(caught.value.file).name}:{caught.value.line}") == (said, place)


def test_a_block_may_hold_new_ones_that_a_template_below_replaces(tmp_path: Path, contents: Contents) -> None:
    files = {
        "report.yaml": HEAD,
        "report.md.j2": '{% extends "own.md.j2" %}\n{% block contact %}\n联系二组\n\n{% endblock %}\n',
        "own.md.j2": EXTENDS + "{% block method %}\n{% block contact %}\n联系一组\n\n{% endblock %}\n{% endblock %}\n",
    }  # fmt: skip
    page = writer_of(write(tmp_path / "mine", files)).render(contents, ["html"])["html"].decode()
    assert ("联系二组" in page, "联系一组" in page) == (True, False)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("losses.totl", "'losses' has no 'totl'. Did you mean 'total'?"),
        ("losses.zzzzzz", "'losses' has no 'zzzzzz'."),
        ("parts[0].scor", "An entry of 'parts' has no 'scor'. Did you mean 'score'?"),
        ("parts[99]", "'parts' has no '99'."),
        ("lossess.total", "'lossess' is undefined. Did you mean 'losses'?"),
        ("advice.next_level.zzzzzz", "This value has no 'zzzzzz'."),
        ('table("vetos")', "Did you mean 'vetoes'?"),
        ('table("zzzzzz")', "docs/reports.md says what they are."),
    ],
)
def test_a_misspelt_name_is_told_in_the_words_of_templates(
    tmp_path: Path, contents: Contents, expression: str, said: str
) -> None:
    text = f"{EXTENDS}{{% block summary %}}\n{{{{ {expression} }}}}\n{{% endblock %}}\n"
    folder = write(tmp_path / "mine", {"report.yaml": HEAD, "report.md.j2": text})
    with pytest.raises(ReportTemplateError) as caught:
        writer_of(folder).document(contents)
    assert caught.value.message.endswith(said)
    assert "object" not in caught.value.message
    assert caught.value.line == 3


def test_a_part_that_is_not_utf8_is_named_itself(tmp_path: Path, contents: Contents) -> None:
    template = '{% include "part.md.j2" %}\n'
    files: dict[str, str | bytes] = {"report.yaml": HEAD, "report.md.j2": template}
    folder = write(tmp_path / "own", {**files, "part.md.j2": "滨江".encode("gbk")})
    with pytest.raises(ReportTemplateError, match="not saved as UTF-8") as raised:
        writer_of(folder).render(contents, ("html",))
    assert raised.value.file == str(folder / "part.md.j2")
