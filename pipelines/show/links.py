"""Each footnote marker of a page with its note, be it on this page or on the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.marker_text import DOT, UNREAD
from models.records import Box, Footnote, Marker, PageResult, Report
from pipelines.show import palette
from pipelines.show.canvas import Canvas, Colour
from pipelines.show.layers import FAINT, draw_lines

STEPS = 24
# Signs at the end of a word that a marker may stand before or behind.
STOPS = ".,;:)”"


@dataclass(frozen=True, slots=True)
class Link:
    """A marker and its note; None for what is not on this page. `remark` says where it is instead, or what is wrong."""

    marker: str
    start: Box | None
    end: Box | None
    remark: str = ""
    review: bool = False


def page_to_links(page: PageResult, report: Report) -> tuple[Link, ...]:
    """The links with an end on this page, in the order of the notes; markers without a note come last."""
    number = page.info.number
    free = list(page.markers)
    links: list[Link] = []
    for note in report.footnotes:
        marker = _marker_of(note, free) if note.anchor_page == number else None
        if marker is not None:
            free.remove(marker)
        end = note.box if note.page == number and note.text else None
        if marker is None and end is None:
            continue
        links.append(Link(note.marker, marker.box if marker else None, end, _remark(note, number), note.review))
    read = (UNREAD if marker.text == DOT else marker.text for marker in free)
    links += [Link(text, marker.box, None, "no note found", True) for text, marker in zip(read, free, strict=True)]
    return tuple(links)


def _marker_of(note: Footnote, free: Sequence[Marker]) -> Marker | None:
    """The marker left that reads as the note's and stands where its anchor does.

    Where none reads so, order has told the number, and the text before the marker is that before the anchor.
    """
    placed = [m for m in free if (m.table >= 0) == (note.anchor_source == "table")]
    before = note.anchor_text.rstrip(STOPS)
    told = [m for m in placed if (word := m.after.rstrip(STOPS)) and before.endswith(word)]
    alike = [m for m in placed if m.text == note.marker]
    return next(iter([*(m for m in told if m in alike), *alike, *told]), None)


def _remark(note: Footnote, number: int) -> str:
    """Where the other end is when it is not on this page, or why the note is flagged."""
    if not note.text:
        return "no note found"
    if note.page != number:
        return f"note on page {note.page}"
    if not note.anchor_page:
        return "no marker found"
    return f"marker on page {note.anchor_page}" if note.anchor_page != number else note.review_reason


def draw_footnotes(canvas: Canvas, page: PageResult, report: Report, following: PageResult | None) -> None:
    """Markers, notes and the curves between them. `following` is the page after, where a note may go on."""
    for note in page.notes:
        draw_lines(canvas, note.lines, palette.NOTE)
    links = [(link, link_to_colour(link, i), i) for i, link in enumerate(page_to_links(page, report))]
    for link, colour, index in links:
        draw_link(canvas, link, colour, 20.0 + 9 * (index % 6))
    for link, colour, _ in links:
        label_link(canvas, link, colour)
    if page.notes and not page.notes[0].marker:
        box = page.notes[0].box
        canvas.label(box.x0, box.top, "goes on from the page before", palette.NOTE)
    if page.notes and following is not None and following.notes and not following.notes[0].marker:
        box = page.notes[-1].box
        canvas.label(box.x0, box.bottom + 12, f"goes on on page {following.info.number}", palette.NOTE)


def link_to_colour(link: Link, index: int) -> Colour:
    return palette.REVIEW if link.review else palette.LINKS[index % len(palette.LINKS)]


def draw_link(canvas: Canvas, link: Link, colour: Colour, bend: float) -> None:
    """Both ends and the curve between them."""
    for box, margin in ((link.start, 0.7), (link.end, 2.0)):
        if box is not None:
            canvas.box(box.grown(margin), colour, width=3, wash=FAINT, tilt=0.0)
    if link.start is not None and link.end is not None:
        canvas.line(boxes_to_curve(link.start, link.end, bend), colour, width=3)


def label_link(canvas: Canvas, link: Link, colour: Colour) -> None:
    """The marker as read at each end, with the remark where the other end is not on this page."""
    name = link.marker or "?"
    text = f"{name} · {link.remark}" if link.remark else name
    if link.start is not None:
        canvas.label(link.start.x1 + 2, link.start.top, text, colour)
    if link.end is not None:
        canvas.label(link.end.x0 - 3, link.end.top + 11, name if link.start else text, colour, before=True)


def boxes_to_curve(start: Box, end: Box, bend: float) -> tuple[tuple[float, float], ...]:
    """A curve from under the marker to the left of the first line of the note, out by about `bend` points."""
    x0, y0 = start.x_mid, start.bottom
    x1, y1 = end.x0 - 2, end.top + 6
    bend_x, bend_y = x1 - bend, y0 + (y1 - y0) * 0.7
    points = []
    for step in range(STEPS + 1):
        t = step / STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((a * x0 + b * bend_x + c * x1, a * y0 + b * bend_y + c * y1))
    return tuple(points)
