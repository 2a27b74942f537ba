"""yimen write_reference: docs/reference pages that say what the code says (acts, states, permissions, commands, errors,
policies); a test holds them up to date."""

import ast
from argparse import Action
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from yimen.cases import access as case_access
from yimen.cases.acts import ACTS as CASE_ACTS
from yimen.cases.acts import STATES
from yimen.cases.lifecycle import ENDINGS, MOVES, State, possible
from yimen.cases.models import Case
from yimen.catalogue import access as catalogue_access
from yimen.catalogue.acts import ACTS as CATALOGUE_ACTS
from yimen.exchange import access as exchange_access
from yimen.exchange import acts as exchange_acts
from yimen.exchange import lifecycle as exchange_life
from yimen.exchange.models import TicketPhone
from yimen.journal import demonstration, epochs, errors
from yimen.journal.door import Declared
from yimen.office import access as office_access
from yimen.office.actor import Actor
from yimen.office.acts import ACTS as OFFICE_ACTS
from yimen.office.models import Centre, Role
from yimen.office.policies import DEFAULTS
from yimen.tickets import access as ticket_access
from yimen.tickets import acts as ticket_acts
from yimen.tickets import booking_acts, booking_life
from yimen.tickets import lifecycle as ticket_life
from yimen.tickets.models import Booking, Ticket
from yimen.voice import access as voice_access
from yimen.voice import acts as voice_acts
from yimen.voice.lifecycle import Act as VoiceAct
from yimen.voice.models import Consultation, Rating

FOLDER = "docs/reference"
_HEAD = "<!-- Written by `yimen write_reference` from the code; change the code, then run it again. -->\n"
_HOME, _ELSEWHERE, _POST = UUID(int=1), UUID(int=2), UUID(int=4)


class Command(BaseCommand):
    help = "由代码生成 docs/reference 各页"

    def handle(self, *_args: Any, **_options: Any) -> None:
        folder = settings.BASE_DIR / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (folder / name).write_text(text, "utf-8")
            self.stdout.write(f"{FOLDER}/{name}")


def pages() -> dict[str, str]:
    """The text of every generated page, by file name."""
    with override("zh-hans"):
        return {
            "acts.md": _acts(), "states.md": _states(), "permissions.md": _permissions(), "commands.md": _commands(),
            "errors.md": _errors(), "policies.md": _policies(),
        }  # fmt: skip


def _page(title: str, lead: str, *parts: str) -> str:
    return "\n".join([f"# {title}\n", _HEAD, f"{lead}\n", *parts]).rstrip() + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *([str(cell) for cell in row] for row in rows)]
    return (
        "\n".join("| " + " | ".join(cell.replace("|", "\\|") or " " for cell in line) + " |" for line in lines) + "\n"
    )


def _acts() -> str:
    lead = (
        "Everything that happens passes the door as one of these acts and leaves an entry in the journal. Words in "
        "entries are never renamed and never reused. *Personal facts* are kept sealed; the chain holds their salted "
        "hashes. *Late*: may be entered for a moment more than five minutes ago."
    )
    houses = {
        "cases": CASE_ACTS, "voice": voice_acts.ACTS, "tickets": ticket_acts.ACTS, "bookings": booking_acts.ACTS,
        "exchange": exchange_acts.ACTS,
        "catalogue": CATALOGUE_ACTS, "office": OFFICE_ACTS,
        "journal": {**epochs._HOUSE.acts, **demonstration._HOUSE.acts},
    }  # fmt: skip
    rows = [
        (f"`{house}.{act}`", one.word, "、".join(sorted(one.personal)), "yes" if one.late else "", one.schema)
        for house, acts in houses.items()
        for act, one in acts.items()
    ]
    return _page("Acts", lead, _table(("in the journal", "word", "personal facts", "late", "schema"), rows))


