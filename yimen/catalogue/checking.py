"""What must fit together inside one item, or it cannot be kept; what people should be told is the lint's."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from yimen.catalogue import conditions
from yimen.catalogue.elements import Content, FieldKind, Necessity, Phase, StepDef, VariantDef
from yimen.catalogue.nodes import Notes
from yimen.office.models import Level


def check(content: Content, notes: Notes) -> None:
    """Note every contradiction inside the item; an item without notes can be stored."""
    for place, rows in _keyed(content).items():
        _once(place, [row.key for row in rows], notes)
    _own_code(content, notes)
    _as_printed(content, notes)
    _references(content, notes)
    _materials(content, notes)
    _route(content, notes)
    _limits(content, notes)
    _outside_the_limit(content, notes)
    _later(content, notes)
    for index, one in enumerate(content.form_fields):
        if (one.kind is FieldKind.CHOICE) != bool(one.choices):
            notes.at(f"form[{index}]", _("种类是选择（choice）的要写选项（choices），其他种类不写"))


def _keyed(content: Content) -> dict[str, tuple[Any, ...]]:
    return {
        "variants": content.variants,
        "materials": content.requirements,
        "steps": content.steps,
        "form": content.form_fields,
    }


def _once(place: str, keys: list[str], notes: Notes) -> None:
    counted = Counter(keys)
    for index, key in enumerate(keys):
        if counted[key] > 1:
            notes.at(
                f"{place}[{index}]",
                _("key“%(key)s”在 %(place)s 里用了不止一次") % {"key": key, "place": place},
            )


def _own_code(content: Content, notes: Notes) -> None:
    """A centre's own items have codes under the centre's: none can be another centre's, or one defined above (A11)."""
    if content.local and not content.code.startswith(f"{content.local}-"):
        notes.at("code", _("本地事项的编码以中心编码开头，例如 %(code)s-01") % {"code": content.local})


def _as_printed(content: Content, notes: Notes) -> None:
    """What is kept as printed shows the print: the exception from the lint is not had for a reason alone (A4)."""
    if content.as_printed and not content.printed:
        notes.at("as_printed", _("写了照印制文本（as_printed）的原因，就要照录印制的原文（printed）"))


def _references(content: Content, notes: Notes) -> None:
    known = {variant.key for variant in content.variants}
    fields = {field.key for field in content.form_fields}
    for place in ("materials", "steps"):
        for index, row in enumerate(_keyed(content)[place]):
            for key in sorted(row.variants - known):
                notes.at(f"{place}[{index}]", _("没有“%(key)s”这个情形，要先写情形（variants）") % {"key": key})
    conditional: dict[str, tuple[Any, ...]] = {
        "eligible": content.eligibility,
        "variants": content.variants,
        "materials": content.requirements,
    }
    for place, under in conditional.items():
        for index, row in enumerate(under):
            for key in sorted(set(conditions.fields(row.condition)) - fields):
                notes.at(f"{place}[{index}]", _("条件里的“%(key)s”不是表单项，要先写表单项（form）") % {"key": key})


def _materials(content: Content, notes: Notes) -> None:
    for index, one in enumerate(content.requirements):
        if not one.originals and not one.copies:
            notes.at(f"materials[{index}]", _("原件和复印件不能都是0份"))
        if (one.necessity is Necessity.CONDITIONAL) != (one.condition is not None):
            notes.at(f"materials[{index}]", _("符合条件时必要的（conditional）要写条件（when），其他的不写"))


def _route(content: Content, notes: Notes) -> None:
    deciding = [index for index, step in enumerate(content.steps) if step.is_decision]
    if content.decided_at_window and deciding:
        notes.at(f"steps[{deciding[0]}]", _("写明由窗口决定（decided_at_window）的，就不能再有作出决定的环节"))
    if not content.decided_at_window and not deciding:
        notes.at(
            "steps",
            _("没有写明谁作决定：写明作决定的环节（decides: true），或者由窗口决定（decided_at_window: true）"),
        )
    if len(deciding) > 1 and not all(content.steps[index].variants for index in deciding):
        notes.at(f"steps[{deciding[1]}]", _("作出决定的环节只能有一个，除非各属不同情形"))
    for variant in _undecided(content):
        notes.at("steps", _("情形“%(name)s”没有写明谁作决定") % {"name": variant.name})
    order = list(Level)
    lowest = max((order.index(step.level) for step in content.steps), default=0)
    if order.index(content.seat_level) < lowest:
        notes.at(
            "seat_level",
            _("派件到哪一级（seat_level）不能高于环节里最低的层级“%(level)s”") % {"level": order[lowest].label},
        )
    _decided_last(content, notes)
    for phase in Phase:
        _stages([(index, step) for index, step in enumerate(content.steps) if step.phase is phase], notes)


