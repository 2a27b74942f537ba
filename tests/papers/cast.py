"""The facts and the centre that the tests of papers share."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from yimen.office.actor import Actor
from yimen.office.models import Centre, Division
from yimen.papers import issuing
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
    AcceptanceData,
    CompletionData,
    DeliveredLine,
    DeliveryData,
    ExtensionData,
    Issuer,
    JointData,
    JointPart,
    MaterialLine,
    Matter,
    NoticeData,
    PaperData,
    Proof,
    ReceiptData,
    RefusalData,
    ResultData,
    ReturnedData,
    SpecialData,
    TransferData,
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
PROOF = Proof(
    "http://127.0.0.1:8000/progress/aaaaaaaaaaaaaaaaaaaaaaaaaa/",
    "http://127.0.0.1:8000/progress/",
    "http://127.0.0.1:8000/verify/",
)

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
_COMMON: Any = {"issuer": ISSUER, "matter": MATTER, "proof": PROOF, "clerk": "林晓"}
_REMEDIES: Any = {"review_body": "浦口区人民政府", "court": "南京铁路运输法院"}
RECEIVED = ReceiptData(
    **_COMMON,
    received_on=date(2026, 3, 2),
    materials=ACCEPTED.materials,
    answer_by=date(2026, 3, 9),
    window="3号窗口",
)
BROUGHT = TransferData(
    **_COMMON,
    place="桥林街道步月村便民服务室",
    received_on=date(2026, 3, 2),
    brought_by="关大勇",
    handed_on=date(2026, 3, 3),
    time="09:20",
    materials=ACCEPTED.materials,
    lacking=("户口簿",),
    window="3号窗口",
)
NOT_TAKEN = RefusalData(
    **_COMMON,
    **_REMEDIES,
    applied_on=date(2026, 3, 2),
    reason="申请事项依法不属于本机关职权范围。",
    explanation="你的户籍地在桥林街道。",
    basis=("《社会救助暂行办法》第十一条",),
    redirect="桥林街道办事处",
    redirect_at="步月路1号，025-5888 0099",
)
SENT_BACK = ReturnedData(
    **_COMMON,
    **_REMEDIES,
    why="examined",
    applied_on=date(2026, 3, 2),
    reasons=("家庭财产超过规定标准。",),
    given_back=("居民户口簿",),
)
LENGTHENED = ExtensionData(
    **_COMMON,
    **_REMEDIES,
    accepted_on=date(2026, 3, 2),
    old_due_on=date(2026, 4, 15),
    added="10个工作日",
    new_due_on=date(2026, 4, 29),
    provisional=False,
    reasons=("需要向外省核对家庭财产。",),
    consented_by="王建国（副主任）",
    consented_on=date(2026, 4, 13),
)
PROCEDURE = SpecialData(
    **_COMMON,
    procedure="公示",
    term="7日",
    from_on=date(2026, 3, 20),
    planned_end_on=date(2026, 3, 27),
    due_before_on=date(2026, 4, 15),
)
HANDED_OVER = DeliveryData(
    **_COMMON,
    delivered=(
        DeliveredLine("农村居民最低生活保障证", "NJ-2026-0088"),
        DeliveredLine("办理结果通知书", "DY26-J000123"),
    ),
    way="village",
    delivered_on=date(2026, 4, 14),
    time="14:05",
    place="大云村便民服务中心",
    received_by="王建军",
    receiver_document="居民身份证 **************5678",
    relation="儿子",
    instead_reason="申请人行动不便。",
)
TOGETHER = JointData(
    **_COMMON,
    parts=(
        JointPart("建设工程规划许可", "规划和自然资源局", "DY26-000123", "20个工作日"),
        JointPart("建筑工程施工许可", "住房和城乡建设局", "DY26-000124", "7个工作日"),
        JointPart("公众聚集场所消防安全检查", "消防救援大队", "DY26-000125", "10个工作日"),
    ),
    received_on=date(2026, 3, 2),
    windows=("规划", "住建", "消防"),
    joint_from_on=date(2026, 3, 2),
    joint_days=5,
    approval_from_on=date(2026, 3, 9),
    approval_days=20,
    due_on=date(2026, 4, 7),
    provisional=False,
)
CHANGED = NoticeData(
    **_COMMON,
    what="hand_over",
    before="李明（民政科）",
    after="陈静（民政科）",
    effective_on=date(2026, 3, 10),
    reasons=("李明调离本岗位。",),
)
ALL: dict[str, PaperData] = {
    ACCEPTANCE: ACCEPTED,
    COMPLETION: INCOMPLETE,
    RESULT: GRANTED,
    RECEIPT: RECEIVED,
    REFUSAL: NOT_TAKEN,
    RETURNED: SENT_BACK,
    EXTENSION: LENGTHENED,
    SPECIAL: PROCEDURE,
    DELIVERY: HANDED_OVER,
    JOINT: TOGETHER,
    NOTICE: CHANGED,
    TRANSFER: BROUGHT,
}


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
