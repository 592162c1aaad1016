"""The files of a system and its questionnaire, from the tree of a table and what the table keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from dgassess.collecting.cells import Findings
from dgassess.collecting.changes import changes_of
from dgassess.collecting.items import Item, Reader
from dgassess.collecting.keeping import Kept, merged_item, owned_questions
from dgassess.collecting.naming import file_stem
from dgassess.collecting.tree import Branch, Entry, TableTree
from dgassess.collecting.yaml_text import written

_SECTION_BESIDE = "adjustments"


@dataclass
class Drafting:
    """What is put together for one system."""

    tree: TableTree
    reader: Reader
    kept: Kept
    id: str
    name: str
    source: str  # the table's name, for the comments
    findings: Findings
    questions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by section
    sections: dict[str, str] = field(default_factory=dict)

    def files(self) -> dict[PurePosixPath, str]:
        """Every file by its path below the output folder."""
        method, asked = PurePosixPath("indicators", self.id), PurePosixPath("questionnaires", self.id)
        found: dict[PurePosixPath, str] = {}
        dimensions: list[str] = []
        for part in self.tree.root.parts:
            if isinstance(part, Branch):
                name = f"{file_stem(part.id)}.yaml"
                dimensions.append(name)
                found[method / name] = self._dimension(part)
        loose = [part for part in self.tree.root.parts if isinstance(part, Entry)]
        indicators = [self._item(entry, "indicators", self.name).item for entry in loose]
        adjustments = [self._beside(entry) for entry in self.tree.beside if entry.kind != "veto"]
        vetoes = [self._beside(entry) for entry in self.tree.beside if entry.kind == "veto"]
        clauses = self._clauses([item for item in self._items if "clauses" in item])
        extra = {"clauses": clauses, "adjustments": self._adjustments(adjustments)}
        extra["vetoes"] = {"format": "dgassess/vetoes/1", "vetoes": vetoes} if vetoes else None
        for name, document in extra.items():
            if document is not None:
                found[method / f"{name}.yaml"] = self._text(document, name, _ABOUT[name])
        named = [name for name, document in extra.items() if document is not None]
        found[method / "system.yaml"] = self._system(dimensions, indicators, named)
        return found | {asked / name: text for name, text in self._questionnaire().items()}

    # ---- the system ----

    _items: list[dict[str, Any]] = field(default_factory=list)

    def _text(self, document: Mapping[str, Any], schema: str, about: str) -> str:
        head = f"yaml-language-server: $schema=../../schemas/{schema}.json"
        origin = f"由 dgassess import-system 根据“{self.source}”生成,请核对后修改。"
        return written(document, [head, about, origin])

    def _beside(self, entry: Entry) -> dict[str, Any]:
        return self._item(entry, _SECTION_BESIDE, "加分、扣分与底线约束").item

    def _item(self, entry: Entry, section: str, section_name: str) -> Item:
        fresh_questions: list[dict[str, Any]]
        kept = self.kept.items.get(entry.id)
        if kept is None:
            item = self.reader.item(entry)
        else:
            changes = changes_of(entry, kept, self.reader.header, self.reader.unit_types, self.findings)
            item = merged_item(Item(kept.item), kept, changes, owned_questions(self.kept, entry.id))
        fresh_questions = item.questions
        self.sections.setdefault(section, section_name)
        self.questions.setdefault(section, []).extend(fresh_questions)
        self._items.append(item.item)
        return item

    def _dimension(self, branch: Branch) -> str:
        document = {"format": "dgassess/dimension/1", **self._group(branch, branch)}
        return self._text(document, "dimension", f"“{branch.name}”的指标。")

    def _group(self, branch: Branch, top: Branch) -> dict[str, Any]:
        found: dict[str, Any] = {"id": branch.id, "name": branch.name, "weight": branch.final}
        kept = self.kept.groups.get(branch.id)
        if kept is not None:
            found = {key: value for key, value in kept.items() if key not in ("shown", "format")}
            shown = kept.get("shown", {})
            if branch.name != kept.get("name"):
                found["name"] = branch.name
            if branch.weight is not None and shown.get("weight") is not None:
                from dgassess.collecting.weights import stated, weight_in

                if weight_in(str(shown["weight"])) != branch.weight:
                    found["weight"] = stated(branch.weight)
        groups = [self._group(part, top) for part in branch.parts if isinstance(part, Branch)]
        entries = [part for part in branch.parts if isinstance(part, Entry)]
        indicators = [self._item(entry, self._section(top), top.name).item for entry in entries]
        found |= {"groups": groups} if groups else {}
        return found | ({"indicators": indicators} if indicators else {})

    def _section(self, top: Branch) -> str:
        return top.id.lower()

    def _system(self, dimensions: list[str], indicators: list[dict[str, Any]], named: list[str]) -> str:
        document: dict[str, Any] = {"format": "dgassess/indicator-system/1"}
        if self.kept.whole:
            document |= self.kept.documents["system"] | {"id": self.id}
            reference = document.get("questionnaire", {})
            document["questionnaire"] = {**reference, "id": self.id}
        else:
            document |= {"id": self.id, "name": self.name, "version": "1"}
            document |= {"description": ";".join(self.tree.remarks)} if self.tree.remarks else {}
            document |= {"questionnaire": {"id": self.id}}
            document |= {"unit_types": list(self.reader.unit_types)} if self.reader.unit_types else {}
            document |= {"weights_sum": self.tree.weights_sum} if self.tree.weights_sum else {}
            document |= {"missing": "zero"}
        document |= {"dimensions": dimensions} if dimensions else {}
        document |= {"indicators": indicators} if indicators else {}
        document |= {name: f"{name}.yaml" for name in named}
        about = "指标体系的总则:指标在各一级指标的文件里。等级(levels)、门槛等表里没有的内容须补写。"
        return self._text(document, "indicator-system", about)

    def _clauses(self, items: list[dict[str, Any]]) -> dict[str, Any] | None:
        kept = self.kept.documents.get("clauses")
        known = set()
        if kept is not None:
            listed = [
                *kept.get("clauses", []),
                *(c for part in kept.get("parts", []) for c in part.get("clauses", [])),
            ]
            known = {clause.get("id") for clause in listed}
        cited = dict.fromkeys(clause for item in items for clause in item["clauses"])
        new = [{"id": clause, "title": f"条款{clause}(标题待补)"} for clause in cited if clause not in known]
        if kept is None:
            return {"format": "dgassess/clauses/1", "clauses": new} if new else None
        return {**kept, "clauses": [*kept.get("clauses", []), *new]} if new else kept

    def _adjustments(self, items: list[dict[str, Any]]) -> dict[str, Any] | None:
        if not items:
            return None
        head = self.kept.documents.get("adjustments", {"format": "dgassess/adjustments/1"})
        return {**head, "items": items}

    # ---- the questionnaire ----

    def _questionnaire(self) -> dict[str, str]:
        sections = self._sections()
        files = {f"{file_stem(id_, section=True)}.yaml": section for id_, section in sections.items()}
        document: dict[str, Any] = {"format": "dgassess/questionnaire/1"}
        if self.kept.whole:
            document |= self.kept.documents["questionnaire"] | {"id": self.id}
        else:
            document |= {"id": self.id, "name": f"{self.name}问卷", "version": "1"}
        document |= {"sections": list(files)}
        checks = self.kept.documents.get("cross-checks")
        document |= {"cross_checks": "cross-checks.yaml"} if checks else {}
        about = "与指标体系配套的问卷。口径(definition)、范围(scope)、时间(as_of)、填报部门(filler)等须补写。"
        found = {"questionnaire.yaml": self._text(document, "questionnaire", about)}
        for name, section in files.items():
            found[name] = self._text(section, "section", f"“{section['name']}”的题目。")
        if checks:
            found["cross-checks.yaml"] = self._text(
                checks, "cross-checks", "勾稽关系:题目之间必须成立的关系。"
            )
        return found

    def _sections(self) -> dict[str, dict[str, Any]]:
        """The questions by section: as kept where they are, else one section for each dimension."""
        by_id = {asked["id"]: asked for listed in self.questions.values() for asked in listed}
        found: dict[str, dict[str, Any]] = {}
        placed: set[str] = set()
        for id_, section in self.kept.sections.items():
            own = [by_id[name] for name in section.get("questions", []) if name in by_id]
            placed |= {asked["id"] for asked in own}
            if own:
                found[id_] = {"format": "dgassess/section/1", **section, "questions": own}
        for id_, listed in self.questions.items():
            rest = [asked for asked in listed if asked["id"] not in placed]
            if rest and id_ in found:
                found[id_]["questions"] = [*found[id_]["questions"], *rest]
            elif rest:
                name = self.sections[id_]
                found[id_] = {"format": "dgassess/section/1", "id": id_, "name": name, "questions": rest}
        return found


_ABOUT = {
    "clauses": "指标服务的政策条款;标题须按原文补写。",
    "adjustments": "加分、扣分:在基础总分之外加减。合计封顶(bonus_cap、penalty_cap)须补写。",
    "vetoes": "底线约束(一票否决项)。",
}
