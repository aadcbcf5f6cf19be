"""What a text points back to: `Nghị định này`, `Kế hoạch nêu trên`, `Đề án 06` after "(viết tắt là Đề án 06)".

Finding and resolving are apart: `find_references` gives mentions by number, each a row of its own; what is found here
has no number of its own and is linked to the mention it stands for by `refers_to`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from models.legal.flat import FlatText, text_to_flat
from models.legal.lexicon import Kind, flat_key, lexicon, words_to_pattern
from models.records.legal import Mention

SURE, LIKELY = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Resolved:
    """One passage after resolving: its mentions by number and its anaphora, both with `refers_to` where known."""

    mentions: tuple[Mention, ...]
    anaphora: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _ShortName:
    """A name that the text gives to a document: `sau đây gọi là Chương trình 135`."""

    flat: str
    kind: str
    canonical: str


@cache
def _pointing() -> re.Pattern[str]:
    words = lexicon()
    kinds = words_to_pattern(words.kind_by_word)
    return re.compile(
        rf"(?<![a-z])(?:cac\s+)?(?P<kind>{kinds})\s+(?P<word>{words_to_pattern(words.words['pointing'])})(?![a-z])",
        re.IGNORECASE,
    )


@cache
def _definition() -> re.Pattern[str]:
    words = words_to_pattern(lexicon().words["definitions"])
    return re.compile(rf"\(?\s*(?:{words})\s*:?\s*[\"'“]?(?P<name>[^()\"'”“;.\n]{{2,60}}?)[\"'”]?\s*\)", re.IGNORECASE)


def _kind_of(text: FlatText, match: re.Match[str]) -> Kind:
    return lexicon().kind_by_word[flat_key(match["kind"])]


def _is_pointing(text: FlatText, match: re.Match[str]) -> bool:
    """`trên` alone leads to a place (`Kế hoạch trên địa bàn`) unless the clause ends there."""
    printed = text.clean[match.start("word") : match.end("word")].lower()
    if flat_key(printed) in ("tren", "do"):
        return bool(re.match(r"\s*(?:[,.;)]|$)", text.flat[match.end() : match.end() + 12]))
    return printed != "nay"  # "nay" is "now"


def _definitions(text: FlatText, mentions: Sequence[Mention]) -> list[_ShortName]:
    """The short names given in a passage and the mention each stands for."""
    found = []
    for match in _definition().finditer(text.flat):
        name = text.clean[match.start("name") : match.end("name")].strip()
        here = text.source_span(match.start(), match.end())[0]
        before = [mention for mention in mentions if mention.end <= here]
        owner = _owner(before, name)
        if owner:
            found.append(_ShortName(flat_key(name), owner.doc_type, owner.refers_to or owner.canonical))
    return found


def _owner(before: Sequence[Mention], name: str) -> Mention | None:
    """The mention a short name belongs to: of its own kind where one is, else the last."""
    same = [mention for mention in before if flat_key(name).startswith(flat_key(mention.doc_type))]
    candidates = same or before
    return candidates[-1] if candidates else None


def _anaphor(text: FlatText, start: int, end: int, kind: str, target: Mention | _ShortName, sureness: float) -> Mention:
    left, right = text.source_span(start, end)
    return Mention(
        start=left,
        end=right,
        surface=text.source[left:right],
        doc_type=kind,
        number="",
        year="",
        symbol="",
        canonical="",
        refers_to=(target.refers_to if isinstance(target, Mention) else "") or target.canonical,
        confidence=sureness,
        evidence=("anaphora",),
    )


def _passage_anaphora(
    text: FlatText, seen: Sequence[tuple[int, Mention]], names: Sequence[_ShortName]
) -> list[Mention]:
    """Anaphora of one passage. `seen` are mentions with their place (negative: an earlier passage), oldest first."""
    found = []
    for match in _pointing().finditer(text.flat):
        if not _is_pointing(text, match):
            continue
        kind = _kind_of(text, match)
        here = text.source_span(match.start(), match.end())[0]
        before = [
            mention for place, mention in seen if place < here and (mention.doc_type == kind.name or kind.any_code)
        ]
        if before:
            distinct = len({mention.canonical for mention in before})
            found.append(
                _anaphor(text, match.start(), match.end(), kind.name, before[-1], SURE if distinct == 1 else LIKELY)
            )
    defined = [match.span() for match in _definition().finditer(text.flat)]
    for name in names:
        for match in re.finditer(rf"(?<![a-z0-9]){re.escape(name.flat)}(?![a-z0-9/-])", text.flat.lower()):
            if not any(left <= match.start() < right for left, right in defined):
                found.append(_anaphor(text, match.start(), match.end(), name.kind, name, SURE))
    return found


def _link_partial(mention: Mention, seen: Sequence[tuple[int, Mention]]) -> Mention:
    """`Quyết định số 27` without its symbol is the last full number of that kind that begins so."""
    if mention.symbol or not mention.number:
        return mention
    for _, earlier in reversed(seen):
        if earlier.symbol and (earlier.doc_type, earlier.number) == (mention.doc_type, mention.number):
            return replace(mention, refers_to=earlier.canonical)
    return mention


def resolve_references(passages: Iterable[tuple[str, tuple[Mention, ...]]]) -> Iterator[Resolved]:
    """Link what points back, over the passages of one document in reading order.

    Each passage is its text and the references found in it. They come back with `refers_to` where a number without
    symbol repeats a full one; anaphora are separate and never mixed with them.
    """
    seen: list[tuple[int, Mention]] = []
    names: list[_ShortName] = []
    for source, own in passages:
        text = text_to_flat(source)
        linked: list[Mention] = []
        first = len(seen)
        for mention in own:
            linked.append(_link_partial(mention, seen))
            seen.append((mention.start, linked[-1]))
        given = _definitions(text, linked)
        found = _passage_anaphora(text, seen, [*names, *given])
        yield Resolved(tuple(linked), _outside(found, linked))
        names.extend(given)
        seen[first:] = [(-1, mention) for _, mention in seen[first:]]


def _outside(found: list[Mention], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Anaphora in order, without those inside a mention or inside one another."""
    kept: list[Mention] = []
    for anaphor in sorted(found, key=lambda item: (item.start, -item.end)):
        inside = any(mention.start < anaphor.end and anaphor.start < mention.end for mention in (*mentions, *kept[-1:]))
        if not inside:
            kept.append(anaphor)
    return tuple(kept)
