"""Reads the sources for the architecture tests."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "journal",
    "office",
    "catalogue",
    "papers",
    "registry",
    "tickets",
    "cases",
    "voice",
    "exchange",
    "safekeeping",
    "faces",
    "demonstration",
)  # upwards


@dataclass(frozen=True, slots=True)
class Source:
    """One module: its path from the root of the project, its text and tree."""

    path: str
    text: str
    tree: ast.Module


def sources(*folders: str, migrations: bool = False) -> Iterator[Source]:
    """All modules below the folders; migrations only when asked for, and then nothing else."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if ("migrations" in path.parts) is migrations:
                yield read(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


def read(text: str, path: str = "example.py") -> Source:
    """A source from its text; examples in tests are made so."""
    return Source(path, text, ast.parse(text))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in the tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported: `from a.b import c` gives `a.b.c`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def chain(node: ast.AST) -> list[str]:
    """The names of a dotted expression from left to right: `Case.objects.filter(x).update` gives all four."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            break
    if isinstance(node, ast.Name):
        names.append(node.id)
    return names[::-1]
