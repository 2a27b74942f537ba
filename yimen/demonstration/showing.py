"""Writes DATA/demo.json: the addresses of the screens, the sign-ins, a token per role; and prints it for people."""

import json
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from yimen.cases.models import Case
from yimen.demonstration.town import PASSWORD
from yimen.office import devices
from yimen.office.models import Device, Holding, Role
from yimen.office.signing_in import issue_token

_SCREENS = {
    "portal": "/", "guide": "/items/MZ-01/", "progress": "/progress/", "counter": "/counter/", "desk": "/desk/",
    "lead": "/lead/", "manage": "/manage/", "sign_in": "/sign-in/", "health": "/healthz", "openapi": "/api/v1/openapi.json",
}  # fmt: skip


def show(target: Path, base: str) -> dict[str, Any]:
    """Write the file anew for this address; tokens once issued stay (only their digests are in the database)."""
    known = json.loads(target.read_text("utf-8")) if target.is_file() else {}
    case = Case.objects.filter(state="in_process").order_by("number").first()
    screens = {name: base + path for name, path in _SCREENS.items()}
    if case is not None:
        screens["progress_of_a_case"] = f"{base}/progress/{case.token}/"
    for device in Device.objects.filter(is_open=True, kind__in=devices.PAGED).order_by("-name"):
        also = f"_{device.shows}" if device.shows not in ("", Device.Shows.HALL) else ""
        screens[device.kind + also] = f"{base}/{device.kind}/{device.token}/"
    screens["screens"] = f"{base}/screens/"
    shown = {"screens": screens, "sign_ins": _sign_ins(), "tokens": known.get("tokens") or _tokens()}
    part = target.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", "utf-8")
    part.replace(target)
    return shown


def words(shown: dict[str, Any]) -> str:
    """For the terminal."""
    lines = ["", "一门 演示库已就绪（数据均为虚构）：", ""]
    lines += [f"  {name:<20} {address}" for name, address in shown["screens"].items()]
    lines += ["", f"登录（密码均为 {PASSWORD}）："]
    for centre, people in groupby(shown["sign_ins"], key=itemgetter("centre")):
        lines.append(f"  {centre}")
        lines += [f"    {one['username']:<8} {one['name']} · {one['post']}" for one in people]
    return "\n".join([*lines, "", "按 Ctrl-C 停止。", ""])


def _sign_ins() -> list[dict[str, str]]:
    holdings = Holding.objects.select_related("post", "staff", "post__centre").order_by(
        "post__centre__code", "post__title"
    )
    return [
        {
            "role": one.post.role, "username": one.staff.username, "password": PASSWORD, "name": one.staff.name,
            "post": one.post.title, "centre": one.post.centre.name,
        }
        for one in holdings
    ]  # fmt: skip


def _tokens() -> dict[str, str]:
    tokens: dict[str, str] = {}
    for role in Role.values:
        holding = (
            Holding.objects.filter(post__role=role).select_related("post", "staff").order_by("from_on", "id").first()
        )
        if holding is not None:
            tokens[role] = issue_token(holding.staff, holding.post, label="demonstration")
    return tokens
