"""Steps and variants: who does what, and where two of them meet (field 1.3, D3). Pure."""

import re
from collections.abc import Iterator

from yimen.catalogue.elements import Agency, Content, Online, StepKind, Visits
from yimen.catalogue.lint import texts
from yimen.catalogue.lint.findings import Hit, Rule, Severity, Text, missing, whole
from yimen.catalogue.lint.texts import NUMBER

_OFFICES = re.compile(
    "(?<!乡)村|社区|居委|街道|乡(?!村)|镇|县|区|市|省|站|局|厅|中心|民政|残联|医院|计生办|委员会|窗口|派出所"
)
_UP_TO = re.compile(rf"({NUMBER})\s*([^\d\s]{{1,4}}?)(?:\(含\)|（含）)?(?:以内|以下)")
_FROM = re.compile(rf"({NUMBER})\s*([^\d\s]{{1,4}}?)(?:\(含\)|（含）)?以上")


_PERSON = re.compile(
    r"(?:须|需|必须|应当?)?本人(?:须|需|必须|应当?)?(?:亲自|到场|当面|前来|到[^，,。;；→]{0,12}?(?:办理|申请|提交|领取|签字))"
)
_AGENT = re.compile("委托(?:他人)?(?:代为)?(?:办理|代办|申请)|代理人|代办人|受托人|委托书")


def _in_person(content: Content) -> Iterator[tuple[Text, int, int]]:
    for text in (*texts.conditions(content), *texts.materials(content), *texts.steps(content)):
        for match in _PERSON.finditer(text.words):
            yield text, match.start(), match.end()


def _yet_agent(content: Content) -> Iterator[Hit]:
    """The person must come, and another may come instead."""
    told = [*texts.materials(content), *texts.conditions(content), *texts.steps(content)]
    if content.agent is Agency.ALLOWED or any(_AGENT.search(text.words) for text in told):
        for text, start, end in _in_person(content):
            yield Hit(text, start, end)


def _yet_no_visit(content: Content) -> Iterator[Hit]:
    if content.visits is Visits.NONE or content.online is Online.FULL:
        promised = "不用到现场" if content.visits is Visits.NONE else "全程网上办"
        for text, start, end in _in_person(content):
            yield Hit(text, start, end, (("promised", promised),))


def _online_yet_visits(content: Content) -> Iterator[Hit]:
    if content.online is Online.FULL and content.visits not in (None, Visits.NONE):
        yield whole("visits", content.visits or "")


def _without_level(content: Content) -> Iterator[Hit]:
    for index, step in enumerate(content.steps):
        if not step.level:
            yield missing(f"steps[{index}].level", step=step.name)


def _without_actor(content: Content) -> Iterator[Hit]:
    """Of a guide kept as printed: a step whose own wording names no office; its level was inferred."""
    told: set[str] = set()
    for index, step in enumerate(content.steps):
        if content.as_printed and step.printed and step.printed not in told and not _OFFICES.search(step.printed):
            yield whole(f"steps[{index}].printed", step.printed)
        told.add(step.printed)


def _notice(content: Content) -> Iterator[Hit]:
    for index, step in enumerate(content.steps):
        if step.kind is StepKind.PUBLIC_NOTICE and not step.term:
            yield whole(f"steps[{index}].name", step.name)


def _other_lines(content: Content) -> Iterator[Hit]:
    lines = dict.fromkeys(step.line for step in content.steps if step.line not in (content.line, "*"))
    if lines and not content.co_departments:
        yield missing("co_departments", lines="、".join(lines))


def _boundary(content: Content) -> Iterator[Hit]:
    """以上 and 以内 include the number itself (民法典 §1259), so the number falls to both."""
    every = [*texts.conditions(content), *texts.steps(content), *texts.other(content)]
    ends = {match.groups() for text in every for match in _UP_TO.finditer(text.words)}
    told = set()
    for text in every:
        for match in _FROM.finditer(text.words):
            if match.groups() in ends and match.groups() not in told:
                told.add(match.groups())
                yield Hit(text, match.start(), match.end(), (("edge", match[1] + match[2]),))


RULES = (
    Rule(
        "in_person_yet_agent",
        Severity.ERROR,
        "又要“{words}”，又可以委托他人代办",
        "两样只留一样；只有某一步须本人到场的，写明是哪一步",
        _yet_agent,
    ),
    Rule(
        "in_person_yet_no_visit",
        Severity.ERROR,
        "又要“{words}”，又说{promised}",
        "改正到现场次数和网上办理，或者删去到场的要求",
        _yet_no_visit,
    ),
    Rule(
        "online_yet_visits",
        Severity.ERROR,
        "全程网上办，却要到现场{words}次",
        "到现场次数改为0，或者网上办理改为网上申请",
        _online_yet_visits,
    ),
    Rule(
        "step_without_level",
        Severity.ERROR,
        "环节“{step}”没有写由哪一级办",
        "写明由市、县（区）、乡镇（街道）还是村（社区）办",
        _without_level,
    ),
    Rule(
        "boundary_in_both",
        Severity.WARNING,
        "“{words}”和“{edge}以内（以下）”都含{edge}，恰好{edge}的两边都算",
        "一边改为“超过{edge}”或者“不满{edge}”",
        _boundary,
    ),
    Rule(
        "step_names_no_office",
        Severity.NOTE,
        "“{words}”没有写由谁办，层级是推定的",
        "请原单位写明由哪个机关办",
        _without_actor,
    ),
    Rule(
        "notice_without_term",
        Severity.NOTE,
        "“{words}”没有写公示几天，按现行规定计",
        "写明公示天数，例如7日",
        _notice,
    ),
    Rule(
        "no_co_departments",
        Severity.NOTE,
        "有环节由{lines}办，却没有写协办部门",
        "写明协办部门",
        _other_lines,
    ),
)
