"""Compiled templates kept between runs: used while nothing changed, their errors told where the template lies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from jinja2 import BytecodeCache

from dgassess.reporting import html
from dgassess.reporting.blocks import Cover, Document, Heading, runs
from dgassess.reporting.errors import ReportTemplateError
from dgassess.reporting.template import ReportTemplate
from dgassess.workflows import kept_templates
from dgassess.workflows.kept_templates import KeptTemplates, compile_templates

THEME = Path(__file__).resolve().parents[2] / "reports" / "theme" / "html"
DOCUMENT = Document(Cover("题"), (Heading(1, runs("节"), "一、"),))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "report.md.j2").write_text("# {{ title }}\n", "utf-8")
    return tmp_path / "own"


def cache(folder: Path) -> KeptTemplates:
    return KeptTemplates(folder / "shipped", folder / "kept")


def rendered(folder: Path, compiled: BytecodeCache) -> str:
    markdown, store = ReportTemplate(folder, compiled=compiled).markdown({"title": "甲"}, {})
    return markdown.replace("\ue0000\ue001", str(store.values[0][0]))  # type: ignore[index]


def refuse_to_compile(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a template was compiled although it is kept")

    monkeypatch.setattr("jinja2.environment.Environment._generate", refuse)


def test_the_second_run_compiles_nothing(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rendered(own, cache(tmp_path))
    assert len(list((tmp_path / "kept").glob("*.template"))) == 1
    refuse_to_compile(monkeypatch)
    assert rendered(own, cache(tmp_path)) == first


def test_a_changed_template_counts(own: Path, tmp_path: Path) -> None:
    rendered(own, cache(tmp_path))
    (own / "report.md.j2").write_text("## {{ title }}\n", "utf-8")
    assert rendered(own, cache(tmp_path)).startswith("## ")


@pytest.mark.parametrize("damage", [b"", b"j2", b"not code", b"\x80\x02"])
def test_what_cannot_be_read_is_left_aside(own: Path, tmp_path: Path, damage: bytes) -> None:
    first = rendered(own, cache(tmp_path))
    (entry,) = (tmp_path / "kept").glob("*.template")
    whole = entry.read_bytes()
    for spoilt in (damage, whole[:-20], whole[:30] + damage):
        entry.write_bytes(spoilt)
        assert rendered(own, cache(tmp_path)) == first


def test_another_version_of_jinja_counts(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(own, cache(tmp_path))
    monkeypatch.setattr("jinja2.__version__", "2.0")
    kept_templates._salt.cache_clear()
    rendered(own, cache(tmp_path))
    kept_templates._salt.cache_clear()
    assert len(list((tmp_path / "kept").glob("*.template"))) == 2


def test_what_ships_is_compiled_at_the_build_and_errors_are_told_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "built"
    shutil.copytree(THEME.parents[1], root / "reports")
    broken = root / "reports" / "diagnosis" / "report.md.j2"
    broken.write_text(broken.read_text("utf-8") + "\n{{ nowhere }}\n", "utf-8")
    monkeypatch.setattr(kept_templates, "content_root", lambda: root)
    compile_templates(tmp_path / "compiled")
    installed = tmp_path / "installed"
    root.rename(installed)
    monkeypatch.setattr(kept_templates, "content_root", lambda: installed)
    refuse_to_compile(monkeypatch)
    shipped = KeptTemplates(tmp_path / "compiled", None)
    html.environment.cache_clear()
    page = html.write(DOCUMENT, installed / "reports" / "theme" / "html", shipped).decode()
    assert "一、节" in page
    template = ReportTemplate(installed / "reports" / "diagnosis", compiled=shipped)
    with pytest.raises(ReportTemplateError) as caught:
        template.markdown({}, {})
    assert Path(caught.value.file) == installed / "reports" / "diagnosis" / "report.md.j2"
