"""Drafting: what was read in a printed guide becomes drafts of items in the catalogue, all of them or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yimen.catalogue import owning
from yimen.catalogue.access import may
from yimen.catalogue.acts import Act
from yimen.catalogue.codes import Codes
from yimen.catalogue.elements import (
    Content,
    FeeDef,
    Keeping,
    Necessity,
    RequirementDef,
    ResultDef,
    ResultKind,
    Seat,
    State,
    StepDef,
)
from yimen.catalogue.loading import Loaded, load_texts
from yimen.catalogue.models import ImportedGuide
from yimen.catalogue.promise import Promise, Unit
from yimen.catalogue.prose.drafts import Draft
from yimen.catalogue.prose.folding import fold
from yimen.catalogue.prose.guide import Understood
from yimen.catalogue.prose.limits import Limit
from yimen.catalogue.prose.materials import Material
from yimen.catalogue.prose.route import Stage, route
from yimen.catalogue.reading import lowest, steps_of
from yimen.catalogue.writing import write
from yimen.journal.errors import NotYours
from yimen.office import installation
from yimen.office.actor import Actor
from yimen.office.models import Centre, Level

_LONGEST_PRINT = 4000  # characters, as the file of an item allows
_OF_A_PLACE = re.compile("用地|建设|规划|采伐|林木|建房|危房|宅基地|门楼牌|门牌|房屋|场所|占道|排水|养殖")
_MONEY, _PAPER = re.compile("金$|款$|补贴$|津贴$|补助$|费$"), re.compile("[证照卡]》?$")
_GIVEN = re.compile(r"(?:发放|核发|换取|换发|颁发|兑现|发给)《?([^《》,、。;]{2,20}?)》?$")
_INSPECTED = re.compile("身份证|户口|结婚证|残疾人证|房产证|产权证|驾驶证|护照|存折|银行卡|社保卡")


@dataclass(frozen=True, slots=True)
class Drafted:
    """What storing did: per draft its code and name, in the order of the guide; and what the load says."""

    items: tuple[tuple[str, str], ...]
    loaded: Loaded


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words that were left out of all items, by their line, and why."""

    line: int
    text: str
    reason: str


def store(understood: Understood, *, file: str, local: str = "", by: Actor, at: datetime) -> Drafted:
    """Store every draft as a draft version: the next of the item of that name and department, else of a new item. `local`:
    the code of the centre whose own items they are.

    Raises Unreadable with all that does not fit into an item; then nothing was stored.
    """
    codes = Codes(local)
    contents = [content(draft, understood, file=file, code=_code(draft, codes)) for draft in understood.drafts]
    contents = [replace(one, local=local) for one in contents]
    texts = {f"{file}:{one.code}": write(one, state=State.DRAFT) for one in contents}
    loaded = load_texts(texts, by=by, at=at)
    return Drafted(tuple((one.code, one.name) for one in contents), loaded)


@transaction.atomic
def take_in(  # noqa: PLR0913  # a guide that is brought is these
    understood: Understood,
    *,
    file: str,
    left_out: Sequence[LeftOut],
    centre: Centre,
    local: str = "",
    by: Actor,
    at: datetime,
) -> Drafted:
    """Store the drafts of a guide of which every unclear stretch was given to an element or left out with a reason; with
    `local`, the code of the actor's centre, as its own items (A11).

    Raises Unreadable as `store` does; NotYours where the actor may not write for all, or for that centre.
    """
    if not may(by, Act.WRITE_DRAFT, owning.owner(local) or installation.root()):
        raise NotYours(_("上级统一规定的事项由平台编写；您可以编写本中心自有的事项。"))
    drafted = store(understood, file=file, local=local, by=by, at=at)
    told = [{"line": one.line, "text": one.text[:200], "reason": one.reason} for one in left_out]
    ImportedGuide.objects.create(
        centre=centre, file_name=file[:120], codes=[code for code, _name in drafted.items], left_out=told,
        by_ref=by.ref, recorded_at=at,
    )  # fmt: skip
    return drafted