def _decided_last(content: Content, notes: Notes) -> None:
    """In every variant the decision is made in the last stage before it."""
    wrong: set[int] = set()
    for variant in [one.key for one in content.variants] or [""]:
        own = [one for one in enumerate(content.steps) if not one[1].variants or variant in one[1].variants]
        last = max((step.stage for _index, step in own if step.phase is Phase.BEFORE), default=0)
        deciding = [(index, step) for index, step in own if step.is_decision]
        wrong |= {index for index, step in deciding if step.phase is Phase.AFTER or step.stage != last}
    for index in sorted(wrong):
        notes.at(f"steps[{index}]", _("作出决定的环节要在决定前的最后一步"))


def _limits(content: Content, notes: Notes) -> None:
    """Only the promise may be a yearly window without days: for that alone a policy gives them."""
    limits = [("statutory", content.statutory), ("delivery", content.delivery)]
    limits += [(f"steps[{index}]", one.limit) for index, one in enumerate(content.steps)]
    limits += [(f"steps[{index}]", one.term) for index, one in enumerate(content.steps)]
    limits += [(f"special[{index}]", one.limit) for index, one in enumerate(content.special)]
    for place, limit in limits:
        if limit and not limit.is_dated:
            notes.at(
                place, _("这里的每年固定时段要写明起止月日（如 yearly 03-01..03-31），只有承诺时限（promised）可以不写")
            )


def _outside_the_limit(content: Content, notes: Notes) -> None:
    """The clock stands only for what the law lets out of the limit, and never while a decision is waited for (E7)."""
    for index, step in enumerate(content.steps):
        if step.counts:
            continue
        if not step.basis:
            notes.at(f"steps[{index}]", _("不计时的环节（counts: false）要写明法律依据（basis）"))
        if step.is_decision or step.phase is Phase.AFTER:
            notes.at(f"steps[{index}]", _("只有决定前的环节可以不计时，作出决定的环节和决定后的环节不可以"))
    earlier = set()
    for index, special in enumerate(content.special):
        if not special.basis:
            notes.at(f"special[{index}]", _("“%(name)s”要写明法律依据（basis）") % {"name": special.name})
        if (special.kind, special.name) in earlier:
            notes.at(f"special[{index}]", _("特别程序“%(name)s”上面已经写了") % {"name": special.name})
        earlier.add((special.kind, special.name))


def _later(content: Content, notes: Notes) -> None:
    """A step waits for its day only after the decision, when no promise runs, and for a day that the form asks for."""
    days = {field.key for field in content.form_fields if field.kind is FieldKind.DATE}
    for index, step in enumerate(content.steps):
        if step.not_before is None:
            continue
        if step.phase is not Phase.AFTER:
            notes.at(f"steps[{index}]", _("只有决定后的环节（phase: after）可以写最早可办的日子（not_before）"))
        if step.not_before.since and step.not_before.since not in days:
            words = {"key": step.not_before.since}
            notes.at(
                f"steps[{index}]",
                _("最早可办的日子（not_before）里的“%(key)s”不是日期表单项，要先写表单项（form）") % words,
            )


def _undecided(content: Content) -> list[VariantDef]:
    """Variants for which nobody decides: their cases would never end."""
    if content.decided_at_window:
        return []
    deciding = [step for step in content.steps if step.is_decision]
    return [one for one in content.variants if all(step.variants and one.key not in step.variants for step in deciding)]


def _stages(steps: Iterable[tuple[int, StepDef]], notes: Notes) -> None:
    expected = {1}
    for index, step in steps:
        if step.stage not in expected:
            notes.at(
                f"steps[{index}]",
                _("第%(stage)s步接不上：步次从1起，不跳号，按先后写") % {"stage": step.stage},
            )
        expected = {step.stage, step.stage + 1}
