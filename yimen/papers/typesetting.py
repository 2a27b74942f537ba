"""Sets a sheet as PDF/A by typst: the same sheet gives the same bytes; no fonts but ours and the site's."""

import json
import re
import threading
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Broken
from yimen.papers.glyphs import Coverage, coverage, mark, marked

TEMPLATES = Path(__file__).parent / "templates"
FONT_PACKAGES = "@expo-google-fonts"
FAMILIES = ("Noto Serif SC", "Noto Sans SC")
_FACES = ("noto-serif-sc/400Regular", "noto-sans-sc/400Regular", "noto-sans-sc/700Bold")
FIRST_GENERATION = {"acceptance_1", "completion_1", "result_1"}  # these read their sheet from sys.inputs
_lock = threading.Lock()


def font_dirs() -> list[Path]:
    """Where fonts are: those installed, then DATA/fonts, where a site puts its own for rare characters."""
    installed = [settings.NODE_MODULES / FONT_PACKAGES / face for face in _FACES]
    return [folder for folder in [*installed, settings.DATA / "fonts"] if folder.is_dir()]


def missing_glyphs(text: str) -> list[str]:
    """The characters of `text` that no font here can draw, each once; empty when all of it prints."""
    return _coverage().missing(text)


def typeset(template: str, sheet: dict[str, Any], *, at: datetime) -> bytes:
    """The PDF (PDF/A-2a) of a sheet by a template, e.g. "acceptance_1", dated `at`.

    A paper that takes a little more than a page is set tighter, as GB/T 9704 has it, before it takes a second one.
    A character that no font can draw is printed as 【U+XXXXX】, and the sheet says so: never an empty box.
    Deterministic: the same arguments and fonts give the same bytes. Raises typst.TypstError.
    """
    printable = _printable(sheet)
    if template in FIRST_GENERATION:
        return _set(f'#include "/{template}.typ"\n', at, paper=printable)
    for fit in ("plain", "tight"):
        pdf = _set(_program(template, printable, fit), at)
        if _pages(pdf) == len(sheet["copies"]):
            return pdf
    return _set(_program(template, printable, "long"), at)


def fitted(  # what is set, how, how large, on how many pages
    template: str, function: str, sheet: dict[str, Any], *, sizes: Sequence[float], pages: int, at: datetime
) -> bytes:
    """The PDF of a sheet that is no numbered paper, by a function of a template, in the first of `sizes` (points) that takes
    no more than `pages` (0: as many as it takes), else in the last. Raises typst.TypstError."""
    pdf = b""
    for size in sizes:
        program = _program(template, _printable(sheet | {"size": size}), "", function)
        pdf = _set(program, at)
        if not pages or _pages(pdf) <= pages:
            break
    return pdf


def _set(program: str, at: datetime, **inputs: str) -> bytes:
    with _lock:
        pdf = _compiler().compile(
            input=program.encode(),
            format="pdf",
            sys_inputs={"rare": json.dumps(_rare_families())} | inputs,
            timestamp=int(at.timestamp()),
            pdf_standards="a-2a",
        )
    assert isinstance(pdf, bytes)  # noqa: S101  # one file is asked for, in memory
    return pdf


def _program(template: str, printable: str, fit: str, function: str = "paper") -> str:
    """What typst runs: the template, given the sheet as a string, in which nothing is obeyed."""
    # As a part of the program, and not an input: typst sets all anew when an input differs, so nothing would be warm.
    literal = printable.replace("\\", "\\\\").replace('"', '\\"')
    return f'#import "/{template}.typ": {function}\n#{function}(json(bytes("{literal}")) + (fit: "{fit}"))\n'


def _pages(pdf: bytes) -> int:
    return max(int(found) for found in re.findall(rb"/Count (\d+)", pdf))


def _printable(sheet: dict[str, Any]) -> str:
    """The sheet as JSON, with marks for what cannot be drawn, and a sentence that names them."""
    whole = json.dumps(sheet | {"unprinted": ""}, ensure_ascii=False)
    missing = missing_glyphs(whole)
    if not missing:
        return whole
    words = f"{'、'.join(mark(char) for char in missing)}处为字库未收的字，由经办人手写补正并加盖印章。"
    return marked(json.dumps(sheet | {"unprinted": words}, ensure_ascii=False), missing)


def _insist_on_fonts() -> None:
    """Without its fonts typst sets an empty sheet and says nothing: refuse, and let the job try again."""
    absent = [face for face in _FACES if not (settings.NODE_MODULES / FONT_PACKAGES / face).is_dir()]
    if absent:
        raise Broken(_("文书字体没有安装，请运行 make setup。"), code="fonts_missing")


@cache
def _compiler() -> typst.Compiler:
    _insist_on_fonts()
    folders: list[str] = [str(folder) for folder in font_dirs()]
    return typst.Compiler(root=str(TEMPLATES), font_paths=folders, ignore_system_fonts=True)


@cache
def _fonts() -> list[tuple[str, Path, int]]:
    _insist_on_fonts()
    folders: list[str] = [str(folder) for folder in font_dirs()]
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders).fonts()
    return [(font.family, Path(font.path), font.index) for font in found if font.path]


@cache
def _rare_families() -> tuple[str, ...]:
    return tuple(sorted({family for family, _file, _index in _fonts()} - set(FAMILIES)))


@cache
def _coverage() -> Coverage:
    return coverage((path, index) for _name, path, index in _fonts())
