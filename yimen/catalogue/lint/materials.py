"""Materials that are hidden, asked for twice, or asked for without saying when (field 1.3). Pure."""

import re
from collections import Counter
from collections.abc import Iterator

from yimen.catalogue.elements import Content, Necessity, RequirementDef
from yimen.catalogue.lint import texts
from yimen.catalogue.lint.findings import Hit, Rule, Severity, Text, whole, within
from yimen.catalogue.lint.wording import RULES as WORDING

_CATCH_ALL = next(rule for rule in WORDING if rule.id == "catch_all_material")
_PAPER = (
    "(?:证明材料|证明|材料|复印件|原件|照片|申请表|登记表|报告|协议书|合同|保证书|承诺书|介绍信|申请书|同意书|意见书?)"
)
_ASKS = re.compile(
    rf"(?:提交|提供|携带|出具|附上|附有|附|带上|凭(?![证据])|持(?!有))[^，,。;；]{{0,20}}?{_PAPER}"
    r"|(?:携带|带上|凭(?![证据]))[^，,。;；]{0,20}?(?:证|簿|卡|执照)"
)
_PROOF = re.compile(
    r"《([^》]{1,16}(?:证|证明|证书|手册|合同|协议|通知书))》"
    r"|(?:持有|取得|领取|具有|办理了|已办)(?:有效的?|合法的?)?"
    r"([^，,。;；、《》]{1,12}?(?:证明书|证明|证书|资格证|许可证|执照|证|合同|协议|判决书|通知书))(?![件号照明书])"
    r"|([^，,。;；、《》]{1,12}?(?:证书|证))的?持有人"
)
_FORM = re.compile(r"(?:填写|填报|填)[^，,。;；、→]{0,8}?(?:申请表|登记表|审批表|表格|表)")
_FILLED_IN = re.compile("(?:申请|登记|审批|申报|备案|申领|审核|信息|情况|认定|确认)表|承诺书")
_SOMETIMES = re.compile(
    r"如有|若有|如需|(?<=[（(])[^（()）]{1,20}的[，,]?(?:还?[须需应])?(?:提供|提交|出具|交)(?=[）)])|(?:属于|具有|委托|涉及|需要)[^，,。;；()（）]{1,20}的(?:[，,]?(?:还?[须需应]))?(?:提供|提交|出具)?"
)
_FORMS = re.compile("本人|原件|复印件|及|和|[（(].*[）)]")
_ENDINGS = re.compile("(?:证明|意见|结论|报告|表)$")
_BY = re.compile("村|社区|居委|街道|乡|镇|单位|医院|公安|派出所|民政|学校|银行|机构|部门|法院|公证|鉴定|完税|纳税")
_ANY_PROOF = re.compile("证明(?:文件|材料)?$|证明.{1,14}的(?:材料|文件|资料)$")
_KNOWN = ("出生医学证明", "死亡医学证明", "无犯罪记录证明", "居民身份证明", "本人身份证明")


def _named(content: Content) -> str:
    return "；".join(f"{one.name}；{one.material_code}；{one.note}" for one in content.requirements)


def _hidden(content: Content) -> Iterator[Hit]:
    for text in texts.conditions(content):
        for match in _ASKS.finditer(text.words):
            yield within(text, match)


def _proof_not_asked(content: Content) -> Iterator[Hit]:
    """A proof is asked for when a material carries its name or a part of it, or when a step makes it."""
    asked = _named(content) + "；".join(step.name for step in content.steps)
    names = [_FORMS.sub("", one.name) for one in content.requirements]
    for text in texts.conditions(content):
        for match in _PROOF.finditer(text.words):
            proof = next(filter(None, match.groups()))
            if proof in asked or _ENDINGS.sub("", proof) in asked or any(name in proof for name in names if name):
                continue
            yield within(text, match, proof=proof)


def _caught(content: Content) -> set[str]:
    """Catch-all clauses are another rule's."""
    return {hit.text.place for hit in _CATCH_ALL.look(content)}


def _without_condition(content: Content) -> Iterator[Hit]:
    """What is not asked of everyone says of whom."""
    caught = _caught(content)
    for index, one in enumerate(content.requirements):
        place = f"materials[{index}].name"
        unsaid = one.condition is None and not one.variants and not one.note
        if one.necessity is not Necessity.REQUIRED and unsaid and place not in caught:
            yield whole(place, one.name)


