"""小票 over ESC/POS to a printer on the network: what it is sent, what it says, what becomes of the number when it cannot."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

import pytest

from tests.tickets.queue import Queue
from yimen.journal import jobs
from yimen.office import connecting, devices, watching
from yimen.office.models import Device
from yimen.tickets import escpos, printing
from yimen.tickets.escpos import Paper
from yimen.tickets.models import Printout, Ticket

WELL = bytes([0x12])


@dataclass
class Machine:
    """A printer on a port of its own: it answers as it is told, and keeps what it was sent to print."""

    answers: dict[bytes, bytes] = field(default_factory=lambda: {escpos.ASK_OFFLINE: WELL, escpos.ASK_PAPER: WELL})
    breaks_after: int = 1_000_000  # bytes
    port: int = 0
    printed: bytes = b""

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                here, _address = listening.accept()
            except OSError:
                return
            with here:
                self._talk(here)

    def _talk(self, here: socket.socket) -> None:
        while received := here.recv(4096):
            for question, answer in self.answers.items():
                if question in received:
                    received = received.replace(question, b"")
                    here.sendall(answer)
            self.printed += received
            if len(self.printed) >= self.breaks_after:
                return


@contextmanager
def machine(**told: object) -> Iterator[Machine]:
    """A printer that runs meanwhile."""
    made = Machine(**told)  # type: ignore[arg-type]  # its fields
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made.port = listening.getsockname()[1]
        thread = Thread(target=made.serve, args=(listening,), daemon=True)
        thread.start()
        yield made
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(2)


def connected(queue: Queue, port: int) -> Device:
    """The kiosk of the hall, whose slips come out of this printer."""
    by, at = queue.cast.network, queue.at(8, 40)
    printer = devices.add(queue.cast.hall, kind=Device.Kind.PRINTER, name="小票机", by=by, at=at)
    kiosk = Device.objects.select_related("centre").get(kind="kiosk")
    connecting.connect(printer, address=f"127.0.0.1:{port}", by=by, at=at)
    connecting.connect(kiosk, printer=printer, by=by, at=at)
    return Device.objects.select_related("printer").get(pk=kiosk.pk)


def asked(queue: Queue, port: int) -> tuple[Device, Ticket]:
    kiosk, ticket = connected(queue, port), queue.take("A", queue.at())
    printing.ask(ticket, kiosk, at=queue.at())
    return kiosk, ticket


def test_the_slip_comes_out_in_chinese_with_the_number_large_and_the_paper_cut(queue: Queue):
    with machine() as printer:
        asked(queue, printer.port)
        assert jobs.work(at=queue.at()) == 1

    assert printer.printed.startswith(b"\x1b@\x1c&\x1ba\x01")
    assert b"\x1d!\x33A001\n" in printer.printed
    assert "民政".encode("gbk") in printer.printed
    assert printer.printed.endswith(b"\x1dVB\x00")
    assert Printout.objects.get().printed_at == queue.at()


@pytest.mark.parametrize(("answers", "trouble"), [
    ({escpos.ASK_OFFLINE: WELL, escpos.ASK_PAPER: b"\x72"}, "paper_out"),
    ({escpos.ASK_OFFLINE: b"\x16", escpos.ASK_PAPER: WELL}, "cover_open"),
])  # fmt: skip
def test_without_paper_nothing_is_lost_it_is_said_and_printed_later(
    queue: Queue, answers: dict[bytes, bytes], trouble: str
):
    with machine(answers=answers) as printer:
        _kiosk, ticket = asked(queue, printer.port)
        assert (jobs.work(at=queue.at()), printer.printed) == (0, b"")
        said = [one for one in watching.all_wrong(at=queue.at()) if one.device.kind == "printer"]
        assert [one.trouble for one in said] == [Printout.objects.get().trouble] == [trouble]

        printer.answers = Machine().answers  # somebody put paper in
        assert jobs.work(at=queue.at(9, 1)) == 1
        assert b"A001" in printer.printed
    assert (ticket.state, watching.all_wrong(at=queue.at(9, 1))) == ("waiting", [])


def test_nobody_there_or_gone_in_the_middle_is_said_and_tried_again(queue: Queue):
    with machine(breaks_after=20) as printer:
        _kiosk, ticket = asked(queue, printer.port)
        assert jobs.work(at=queue.at()) == 0
    assert jobs.work(at=queue.at(9, 1)) == 0  # and now there is no printer at all

    last = printing.last_of(ticket)
    assert last is not None
    assert (last.trouble, last.printed_at) == ("gone", None)


def test_a_slip_that_nobody_waits_for_any_more_is_not_printed(queue: Queue):
    with machine() as printer:
        asked(queue, printer.port)
        assert jobs.work(at=queue.at(9, 3)) == 1

    assert printer.printed == b""


def test_a_kiosk_without_a_printer_leaves_it_to_the_browser(queue: Queue):
    ticket = queue.take("A", queue.at())

    assert printing.ask(ticket, Device.objects.get(kind="kiosk"), at=queue.at()) is None


def test_long_words_go_on_below_and_no_order_comes_from_words():
    assert escpos.wrapped("一" * 17) == ["一" * 16, "一"]
    assert escpos.wrapped("A9001", "huge") == ["A9001"]
    assert escpos.encoded("民\x1b@\x10\x04政") == "民@政".encode("gbk")
    assert escpos.encoded("𠮷") == "〓".encode("gbk")


@pytest.mark.parametrize(("answers", "paper"), [((0x12, 0x12), Paper.WELL), ((0x12, 0x1E), Paper.LOW),
                                                ((0x12, 0x72), Paper.OUT),
                                                ((0x32, 0x12), Paper.OUT), ((0x16, 0x72), Paper.COVER_OPEN),
                                                ((0xFF, 0x00), Paper.WELL)])  # fmt: skip
def test_what_the_printer_answers_is_read_by_the_table_of_its_maker(answers: tuple[int, int], paper: Paper):
    assert escpos.status(answers) == paper
