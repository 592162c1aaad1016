"""Responses of many units, made from the examples: other names and, where a question has levels, other answers."""

from __future__ import annotations

import zlib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
LEVELS = "ABC"


def write_cohort(folder: Path, units: int) -> None:
    """Write a response for each of so many units; the same ones in every run."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.yaml"))]
    folder.mkdir(parents=True)
    for number in range(units):
        response = yaml.load(texts[number % len(texts)], Loader=yaml.CSafeLoader)
        response["unit"] |= {"id": f"{900_000 + number}", "name": f"第{number}号{response['unit']['type']}"}
        response["unit"].pop("parent", None)
        answers = response["answers"]
        for key in [key for key, value in answers.items() if value in tuple(LEVELS)]:
            answers[key] = LEVELS[zlib.crc32(f"{number} {key}".encode()) % len(LEVELS)]
        text = yaml.dump(response, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        (folder / f"{number:04}.yaml").write_text(text, "utf-8")
