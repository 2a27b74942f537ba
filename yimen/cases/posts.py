"""A post at which tasks wait is not closed."""

from django.utils.translation import gettext as _

from yimen.cases.models import Task
from yimen.journal.errors import Sentence
from yimen.office import posting
from yimen.office.models import Post


@posting.keeps_open
def has_open_tasks(post: Post) -> Sentence:
    """Why the post cannot be closed: tasks wait at it; "" where none does."""
    if Task.objects.filter(post=post, state=Task.State.OPEN).exists():
        return _("这个岗位还有待办的环节，办完之后才能撤销。")
    return ""
