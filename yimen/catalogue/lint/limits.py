"""Time limits that contradict the law, the route or each other (field 1.3; GD 计生窗口 1 2). Pure."""

import re
from collections.abc import Iterator

from yimen.catalogue.elements import Content, StepDef, StepKind
from yimen.catalogue.lint import texts
from yimen.catalogue.lint.findings import Hit, Rule, Severity, Text, whole, within
from yimen.catalogue.lint.texts import NUMBER, Way, number
from yimen.catalogue.promise import LONGEST, Promise, Unit, words

_LONG = 60  # design 6: a stated limit is kept as printed, the lint notes it above 60 days
_VISIT_NEEDS = 2  # working days: to go there with two people and to write it down
_NOTICE = Promise(Unit.CALENDAR_DAYS, 7)  # the policy term.public_notice, where a step is silent (design 5)
_SLOW = {
    StepKind.DELIBERATION, StepKind.HOUSEHOLD_VISIT, StepKind.PUBLIC_NOTICE, StepKind.JOINT_EXAMINATION,
    StepKind.APPRAISAL,
}  # fmt: skip
_WAIT = re.compile(
    rf"(?:怀孕|婚后|产后|期满)?第?{NUMBER}个?(?:工作日|月|周|日|天|年)(?:时|后|以后|之后|内|期满)"
    r"|次月|下个?月|次年|下一?年度"
)
_AT_ONCE = re.compile("即办|当场办[结理]|立等可取|即时办结|即到即办|现场办结")
_DAYS = rf"({NUMBER})个?(工作日|自然日|日|天)"
_DONE_WITHIN = re.compile(rf"{_DAYS}(?:之?内)(?:办结|办理完毕|办理|完成|发证|作出决定|答复|审批)")
_LABELLED = re.compile(r"(?:承诺|办理|办结)(?:时限|时间|期限)[:：]\s*([^\s。;；]+)")
_DAYS_TEXT = re.compile(_DAYS)
_UNITS = {"工作日": Unit.WORKING_DAYS}


def longer(one: Promise, other: Promise) -> bool:
    """Whether `one` certainly lasts longer than `other`, whenever it begins; not known of yearly windows: False."""
    if Unit.YEARLY in (one.unit, other.unit):
        return False
    if (one.unit, other.unit) == (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS):
        return one.number > other.number * 2 + 7  # weekends, and the longest holiday
    return one.number > other.number  # working days last at least as long as as many calendar days


def in_working_days(limit: Promise) -> int:
    """As working days, five to a week; 0 for 即办 and yearly windows."""
    return limit.number * 5 // 7 if limit.unit is Unit.CALENDAR_DAYS else limit.number


def _at_once(content: Content) -> Iterator[Way]:
    yield from (way for way in texts.ways(content) if way.promised and way.promised.unit is Unit.ON_THE_SPOT)


def _once(hits: Iterator[Hit]) -> Iterator[Hit]:
    """Each place once, though several variants come by it."""
    told = set()
    for hit in hits:
        if (hit.text.place, hit.start) not in told:
            yield hit
        told.add((hit.text.place, hit.start))


def _promise_hit(way: Way, **about: str) -> Hit:
    return whole(way.promise_place, words(way.promised) if way.promised else "", **about)


def _at_once_with_steps(content: Content) -> Iterator[Hit]:
    """One step in one house can be done while the person waits; several, or at two levels, cannot."""
    for way in _at_once(content):
        own = [step for _index, step in way.before]
        stages, levels = {step.stage for step in own}, {step.level for step in own}
        if len(stages) > 1 or len(levels) > 1 or any(step.kind in _SLOW for step in own):
            yield _promise_hit(way, steps="、".join(step.name for step in own))


def _at_once_waits(content: Content) -> Iterator[Hit]:
    if any(True for _way in _at_once(content)):
        for text in texts.steps(content):
            for match in _WAIT.finditer(text.words):
                yield within(text, match)


def _at_once_long_limit(content: Content) -> Iterator[Hit]:
    for way in _at_once(content):
        for index, step in way.before:
            if step.limit and in_working_days(step.limit) > 1:
                yield whole(f"steps[{index}].limit", words(step.limit), step=step.name)


def _above_statutory(content: Content) -> Iterator[Hit]:
    for way in texts.ways(content):
        if way.promised and content.statutory and longer(way.promised, content.statutory):
            yield _promise_hit(way, statutory=words(content.statutory))


def _above_sixty(content: Content) -> Iterator[Hit]:
    for way in texts.ways(content):
        if way.promised and way.promised.number > _LONG:
            yield _promise_hit(way)


def _takes(step: StepDef) -> int:
    """Working days a step is given; 0: nothing is said."""
    limit = step.limit or step.term or (_NOTICE if step.kind is StepKind.PUBLIC_NOTICE else None)
    return in_working_days(limit) if limit else 0


def _steps_exceed(content: Content) -> Iterator[Hit]:
    for way in texts.ways(content):
        if not way.promised or not way.promised.number:
            continue
        stages: dict[int, int] = {}
        for _index, step in way.before:
            if step.counts:
                stages[step.stage] = max(stages.get(step.stage, 0), _takes(step))
        total = sum(stages.values())
        if total > in_working_days(way.promised) + (way.promised.unit is Unit.CALENDAR_DAYS):
            yield _promise_hit(way, total=str(total))


