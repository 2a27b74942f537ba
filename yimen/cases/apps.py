"""Registers the package `cases` with Django, with what the clock does to cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "yimen.cases"
    label = "cases"

    def ready(self) -> None:
        from yimen.cases import due, posts, recounting, soundness, using  # noqa: F401  # register alarms, jobs, followers, checks
        from yimen.cases.drafts import wipe_old
        from yimen.journal.working import chore

        chore(wipe_old)
