"""The look of a report: theme.yaml in its folder, with colours, a logo and fonts; and additions to the page's style.

No theme of one's own is program text: nothing in it can read a file or reach a network.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dgassess.reporting.logo import LARGEST, logo_defect
from dgassess.reporting.yaml_nodes import compose
from dgassess.values.diagnostics import Diagnostic, Place, suggest
from dgassess.values.language import in_chinese

FORMAT = "dgassess/theme/1"
COLOURS = ("accent", "accent_dark", "accent_light", "warning", "good")
"""accent: titles and rules; accent_dark: the same on a dark screen; accent_light: rows that head others."""
_FIELDS = ("format", "colours", "logo", "logo_text", "fonts")
FONTS = ("html", "pdf")
"""html: a family that readers have; pdf: one whose files lie in the folder's fonts/."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FAMILY = re.compile(r"[\w \-\u3400-\u9fff]{1,60}")
_READABLE = 4.5
"""The least contrast of text with the paper, as accessibility asks for."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as #rrggbb by name, a logo as bytes with its ending, font families, and additions to the style."""

    colours: Mapping[str, str] = field(default_factory=dict)
    logo: bytes = b""
    logo_kind: str = ""
    logo_text: str = ""
    html_font: str = ""
    pdf_font: str = ""
    style: str = ""

    @property
    def logo_address(self) -> str:
        """The logo as a data: address; empty where there is none."""
        if not self.logo:
            return ""
        kind = "svg+xml" if self.logo_kind == "svg" else "png"
        return f"data:image/{kind};base64,{base64.b64encode(self.logo).decode()}"

    def css(self) -> str:
        """What follows the style that ships."""
        names = {"accent": ("accent", "link"), "accent_light": ("band",)}
        rules = " ".join(
            f"--{one}: {value};"
            for name, value in self.colours.items()
            if name != "accent_dark"
            for one in names.get(name, (name,))
        )
        screens = "not screen, (prefers-color-scheme: light)"
        text = f"@media {screens} {{ :root {{ {rules} }} }}\n" if rules else ""
        if dark := self.colours.get("accent_dark"):
            rules = f"--accent: {dark}; --link: {dark};"
            text += f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {rules} }} }}\n"
        if self.html_font:
            others = '"Microsoft YaHei", "Noto Sans SC", sans-serif'
            others = others if in_chinese() else f"Arial, {others}"
            text += f'body {{ font-family: "{self.html_font}", {others}; }}\n'
        if self.logo:
            text += ".cover .logo-line { margin-block: 0; }\n"
            text += ".logo { display: block; max-height: 4.5rem; max-width: 18rem; margin-block: 0 1rem; }\n"
        return text + self.style


def stylesheet(theme: Path, look: Look, *more: str) -> str:
    """The whole style of a page: what ships for its language, further files of the theme, and the look's own."""
    names = ("style.css", *more) if in_chinese() else ("style.css", "latin.css", *more)
    return "".join((theme / name).read_text("utf-8") for name in names) + look.css()


def read_look(folder: Path, found: list[Diagnostic]) -> Look:
    """The look of a report's folder; what is wrong is added to `found`."""
    style = _style(folder / "theme" / "html" / "style.css", found)
    _refuse_programs(folder, found)
    file = folder / "theme.yaml"
    if not file.is_file():
        return Look(style=style)
    reader = _LookReader(file, found)
    data = reader.read()
    colours = reader.colours(data.get("colours"))
    logo, kind = reader.logo(folder, data)
    fonts = reader.mapping(data.get("fonts"), FONTS, "fonts")
    return Look(
        colours, logo, kind, reader.text(data, "logo_text"), reader.family(fonts, "html"),
        reader.family(fonts, "pdf"), style,
    )  # fmt: skip


def inside(folder: Path, path: Path) -> bool:
    """Whether a path, its links followed, lies in a folder."""
    return path.resolve().is_relative_to(folder.resolve())


def _style(file: Path, found: list[Diagnostic]) -> str:
    if not file.is_file():
        return ""
    root = file.parents[2]
    if not inside(root, file):
        found.append(_defect(file, None, f"'{file.name}' leads out of the report's folder."))
        return ""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        found.append(_defect(file, None, "The style is not saved as UTF-8."))
        return ""
    if "</" in text or "<!" in text:
        found.append(_defect(file, None, "A style has no tags in it."))
        return ""
    return text


