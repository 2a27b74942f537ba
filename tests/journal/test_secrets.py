"""The keys and the sealed values: what opens, what does not, and what is typed back from paper."""

import re
import stat
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from yimen.journal import secrets
from yimen.journal.errors import Broken, Malformed
from yimen.journal.sealed import SealedJson, SealedText

ABOUT = b"registry.person.name"


@pytest.fixture
def keys(tmp_path: Path, settings: Settings) -> Path:
    settings.KEYS_DIR = tmp_path / "keys"
    secrets.ready(create=True)
    return tmp_path / "keys"


@pytest.fixture(scope="module", autouse=True)
def _keys_of_the_run() -> None:
    secrets.ready(create=True)


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_what_was_sealed_opens_as_it_was(plain: bytes, about: bytes) -> None:
    assert secrets.open_sealed(secrets.seal(plain, about=about), about=about) == plain


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_changed_bit_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(secrets.seal(plain, about=ABOUT))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8

    with pytest.raises(Broken):
        secrets.open_sealed(bytes(sealed), about=ABOUT)


@pytest.mark.parametrize("stub", [b"", b"\x01", b"\x01" + bytes(12)])
def test_a_value_cut_short_is_noticed(stub: bytes) -> None:
    with pytest.raises(Broken):
        secrets.open_sealed(stub, about=ABOUT)


def test_a_value_does_not_open_as_another_column() -> None:
    sealed = secrets.seal("王秀英".encode(), about=ABOUT)

    with pytest.raises(Broken) as refusal:
        secrets.open_sealed(sealed, about=b"registry.person.phone")
    assert refusal.value.code == "sealed_value_damaged"


def test_the_same_words_are_never_sealed_to_the_same_bytes() -> None:
    assert secrets.seal(b"same", about=ABOUT) != secrets.seal(b"same", about=ABOUT)


@given(st.text(max_size=40))
def test_blind_bytes_are_equal_for_equal_words_in_any_width_case_and_spacing(text: str) -> None:
    spaced = " ".join(text)

    assert secrets.blind(spaced, scope="a") == secrets.blind(text, scope="a")
    assert len(secrets.blind(text, scope="a")) == 16


def test_blind_bytes_fold_width_and_case_but_not_words_or_scopes() -> None:
    known = secrets.blind("11010519491231002X", scope="number")

    assert secrets.blind("１１０１０５１９４９１２３１００２ｘ", scope="number") == known
    assert secrets.blind("110105194912310021", scope="number") != known
    assert secrets.blind("11010519491231002X", scope="name") != known


def test_keys_are_private_files(keys: Path) -> None:
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in keys.iterdir()] == [0o600]


def test_keys_are_never_made_anew(keys: Path) -> None:
    before = (keys / "001.aes256gcm").read_bytes()

    secrets.ready(create=True)

    assert (keys / "001.aes256gcm").read_bytes() == before


def test_missing_keys_are_refused_and_not_made(tmp_path: Path, settings: Settings) -> None:
    settings.KEYS_DIR = tmp_path / "keys"

    with pytest.raises(Broken, match="请用密钥恢复单恢复密钥") as refusal:
        secrets.ready()
    assert refusal.value.code == "keys_missing"
    assert not (tmp_path / "keys").exists()


def test_a_damaged_key_file_is_named(keys: Path) -> None:
    (keys / "001.aes256gcm").write_text("12 34")
    secrets._ring_of.cache_clear()

    with pytest.raises(Broken, match=r"001\.aes256gcm"):
        secrets.ready()


def test_of_many_at_once_the_first_key_serves_all(tmp_path: Path, settings: Settings) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    start = threading.Barrier(8)
    seen: list[bytes] = []

    def one() -> None:
        start.wait()
        secrets.ready(create=True)
        seen.append((tmp_path / "keys" / "001.aes256gcm").read_bytes())

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(seen) == 8
    assert len(set(seen)) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["001.aes256gcm"]


def test_after_a_new_key_old_values_open_and_blind_indexes_stay(keys: Path) -> None:
    old, index = secrets.seal(b"old", about=ABOUT), secrets.blind("王秀英", scope="name")
    (keys / "002.aes256gcm").write_text("ab" * 32)
    secrets._ring_of.cache_clear()

    new = secrets.seal(b"new", about=ABOUT)

    assert (old[0], new[0]) == (1, 2)
    assert secrets.open_sealed(old, about=ABOUT) == b"old"
    assert secrets.blind("王秀英", scope="name") == index