def _states() -> str:
    lead = (
        "Where a case, a ticket or a booking can stand, and which act leads where. There is no state for a stopped clock: that "
        "is read from pauses and completions. Where an act may lead to two states the verb decides, under the case's lock."
    )
    kinds = [(f"`{state}`", STATES[state], "ending" if state in ENDINGS else "open") for state in State]
    moves = [
        (_state(origin), f"`{act}` {CASE_ACTS[act].word}", "、".join(_state(target) for target in targets))
        for (origin, act), targets in sorted(MOVES.items(), key=_order)
    ]
    unmoved = [f"`{state}`" for state in State if not possible(state)]
    return _page(
        "States", lead, "## Of a case\n", _table(("state", "word", "kind"), kinds), "### Moves\n",
        _table(("from", "act", "to"), moves), f"Nothing leads on from {'、'.join(unmoved)}.\n",
        *_states_of("ticket", ticket_acts.ACTS, ticket_acts.STATES, ticket_life.MOVES),
        *_states_of("booking", booking_acts.ACTS, booking_acts.STATES, booking_life.MOVES),
        *_states_of("message", exchange_acts.ACTS, exchange_acts.STATES, exchange_life.MOVES),
    )  # fmt: skip


def _states_of(
    what: str, acts: dict[str, Declared], states: Mapping[Any, Any], moves: dict[tuple[str, str], tuple[str, ...]]
) -> Iterator[str]:
    words = {str(state): f"`{state}` {word}" for state, word in states.items()}
    yield f"## Of a {what}\n"
    yield _table(("from", "act", "to"), [
        (words.get(origin, "(nothing yet)"), f"`{act}` {acts[act].word}", "、".join(words[to] for to in targets))
        for (origin, act), targets in moves.items()
    ])  # fmt: skip


def _order(move: tuple[tuple[str, str], tuple[str, ...]]) -> tuple[int, int]:
    (origin, act), _targets = move
    states, acts = ["", *State], list(CASE_ACTS)
    return states.index(origin), acts.index(act)


def _state(state: str) -> str:
    return f"`{state}` {STATES[State(state)]}" if state else "(nothing yet)"


def _permissions() -> str:
    lead = (
        "Which role may do which act, asked of the rules themselves. Besides, the door asks the database whether the "
        "post is held (or covered) on that day, and a verb on a task insists that the task waits at that very post."
    )
    parts = [
        "## Cases\n",
        "● at the case's home, or at the centre where it was taken in; ○ also at any other centre (a post that "
        "holds a task of it). The post's duty includes the item's line. The clock is no person.\n",
        _table(("act", *(f"{role.label}" for role in Role), "the clock"), _case_rights()),
        "## The queue\n",
        "● in the own hall; ◐ with the ticket in hand at the own window, or for it. Kiosks and the clock are no persons.\n",
        _table(("act", *(f"{role.label}" for role in Role), "the clock", "a kiosk"), _ticket_rights()),
        "## Bookings\n",
        "● in the own hall. Who books, moves or cancels for oneself on the portal holds no post: the link, or the code with "
        "the last four of the telephone, is the right to it.\n",
        _table(("act", *(f"{role.label}" for role in Role), "the clock", "a kiosk", "the public"), _booking_rights()),
        "## What people ask, and how they rate\n",
        "● in the own centre; ◐ what the own post registered. A rating is given at a pad or by a receipt: no post may.\n",
        _table(("act", *(f"{role.label}" for role in Role)), _voice_rights()),
        "## Messages to people\n",
        "● in the own hall. On the own phone the link of the slip is the right to leave a number.\n",
        _table(("act", *(f"{role.label}" for role in Role), "the clock", "a kiosk", "the public"), _message_rights()),
        "## The catalogue\n",
        "● at the centre concerned; what is written for all: at the root, or, where the root has no such post, at the "
        "installation's only hall. Who wrote a version does not publish it, unless nobody else there may.\n",
        _table(("act", *(f"{role.label}" for role in Role)), _rights(CATALOGUE_ACTS, catalogue_access.MAY)),
        "## The office\n",
        "● at the centre concerned; the calendar and the policies are the installation's, set by a network clerk.\n",
        _table(("act", *(f"{role.label}" for role in Role)), _rights(OFFICE_ACTS, office_access.MAY)),
    ]
    return _page("Permissions", lead, *parts)


