"""What is sent and answered about bookings, as schemas: persons only masked."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from yimen.faces.api.answers import Answer
from yimen.faces.api.schemas import Body

_Short = Annotated[str, StringConstraints(max_length=60)]


class Book(Body):
    """预约。"""

    line: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]$")] = Field(description="业务类别的字母，见 /queue")
    starts_at: AwareDatetime = Field(description="时段的开始，见 /lines/{letter}/slots")
    name: _Short = Field(description="谁来办")
    phone: _Short = Field(description="手机号码，或带区号的固定电话")
    channel: Literal["telephone", "desk", "api"] = Field("api", description="电话、现场、接口")


class MoveBooking(Body):
    """改约。"""

    starts_at: AwareDatetime = Field(description="新时段的开始")


class CancelBooking(Body):
    """取消预约：无须填写内容，发送 {}。"""


class Arrive(Body):
    """预约到场。"""

    code: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        description="6位预约码，或预约二维码的内容"
    )


class Slot(Answer):
    """一个时段：能约几位，已约几位，还余几位。"""

    starts_at: datetime
    ends_at: datetime
    places: int
    booked: int
    free: int


class Slots(Answer):
    """一类业务可以预约的时段。"""

    line: str
    line_name: str
    slots: list[Slot]


class Booking(Answer):
    """预约：姓名和电话遮盖，到期清除以后为空。"""

    id: UUID
    line: str
    line_name: str
    starts_at: datetime
    ends_at: datetime
    state: str = Field(description="booked 已预约、came 已到场、no_show 爽约、cancelled 已取消")
    state_words: str
    channel: str
    name: str
    phone: str
    ticket: str | None = Field(description="到场取的号")


class Bookings(Answer):
    """一天的预约。"""

    bookings: list[Booking]


class BookingDone(Answer):
    """已办：预约的编号、预约码、所办的事、地址。重发得到同样的内容。"""

    id: UUID
    code: str
    act: str
    url: str


class ArrivalDone(Answer):
    """已取号：排队号的编号和地址。"""

    id: UUID
    act: str
    url: str


class VisitingOffice(Answer):
    """定期来办公的单位：line 非空时，这类业务只在它来的日子取号和预约。"""

    office: str
    centre: str = Field(description="中心编码")
    centre_name: str
    place: str
    line: str | None
    days: str = Field(description="哪些日子，给人看")
    opens: str
    closes: str
    next_days: list[date] = Field(description="最近的几天")


class VisitingOffices(Answer):
    """驻点窗口。"""

    offices: list[VisitingOffice]
