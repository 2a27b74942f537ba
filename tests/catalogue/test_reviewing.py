"""Draft, review, published, retired: who may, what is refused, and that a published version never changes (A6, A9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.catalogue.cast import SHORT
from tests.town import Cast
from yimen.catalogue import editing, reviewing, standing
from yimen.catalogue.definitions import of_version, published
from yimen.catalogue.elements import Content, State
from yimen.catalogue.models import ItemVersion
from yimen.catalogue.publishing import GuideHasErrors
from yimen.catalogue.reading import read
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry
from yimen.office import installation
from yimen.office.models import Holding

NEW = read(SHORT.replace("LN-01", "LN-09"), file="ln.yaml").content
MINUTE = "东政会纪〔2026〕3号"
FROM = date(2026, 3, 9)


def at(cast: Cast) -> datetime:
    return cast.clock.at(3, 2)


def saved(cast: Cast, content: Content = NEW, *, after: int = 0, who: str = "editor") -> ItemVersion:
    return editing.keep(content, after=after, by=cast.town.actor(who), at=at(cast))


def sent(cast: Cast) -> ItemVersion:
    version = saved(cast)
    reviewing.send_to_review(version, by=cast.editor, at=at(cast))
    return version


def publish(cast: Cast, version: ItemVersion, **more: Any) -> None:
    facts: dict[str, Any] = {"from_on": FROM, "minute": MINUTE, "by": cast.network} | more
    reviewing.publish(version, at=at(cast), **facts)


def amended(cast: Cast) -> Content:
    return replace(of_version(published("MZ-01", on=FROM).version_id), place="长安路26号一楼大厅")


def test_a_draft_is_sent_reviewed_by_another_and_in_force_from_its_day(cast: Cast):
    version = sent(cast)
    publish(cast, version)

    assert published("LN-09", on=FROM).version_id == version.pk
    assert [one.state for one in version.states.order_by("number")] == ["draft", "review", "published"]
    assert version.states.get(state="published").minute == MINUTE
    told = Entry.objects.filter(centre_id=installation.root().pk, act__startswith="catalogue.").order_by("number")
    assert [one.act for one in told] == [
        "catalogue.load", "catalogue.write_draft", "catalogue.send_to_review", "catalogue.publish"
    ]  # fmt: skip
    assert replay(installation.root().pk) == []


def test_who_wrote_it_does_not_publish_it(cast: Cast):
    version = sent(cast)

    with pytest.raises(NotYours, match="吴磊"):
        publish(cast, version, by=cast.editor)
    assert standing.state_of(version) is State.REVIEW


def test_where_nobody_else_may_one_person_does_both(cast: Cast):
    version = sent(cast)
    Holding.objects.filter(staff=cast.town.staff["network"]).update(until_on=date(2026, 3, 1))

    publish(cast, version, by=cast.editor)

    assert standing.state_of(version) is State.PUBLISHED


def test_it_is_given_back_with_what_is_to_be_mended(cast: Cast):
    version = sent(cast)
    state = reviewing.give_back(version, reason="请写明年龄计算到哪一天", by=cast.network, at=at(cast))

    assert (standing.state_of(version), reviewing.reason_of(state)) == (State.DRAFT, "请写明年龄计算到哪一天")
    assert "年龄" not in Entry.objects.get(subject_id=installation.root().pk, act="catalogue.return_draft").body


@pytest.mark.parametrize(
    ("more", "field"),
    [({"minute": " "}, "minute"), ({"from_on": date(2026, 3, 1)}, "from_on"), ({"minute": "x" * 61}, "minute")],
)
def test_a_new_item_needs_the_minute_of_the_joint_meeting_and_a_day_to_come(
    cast: Cast, more: dict[str, Any], field: str
):
    version = sent(cast)

    with pytest.raises(Malformed) as refused:
        publish(cast, version, **more)
    assert set(refused.value.fields) == {field}


def test_an_amended_item_needs_no_minute_and_the_version_before_it_ends(cast: Cast):
    before = published("MZ-01", on=FROM)
    version = saved(cast, replace(amended(cast), as_printed="照印制的办事指南录入"), after=1)
    reviewing.send_to_review(version, by=cast.editor, at=at(cast))
    publish(cast, version, minute="")

    assert published("MZ-01", on=date(2026, 3, 8)).version_id == before.version_id
    assert published("MZ-01", on=FROM).place == "长安路26号一楼大厅"
    assert of_version(before.version_id).place == before.place


def test_a_guide_with_errors_is_not_sent(cast: Cast):
    version = saved(cast, replace(NEW, basis=()))

    with pytest.raises(GuideHasErrors):
        reviewing.send_to_review(version, by=cast.editor, at=at(cast))
    assert standing.state_of(version) is State.DRAFT


def test_a_saved_draft_replaces_the_one_before_which_moves_no_more(cast: Cast):
    first = saved(cast)
    second = saved(cast, replace(NEW, place="二楼"), after=1)

    assert (second.number, saved(cast, replace(NEW, place="二楼"), after=2).pk) == (2, second.pk)
    with pytest.raises(NotNow, match="更新的草稿"):
        reviewing.send_to_review(first, by=cast.editor, at=at(cast))


def save_what_is_published(cast: Cast) -> None:
    saved(cast, of_version(published("MZ-01", on=FROM).version_id), after=1)


def save_in_review(cast: Cast) -> None:
    sent(cast)
    saved(cast, replace(NEW, place="二楼"), after=1)


def save_after_another(cast: Cast) -> None:
    saved(cast)
    saved(cast, replace(NEW, place="二楼"), after=1)
    saved(cast, replace(NEW, place="三楼"), after=1)


def publish_a_draft(cast: Cast) -> None:
    publish(cast, saved(cast))


def publish_before_the_version_in_force(cast: Cast) -> None:
    version = sent(cast)
    publish(cast, version, from_on=date(2026, 6, 1))
    second = saved(cast, replace(NEW, place="二楼"), after=1)
    reviewing.send_to_review(second, by=cast.editor, at=at(cast))
    publish(cast, second, minute="")


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (save_what_is_published, "没有要存的修改"), (save_in_review, "正在审核"), (save_after_another, "又存了第2版"),
        (publish_a_draft, "现在是“草稿”"), (publish_before_the_version_in_force, "内容需要改正"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(cast: Cast, act: Callable[[Cast], None], words: str):
    with pytest.raises((NotNow, Malformed), match=words):
        act(cast)


def test_the_code_of_a_new_item_is_its_own(cast: Cast):
    with pytest.raises(Malformed) as refused:
        saved(cast, replace(NEW, code="MZ-01"))
    assert set(refused.value.fields) == {"code"}


def test_an_item_is_retired_from_a_day_on_and_a_draft_is_put_aside(cast: Cast):
    version = ItemVersion.objects.get(pk=published("MZ-02", on=FROM).version_id)
    draft = saved(cast)
    reviewing.retire(version, from_on=FROM, by=cast.network, at=at(cast))
    reviewing.retire(draft, from_on=date(2026, 3, 2), by=cast.editor, at=at(cast))

    assert not ItemVersion.objects.in_force(FROM).filter(pk=version.pk).exists()
    assert standing.state_of(draft) is State.RETIRED
    with pytest.raises(NotNow):
        reviewing.retire(version, from_on=FROM, by=cast.network, at=at(cast))
    with pytest.raises(Malformed):
        reviewing.retire(saved(cast, after=1), from_on=date(2026, 3, 1), by=cast.editor, at=at(cast))


@pytest.mark.parametrize("who", ["director", "window", "village", "county_head"])
def test_other_posts_may_not_write(cast: Cast, who: str):
    with pytest.raises(NotYours):
        saved(cast, who=who)
    assert not ItemVersion.objects.filter(item__code="LN-09").exists()
