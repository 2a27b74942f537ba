"""yimen try_message 13800001234: one message to one's own phone, to see that the gateway takes it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from yimen.exchange import gateway, phones
from yimen.exchange.outcome import Outcome
from yimen.journal import source


class Command(BaseCommand):
    help = "给一个手机号发一条测试短信，看短信网关是否接通"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("phone", help="自己的手机号；不登记，不写日志")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not gateway.is_set():
            raise CommandError(_("没有设置短信网关：请设环境变量 YIMEN_MESSAGES_URL，见 docs/how-to/messages.md。"))
        try:
            phone = phones.read(options["phone"])
        except phones.Unreadable as wrong:
            raise CommandError(f"{wrong}。") from None
        answer = gateway.send(
            to=phone, text=str(_("【一门】测试短信：收到它，短信网关就接通了。")), key=str(source.new_id())
        )
        if answer.outcome is Outcome.TAKEN:
            self.stdout.write(_("网关收下了（%(said)s）。请看手机有没有收到。") % {"said": answer.said})
            return
        raise CommandError(_WORDS.get(answer.said, _("网关没有收：它的回答是 %(said)s。")) % {"said": answer.said})


_WORDS = {
    gateway.TIMEOUT: _("网关几秒内没有回答：请检查地址、端口和防火墙。"),
    gateway.UNREACHABLE: _("连不上网关：请检查地址、端口、证书和防火墙。"),
    "401": _("网关没有收：它的回答是 401，请检查 YIMEN_MESSAGES_TOKEN。"),
    "403": _("网关没有收：它的回答是 403，请检查 YIMEN_MESSAGES_TOKEN 和网关上的授权。"),
    "404": _("网关没有收：它的回答是 404，请检查 YIMEN_MESSAGES_URL 的路径。"),
}
