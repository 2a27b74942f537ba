"""The keys: what is sealed in the database opens only with what lies in DATA/keys.

A sealed value is  key id (1 byte) ‖ nonce (12) ‖ ciphertext ‖ tag (16),  AES-256-GCM. The id in front names
the key file, and the file's name the suite, so that keys can be changed, and a national cipher can follow,
while old values still open. New values take the highest id; blind indexes always the lowest, since equal
words must stay equal. A key serves at most 2**32 values (random nonces, NIST SP 800-38D 8.3): add the next
id well before. Keys are made once and never overwritten; they are no part of a backup (requirement J2, S4).
"""

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from yimen.journal.errors import Broken, Malformed

SUITE: Final = "aes256gcm"
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
BLIND_BYTES: Final = 16

# Crockford's base 32: no I, L, O, U, so that a sheet read aloud or typed from paper has one reading.
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD: Final = str.maketrans("ILO", "110")
_CHECK_PRIME: Final = 1021  # the largest below 32 × 32
LINE_BYTES: Final = 10  # 16 letters without padding: four groups of four
LINES_A_KEY: Final = 4  # 32 bytes of key and 8 of its digest
SHEET_LINE: Final = re.compile(r"^\s*(\d{1,3})-([1-4])\s*[:.\s]\s*(.+?)\s*$")


def seal(plain: bytes, *, about: bytes) -> bytes:
    """The sealed form of `plain`, which opens only with the same `about` (what and where it is)."""
    key_id, cipher = _ring().newest
    nonce = os.urandom(NONCE_BYTES)
    return key_id + nonce + cipher.encrypt(nonce, plain, about)


def open_sealed(sealed: bytes, *, about: bytes) -> bytes:
    """What was sealed. Broken when the key is missing or a bit of value or `about` is not what it was."""
    cipher = _ring().ciphers.get(sealed[:1]) or _after_a_rotation(sealed[:1])
    try:
        return cipher.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], about)
    except (InvalidTag, ValueError) as error:
        raise Broken(_("加密的数据已损坏或被改动，无法打开。"), code="sealed_value_damaged") from error


def blind(text: str, *, scope: str) -> bytes:
    """Sixteen bytes, equal where the words are equal (width, case and spaces aside), telling nothing else."""
    words = "".join(unicodedata.normalize("NFKC", text).upper().split())
    keyed = _ring().blinder(scope).copy()
    keyed.update(words.encode())
    return keyed.digest()[:BLIND_BYTES]


def ready(*, create: bool = False) -> None:
    """Make sure that the keys are there. `create` only where no database is: new keys open nothing old."""
    if create and not _key_files(_folder()):
        _write_key(_folder(), 1, secrets.token_bytes(KEY_BYTES))
    _ring()


def recovery_sheet() -> str:
    """The sheet to print and lock away: every key in groups to type back, each line with check letters."""
    head = [
        _("一门 · 密钥恢复单"),
        _("凭此单可以打开本系统的全部加密数据。请打印两份，分别封存在两处；不要拍照，不要存入电脑。"),
        _("数据备份中不含密钥：密钥文件丢失而没有此单，数据将永远无法打开。"),
        _("恢复时照样逐行输入，每行末尾两位是校验字符。字母中没有 I、L、O、U。"),
    ]
    lines = [line for key_id, root in _ring().roots.items() for line in _sheet_lines(key_id, root)]
    return "\n".join([*head, "", *lines, "", _("密钥指纹：%s") % _fingerprint(), ""])


def restore_from_sheet(text: str) -> None:
    """Write back the keys of a typed sheet. Malformed names the wrong line, or that other keys are there."""
    roots = _read_sheet(text)
    there = _read_folder(_folder())
    if any(there.get(key_id, root) != root for key_id, root in roots.items()):
        raise Malformed(
            _("密钥目录中已有另一把密钥，不会覆盖。请先核对恢复单是否属于本系统。"), code="other_keys_there"
        )
    for key_id, root in roots.items():
        if key_id not in there:
            _write_key(_folder(), key_id, root)
    _ring_of.cache_clear()


