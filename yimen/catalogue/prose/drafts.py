"""Drafts of items: every element with its place in the source, made from the parts of a page. Pure."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from yimen.catalogue.prose import headings, limits, materials, steps
from yimen.catalogue.prose.entries import Entries, entries, sentence
from yimen.catalogue.prose.folding import fold, is_ink
from yimen.catalogue.prose.limits import Limit
from yimen.catalogue.prose.materials import Material
from yimen.catalogue.prose.parts import Page, Part
from yimen.catalogue.prose.source import Place, Run, Source, joined
from yimen.catalogue.prose.steps import Step
from yimen.catalogue.prose.vocabulary import Element

_KINDS_OF_PERSON = re.compile(
    r"(?:自然人|个人|企业(?:法人)?|法人|事业(?:单位|法人)(?:法人)?|社会组织(?:法人)?|非法人企业|行政机关|其他组织|其它组织|公民|组织|[、,;/和及或\s])+"
)
_CALL = re.compile(r"(?:[(]?[0-9]{3,4}[)]?[-—\s]?)?[0-9]{7,8}(?:[、,/\s]+(?:[0-9]{3,4}-)?[0-9]{7,8})*|1[0-9]{10}|12345")
_NOTHING = re.compile(
    r"(?:无|没有|不涉及|暂无|/|—+|-+|\\|无需(?:提交|提供)?(?:任何)?材料|(?:详?见|如)(?:下|下表|附件|附表|上)[0-9]?)[。;:]?"
)
_REMARK = "备注(?:说明)?|附?注|(?:特别)?说明|注意事项"
_LAW_ENDS = (
    r"(?<=》)[、,;及和与]*(?=《)|(?<=[条款项号)）])[、,及和与](?=[^\s;。]{0,8}《)"
    r"|(?<=》)[、,](?=[^\s;。]{0,10}《)|\s+(?=《)"
)


@dataclass(slots=True)
class Draft:
    """An item as a page prints it; empty is what the page does not have. `places`: by element, such as `materials.2`, where
    it stands; a name without a dot holds the label and the signs between. `shared`: what stands for other items too."""

    name: str = ""
    department: str = ""
    object: str = ""
    kind: str = ""
    conditions: list[str] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    materials: list[Material] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    promise: Limit | None = None
    promise_text: str = ""
    statutory: Limit | None = None
    statutory_text: str = ""
    fee: str = ""
    fee_basis: str = ""
    co_departments: list[str] = field(default_factory=list)
    place: str = ""
    hours: str = ""
    telephone: str = ""
    complaint_telephone: str = ""
    result: str = ""
    opens_section: bool = False
    shared: set[Place] = field(default_factory=set)
    places: dict[str, set[Place]] = field(default_factory=dict)
    rows: dict[str, set[Place]] = field(default_factory=dict)  # where all that is listed of an element stands
    named: dict[tuple[str, bool], int] = field(
        default_factory=dict
    )  # the first material of that name; in a table: True

    def claim(self, element: str, *runs: Run | None) -> None:
        """These words are this element's."""
        stem, dot, _number = element.partition(".")
        for run in runs:
            if run:
                ink = run.inked()
                self.places.setdefault(element, set()).update(ink)
                if dot:
                    self.rows.setdefault(stem, set()).update(ink)

    def lines(self) -> list[int]:
        """The lines it stands in, counted from 0; the line of its section with the first item of that section only."""
        own = (places for element, places in self.places.items() if element != "section" or self.opens_section)
        return sorted({line for places in own for line, _at in places})


def draft(page: Page, source: Source) -> Draft:
    """The draft of a page."""
    made = Draft()
    _named(made, page)
    made.shared = set().union(*(run.inked() for run in page.shared), set())
    for unit in page.of(Element.UNIT):
        _set_unit(made, unit, page)
    for part in page.parts:
        _SETTERS.get(_kind(part), _nothing)(made, part)
    if not made.conditions and made.object and not _KINDS_OF_PERSON.fullmatch(fold(made.object)):
        made.conditions, made.object = [made.object], ""
        made.places["conditions"] = made.places.pop("object", set()) | made.places.pop("object.0", set())
    _close_gaps(made, source)
    return made


