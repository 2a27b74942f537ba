"""Each act's word on the screen, and which of its facts are personal."""

from django.utils.translation import gettext_lazy as _

from yimen.journal.door import Declared
from yimen.voice.lifecycle import Act

ACTS: dict[str, Declared] = {
    Act.REGISTER: Declared(_("登记来访"), personal=frozenset({"about", "answer"})),
    Act.ANSWER: Declared(_("答复来访"), personal=frozenset({"answer"})),
    Act.READ: Declared(_("查看来访登记")),
    Act.PRINT_REGISTER: Declared(_("打印来访登记表")),
    Act.RATE: Declared(_("评价"), personal=frozenset({"says"})),
}