def _sometimes(content: Content) -> Iterator[Hit]:
    """Required of everyone, though its own words say that only some bring it."""
    caught = _caught(content)
    for index, one in enumerate(content.requirements):
        if one.necessity is Necessity.REQUIRED and not one.variants and f"materials[{index}].name" not in caught:
            for key, words in (("name", one.name), ("note", one.note)):
                if match := _SOMETIMES.search(words):
                    yield within(Text(f"materials[{index}].{key}", words), match, name=one.name)


def _copies(content: Content) -> Iterator[Hit]:
    for index, one in enumerate(content.requirements):
        for words, number in (("复印件", one.copies), ("原件", one.originals)):
            if words in one.name and not number:
                at = one.name.index(words)
                yield Hit(Text(f"materials[{index}].name", one.name), at, at + len(words))


def _form_not_listed(content: Content) -> Iterator[Hit]:
    if any("表" in one.name for one in content.requirements):
        return
    for text in (*texts.materials(content), *texts.steps(content)):
        if match := _FORM.search(text.words):
            yield within(text, match)


def _without_sample(content: Content) -> Iterator[Hit]:
    """A form that the person fills in by hand; what the item asks for in its own form is printed from it."""
    for index, one in enumerate(content.requirements):
        if one.necessity is Necessity.REQUIRED and _FILLED_IN.search(one.name) and not one.sample:
            yield whole(f"materials[{index}].name", one.name)


def _own_step(content: Content) -> Iterator[Hit]:
    """What our own step finds out need not be brought (国务院令716 §7)."""
    done = [step.name for step in content.steps]
    for index, one in enumerate(content.requirements):
        made = _ENDINGS.sub("", one.name)
        if made != one.name and len(made) >= 4 and any(made in name for name in done):
            yield whole(f"materials[{index}].name", one.name, step=next(name for name in done if made in name))


def _twice(content: Content) -> Iterator[Hit]:
    counted = Counter(map(_same, content.requirements))
    told = set()
    for index, one in enumerate(content.requirements):
        if counted[_same(one)] > 1 and _same(one) in told:
            yield whole(f"materials[{index}].name", one.name)
        told.add(_same(one))


def _same(one: RequirementDef) -> tuple[str, frozenset[str], object]:
    return one.name, one.variants, one.condition


def _without_issuer(content: Content) -> Iterator[Hit]:
    caught = _caught(content)
    for index, one in enumerate(content.requirements):
        place = f"materials[{index}].name"
        said = one.source or one.note or one.name in _KNOWN or _BY.search(one.name) or place in caught
        if not said and _ANY_PROOF.search(one.name):
            yield whole(place, one.name)


RULES = (
    Rule(
        "material_in_condition",
        Severity.ERROR,
        "材料写在条件里：“{words}”",
        "移到申报材料，写明名称和份数；条件里只写什么人、什么情况可以办",
        _hidden,
    ),
    Rule(
        "proof_not_asked_for",
        Severity.ERROR,
        "条件提到“{proof}”，材料里却没有",
        "在申报材料里加上“{proof}”；能由本机关核查的，写明由谁核查",
        _proof_not_asked,
    ),
    Rule(
        "copies_contradict_name",
        Severity.ERROR,
        "名称写着“{words}”，份数却是0",
        "改正原件或者复印件的份数",
        _copies,
    ),
    Rule(
        "material_without_condition",
        Severity.WARNING,
        "“{words}”不是人人都交，什么情况下要交没有写明",
        "写明什么情况下要交，或者什么人交",
        _without_condition,
    ),
    Rule(
        "material_needed_sometimes",
        Severity.WARNING,
        "“{name}”写明只有部分人交（“{words}”），却登记为必须提供",
        "改为符合条件时提供，并写明条件",
        _sometimes,
    ),
    Rule(
        "form_not_listed",
        Severity.WARNING,
        "办理时要“{words}”，材料里没有这张表",
        "在申报材料里加上这张表，写明名称和在哪里领",
        _form_not_listed,
    ),
    Rule(
        "material_of_own_step",
        Severity.WARNING,
        "“{words}”就是环节“{step}”的结果，不应由办事人提供",
        "删去这件材料，由环节“{step}”写进办件",
        _own_step,
    ),
    Rule("material_twice", Severity.WARNING, "“{words}”要了两次", "删去一件，份数合在一起写", _twice),
    Rule(
        "form_without_sample",
        Severity.NOTE,
        "“{words}”没有填写样本",
        "写明空白表在哪里领、填写样本在哪里看",
        _without_sample,
    ),
    Rule(
        "proof_without_issuer",
        Severity.NOTE,
        "“{words}”由谁出具没有写明",
        "写明由哪个单位出具；能由本机关查到的，不再要求提供",
        _without_issuer,
    ),
)
