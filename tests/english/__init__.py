"""A system whose contents and reports are in English: two dimensions, every common rule, six councils that answer."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ANSWERS: Mapping[str, object] = {
    "GV-1-1.lvl": "B",
    "GV-1-2.items": ["a", "b"],
    "GV-2-1.cov": {"numerator": 310, "denominator": 520},
    "GV-2-2.vacant": 12.5,
    "SV-1-1.done": 64,
    "SV-1-1.total": 90,
    "SV-1-2.rate": 7.5,
    "SV-2-1.catalogue": True,
    "SV-2-1.fresh": 18,
    "SV-2-1.sets": 25,
    "SV-2-2.links": 4,
    "BO-1.n": 1,
}
COUNCILS: tuple[tuple[str, str, str, Mapping[str, object]], ...] = (
    (
        "E01",
        "Ashdale",
        "urban",
        {
            "GV-1-1.lvl": "A",
            "GV-1-2.items": ["a", "b", "c"],
            "GV-2-2.vacant": 3,
            "SV-1-1.done": 88,
            "SV-1-2.rate": 2,
            "SV-2-2.links": 6,
        },
    ),
    ("E02", "Brook & Mere", "rural", {"SV-1-1.done": None, "SV-2-2.links": 0}),
    ("E03", "St. Olave’s", "urban", {"SV-2-1.fresh": 9}),
    (
        "E04",
        "Upper Wharfedale and the Northern Dales",
        "rural",
        {
            "SV-1-1.total": {"not_applicable": "The council provides no service itself"},
            "SV-1-1.done": 0,
        },
    ),
    (
        "E05",
        "Kirk",
        "rural",
        {"GV-2-2.vacant": 22, "GV-1-1.lvl": "C", "GV-1-2.items": [], "SV-1-1.done": 30},
    ),
    ("E06", 'O’Hara "New Town"', "urban", {"BO-1.n": 0, "SV-2-1.catalogue": False}),
)


def write_english(folder: Path) -> Path:
    """The system below a folder, which is given back, with its questionnaire beside it."""
    system = folder / "indicators" / "county-digital"
    survey = folder / "questionnaires" / "county-survey"
    for path in (system, survey):
        path.mkdir(parents=True)
    shutil.copy(HERE / "system.yaml", system)
    shutil.copy(HERE / "questionnaire.yaml", survey)
    return system


def write_councils(
    folder: Path, period: str = "2026", more: Mapping[str, object] | None = None
) -> list[Path]:
    """The councils' responses; `more` answers go before each one's own."""
    folder.mkdir(parents=True)
    paths = []
    for id_, name, kind, own in COUNCILS:
        answers = {
            key: value for key, value in {**ANSWERS, **(more or {}), **own}.items() if value is not None
        }
        content: dict[str, object] = {
            "format": "dgassess/response/1",
            "questionnaire": "county-survey",
            "period": period,
            "unit": {"id": id_, "name": name, "type": "county", "class": kind},
            "answers": answers,
        }
        if id_ == "E03":
            content["reviews"] = {
                key: {
                    "value": True,
                    "reason": "Found in the inspection",
                    "by": "A. Osei",
                    "date": "2026-03-05",
                }
                for key in ("VT-1.hit", "PE-1.late")
            }
        if id_ == "E01":
            content["evidence"] = {
                "GV-1-2": [{"file": "Digital plan.pdf", "page": 12, "date": "2026-02-01"}],
                "SV-1-1": [{"on_site": "List of services seen at the council’s offices"}],
            }
            content["reviews"] = {
                "SV-2-1.fresh": {
                    "value": 15,
                    "reason": "Three sets were out of date",
                    "by": "J. Whitfield",
                    "date": "2026-03-04",
                }
            }
        path = folder / f"{id_}.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
        paths.append(path)
    return paths
