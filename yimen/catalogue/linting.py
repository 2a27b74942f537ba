"""Lints guides where they are kept: in files, in a folder of files, in the catalogue of this installation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yimen.catalogue import defining
from yimen.catalogue.dictionary import Dictionary
from yimen.catalogue.dumping import current
from yimen.catalogue.elements import Content
from yimen.catalogue.lint.examining import examine
from yimen.catalogue.lint.findings import WORDS, Finding
from yimen.catalogue.loading import texts_of
from yimen.catalogue.nodes import Problem
from yimen.catalogue.reading import Unreadable, Written, read


@dataclass(frozen=True, slots=True)
class Linted:
    """An item's finding. `file` "" and `line` 0: it is not in a file."""

    item: str
    name: str
    finding: Finding
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.file else self.item
        one = self.finding
        return f"{where}：{WORDS[one.severity]} {one.rule} {one.place}：{one.says}。建议：{one.proposal}。"

    def as_row(self) -> dict[str, object]:
        """For programs: `text` are the characters `start` up to `end` of the element `place`."""
        one = self.finding
        row: dict[str, object] = {
            "rule": one.rule, "severity": one.severity.value, "item": self.item, "place": one.place, "text": one.text,
            "proposal": one.proposal, "says": one.says, "start": one.start, "end": one.end, "name": self.name,
        }  # fmt: skip
        return row | ({"file": self.file, "line": self.line} if self.file else {})


def in_files(path: Path) -> tuple[list[Linted], tuple[Problem, ...]]:
    """Of a file, or of every .yaml and .yml below a folder: the findings, and why some file could not be read."""
    found: list[Linted] = []
    texts, problems = texts_of(path)
    try:
        dictionary = defining.near(path)
    except Unreadable as refused:
        return [], (*problems, *refused.problems)
    for file, text in texts.items():
        try:
            found += _of_file(read(text, file=file, dictionary=dictionary), dictionary)
        except Unreadable as refused:
            problems += refused.problems
    return found, tuple(problems)


def in_catalogue(on: date) -> list[Linted]:
    """Of every item kept here: the version in force on that day, else the newest."""
    return list(_of(current(on)))


def _of_file(written: Written, dictionary: Dictionary) -> Iterable[Linted]:
    one = written.content
    found = examine(one, dictionary)
    return [Linted(one.code, one.name, said, written.file, written.line_of(said.place)) for said in found]


def _of(contents: Iterable[Content]) -> Iterable[Linted]:
    dictionary = defining.current()
    return (Linted(one.code, one.name, said) for one in contents for said in examine(one, dictionary))
