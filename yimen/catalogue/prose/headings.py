"""Which lines head an item or a section of items, and what the name in them is. Pure."""

import re

from yimen.catalogue.prose.outline import marker
from yimen.catalogue.prose.source import Run

_SENTENCE = re.compile(r"[。;!?:→]|[,、].*[,、].*[,、]|\t")
_WINDOW = re.compile(r"(?:服务)?窗口(?:[(][^()]{1,12}[)])?$|^[\[]?[0-9一二三四五六七八九十]{1,3}号窗口")
_SECTION_TAIL = re.compile(
    r"(?:综合)?(?:服务)?窗口(?:[(][^()]{1,12}[)])?$|类(?:服务|审批)?(?:事项)?$|(?:业务|服务|办理"
    r"|审批)?事项(?:[(][^()]{1,12}[)])?$|业务(?:办理)?$|条线$|领域$|版块$|板块$"
)
_GUIDE = re.compile(
    r"(?:的)?(?:办事|服务|办理|申办|申请|申报|业务|审批|便民)*(?:指南|须知|告知单|一次性告知书?|一次性告知单"
    r"|明白卡|明白纸)$"
)
_LEAD = re.compile(r"(?:办事|服务|办理)指南\s*[—:·之-]+\s*(?=\S{2,})")
_COLLECTION = re.compile(r"指南|手册|汇编|目录|一览|清单|大全|通知|方案|意见|公告|说明$|须知|附件|告知单|公开栏")
_NOBODY = re.compile(r"^(?:.{0,12}(?:中心|大厅|服务站|政府|办事处|委员会|便民服务室))?$")
LONGEST = 45


def is_heading(run: Run) -> bool:
    """Whether a line could be a name: short, no sentence, at least two characters of words."""
    body = bare(run).folded
    letters = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", body)
    if not 2 <= len(letters) <= LONGEST or _SENTENCE.search(body.rstrip(":")):
        return False
    return bool(re.search("[\u4e00-\u9fff]{2}", body)) and not re.fullmatch(r"[\d年月日\s./-]+", body)


def is_window(run: Run) -> bool:
    """Whether a line names a window: 民政窗口."""
    return is_heading(run) and bool(_WINDOW.search(bare(run).folded))


def is_collection(run: Run) -> bool:
    """Whether a line is the title of the whole rather than a section of it."""
    return bool(_COLLECTION.search(bare(run).folded))


def bare(run: Run) -> Run:
    """A heading without number, brackets and closing colon."""
    numbered = marker(run)
    body = (run[numbered.end :] if numbered else run).strip(":。")
    if re.fullmatch(r"\[[^\[\]]+\]", body.folded):
        body = body[1:-1]
    if re.fullmatch(r"《[^《》]+》", body.folded):
        body = body[1:-1]
    return body.strip(":")


def name(run: Run) -> str:
    """The item's name in its heading; "" where the heading only names a place."""
    body = bare(run)
    if lead := _LEAD.match(body.folded):
        body = body[lead.end() :]
    if guide := _GUIDE.search(body.folded):
        body = body[: guide.start()].strip()
        if re.fullmatch(r"《[^《》]+》|“[^“”]+”", body.folded):
            body = body[1:-1]
    return "" if _NOBODY.match(body.folded) and not re.search("办理|审批|申请", body.folded) else body.plain()


def department(run: Run) -> str:
    """The department a section is named for: 民政窗口 is 民政."""
    body = bare(run)
    if tail := _SECTION_TAIL.search(body.folded):
        body = body[: tail.start()] if tail.start() else body
    return body.plain()
