"""Vague words and catch-all clauses (A4; XG 三(二)4: 消除模糊语言、兜底条款). Pure."""

import re
from collections.abc import Iterator

from yimen.catalogue.elements import Content
from yimen.catalogue.lint import texts
from yimen.catalogue.lint.findings import Hit, Rule, Severity, Text, each, whole, within
from yimen.catalogue.lint.texts import NUMBER

_PAPERS = "(?:材料|证明|文件|资料|证件|手续|凭证|凭据|票据|证书|证照)"
_A_WORD = "(?<![平中高初均对上下优相头甲乙丙丁特一二三四五])(?<!(?<!合)同)"  # 中等, 二等, 同等; but 合同等
_NOT_A_LIST = f"{_A_WORD}等(?![级额待候同次于值效价到份])"  # 等级
_LIST_ENDS = rf"{_NOT_A_LIST}(?!{NUMBER}(?:项|种|类|个|份|名|人|方面))"  # 等3种 closes the list
# What may stand between 其他 and the paper without saying which: 其他家庭成员的收入证明 says it.
_SAYS_NOTHING = (
    "(?:有关|相关|必要|所需|需要|应当|应|须|可以|能够?|佐证|辅助|补充|证明|法定|规定|要求|提供|提交|有效|合法"
    "|与|本|申请|事项|办理|身份|情况|资格|的|、|或者?|和|及)*"
)
_CATCH_ALL = re.compile(
    rf"其[他它余]{_SAYS_NOTHING}{_PAPERS}"
    rf"|(?:有关|相关)[^，,;；。]{{0,12}}(?:{_PAPERS}|图纸|照片|部门|单位)"
    rf"|(?:要求|规定|需要|所需|必要)(?:提供|提交)?的(?:其他)?{_PAPERS}"
    rf"|{_LIST_ENDS}[^，,;；。、]{{0,8}}"
)
_VAGUE = re.compile(
    r"其[他它](?:的)?(?:情形|情况|条件|人员|材料|证明|要求|事项|手续)"
    r"|(?:有关|相关)(?:的)?(?:证明材料|证明|材料|文件|资料|手续|规定|要求|政策|条件|部门|单位|人员|标准)"
    r"|视(?:具体|实际)?情况?|酌情|根据(?:实际|具体)情况|必要时|原则上|特殊情况(?:除外|下)|一定(?:条件|标准|范围|期限|数额)"
)
_VAGUE_NOUNS = "(?:等|活动|情况|情形|人员|人群|对象|原因|方式|方面|事项|条件|特殊|有关|相关|其他)"
_OPEN_LIST = re.compile(rf"{_LIST_ENDS}(?:{_VAGUE_NOUNS}|(?=[，,;；。、）)的]|$))")
_A_DAY = "个?(?:工作日|自然日|日|天|周|月)"
_VAGUE_LIMIT = re.compile(
    rf"尽快|尽早|及时|适时|近期(?!.{{0,6}}照)|(?:按|在)?规定的?(?:时间|时限|期限)内?|(?:大?约|大概|一般为?){NUMBER}{_A_DAY}"
    rf"|{NUMBER}{_A_DAY}左右|{NUMBER}(?:至|到|-|—|~|～){NUMBER}{_A_DAY}|数日|几天|若干{_A_DAY}"
)
_ONLY_LAW = re.compile(rf"^(?:《[^》]+》的?第?{NUMBER}条(?:第?{NUMBER}[款项])*[、,，;；]?)+(?:规定的?条件)?$")
_ELSEWHERE = re.compile(
    r"[^，,;；。]{0,20}(?:文件|政策|办法|细则|通知|规定|法律|法规)(?:所)?(?:确定|规定|要求|明确)?的[^，,;；。]{0,4}?"
    r"(?:条件|范围|对象|情形)"
)
_STANDARD = re.compile(r"(?<!法律)(?<!法规)规定的?(?:标准|面积|范围|数额|年限|条件|比例|用途)")
_MISWRITTEN = {"户口薄": "户口簿", "身分证": "身份证", "帐户": "账户", "帐号": "账号", "书面告之": "书面告知"}


def _catch_all(content: Content) -> Iterator[Hit]:
    yield from each(_CATCH_ALL, texts.materials(content))


def _vague(content: Content) -> Iterator[Hit]:
    yield from each(_VAGUE, texts.conditions(content))
    yield from each(_VAGUE, (Text(f"basis[{index}]", words) for index, words in enumerate(content.basis)))
    yield from each(_VAGUE, texts.steps(content))
    yield from each(_VAGUE, texts.other(content))


def _open_list(content: Content) -> Iterator[Hit]:
    for text in (*texts.conditions(content), *texts.steps(content), *texts.other(content)):
        for match in _OPEN_LIST.finditer(text.words):
            start = max(text.words.rfind(sign, 0, match.start()) for sign in "，,;；。、") + 1
            yield Hit(text, start, match.end())


def _vague_limit(content: Content) -> Iterator[Hit]:
    found = (texts.conditions(content), texts.materials(content), texts.steps(content), texts.other(content))
    for some in found:
        yield from each(_VAGUE_LIMIT, some)


def _not_stated(content: Content) -> Iterator[Hit]:
    for text in texts.conditions(content):
        if _ONLY_LAW.match(text.words):
            yield whole(text.place, text.words)
        elif "《" not in text.words and (match := _ELSEWHERE.search(text.words)):
            yield within(text, match)


def _standard(content: Content) -> Iterator[Hit]:
    for text in texts.conditions(content):
        if "《" not in text.words and not _ELSEWHERE.search(text.words):
            yield from each(_STANDARD, [text])


def _miswritten(content: Content) -> Iterator[Hit]:
    pattern = re.compile("|".join(_MISWRITTEN))
    for text in (*texts.conditions(content), *texts.materials(content), *texts.steps(content)):
        for match in pattern.finditer(text.words):
            yield within(text, match, right=_MISWRITTEN[match[0]])


RULES = (
    Rule(
        "catch_all_material",
        Severity.ERROR,
        "材料里有兜底条款“{words}”，办事人不知道要带什么",
        "删去“{words}”，或者逐件写明材料名称、份数和由谁出具",
        _catch_all,
    ),
    Rule(
        "vague_word",
        Severity.ERROR,
        "“{words}”说得含糊，各人理解不同",
        "写明是哪些：把“{words}”换成具体的情形、文件名称或者单位名称",
        _vague,
    ),
    Rule(
        "vague_limit",
        Severity.ERROR,
        "“{words}”不是一个确定的时限",
        "把“{words}”换成天数和单位，例如“5个工作日内”",
        _vague_limit,
    ),
    Rule(
        "condition_not_stated",
        Severity.ERROR,
        "条件没有写出来，只指向文件或者法条：“{words}”",
        "把文件或者法条里的条件逐条写出来，文件名称移到办事依据",
        _not_stated,
    ),
    Rule(
        "standard_not_stated",
        Severity.WARNING,
        "“{words}”没有写明是多少",
        "写出数目和单位，或者写明标准出自哪份文件（用《》括起名称）",
        _standard,
    ),
    Rule(
        "open_list",
        Severity.WARNING,
        "列举以“等”结尾，还包括什么没有写明：“{words}”",
        "写全列举的各项，删去“等”",
        _open_list,
    ),
    Rule(
        "miswritten",
        Severity.NOTE,
        "用字有误：“{words}”",
        "改为“{right}”",
        _miswritten,
    ),
)
