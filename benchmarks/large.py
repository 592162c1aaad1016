"""A system several times as large as the one that ships, made of copies of it: its indicators and questions under new
ids, with its golden cases and example responses. `python benchmarks/large.py FOLDER` writes it below a folder.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "digital-government"
COPIES = 10
DIMENSIONS = ("tc", "xm", "sj", "aq", "yy")
SECTIONS = (*DIMENSIONS, "adjustments")
_ID = re.compile(r"(?<![\w-])(TC|XM|SJ|AQ|YY|JF|KF|FJ|LG)(?![A-Za-z0-9])")
_TEXT = re.compile(r"^(    text: )(.+)$", re.MULTILINE)
_CASE = re.compile(r"^(  - id: )([a-z0-9-]+)$", re.MULTILINE)
_TOP_KEY = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)
# The blocks that hold what there is many of.
_MANY = ("items:", "vetoes:", "cross_checks:", "cases:", "answers:", "evidence:", "reviews:")
# A tenth of a weight is light, which is no news here.
SETTINGS = '[checks]\ntoo-light = "off"\n'


def write_large(folder: Path, copies: int = COPIES) -> None:
    """Write indicators/, questionnaires/, examples/ and dgassess.toml below a folder."""
    system, questions = ROOT / "indicators" / NAME, ROOT / "questionnaires" / NAME
    written = {Path("dgassess.toml"): SETTINGS}
    for name in DIMENSIONS:
        text = (system / f"{name}.yaml").read_text("utf-8")
        for number in range(copies):
            written[_path("indicators", f"{name}{number}")] = _lightened(_copy(text, number), copies)
    for name in SECTIONS:
        text = (questions / f"{name}.yaml").read_text("utf-8")
        for number in range(copies):
            own = _copy(text, number).replace(f"\nid: {name}\n", f"\nid: {name}{number}\n")
            written[_path("questionnaires", f"{name}{number}")] = own
    for name in ("adjustments", "vetoes", "cases"):
        written[_path("indicators", name)] = _repeated((system / f"{name}.yaml").read_text("utf-8"), copies)
    checks = (questions / "cross-checks.yaml").read_text("utf-8")
    written[_path("questionnaires", "cross-checks")] = _repeated(checks, copies)
    written[_path("indicators", "clauses")] = (system / "clauses.yaml").read_text("utf-8")
    written[_path("indicators", "system")] = _main(
        (system / "system.yaml").read_text("utf-8"), DIMENSIONS, copies
    )
    main = (questions / "questionnaire.yaml").read_text("utf-8")
    written[_path("questionnaires", "questionnaire")] = _main(main, SECTIONS, copies)
    for example in sorted((ROOT / "examples").glob("*.yaml")):
        written[Path("examples") / example.name] = _repeated(example.read_text("utf-8"), copies)
    for path, text in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def _path(kind: str, name: str) -> Path:
    return Path(kind) / NAME / f"{name}.yaml"


def _copy(text: str, number: int) -> str:
    """A text with the ids of one copy; the questions ask something else, character by character."""
    text = _ID.sub(rf"\g<1>{number}", text)
    return _TEXT.sub(lambda found: found[1] + _turned(found[2], number), text)


def _turned(text: str, number: int) -> str:
    moved = (
        chr(0x4E00 + (ord(c) - 0x4E00 + 1237 * number) % 20_000) if c >= "一" and c <= "龥" else c
        for c in text
    )
    return "".join(moved)


def _lightened(text: str, copies: int) -> str:
    """A dimension with its weight divided among the copies."""
    return re.sub(
        r"^weight: .*$",
        lambda line: re.sub(r"\d+", lambda weight: str(Decimal(weight[0]) / copies), line[0]),
        text,
        count=1,
        flags=re.MULTILINE,
    )


def _repeated(text: str, copies: int) -> str:
    """A file whose long blocks hold what they hold once for every copy."""
    blocks = []
    for block in _TOP_KEY.split(text):
        key, _, body = block.partition("\n")
        if key in _MANY:
            block = "\n".join([key, *(_renamed(_copy(body, number), number) for number in range(copies))])
        blocks.append(block)
    return "".join(blocks)


def _renamed(body: str, number: int) -> str:
    """Cases under a name of their own; their anchors too."""
    renamed: Callable[[re.Match[str]], str] = lambda found: f"{found[1]}{found[2]}-{number}"  # noqa: E731
    return re.sub(r"([&*])(minimum-present[a-z-]*)", renamed, _CASE.sub(renamed, body))


def _main(text: str, files: tuple[str, ...], copies: int) -> str:
    """A main file that names the files of all copies; gates and tie-breaks look at the first copy's dimensions."""
    listed = ", ".join(f"{name}{number}.yaml" for number in range(copies) for name in files)
    named = ", ".join(f"{name}.yaml" for name in files)
    return _ID.sub(r"\g<1>0", text.replace(f"[{named}]", f"[{listed}]"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Write a system several times as large as the one that ships."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=COPIES)
    options = parser.parse_args()
    write_large(options.folder, options.copies)


if __name__ == "__main__":
    main()
