"""Elements that every guide has (A1; PT 三) and this one leaves out. Pure."""

from collections.abc import Callable, Iterator

from yimen.catalogue.elements import Content
from yimen.catalogue.lint import texts
from yimen.catalogue.lint.findings import Hit, Rule, Severity, missing, whole

_FREE = ("免费", "不收费", "无偿", "不收取费用", "0元", "零元", "无")

_UNNAMED = "没有印名称"  # how an imported draft is called until somebody names it


def _lacks(attribute: str, place: str) -> Callable[[Content], Iterator[Hit]]:
    def look(content: Content) -> Iterator[Hit]:
        if not getattr(content, attribute):
            yield missing(place)

    return look


def _no_promise(content: Content) -> Iterator[Hit]:
    for way in texts.ways(content):
        if way.promised is None:
            yield missing("promised", of=f"情形“{way.name}”" if way.name else "")


def _no_name(content: Content) -> Iterator[Hit]:
    """Empty, or, of a guide kept as printed, not on the page: then it was inferred."""
    if not content.name:
        yield missing("name", why="没有写事项名称")
    elif _UNNAMED in content.name:
        yield whole("name", content.name, why="来源没有印事项名称，现在的名称是代写的")
    elif content.as_printed and content.printed and content.name not in content.printed:
        yield whole("name", content.name, why=f"来源文本里没有事项名称，“{content.name}”是推定的")


def _fee_without_basis(content: Content) -> Iterator[Hit]:
    for index, one in enumerate(content.fees):
        if not one.basis and not one.standard.startswith(_FREE):
            yield whole(f"fees[{index}].standard", one.standard)


RULES = (
    Rule("no_name", Severity.ERROR, "{why}", "请原单位给出事项的规范名称", _no_name),
    Rule(
        "no_basis",
        Severity.ERROR,
        "没有写办事依据",
        "写明法律、法规或者文件的名称和条款；来源上确实没有的，照印制文本登载并写明原因，由原单位补",
        _lacks("basis", "basis"),
    ),
    Rule(
        "no_conditions",
        Severity.ERROR,
        "没有写申报条件",
        "写明什么人、什么情况可以办",
        _lacks("conditions", "conditions"),
    ),
    Rule(
        "no_materials",
        Severity.ERROR,
        "没有写申报材料",
        "逐件写明要带什么；确实什么都不用带的，写上身份证（验看后退还）",
        _lacks("requirements", "materials"),
    ),
    Rule(
        "no_promise",
        Severity.ERROR,
        "{of}没有写承诺时限",
        "写明承诺时限，例如20个工作日",
        _no_promise,
    ),
    Rule(
        "no_fee",
        Severity.ERROR,
        "没有写收费标准",
        "写明收费项目、标准和依据；不收费的写“免费”",
        _lacks("fees", "fees"),
    ),
    Rule(
        "fee_without_basis",
        Severity.ERROR,
        "收费“{words}”没有写依据",
        "写明收费文件的名称和文号；没有依据的不得收费",
        _fee_without_basis,
    ),
    Rule(
        "no_result",
        Severity.WARNING,
        "没有写办理结果",
        "写明办完拿到什么：证照、批文或者资金",
        _lacks("results", "results"),
    ),
    Rule(
        "no_place",
        Severity.NOTE,
        "没有写办理地点",
        "写明办理地点，或者由认领的中心填写",
        _lacks("place", "place"),
    ),
    Rule(
        "no_telephone",
        Severity.NOTE,
        "没有写咨询电话",
        "写明咨询电话，或者由认领的中心填写",
        _lacks("telephone", "telephone"),
    ),
)
