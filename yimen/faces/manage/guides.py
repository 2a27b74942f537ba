"""The pages of a printed guide: an editor brings a file, sees the drafts beside their source, and settles what is unclear."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from yimen.catalogue import drafting
from yimen.catalogue.drafting import LeftOut
from yimen.catalogue.models import ImportedGuide
from yimen.catalogue.prose import files
from yimen.catalogue.prose.carrying import packed, unpacked
from yimen.catalogue.prose.drafts import Draft
from yimen.catalogue.prose.guide import Unclear, Understood, resolved, understand
from yimen.catalogue.prose.refusals import LARGEST, TOO_LARGE, Refused
from yimen.catalogue.prose.source import Source, stretches
from yimen.catalogue.prose.vocabulary import Element
from yimen.catalogue.reading import Unreadable
from yimen.faces.manage.frame import EDITORS, actor_of, centre_of, show
from yimen.faces.manage.ownership import may_for_all, whose
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now
from yimen.journal.errors import Sentence

_SALT = "manage.guides"
_MOST_CARRIED = 1_500_000  # characters: what a page can hold; a guide of 200 items has about 60,000
_SHOWN = 10
WORDS: dict[str, Sentence] = {
    "name": gettext_lazy("事项名称"), "department": gettext_lazy("部门"), "section": gettext_lazy("所在窗口"),
    "object": gettext_lazy("服务对象"), "kind": gettext_lazy("办件类型"), "conditions": gettext_lazy("申请条件"),
    "basis": gettext_lazy("办事依据"), "materials": gettext_lazy("申请材料"), "steps": gettext_lazy("办理程序"),
    "promise": gettext_lazy("承诺时限"), "statutory": gettext_lazy("法定时限"), "fee": gettext_lazy("收费标准"),
    "fee_basis": gettext_lazy("收费依据"), "co_departments": gettext_lazy("协办部门"), "place": gettext_lazy("办理地点"),
    "hours": gettext_lazy("办理时间"), "telephone": gettext_lazy("咨询电话"),
    "complaint_telephone": gettext_lazy("投诉电话"), "result": gettext_lazy("办理结果"),
}  # fmt: skip
GIVEN = [(key, words) for key, words in WORDS.items() if key != "section"]  # what unclear words may be given to


@dataclass(frozen=True, slots=True)
class Told:
    """An element of a draft: its words, its values, and the lines it stands in."""

    words: Sentence
    values: tuple[str, ...]
    lines: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the source: what they went to, "" where they are not understood or another item's."""

    text: str
    words: Sentence


@dataclass(frozen=True, slots=True)
class Beside:
    """A draft beside the lines it was read from."""

    name: str
    told: tuple[Told, ...]
    source: tuple[tuple[int, tuple[Stretch, ...]], ...]


