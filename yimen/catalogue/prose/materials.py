"""Materials: what is to be brought, as original or copy, how many, of which size. Pure."""

import re
from dataclasses import dataclass, replace

from yimen.catalogue.prose.entries import Entries
from yimen.catalogue.prose.folding import fold
from yimen.catalogue.prose.numerals import NUMBER, number
from yimen.catalogue.prose.source import Run

_BOTH = (
    r"(?:原件(?:、|及|和|与|以及|并|,|/|\+|或)?(?:其)?复印?件|复印件(?:、|及|和|与|,|/|\+)(?:其)?原件|原、?复印件"
    r"|正(?:、|及|和)?副本(?:原件)?(?:及|和)复印件)"
)
_FORM = re.compile(
    rf"(?P<both>{_BOTH})|(?P<copy>复印件|影印件|扫描件|复制件)|(?P<original>原件|正本)|(?P<electronic>电子(?:版"
    rf"|件|文档|材料))"
)
_MEASURE = "[份张套本页枚幅册式联]"
_COUNT = re.compile(
    rf"(?P<each>各|分别)?(?:一式)?(?:共|提供|提交|须|需)?(?P<number>{NUMBER})\s*(?P<measure>{_MEASURE})(?!证|件|照)"
)
_SIZE = re.compile(rf"(?:小|大)?{NUMBER}\s*[寸吋](?!土)|A[34]")
_PAREN = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_VERB = re.compile(
    r"(?:申请人|本人)?(?:需|须|应|应当|请|可)?(?P<verb>填写|填报|填具|填好|如实填写|提交|提供|出示|携带|持有|持"
    r"|交|递交|报送|准备|带)(?P<paren>[(][^()]{1,12}[)])?(?:好|齐全)?(?:的|本人填写的)?(?=\S{2,})"
)
_WHEN = re.compile(
    r"(?P<when>[^,、;]{2,24}(?:的|者|时)),?\s*(?:还|另|另外|并|应|应当|需|须|需要|另需|还应|还须|还需)*(?:提供"
    r"|提交|出示|携带|持)(?=\S{2,})"
)
_NOUN = (
    "书|表|证|簿|薄|本|件|照|照片|相片|彩照|证明|材料|资料|凭据|凭证|发票|收据|票据|单据|协议|合同|报告|图|图纸"
    "|批复|意见|申请|执照|户口|卡|单|方案|函|"
    "决定|存折|账号|帐号|账户|章程|名册|清单|处方|病历|记录|凭单|文书|文件|依据|登记|档案|结论|诊断|信|照会|票|册"
    "|学历|章|印章|公章|花名册|文本|说明|声明|保证|介绍信|委托|授权|裁决|判决|调解书|简历|总结|事迹|手续|片|码"
    "|截图|光盘|样本|样品|标本|小结|通知|公告|回执|号码|信息|名片|简介|图件|批文|密码|存单|流水|户主页|本人页|盘"
)
_IS_NOUN = re.compile(rf".*(?:{_NOUN})$")
_HELD = re.compile(r".*(?:证|簿|薄|本|执照|卡|户口|户主页|本人页)$")
_PEOPLE = re.compile(r"双方|夫妻|男女|父母")
_CATCHES = re.compile(r"其他|其它|等$")
_MEDIUM = re.compile(r"\s*纸质(?:版|件|材料)?\s*$")
_ALL = re.compile(
    r"[(]?(?:注:)?(?:以上|上述)(?:各项|所有|全部)?(?:材料|资料|证件|证明)?(?:均|都|各)?(?:应|需|须|要|应当)?(?:提供|提交|出示|备齐)?(?=原件|复印件|一式|各)"
)
_MANIFOLD = re.compile(rf"一式\s*({NUMBER})\s*[份联]")
_LONGEST = 80  # characters of one material, as the file of an item allows
_MASKED = str.maketrans("", "", '《》“”"')
_SPLIT = re.compile(r"[、,]|以及|(?:和|及|与|跟|并)(?!其|复印|原件|家庭|配偶|子女|法定)|\s{1,}")


@dataclass(frozen=True, slots=True)
class Material:
    """One material. `form`: 原件, 复印件, 原件及复印件, 电子版 or "" where the page is silent; `copies`: how many pieces of
    it, one where the page does not say; `size` of photographs; `has_own_form`: the form stands in its own words; `is_row`:
    it is a row of a table."""

    run: Run
    name: str
    form: str = ""
    copies: int = 1
    note: str = ""
    size: str = ""
    printed_name: str = ""
    has_own_form: bool = True
    necessity: str = ""
    source: str = ""
    is_row: bool = False

    @property
    def written(self) -> str:
        """The name as the page prints it, 复印件 with it where that stands in the same breath."""
        return self.printed_name if self.has_own_form else self.name


