"""The five grades and the reasons for each, as the national rating of services words them (GB/T 39735, 39734 附录A).

The wording of the reasons was compared in two public programs that talk to rating pads, which agree; the text of the
standard itself was not at hand. Two numberings are about: the standard counts 1 非常满意 … 5 非常不满意, the national portal's
stars run the other way; so a grade is a word here, and whoever reports it elsewhere maps it there.
"""

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Sentence


class Grade(StrEnum):
    """Words in entries: never renamed, never reused."""

    VERY_GOOD = "very_satisfied"
    GOOD = "satisfied"
    FAIR = "basically_satisfied"
    BAD = "dissatisfied"
    VERY_BAD = "very_dissatisfied"


GRADES: Final[dict[Grade, Sentence]] = {
    Grade.VERY_GOOD: _("非常满意"), Grade.GOOD: _("满意"), Grade.FAIR: _("基本满意"), Grade.BAD: _("不满意"),
    Grade.VERY_BAD: _("非常不满意"),
}  # fmt: skip
GOOD: Final = frozenset({Grade.VERY_GOOD, Grade.GOOD, Grade.FAIR})  # 好评; the other two are 差评
REASONS: Final[dict[Grade, dict[str, Sentence]]] = {
    Grade.VERY_GOOD: {
        "510": _("一窗受理一次办结"), "511": _("可以先受理后补材料"), "512": _("不用提交证明"), "513": _("可以全程网上办理"),
        "514": _("可以使用手机办理"), "515": _("可以就近办理"), "516": _("无需材料直接办理"), "517": _("服务热情效率高"),
    },
    Grade.GOOD: {
        "406": _("填写一张表单就可完成申报"), "407": _("在线提交材料窗口核验"), "408": _("一张清单告知全部申报材料"),
        "409": _("用告知承诺减免申报材料"), "410": _("可以在线预约办理"), "411": _("跑大厅一次办完"),
        "412": _("可以使用自助机办理"), "413": _("服务态度较好"),
    },
    Grade.FAIR: {
        "307": _("一次性告知需要补正的材料"), "308": _("提供申报材料样本"), "309": _("在承诺的时间内办结"),
        "310": _("办事指南指引准确"), "311": _("按办事指南要求的材料即可办理"), "312": _("可以快递送达"),
        "313": _("跑动次数与承诺的一致"), "314": _("服务态度一般"),
    },
    Grade.BAD: {
        "207": _("没有提供材料样本"), "208": _("没有提供材料清单"), "209": _("未在承诺时间内办结"),
        "210": _("同样内容的证明材料被要求多次提交"), "211": _("承诺网办但无法在线办理"),
        "212": _("在线预约办理后到实体大厅重复取号排队"), "213": _("窗口人员业务不熟练"), "214": _("服务态度生硬"),
    },
    Grade.VERY_BAD: {
        "108": _("在办事指南之外增加新的审批条件"), "109": _("需提供办事指南之外的申报材料"),
        "110": _("无理由超过法定办理时间"), "111": _("办事指南提供样本有错"), "112": _("承诺在线收取申报材料实际无法收取"),
        "113": _("多头跑窗口和部门"), "114": _("跑动次数与承诺的不一致"), "115": _("服务态度差效率低"),
    },
}  # fmt: skip


def words_of(grade: str, codes: str) -> list[Sentence]:
    """The words of the reasons that a rating names."""
    known = REASONS[Grade(grade)]
    return [known[code] for code in codes.split() if code in known]
