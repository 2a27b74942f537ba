"""What is answered of the dictionary, as schemas."""

from pydantic import ConfigDict, Field

from yimen.faces.api.answers import Answer


class Element(Answer):
    """数据元：申请表里要填的一项信息。"""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "example": {
                "key": "account", "name": "收款账号", "also": ["银行账号"], "kind": "text", "choices": [],
                "note": "本人社保卡或者银行卡账号", "checked": "bank_account", "known": None, "sensitivity": "sensitive",
                "purpose": "把补贴、报销款发到本人账户",
                "basis": "《中华人民共和国个人信息保护法》第十三条第一款第三项、第二十八条", "retention_years": 10,
                "standard": "", "to_confirm": True,
            }
        },
    )  # fmt: skip

    key: str
    name: str
    also: list[str] = Field(description="又叫")
    kind: str
    choices: list[str]
    note: str
    checked: str | None = Field(description="怎样核对，如 phone、bank_account；空的只看种类")
    known: str | None = Field(description="取自申请人的登记信息：空着就从登记信息取，如 phone")
    sensitivity: str = Field(description="general 一般信息、personal 个人信息、sensitive 敏感个人信息")
    purpose: str = Field(description="为什么填")
    basis: str = Field(description="依据什么可以要求填")
    retention_years: int = Field(description="保存几年；0 为没有载明")
    standard: str
    to_confirm: bool = Field(description="演示数据，启用前须由本单位核对")


class Elements(Answer):
    """全部数据元。"""

    elements: list[Element]