def test_a_process_that_read_the_keys_before_a_new_one_came_finds_it(keys: Path) -> None:
    secrets.seal(b"warm", about=ABOUT)
    (keys / "002.aes256gcm").write_text("ab" * 32)
    secrets._ring_of.cache_clear()
    sealed = secrets.seal(b"new", about=ABOUT)
    hidden = (keys / "002.aes256gcm").rename(keys / "hidden")
    secrets._ring_of.cache_clear()
    with pytest.raises(Broken) as refusal:
        secrets.open_sealed(sealed, about=ABOUT)
    assert refusal.value.code == "key_unknown"

    hidden.rename(keys / "002.aes256gcm")

    assert secrets.open_sealed(sealed, about=ABOUT) == b"new"


def test_a_typed_sheet_brings_the_keys_back(keys: Path, tmp_path: Path, settings: Settings) -> None:
    (keys / "002.aes256gcm").write_text("cd" * 32)
    secrets._ring_of.cache_clear()
    sealed, sheet = secrets.seal("王秀英".encode(), about=ABOUT), secrets.recovery_sheet()
    settings.KEYS_DIR = tmp_path / "other"

    secrets.restore_from_sheet(_as_a_tired_hand_types(sheet))

    assert secrets.open_sealed(sealed, about=ABOUT).decode() == "王秀英"
    assert secrets.recovery_sheet() == sheet


def test_a_wrong_letter_is_found_in_its_line(keys: Path, tmp_path: Path, settings: Settings) -> None:
    sheet = secrets.recovery_sheet()
    line = re.search(r"^1-3:  (.)", sheet, re.MULTILINE)
    assert line
    wrong = sheet[: line.start(1)] + ("7" if line[1] != "7" else "8") + sheet[line.end(1) :]
    settings.KEYS_DIR = tmp_path / "other"

    with pytest.raises(Malformed, match="恢复单第1-3行输入有误"):
        secrets.restore_from_sheet(wrong)
    assert not (tmp_path / "other").exists()


def test_a_missing_line_is_named(keys: Path) -> None:
    sheet = re.sub(r"^1-2:.*\n", "", secrets.recovery_sheet(), flags=re.MULTILINE)

    with pytest.raises(Malformed, match="恢复单缺少第1-2行"):
        secrets.restore_from_sheet(sheet)


@given(st.text(secrets.LETTERS, min_size=16, max_size=16), st.data())
def test_any_wrong_letter_and_any_two_in_each_others_place_change_the_check(letters: str, data: st.DataObject) -> None:
    one, other = data.draw(st.lists(st.integers(0, 15), min_size=2, max_size=2, unique=True))
    wrong, swapped = list(letters), list(letters)
    wrong[one] = data.draw(st.sampled_from(secrets.LETTERS))
    swapped[one], swapped[other] = letters[other], letters[one]

    for typed in map("".join, (wrong, swapped)):
        assert typed == letters or secrets._check(1, 3, typed) != secrets._check(1, 3, letters)


def test_lines_of_two_sheets_do_not_make_a_key(keys: Path, tmp_path: Path, settings: Settings) -> None:
    one = secrets.recovery_sheet()
    settings.KEYS_DIR = tmp_path / "other"
    secrets.ready(create=True)
    other = secrets.recovery_sheet()
    mixed = "\n".join([*re.findall(r"^1-[12]:.*$", one, re.M), *re.findall(r"^1-[34]:.*$", other, re.M)])

    with pytest.raises(Malformed, match="不属于同一张单"):
        secrets.restore_from_sheet(mixed)


@pytest.mark.parametrize("text", ["", "密钥恢复单\n2026-11-21"])
def test_a_sheet_without_keys_is_refused(keys: Path, text: str) -> None:
    with pytest.raises(Malformed, match="没有找到密钥行"):
        secrets.restore_from_sheet(text)