def _case_rights() -> Iterator[list[str]]:
    case = Case(centre_id=_HOME, taken_at_id=_HOME, line="民政")
    for act, declared in CASE_ACTS.items():
        here = [case_access.may(_staff(role, _HOME), act, case) for role in Role]
        there = [case_access.may(_staff(role, _ELSEWHERE), act, case) for role in Role]
        marks = ["○" if far else "●" if near else "" for near, far in zip(here, there, strict=True)]
        clock = "●" if case_access.may(Actor.clock(), act, case) else ""
        yield [f"`{act}` {declared.word}", *marks, clock]


def _ticket_rights() -> Iterator[list[str]]:
    for act, declared in ticket_acts.ACTS.items():
        marks = [_mark(act, role) for role in Role]
        ticket = Ticket(centre_id=_HOME)
        kiosk = Actor.device("kiosk", UUID(int=6), "", _HOME)
        others = ["●" if ticket_access.may(one, act, _about(act, ticket)) else "" for one in (Actor.clock(), kiosk)]
        yield [f"`{act}` {declared.word}", *marks, *others]


def _booking_rights() -> Iterator[list[str]]:
    booking = Booking(centre_id=_HOME)
    kiosk = Actor.device("kiosk", UUID(int=6), "", _HOME)
    actors = [*(_staff(role, _HOME) for role in Role), Actor.clock(), kiosk, Actor.public()]
    for act, declared in booking_acts.ACTS.items():
        yield [f"`{act}` {declared.word}", *("●" if booking_acts.may(one, act, booking) else "" for one in actors)]


def _voice_rights() -> Iterator[list[str]]:
    others, own = Consultation(centre_id=_HOME), Consultation(centre_id=_HOME, post_id=_POST)
    whole = {VoiceAct.PRINT_REGISTER: Centre(pk=_HOME), VoiceAct.RATE: Rating(centre_id=_HOME)}
    for act, declared in voice_acts.ACTS.items():
        far, near = (whole[VoiceAct(act)],) * 2 if act in whole else (others, own)
        marks = [
            "●" if voice_access.may(_staff(role, _HOME), act, far)
            else "◐" if voice_access.may(_staff(role, _HOME), act, near) else ""
            for role in Role
        ]  # fmt: skip
        yield [f"`{act}` {declared.word}", *marks]


def _message_rights() -> Iterator[list[str]]:
    kiosk = Actor.device("kiosk", UUID(int=6), "", _HOME)
    actors = [*(_staff(role, _HOME) for role in Role), Actor.clock(), kiosk, Actor.public()]
    for act, declared in exchange_acts.ACTS.items():
        marks = ["●" if exchange_access.may(one, act, TicketPhone(centre_id=_HOME)) else "" for one in actors]
        yield [f"`{act}` {declared.word}", *marks]


def _mark(act: str, role: str) -> str:
    """● wherever in the hall, ◐ only where the post has a window with the ticket in hand, else nothing."""
    ticket = Ticket(centre_id=_HOME, window_id=UUID(int=5))
    far, near = _staff(role, _HOME), replace(_staff(role, _HOME), window_id=UUID(int=5))
    if ticket_access.may(far, act, _about(act, ticket)):
        return "●"
    at_window = role in (Role.WINDOW, Role.REPLY) and ticket_access.may(near, act, _about(act, ticket))
    return "◐" if at_window else ""


def _about(act: str, ticket: Ticket) -> Any:
    return Centre(pk=_HOME) if act in set(ticket_acts.HallAct) else ticket


def _rights(acts: dict[str, Declared], may: dict[str, frozenset[str]]) -> Iterator[list[str]]:
    for act, declared in acts.items():
        yield [f"`{act}` {declared.word}", *("●" if role in may[act] else "" for role in Role)]


def _staff(role: str, centre_id: UUID) -> Actor:
    return Actor("staff", UUID(int=3), post_id=_POST, centre_id=centre_id, role=role, lines=frozenset({"*"}))


def _commands() -> str:
    lead = (
        "`.venv/bin/yimen COMMAND`; the data folder comes from the environment variable `DATA` (default `var`), the "
        "database from `DATABASE_URL` (absent: SQLite in `DATA`). Django's own commands work too (`migrate`)."
    )
    return _page("Commands", lead, *(part for name, command in _our_commands() for part in _command(name, command)))


