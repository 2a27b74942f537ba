"""What editors send and are answered about the versions of an item, as schemas."""

from datetime import date
from typing import Any

from pydantic import Field, StrictInt

from yimen.faces.api.answers import Answer
from yimen.faces.api.schemas import Body, Short

_EXAMPLE = {
    "code": "GH-03", "name": "困难职工帮扶", "line": "工会", "kind": "行政给付", "object": "自然人",
    "conditions": ["因患重病、子女上学、意外灾害致困"], "basis": ["《中华人民共和国工会法》"], "body": "县总工会",
    "telephone": "12351", "promised": "20 working days", "seat": "place",
    "materials": [{"key": "form", "name": "申请表"}, {"key": "id_card", "name": "身份证", "keep": "inspect"}],
    "steps": [{"key": "town_household_visit", "name": "街道总工会入户核实", "kind": "household_visit", "level": "town"}],
}  # fmt: skip


class WriteDraft(Body):
    """一版草稿：after 是据以改写的那一版，新事项为0；content 是事项的全部内容，和目录文件（.yaml）的写法相同。"""

    after: StrictInt = Field(ge=0, le=100_000, description="据以改写的一版的版号；新事项为0")
    content: dict[str, Any] = Field(
        description="事项的全部内容，各项和目录文件相同；不写 state、from", examples=[_EXAMPLE]
    )


class SendToReview(Body):
    """送审：没有别的要填。"""


class ReturnDraft(Body):
    """退回修改。"""

    reason: str = Field(max_length=200, description="要改什么，4至200个字")


class Publish(Body):
    """发布：自这一天起施行；新的事项要写联席会议纪要的文号。"""

    from_on: date = Field(description="今天或以后")
    minute: Short = Field("", description="联席会议纪要的文号，新的事项必填")


class Retire(Body):
    """取消：自这一天起不再施行；还没有发布的写今天。"""

    from_on: date = Field(description="今天或以后")


class Version(Answer):
    """一版：版号、状态、自哪天起。"""

    number: int
    state: str = Field(description="draft 草稿、review 审核中、published 已发布、retired 已取消")
    from_on: date
    digest: str = Field(description="内容的摘要，内容相同的摘要相同")


class Versions(Answer):
    """一个事项的各版，新的在前。"""

    versions: list[Version]


class Found(Answer):
    """检查意见：规则、轻重、哪一项、原文、问题、改法。"""

    rule: str
    severity: str
    place: str
    text: str
    says: str
    proposal: str


class WholeVersion(Version):
    """一版的全部内容和检查意见；改写时把 content 改好，连同版号（after）发回。"""

    content: dict[str, Any]
    findings: list[Found]


class VersionDone(Answer):
    """已办：事项编码、版号、所办的事、地址。重发得到同样的内容。"""

    item: str
    number: int
    act: str
    url: str