def give(made: Draft, element: Element, words: Run) -> bool:
    """Put words that were not understood into an element, as if its label stood before them; False if they do not fit."""
    before = set().union(*made.places.values(), set())
    part = Part(element, word=element.value, values=[words])
    _SETTERS.get(element, _nothing)(made, part)
    return words.inked() <= set().union(*made.places.values(), set()) - before


def _kind(part: Part) -> Element:
    """What a part is when its value is looked at: 办理时间 may be a limit or the hours of the window."""
    value = " ".join(run.folded for run in part.values)
    if part.element is Element.PROMISE and "时间" in part.word and limits.is_hours(value):
        return Element.HOURS
    if part.element is Element.HOURS and not limits.is_hours(value) and limits.limit(value, part.hint):
        return Element.PROMISE
    if part.element is Element.PROMISE and "法定" in part.hint:
        return Element.STATUTORY
    return part.element


def _named(made: Draft, page: Page) -> None:
    if page.section:
        made.department = headings.department(page.section)
        made.claim("section", page.section)
    labelled = [run for part in page.of(Element.NAME) for run in part.values]
    if page.heading and not labelled:
        made.name = headings.name(page.heading)
        if made.name:
            made.claim("name", page.heading)
    elif page.heading and labelled:
        title, own = fold(headings.name(page.heading)), labelled[-1].folded.strip()
        if title and (title in own or own in title):
            made.claim("name", page.heading)


def _set_unit(made: Draft, unit: Part, page: Page) -> None:
    """A unit in a column or cell of its own holds for the limit it belongs to."""
    element = Element.STATUTORY if unit.word.startswith("法定") else Element.PROMISE
    limits_of_it = page.of(element)
    if limits_of_it and unit.values and re.search("[日天]", unit.values[0].folded):
        limits_of_it[-1].hint = unit.values[0].folded
        made.claim(element.value, unit.label, *unit.values)


def _nothing(made: Draft, part: Part) -> None:
    """A label for which an item has no place: it stays not understood."""


def _set_remark(made: Draft, part: Part) -> None:
    """A remark of how many of all materials there must be is theirs. Any other stays not understood: an item has no place for
    what is neither condition, material nor step, and which of these a remark is, nobody but the editor can say."""
    found = entries(_value(part), part.listed)
    said = materials.materials(found) if part.values and re.fullmatch(_REMARK, part.word) else []
    about_all = [materials.about_all(one) for one in said]
    if made.materials and about_all and all(one and one.name in ("", one.form) for one in about_all):
        _set_materials(made, part)


def _set_name(made: Draft, part: Part) -> None:
    if part.values:
        made.name = headings.bare(part.values[0]).plain()
    made.claim("name", part.label, *part.values[:1], *part.marks)


def _set_department(made: Draft, part: Part) -> None:
    if part.values and made.places.get("department"):
        return  # a second one, such as 受理部门 beside 实施主体: the editor says which
    words = _without_call(made, part)
    made.department = words or made.department
    made.claim("department", part.label, *_left(made, part))


def _set_text(made: Draft, part: Part) -> None:
    key = _kind(part).value
    words, before = _without_call(made, part), getattr(made, key)
    words = "" if _NOTHING.fullmatch(fold(words)) and key != "fee" else words
    setattr(made, key, "；".join(dict.fromkeys(filter(None, (before, words)))))
    made.claim(key, part.label, *_left(made, part))


def _without_call(made: Draft, part: Part) -> str:
    """The words of a part; where its label asks for a telephone too, without the number, which goes to its own element."""
    if not re.search("(?:、|及|和|与|/)(?:联系|咨询)?(?:电话|方式)", part.word):
        return _plain(part)
    words = []
    for run in part.values:
        found = _CALL.search(run.folded)
        if found is None:
            words.append(run.strip("。;、,").plain())
            continue
        call = run[found.start() : found.end()]
        made.claim("telephone", call)
        made.telephone = "；".join(dict.fromkeys(filter(None, (made.telephone, call.plain()))))
        words.append(
            (run.text[: found.start()] + run.text[found.end() :]).replace("\n", "").strip(" \t，,；;：:()（）。")
        )
    return "；".join(dict.fromkeys(filter(None, words)))