def materials(found: Entries) -> list[Material]:
    """Every material of the entries, in order."""
    made: list[Material] = []
    for entry in found.runs:
        groups = entry.split(";")
        tight = found.numbered or len(groups) > 1 or len(found.runs) > 1
        for group in groups:
            for part in group.split(r"。(?!$)"):
                made += _group(part.strip("。;、,."), tight=tight)
    return made


def about_all(one: Material) -> Material | None:
    """以上材料均需原件及复印件各一份: words that are no material but hold for all that stand before; None for others."""
    found = _ALL.match(one.run.folded)
    return _material(one.run[found.end() :].strip("()。")) if found else None


def shaped(one: Material, all_of_them: Material) -> Material:
    """A material with the form and number that were said of all, where it has none of its own."""
    is_photo = re.search("照片?$|相片$", fold(one.name))
    if one.form or is_photo:
        return one
    return replace(one, form=all_of_them.form, copies=max(one.copies, all_of_them.copies), has_own_form=False)


def single(run: Run) -> Material:
    """The material that a run is, whatever signs are in it: a cell of a table."""
    return _material(run)


def _group(group: Run, *, tight: bool) -> list[Material]:
    """A text without semicolons: one material, or several joined by 、 and 和; 委托办理的 at its head holds for all."""
    when = _WHEN.match(group.folded)
    said = group.text[: when.end("when")] if when else ""
    made = [_material(part) for part in _parts(group[when.end() :] if when else group)]
    made = [replace(one, note="；".join(filter(None, (said, one.note)))) for one in made] if said else made
    if made and when:
        made[0] = replace(made[0], run=group[: len(group) - len(group[when.end() :]) + len(made[0].run)])
    return _shared(made, tight=tight)


def _parts(group: Run) -> list[Run]:
    """Split where both sides are materials; 批准、核准、备案文件 and 低保、五保证 stay whole."""
    hidden = _hidden(group.folded)
    cuts = [found.span() for found in _SPLIT.finditer(hidden)]
    parts: list[Run] = []
    start = 0
    for index, (left, right) in enumerate(cuts):
        after = cuts[index + 1][0] if index + 1 < len(cuts) else len(group)
        here, there = group[start:left], group[right:after]
        if not _is_material(here) or _only_form(there):
            continue
        if _is_material(there) or (len(group) - right <= _LONGEST and _is_material(group[right:])):
            parts.append(here.strip())
            start = right
    return [*parts, group[start:].strip()]


def _hidden(folded: str) -> str:
    """The same length, without the signs that belong to one name: in brackets, in 原件及复印件, between numbers."""
    hide = re.compile(rf"[(\[《“][^()\[\]《》“”]*[)\]》”]|{_BOTH}")
    return hide.sub(lambda found: "口" * len(found[0]), folded)


def _is_material(run: Run) -> bool:
    """Whether the words end in what can be handed in."""
    plain = _PAREN.sub("", run.folded)
    plain = _FORM.sub("", _COUNT.sub("", plain)).translate(_MASKED).strip(" 、,;:。")
    plain = _SIZE.sub("", plain).strip() or plain
    return bool(_IS_NOUN.match(plain)) and len(plain) >= 2


def _only_form(run: Run) -> bool:
    rest = _COUNT.sub("", _FORM.sub("", run.folded)).strip(" 、,;。各()")
    return not rest


def _material(run: Run) -> Material:
    """Name, form, number, size and note out of the words of one material."""
    folded, notes = run.folded, []
    start = 0
    if verb := _VERB.match(folded):
        start = verb.end()
        if verb["verb"].endswith(("填写", "填报", "填具", "填好")):
            notes.append(run.text[: verb.end()].rstrip("的"))
    form, count, note = told(folded[start:])
    name, taken = _name(run, start)
    notes += taken
    size = _SIZE.search(folded)
    if note:
        notes.append(note)
    return Material(
        run, name, form, count, "；".join(filter(None, notes)), size[0] if size else "", _printed(run, start, name, form),
        has_own_form=bool(form),
    )  # fmt: skip


