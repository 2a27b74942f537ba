"""What is sent to the queue and answered by it, as schemas: nothing in them names a person."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictInt, StringConstraints

from yimen.faces.api.answers import Answer
from yimen.faces.api.schemas import Body, Long, Short


class TakeTicket(Body):
    """取号。"""

    line: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]$")] = Field(description="业务类别的字母，见 /queue")
    priority: Short = Field(
        "",
        description="优先的情形，没有的留空：elderly、disabled、pregnant、infant、soldier",
    )


class CallNext(Body):
    """叫下一位：手上的号同时办完。无须填写内容，发送 {}。"""


class CallChosen(Body):
    """选叫：不按次序叫一个在等候的号。"""

    ticket: UUID = Field(description="排队号的编号")
    reason: Short = Field(
        description="原因：frail 行动不便、身体不适，brought 补齐材料回来，together 一起办，wrong 取错了号，other 其他原因"
    )
    note: Long = Field("", description="说明，最多200个字；其他原因必填")


class NextMatter(Body):
    """再办一件：无须填写内容，发送 {}。"""


class Recall(Body):
    """重呼：无须填写内容，发送 {}。"""


class StartTicket(Body):
    """到窗：无须填写内容，发送 {}。"""


class MissTicket(Body):
    """过号：无须填写内容，发送 {}。"""


class FinishTicket(Body):
    """办完：无须填写内容，发送 {}。"""


class ReturnTicket(Body):
    """过号回来：无须填写内容，发送 {}。"""


class PreferTicket(Body):
    """优先：给在等候的号。"""

    priority: Short = Field(
        "", description="优先的情形：elderly、disabled、pregnant、infant、soldier，或者 other 其他情况"
    )
    reason: Long = Field("", description="理由，最多200个字；其他情况必填")


class TransferTicket(Body):
    """转窗：line 和 window 填一项。"""

    line: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]?$")] = Field("", description="转到哪一类业务，填字母")
    window: StrictInt | None = Field(None, description="转到哪一个窗口，填窗口号")
    note: Long = Field("", description="给下一个窗口的说明，最多200个字")


class TransferToPerson(Body):
    """转给一位工作人员。"""

    staff: UUID = Field(description="工作人员的编号")
    note: Long = Field("", description="给下一个窗口的说明，最多200个字")


class PauseWindow(Body):
    """暂停叫号：可以写明原因，也可以发送 {}。"""

    reason: Short = Field(
        "",
        description="原因：away 暂时离开，meal 用餐，meeting 开会、学习，errand 取件、送件，machine 设备故障，other 其他",
    )
    note: Long = Field("", description="说明，最多200个字，不对外显示")


class ResumeWindow(Body):
    """恢复叫号：无须填写内容，发送 {}。"""


class TicketDone(Answer):
    """已办：排队号的编号、号码、所办的事、地址。重发得到同样的内容。"""

    id: UUID
    code: str
    act: str
    url: str


class WindowDone(Answer):
    """已办：窗口的编号、窗口号、所办的事。"""

    id: UUID
    number: int
    act: str


class Period(Answer):
    """等候 waiting、已叫 called、离开 away、接待 serving 的一段时间；until_at 为空时还没有结束，或者日终时未结束。"""

    kind: str
    from_at: datetime
    until_at: datetime | None


class Ticket(Answer):
    """排队号：不含任何个人信息。"""

    id: UUID
    code: str
    line: str
    line_name: str
    state: str
    state_words: str
    priority: str = Field(description="优先的情形，没有时为空")
    ahead: int = Field(description="前面还有几位")
    expected_minutes: int | None = Field(description="预计还要等几分钟；为空时说不准，或者今天可能叫不到")
    windows: list[int] = Field(description="现在办理这一类业务的窗口")
    window: int | None = Field(description="所在的窗口")
    taken_at: datetime
    called_at: datetime | None
    times_called: int
    matters: int = Field(description="这次来办了几件事")
    finished_at: datetime | None
    periods: list[Period]


class QueueLine(Answer):
    """业务类别：等候人数和办理它的窗口。"""

    letter: str
    name: str
    is_open: bool
    waiting: int
    windows: list[int]
    expected_minutes: int | None = Field(description="现在来取号，预计等几分钟；为空时说不准，或者今天可能叫不到")


class QueueWindow(Answer):
    """窗口：mode 为 all 全部业务、lines 指定业务（按次序）、closed 不叫号；ticket 为手上的号。"""

    id: UUID
    number: int
    name: str
    mode: str
    lines: list[str]
    is_paused: bool
    ticket: str | None


class Queue(Answer):
    """大厅的排队情况。"""

    lines: list[QueueLine]
    windows: list[QueueWindow]