def fingerprints() -> dict[str, str]:
    """What tells each key from any other and reveals nothing of it, by key id: a backup names the keys that open it."""
    return _told_apart(_read_folder(_folder()))


def fingerprints_on_sheet(text: str) -> dict[str, str]:
    """The same of a typed sheet, of which nothing is written. Malformed names the wrong line."""
    return _told_apart(_read_sheet(text))


def bring(folder: Path, wanted: dict[str, str]) -> bool:
    """Take the keys of these fingerprints from another folder of keys; whether they all were there."""
    roots = _read_folder(folder)
    found = _told_apart(roots)
    if not wanted or any(found.get(key_id) != told for key_id, told in wanted.items()):
        return False
    for key_id, root in roots.items():
        _write_key(_folder(), key_id, root)
    _ring_of.cache_clear()
    return True


def is_confirmed() -> bool:
    """Whether someone has said that the sheet of exactly these keys is printed and kept."""
    flag = _folder() / "confirmed"
    return flag.is_file() and flag.read_text().strip() == _fingerprint()


def confirm() -> None:
    """Note that the sheet is printed and kept. A new key makes a new sheet, which must be confirmed again."""
    draft = _draft(_folder(), _fingerprint() + "\n")
    draft.replace(_folder() / "confirmed")


@dataclass(frozen=True, slots=True, repr=False)
class _Ring:
    """All keys of one folder, made ready for use. Has no repr: it must never stand in a log."""

    roots: dict[int, bytes]
    ciphers: dict[bytes, AESGCM]
    newest: tuple[bytes, AESGCM]
    blinders: dict[str, hmac.HMAC]

    def blinder(self, scope: str) -> hmac.HMAC:
        """An HMAC keyed for the scope, to be copied: keying takes longer than hashing a name."""
        keyed = self.blinders.get(scope)
        if keyed is None:
            key = _derived(self.roots[min(self.roots)], f"yimen blind {scope}")
            keyed = self.blinders[scope] = hmac.new(key, digestmod="sha256")
        return keyed


def _ring() -> _Ring:
    return _ring_of(settings.KEYS_DIR)


@lru_cache(maxsize=4)
def _ring_of(folder: str | Path) -> _Ring:
    roots = _read_folder(Path(folder))
    if not roots:
        raise Broken(
            _("找不到密钥文件，加密的数据无法打开。请用密钥恢复单恢复密钥，不要另建新密钥。"),
            code="keys_missing",
        )
    ciphers = {bytes([key_id]): AESGCM(_derived(root, "yimen seal")) for key_id, root in roots.items()}
    newest = bytes([max(roots)])
    return _Ring(roots=roots, ciphers=ciphers, newest=(newest, ciphers[newest]), blinders={})


def _after_a_rotation(key_id: bytes) -> AESGCM:
    """The cipher of a key that came after this process read the folder."""
    _ring_of.cache_clear()
    cipher = _ring().ciphers.get(key_id)
    if cipher is None:
        raise Broken(_("这份数据所用的密钥不在密钥目录中，请用最近的密钥恢复单恢复。"), code="key_unknown")
    return cipher


