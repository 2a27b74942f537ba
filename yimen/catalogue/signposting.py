"""Keeps the signposts: loads their files beside the catalogue's items, all or nothing, and reads them back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from yimen.catalogue import models, signposts
from yimen.catalogue.nodes import Problem
from yimen.catalogue.reading import Unreadable
from yimen.catalogue.signposts import Bundle, Elsewhere, Part
from yimen.journal.kept import forget, kept

BUNDLES: Final = "bundles"
ELSEWHERE: Final = "elsewhere"
FOLDERS: Final = frozenset({BUNDLES, ELSEWHERE})  # below the catalogue's folder; what lies there is no item
Read = TypeVar("Read", Bundle, Elsewhere)


def load(texts: Mapping[str, str]) -> list[str]:
    """Load signposts from texts by file name; the folder says which kind. Returns the codes of what is new or changed.

    Raises Unreadable with every mistake, also where a bundle names an item or a matter that nobody knows; then nothing
    was loaded.
    """
    problems: list[Problem] = []
    bundles = _read(texts, BUNDLES, signposts.bundle, problems)
    matters = _read(texts, ELSEWHERE, signposts.elsewhere, problems)
    problems += _unknown(bundles, matters.values())
    if problems:
        raise Unreadable(problems)
    with transaction.atomic():
        changed = [one.code for one in matters.values() if _store(models.Elsewhere, one)]
        changed += [one.code for one in bundles.values() if _store(models.Bundle, one)]
    forget()
    return changed


@kept
def bundles() -> tuple[Bundle, ...]:
    """Every moment of life, by code; one loaded elsewhere is seen within five seconds."""
    return tuple(
        Bundle(
            code=row.code, name=row.name, also=tuple(row.also), words=row.words, to_confirm=row.to_confirm,
            parts=tuple(Part(**one) for one in row.parts), elsewhere=tuple(row.elsewhere),
        )
        for row in models.Bundle.objects.order_by("code")
    )  # fmt: skip


@kept
def elsewhere() -> tuple[Elsewhere, ...]:
    """Everything that is known to be done elsewhere, by code; what is loaded elsewhere is seen within five seconds."""
    return tuple(
        Elsewhere(
            code=row.code, name=row.name, also=tuple(row.also), body=row.body, address=row.address,
            telephone=row.telephone, hours=row.hours, bring=row.bring, to_confirm=row.to_confirm,
        )
        for row in models.Elsewhere.objects.order_by("code")
    )  # fmt: skip


def _read(texts: Mapping[str, str], folder: str, take: Callable[..., Read], problems: list[Problem]) -> dict[str, Read]:
    found: dict[str, Read] = {}
    for file, text in texts.items():
        if Path(file).parent.name == folder:
            try:
                found[file] = take(text, file=file)
            except Unreadable as refused:
                problems += refused.problems
    return found


def _unknown(bundles: Mapping[str, Bundle], matters: Iterable[Elsewhere]) -> Iterable[Problem]:
    items = set(models.Item.objects.values_list("code", flat=True))
    known = {one.code for one in matters} | set(models.Elsewhere.objects.values_list("code", flat=True))
    for file, one in bundles.items():
        for code in [part.code for part in one.parts if part.code not in items]:
            yield Problem(file, 1, _("没有编码为“%(code)s”的事项，请先载入") % {"code": code})
        for code in [each for each in one.elsewhere if each not in known]:
            yield Problem(file, 1, _("没有编码为“%(code)s”的“这里不办”") % {"code": code})


def _store(model: type[Any], one: Bundle | Elsewhere) -> bool:
    """Whether anything was to do."""
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(one).items()}
    row = model.objects.filter(code=one.code).first()
    if row is None:
        model.objects.create(**said)
        return True
    if all(getattr(row, name) == value for name, value in said.items()):
        return False
    model.objects.filter(pk=row.pk).update(**said)
    return True
