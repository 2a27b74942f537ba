"""A printed procedure as a route: what the applicant does falls away, double acts are two steps, one decides. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from yimen.catalogue.elements import Phase, StepKind
from yimen.catalogue.prose.folding import fold
from yimen.catalogue.prose.steps import Step

_KINDS = (
    (StepKind.PUBLIC_NOTICE, "公示|公告|张榜|公布"),
    (StepKind.DELIBERATION, "评议|民主评定"),
    (StepKind.HOUSEHOLD_VISIT, "入户|调查|勘察|勘查|勘验|踏勘|现场核查|现场查看|走访"),
    (StepKind.APPRAISAL, "鉴定|体检|评残"),
    (StepKind.AGREEMENT, "签订.*(?:协议|合同)"),
    (StepKind.EXCHANGE, "换取|换发|换证"),
    (StepKind.PAYMENT, "兑现|拨付|支付|打卡发放|发放.*(?:金|款|补贴|补助|津贴)|报销"),
    (StepKind.CERTIFICATE, "发证|制证|颁证|制卡|颁发|(?:发放|发给|制作).*[证照卡]"),
    (StepKind.HAND_OUT, "发放|送达|出件|领取|领证"),
    (StepKind.APPROVAL, "审批|批准|核发|审定|核定|决定|核准|认定|确认|批复|办结|结办|注册|登记|备案|出具"),
    (StepKind.REVIEW, "审核|复核|复审"),
    (StepKind.CHECK, "初审|初核|审查|核查|核实|核对|检查|查验|证明"),
    (StepKind.STAMP, "盖章|签章|签署"),
    (StepKind.HAND_OVER, "上报|转报|报送|呈报|报批"),
)
_OURS = re.compile(
    r"^(?:直接|当场|即时)?(?:受理|收件|接件|申请|申报|申办|申领|提出|提交|填写|填报|填表|持|携带|递交|报名|咨询|补正|办理|受理登记)"
)
_WHERE = re.compile(r"^.*?(?:到|去|在)[\u4e00-\u9fff()]{2,12}?(?:办|站|所|局|中心|处|窗口|大厅)(?=[\u4e00-\u9fff])")
_WHO_FITS = re.compile(r"^(?:对)?(?:符合|经审核符合|审核合格|合格)[^,]{0,8}?的,?(?:予以)?")
_JOINT = re.compile(
    r"(?:并|、|及|和|,)(?=(?:组织|进行|予以|张榜|在.{2,6})?(?:公示|公告|公布|评议|现场|入户|发证|制证|发放|审核|审批|上报|审查|张榜|签订))|(?<=审批)(?=发证|制证|发放)|(?<=审核)(?=发证)|或书面.*$"
)
_LINES = (("残联", "残联"), ("财政", "财政"), ("医院|卫生院|卫健|卫计", "卫生"))


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a route. `level`: village, town, county or city; `is_told`: the page says it, or it was concluded."""

    name: str
    kind: StepKind
    phase: Phase
    level: str
    line: str
    printed: str
    body: str
    is_decision: bool = False
    is_told: bool = True


def route(steps: Iterable[Step]) -> list[Stage]:
    """The steps of the office in their order, the decision last before those that follow it; empty if the window decides."""
    found: list[Stage] = []
    for step in steps:
        level = {"province": "city"}.get(step.level, step.level)
        for index, (name, kind) in enumerate(_acts(step)):
            before = found[-1].level if found else "town"
            named = (
                name
                if not any(one.name == name for one in found)
                else f"{step.actor}{name}"
                if index and step.actor
                else name
            )
            found.append(
                Stage(
                    named,
                    kind,
                    Phase.BEFORE,
                    level or before,
                    _line(step.actor),
                    step.run.plain(),
                    step.actor,
                    is_told=bool(level),
                )
            )
    return _decided(found)


def _acts(step: Step) -> list[tuple[str, StepKind]]:
    """What the office does in a part of the procedure, each with its kind."""
    action = re.sub(r"[(（][^()（）]*[)）]", "", step.action)
    plain = fold(action)
    if step.is_applicant or (not step.actor and _OURS.match(plain)) or (step.actor and re.match("填写|填报", plain)):
        return []
    if not plain:
        return [(step.actor, StepKind.HAND_OUT)]
    start = (found.end() if (found := _WHO_FITS.match(plain)) else 0) if not step.actor else 0
    start = start or (where.end() if not step.actor and (where := _WHERE.match(plain)) else 0)
    parts, at = [], start
    for cut in _JOINT.finditer(plain, start):
        parts.append((at, cut.start()))
        at = cut.end()
    ends = [*parts, *([(at, len(plain))] if at < len(plain) else [])]
    acts = [(action[left:right].strip("，,。 "), _kind(plain[left:right])) for left, right in ends]
    named = [(words, kind) for words, kind in acts if words and kind]
    if not named:
        return [] if re.match("受理|收件|登记", plain) else [(f"{step.actor}{action}"[:80], StepKind.REVIEW)]
    first, kind = named[0]
    return [(f"{step.actor}{first}"[:80], kind), *named[1:]]


def _kind(words: str) -> StepKind | None:
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), None)


def _line(actor: str) -> str:
    return next((line for pattern, line in _LINES if re.search(pattern, fold(actor))), "")


def _decided(found: list[Stage]) -> list[Stage]:
    """The last approval decides, else the last review or check, else the last step; what follows it comes after."""
    for kinds in ({StepKind.APPROVAL}, {StepKind.REVIEW}, {StepKind.CHECK}, set(StepKind)):
        places = [at for at, one in enumerate(found) if one.kind in kinds]
        if places:
            decides = places[-1]
            return [
                replace(one, is_decision=at == decides, phase=Phase.AFTER if at > decides else Phase.BEFORE)
                for at, one in enumerate(found)
            ]
    return []