def _derived(root: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(root)


def _fingerprint() -> str:
    every = b"".join(bytes([key_id]) + root for key_id, root in _ring().roots.items())
    return hashlib.sha256(b"yimen fingerprint" + every).hexdigest()[:16]


def _told_apart(roots: dict[int, bytes]) -> dict[str, str]:
    return {
        str(key_id): hashlib.sha256(b"yimen key" + bytes([key_id]) + root).hexdigest()[:16]
        for key_id, root in roots.items()
    }


def _folder() -> Path:
    return Path(settings.KEYS_DIR)


def _key_files(folder: Path) -> dict[int, Path]:
    return {int(path.name[:3]): path for path in sorted(folder.glob(f"[0-9][0-9][0-9].{SUITE}"))}


def _read_folder(folder: Path) -> dict[int, bytes]:
    roots = {}
    for key_id, path in _key_files(folder).items():
        try:
            root = bytes.fromhex(path.read_text())
        except ValueError:
            root = b""
        if len(root) != KEY_BYTES or not 1 <= key_id <= 255:
            raise Broken(_("密钥文件 %s 已损坏，请用密钥恢复单恢复。") % path.name, code="key_damaged")
        roots[key_id] = root
    return roots


def _write_key(folder: Path, key_id: int, root: bytes) -> None:
    """Whole or not at all, and never over another: of two processes the first wins, both use its key."""
    draft = _draft(folder, root.hex() + "\n")
    try:
        os.link(draft, folder / f"{key_id:03}.{SUITE}")
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    _settle(folder)


def _draft(folder: Path, text: str) -> Path:
    """A private file with `text`, safe on the disk, under a name of its own."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    draft = folder / f".{secrets.token_hex(8)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sheet_lines(key_id: int, root: bytes) -> list[str]:
    whole = root + hashlib.sha256(root).digest()[: LINE_BYTES * LINES_A_KEY - KEY_BYTES]
    lines = []
    for number in range(1, LINES_A_KEY + 1):
        letters = _letters(whole[(number - 1) * LINE_BYTES : number * LINE_BYTES])
        groups = " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))
        lines.append(f"{key_id}-{number}:  {groups}  {_check(key_id, number, letters)}")
    return lines


def _read_sheet(text: str) -> dict[int, bytes]:
    keys: dict[int, dict[int, bytes]] = {}
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if found := SHEET_LINE.match(line):
            key_id, number = int(found[1]), int(found[2])
            keys.setdefault(key_id, {})[number] = _read_line(key_id, number, found[3])
    if not keys:
        raise Malformed(_("没有找到密钥行。请照恢复单逐行输入，每行以“1-1:”这样的行号开头。"), code="sheet_empty")
    return {key_id: _joined(key_id, parts) for key_id, parts in keys.items()}


def _read_line(key_id: int, number: int, typed: str) -> bytes:
    letters = re.sub(r"[\s-]", "", typed).upper().translate(MISREAD)
    body, check = letters[:-2], letters[-2:]
    right = len(body) == LINE_BYTES * 8 // 5 and set(body) <= set(LETTERS) and 1 <= key_id <= 255
    if not right or check != _check(key_id, number, body):
        raise Malformed(
            _("恢复单第%(line)s行输入有误，请对照原单核对。") % {"line": f"{key_id}-{number}"},
            code="sheet_line_wrong",
        )
    value = 0
    for letter in body:
        value = value * 32 + LETTERS.index(letter)
    return value.to_bytes(LINE_BYTES, "big")


def _joined(key_id: int, parts: dict[int, bytes]) -> bytes:
    for number in range(1, LINES_A_KEY + 1):
        if number not in parts:
            raise Malformed(_("恢复单缺少第%(line)s行。") % {"line": f"{key_id}-{number}"}, code="sheet_line_missing")
    whole = b"".join(parts[number] for number in range(1, LINES_A_KEY + 1))
    root, digest = whole[:KEY_BYTES], whole[KEY_BYTES:]
    if hashlib.sha256(root).digest()[: len(digest)] != digest:
        raise Malformed(_("恢复单第%(key)s把密钥的各行不属于同一张单，请核对。") % {"key": key_id}, code="sheet_mixed")
    return root


def _letters(part: bytes) -> str:
    value = int.from_bytes(part, "big")
    return "".join(LETTERS[(value >> shift) & 31] for shift in range(len(part) * 8 - 5, -1, -5))


def _check(key_id: int, number: int, letters: str) -> str:
    """Two letters. Any one letter typed wrongly and any two typed in the other's place give others: the prime is larger
    than a letter's value times its place can come round to."""
    value = (key_id * 31 + number) % _CHECK_PRIME
    for place, letter in enumerate(letters, 1):
        value = (value + place * LETTERS.find(letter)) % _CHECK_PRIME
    return LETTERS[value >> 5] + LETTERS[value & 31]
