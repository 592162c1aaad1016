"""`dgassess schema`: JSON Schema for editors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dgassess.workflows.schemas import KINDS
from tests.cli.running import run


def test_a_schema_is_printed() -> None:
    ran = run("schema", "indicator-system")
    assert (ran.code, ran.err) == (0, "")
    schema = json.loads(ran.data)
    assert schema["properties"]["weights_sum"]["description"].startswith("同一父级下权重应合计多少")
    assert ran.data.startswith(b'{\n "$schema"')


def test_a_schema_is_written_to_a_file_and_not_over_another(tmp_path: Path) -> None:
    target = tmp_path / "new" / "response.json"
    assert run("schema", "response", "--output", target).err == "1 file written.\n"
    assert json.loads(target.read_bytes())["$id"] == "urn:dgassess:schema:response:1"
    assert run("schema", "response", "--output", target).code == 2
    assert run("schema", "cases", "--output", target, "--force").code == 0


def test_all_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    assert run("schema", "--all", "--output", tmp_path / "schemas").err == f"{len(KINDS)} files written.\n"
    assert {path.stem for path in (tmp_path / "schemas").iterdir()} == set(KINDS)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Name a kind of file"),
        (("response", "--all", "--output", "x"), "one of the two"),
        (("--all",), "name their folder with --output"),
        (("questionaire",), "Did you mean 'questionnaire'?"),
        (("--all", "--output", "taken"), "is a file"),
    ],
)
def test_wrong_usage(args: tuple[str, ...], said: str) -> None:
    Path("taken").write_text("x", "utf-8")
    ran = run("schema", *args)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_scoring_and_validating_load_nothing_of_schemas_and_differences(park: Path, answer: Path) -> None:
    code = (
        "import sys; from dgassess.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "names = ('schema_writer', 'schemas', 'differences_table', 'revisions', 'movements', 'descriptions')\n"
        "print([name for name in sys.modules if name.rpartition('.')[2] in names], file=sys.stderr)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    for args in (("score", str(answer), "--system", str(park)), ("validate", str(park))):
        done = subprocess.run(
            [sys.executable, "-c", code, *args], env=environment, capture_output=True, check=True, text=True
        )
        assert done.stderr.splitlines()[-1] == "[]"