def _refuse_programs(folder: Path, found: list[Diagnostic]) -> None:
    """Themes for PDF are programs that could read files or load packages from a network."""
    for path in sorted((folder / "theme").rglob("*")) if (folder / "theme").is_dir() else ():
        if path.is_file() and path.suffix.lower() in (".typ", ".j2", ".js"):
            message = f"'{path.relative_to(folder).as_posix()}' is not used: a theme of one's own has no program text."
            help_ = "Colours, logo and fonts are set in theme.yaml, further looks of HTML in theme/html/style.css."
            found.append(_defect(path, None, message, help_))


class _LookReader:
    def __init__(self, file: Path, found: list[Diagnostic]) -> None:
        self.file, self.found = file, found

    def note(self, node: Any, message: str, help_: str = "") -> None:
        self.found.append(_defect(self.file, getattr(node, "start_mark", None), message, help_))

    def read(self) -> dict[str, yaml.Node]:
        try:
            root = compose(self.file)
        except yaml.MarkedYAMLError as problem:
            self.found.append(_defect(self.file, problem.problem_mark, f"{problem.problem}."))
            return {}
        data = self.mapping(root, _FIELDS, "a theme")
        if self.text(data, "format") != FORMAT:
            self.note(root, f"The file must open with 'format: {FORMAT}'.")
        return data

    def mapping(self, node: yaml.Node | None, allowed: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.note(node, "A mapping is expected here.")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in allowed:
                help_ = suggest(name, allowed) or f"Known are {', '.join(allowed)}."
                self.note(key, f"'{name}' is no field of {what}.", help_)
            else:
                found[name] = value
        return found

    def text(self, data: Mapping[str, yaml.Node], key: str) -> str:
        node = data.get(key)
        if node is not None and not isinstance(node, yaml.ScalarNode):
            self.note(node, f"'{key}' is a text.")
            return ""
        return str(node.value) if node is not None else ""

    def colours(self, node: yaml.Node | None) -> dict[str, str]:
        data = self.mapping(node, COLOURS, "colours")
        found = {}
        for key in COLOURS:
            if key not in data:
                continue
            text = self.text(data, key)
            if not _COLOUR.fullmatch(text):
                self.note(data[key], f"'{key}' is a colour such as \"#0b4a8f\" in quotes, not '{text}'.")
                continue
            ground, said = _GROUNDS.get(key, ("#1f2933", "the text on it"))
            ratio = contrast(text, ground)
            if ratio < _READABLE:
                message = f"'{key}' {text} is hard to read beside {said}: its contrast is {ratio:.1f}."
                self.note(
                    data[key], message, f"At least {_READABLE} is needed; choose a {_needed(key)} colour."
                )
            found[key] = text.lower()
        return found

    def family(self, data: Mapping[str, yaml.Node], key: str) -> str:
        name = self.text(data, key)
        if name and not _FAMILY.fullmatch(name):
            self.note(data[key], f"'{name}' is no name of a font family.")
            return ""
        return name

    def logo(self, folder: Path, data: Mapping[str, yaml.Node]) -> tuple[bytes, str]:
        name = self.text(data, "logo")
        if not name:
            return b"", ""
        path, node = folder / name, data["logo"]
        kind = path.suffix.lower().removeprefix(".")
        if not inside(folder, path) or not path.is_file():
            self.note(node, f"There is no logo '{name}' in the report's folder.")
        elif kind not in ("svg", "png"):
            self.note(node, f"A logo is an .svg or .png file, not '{name}'.")
        elif path.stat().st_size > LARGEST:
            self.note(node, f"'{name}' has more than {LARGEST:,} bytes: use a smaller logo.")
        else:
            content = path.read_bytes()
            message, help_ = logo_defect(content, kind, name)
            if not message:
                return content, kind
            self.note(node, message, help_)
        return b"", ""


_GROUNDS = {
    "accent": ("#ffffff", "white paper"),
    "accent_dark": ("#161b22", "a dark screen"),
    "warning": ("#fdf3e7", "its pale ground"),
    "good": ("#eaf6ee", "its pale ground"),
}


def _needed(key: str) -> str:
    return "lighter" if key in ("accent_dark", "accent_light") else "darker"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _defect(file: Path, mark: Any, message: str, help_: str = "") -> Diagnostic:
    place = Place(str(file), mark.line + 1, mark.column + 1) if mark else Place(str(file))
    return Diagnostic("report-theme", "error", place, message, help_)
