"""What is sent to the register of callers and answered by it, and how a hall was rated, as schemas: persons masked."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from yimen.faces.api.answers import Answer
from yimen.faces.api.schemas import Body, Long, Short


class RegisterConsultation(Body):
    """登记来访：item 和 about 至少填一项；how 为 later 时待答复。"""

    kind: Short = Field(description="ask 咨询、help 求助、tell 反映情况、other 其他")
    way: Short = Field("visit", description="visit 来访、call 来电、letter 来信")
    how: Short = Field(
        description="done 当场办理、answered 当场答复、listed 一次性告知材料和流程、guided 指引到相关部门、later 查清后答复"
    )
    item: Short = Field("", description="所问事项的编码")
    about: Long = Field("", description="来访事由，最多500个字")
    answer: Long = Field("", description="答复内容，最多500个字；当场答复的必填")
    name: Short = Field("", description="来访人姓名，可以不留")
    phone: Short = Field("", description="联系电话，可以不留")


class AnswerConsultation(Body):
    """答复来访：查清以后。"""

    answer: Long = Field(description="答复内容，4至500个字")


class Consultation(Answer):
    """来访登记：姓名和电话遮掩。"""

    id: UUID
    came_at: datetime
    state: str = Field(description="open 待答复、answered 已答复")
    kind: str
    way: str
    how: str = Field(description="待答复时为空")
    item: str = Field(description="事项编码，没有时为空")
    about: str
    answer: str
    name: str = Field(description="遮掩后的姓名，没有留时为空")
    phone: str = Field(description="遮掩后的电话，没有留时为空")
    ticket: str = Field(description="排队号，没有时为空")
    answered_at: datetime | None


class Consultations(Answer):
    """一页来访登记，新的在前；next 非空时以它作 after 取下一页。"""

    consultations: list[Consultation]
    next: str | None


class ConsultationDone(Answer):
    """已办：来访登记的编号、所办的事、地址。重发得到同样的内容。"""

    id: UUID
    act: str
    url: str


class WindowRatings(Answer):
    """一个窗口的评价次数；number 为空是不在窗口的评价。"""

    number: int | None
    very_satisfied: int
    satisfied: int
    basically_satisfied: int
    dissatisfied: int
    very_dissatisfied: int
    good_percent: int | None = Field(description="基本满意以上占百分之几，舍去零头；没有评价时为空")


class Ratings(Answer):
    """一段日子的评价次数，按窗口；至多93天。"""

    first: date
    last: date
    windows: list[WindowRatings]