def _left(made: Draft, part: Part) -> list[Run]:
    """The values of a part without what went to the telephone."""
    taken = made.places.get("telephone", set())
    return [
        Run(run.text, run.folded, tuple(None if place in taken else place for place in run.places))
        for run in part.values
    ]


def _set_fee(made: Draft, part: Part) -> None:
    words = _plain(part)
    asked = "是否" in part.word
    words = {"否": "不收费", "是": "", "无": "不收费"}.get(words, words) if asked else words
    words = {"是": "免费", "否": ""}.get(_plain(part), words) if part.word == "是否免费" else words
    made.fee = "；".join(dict.fromkeys(filter(None, (made.fee, words))))
    made.claim("fee", part.label, *part.values)


def _set_list(made: Draft, part: Part) -> None:
    """Conditions: the numbered ones one by one, a single text as it is printed."""
    key = _kind(part).value
    found = entries(_value(part), part.listed)
    runs: tuple[Run, ...] = found.runs
    if not found.numbered and len(runs) == 1:
        runs = (sentence(_value(part)),)
    _listed(made, part, key, [run for run in runs if not _NOTHING.fullmatch(run.folded)], found)


def _set_basis(made: Draft, part: Part) -> None:
    found = entries(_value(part), part.listed)
    runs = [piece.strip(";、,") for run in found.runs for piece in run.split(rf"[;]|{_LAW_ENDS}")]
    _listed(made, part, "basis", [run for run in runs if run and not _NOTHING.fullmatch(run.folded)], found)


def _set_co_departments(made: Draft, part: Part) -> None:
    found = entries(_value(part), part.listed)
    runs = [piece for run in found.runs for piece in run.split(r"[、,;/\s]+|(?<=[局办委会站所])(?:和|及|与)")]
    _listed(made, part, "co_departments", [run for run in runs if not _NOTHING.fullmatch(run.folded)], found)


def _listed(made: Draft, part: Part, key: str, runs: list[Run], found: Entries) -> None:
    have: list[str] = getattr(made, key)
    for run in runs:
        made.claim(f"{key}.{len(have)}", run)
        have.append(run.plain())
    made.claim(key, part.label)
    _claim_marks(made, key, part, found)


def _set_materials(made: Draft, part: Part) -> None:
    found = entries(_value(part), part.listed)
    nothing = part.values and _NOTHING.fullmatch(_value(part).folded.strip())
    for one in [*part.materials, *([] if nothing else materials.materials(found))]:
        if about_all := materials.about_all(one):
            made.materials = [materials.shaped(before, about_all) for before in made.materials]
            made.claim("materials", one.run)
        elif one.name:
            _add_material(made, one)
    made.claim("materials", part.label, *part.marks)
    _claim_marks(made, "materials", part, found)


def _add_material(made: Draft, one: Material) -> None:
    """Add a material; one that is named in a sentence and again in a table is one, as the table tells it."""
    index = made.named.get((one.name, not one.is_row))
    index = made.named.get((one.name, True)) if index is None else index
    if index is not None:
        before = made.materials[index]
        form, copies = one.form or before.form, max(one.copies, before.copies)
        notes = dict.fromkeys(filter(None, (before.note, one.note)))
        one = replace(one, form=form, copies=copies, note="；".join(notes), is_row=True)
    made.claim(f"materials.{len(made.materials) if index is None else index}", one.run)
    made.named.setdefault((one.name, one.is_row), len(made.materials) if index is None else index)
    if index is None:
        made.materials.append(one)
    else:
        made.materials[index] = one


def _set_steps(made: Draft, part: Part) -> None:
    value = _value(part)
    found = entries(value, part.listed)
    nothing = part.values and _NOTHING.fullmatch(value.folded.strip())
    for one in [*part.steps, *([] if nothing else steps.steps(value, found))]:
        made.claim(f"steps.{len(made.steps)}", one.run)
        made.steps.append(one)
    made.claim("steps", part.label, *part.marks)
    _claim_marks(made, "steps", part, found)


