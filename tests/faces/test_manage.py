"""The pages of manage through HTTP: who sees what, what each form does, and that nothing typed is lost."""

from datetime import date, timedelta

import pytest

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.faces.shared.now import today
from yimen.journal import kept, source
from yimen.journal.models import Entry, Job
from yimen.office import calendar as legal
from yimen.office import opening, policies
from yimen.office.models import (
    CalendarYear,
    Centre,
    Cover,
    Entrustment,
    Holding,
    LegalDay,
    OpeningException,
    Policy,
    Post,
    Role,
    Staff,
)

PAGES = [
    "", "centre/", "posts/", "posts/new/", "accounts/", "accounts/new/", "calendar/", "hours/", "hours/day/", "policies/",
    "entrustments/", "entrustments/new/", "entrustments/receive/", "catalogue/",
]  # fmt: skip
NETWORK_ONLY = ["calendar/publish/", "calendar/day/", "policies/term.public_notice/"]
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"
DAYS_OFF = "2027-01-01..2027-01-03 元旦\n2027-05-01至2027-05-05 劳动节\n2027年10月1日..2027年10月7日 国庆节"
YEAR = {"year": "2027", "document": NOTICE, "days_off": DAYS_OFF, "make_up_days": "2027-05-08"}


def text(client, path: str) -> str:
    return str(client.get(f"/manage/{path}").content.decode())


def post(house: Cast, path: str, who: str = "network", **typed: str):
    return signed_in(house, who).post(f"/manage/{path}", typed)


def acts(house: Cast) -> list[str]:
    return list(Entry.objects.order_by("recorded_at", "number").values_list("act", flat=True))


def test_network_clerk_and_director_see_every_page_but_only_the_network_clerk_sets_for_all(house: Cast):
    network, director = signed_in(house, "network"), signed_in(house, "director")

    assert [path for path in PAGES + NETWORK_ONLY if network.get(f"/manage/{path}").status_code != 200] == []
    assert [path for path in PAGES if director.get(f"/manage/{path}").status_code != 200] == []
    assert [path for path in NETWORK_ONLY if director.get(f"/manage/{path}").status_code != 403] == []


def test_an_editor_sees_the_catalogue_and_nothing_else(house: Cast):
    editor = signed_in(house, "editor")

    assert editor.get("/manage/")["Location"] == "/manage/catalogue/"
    assert editor.get("/manage/catalogue/").status_code == 200
    assert "岗位与任职" not in text(editor, "catalogue/")
    assert [path for path in PAGES[1:-1] if editor.get(f"/manage/{path}").status_code != 403] == []


@pytest.mark.parametrize("who", ["window", "reply", "town_civil", "supervisor", "leader"])
def test_other_roles_see_nothing_of_manage(house: Cast, who: str):
    client = signed_in(house, who)

    assert [path for path in ("", "posts/", "catalogue/") if client.get(f"/manage/{path}").status_code != 403] == []


def test_a_director_is_offered_only_what_a_director_may(house: Cast):
    director, network = signed_in(house, "director"), signed_in(house, "network")

    assert "公布一年的放假安排" not in text(director, "calendar/")
    assert "公布一年的放假安排" in text(network, "calendar/")
    assert "定新值" not in text(director, "policies/")
    assert "定新值" in text(network, "policies/")


def test_stuck_work_is_red_until_it_is_tried_again(house: Cast):
    at = source.recorded_at()
    Job.objects.create(kind="papers.render", subject_id=source.new_id(), key="a", lane="a", state="stuck", next_at=at)
    client = signed_in(house, "network")
    assert "有1项后台工作" in text(client, "")

    answer = client.post("/manage/retry/", follow=True)
    assert "已重新排队1项后台工作" in answer.content.decode()
    assert Job.objects.get().state == "waiting"


def test_a_backup_is_asked_for_with_a_button(house: Cast):
    client = signed_in(house, "network")

    answer = client.post("/manage/backup/", follow=True)

    assert "马上开始备份" in answer.content.decode()
    assert Job.objects.get(kind="safekeeping.backup").state == "waiting"


def test_posts_show_who_holds_and_covers_them(house: Cast):
    window = house.town.posts["window"]
    Cover.objects.create(
        post=window, staff=house.town.staff["window2"], from_on=today(), until_on=today(), reason="年休假"
    )
    shown = text(signed_in(house, "network"), "posts/")

    assert "林晓燕" in shown
    assert "年休假" in shown
    assert "刘大山" not in shown