def _visit_too_short(content: Content) -> Iterator[Hit]:
    for way in texts.ways(content):
        for index, step in way.before:
            if step.kind is not StepKind.HOUSEHOLD_VISIT:
                continue
            place, limit = (f"steps[{index}].limit", step.limit) if step.limit else (way.promise_place, way.promised)
            if limit and limit.unit is not Unit.YEARLY and in_working_days(limit) < _VISIT_NEEDS:
                yield whole(place, words(limit), step=step.name, least=str(_VISIT_NEEDS))


def _yearly_without_days(content: Content) -> Iterator[Hit]:
    for way in texts.ways(content):
        if way.promised and not way.promised.is_dated:
            yield _promise_hit(way)


def _stated(content: Content) -> Iterator[tuple[Text, int, int, Promise]]:
    """Every other place that says how long the whole takes."""
    for text in (*texts.conditions(content), *texts.materials(content), *texts.steps(content)):
        for match in _DONE_WITHIN.finditer(text.words):
            yield text, match.start(), match.end(), _promise(match[1], match[2])
        for match in _AT_ONCE.finditer(text.words):
            yield text, match.start(), match.end(), Promise(Unit.ON_THE_SPOT)
    printed = Text("printed", content.printed)
    for label in _LABELLED.finditer(content.printed):
        if days := _DAYS_TEXT.search(content.printed, *label.span(1)):
            yield printed, label.start(), label.end(), _promise(days[1], days[2])
        elif _AT_ONCE.match(label[1]):
            yield printed, label.start(), label.end(), Promise(Unit.ON_THE_SPOT)


def _promise(count: str, unit: str) -> Promise:
    return Promise(_UNITS.get(unit, Unit.CALENDAR_DAYS), min(max(number(count), 1), LONGEST))


def _two_wordings(content: Content) -> Iterator[Hit]:
    known = {way.promised for way in texts.ways(content)} | {content.statutory, content.delivery}
    known |= {limit for step in content.steps for limit in (step.limit, step.term)}
    promised = "、".join(dict.fromkeys(words(way.promised) for way in texts.ways(content) if way.promised))
    for text, start, end, stated in _stated(content):
        if promised and stated not in known:
            yield Hit(text, start, end, (("promised", promised),))


def _days_without_steps(content: Content) -> Iterator[Hit]:
    for way in texts.ways(content):
        if content.decided_at_window and not way.before and way.promised and in_working_days(way.promised) > 1:
            yield _promise_hit(way)


RULES = (
    Rule(
        "on_the_spot_with_steps",
        Severity.ERROR,
        "承诺即办，却要经过{steps}",
        "取消窗口以外的环节，授权窗口当场决定；做不到的，改写实际需要的工作日",
        lambda content: _once(_at_once_with_steps(content)),
    ),
    Rule(
        "on_the_spot_waits",
        Severity.ERROR,
        "承诺即办，办理过程里却要等：“{words}”",
        "把以后才办的部分另列一个事项，或者改写实际需要的时限",
        _at_once_waits,
    ),
    Rule(
        "on_the_spot_long_limit",
        Severity.ERROR,
        "承诺即办，环节“{step}”却限{words}",
        "删去这个环节的时限，或者把承诺时限改成各环节之和",
        lambda content: _once(_at_once_long_limit(content)),
    ),
    Rule(
        "promised_above_statutory",
        Severity.ERROR,
        "承诺时限{words}长于法定时限{statutory}",
        "承诺时限改成不长于{statutory}",
        lambda content: _once(_above_statutory(content)),
    ),
    Rule(
        "steps_exceed_promise",
        Severity.ERROR,
        "各环节时限合计{total}个工作日，超过承诺时限{words}（没有写公示天数的按7日计）",
        "缩短环节的时限，或者承诺时限改成不少于{total}个工作日",
        lambda content: _once(_steps_exceed(content)),
    ),
    Rule(
        "two_wordings_of_limit",
        Severity.ERROR,
        "同一个时限有两种说法：这里写“{words}”，承诺时限是{promised}",
        "只留一种说法；这里说的是某一环节的，写成那个环节的时限",
        _two_wordings,
    ),
    Rule(
        "yearly_without_days",
        Severity.ERROR,
        "时限只写“{words}”，没有写明哪个月、哪几天可以申报",
        "写明起止月日，例如每年3月1日至3月31日",
        lambda content: _once(_yearly_without_days(content)),
    ),
    Rule(
        "visit_too_short",
        Severity.WARNING,
        "“{step}”要上门，{words}太短",
        "至少给{least}个工作日",
        lambda content: _once(_visit_too_short(content)),
    ),
    Rule(
        "days_without_steps",
        Severity.WARNING,
        "在窗口直接办理，没有其他环节，却要{words}",
        "写明这些天里由谁办什么；没有的，改为即办",
        lambda content: _once(_days_without_steps(content)),
    ),
    Rule(
        "limit_above_sixty",
        Severity.NOTE,
        "承诺时限{words}，超过60日",
        "核对是否确实需要这么久；能缩短的缩短",
        lambda content: _once(_above_sixty(content)),
    ),
)
