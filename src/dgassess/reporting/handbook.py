"""The contents of a handbook (评估指标体系与评分细则): a whole system, nobody's scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dgassess.reporting import handbook_tables as tables_of
from dgassess.reporting.blocks import Column, Cover, Fact, Facts, Table
from dgassess.reporting.contents import Contents, ReportRequest
from dgassess.reporting.handbook_cards import Reader, by_node, card, questions, share_sentence
from dgassess.reporting.handbook_text import HandbookText, ItemText, NodeText
from dgassess.reporting.wording import cell, row, typeset
from dgassess.values.language import in_chinese, joined, msg, say, say_as

_DIGEST = 19  # characters of a digest on the cover: sha256: and twelve digits
_EDITIONS = {"internal": msg("内部使用"), "unit": msg("发被评估单位"), "public": msg("公开")}


@dataclass(frozen=True, slots=True)
class HandbookOptions:
    """report.yaml's options."""

    title: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One heading below a chapter with what stands below it; the names are those of tables, empty = none.

    level: of its heading, 2 to 4; groups of the second tier are numbered.
    """

    level: int
    title: str
    numbered: bool = False
    lines: tuple[str, ...] = ()
    card: str = ""
    questions: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One dimension, or all indicators of a system without groups."""

    title: str
    lines: tuple[str, ...]
    overview: str  # the table of what stands directly below
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: its title, whose answers they are, the name of its table."""

    title: str
    source: str
    table: str


def build(
    text: HandbookText, request: ReportRequest | None = None, options: HandbookOptions | None = None
) -> Contents:
    """Everything a handbook template can print or insert. Pure: the same input, the same contents."""
    request, options = request or ReportRequest(), options or HandbookOptions()
    book = _Book(text, Reader(request.audience))
    chapters = book.chapters()
    adjustments, vetoes = book.listed(("bonus", "penalty")), book.listed(("veto",))
    other = book.other()
    views = tables_of.views(text)
    examples = book.examples()
    fillers, responsible = tables_of.departments(text)
    worked, kept_back = tables_of.worked(text, book.reader)
    found: dict[str, Table] = {
        **book.tables, "tree": tables_of.tree(text), "levels": tables_of.levels(text),
        "clauses": tables_of.clauses(text), "cross_checks": tables_of.cross_checks(text), "fillers": fillers,
        "responsible": responsible, "worked": worked, "versions": _versions(text, request),
        **{f"view-{index}": table for index, table in enumerate(views)},
    }  # fmt: skip
    present = {name: table for name, table in found.items() if table.rows}
    cover = _cover(text, request, options)
    return Contents(
        cover=cover,
        identity=say("{name}　{version}", name=typeset(text.name), version=text.version),
        values={
            "system": typeset(text.name), "version": text.version, "description": typeset(text.description),
            "clause_source": typeset(text.clause_source), "clause_count": len(text.clauses),
            "general": tuple((name, typeset(sentence)) for name, sentence in text.general),
            "order": tuple(map(typeset, text.order)), "units": tables_of.listed_types(text),
            "chapters": chapters, "adjustments": adjustments, "vetoes": vetoes, "other": other,
            "limits": tuple(map(typeset, text.limits)),
            "gated": any(level.gates for level in text.levels),
            "views": tuple(f"view-{index}" for index in range(len(views))),
            "examples": examples, "steps": tuple(map(typeset, text.steps.steps)) if text.steps else (),
            "steps_source": typeset(text.steps.source) if text.steps else "",
            "worked_for": text.worked_for, "kept_back": kept_back,
            "public": request.audience == "public",
            "restricted": sum(book.reader.withholds(item.sensitivity) for item in text.items),
            "has": set(present),
        },
        tables=present,
        charts={},
        facts={"summary": Facts(_summary(text))},
        watermark=request.watermark,
    )  # fmt: skip


class _Book:
    """Chapters and the tables they name."""

    def __init__(self, text: HandbookText, reader: Reader) -> None:
        self.text, self.reader = text, reader
        self.nodes = by_node(text)
        self.items = {item.id: item for item in text.items}
        self.tables: dict[str, Table] = {}

    def chapters(self) -> tuple[Chapter, ...]:
        """A chapter per group at the top; indicators that stand there themselves make one together."""
        tops = [node for node in self.text.nodes if node.parent is None]
        found = [
            Chapter(
                say("{id}　{name}", id=node.id, name=typeset(node.name)),
                self._lines(node),
                self._overview(node),
                tuple(self._below(node.id)),
            )
            for node in tops
            if node.kind == "group"
        ]
        loose = tuple(self._entry(node) for node in tops if node.kind == "indicator")
        if loose:
            title = say("其他指标") if found else say_as("several", "指标")
            found.append(Chapter(title, (), "", loose))
        return tuple(found)

    def _below(self, parent: str) -> list[Entry]:
        found = []
        for node in self.text.nodes:
            if node.parent == parent:
                found.append(self._entry(node))
                found += self._below(node.id)
        return found

    def _entry(self, node: NodeText) -> Entry:
        if node.kind == "group":
            title = say("{id}　{name}", id=node.id, name=typeset(node.name))
            return Entry(_level(node), title, node.tier == 2, self._lines(node), self._overview(node))
        return self._owned(self.items[node.id], node)

    def _owned(self, item: ItemText, node: NodeText | None = None) -> Entry:
        name = f"card-{item.id}"
        self.tables[name] = card(item, self.text, self.reader, node)
        asked = ""
        if item.questions:
            asked = f"questions-{item.id}"
            self.tables[asked] = questions(item.questions, self.reader)
        level = _level(node) if node is not None else 2
        title = say("{id}　{name}", id=item.id, name=typeset(item.name))
        return Entry(level, title, False, (), name, asked)

    def _lines(self, group: NodeText) -> tuple[str, ...]:
        """What is laid down about a group, a sentence each."""
        weight, total = typeset(group.weight), share_sentence(group, self.text)
        found = [
            say("权重{weight}；{share}。", weight=weight, share=total)
            if total
            else say("权重{weight}。", weight=weight)
        ]
        stop = "。" if in_chinese() else "."
        for said in (group.description, group.aggregation, group.minimum_present):
            found += [f"{typeset(said).rstrip(stop)}{stop}"] if said else []
        if group.missing:
            found.append(say("缺项{treatment}。", treatment=typeset(group.missing)))
        if group.levels:
            found.append(say("等级：{levels}。", levels=joined(map(typeset, group.levels), "；")))
        return tuple(found)

    def _overview(self, group: NodeText) -> str:
        name = f"below-{group.id}"
        self.tables[name] = tables_of.below(self.text, group)
        return name

    def listed(self, sorts: Sequence[str]) -> tuple[Entry, ...]:
        """The cards of adjustments or vetoes."""
        return tuple(self._owned(item) for item in self.text.items if item.sort in sorts)

    def other(self) -> str:
        """The table of questions that belong to nothing that is scored."""
        if not self.text.other_questions:
            return ""
        self.tables["questions-other"] = questions(self.text.other_questions, self.reader)
        return "questions-other"

    def examples(self) -> tuple[Example, ...]:
        """The worked examples this reader may see."""
        found = []
        for index, one in enumerate(self.text.examples):
            if self.reader.withholds(self.items[one.item].sensitivity):
                continue
            self.tables[f"example-{index}"] = tables_of.example(one)
            found.append(Example(tables_of.example_title(one), typeset(one.source), f"example-{index}"))
        return tuple(found)


def _level(node: NodeText) -> int:
    """The level of a node's heading: each is one below its group's, down to the deepest there is."""
    return min(max(node.tier, 2), 4)


def _summary(text: HandbookText) -> tuple[Fact, ...]:
    tops = sum(node.parent is None and node.kind == "group" for node in text.nodes)
    asked = sum(len(item.questions) for item in text.items) + len(text.other_questions)
    counts = {
        sort: sum(item.sort == sort for item in text.items)
        for sort in ("indicator", "bonus", "penalty", "veto")
    }
    facts = [
        (say_as("several", "一级指标"), tops), (say_as("several", "指标"), counts["indicator"]),
        (say_as("several", "题目"), asked), (say_as("several", "加分项"), counts["bonus"]),
        (say_as("several", "扣分项"), counts["penalty"]), (say_as("several", "底线约束"), counts["veto"]),
        (say_as("several", "等级"), len(text.levels)), (say_as("several", "条款"), len(text.clauses)),
        (say_as("several", "勾稽关系"), len(text.cross_checks)),
    ]  # fmt: skip
    return tuple(Fact(name, str(count), strong=True) for name, count in facts if count)


def _versions(text: HandbookText, request: ReportRequest) -> Table:
    rows = [
        row(say("指标体系"), typeset(text.name), text.version, cell(text.digest, code=True)),
        row(
            say("问卷"),
            typeset(text.questionnaire),
            text.questionnaire_version,
            cell(text.questionnaire_digest, code=True),
        ),
    ]
    if request.tool:
        name, _, version = request.tool.partition(" ")
        rows.append(row(say("工具"), name, version, ""))
    columns = (
        Column(say("内容")), Column(say("名称"), width=3), Column(say("版本")),
        Column(say("摘要（SHA-256）"), width=5),
    )  # fmt: skip
    return Table(columns, tuple(rows), say("版本与摘要"))


def _cover(text: HandbookText, request: ReportRequest, options: HandbookOptions) -> Cover:
    facts = (
        Fact(say("版本"), text.version),
        Fact(say("问卷"), f"{typeset(text.questionnaire)} {text.questionnaire_version}"),
        Fact(say("摘要"), text.digest[:_DIGEST]),
        Fact(say_as("document", "依据"), typeset(text.clause_source)),
        Fact(say("适用对象"), joined(text.unit_types, "、")),
        Fact(say("发送范围"), say(_EDITIONS[request.audience])),
    )
    return Cover(
        title=request.title or options.title or say("评估指标体系与评分细则"),
        subtitle=typeset(text.name),
        notice=request.notice or options.notice,
        facts=tuple(fact for fact in facts if fact.value),
        organisation=request.organisation,
        date=request.date,
        seal=request.seal,
    )