def test_another_systems_sheet_overwrites_nothing(keys: Path, tmp_path: Path, settings: Settings) -> None:
    sheet, other = secrets.recovery_sheet(), tmp_path / "other"
    settings.KEYS_DIR = other
    secrets.ready(create=True)
    before = (other / "001.aes256gcm").read_bytes()

    with pytest.raises(Malformed, match="不会覆盖"):
        secrets.restore_from_sheet(sheet)
    assert (other / "001.aes256gcm").read_bytes() == before


def test_a_sheet_stays_unconfirmed_until_someone_says_so_and_again_after_a_new_key(keys: Path) -> None:
    assert not secrets.is_confirmed()

    secrets.confirm()
    assert secrets.is_confirmed()

    (keys / "002.aes256gcm").write_text("ab" * 32)
    secrets._ring_of.cache_clear()
    assert not secrets.is_confirmed()


def test_the_command_prints_the_sheet_and_takes_the_confirmation(keys: Path) -> None:
    out = StringIO()

    call_command("recovery_sheet", stdout=out)
    assert secrets.recovery_sheet() in out.getvalue()
    assert not secrets.is_confirmed()

    call_command("recovery_sheet", "--confirm", stdout=out)
    assert secrets.is_confirmed()


def test_the_command_brings_keys_back_and_says_what_is_wrong(keys: Path, tmp_path: Path, settings: Settings) -> None:
    sheet, typed = secrets.recovery_sheet(), tmp_path / "typed.txt"
    settings.KEYS_DIR = tmp_path / "other"

    typed.write_text(sheet.replace("1-4:", "1-3:"))
    with pytest.raises(CommandError, match="恢复单"):
        call_command("recovery_sheet", "--restore", str(typed))
    with pytest.raises(CommandError, match="无法读取文件"):
        call_command("recovery_sheet", "--restore", str(tmp_path / "none.txt"))

    typed.write_text(sheet)
    call_command("recovery_sheet", "--restore", str(typed), stdout=StringIO())
    assert secrets.recovery_sheet() == sheet


@pytest.fixture(scope="module")
def sealed_json() -> SealedJson:
    field = SealedJson(null=True)
    field._about = b"papers.paper.data"
    return field


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    )
)
def test_a_sealed_json_column_gives_back_what_was_put_in(sealed_json: SealedJson, value: object) -> None:
    stored = sealed_json.get_db_prep_save(value, connection)

    assert (stored is None) == (value is None)
    assert sealed_json.from_db_value(stored, None, connection) == value


def test_a_sealed_column_is_plain_bytes_in_migrations_and_has_no_default_there() -> None:
    for field in (SealedText(null=True, default="x"), SealedJson(null=True, default=dict)):
        _name, path, _args, options = field.deconstruct()

        assert (path, options) == ("django.db.models.BinaryField", {"null": True})


def test_what_is_no_text_or_no_json_is_refused() -> None:
    for field, value in ((SealedText(), b"bytes"), (SealedText(), 5), (SealedJson(), float("nan"))):
        with pytest.raises((TypeError, ValueError)):
            field.get_db_prep_save(value, connection)


def _as_a_tired_hand_types(sheet: str) -> str:
    """Lower case, no groups, O for 0 and l for 1, full-width colons."""
    lines = []
    for line in sheet.splitlines():
        if found := re.match(r"^(\d-\d):(.*)$", line):
            typed = found[2].replace(" ", "").lower().replace("0", "o").replace("1", "l")
            line = f"{found[1]}： {typed}"
        lines.append(line)
    return "\n".join(lines)


def test_keys_are_told_apart_without_revealing_them(keys: Path) -> None:
    sheet = secrets.recovery_sheet()

    assert secrets.fingerprints() == secrets.fingerprints_on_sheet(sheet)
    assert re.fullmatch("[0-9a-f]{16}", secrets.fingerprints()["1"])


def test_keys_are_taken_from_another_folder_only_where_they_are_the_right_ones(
    keys: Path, tmp_path: Path, settings: Settings
) -> None:
    wanted = secrets.fingerprints()
    settings.KEYS_DIR = tmp_path / "new"

    assert not secrets.bring(keys, {"1": "0" * 16})
    assert not secrets.bring(keys, {})
    assert not secrets.bring(tmp_path / "nowhere", wanted)
    assert secrets.bring(keys, wanted)
    assert secrets.fingerprints() == wanted
