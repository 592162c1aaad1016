"""The YAML of report folders as nodes, each with its place."""

from __future__ import annotations

import yaml

# PyYAML comes without the C library where it was built from source.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str) -> yaml.Node | None:
    """The root node of a text, or None for an empty one. Raises yaml.MarkedYAMLError."""
    root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    return root