def test_a_person_is_appointed_and_the_journal_tells_it(house: Cast):
    staff, seat = house.town.staff["window2"], house.town.posts["reply"]
    path = f"posts/{seat.pk}/appoint/"
    answer = post(house, path, staff=str(staff.pk), from_on=f"{today()}")

    assert answer["Location"] == "/manage/posts/"
    assert Holding.objects.filter(post=seat, staff=staff, from_on=today(), until_on=None).exists()
    assert acts(house)[-1] == "office.appoint"
    again = post(house, path, staff=str(staff.pk), from_on=f"{today()}")
    assert again.status_code == 422
    assert "此人已担任该岗位" in again.content.decode()


def test_an_appointment_of_yesterday_is_refused_and_what_was_typed_stays(house: Cast):
    staff, seat = house.town.staff["window2"], house.town.posts["reply"]
    yesterday = today() - timedelta(days=1)
    shown = post(house, f"posts/{seat.pk}/appoint/", staff=str(staff.pk), from_on=f"{yesterday}").content.decode()

    assert "任职日期不能早于今天" in shown
    assert f'value="{yesterday}"' in shown
    assert f'value="{staff.pk}" selected' in shown
    assert not Holding.objects.filter(post=seat, staff=staff).exists()


def test_a_holding_is_ended_once(house: Cast):
    holding = Holding.objects.get(staff=house.town.staff["window2"])
    assert post(house, f"holdings/{holding.pk}/end/", on=f"{today()}").status_code == 302

    holding.refresh_from_db()
    assert holding.until_on == today()
    assert "这项任职已有结束日期" in post(house, f"holdings/{holding.pk}/end/", on=f"{today()}").content.decode()


def test_a_holding_of_another_centre_may_not_be_ended(house: Cast):
    holding = Holding.objects.get(staff=house.town.staff["village"])

    assert post(house, f"holdings/{holding.pk}/end/", on=f"{today()}").status_code == 404
    holding.refresh_from_db()
    assert holding.until_on is None


def test_cover_is_for_named_days_with_a_reason(house: Cast):
    staff, seat = house.town.staff["window2"], house.town.posts["reply"]
    typed = {"staff": str(staff.pk), "from_on": f"{today()}", "until_on": f"{today()}"}
    unreasoned = post(house, f"posts/{seat.pk}/cover/", **typed)
    assert "请填写“原因”" in unreasoned.content.decode()

    assert post(house, f"posts/{seat.pk}/cover/", **typed, reason="外出培训").status_code == 302
    assert Cover.objects.get(post=seat).reason == "外出培训"


def test_an_account_is_opened_and_can_sign_in(house: Cast):
    typed = {"name": "王芳", "username": "WangFang", "password": "spring-2026-rain", "again": "spring-2026-rain"}
    assert post(house, "accounts/new/", **typed)["Location"] == "/manage/accounts/"

    staff = Staff.objects.get(username="wangfang")
    assert staff.check_password("spring-2026-rain")
    assert acts(house)[-1] == "office.open_account"
    assert "没有岗位" in text(signed_in(house, "network"), "accounts/")


def test_every_fault_of_a_new_account_is_named_at_once_and_no_password_is_shown_again(house: Cast):
    shown = post(house, "accounts/new/", name="王芳", username="", password="short1", again="other1").content.decode()

    for sentence in ("请填写“用户名”", "密码至少10个字符，您输入了6个", "两遍密码不一样"):
        assert sentence in shown
    assert 'value="王芳"' in shown
    assert "short1" not in shown


def test_a_new_password_is_given_to_people_of_this_centre_only(house: Cast):
    typed = {"password": "autumn-2026-leaf", "again": "autumn-2026-leaf"}
    ours, theirs = house.town.staff["window"], house.town.staff["village"]
    assert post(house, f"accounts/{ours.pk}/password/", **typed).status_code == 302
    assert post(house, f"accounts/{theirs.pk}/password/", **typed).status_code == 404

    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert ours.check_password("autumn-2026-leaf")
    assert not theirs.check_password("autumn-2026-leaf")


