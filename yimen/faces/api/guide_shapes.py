"""What is answered to who asks what to do: the item's answer to a situation, bundles, and what is done elsewhere."""

from typing import Literal

from pydantic import ConfigDict, Field

from yimen.faces.api.answers import Answer, FormField


class Needed(Answer):
    """这种情形要带的一样材料；hangs_on 非空：要看这些表单项的回答，才知道要不要带。"""

    key: str
    name: str
    originals: int
    copies: int
    keep_or_inspect: str
    size: str
    note: str
    hangs_on: list[str]


class Situation(Answer):
    """事项对这些回答怎么说：预先判断，不是决定；没有可以判断的条件时 may 只表示没有发现不符合。"""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "item": "MZ-20", "number": 1, "may": "depends_on", "may_words": "还不能确定，要看下面的条件。",
                "met": [], "because": [], "depends_on": ["儿童未满十八周岁"], "conditions": ["未满十八周岁"],
                "variants": [],
                "bring": [{"key": "form", "name": "申请表", "originals": 1, "copies": 0, "keep_or_inspect": "keep",
                           "size": "", "note": "", "hangs_on": []}],
                "perhaps": [{"key": "diagnosis", "name": "疾病诊断证明", "originals": 1, "copies": 0,
                             "keep_or_inspect": "keep", "size": "", "note": "", "hangs_on": ["trouble"]}],
                "questions": [{"key": "under_18", "name": "是否未满十八周岁", "kind": "yes_no", "required": False,
                               "choices": [], "note": ""}],
            }
        }
    )  # fmt: skip

    item: str
    number: int = Field(description="版本号")
    may: Literal["may", "may_not", "depends_on"]
    may_words: str
    met: list[str] = Field(description="问到的、符合的条件")
    because: list[str] = Field(description="不能办的原因")
    depends_on: list[str] = Field(description="还要看的条件")
    conditions: list[str] = Field(description="指南所印的申报条件，供人对照：不是每一条都能预先判断")
    variants: list[str] = Field(description="可能属于的情形的 key")
    bring: list[Needed] = Field(description="要带的材料")
    perhaps: list[Needed] = Field(description="还不能确定要不要带的材料")
    questions: list[FormField] = Field(description="接下来该问的表单项；空：都清楚了")


class Part(Answer):
    """一件事里的一个事项；when：谁要办，空：都要办。"""

    code: str
    when: str


class Bundle(Answer):
    """一件事：几个事项和不在这里办的事（elsewhere，编码）。"""

    code: str
    name: str
    also: list[str]
    words: str
    parts: list[Part]
    elsewhere: list[str]
    to_confirm: bool = Field(description="演示数据，启用前须由本单位核对")


class Bundles(Answer):
    """全部一件事，按编码；有 q 时最相符的在前。"""

    bundles: list[Bundle]


class Elsewhere(Answer):
    """这里不办：谁办、在哪里、电话、时间、带什么。"""

    code: str
    name: str
    also: list[str]
    body: str
    address: str
    telephone: str
    hours: str
    bring: str
    to_confirm: bool = Field(description="演示数据，启用前须由本单位核对")


class ElsewhereList(Answer):
    """全部不在这里办的事，按编码；有 q 时最相符的在前。"""

    elsewhere: list[Elsewhere]