def _claim_marks(made: Draft, key: str, part: Part, found: Entries) -> None:
    """Numbers, arrows and signs between entries belong to the element; words that stand between do not."""
    value = _value(part)
    taken = made.rows.get(key, set())
    heads = set().union(*(run.inked() for run in found.heads), set())
    nothing = _NOTHING.fullmatch(value.folded.strip())
    for run in value.lines():
        rest = [at for at, place in enumerate(run.places) if place and place not in taken and place not in heads]
        words = [] if nothing else _words(run, rest)
        made.places.setdefault(key, set()).update(
            place for at in rest if at not in words and (place := run.places[at]) and is_ink(run.text[at])
        )


def _words(run: Run, rest: list[int]) -> set[int]:
    """Which of the places left over are words rather than numbers and signs."""
    own, found, stretch = set(rest), set(), []
    for at in [*range(len(run)), None]:
        if at is not None and at in own:
            stretch.append(at)
            continue
        text = "".join(run.folded[one] for one in stretch)
        if re.sub(
            r"第?[0-9一二三四五六七八九十]+步?|[①-⓿㈠-㈩⑴-⒛❶-❿]|[A-Za-z](?=[.、)])|[和及与跟并]|以及|[^\w]|[-_]",
            "",
            text,
        ):
            found.update(stretch)
        stretch = []
    return found


def _set_limit(made: Draft, part: Part) -> None:
    key = _kind(part).value
    value = " ".join(run.folded for run in part.values)
    hint = part.hint if "日" in part.hint or "天" in part.hint else ""
    found = limits.limit(value, hint) if key == "promise" else limits.limit(value.replace("法定", ""), hint)
    if found is None:
        return
    if key == "promise" and (other := limits.statutory_limit(value)) and made.statutory is None:
        made.statutory = other
    if getattr(made, key) is None or (key == "promise" and part.word.startswith("承诺") and found != made.promise):
        setattr(made, key, found)
    text = "；".join(dict.fromkeys(filter(None, (getattr(made, f"{key}_text"), _plain(part)))))
    setattr(made, f"{key}_text", text)
    made.claim(key, part.label, *part.values)


def _value(part: Part) -> Run:
    return joined(part.values)


def _plain(part: Part) -> str:
    """The words of a part that is one text: without the full stop it may end with."""
    return "；".join(words for run in part.values if (words := run.strip("。;、,").plain()))


def _close_gaps(made: Draft, source: Source) -> None:
    """Signs alone between the words of an item, such as a bar between columns, belong to what stands before them."""
    taken = set().union(*made.places.values(), set())
    for line in {place[0] for places in made.places.values() for place in places}:
        text = source.lines[line].text
        loose = _loose(line, text, taken)
        if loose:
            owner = next(
                name for name, places in reversed(made.places.items()) if any(one == line for one, _at in places)
            )
            made.places.setdefault(owner.partition(".")[0], set()).update((line, at) for at in loose)


def _loose(line: int, text: str, taken: set[Place]) -> list[int]:
    """The signs of a line that are no element's; none where a word is none's either, such as another item's."""
    found = []
    for at, one in enumerate(text):
        if is_ink(one) and (line, at) not in taken:
            if one.isalnum():
                return []
            found.append(at)
    return found


_SETTERS: dict[Element, Any] = {
    Element.NAME: _set_name,
    Element.DEPARTMENT: _set_department,
    Element.CONDITIONS: _set_list,
    Element.BASIS: _set_basis,
    Element.MATERIALS: _set_materials,
    Element.STEPS: _set_steps,
    Element.PROMISE: _set_limit,
    Element.STATUTORY: _set_limit,
    Element.FEE: _set_fee,
    Element.CO_DEPARTMENTS: _set_co_departments,
    Element.OTHER: _set_remark,
} | {
    one: _set_text
    for one in (
        Element.OBJECT, Element.KIND, Element.FEE_BASIS, Element.PLACE, Element.HOURS, Element.TELEPHONE,
        Element.COMPLAINT_TELEPHONE, Element.RESULT,
    )
}  # fmt: skip
