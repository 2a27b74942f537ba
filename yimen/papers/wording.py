"""The sentences of each paper, from its facts: what the template sets, word for word. Pure.

Papers are written in the law's language and kept as handed out, so their sentences are not translated.
"""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import segno

from yimen.papers import wording_course, wording_intake, wording_outcome
from yimen.papers.kinds import (
    ACCEPTANCE,
    COMPLETION,
    DELIVERY,
    EXTENSION,
    JOINT,
    KINDS,
    NOTICE,
    RECEIPT,
    REFUSAL,
    RESULT,
    RETURNED,
    SPECIAL,
    TRANSFER,
    Issuer,
    PaperData,
    Proof,
    ReturnedData,
)
from yimen.papers.phrases import ORDINALS, Sheet, plain_day

QR_MASK = 3
WRITES: dict[str, Callable[[Any], Sheet]] = {
    RECEIPT: wording_intake.receipt,
    ACCEPTANCE: wording_intake.acceptance,
    COMPLETION: wording_intake.completion,
    REFUSAL: wording_intake.refusal,
    JOINT: wording_intake.joint,
    EXTENSION: wording_course.extension,
    SPECIAL: wording_course.special,
    NOTICE: wording_course.notice,
    RESULT: wording_outcome.result,
    RETURNED: wording_outcome.returned,
    DELIVERY: wording_outcome.delivery,
    TRANSFER: wording_intake.transfer,
}
BY_THE_CENTRE = {
    RECEIPT,
    COMPLETION,
    RETURNED,
    JOINT,
    TRANSFER,
}  # as the printed forms say: signed where it was received


def sheet(kind: str, facts: PaperData, *, number: str, issued_on: date, root: str) -> Sheet:
    """Everything the template of `kind` sets, as JSON values: nothing is left for the template to decide.

    `root` is "centre:epoch:number:hash" of the journal's entry, empty where there is none.
    """
    common = _common(kind, facts.issuer, facts.proof) | _signed(kind, facts)
    common |= {"number": number, "issued_on": plain_day(issued_on), "root": root}
    common |= {"qr": qr(_address(facts.proof, root))}
    return common | WRITES[kind](facts)


def qr(text: str) -> str:
    """A QR code as SVG with its quiet zone; level M, so that a folded or stained paper is still read."""
    # Any mask is readable; choosing the evenest of the eight takes longer than setting the whole paper.
    code = segno.make(text, error="m", mask=QR_MASK, micro=False, boost_error=False)
    drawing = BytesIO()
    code.save(drawing, kind="svg", border=4, xmldecl=False)
    return drawing.getvalue().decode()


def _common(kind: str, issuer: Issuer, proof: Proof) -> Sheet:
    keepers = KINDS[kind].keepers
    contact = [issuer.centre, issuer.address, issuer.hours]
    phones = [("咨询电话", issuer.telephone), ("监督投诉电话", issuer.complaint_telephone)]
    return {
        "name": KINDS[kind].name,
        "title": KINDS[kind].name,
        "body": issuer.body,
        "centre": issuer.centre,
        "copies": [{"mark": f"第{ORDINALS[n]}联", "keeper": keeper} for n, keeper in enumerate(keepers)],
        "seal_label": issuer.seal_label,
        "demonstration": issuer.demonstration,
        "contact": "　".join(part for part in contact if part),
        "phones": "　".join(f"{label}：{value}" for label, value in phones if value),
        "lookup": _lookup(proof),
        "proving": _proving(proof),
    }


def _signed(kind: str, facts: PaperData) -> Sheet:
    """The body responsible in law signs and seals what it decides (D10); what is only received, the centre."""
    issuer = facts.issuer
    decided = isinstance(facts, ReturnedData) and facts.why in ("examined", "terminated")
    signer = issuer.centre if kind in BY_THE_CENTRE and not decided else issuer.body
    return {"above": signer, "signer": signer, "seal_name": issuer.seal_name or signer}


def _address(proof: Proof, root: str) -> str:
    return f"{proof.link}?root={root}" if root else proof.link


def _lookup(proof: Proof) -> str:
    by_number = f"或登录 {proof.lookup}，" if proof.lookup else "或向窗口"
    return f"扫码查询办理进度；{by_number}凭办件编号和证件号码（或手机号码）后四位查询。"


def _proving(proof: Proof) -> list[str]:
    """How to ask and how to check without a telephone that reads QR codes."""
    asked = f"查询进度：{proof.lookup}（凭办件编号和证件号码或手机号码后四位）"
    checked = f"核验文书：{proof.verify}（凭文书编号和证件号码或手机号码后四位）"
    return [words for words, address in ((asked, proof.lookup), (checked, proof.verify)) if address]
