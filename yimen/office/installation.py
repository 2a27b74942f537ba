"""The installation as a whole: its one root, to which the calendar and the policies belong."""

from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Broken
from yimen.office.models import Centre


def root() -> Centre:
    """The one centre of kind ROOT. Raises Broken where nobody has set it up."""
    found = root_if_any()
    if found is None:
        raise Broken(
            _("还没有设立平台（根机构），不能公布日历或调整政策参数。请先完成安装时的初始化。"), code="no_root"
        )
    return found


def root_if_any() -> Centre | None:
    """The same; None where nobody has set it up."""
    return Centre.objects.filter(kind=Centre.Kind.ROOT).first()
