"""Who sees a case: not visible means not there."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from yimen.office.actor import ANY_LINE, Actor
from yimen.office.models import Lineage, Role

# lead posts see what happens below them; the rest of a centre's posts see the lines of their duty
LEADS = frozenset({Role.SUPERVISOR, Role.LEADER, Role.DIRECTOR})


class CaseQuerySet(models.QuerySet[Any]):
    """The only road to a case."""

    def visible_to(self, actor: Actor) -> Self:
        """(1) posts of its home whose duty includes its line, (2) posts that hold or held a task of it, (3) lead posts
        of the home's ancestors, (4) the applicant."""
        if actor.kind == "applicant":
            return self.filter(applicant_id=actor.id)
        if not actor.is_staff or actor.post_id is None or actor.division_id is None:
            return self.none()
        sights = apps.get_model("cases", "CaseSight")._default_manager

        at_home = Q(centre_id=actor.centre_id)
        if ANY_LINE not in actor.lines:
            at_home &= Q(line__in=actor.lines)
        seen = at_home | Q(Exists(sights.filter(case_id=OuterRef("pk"), post_id=actor.post_id)))
        if actor.role in LEADS:
            below = Lineage.objects.filter(ancestor_id=actor.division_id).exclude(division_id=actor.division_id)
            seen |= Q(centre__division_id__in=below.values("division_id"))
        return self.filter(seen)

    def on_their_way(self) -> Self:
        """What a village took in and nobody at the hall took over yet."""
        return self.filter(taken_as__gt="", arrived_on__isnull=True, ended_on__isnull=True)

    def with_papers(self) -> Self:
        """All others: their papers are where the case is."""
        return self.filter(Q(taken_as="") | Q(arrived_on__isnull=False))


class TaskQuerySet(models.QuerySet[Any]):
    """The only road to a task."""

    def visible_to(self, actor: Actor) -> Self:
        """Tasks that wait or waited at the actor's post."""
        if not actor.is_staff or actor.post_id is None:
            return self.none()
        return self.filter(post_id=actor.post_id)

    def waiting(self) -> Self:
        """Open tasks, in the order of the inbox."""
        return self.filter(state="open").order_by("due_on", "id")
