"""T5: every form sent twice changes the world once. A new address that takes a POST joins here, or the first test is red.

Forms with a key answer the second time as the first; of those in manage, which have none, the second is done already: it
is told so, or it says again what stands. Beside the forms, the same walk by programs, with an Idempotency-Key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from tests.architecture.test_strangers import ANYBODY, Address, addresses
from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.cases import intake
from yimen.cases.models import Case
from yimen.catalogue import caring, claiming, reporting
from yimen.catalogue.models import Claim, Item
from yimen.faces.shared.now import now, today
from yimen.office.actor import Actor
from yimen.office.models import Department, Holding
from yimen.office.signing_in import issue_token

WHY = "经核实情况如此"
NOT_THE_WORLD = {"sessions.session", "journal.once", "axes.accessattempt", "axes.accessfailurelog", "registry.look"}
Told = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """A form of manage: who sends it, where to, what is typed, and what the second sending is answered."""

    who: str
    path: Callable[[Cast], str]
    typed: Callable[[Cast], Told]
    second: int
    again: frozenset[str] = frozenset()  # where the second says the same again, with an entry of its own: these tables


def tomorrow() -> str:
    return f"{today() + timedelta(days=1)}"


def holding(cast: Cast) -> Holding:
    return Holding.objects.get(staff=cast.town.staff["window2"])


def unclaimed(cast: Cast) -> str:
    """An item that the hall has given up today."""
    claim = Claim.objects.get(centre=cast.hall, item__code="MZ-02")
    claiming.give_up(claim, until_on=today(), by=cast.editor, at=now())
    return "MZ-02"


def cared(cast: Cast) -> str:
    """The guide of 农村低保, for which a post answers."""
    item, post = Item.objects.filter(code="MZ-01"), cast.town.posts["town_civil"]
    caring.assign(item, post=post, check_on=today(), by=cast.editor, at=now())
    return "care/MZ-01/confirm/"


def reported(cast: Cast) -> str:
    """An error in it that somebody has reported."""
    said = {"about": "fees", "says": "不收费", "contact": "", "channel": "portal"}
    made = reporting.report(Item.objects.get(code="MZ-01"), **said, by=Actor.public(), at=now())
    return f"care/reports/{made.number}/"


def _staff(cast: Cast) -> Told:
    return {"staff": str(cast.town.staff["reply"].pk), "from_on": f"{today()}"}


def _new_post(cast: Cast) -> Told:
    department = Department.objects.get(centre=cast.hall, posts__title="社会事务办经办")
    return {"title": "救助经办", "role": "officer", "department": str(department.pk), "lines": ["民政"]}


SAID_AGAIN = frozenset(
    {"journal.stream", "journal.entry", "office.calendaryear", "office.openingexception", "office.duty"}
)
ACCOUNT = {"name": "王芳", "username": "wangfang", "password": "spring-2026-rain", "again": "spring-2026-rain"}
DAY = {"day": "2026-12-08", "works": "no", "name": "台风停工", "document": "市政府通告"}
MANAGE: dict[str, Form] = {
    "manage/posts/<uuid:post_id>/appoint/": Form(
        "network", lambda cast: f"posts/{cast.town.posts['window2'].pk}/appoint/", _staff, 422
    ),
    "manage/posts/<uuid:post_id>/cover/": Form(
        "network", lambda cast: f"posts/{cast.town.posts['window2'].pk}/cover/",
        lambda cast: _staff(cast) | {"until_on": f"{today()}", "reason": "外出培训"}, 422,
    ),
    "manage/holdings/<uuid:holding_id>/end/": Form(
        "network", lambda cast: f"holdings/{holding(cast).pk}/end/", lambda cast: {"on": f"{today()}"}, 422
    ),
    "manage/posts/new/": Form("network", lambda cast: "posts/new/", _new_post, 422),
    "manage/posts/<uuid:post_id>/duties/": Form(
        "network", lambda cast: f"posts/{cast.town.posts['window2'].pk}/duties/", lambda cast: {"lines": ["民政"]}, 302,
        SAID_AGAIN,
    ),
    "manage/posts/<uuid:post_id>/close/": Form(
        "network", lambda cast: f"posts/{cast.town.posts['reply'].pk}/close/", lambda cast: {}, 404
    ),
    "manage/centre/": Form(
        "network", lambda cast: "centre/",
        lambda cast: {"telephone": "0000-1234567", "complaint_telephone": "", "address": "长安路26号"}, 302,
        SAID_AGAIN,
    ),
    "manage/accounts/<uuid:staff_id>/close/": Form(
        "network", lambda cast: f"accounts/{cast.town.staff['window2'].pk}/close/", lambda cast: {}, 422
    ),
    "manage/accounts/new/": Form("network", lambda cast: "accounts/new/", lambda cast: ACCOUNT, 422),
    "manage/calendar/day/": Form("network", lambda cast: "calendar/day/", lambda cast: DAY, 302, SAID_AGAIN),
    "manage/hours/day/": Form(
        "network", lambda cast: "hours/day/", lambda cast: {"day": tomorrow(), "spans": "", "reason": "线路检修"}, 302,
        SAID_AGAIN,
    ),
    "manage/policies/<str:key>/": Form(
        "network", lambda cast: "policies/term.public_notice/",
        lambda cast: {"new": "10个自然日", "basis": "县民政局〔2026〕8号", "from_on": tomorrow()}, 422,
    ),
    "manage/catalogue/claims/take/": Form(
        "editor", lambda cast: "catalogue/claims/take/", lambda cast: {"items": [unclaimed(cast)], "from_on": tomorrow()}, 409
    ),
    "manage/catalogue/claims/<str:code>/": Form(
        "editor", lambda cast: "catalogue/claims/MZ-01/", lambda cast: {"place": "二楼"}, 302,
        SAID_AGAIN,
    ),
    "manage/catalogue/claims/<str:code>/give_up/": Form(
        "editor", lambda cast: "catalogue/claims/MZ-01/give_up/", lambda cast: {"until_on": tomorrow()}, 404
    ),
    "manage/care/assign/": Form(
        "editor", lambda cast: "care/assign/",
        lambda cast: {"items": ["MZ-01"], "post": str(cast.town.posts["town_civil"].pk), "check_on": tomorrow()}, 302,
        SAID_AGAIN | {"journal.alarm"},
    ),
    "manage/care/<str:code>/confirm/": Form("editor", cared, lambda cast: {}, 302, SAID_AGAIN | {"journal.alarm"}),
    "manage/care/reports/<str:number>/": Form(
        "editor", reported, lambda cast: {"act": "decline", "answer": "指南没有错"}, 422
    ),
    "manage/elements/<str:key>/ground/": Form(
        "editor", lambda cast: "elements/account/ground/",
        lambda cast: {"sensitivity": "sensitive", "purpose": "发放补贴", "basis": "《某办法》第3条", "retention_years": "5"},
        302, SAID_AGAIN,
    ),
    "manage/lines/new/": Form("network", lambda cast: "lines/new/", lambda cast: {"letter": "D", "name": "住房"}, 422),
    "manage/visiting/new/": Form(
        "network", lambda cast: "visiting/new/",
        lambda cast: {"office": "县公积金中心", "hours": "09:00-11:00", "weekdays": ["1"], "from_on": tomorrow()}, 422,
    ),
    "manage/devices/new/": Form(
        "network", lambda cast: "devices/new/", lambda cast: {"kind": "board", "name": "东墙屏", "notice": ""}, 422
    ),
    "manage/catalogue/new/": Form(
        "editor", lambda cast: "catalogue/new/",
        lambda cast: {"name": "犬只登记", "line": "民政", "code": "MZ-90", "whose": "all"}, 422,
    ),
    "manage/catalogue/<str:code>/edit/": Form(
        "editor", lambda cast: "catalogue/MZ-01/edit/",
        lambda cast: {"name": "低保", "line": "民政", "seat": "household", "decided_at_window": "on", "after": "1"}
        | {"do": "save"}, 422,
    ),
    "manage/catalogue/replace/": Form(
        "editor", lambda cast: "catalogue/replace/",
        lambda cast: {"old": "户口簿", "new": "居民户口簿", "items": ["JS-03"]}, 422,
    ),
    "manage/catalogue/<str:code>/<int:version>/act/": Form(
        "network", lambda cast: "catalogue/MZ-01/1/act/", lambda cast: {"act": "retire", "until_on": tomorrow()}, 409
    ),
    "manage/retry/": Form("network", lambda cast: "retry/", lambda cast: {}, 302),
    "manage/backup/": Form("network", lambda cast: "backup/", lambda cast: {}, 302),
}  # fmt: skip

Step = tuple[str, str, Told]  # post, address below /api/v1/, body
APPLY: Step = ("window", "applications", {})
STORIES: dict[str, list[Step]] = {
    "worked on": [
        APPLY, ("window", "cases/{n}/hurry", {"wanted_on": "2099-01-01", "reason": WHY}),
        ("window", "cases/{n}/correct_materials", {"given": [], "reason": WHY}),
        ("window", "cases/{n}/correct_materials", {"given": ["application"], "reason": WHY}),
        ("director", "cases/{n}/hand_over", {"staff": "{town_civil}", "reason": WHY}),
        ("supervisor", "cases/{n}/mark", {"staff": "{leader}", "reason": WHY}), ("window", "cases/{n}/accept", {}),
        ("window", "cases/{n}/ask_extension", {"days": 3, "reason": WHY}), ("supervisor", "cases/{n}/endorse", {}),
        ("leader", "cases/{n}/extend", {}), ("village", "tasks/{t}/finish", {"opinion": "属实"}),
        ("village", "tasks/{t}/send_back", {"reason": WHY}), ("village", "tasks/{t}/finish", {"opinion": "属实"}),
        ("village", "tasks/{t}/post_notice", {}), ("supervisor", "cases/{n}/terminate", {"code": "other", "reason": WHY}),
    ],
    "refused": [
        APPLY, ("window", "cases/{n}/ask_refusal", {"code": "not_ours", "reason": WHY}),
        ("leader", "cases/{n}/allow_refusal", {}),
        ("window", "cases/{n}/refuse_intake", {"code": "not_ours", "reason": WHY}),
    ],
    "completed": [
        APPLY, ("window", "cases/{n}/ask_completion", {"remark": "请补写日期"}),
        ("window", "cases/{n}/complete", {"given": []}), ("window", "cases/{n}/withdraw", {"reason": WHY}),
    ],
    "from a village": [
        ("desk_liushu", "applications", {}),
        ("window", "cases/{n}/take_over", {"given": ["application"], "brought_by": "关大勇"}),
    ],
    "returned": [
        APPLY, ("window", "cases/{n}/accept", {}),
        ("supervisor", "cases/{n}/return", {"code": "examined_not_met", "reason": WHY}),
    ],
}  # fmt: skip
ITEM = {"item": "MZ-01", "seat": "519921001201"}
WANG = {"name": "王秀英", "number": "510722195203140021", "phone": "13800001234", "address": "柳树村3组18号"}

# These go the one road of their face (`acting.perform`, `acts.performed`, `once`), on which the module named sends an act
# twice; each act for itself is not sent twice.
ELSEWHERE = {
    "counter/intake/<str:code>/": "test_counter", "counter/cases/<str:number>/<str:word>/": "test_counter",
    "counter/cases/<str:number>/form/": "test_counter", "desk/tasks/<uuid:task_id>/<slug:act>/": "test_desk_acts",
    "lead/cases/<str:number>/<str:word>/": "test_lead", "counter/queue/": "test_counter_queue",
    "counter/take/": "test_counter_queue", "counter/guide-desk/": "test_guide_desk",
    "counter/consultations/new/": "test_guide_desk", "counter/consultations/<uuid:consultation_id>/": "test_guide_desk",
    "progress/<str:token>/rate/": "test_portal_rating", "pad/<str:token>/": "test_pad",
    "api/v1/items/<code>/versions": "test_api_versions",
    **{f"api/v1/items/<code>/versions/<version>/{act}": "test_api_versions"
       for act in ("send_to_review", "return_draft", "publish", "retire")},
    "api/v1/consultations": "test_api_voices",
    "api/v1/consultations/<id>/answer": "test_api_voices",
    "kiosk/<str:token>/": "test_kiosk", "take/<str:code>/": "test_portal_ticket", "api/v1/tickets": "test_api_tickets",
    **{f"api/v1/tickets/<id>/{act}": "test_api_tickets" for act in ("return", "prefer")}, "counter/line/": "test_counter_line",
    **{f"api/v1/bookings{one}": "test_counter_bookings" for one in ("", "/arrive", "/<id>/move", "/<id>/cancel")},
    **{f"api/v1/windows/<id>/{act}": "test_api_tickets"
       for act in ("next", "call_chosen", "recall", "start", "next_matter", "miss", "finish", "transfer",
                   "transfer_to_person", "pause", "resume")},
    **{f"api/v1/cases/<number>/{act}": "test_sent_twice"
       for act in ("ask_pause", "pause", "resume", "decline", "deliver", "correct_form", "correct_receipt")},
    "api/v1/tasks/<id>/decide": "test_sent_twice",
}  # fmt: skip
# Not covered by a comparison: what may rightly happen each time (a look is kept, a print counted, a password set), what only
# reads, and the forms of a whole year, a week and an entrustment.
EACH_TIME = {
    "sign-in/", "sign-in/post/", "sign-out/", "sign-in/password/", "manage/catalogue/<str:code>/<int:version>/",
    "manage/catalogue/<str:code>/<int:version>/preview/", "manage/catalogue/<str:code>/<int:version>/leaflet.pdf",
    "manage/catalogue/<str:code>/<int:version>/item.yaml",
    "counter/consultations/print/",  # each printing is kept
    "counter/find/", "counter/persons/<uuid:person_id>/look/",
    "counter/drafts/<uuid:draft_id>/wipe/", "counter/papers/<str:number>/print/", "counter/papers/<str:number>/retry/",
    "desk/cases/<str:number>/look/", "manage/accounts/<uuid:staff_id>/password/", "manage/calendar/publish/",
    "manage/catalogue/import/",  # only reads; what is kept twice is stored once: tests/faces/test_manage_guides.py
    "manage/catalogue/import/keep/",
    "manage/catalogue/review/",  # what is published waits no more: tests/faces/test_manage_together.py
    "manage/catalogue/upload/",  # the same file again is the same draft: tests/faces/test_manage_editor.py
    # the second takes the place of the first, or is told: tests/faces/test_guide_files.py
    "manage/catalogue/<str:code>/files/", "manage/catalogue/<str:code>/files/<uuid:file_id>/remove/",
    # what a hall's queue already has is said again: tests/faces/test_manage_queue.py
    "manage/windows/", "manage/windows/cuts/<uuid:cut_id>/", "manage/windows/cuts/<uuid:cut_id>/drop/",
    "manage/lines/<uuid:line_id>/", "manage/devices/<uuid:device_id>/", "manage/devices/<uuid:device_id>/close/",
    "manage/devices/<uuid:device_id>/shows/",
    "manage/devices/unplaced/<uuid:unplaced_id>/", "lead/hall/unplaced/<uuid:unplaced_id>/",  # said again, the first counts
    "manage/devices/<uuid:device_id>/pair/",  # a code is good for one browser, once: tests/office/test_pairing.py
    "beat/<str:token>/",
    "manage/hours/", "manage/hours/market/", "manage/entrustments/new/", "manage/entrustments/receive/",
    "manage/bulletins/new/",  # two that say the same are seen at once, and one is taken down
    "manage/bulletins/<uuid:bulletin_id>/", "manage/bulletins/<uuid:bulletin_id>/take-down/",
    "manage/entrustments/<uuid:id>/revoke/", "progress/", "verify/",
    # said again, or told that it has ended: tests/faces/test_visiting_pages.py
    "manage/visiting/<uuid:visiting_id>/", "manage/visiting/<uuid:visiting_id>/end/",
    # with a key, kept once, or the second is told: tests/faces/test_portal_bookings.py, test_counter_bookings.py
    "bookings/for/<str:centre>/<str:letter>/<str:start>/", "bookings/find/", "bookings/<str:token>/move/",
    "bookings/<str:token>/cancel/", "kiosk/<str:token>/booking/", "counter/bookings/", "counter/bookings/new/",
    "counter/bookings/<uuid:booking_id>/", "counter/bookings/<uuid:booking_id>/cancel/",
    # with a key, kept once: tests/faces/test_corrections.py
    "items/<str:code>/report/", "counter/items/<str:code>/report/", "kiosk/<str:token>/items/<str:code>/report/",
    # read only, printed each time, called or answered once: tests/faces/test_kiosk_help.py
    "kiosk/<str:token>/scan/", "kiosk/<str:token>/tickets/<uuid:ticket_id>/slip/", "kiosk/<str:token>/help/",
    "kiosk/<str:token>/tickets/<uuid:ticket_id>/message/",  # kept once: tests/faces/test_kiosk_messages.py
    "ticket/<str:token>/message/", "counter/guide-desk/tickets/<uuid:ticket_id>/",  # the same number again is no act
    "counter/help/<uuid:call_id>/answer/", "counter/queue/person/", "manage/devices/<uuid:device_id>/connect/",
    "kiosk/<str:token>/alone/",  # a number handed in twice is one: tests/faces/test_kiosk_alone.py
    "items/<str:code>/check/", "kiosk/<str:token>/items/<str:code>/check/", "counter/check/<str:code>/",  # keep nothing
    "api/v1/items/<code>/situation",  # keeps nothing
}  # fmt: skip


def world() -> dict[str, Any]:
    """Every row of every table as it lies there, but for what says only that somebody asked."""
    with connection.cursor() as cursor:
        return {
            model._meta.label_lower: cursor.execute(f'SELECT * FROM "{model._meta.db_table}"').fetchall()
            for model in apps.get_models()
            if model._meta.label_lower not in NOT_THE_WORLD
        }


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def takes_a_post(client: Client, address: Address) -> bool:
    rows = dict.fromkeys(address.names, ANYBODY) | {"number": "DY26-999999", "paper_number": "DY26-B999999"}
    rows |= {
        "ticket_id": ANYBODY,
        "window_id": ANYBODY,
        "unplaced_id": ANYBODY,
        "booking_id": ANYBODY,
        "visiting_id": ANYBODY,
        "consultation_id": ANYBODY,
    }  # as their addresses are spoken of
    return client.post(address.of(rows)).status_code != 405


def test_every_address_that_takes_a_post_is_sent_twice_somewhere(house: Cast):
    client = Client(raise_request_exception=False)
    taking = {one.written for one in addresses() if takes_a_post(client, one)}
    sent = {f"api/v1/{path}" for steps in STORIES.values() for _post, path, _body in steps}
    known = {one.replace("{n}", "<number>").replace("{t}", "<id>") for one in sent} | MANAGE.keys() | EACH_TIME

    assert taking - known == ELSEWHERE.keys()


@pytest.mark.parametrize("written", MANAGE)
def test_a_form_of_manage_sent_twice_changes_the_world_once(house: Cast, written: str):
    form = MANAGE[written]
    client, path, typed = signed_in(house, form.who), f"/manage/{form.path(house)}", form.typed(house)
    first = client.post(path, typed)
    between = world()

    with transaction.atomic():
        second = client.post(path, typed)

    assert (first.status_code, second.status_code) == (302, form.second)
    after = world()
    assert set(changed(between, after)) <= form.again
    assert [name for name in between if len(between[name]) != len(after[name])] == (
        ["journal.entry"] if form.again else []
    )


@pytest.mark.parametrize("name", STORIES)
def test_what_programs_send_twice_with_one_key_happens_once(house: Cast, name: str):
    client, number = Client(), ""
    for post, path, body in STORIES[name]:
        token = issue_token(house.town.staff[post], house.town.posts[post], label="试")
        where = "/api/v1/" + path.format(n=number, t=_task(number, house, post))
        said = {key: _filled(house, value) for key, value in body.items()}
        said |= ITEM | {"applicant": WANG, "given": ["application"]} if path == "applications" else {}
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex}

        first = client.post(where, said, content_type="application/json", headers=headers)
        between = world()
        second = client.post(where, said, content_type="application/json", headers=headers)

        assert first.status_code in (200, 201), first.content.decode()
        assert (second.status_code, second.json()) == (first.status_code, first.json())
        assert second.headers["Idempotent-Replay"] == "true"
        assert changed(between, world()) == [], path
        number = first.json()["number"]


def _task(number: str, cast: Cast, post: str) -> str:
    tasks = Case.objects.get(number=number).tasks.filter(state="open", post=cast.town.posts[post]) if number else []
    return str(next((one.pk for one in tasks), ""))


def _filled(cast: Cast, value: Any) -> Any:
    if isinstance(value, str) and value.startswith("{"):
        return str(cast.town.staff[value.strip("{}")].pk)
    return value


def test_the_walk_sees_a_second_change(house: Cast):
    """The control: the same without one key is two cases."""
    between = world()
    for _time in range(2):
        intake.receive(house.handed(now()), by=house.window, at=now())

    assert "cases.case" in changed(between, world())
