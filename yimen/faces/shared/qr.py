"""A QR code on a screen or a slip: an address, or a list that a telephone shows without any network."""

from collections.abc import Iterable, Sequence

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

LONGEST = 600  # bytes of UTF-8: 93 squares a side, which a telephone still reads from a screen 10 cm wide


def picture(text: str, words: str) -> SafeString:
    """The code as an inline SVG, called `words` for who cannot see it; level M, with its quiet zone."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    width, height = code.symbol_size(border=4)
    path = "".join(_rows(code))
    drawn = (
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}"><path class="qr-ground" d="M0 0h{}v{}h-{}z"/>'
    )
    return format_html(drawn + '<path class="qr-ink" d="{}"/></svg>', words, width, height, width, height, width, path)


def carried(title: str, lines: Sequence[str], link: str) -> str:
    """A list to take along as text, its address last; only the address where there is none, or one too long for a code."""
    whole = "\n".join([title, *lines, link])
    return whole if lines and len(whole.encode()) <= LONGEST else link


def _rows(code: segno.QRCode) -> Iterable[str]:
    for y, row in enumerate(code.matrix):
        for x, dark in enumerate(row):
            if dark:
                yield f"M{x + 4} {y + 4}h1v1h-1z"
