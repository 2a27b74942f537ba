"""Invented items for the tests: side-by-side steps, deemed acceptance, variants, both ways after a completion."""

from datetime import datetime

from tests.town import Cast
from yimen.catalogue import claiming, definitions, loading
from yimen.catalogue.models import Item
from yimen.demonstration.town import BEGAN

# Two steps side by side before the decision, two with it, two after it; the clock goes on after a completion.
PARALLEL = """
code: PX-01
name: 并行试验事项
state: published
from: 2026-01-01
line: 民政
promised: 20 working days
statutory: 40 working days
seat: household
completion: resume
completion_in_process: true
materials:
  - {key: application, name: 申请书}
  - {key: photo, name: 照片, necessity: optional}
steps:
  - {key: visit, name: 入户调查, kind: household_visit, level: village, stage: 1, limit: 5 working days}
  - {key: examine, name: 街道审查, kind: review, level: town, stage: 1}
  - {key: income, name: 收入核对, kind: income_check, level: town, stage: 2}
  - {key: approve, name: 县局审批, kind: approval, level: county, stage: 2, decides: true}
  - {key: make, name: 制证, kind: certificate, phase: after, level: town, stage: 1, limit: 3 working days}
  - {key: list, name: 发放名册, kind: payment_list, phase: after, level: county, stage: 1}
  - {key: hand, name: 发放, kind: hand_out, phase: after, level: village, stage: 2}
as_printed: 测试用事项
printed: 测试用事项
"""
# Deemed accepted after five working days, two variants, a notice in one of them; the clock begins anew.
DEEMED = """
code: YX-01
name: 许可试验事项
state: published
from: 2026-01-01
line: 民政
promised: 10 working days
seat: household
deemed_acceptance: true
completion_in_process: true
special:
  - {kind: hearing, name: 听证, limit: 20 working days}
variants:
  - {key: plain, name: 一般}
  - {key: noticed, name: 须公示}
materials:
  - {key: application, name: 申请书}
  - {key: map, name: 四邻图, variants: [noticed]}
  - {key: note, name: 说明, necessity: optional}
steps:
  - {key: check, name: 初审, kind: check, level: town}
  - {key: notice, name: 公示, kind: public_notice, level: village, term: 3 calendar days, variants: [noticed]}
  - {key: approve, name: 审批, kind: approval, level: county, decides: true}
as_printed: 测试用事项
printed: 测试用事项
"""
# Nobody at the hall handles livestock: the decision falls to the supervisor, who may also accept.
SUPERVISED = """
code: XM-01
name: 畜牧试验事项
state: published
from: 2026-01-01
line: 畜牧
promised: 5 working days
seat: household
steps:
  - {key: approve, name: 审批, kind: approval, level: town, decides: true}
as_printed: 测试用事项
printed: 测试用事项
"""

# An appraisal whose time does not count, a hearing that may stop the clock, the leader before a refusal, a form.
SPECIAL = """
code: TX-01
name: 特别程序试验事项
state: published
from: 2026-01-01
line: 民政
basis: [《试验条例》第一条]
promised: 20 working days
seat: household
refusal_needs_leader: true
special:
  - {kind: hearing, name: 听证, limit: 20 working days}
form:
  - {key: household, name: 家庭人口, kind: number}
  - {key: note, name: 备注, required: false}
materials:
  - {key: application, name: 申请书}
  - {key: photo, name: 照片, necessity: optional}
steps:
  - {key: check, name: 初审, kind: check, level: town}
  - {key: appraise, name: 鉴定, kind: appraisal, level: county, limit: 10 working days, counts: false, basis: 许可法第45条}
  - {key: approve, name: 审批, kind: approval, level: county, decides: true}
as_printed: 测试用事项
printed: 测试用事项
"""


def load(cast: Cast, at: datetime, **texts: str) -> None:
    """Load items by text and let the hall offer them."""
    loading.load_texts({f"{name}.yaml": text for name, text in texts.items()}, by=cast.editor, at=at)
    claiming.claim(Item.objects.filter(claims__isnull=True), centre=cast.hall, from_on=BEGAN, by=cast.editor, at=at)


def invented(cast: Cast) -> None:
    """All of them, since the beginning."""
    load(cast, cast.clock.at(1, 5), px=PARALLEL, yx=DEEMED, ly=SUPERVISED, tx=SPECIAL)


def changed(text: str, *, code: str, **lines: str) -> str:
    """An item's text under another code, with further top-level lines: `changed(PARALLEL, code="PX-02", line="…")`."""
    kept = [one for one in text.splitlines() if one.partition(":")[0] not in {"code", *lines}]
    return "\n".join([f"code: {code}", *(f"{key}: {value}" for key, value in lines.items()), *kept])


def definition(cast: Cast, code: str) -> definitions.Definition:
    """The item in force on 2 March 2026."""
    return cast.item(code)