@dataclass(frozen=True, slots=True)
class Open:
    """What was not understood: its number on the page, where it stands, and what the editor chose so far."""

    index: int
    one: Unclear
    line: int
    item: str
    element: str
    reason: str
    says: Sentence


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EDITORS)
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a file: what it says is shown, nothing is stored."""
    brought = request.FILES.get("file")
    if request.method != "POST":
        return _ask(request)
    if brought is None:
        return _ask(request, _("请选一个文件。"))
    try:
        if (brought.size or 0) > LARGEST:
            raise Refused(TOO_LARGE.format(size=(brought.size or 0) / 1024 / 1024))
        source = files.read(brought.read(), brought.name or "")
        return _settle(request, brought.name or "", source, local=whose(request))
    except Refused as refused:
        return _ask(request, str(refused))


@require_POST
@staff_only(*EDITORS)
def keep(request: HttpRequest) -> HttpResponse:
    """Store the drafts when nothing is left unclear; else the page again, with what is still open."""
    try:
        carried = signing.loads(request.POST.get("guide", ""), salt=_SALT)
    except signing.BadSignature:
        return _ask(request, _("页面已经失效，请重新选文件。"))
    name, source, local = carried["name"], unpacked(carried["source"]), carried["local"]
    understood, misfits, undecided = _decided(source, request.POST)
    if misfits or undecided or not understood.drafts:
        return _settle(request, name, source, request.POST, local=local)
    left_out = [
        LeftOut(source.lines[one.line].number, one.text, _reason(request.POST, index))
        for index, one in enumerate(understood.unclear)
        if not request.POST.get(f"item-{index}")
    ]
    try:
        drafted = drafting.take_in(
            understood, file=name, left_out=left_out, centre=centre_of(request), local=local, by=actor_of(request), at=now()
        )  # fmt: skip
    except Unreadable as refused:
        return _settle(
            request, name, source, request.POST, local=local, problems=[one.message for one in refused.problems]
        )
    messages.success(request, _("存为草稿：%(count)s项。") % {"count": len(drafted.items)})
    return redirect("manage:catalogue")


def _decided(source: Source, typed: Mapping[str, Any]) -> tuple[Understood, frozenset[int], set[int]]:
    """The guide as the editor settled it; what did not fit where it was put; and what is not settled."""
    first = understand(source)
    given: dict[int, tuple[int, Element]] = {}
    undecided = set()
    for index in range(len(first.unclear)):
        item, element = str(typed.get(f"item-{index}", "")), str(typed.get(f"element-{index}", ""))
        if item.isdecimal() and int(item) < len(first.drafts) and element in dict(GIVEN):
            given[index] = (int(item), Element(element))
        elif item or element or not _reason(typed, index):
            undecided.add(index)
    understood, misfits = resolved(source, given)
    return understood, misfits, undecided


def _reason(typed: Mapping[str, Any], index: int) -> str:
    return str(typed.get(f"reason-{index}", "")).strip()[:120] or str(typed.get("reason", "")).strip()[:120]


def _ask(request: HttpRequest, problem: str = "") -> HttpResponse:
    newest = ImportedGuide.objects.filter(centre=centre_of(request)).order_by("-recorded_at")[:_SHOWN]
    page = {"problem": problem, "imported": newest, "may_for_all": may_for_all(request)}
    return show(request, "import_guide", "catalogue", status=422 if problem else 200, **page)


def _settle(
    request: HttpRequest,
    name: str,
    source: Source,
    typed: Mapping[str, Any] | None = None,
    *,
    local: str,
    problems: list[str] | None = None,
) -> HttpResponse:
    """The drafts beside their source, and what is still unclear."""
    carried = signing.dumps({"name": name, "source": packed(source), "local": local}, salt=_SALT, compress=True)
    if len(carried) > _MOST_CARRIED:
        raise Refused(_("文件里的文字太多，页面放不下。请分成几个文件，或请网管用 yimen import_guide 导入。"))
    understood, misfits, undecided = _decided(source, typed or {})
    found = list(problems or [])
    if typed and (misfits or undecided):
        found.append(
            _("还有%(count)s处没有处理：给每一处选事项和内容，或者写明为什么不要。")
            % {"count": len(misfits | undecided)}
        )
    page = {
        "file_name": name, "local": local, "guide": carried, "problems": found, "given": GIVEN,
        "reason": (typed or {}).get("reason", ""),
        "drafts": [_beside(one, understood) for one in understood.drafts],
        "unclear": [_open(index, understood, typed or {}, misfits) for index in range(len(understood.unclear))],
    }  # fmt: skip
    return show(request, "settle_guide", "catalogue", status=422 if found else 200, **page)


def _open(index: int, understood: Understood, typed: Mapping[str, Any], misfits: frozenset[int]) -> Open:
    one = understood.unclear[index]
    says = _("放不进这一项，请另选，或写明为什么不要。") if index in misfits else ""
    item, element = str(typed.get(f"item-{index}", "")), str(typed.get(f"element-{index}", ""))
    reason = str(typed.get(f"reason-{index}", ""))
    return Open(index, one, understood.source.lines[one.line].number, item, element, reason, says)


def _beside(draft: Draft, understood: Understood) -> Beside:
    told = [(key, words, _values(draft, key)) for key, words in WORDS.items() if key != "section"]
    shown = tuple(Told(words, values, _lines(draft, key, understood)) for key, words, values in told if values)
    lines = sorted({line for places in draft.places.values() for line, _at in places})
    grouped = [(line, _stretches(draft, understood.source, line)) for line in lines]
    numbered = [(understood.source.lines[line].number, one) for line, one in grouped]
    by_number = groupby(numbered, key=lambda one: one[0])
    source = tuple((number, tuple(part for _n, parts in several for part in parts)) for number, several in by_number)
    return Beside(drafting.name(draft), shown, source)


def _values(draft: Draft, key: str) -> tuple[str, ...]:
    if key == "materials":
        return tuple(_material(one) for one in draft.materials)
    if key == "steps":
        return tuple(one.run.plain() for one in draft.steps)
    if key in ("promise", "statutory"):
        return tuple(filter(None, [getattr(draft, f"{key}_text")]))
    value = getattr(draft, key)
    return tuple(value) if isinstance(value, list) else tuple(filter(None, [value]))


def _material(one: Any) -> str:
    count = _("%(count)s份") % {"count": one.copies}
    return " · ".join(filter(None, (one.name, one.form, count, one.note)))


def _lines(draft: Draft, key: str, understood: Understood) -> str:
    keys = ("section", key) if key == "department" else (key,)
    places = (places for name, places in draft.places.items() if name.partition(".")[0] in keys)
    numbers = sorted({understood.source.lines[line].number for one in places for line, _at in one})
    if not numbers:
        return ""
    words = _("第%(first)s行") if numbers[0] == numbers[-1] else _("第%(first)s–%(last)s行")
    return words % {"first": numbers[0], "last": numbers[-1]}


def _stretches(draft: Draft, source: Source, line: int) -> list[Stretch]:
    """A line cut where its words go to another element."""
    owners = {
        at: name.partition(".")[0] for name, places in draft.places.items() for index, at in places if index == line
    }
    text, found, end = source.lines[line].text, [], 0
    for key, parts in groupby(sorted(owners), key=lambda at: owners[at]):
        for _line, start, stop in stretches((line, at) for at in parts):
            found += [Stretch(text[end:start], "")] if start > end else []
            found.append(Stretch(text[start:stop], WORDS.get(key, "")))
            end = stop
    return [*found, Stretch(text[end:], "")] if end < len(text) else found
