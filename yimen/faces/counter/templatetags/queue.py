"""The queue on every page of the counter: the ticket in the rail, the count in the top line."""

from typing import Any

from django import template

from yimen.faces.counter import hand
from yimen.faces.counter import queue as shown

register = template.Library()


@register.inclusion_tag("counter/_queue.html", takes_context=True)
def queue_rail(context: template.Context) -> dict[str, Any]:
    """The ticket in hand, with its keys."""
    return shown.rail(context["request"])


@register.inclusion_tag("counter/_counts.html", takes_context=True)
def queue_counts(context: template.Context) -> dict[str, Any]:
    """Who waits for this window."""
    return shown.rail(context["request"])


@register.simple_tag(takes_context=True)
def at_village(context: template.Context) -> bool:
    """Whether the page is a village desk's, which has no queue."""
    return hand.is_village(hand.by(context["request"]))