def _our_commands() -> list[tuple[str, BaseCommand]]:
    found = []
    for app in apps.get_app_configs():
        if app.name.startswith("yimen."):
            for file in Path(app.path, "management", "commands").glob("[a-z]*.py"):
                found.append((file.stem, import_module(f"{app.name}.management.commands.{file.stem}").Command()))
    return sorted(found, key=lambda one: one[0])


def _command(name: str, command: BaseCommand) -> Iterator[str]:
    parser = CommandParser(prog=f"yimen {name}")
    command.add_arguments(parser)
    yield f"## {name}\n"
    yield f"{command.help.rstrip('。')}。\n"
    rows = [_argument(action) for action in parser._actions if action.dest != "help"]
    if rows:
        yield _table(("argument", "what", "default"), rows)


def _argument(action: Action) -> tuple[str, str, str]:
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    shown = ", ".join(f"`{option}{value}`" for option in action.option_strings) or f"`{action.metavar or action.dest}`"
    plain = action.default not in (None, False, "") and action.dest != "base"
    return shown, str(action.help or ""), f"`{action.default}`" if plain else ""


def _errors() -> str:
    lead = (
        "What is refused has an HTTP status, a stable code for programs (`code` in a problem of the API), and a Chinese "
        "sentence for the person in front of it. A kind without a code of its own gives the code of its row here."
    )
    kinds = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.Refused)]
    first = [(f"`{one.__name__}`", one.status, f"`{one.code}`", _first_line(one)) for one in kinds]
    rows = sorted(set(_refusals({one.__name__: one.status for one in kinds})))
    return _page(
        "Errors",
        lead,
        _table(("kind", "status", "code", "means"), first),
        "## Codes of their own\n",
        _table(("code", "status", "sentence", "raised in"), rows),
    )


def _first_line(kind: type) -> str:
    return str(kind.__doc__).strip().splitlines()[0]


def _refusals(status: dict[str, int]) -> Iterator[tuple[str, int, str, str]]:
    package = settings.BASE_DIR / "yimen"
    for file in package.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        place = ".".join(file.relative_to(package).with_suffix("").parts)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in status:
                code = next((word.value for word in node.keywords if word.arg == "code"), None)
                if isinstance(code, ast.Constant):
                    yield f"`{code.value!s}`", status[node.func.id], _sentence(node, tree), f"`{place}`"
            if isinstance(node, ast.ClassDef) and node.bases and node.name not in status:
                yield from _kind_of_its_own(node, status.get(ast.unparse(node.bases[0]), 0), f"`{place}`")


def _kind_of_its_own(kind: ast.ClassDef, status: int, place: str) -> Iterator[tuple[str, int, str, str]]:
    """A refusal that carries more than its sentence is a class, with its code as an attribute."""
    codes = [one.value for one in kind.body if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "code"]
    said = [one for one in ast.walk(kind) if isinstance(one, ast.Call) and ast.unparse(one.func) == "super().__init__"]
    for code in codes:
        if status and isinstance(code, ast.Constant) and said:
            yield f"`{code.value!s}`", status, _sentence(said[0], kind), place


def _sentence(call: ast.Call, tree: ast.AST) -> str:
    """The first text of the sentence, with its places left open; of a named sentence, where the name is given last."""
    said = list(call.args[:1])
    if said and isinstance(said[0], ast.Name):
        name = said[0].id
        said = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and node.lineno < call.lineno and ast.unparse(node.targets[0]) == name
        ][-1:]
    texts = [
        (node.lineno, node.col_offset, node.value)
        for one in said
        for node in ast.walk(one)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return min(texts)[2] if texts else ""


def _policies() -> str:
    lead = (
        "Values that an official may change, from a day on and with a basis (manage, 政策参数). What stands here holds "
        "where an installation has set nothing."
    )
    rows = [(f"`{key}`", f"`{value}`" if value.isascii() else value, basis) for key, (value, basis) in DEFAULTS.items()]
    return _page("Policies", lead, _table(("key", "value", "basis"), rows))