def told(folded: str) -> tuple[str, int, str]:
    """Form, number of pieces, and the words of the number where they say more than it: 一张, 一套, 各一张."""
    forms = [found.lastgroup for found in _FORM.finditer(folded)]
    form = "原件及复印件" if "both" in forms or {"copy", "original"} <= set(forms) else ""
    form = form or {"copy": "复印件", "original": "原件", "electronic": "电子版"}.get(
        str(forms[0]) if forms else "", ""
    )
    counts = list(_COUNT.finditer(folded))
    if not counts:
        return form, 1, ""
    found = counts[-1] if len(counts) == 1 else max(counts, key=lambda one: number(one["number"]) or 0)
    count = number(found["number"]) or 1
    if "一式" in found[0] or found["measure"] == "式":
        return form, _one_form(folded) or count, ""
    twice = found["each"] and _PEOPLE.search(folded) and found["measure"] == "张"
    worth = found["measure"] not in "份" and (count == 1 or twice)
    return form, count * 2 if twice else count, found[0] if worth else ""


def _one_form(folded: str) -> int | None:
    found = _MANIFOLD.search(folded)
    return number(found[1]) if found else None


def _name(run: Run, start: int) -> tuple[str, list[str]]:
    """What it is called, and what was said about it in brackets."""
    folded, notes = run.folded, []
    dropped: set[int] = set()
    for found in _PAREN.finditer(folded, start):
        whole_name = found.start() == start and len(found[0]) < len(folded) - start
        if is_form_only(found[1]) or not (whole_name or _inside_a_name(folded, found)):
            dropped.update(range(*found.span()))
            if not is_form_only(found[1]) and not _SIZE.fullmatch(found[1]):
                notes.append(run.text[found.start(1) : found.end(1)].strip())
    for medium in _MEDIUM.finditer(folded, start):
        dropped.update(range(*medium.span()))
        notes.append(medium[0].strip())
    for pattern in (_FORM, _MANIFOLD, _COUNT):
        for found in pattern.finditer(folded, start):
            if found.start() > start or pattern is _COUNT:
                dropped.update(range(*found.span()))
    name = "".join(one for at, one in enumerate(run.text) if at >= start and at not in dropped)
    return _trailing_size(re.sub(r"\s*\n\s*", "", name).strip(" \t,，、;；。:：各共和及与")), notes


def _inside_a_name(folded: str, found: re.Match[str]) -> bool:
    """村(居)委会证明, 建房(规划许可)申请表: a short bracket in the middle of a word belongs to it."""
    rest = _FORM.sub("", _COUNT.sub("", folded[found.end() :])).strip(" 、,;。")
    if not rest or not "\u4e00" <= folded[found.end()] <= "\u9fff" or _COUNT.match(folded, found.end()):
        return False
    return len(found[1]) <= 3 or (len(found[1]) <= 8 and bool(_IS_NOUN.match(rest)))


def is_form_only(words: str) -> bool:
    """Whether brackets hold nothing but form and number."""
    return not _COUNT.sub("", _FORM.sub("", words)).strip(" 、,;。及和与各需须提供1")


def _trailing_size(name: str) -> str:
    """近期免冠照片一寸: the size behind a photograph is no part of its name."""
    return re.sub(rf"(照片|彩照|相片|照)\s*(?:小|大)?{NUMBER}\s*[寸吋]$", r"\1", name)


def _printed(run: Run, start: int, name: str, form: str) -> str:
    """The name as the page prints it, its form with it."""
    if not form or form == "原件及复印件":
        return name
    found = _FORM.search(run.folded, start)
    whole = run.text[start : found.end()] if found else name
    return whole if found and run.text[start : found.start()].strip() == name else name


def _shared(made: list[Material], *, tight: bool) -> list[Material]:
    """户口簿、身份证复印件: what the last says of its form holds for those before it that are held in the same way."""
    for index in range(len(made) - 2, -1, -1):
        here, after = made[index], made[index + 1]
        each = _COUNT.search(after.run.folded)
        if here.form or _COUNT.search(here.run.folded):
            continue
        if after.form and (tight or _HELD.match(here.name)) and _copied(here) and _passes_on(made, index):
            made[index] = replace(here, form=after.form, copies=after.copies, has_own_form=False)
            made[index + 1] = replace(after, has_own_form=False)
        elif each and each["each"] and each["measure"] == "份":
            made[index] = replace(here, copies=after.copies)
    return made


def _copied(one: Material) -> bool:
    return bool(_HELD.match(one.name)) or bool(re.search("证明$|证书$", one.name))


def _passes_on(made: list[Material], index: int) -> bool:
    return made[index + 1].form != "原件" or len(made) == 2
