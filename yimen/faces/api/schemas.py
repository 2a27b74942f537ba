"""What may be sent: one small body per act. Extra fields, control characters and overlong texts are refused."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints
from pydantic_core import PydanticCustomError

_LINES = "\u2028\u2029"


def _printable(text: str) -> str:
    """Raises where a character is a control character, as the journal would (NUL, line ends, U+0080-9F, U+2028-9)."""
    if any(ord(one) < 0x20 or 0x7F <= ord(one) < 0xA0 or one in _LINES for one in text):
        raise PydanticCustomError("control_character", "control character")
    return text


Short = Annotated[str, StringConstraints(max_length=60), AfterValidator(_printable)]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_printable)]
Long = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_printable)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Whole = Annotated[StrictInt, Field(ge=-(10**15), le=10**15)]
Keys = Annotated[list[Key], Field(max_length=100)]


class Body(BaseModel):
    """A JSON object with these fields and no others."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Applicant(Body):
    """申请人：证件类型 none 表示无证件（新生儿），number 留空。"""

    name: Short = Field(description="姓名")
    document_kind: Literal["resident", "hk_macao_tw", "foreigner", "passport", "none"] = Field(
        "resident", description="证件类型"
    )
    number: Short = Field("", description="证件号码")
    phone: Short = Field("", description="联系电话")
    address: Line = Field("", description="住址")
    division: Short = Field("", description="所在村（社区）：12位区划代码或编号")


class Ask(Body):
    """我能办吗、要带什么：已知的回答；没有回答的不写。"""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"example": {"answers": {"under_18": True}}}
    )

    answers: dict[Key, Long | Whole | StrictBool] = Field(
        {}, max_length=60, description="按事项 form_fields 的 key；是否用 true、false，数字用整数，选项照抄"
    )
    variant: Short = Field("", description="已经知道的办理情形的 key；不知道的留空")


class Apply(Body):
    """收件：一份申请，一个事项。"""

    item: Short = Field(description="事项编码")
    applicant: Applicant = Field(description="申请人")
    seat: Short = Field(description="办理地（一般为户籍所在的村、社区）：12位区划代码或编号")
    variant: Short = Field("", description="办理情形的 key；事项没有情形时留空")
    form: dict[Key, Long | Whole | StrictBool] = Field({}, max_length=60, description="表单，按事项 form_fields 的 key")
    given: Keys = Field([], description="已交材料的 key")
    joins: Short = Field("", description="与同一申请人当天的哪一件联办：其办件编号；单独办理时留空")


class Accept(Body):
    """受理：无须填写内容，发送 {}。"""


class RefuseIntake(Body):
    """不予受理。"""

    code: Short = Field(description="理由代码")
    reason: Long = Field(description="理由，至少4个字")
    basis: Long = Field(
        "", description="依据：法律、法规或者文件及条款；办事指南没有印依据、又没有通行规定的，必须写明"
    )


class TakeOver(Body):
    """村（社区）代收的材料交到中心。"""

    given: Keys = Field([], description="收到的材料的 key")
    brought_by: Short = Field(description="送件人姓名")


class AskCompletion(Body):
    """一次性告知：缺少的必要材料自动列入，另可点名其他材料、写明其他须补正的内容。"""

    requirements: Keys = Field([], description="另须补正的材料的 key")
    remark: Long = Field("", description="其他须补正的内容")


class Complete(Body):
    """补正收件。"""

    given: Keys = Field(description="收到的材料的 key")


class Withdraw(Body):
    """申请人撤回。"""

    reason: Long = Field(description="申请人说的理由，至少4个字")


class Return(Body):
    """退件。"""

    code: Short = Field(description="理由代码")
    reason: Long = Field(description="理由，至少4个字")


class Deliver(Body):
    """送达。"""

    way: Short = Field(description="送达方式：window 窗口领取，agent 代领，post 邮寄，village 村（社区）转交")
    receiver: Short = Field(description="签收人姓名")
    why_other: Line = Field("", description="不是申请人本人签收的，代收的原因")


class AskExtension(Body):
    """请示延期：天数的单位与原承诺时限相同。"""

    days: Annotated[StrictInt, Field(ge=1, le=3650)] = Field(description="延长的天数")
    reason: Long = Field(description="理由，至少4个字")


class Consent(Body):
    """同意：可以附意见。"""

    opinion: Long = Field("", description="意见")


class Extend(Body):
    """批准延期：无须填写内容，发送 {}。"""


class AskPause(Body):
    """请示停表。"""

    special: Line = Field(description="特别程序的名称，须为事项载明的")
    until_on: date = Field(description="预计结束日")
    reason: Long = Field(description="理由，至少4个字")


class Pause(Body):
    """停表：无须填写内容，发送 {}。"""


class Resume(Body):
    """恢复计时。"""

    special: Line = Field(description="结束的特别程序的名称")


class AskRefusal(Body):
    """请示不予受理。"""

    code: Short = Field(description="理由代码")
    reason: Long = Field(description="理由，至少4个字")


class Decline(Body):
    """不同意请示。"""

    proposal: UUID = Field(description="请示的编号")
    reason: Long = Field(description="理由，至少4个字")


class Name(Body):
    """指定一位工作人员：变更办理责任人、列为重点办理。"""

    staff: UUID = Field(description="工作人员的编号")
    reason: Long = Field(description="理由，至少4个字")


class Hurry(Body):
    """申请人要求加急。"""

    wanted_on: date = Field(description="希望办结的日期")
    reason: Long = Field(description="申请人说的理由，至少4个字")


class Terminate(Body):
    """终止办理。"""

    code: Short = Field(description="理由代码")
    reason: Long = Field(description="理由，至少4个字")


class CorrectMaterials(Body):
    """更正材料登记：已收材料的全部。"""

    given: Keys = Field(description="确已收到的材料的 key")
    reason: Long = Field(description="更正的理由，至少4个字")


class CorrectForm(Body):
    """更正申请表：改正后的整张表。"""

    values: dict[Key, Long | Whole | StrictBool] = Field(max_length=60, description="表单，按事项 form_fields 的 key")
    reason: Long = Field(description="更正的理由，至少4个字")


class CorrectReceipt(Body):
    """更正签收登记：送达当天。"""

    way: Short = Field(description="送达方式")
    receiver: Short = Field(description="签收人姓名")
    reason: Long = Field(description="更正的理由，至少4个字")


class Finish(Body):
    """办结环节。"""

    opinion: Long = Field("", description="意见")


class SendBack(Body):
    """退回上一环节。"""

    reason: Long = Field(description="理由，至少4个字")


class PostNotice(Body):
    """张榜公示：无须填写内容，发送 {}。"""


class Decide(Body):
    """作出决定。"""

    outcome: Short = Field(description="granted 准予，refused 不予批准")
    opinion: Long = Field("", description="意见；不予批准的写明理由，至少4个字")