def test_a_year_is_previewed_and_then_published(house: Cast):
    preview = post(house, "calendar/publish/", **YEAR, act="preview").content.decode()
    assert "预览：2027年，全年上班" in preview
    assert not CalendarYear.objects.filter(year=2027).exists()

    answer = post(house, "calendar/publish/", **YEAR, act="publish")
    assert answer["Location"] == "/manage/calendar/?year=2027"
    assert legal.current().published_until == date(2027, 12, 31)
    assert not legal.current().works_on(date(2027, 5, 5))
    assert legal.current().works_on(date(2027, 5, 8))
    assert NOTICE in text(signed_in(house, "network"), "calendar/?year=2027")


def test_lines_that_cannot_be_read_are_named_and_all_that_was_typed_stays(house: Cast):
    typed = YEAR | {"days_off": "2027-01-01..2027-01-03 元旦\n五一放假\n2027-10-07..2027-10-01 国庆节"}
    answer = post(house, "calendar/publish/", **typed, act="publish")
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert "第2行：“五一放假”" in shown.replace("&quot;", '"')
    assert "第3行" in shown
    assert "第1行" not in shown
    assert "2027-10-07..2027-10-01 国庆节" in shown
    assert NOTICE in shown
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_what_the_calendar_refuses_stands_at_its_field(house: Cast):
    shown = post(house, "calendar/publish/", **YEAR | {"make_up_days": "2027-05-10"}, act="preview").content.decode()

    assert "2027年5月10日是星期一，本来就上班" in shown


def test_one_day_is_set_by_a_document(house: Cast):
    typed = {"day": "2026-12-08", "works": "no", "name": "台风停工", "document": "市政府通告"}
    assert post(house, "calendar/day/", **typed | {"document": ""}).status_code == 422
    assert post(house, "calendar/day/", **typed)["Location"] == "/manage/calendar/?year=2026"

    assert not legal.current().works_on(date(2026, 12, 8))
    assert LegalDay.objects.get(day=date(2026, 12, 8)).document == "市政府通告"


@pytest.mark.parametrize("asked", ["0001", "9999", "x", "", "二〇二六"])
def test_a_year_that_is_none_shows_a_year_all_the_same(house: Cast, asked: str):
    assert signed_in(house, "network").get("/manage/calendar/", {"year": asked}).status_code == 200


def test_opening_hours_are_typed_a_line_a_day(house: Cast):
    week = {f"day_{day}": "08:30-11:30、13:30-16:30" for day in range(5)} | {"day_5": "9:00到12:00", "day_6": ""}
    assert post(house, "hours/", **week)["Location"] == "/manage/hours/"

    kept = opening.week(house.hall)
    assert [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in kept[5]] == ["09:00-12:00"]
    assert len(kept[0]) == 2
    assert kept[6] == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("9点", "看不懂“9点”"),
        ("25:00-26:00", "看不懂“25:00-26:00”"),
        ("12:00-09:00", "结束时间要晚于开始时间"),
        ("09:00-12:00、11:00-13:00", "时段之间不能重叠"),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_day(house: Cast, typed: str, sentence: str):
    before = opening.week(house.hall)
    shown = post(house, "hours/", day_0=typed).content.decode()

    assert sentence in shown
    assert f'value="{typed}"' in shown
    assert opening.week(house.hall) == before


def test_duty_and_market_days_are_typed_beside_the_week(house: Cast):
    typed = {"day_0": "09:00-12:00", "duty_0": "12:00-13:30", "duty_5": "09:00-11:00"}
    assert post(house, "hours/", **typed).status_code == 302
    assert post(house, "hours/market/", figures="3", lunar="on", spans="08:00-12:00").status_code == 302
    assert "选了逢几" in post(house, "hours/market/", figures="3", lunar="on", spans="").content.decode()

    shown = text(signed_in(house, "network"), "hours/")
    assert 'value="12:00-13:30"' in shown and "农历逢三 08:00-12:00" in shown


def test_a_day_with_other_hours_is_listed(house: Cast):
    tomorrow = today() + timedelta(days=1)
    assert post(house, "hours/day/", day=f"{tomorrow}", spans="", reason="线路检修").status_code == 302

    assert OpeningException.objects.get(centre=house.hall).opens is None
    assert "线路检修" in text(signed_in(house, "network"), "hours/")


