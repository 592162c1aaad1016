"""Where the parts of put-together files come from, so that later checks can name the place."""

from __future__ import annotations

from dataclasses import dataclass, field

from dgassess.loading.tree import Document, Loc
from dgassess.values.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Declaration:
    """That a file declares an id in a namespace: node (also of items), question, cross-check or clause."""

    space: str
    id: str
    document: Document
    loc: tuple[str | int, ...]

    def place(self) -> Place:
        """The place of the id itself."""
        return self.document.place((*self.loc, "id"))


@dataclass(slots=True)
class Origins:
    """The declarations of a system and its questionnaire, and the places of what stands in them.

    Subjects are ids of nodes, items and questions, `cross-check <id>`, `clause <id>`, `all adjustments` for what holds
    for them together, and the empty id for system.yaml itself.
    """

    declarations: list[Declaration] = field(default_factory=list)
    whole: dict[str, tuple[Document, tuple[str | int, ...]]] = field(default_factory=dict)

    def declare(self, space: str, id: str, document: Document, loc: tuple[str | int, ...]) -> None:
        """Note where an id is declared; the first declaration is where later defects are shown."""
        self.declarations.append(Declaration(space, id, document, loc))
        subject = f"{space} {id}" if space in ("cross-check", "clause") else id
        self.whole.setdefault(subject, (document, loc))

    def place(self, subject: str, loc: Loc, key: bool = False) -> Place:
        """The place of a location within a subject, or of its key; the subject's own where the file says nothing."""
        if subject not in self.whole:
            return Place("")
        document, prefix = self.whole[subject]
        return document.place((*prefix, *loc), key=key)