def content(draft: Draft, understood: Understood, *, file: str, code: str) -> Content:
    """A draft as the content of a version; what the page does not say stays empty and is left to the lint."""
    stages = route(draft.steps)
    steps = _steps(stages, line(draft))
    return Content(
        code=code,
        name=name(draft)[:120],
        line=line(draft),
        seat=Seat.PLACE if _OF_A_PLACE.search(fold(draft.name)) else Seat.HOUSEHOLD,
        seat_level=lowest(steps),
        kind=draft.kind[:20],
        service_object=draft.object[:60],
        conditions=tuple(draft.conditions),
        basis=tuple(draft.basis),
        body=next((stage.body for stage in stages if stage.is_decision), "")[:80],
        co_departments=tuple(draft.co_departments),
        place=draft.place,
        telephone=draft.telephone,
        complaint_telephone=draft.complaint_telephone,
        hours=draft.hours,
        promised=_promise(draft.promise),
        statutory=_promise(draft.statutory),
        who_accepts_may_decide=not stages,
        decided_at_window=not stages,
        requirements=tuple(_requirement(index, one) for index, one in enumerate(draft.materials, 1)),
        steps=steps,
        fees=(FeeDef(_("收费"), draft.fee, draft.fee_basis),) if draft.fee else (),
        results=tuple(_result(words) for words in results(draft)),
        source=_source(draft, understood, file),
        printed=_printed(draft, understood),
    )


def _code(draft: Draft, codes: Codes) -> str:
    """Its item's own where one of that name and department is known; two without a name are never one item."""
    called = name(draft)[:120]
    if draft.name:
        return codes.of(called, line(draft))
    return codes.known(called, line(draft)) or codes.next(line(draft))


def name(draft: Draft) -> str:
    """What the page calls it; where it has no name, a word that says so and that no item may be published under."""
    return draft.name or _("%(line)s窗口事项（来源页没有印名称）") % {"line": line(draft)}


def line(draft: Draft) -> str:
    """The line of its department; 综合 where the page names none."""
    return draft.department[:20] or _("综合")


def results(draft: Draft) -> list[str]:
    """What the applicant ends up with: as printed, else what the procedure hands out, else what the item is named for."""
    if draft.result:
        return [draft.result]
    given = [found[1] for step in draft.steps if (found := _GIVEN.search(step.run.plain()))]
    given = [words for words in given if words not in ("证", "证件")]
    if given:
        return given
    named = re.search(r"^(.*?[证])(?:办理|申领|申请|核发|补办|换发|补换)?$|^(.*证明)(?:办理|开具|出具)?$", draft.name)
    return [named[1] or named[2]] if named else []


def _steps(stages: list[Stage], own: str) -> tuple[StepDef, ...]:
    return steps_of(
        [
            {
                "key": f"step_{index}", "name": stage.name[:80], "kind": stage.kind, "phase": stage.phase, "stage": None,
                "level": Level(stage.level), "line": stage.line, "variants": (), "is_decision": stage.is_decision,
                "printed": stage.printed[:400],
            }
            for index, stage in enumerate(stages, 1)
        ],
        line=own,
    )  # fmt: skip


def _requirement(index: int, one: Material) -> RequirementDef:
    both = one.form == "原件及复印件"
    is_copy = one.form == "复印件"
    originals = 0 if is_copy else 1 if both else one.copies
    looked_at = not is_copy and bool(_INSPECTED.search(fold(one.name)))
    optional = re.search("非必要|否|可选|不必", fold(one.necessity)) or "其他" in fold(one.name)
    words = one.written
    return RequirementDef(
        key=f"material_{index}", name=words[:80], material_code=one.name[:60], originals=originals,
        copies=one.copies if both or is_copy else 0, necessity=Necessity.OPTIONAL if optional else Necessity.REQUIRED,
        keep_or_inspect=Keeping.INSPECT if looked_at else Keeping.KEEP, size=one.size,
        note=(one.note if len(words) <= 80 else f"{words}；{one.note}")[:200], source=one.source[:120],
    )  # fmt: skip


def _result(words: str) -> ResultDef:
    kind = ResultKind.CERTIFICATE if _PAPER.search(words) or words.endswith("证明") else ResultKind.DOCUMENT
    return ResultDef(ResultKind.MONEY if _MONEY.search(words) else kind, words[:80])


def _promise(limit: Limit | None) -> Promise | None:
    if limit is None:
        return None
    return (
        Promise(limit.unit, limit.number or 0)
        if limit.unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)
        else Promise(limit.unit)
    )


def _source(draft: Draft, understood: Understood, file: str) -> str:
    numbers = [understood.source.lines[index].number for index in draft.lines()]
    return _("%(file)s第%(first)s至%(last)s行") % {"file": file[:120], "first": min(numbers), "last": max(numbers)}


def _printed(draft: Draft, understood: Understood) -> str:
    """The item as the page prints it, its section above it."""
    section = {index for index, _at in draft.places.get("section", ())}
    lines = (understood.source.lines[index].text.strip() for index in sorted(section | set(draft.lines())))
    text = "\n".join(_printable(one) for one in lines if one)
    return text if len(text) <= _LONGEST_PRINT else text[: _LONGEST_PRINT - 1] + "…"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text).strip()