def test_a_policy_gets_a_new_value_from_a_day_on(house: Cast):
    tomorrow = today() + timedelta(days=1)
    typed = {"new": "10个自然日", "basis": "县民政局〔2026〕8号", "from_on": f"{tomorrow}"}
    assert post(house, "policies/term.public_notice/", **typed).status_code == 302

    assert policies.value("term.public_notice", on=today())[0] == "7 calendar days"
    assert Policy.objects.get().value == "10 calendar days"
    shown = text(signed_in(house, "network"), "policies/")
    assert "10个自然日" in shown
    assert "7个自然日" in shown
    again = post(house, "policies/term.public_notice/", **typed).content.decode()
    assert "这一天已经定过一次新值" in again


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"new": "七天"}, "看不懂“七天”"),
        ({"new": "7日"}, "看不懂“7日”"),
        ({"new": "0个工作日"}, "看不懂“0个工作日”"),
        ({"basis": ""}, "请填写“依据”"),
        ({"from_on": "2026-01-01"}, "不能早于今天"),
        ({"from_on": "明天"}, "日期请写成"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_at_its_field(house: Cast, change: dict[str, str], sentence: str):
    typed = {"new": "10个自然日", "basis": "县民政局〔2026〕8号", "from_on": f"{today()}"} | change

    assert sentence in post(house, "policies/term.public_notice/", **typed).content.decode()
    assert not Policy.objects.exists()


@pytest.mark.parametrize("typed", ["每年3月1日至 4月30日", "3月1日至4月30日"])
def test_the_window_of_yearly_items_is_typed_in_months_and_days(house: Cast, typed: str):
    given = {"new": typed, "basis": "县人口计生委〔2026〕8号", "from_on": f"{today()}"}
    assert post(house, "policies/promise.yearly/", **given).status_code == 302

    assert Policy.objects.get().value == "yearly 03-01..04-30"
    assert "每年3月1日至4月30日" in text(signed_in(house, "network"), "policies/")


@pytest.mark.parametrize("typed", ["10个工作日", "2月30日至4月30日"])
def test_a_window_that_cannot_be_is_refused_at_its_field(house: Cast, typed: str):
    given = {"new": typed, "basis": "县人口计生委〔2026〕8号", "from_on": f"{today()}"}

    assert "请写成“3月1日至3月31日”" in post(house, "policies/promise.yearly/", **given).content.decode()


def test_a_policy_that_is_a_number_is_read_with_its_unit(house: Cast):
    typed = {"basis": "中心办公会〔2026〕3号", "from_on": f"{today()}"}
    wrong = post(house, "policies/queue.behind/", new="三位", **typed).content.decode()

    assert "看不懂“三位”，请写成“5位”" in wrong
    assert post(house, "policies/queue.behind/", new="５位", **typed).status_code == 302
    kept.forget()
    assert policies.value("queue.behind", on=today())[0] == "5 others"
    assert "5位" in text(signed_in(house, "network"), "policies/")


def test_a_policy_nobody_declared_is_not_there(house: Cast):
    assert signed_in(house, "network").get("/manage/policies/term.nothing/").status_code == 404


def test_the_catalogue_shows_versions_and_claims(house: Cast):
    shown = text(signed_in(house, "editor"), "catalogue/")

    for words in ("MZ-01", "农村居民最低生活保障", "第1版", "现行", "已认领"):
        assert words in shown


def second_hall(house: Cast) -> None:
    Centre.objects.create(
        code="SQ", kind=Centre.Kind.HALL, name="石桥镇便民服务中心", short_name="石桥", division=house.hall.division
    )


def test_what_holds_for_all_is_offered_only_to_who_may_set_it(house: Cast):
    network = signed_in(house, "network")
    second_hall(house)

    assert [path for path in NETWORK_ONLY if network.get(f"/manage/{path}").status_code != 403] == []
    assert "公布一年的放假安排" not in text(network, "calendar/")
    assert "定新值" not in text(network, "policies/")
    typed = {"new": "10个自然日", "basis": "县民政局〔2026〕8号", "from_on": f"{today()}"}
    assert post(house, "policies/term.public_notice/", **typed).status_code == 403
    assert not Policy.objects.exists()


def test_who_appoints_may_not_appoint_themselves(house: Cast):
    seat = house.town.posts["director"]
    answer = post(house, f"posts/{seat.pk}/appoint/", staff=str(house.town.staff["network"].pk), from_on=f"{today()}")

    assert answer.status_code == 422
    assert "不能给自己登记任职" in answer.content.decode()
    assert Holding.objects.filter(post=seat).count() == 1


def test_accounts_whose_owner_now_works_elsewhere_are_neither_listed_nor_reset(house: Cast):
    staff = house.town.staff["county"]
    Holding.objects.create(
        post=house.town.posts["window2"], staff=staff, from_on=date(2026, 5, 1), until_on=date(2026, 5, 31)
    )

    assert "何文斌" not in text(signed_in(house, "network"), "accounts/")
    assert signed_in(house, "network").get(f"/manage/accounts/{staff.pk}/password/").status_code == 404


def test_who_works_here_and_elsewhere_is_listed_without_a_new_password(house: Cast):
    staff = house.town.staff["county"]
    Holding.objects.create(post=house.town.posts["window2"], staff=staff, from_on=today())
    shown = text(signed_in(house, "network"), "accounts/")

    assert "何文斌" in shown
    assert f"/manage/accounts/{staff.pk}/password/" not in shown
    assert f"/manage/accounts/{house.town.staff['window'].pk}/password/" in shown


def test_an_entrustment_is_revoked_and_another_entered(house: Cast):
    row = Entrustment.objects.get(item_code="JS-03")
    typed = {
        "item_code": row.item_code, "body": "德源街道办事处", "document": "德街办〔2026〕9号", "scope": "决定和发证",
        "from_on": f"{today()}",
    }  # fmt: skip
    assert "已有委托" in post(house, "entrustments/new/", "director", **typed).content.decode()
    assert post(house, f"entrustments/{row.pk}/revoke/", "director", on=f"{today()}").status_code == 302
    assert post(house, "entrustments/new/", "director", **typed)["Location"] == "/manage/entrustments/"

    shown = text(signed_in(house, "network"), "entrustments/")
    for words in ("已撤销", "德街办〔2026〕3号", "德街办〔2026〕9号", "流动人口计划生育证明"):
        assert words in shown
    assert acts(house)[-2:] == ["office.revoke_entrustment", "office.entrust"]


def test_a_village_becomes_a_receiving_point_and_is_none_again(house: Cast):
    typed = {
        "point": str(house.town.centres["DYLS"].pk), "item_code": "MZ-01", "body": "新安县民政局",
        "document": "新民〔2026〕7号", "from_on": f"{today()}",
    }  # fmt: skip
    short = post(house, "entrustments/receive/", "director", **typed)
    assert short.status_code == 422
    assert 'value="新民〔2026〕7号"' in short.content.decode()

    assert (
        post(house, "entrustments/receive/", "director", **typed, scope="收件")["Location"] == "/manage/entrustments/"
    )
    row = Entrustment.objects.get(item_code="MZ-01")
    assert row.centre.code == "DYLS"
    assert "受理点：柳树村服务室" in text(signed_in(house, "network"), "entrustments/")
    assert post(house, f"entrustments/{row.pk}/revoke/", "network", on=f"{today()}").status_code == 302


def test_an_entrustment_that_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(house: Cast):
    typed = {"item_code": "MZ-01", "body": "德源街道办事处", "from_on": "2026-01-01"}
    answer = post(house, "entrustments/new/", **typed)
    shown = answer.content.decode()

    assert answer.status_code == 422
    for words in ("没有这个事项", "请填写“委托范围”", 'value="德源街道办事处"'):
        assert words in shown
    assert not Entrustment.objects.filter(item_code="MZ-01").exists()


def test_an_entrustment_of_another_centre_may_not_be_revoked(house: Cast):
    row = Entrustment.objects.get(item_code="JS-03")
    village = Post.objects.create(centre=house.town.centres["DYLS"], title="网络管理员", role=Role.NETWORK)
    Holding.objects.create(post=village, staff=house.town.staff["village2"], from_on=today())
    house.town.posts["elsewhere"], house.town.staff["elsewhere"] = village, house.town.staff["village2"]

    assert post(house, f"entrustments/{row.pk}/revoke/", "elsewhere", on=f"{today()}").status_code == 404
    row.refresh_from_db()
    assert row.revoked_on is None
