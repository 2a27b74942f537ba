"""The facts and the centre that the tests of papers share."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from yimen.office.actor import Actor
from yimen.office.models import Centre, Division
from yimen.papers import issuing
from yimen.papers.kinds import (
    ACCEPTANCE,
    COMPLETION,
    KINDS,
    RESULT,
    AcceptanceData,
    CompletionData,
    Issuer,
    MaterialLine,
    Matter,
    PaperData,
    Proof,
    ResultData,
)
from yimen.papers.models import Paper

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # Monday 2 March 2026, 09:30 in the office
LATER = datetime(2026, 3, 2, 1, 31, tzinfo=UTC)
CASE = UUID("0195b5a0-0000-7000-8000-000000000001")
ENTRY = UUID("0195b5a0-0000-7000-8000-000000000002")
WANG = "王秀英"
ROOT = "DY:1:123:" + "9f86d081884c7d65" * 4

ISSUER = Issuer(
    body="顶山街道办事处",
    centre="顶山街道社区事务受理服务中心",
    telephone="025-5888 0001",
    complaint_telephone="12345",
    demonstration=True,
)
MATTER = Matter("DY26-000123", "MZ-01", "农村居民最低生活保障", WANG, "居民身份证 **************1234")
PROOF = Proof("http://127.0.0.1:8000/progress/aaaaaaaaaaaaaaaaaaaaaaaaaa/", "http://127.0.0.1:8000/progress/")

ACCEPTED = AcceptanceData(
    issuer=ISSUER,
    matter=MATTER,
    proof=PROOF,
    received_on=date(2026, 3, 2),
    accepted_on=date(2026, 3, 2),
    materials=(MaterialLine("户主书面申请", 1), MaterialLine("居民户口簿", 1, 1, "inspect")),
    promised="30个工作日",
    due_on=date(2026, 4, 15),
    provisional=False,
    answerable="李明（民政科）",
    clerk="林晓",
)
INCOMPLETE = CompletionData(
    issuer=ISSUER,
    matter=MATTER,
    proof=PROOF,
    applied_on=date(2026, 3, 2),
    needed=("户主书面申请（原件1份）",),
    answer_by=date(2026, 3, 16),
    clerk="林晓",
)
GRANTED = ResultData(
    issuer=ISSUER,
    matter=MATTER,
    proof=PROOF,
    decision="granted",
    accepted_on=date(2026, 3, 2),
    decided_on=date(2026, 4, 10),
    result_name="农村居民最低生活保障证",
    clerk="林晓",
    collect=("农村居民最低生活保障证",),
    collect_at="办结回复窗口",
    collect_by=date(2026, 4, 24),
)
REFUSED = replace(
    GRANTED,
    decision="refused",
    reasons=("家庭人均收入高于现行标准。",),
    review_body="浦口区人民政府",
    court="南京铁路运输法院",
    collect=(),
)
ALL: dict[str, PaperData] = {ACCEPTANCE: ACCEPTED, COMPLETION: INCOMPLETE, RESULT: GRANTED}


def centre(code: str = "DY") -> Centre:
    """A hall with its division, written."""
    division = Division.objects.create(name="顶山街道", level="town")
    return Centre.objects.create(code=code, kind="hall", name=ISSUER.centre, short_name="顶山中心", division=division)


def issued(kind: str, home: Centre, data: PaperData | None = None, serial: int = 123) -> Paper:
    """A numbered paper, written and not yet set."""
    paper = issuing.prepare(
        kind,
        centre_id=home.pk,
        subject=("cases.case", CASE),
        data=data or ALL[kind],
        entry_id=ENTRY,
        at=AT,
    )
    issuing.give_number(paper, f"{home.code}26-{KINDS[kind].letter}{serial:06d}")
    paper.save(force_insert=True)
    return paper


def clerk_of(home: Centre) -> Actor:
    """A member of staff in a post of this centre."""
    return Actor("staff", uuid4(), "林晓", centre_id=home.pk)
