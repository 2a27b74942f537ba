"""What is wrong with a field, in Chinese: pydantic's kinds of error as sentences that say what and how."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Sentence

_WORDS: dict[str, Sentence] = {
    "missing": _("缺少“%(name)s”，请补上。"),
    "extra_forbidden": _("没有“%(name)s”这一项，请删除或核对拼写。"),
    "string_type": _("“%(name)s”应为文字。"),
    "string_too_short": _("“%(name)s”至少%(min_length)s个字。"),
    "string_too_long": _("“%(name)s”最多%(max_length)s个字。"),
    "string_pattern_mismatch": _("“%(name)s”的格式不对。"),
    "string_unicode": _("“%(name)s”含有无效字符，请删除后重试。"),
    "control_character": _("“%(name)s”含有换行或其他不可见的控制字符，请删除后重试。"),
    "literal_error": _("“%(name)s”只能是：%(expected)s。"),
    "list_type": _("“%(name)s”应为列表。"),
    "too_long": _("“%(name)s”最多%(max_length)s项。"),
    "dict_type": _("“%(name)s”应为对象。"),
    "model_type": _("“%(name)s”应为 JSON 对象。"),
    "model_attributes_type": _("“%(name)s”应为 JSON 对象。"),
    "uuid_parsing": _("“%(name)s”不是有效的编号。"),
    "uuid_type": _("“%(name)s”不是有效的编号。"),
    "page_unknown": _("“%(name)s”请照抄上一页 next 的值。"),
}
_OTHERWISE = _("“%(name)s”不符合要求，请对照接口说明改正。")
_WHOLE = _("请求体")


def of(errors: Iterable[dict[str, Any]]) -> dict[str, Sentence]:
    """The sentence of each field, by its dotted name; "" is the whole body. Of several about one field the first."""
    told: dict[str, Sentence] = {}
    for error in errors:
        field = _field(error["loc"])
        told.setdefault(field, _sentence(error, field))
    return told


def _field(place: tuple[Any, ...]) -> str:
    """("body", "body", "applicant", "name") is applicant.name; ("query", "after") is after."""
    inner = place[2:] if place[0] == "body" else place[1:]
    return ".".join(_plain(part) for part in inner)


def _plain(part: Any) -> str:
    """A name that came from outside, shortened, without what cannot be printed."""
    return "".join(one for one in str(part)[:40] if one.isprintable())


def _sentence(error: dict[str, Any], field: str) -> str:
    context = {key: value for key, value in error.get("ctx", {}).items() if isinstance(value, (str, int))}
    words = str(_WORDS.get(error["type"], _OTHERWISE))
    return words % {**context, "name": field or str(_WHOLE)}
