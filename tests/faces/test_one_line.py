"""Fields of one line: what is pasted with tabs becomes one line, what nobody can see is refused, what was typed stays."""

import pytest
from django.core.exceptions import ValidationError

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.cases import intake
from yimen.cases.models import Application, Case
from yimen.faces.shared.now import now
from yimen.faces.shared.words import LineField
from yimen.journal import canon, source
from yimen.journal.models import Fact
from yimen.registry.models import Person


@pytest.fixture
def case(cast: Cast) -> Case:
    """Received today at the window."""
    source.unseed()
    at = now()
    return intake.receive(cast.handed(at, given=False), by=cast.window, at=at)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("改由\t儿子申请", "改由 儿子申请"),
        (" 改由 \r\n 儿子申请\n", "改由 儿子申请"),
        ("改由\u2028儿子\x85申请", "改由 儿子 申请"),
        ("改由  儿子申请", "改由  儿子申请"),
        ("", ""),
    ],
)
def test_breaks_become_a_space_and_all_else_stays(typed: str, text: str):
    assert LineField(required=False).clean(typed) == text


@pytest.mark.parametrize("number", [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029])
def test_every_character_that_the_journal_refuses_is_broken_to_a_space_or_refused(number: int):
    try:
        text = LineField().clean(f"甲{chr(number)}乙")
    except ValidationError as refused:
        assert refused.messages == ["含有看不见的控制字符，请删除后重新输入。"]
    else:
        assert canon.line(text) == '"甲 乙"'


def test_a_tab_pasted_into_a_reason_is_a_space(case: Case, cast: Cast):
    page = {"withdraw-key": "k", "withdraw-reason": "申请人\t改由儿子申请"}
    answer = signed_in(cast, "window").post(f"/counter/cases/{case.number}/withdraw/", page)

    assert answer.status_code == 302
    assert Fact.objects.get(name="reason").value == "申请人 改由儿子申请"


@pytest.mark.parametrize("act", ["withdraw-reason", "ask_completion-remark", "refuse_intake-reason"])
def test_what_cannot_be_seen_is_refused_and_what_was_typed_stays(case: Case, cast: Cast, act: str):
    word, _dash, _field = act.partition("-")
    page = {f"{word}-key": "k", act: "户口簿\x07缺页", f"{word}-code": "other"}
    answer = signed_in(cast, "window").post(f"/counter/cases/{case.number}/{word}/", page)

    assert answer.status_code == 422
    assert "含有看不见的控制字符" in answer.content.decode()
    assert "缺页" in answer.content.decode()
    assert Case.objects.get().state == "received"


@pytest.mark.parametrize(("break_", "status"), [("\t", 302), ("\n", 302), ("\x07", 422), ("\x00", 422)])
def test_the_page_of_intake_never_fails_for_what_was_pasted(cast: Cast, break_: str, status: int):
    source.unseed()
    seat = str(cast.town.divisions["liushu"].pk)
    page = {
        "key": "k", "document_kind": "resident", "number": f"510722195203140021{break_}", "name": f"王秀英{break_}",
        "phone": f"138{break_}00001234", "address": f"柳树村{break_}3组18号", "seat": seat, "act": "ask",
        "remark": f"户口簿{break_}复印件",
    }  # fmt: skip
    answer = signed_in(cast, "window").post("/counter/intake/MZ-01/", page)

    assert answer.status_code == status
    if status == 302:
        assert Person.objects.get().address == "柳树村 3组18号"
        assert Application.objects.get().applicant.name == "王秀英"
    else:
        assert "3组18号" in answer.content.decode()
        assert not Person.objects.exists()
