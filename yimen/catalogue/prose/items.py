"""Walks through a guide line by line and tells its items apart: sections, headings, labels, what goes on. Pure."""

from yimen.catalogue.prose import headings, tables
from yimen.catalogue.prose.labels import Hit, find
from yimen.catalogue.prose.outline import Marker, marker
from yimen.catalogue.prose.parts import LONG, Page, Part
from yimen.catalogue.prose.source import Run, Source, Table
from yimen.catalogue.prose.vocabulary import Element

_STARTING = {
    Element.NAME,
    Element.BASIS,
    Element.CONDITIONS,
    Element.OBJECT,
    Element.MATERIALS,
    Element.DEPARTMENT,
    Element.KIND,
    Element.STEPS,
}
_TOO_LONG = 160  # a line that goes on without a number is shorter; prose behind the last item is not part of it
_TITLE = 24


class Reader:
    """The state of the walk: the section, the page being read, and the pages that are done."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.pages: list[Page] = []
        self.page: Page | None = None
        self.section: Run | None = None
        self.is_after_blank = False
        self._hits: dict[int, list[Hit]] = {}

    def walk(self) -> list[Page]:
        """All items of the source, in order."""
        blocks = self.source.blocks
        for at, block in enumerate(blocks):
            if isinstance(block, Table):
                tables.read(self, block)
                self.is_after_blank = True
            elif not self.source.run(block):
                self.is_after_blank = True
            else:
                self._line(block, at)
                self.is_after_blank = False
        self.close()
        return [page for page in self.pages if page.is_item]

    def close(self) -> None:
        """The item that was read is done."""
        if self.page is not None:
            self.pages.append(self.page)
        self.page = None

    def open(self, heading: Run | None = None) -> Page:
        """A new item begins."""
        self.close()
        numbered = marker(heading) if heading else None
        self.page = Page(heading, self.section)
        if numbered:
            self.page.style, self.page.number = numbered.style, numbered.number
        return self.page

    def begin(self, hit: Hit, label: Run) -> Part:
        """An element begins; the item with it, where none is being read or it must be another."""
        page = self.page or self.open()
        if self._is_another(page, hit):
            page = self.open()
        return page.add(Part.under(hit, label))

    def text(self, run: Run, follows: Element | None, *, at: int | None = None, listed: str = "") -> None:
        """A text without a label: the name of an item, of a section, more of the element above, or none of these."""
        numbered = marker(run)
        page = self.page
        if (
            headings.is_window(run)
            and (numbered or follows or len(run) <= _TITLE)
            and not self._goes_on(run, numbered, listed)
        ):
            self._window(run, follows)
        elif follows is not None and headings.is_heading(run) and self._is_name(run, numbered, follows, listed):
            self.open(run)
        elif at is not None and self._is_section(run, numbered, at, listed):
            self.close()
            self.section = run
        elif page and page.last and self._goes_on(run, numbered, listed):
            self._more(page.last, run, numbered, listed)
        elif page and page.last:
            page.last.is_closed = True
            if not headings.is_heading(run) and len(run) > _TOO_LONG:
                self.close()

    def hits(self, index: int) -> list[Hit]:
        """The labels of a line."""
        if index not in self._hits:
            self._hits[index] = find(self.source.run(index))
        return self._hits[index]

    def _line(self, index: int, at: int) -> None:
        run, hits = self.source.run(index), self.hits(index)
        listed = self.source.lines[index].listed
        if not hits:
            self.text(run, self._leading(at + 1), at=at, listed=listed)
            return
        if lead := run[: hits[0].start]:
            self.text(lead, hits[0].element, listed=listed)
        for hit, end in zip(hits, [*(one.start for one in hits[1:]), len(run)], strict=True):
            part = self.begin(hit, run[hit.start : hit.end])
            if value := run[hit.end : end]:
                part.values.append(value.strip())
                part.last = marker(value)

    def _leading(self, at: int) -> Element | None:
        """The element with which the next line or table begins, if it begins with a label."""
        for block in self.source.blocks[at:]:
            if isinstance(block, Table):
                return tables.leading(self, block)
            if self.source.run(block):
                hits = self.hits(block)
                return hits[0].element if hits and hits[0].leads else None
        return None

    def _window(self, run: Run, follows: Element | None) -> None:
        self.close()
        self.section = run
        if follows:
            self.open()

    def _is_another(self, page: Page, hit: Hit) -> bool:
        """Whether a label can only belong to the next item."""
        if hit.element is Element.NAME:
            return page.has(Element.NAME) or bool(page.kinds & LONG)
        return (
            (hit.element, hit.word) in page.words
            and hit.element is not Element.OTHER
            and hit.leads
            and len(page.kinds) >= 3
            and page.parts[0].element is hit.element
        )

    def _is_name(self, run: Run, numbered: Marker | None, follows: Element, listed: str) -> bool:
        page = self.page
        if page is None or not page.parts:
            return True
        if follows is Element.OTHER:
            return False
        rank = self._rank(run)
        if page.last and page.last.is_empty and not page.last.is_closed:
            return self._is_next_item(page, numbered) or bool(rank and page.has(follows))
        if self._is_next_entry(page, numbered, listed) and not (
            page.has(follows) and self._is_next_item(page, numbered)
        ):
            return False
        if page.has(follows) or rank:
            return bool(rank) or page.has(follows)
        return page.last is not None and (
            follows in _STARTING
            and (page.last.is_closed or page.last.element not in LONG)
            and not self._is_beside(page, numbered)
        )

    def _rank(self, run: Run) -> int:
        return next((self.source.lines[place[0]].rank for place in run.places if place), 0)

    def _is_beside(self, page: Page, numbered: Marker | None) -> bool:
        """Whether a heading is numbered as the labels of this item are: 三、 after 二、申请条件."""
        return numbered is not None and (numbered.style, numbered.number - 1) in page.numbers

    def _is_next_entry(self, page: Page, numbered: Marker | None, listed: str) -> bool:
        """Whether a numbered line carries on the list of the element above it."""
        last = page.last
        if last is None or last.is_closed or last.element not in LONG:
            return False
        if listed:
            return bool(last.listed) or last.is_empty
        if numbered is None:
            return False
        if last.last is None:
            return numbered.number <= 1
        return last.last.style == numbered.style and numbered.number in (0, last.last.number + 1)

    def _is_next_item(self, page: Page, numbered: Marker | None) -> bool:
        return numbered is not None and page.style == numbered.style and numbered.number == page.number + 1

    def _is_section(self, run: Run, numbered: Marker | None, at: int, listed: str) -> bool:
        """Whether a heading stands over another heading, which is the item's."""
        if (
            not headings.is_heading(run)
            or headings.is_collection(run)
            or (self.page and self._is_beside(self.page, numbered))
        ):
            return False
        if self.page and self.page.last and self._goes_on(run, numbered, listed) and not self._rank(run):
            return False
        for offset, block in enumerate(self.source.blocks[at + 1 :], at + 1):
            if isinstance(block, Table):
                return tables.is_list_of_items(self, block)
            below = self.source.run(block)
            if not below:
                continue
            own = marker(below)
            other = (own.style if own else "") != (numbered.style if numbered else "") or self._rank(
                below
            ) > self._rank(run) > 0
            hits = self.hits(block)
            if hits:
                lead = below[: hits[0].start]
                return other and bool(lead) and headings.is_heading(lead) and hits[0].element is not Element.OTHER
            return other and headings.is_heading(below) and self._leading(offset + 1) not in (None, Element.OTHER)
        return False

    def _goes_on(self, run: Run, numbered: Marker | None, listed: str) -> bool:
        """Whether a line without a label belongs to the element above it."""
        page = self.page
        last = page.last if page else None
        if page is None or last is None or last.is_closed:
            return False
        if self._is_beside(page, numbered) and not self._is_next_entry(page, numbered, listed):
            return False
        if last.is_empty:
            return last.element in LONG or len(run) <= _TOO_LONG
        if last.element not in LONG:
            return last.is_alone and bool(last.last) and self._counts_on(last, numbered)
        if numbered or listed:
            return True
        if (self.is_after_blank and not last.is_alone) or last.materials or last.steps:
            return False
        return len(run) <= _TOO_LONG or not last.values[-1].folded.rstrip().endswith("。")

    def _counts_on(self, last: Part, numbered: Marker | None) -> bool:
        return bool(
            numbered
            and last.last
            and numbered.style == last.last.style
            and numbered.number in (0, last.last.number + 1)
        )

    def _more(self, part: Part, run: Run, numbered: Marker | None, listed: str) -> None:
        part.values.append(run)
        part.last = numbered or part.last
        if listed:
            part.listed.update(place[0] for place in run.places if place)
