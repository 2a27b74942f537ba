"""Guides for the tests: the printed page put together from the catalogue's files, and the ways to read one."""

from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from tests.catalogue.cast import ELEMENTS, FOLDER
from tests.catalogue.printed import PAGE
from yimen.catalogue.prose.files import read
from yimen.catalogue.prose.guide import Understood, as_plain, understand
from yimen.catalogue.reading import read as read_item

GUIDES = Path(__file__).parent / "guides"
BEFORE = """便民服务中心服务指南
为方便群众办事,现就建设方案制定如下:
一、指导思想
坚持以人为本,其审批依据、办事内容、申报材料、办事程序、承诺时限及收费标准等均应向群众公布。
二、主要职责
(一)受理各类事项,能即办的要即办,不能即办的明确承诺办理时限,并限时办结。
1.办公场地:有固定的办公用房。2.办公用具:配置电脑、电话等必要的办公设备。"""
AFTER = """为进一步探索为民服务的措施和方法,提高办事效率,\
强化服务功能,最大限度地为群众提供优质高效的服务,村里筹备组建了便民服务中心,于次年九月正式投入使用。\
便民服务中心设在村部办公楼一楼,使用面积约两百平方米,服务窗口八个,一周五天工作,双休日全天实行值班制。
服务宗旨:便民、规范、廉洁、高效。
服务方式:一个中心对外、一个窗口受理、一条龙服务、一站式办结
1、便民服务中心简介 2、服务事项
3、申报材料中的规范性样本 4、受理通知书、退回通知书等"""


@cache
def page() -> str:
    """The printed page: sections and items in their order, with prose around them as a county's page has it."""
    printed = {item.content.code: item.content.printed for item in map(_item, FOLDER.glob("*.yaml"))}
    lines = chain.from_iterable(printed[code].strip().split("\n") for code in PAGE)
    seen: list[str] = []
    for line in lines:
        if line not in seen or not line.endswith("窗口"):
            seen.append(line)
    return "\n".join([BEFORE, *seen, AFTER])


def _item(path: Path) -> Any:
    return read_item(path.read_text("utf-8"), file=path.name, dictionary=ELEMENTS)


def understood(content: str | bytes, name: str = "guide.txt") -> Understood:
    """A guide read as a file with these bytes would be."""
    return understand(read(content.encode() if isinstance(content, str) else content, name))


def plain(content: str | bytes, name: str = "guide.txt") -> dict[str, Any]:
    """The same as `import_guide --json` prints it."""
    return as_plain(understood(content, name))


def items(content: str | bytes, name: str = "guide.txt") -> list[dict[str, Any]]:
    """Its items."""
    found: list[dict[str, Any]] = plain(content, name)["items"]
    return found


def one(content: str | bytes, name: str = "guide.txt") -> dict[str, Any]:
    """Its only item."""
    [item] = items(content, name)
    return item


def told(content: str | bytes, name: str = "guide.txt") -> list[str]:
    """What of it was not understood."""
    return [unclear["text"] for unclear in plain(content, name)["not_understood"]]
