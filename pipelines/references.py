"""Legal references of all passages, each with the boxes of its ink, and the figures of notes and body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.figures import text_to_figures
from extract.figures_read_twice import has_figures
from models.legal import find_references_in_each, is_near_known, lacks_part, resolve_references
from models.records import Box, Figure, Footnote, Mention, Passage, Piece, Reference, boxes_to_box
from pipelines.shelf import passing_shelf

# A reference read with less than this is shown to a person.
SURE = 0.9
# So much garbage (share of the letters, of so many around it) casts doubt on a figure.
SPOILT, AROUND = 0.25, 40
# Doubts whether all words of a note are its own, or which note it is.
MISPLACED = frozenset(
    ("marker_unread", "marker_by_order", "marker_order", "next_note_missing", "rest_by_size", "rest_missing")
)
# A date that follows a reference has no more words behind its first: "ngày 27 tháng 10 năm 2022".
DATED, DATE_WORDS = re.compile(r"\s*[,.(]?\s*ngày(?:\s+|$)"), 5
# A speck read as a unit, the "l" of "38/63 l", is less sure than this.
GARBAGE = 0.3


def passages_to_references(passages: Iterable[Passage]) -> tuple[Sequence[Reference], Sequence[Reference]]:
    """References by number, and those that point back ("Nghị định này"), on disk in the order of their `seq`.

    `passages` are walked three times at once.
    """
    by_number = passing_shelf(Reference)
    pointing = passing_shelf(Reference)
    found = find_references_in_each(passage.text for passage in passages)
    resolved = resolve_references((passage.text, mentions) for passage, mentions in zip(passages, found, strict=True))
    for passage, known in zip(passages, resolved, strict=True):
        for mention in known.mentions:
            by_number.append(mention_to_reference(passage, mention, len(by_number) + 1))
        for mention in known.anaphora:
            pointing.append(_without_antecedent(mention_to_reference(passage, mention, len(pointing) + 1)))
    return by_number, pointing


def mention_to_reference(passage: Passage, mention: Mention, seq: int) -> Reference:
    """A mention with its place: the boxes of its ink, and a confidence that is no better than the words were read."""
    pieces = [p for p in passage.pieces if p.start < mention.end and p.end > mention.start]
    dated = [
        p
        for p in passage.pieces
        if p.start < mention.until and p.end > mention.end and has_figures(passage.text[p.start : p.end])
    ]
    read = min((p.confidence for p in (*pieces, *dated)), default=1.0)
    confidence = round(min(mention.confidence, 0.5 + read / 2), 4)
    reason = mention.evidence[0] if mention.evidence else "doubtful" if mention.confidence < SURE else ""
    # On generated scans all numbers that were read wrong without another doubt stood in words as unsure as this.
    reason = reason or ("word_unsure" if confidence < SURE else "")
    reason = reason or ("date_unread" if _has_date_in_doubt(passage, mention) else "")
    # A PDF tells each letter: what stands there is meant.
    odd = read < 1 and (is_near_known(mention.symbol) or lacks_part(mention.canonical, mention.symbol))
    reason = reason or ("symbol_unsure" if odd else "")
    return Reference(
        seq=seq,
        source=passage.source,
        marker=passage.marker,
        table_id=passage.table_id,
        page=pieces[0].page if pieces else 0,
        text=mention.surface,
        mention=replace(mention, confidence=confidence),
        boxes=pieces_to_boxes(pieces),
        review=bool(reason),
        review_reason=reason,
    )


def _has_date_in_doubt(passage: Passage, mention: Mention) -> bool:
    """Whether a date follows of which nothing was made, and a part of it was not read surely, or is missing."""
    match = None if mention.issue_date else DATED.match(passage.text, mention.end)
    if match is None:
        return False
    words = [p for p in passage.pieces if p.start >= match.end()][:DATE_WORDS]
    # A note of a scan may break off in it, "ngày 23".
    begun = not words or has_figures(passage.text[words[0].start : words[0].end])
    return any(is_in_doubt(passage, p) for p in words) or (begun and len(words) < DATE_WORDS)


def _without_antecedent(reference: Reference) -> Reference:
    """Flagged where it is not known what it points to."""
    if reference.mention.refers_to:
        return reference
    return replace(reference, review=True, review_reason="no_antecedent")


def pieces_to_boxes(pieces: Sequence[Piece]) -> tuple[Box, ...]:
    """One box for each line of print that the pieces stand on (page by page)."""
    lines: list[list[Piece]] = []
    for piece in pieces:
        last = lines[-1][-1] if lines else None
        if last is not None and piece.page == last.page and piece.box.x0 >= last.box.x0 and _level(piece.box, last.box):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return tuple(boxes_to_box(p.box for p in line) for line in lines)


def _level(a: Box, b: Box) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0.3 * min(a.height, b.height)


def passages_to_figures(passages: Iterable[Passage], notes: Sequence[Footnote] = ()) -> Sequence[Figure]:
    """Figures of footnotes and body paragraphs, on disk; `seq` counts within a note, and through the body.

    `notes` are the footnotes that the passages of notes are the texts of, in their order: those of one whose extent or
    number is in doubt are in doubt with it.
    """
    return passing_shelf(Figure, _each_figure(passages, [note.review_reason in MISPLACED for note in notes]))


def _each_figure(passages: Iterable[Passage], doubtful: Sequence[bool]) -> Iterator[Figure]:
    seqs: dict[tuple[str, str, int], int] = {}
    note = 0
    for number, passage in enumerate(passages):
        if passage.source not in ("body", "footnote"):
            continue
        misplaced = passage.source == "footnote" and note < len(doubtful) and doubtful[note]
        note += passage.source == "footnote"
        key = (passage.source, passage.marker, number if passage.source == "footnote" else 0)
        for figure in text_to_figures(passage.text):
            seqs[key] = seqs.get(key, 0) + 1
            pieces = figure_to_pieces(passage, figure)
            yield replace(
                figure,
                source=passage.source,
                marker=passage.marker,
                seq=seqs[key],
                page=pieces[0].page if pieces else 0,
                review=figure.review
                or misplaced
                or any(is_in_doubt(passage, piece) for piece in pieces)
                or stands_in_garbage(passage, figure),
            )


def figure_to_pieces(passage: Passage, figure: Figure) -> list[Piece]:
    """The words in which a figure stands, and those of its unit, which comes right behind it."""
    unit = passage.text.find(figure.unit, figure.end, figure.end + len(figure.unit) + 1)
    end = max(figure.end, unit + len(figure.unit))
    return [p for p in passage.pieces if p.end > figure.start and p.start < end]


def stands_in_garbage(passage: Passage, figure: Figure) -> bool:
    """Whether much of what stands around a figure is no print, as on stamps: it may be none either."""
    near = [p for p in passage.pieces if p.end > figure.start - AROUND and p.start < figure.end + AROUND]
    letters = sum(piece.end - piece.start for piece in near)
    return sum(piece.end - piece.start for piece in near if piece.confidence < GARBAGE) > SPOILT * letters


def is_in_doubt(passage: Passage, piece: Piece) -> bool:
    """Whether a word was not read surely; words without figures only count where they are garbage."""
    return piece.confidence < (SURE if has_figures(passage.text[piece.start : piece.end]) else GARBAGE)
