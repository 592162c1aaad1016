"""What report templates are compiled to: Jinja's own code with data kept apart and turns counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Concat, Dict, EnvironmentAttribute, For, List, Node, Tuple


class TemplateCode(CodeGenerator):
    def visit_Concat(self, node: Concat, frame: Frame) -> None:  # noqa: N802 (Jinja's visitor names)
        """`a ~ b` keeps data as tokens; Jinja's own would let it through HTML-escaped but as Markdown."""
        self.write("environment.concatenate((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_For(self, node: For, frame: Frame) -> None:  # noqa: N802
        """The turns of loops are counted."""
        counting = EnvironmentAttribute("counted", lineno=node.lineno)
        node.iter = Call(counting, [node.iter], [], None, None, lineno=node.lineno)
        super().visit_For(node, frame)

    def visit_List(self, node: List, frame: Frame) -> None:  # noqa: N802
        self._shallow(super().visit_List, node, frame)

    def visit_Dict(self, node: Dict, frame: Frame) -> None:  # noqa: N802
        self._shallow(super().visit_Dict, node, frame)

    def visit_Tuple(self, node: Tuple, frame: Frame) -> None:  # noqa: N802
        visit = super().visit_Tuple
        visit(node, frame) if node.ctx == "store" else self._shallow(visit, node, frame)

    def _shallow(self, visit: Callable[[Any, Frame], None], node: Node, frame: Frame) -> None:
        self.write("environment.shallow(")
        visit(node, frame)
        self.write(")")
