"""What has happened in the town: a table of stories, so that every state, office and light is there to be seen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from yimen.cases import (
    answerable,
    completion,
    corrections,
    decisions,
    delivery,
    endings,
    extending,
    intake,
    proposals,
    refusing,
    steps,
    taking_over,
)
from yimen.cases.models import Case, Proposal, Task
from yimen.catalogue import definitions
from yimen.demonstration.telling import Fact, Tale, turn
from yimen.demonstration.town import Town
from yimen.journal.moments import localdate


def staff(key: str) -> Fact:
    """Who holds that post."""
    return lambda town, _case, _at: town.staff[key].pk


def in_days(days: int) -> Fact:
    """A day so many days after the act."""
    return lambda _town, _case, at: localdate(at) + timedelta(days=days)


def all_but(*keys: str) -> Fact:
    """The materials of the item, but for these."""

    def given(_town: Town, case: Case, _at: datetime) -> frozenset[UUID]:
        listed = definitions.of_version(case.version_id).requirements
        return frozenset(one.id for one in listed if one.key not in keys)

    return given


def pregnant_since(days: int) -> Callable[[datetime], dict[str, str]]:
    """The form of JS-01: the day that the proof of pregnancy names, so many days before it is handed in."""
    return lambda at: {"pregnant_on": (localdate(at) - timedelta(days=days)).isoformat()}


def task(_town: Town, case: Case, _at: datetime) -> UUID:
    """The step that waits."""
    waiting: UUID = Task.objects.get(case=case, state=Task.State.OPEN).pk
    return waiting


def proposal(_town: Town, case: Case, _at: datetime) -> UUID:
    """What waits for a word."""
    waiting: UUID = Proposal.objects.get(case=case, state__in=proposals.WAITING).pk
    return waiting


# Working days ago, in brackets where it matters: what the light shows. Promises: MZ-01, -02, -05, -07, GT-01 30 working
# days, MZ-04 40, MZ-03 90, LD-01 and -02 15, CG-01 10, MZ-06 5; JS-01 to -03 on the spot; JS-04 by the end of the year.
TALES = (
    # the rural allowance, in every state
    Tale("王秀英", "MZ-01", 52, ("closed",)),
    Tale("张德福", "MZ-01", 48, ("ready",)),  # never collected
    Tale("李桂兰", "MZ-01", 34, ("county_approval",)),  # red
    Tale("欧阳建华", "MZ-01", 29, ("town_review",)),  # amber
    Tale("陈玉梅", "MZ-01", 6, (
        "village_check", turn(3, extending.ask_extension, "village", days=3, reason="户主在外务工，下周才能入户核对"),
        turn(2, extending.endorse, "supervisor", opinion="情况属实，同意延期"),  # due in weeks
    )),
    Tale("沙马·拉且", "MZ-01", 4, ("village_notice", turn(2, steps.post_notice, "village3", task_id=task))),
    Tale("刘三妹", "MZ-01", 3, begin="asked", lacks=("application",)),
    Tale("赵龘", "MZ-01", 1, begin="received", lacks=("application",)),
    Tale("罗少华", "MZ-01", 4, begin="received"),  # to be answered by tomorrow
    Tale("郑桂芳", "MZ-01", 16, (
        turn(13, completion.complete, "window2", given=all_but()), turn(13, intake.accept, "window2"), "town_review",
    ), begin="asked", lacks=("application",)),
    Tale("冉茂才", "MZ-01", 15, ("town_review", turn(
        5, steps.send_back, "town_civil", task_id=task, reason="公示照片看不清张贴日期，请重新公示并附照片",
    ))),
    Tale("龙凤英", "MZ-01", 27, ("county_approval", turn(
        12, decisions.decide, "county", task_id=task, outcome="refused", opinion="经核对，家庭年人均收入高于1196元",
    ))),
    Tale("游洪亮", "MZ-01", 18, ("town_review", turn(
        7, endings.return_, "town_civil", code="examined_not_met", reason="户籍已于今年六月迁出本街道",
    ))),
    Tale("谭家兴", "MZ-01", 70, begin="asked", lacks=("application",)),  # never answered: returned by the clock
    Tale("石磊", "MZ-01", 22, (
        "county_approval",
        turn(4, answerable.hand_over, "supervisor", staff_id=staff("town_civil"), reason="原责任人参加培训，由经办接续"),
    )),
    # the urban one, with its two notices
    Tale("孙国平", "MZ-02", 24, ("town_notice", turn(4, steps.post_notice, "town_civil", task_id=task))),
    Tale("阿依古丽·买买提", "MZ-02", 26, (
        "village_result_notice", turn(3, steps.post_notice, "community", task_id=task),
    )),
    Tale("蒲晓琴", "MZ-02", 13, ("town_review", turn(4, endings.withdraw, "window2", reason="本人已找到工作，不再申请"))),
    Tale("樊梨花", "MZ-02", 2, ("village_check",)),
    Tale("马𫘧", "MZ-02", 36, ("closed",)),
    # after the flood
    Tale("向大川", "MZ-03", 3, (
        "town_review",
        turn(1, answerable.mark, "supervisor", staff_id=staff("leader"), reason="洪灾倒房户，分管领导牵头"),
        turn(1, answerable.hurry, "window2", wanted_on=in_days(10), reason="房屋倒塌，现借住亲戚家"),
    )),
    Tale("翁有福", "MZ-03", 20, ("county_approval",)),
    Tale("何小兰", "MZ-03", 12, ("closed",)),
    # the five guarantees
    Tale("周老实", "MZ-04", 30, ("agreement",)),  # decided; the agreement waits for its signatures
    Tale("黄世明", "MZ-04", 3, ("village_deliberation",)),
    Tale("钟秀莲", "MZ-04", 40, ("closed",)),
    # old people's cards; one case joined by another of the same person
    Tale("伍建设", "MZ-05", 12, ("ready", turn(
        8, delivery.deliver, "reply", way="agent", receiver="伍小军", why_other="本人行动不便，由儿子代领",
    ))),
    Tale("尹素华", "MZ-05", 5, ("ready",)),
    Tale("梁长生", "MZ-05", 2),
    Tale("梁长生", "MZ-07", 2, joins=True),
    Tale("罗少华", "MZ-05", 9, (
        turn(9, corrections.correct_materials, "window2", given=all_but("photo"), reason="照片底色不对，误登记为已交"),
    )),
    # taken in at a village: on the way, just sent, by a receiving point, and taken over by the hall
    Tale("康巧云", "MZ-05", 1, begin="received", desk="desk_qingxi"),
    Tale("樊梨花", "JS-02", 0, begin="received", desk="desk_changan"),
    Tale("翁有福", "MZ-05", 2, begin="received", desk="desk_taoyuan"),
    Tale("郑桂芳", "MZ-05", 4, (
        turn(3, taking_over.take_over, "window2", here=all_but(), brought_by="关大勇"), turn(3, intake.accept, "window2"),
    ), begin="received", desk="desk_liushu"),
    Tale("龙凤英", "MZ-03", 3, (
        turn(2, taking_over.take_over, "window2", here=all_but(), brought_by="关大勇"),
    ), begin="received", desk="desk_liushu"),
    # cards of the disabled: five working days, so that more days are asked for
    Tale("张德福", "MZ-06", 4, ("appraisal",)),  # amber
    Tale("邓勇军", "MZ-06", 9, ("county_approval",)),  # red
    Tale("康巧云", "MZ-06", 10, ("closed",)),
    Tale("古月明", "MZ-06", 3, ("appraisal", turn(
        1, extending.ask_extension, "hospital", days=5, reason="鉴定专家外出会诊，下周方能鉴定",
    ))),
    Tale("兰天", "MZ-06", 4, (
        "appraisal", turn(2, extending.ask_extension, "hospital", days=2, reason="需补做听力检查，预约在下周"),
        turn(1, extending.endorse, "supervisor", opinion="情况属实，同意延期"),
    )),
    Tale("吉克·阿牛", "MZ-06", 6, (
        "appraisal", turn(3, extending.ask_extension, "hospital", days=5, reason="伤情尚未稳定，需两周后复查"),
        turn(3, extending.endorse, "supervisor", opinion="同意"), turn(2, extending.extend, "leader"),
    )),
    Tale("贺知秋", "MZ-06", 5, (
        "appraisal", turn(3, extending.ask_extension, "hospital", days=10, reason="科室本周排班已满，希望延后"),
        turn(2, proposals.decline, "supervisor", proposal_id=proposal, reason="排班不是延期的理由，请调整班次"),
    )),
    # help with hospital bills
    Tale("王小满", "MZ-07", 10, ("town_notice", turn(5, steps.post_notice, "town_civil", task_id=task))),
    Tale("李桂兰", "MZ-07", 23, ("county_approval",)),
    Tale("周老实", "MZ-07", 28, ("closed",)),
    # family planning
    # the notice handed out; exchanged at three months: one day is still to come, the other has come
    Tale("司马相宜", "JS-01", 8, ("exchange",), pace=0, more={"form": pregnant_since(50)}),
    Tale("蒲晓琴", "JS-01", 30, ("exchange",), pace=0, more={"form": pregnant_since(70)}),
    Tale("文静", "JS-01", 11, ("closed",), pace=0),
    Tale("覃海燕", "JS-01", 2, ("town_review",)),  # on the spot by promise, so red
    Tale("舒畅", "JS-02", 6, ("closed",), pace=0),
    Tale("何小兰", "JS-02", 1, ("village_check",)),
    Tale("杨春燕", "JS-03", 2, begin="on_the_spot"),
    Tale("岳敏", "JS-03", 7, begin="on_the_spot"),
    Tale("卓玛·央金", "JS-03", 13, begin="on_the_spot"),
    Tale("龙凤英", "JS-04", 8, ("village_deliberation",)),
    Tale("冉茂才", "JS-04", 33, ("county_confirmation",)),
    Tale("伍建设", "JS-04", 45, ("payment",)),
    # work and insurance
    Tale("兰天", "LD-01", 3, begin="on_the_spot"),
    Tale("玛丽·约翰逊", "LD-01", 5),  # waits for the window's decision
    Tale("刘三妹", "LD-02", 10, ("finance_confirmation", turn(
        2, answerable.hurry, "window_social", wanted_on=in_days(5), reason="下月缴费前须到账",
    ))),
    Tale("邓勇军", "LD-02", 12, ("hand_out",)),
    Tale("区慧仪", "LD-02", 5, ("county_review",)),
    Tale("孙国平", "LD-02", 14, (
        "county_review", turn(6, endings.terminate, "supervisor", code="duplicate", reason="同一年度补贴已在他处领取"),
    )),
    # houses and trees
    Tale("赵龘", "GT-01", 3, ("visit",)),
    Tale("康巧云", "GT-01", 14, ("decision",)),
    Tale("石磊", "GT-01", 2, (turn(
        1, refusing.ask_refusal, "window_housing", code="not_eligible", reason="已有一处宅基地且面积达到标准",
    ),), begin="received", lacks=("former_certificate",)),
    Tale("向大川", "GT-01", 9, (
        turn(8, refusing.ask_refusal, "window_housing", code="not_eligible", reason="选址占用基本农田"),
        turn(7, refusing.allow_refusal, "leader", opinion="同意，请说明可另行选址"),
        turn(7, intake.refuse_intake, "window_housing", code="not_eligible", reason="选址占用基本农田，可另行选址再申请"),
    ), begin="received"),
    Tale("翁有福", "CG-01", 9, begin="received"),  # nobody answered: accepted by law
    Tale("欧阳建华", "CG-01", 4, ("issue",)),
    Tale("吉克·阿牛", "LY-01", 3, ("county_approval",), more={"variant": "above", "form": {"trees": 80}}),
    Tale("陈玉梅", "LY-01", 6, ("closed",), more={"variant": "within", "form": {"trees": 12}}),
    Tale("尹素华", "LY-01", 1, more={"variant": "above", "form": {"trees": 45}}),
)  # fmt: skip
