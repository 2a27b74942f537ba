"""Rows of a table as materials and steps. Pure."""

import re
from dataclasses import replace

from yimen.catalogue.prose import materials, organs, steps
from yimen.catalogue.prose.numerals import NUMBER, number
from yimen.catalogue.prose.parts import Part
from yimen.catalogue.prose.source import Run, joined
from yimen.catalogue.prose.steps import Step
from yimen.catalogue.prose.vocabulary import Element

Fields = dict[str, list[Run]]  # what stands in the columns of a row, by kind of column
_NONE = re.compile(r"[无/\\—\-―]+|不涉及|暂无|没有|空")
_FORMS = {(True, True): "原件及复印件", (True, False): "原件", (False, True): "复印件"}


def add(part: Part, fields: Fields) -> None:
    """Add a row to the list of its part; what is no words of it, such as its number, is a mark."""
    part.marks += fields.get("number", [])
    if part.element is Element.MATERIALS and fields.get("name"):
        _add_material(part, fields)
    elif part.element is Element.STEPS:
        _add_step(part, fields)


def by_content(cells: list[Run]) -> Fields:
    """The columns of a row of materials that have no heads: number, name, and what is said of it."""
    fields: Fields = {}
    for run in cells:
        kind = "note" if "name" in fields else "number" if number(run.folded) is not None else "name"
        fields.setdefault(kind, []).append(run)
    return fields


def _add_material(part: Part, fields: Fields) -> None:
    whole = materials.single(fields["name"][0].strip("。;"))
    said = _words(fields, "form")
    form, told, _note = materials.told(" ".join([said, _words(fields, "copies")]))
    originals, photocopies = (_count(_words(fields, kind)) for kind in ("originals", "photocopies"))
    noted = [run for run in fields.get("note", []) if not _NONE.fullmatch(run.folded)]
    form = whole.form or form or _FORMS.get((bool(originals), bool(photocopies)), "")
    form = form or next((found for run in noted if (found := materials.told(run.folded)[0])), "")
    copies = _count(_words(fields, "copies")) or max(originals or 0, photocopies or 0)
    copies = copies or (
        told if told > 1 else next((more for run in noted if (more := materials.told(run.folded)[1]) > 1), whole.copies)
    )
    notes = [whole.note, *(run.plain() for run in noted if not materials.is_form_only(run.folded))]
    run = joined(run for kind, runs in fields.items() if kind != "number" for run in runs)
    part.materials.append(
        replace(
            whole, run=run, form=form, copies=copies, note="；".join(filter(None, notes)),
            is_row=True, necessity=_words(fields, "necessity"), source=_words(fields, "source"),
        )
    )  # fmt: skip


def _add_step(part: Part, fields: Fields) -> None:
    told = [run for kind in ("title", "actor", "action", "limit") for run in fields.get(kind, [])]
    if not told:
        return
    run, who, title, action = joined(told), _words(fields, "actor"), _words(fields, "title"), _words(fields, "action")
    if who:
        part.steps.append(Step(run, who, organs.level(fields["actor"][0].folded), title or action))
        return
    found = steps.single((fields.get("title") or told)[0])
    inner = steps.single(fields["action"][0]) if action and not found.actor else found
    part.steps.append(Step(run, inner.actor, inner.level, found.action, inner.is_applicant))


def _words(fields: Fields, kind: str) -> str:
    return "；".join(run.plain() for run in fields.get(kind, []))


def _count(words: str) -> int | None:
    found = re.search(NUMBER, words)
    return number(found[0]) if found else None
