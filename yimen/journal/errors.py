"""What was refused, in a sentence for the person in front of it, with a stable code for programs."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

Sentence = str | Lazy


class Refused(Exception):
    """An act that did not happen. `code` is stable English, `message` Chinese, `fields` names what to mend."""

    status: ClassVar[int] = 400
    code = "refused"

    def __init__(self, message: Sentence, *, code: str = "", fields: Mapping[str, Sentence] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.fields: dict[str, Sentence] = dict(fields or {})

    def __str__(self) -> str:
        return str(self.message)


class NotThere(Refused):
    """It does not exist, or it is not yours to see: the two are not told apart."""

    status = 404
    code = "not_there"

    def __init__(self, message: Sentence = "", *, code: str = "") -> None:
        super().__init__(message or _("没有找到，或不在您的岗位可见范围内。"), code=code)


class NotYours(Refused):
    """Visible, but this actor may not do this."""

    status = 403
    code = "not_yours"


class NotNow(Refused):
    """Allowed, but not possible in the state the subject is in."""

    status = 409
    code = "not_now"


class KeyReused(Refused):
    """The same idempotency key came with other input."""

    status = 409
    code = "key_reused"


class Malformed(Refused):
    """The input is not well formed; `fields` says where and how."""

    status = 422
    code = "malformed"


class Broken(Refused):
    """The installation is not as it must be (keys missing, guards missing, a row that does not fit the journal)."""

    status = 500
    code = "broken"
