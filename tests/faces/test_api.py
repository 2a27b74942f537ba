"""The allowance walks by HTTP alone, from application to delivery, by the token of each post."""

import re
from typing import Any

from tests.faces.api_office import LIUSHU, WANG, Office, laid, office
from yimen.catalogue.elements import Content
from yimen.journal.fold import replay
from yimen.registry.models import Look

__all__ = ["laid", "office"]


def done(answer: Any) -> Any:
    assert answer.status_code in (200, 201), answer.content.decode()
    return answer.json()


def walk_to_the_village(office: Office) -> str:
    """Received without material, asked, completed, accepted."""
    answer = office.apply()
    number: str = done(answer)["number"]
    assert answer.status_code == 201
    assert answer["Location"] == f"/api/v1/cases/{number}" == answer.json()["url"]

    done(office.post("window", f"cases/{number}/ask_completion", {"remark": "请本人签名"}))
    asked = done(office.get("window", f"cases/{number}"))["asked"]
    assert (asked["requirements"], asked["remark"]) == (["application"], "请本人签名")
    done(office.post("window", f"cases/{number}/complete", {"given": asked["requirements"]}))
    done(office.post("window", f"cases/{number}/accept"))
    return number


def notice(office: Office, number: str) -> None:
    """A public notice in the village, hung and taken down after its term."""
    task = office.task("village")
    done(office.post("village", f"tasks/{task}/post_notice"))
    early = office.post("village", f"tasks/{task}/finish")
    assert (early.status_code, early.json()["code"]) == (409, "notice_runs")
    assert done(office.get("village", "tasks"))["tasks"][0]["waits"].startswith("公示中")
    office.notice_ends("village", task)
    done(office.post("village", f"tasks/{task}/finish"))


def test_the_allowance_walks_from_the_application_to_the_delivery(office: Office):
    number = walk_to_the_village(office)
    done(office.post("village", f"tasks/{office.task('village')}/finish", {"opinion": "情况属实"}))
    notice(office, number)
    done(office.post("town_civil", f"tasks/{office.task('town_civil')}/finish", {"opinion": "同意上报"}))
    decision = office.task("county")
    assert done(office.get("county", f"tasks/{decision}"))["acts"] == [
        "ask_extension", "decide", "return", "send_back",
    ]  # fmt: skip
    done(office.post("county", f"tasks/{decision}/decide", {"outcome": "granted", "opinion": "同意"}))
    notice(office, number)
    assert done(office.get("reply", f"cases/{number}"))["acts"] == ["deliver"]
    done(office.post("reply", f"cases/{number}/deliver", {"way": "window", "receiver": "王秀英"}))

    case = done(office.get("window", f"cases/{number}"))
    assert (case["state"], case["outcome"], case["acts"]) == ("closed", "granted", [])
    assert [one["kind"] for one in case["papers"]] == ["completion", "acceptance", "result", "delivery"]
    assert {one["status"] for one in case["stations"]} == {"done"}
    told = done(office.get("window", f"cases/{number}/timeline"))["entries"]
    assert [one["word"] for one in told][:4] == ["收件", "一次性告知补正", "补正收件", "受理"]
    assert (told[4]["text"], told[4]["actor"], told[-1]["word"]) == ("情况属实", "刘大山", "送达")
    assert replay(office.cast.hall.pk) == []


def test_a_step_is_sent_back_and_a_refusal_gives_its_reasons(office: Office):
    number = office.accepted()
    done(office.post("village", f"tasks/{office.task('village')}/finish"))
    done(office.post("village", f"tasks/{office.task('village')}/send_back", {"reason": "住址有误"}))
    done(office.post("village", f"tasks/{office.task('village')}/finish"))
    notice(office, number)
    done(office.post("town_civil", f"tasks/{office.task('town_civil')}/finish"))
    task = office.task("county")

    silent = office.post("county", f"tasks/{task}/decide", {"outcome": "refused"})
    assert (silent.status_code, silent.json()["errors"][0]["field"]) == (422, "opinion")
    done(office.post("county", f"tasks/{task}/decide", {"outcome": "refused", "opinion": "收入超过标准"}))
    assert done(office.get("county", f"cases/{number}"))["outcome"] == "refused"


def test_a_case_ends_at_the_window_by_each_of_its_endings(office: Office):
    reason = {"code": "not_eligible", "reason": "不符合条件"}
    for act, body in (("refuse_intake", reason), ("withdraw", {"reason": "本人不办了"}), ("return", reason)):
        number = office.received()
        answer = done(office.post("window", f"cases/{number}/{act}", body))

        assert answer == {"number": number, "act": act, "url": f"/api/v1/cases/{number}"}
        assert done(office.get("window", f"cases/{number}"))["acts"] == []


def test_a_case_is_shown_without_the_persons_name_number_and_phone(office: Office):
    number = office.accepted()
    shown = office.get("village", f"cases/{number}").content.decode()
    shown += (
        office.get("village", "tasks").content.decode()
        + office.get("village", f"cases/{number}/timeline").content.decode()
    )

    assert "王**" in shown
    assert not re.search("王秀英|510722195203140021|13800001234|3组18号", shown)


def test_the_inbox_is_read_page_by_page(office: Office):
    for serial in range(31):
        body = {"item": "MZ-01", "applicant": {**WANG, "document_kind": "passport", "number": f"E{serial:08}"}}
        number = done(office.post("window", "applications", body | {"seat": LIUSHU, "given": ["application"]}))[
            "number"
        ]
        done(office.post("window", f"cases/{number}/accept"))
    first = done(office.get("village", "tasks"))
    second = done(office.get("village", f"tasks?after={first['next']}"))

    assert (len(first["tasks"]), len(second["tasks"]), second["next"]) == (30, 1, None)
    assert len({one["id"] for one in first["tasks"] + second["tasks"]}) == 31


def test_a_paper_is_fetched_when_it_is_rendered_and_the_look_is_kept(office: Office):
    number = office.accepted()
    [_receipt, paper] = done(office.get("window", f"cases/{number}"))["papers"]
    assert office.get("window", f"papers/{paper['number']}").json()["code"] == "paper_not_ready"
    office.print_papers()
    before = Look.objects.count()
    answer = office.get("window", f"papers/{paper['number']}")

    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert Look.objects.count() == before + 1


def test_everybody_reads_the_whole_guide_with_the_ids_of_its_materials(office: Office):
    listed = done(office.get("", "items"))
    guide = done(office.get("", "items/MZ-01"))
    definition = office.cast.item()

    assert len(listed["items"]) == 16
    assert {"code": "MZ-01", "name": "农村居民最低生活保障"}.items() <= listed["items"][9].items()
    assert guide["promised"] == {"text": "30 working days", "words": "30个工作日"}
    assert [(one["id"], one["key"]) for one in guide["requirements"]] == [
        (str(definition.requirements[0].id), "application")
    ]
    assert [one["key"] for one in guide["steps"]] == [one.key for one in definition.steps]
    assert set(Content.names()) <= guide.keys()
    assert guide["centres"] == ["DY"]
