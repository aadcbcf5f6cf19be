"""Find references in a text by rule: numbers by their shape, what stands before and after them, laws by title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.legal.context import article_before, is_defined_here, relation_before
from models.legal.dates import FoundDate, date_after, same_day_after, unread_date_after
from models.legal.flat import LOOKS_LIKE_D, FlatText, text_to_flat
from models.legal.heads import Head, find_head
from models.legal.issuers import implied_issuer, issuer_after
from models.legal.laws import LawName, text_to_laws
from models.legal.lexicon import Kind
from models.legal.numbers import DocNumber, number_for_issuer, number_for_kind, text_to_numbers
from models.legal.partial import NO_SYMBOL, NUMBER_UNREAD, SYMBOL_UNREAD, text_to_partials
from models.legal.spelling import same_marks
from models.records.legal import Mention

# What a doubt costs: the reading stays, but a person should see it.
PENALTY = {
    "eth": 0.05,
    "ocr_letter": 0.15,
    "ocr_digit": 0.3,
    "ocr_kind": 0.15,
    "lost_word": 0.2,
    "lost_hyphen": 0.15,
    "lost_slash": 0.2,
    "stray_space": 0.05,
    "stray_sign": 0.05,
    "broken_number": 0.3,
    "note_marker": 0.1,
    "misprint": 0.1,
    "kind_from_symbol": 0.3,
    "kind_symbol_differ": 0.2,
    NO_SYMBOL: 0.4,
    SYMBOL_UNREAD: 0.4,
    NUMBER_UNREAD: 0.4,
    "number_differs": 0.4,
    "no_issuer": 0.25,
    "short_code": 0.4,
    "unlisted_title": 0.05,
    "stray_digit": 0.4,
    "date_repaired": 0.1,
    "date_unread": 0.1,
    "trained": 0.3,
}
_NOT_DOCUMENTS = re.compile(r"(?:QCVN|TCVN|ISO|TCXDVN|HD\s*s[o0])[^;,\n]{0,12}$")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before its date and issuer are read; offsets into the flat text."""

    start: int
    end: int
    kind: Kind
    number: DocNumber | None
    law: LawName | None
    direct: bool
    evidence: tuple[str, ...]


def confidence_of(evidence: tuple[str, ...]) -> float:
    """1.0 for a clean match; each doubt takes its share."""
    left = 1.0
    for name in evidence:
        left *= 1.0 - PENALTY.get(name, 0.0)
    return round(left, 3)


def _number_to_found(text: FlatText, number: DocNumber, head: Head) -> Found:
    evidence = [*head.evidence, *_print_evidence(text, number, head), *number.evidence]
    codes = head.kind.codes
    if head.direct and codes and number.kind_code and not head.kind.any_code and number.kind_code not in codes:
        evidence.append("kind_symbol_differ")
    if number.symbol in head.kind.codes and number.symbol != "SL":
        evidence.append("no_issuer")
    return Found(head.start, number.end, head.kind, number, None, head.direct, tuple(dict.fromkeys(evidence)))


def _print_evidence(text: FlatText, number: DocNumber, head: Head) -> Iterator[str]:
    """What the flat reading looked past: accents of the kind's word, a letter that only looks like Đ."""
    printed = " ".join(text.clean[head.start : head.word_end].split())
    if printed and not any(same_marks(printed, word) for word in (head.kind.name, *head.kind.words)):
        yield "ocr_kind"
    start, end = text.source_span(number.start, number.end)
    if any(letter in LOOKS_LIKE_D for letter in text.source[start:end]):
        yield "eth"


def _law_number_founds(text: FlatText, laws: list[LawName]) -> dict[int, LawName]:
    return {law.number_at: law for law in laws if law.number_at >= 0}


def text_to_founds(text: FlatText) -> list[Found]:
    """Every mention, in order, none inside another."""
    laws = list(text_to_laws(text))
    titled = _law_number_founds(text, laws)
    founds = [Found(law.start, law.end, law.kind, None, law, True, law.evidence) for law in laws if law.number_at < 0]
    previous: tuple[int, Kind] | None = None
    for number in text_to_numbers(text):
        law = titled.get(number.start)
        if law and re.fullmatch(r"(?:UBTV)?QH[0-9]{1,2}|PL-UBTVQH.*|CTN|L-CTN|PL.*", number.symbol):
            head: Head | None = Head(law.start, law.kind, direct=True)
        elif _NOT_DOCUMENTS.search(text.flat, max(0, number.start - 24), number.start):
            continue
        else:
            head = find_head(text.flat, number, previous)
        if head is None:
            continue
        founds.append(_number_to_found(text, number_for_kind(number, head.kind), head))
        previous = (number.end, head.kind)
    taken = [(found.start, found.end) for found in founds]
    founds.extend(_partials(text, taken))
    return _without_overlap(founds)


def _partials(text: FlatText, taken: list[tuple[int, int]]) -> Iterator[Found]:
    for start, number, kind in text_to_partials(text):
        if not any(left < number.end and start < right for left, right in taken):
            yield Found(start, number.end, kind, number, None, True, number.evidence)


def _without_overlap(founds: list[Found]) -> list[Found]:
    """In order of their place; of two that overlap the one with a number, then the longer, stays."""
    kept: list[Found] = []
    for found in sorted(founds, key=lambda item: (item.start, -item.end)):
        if kept and found.start < kept[-1].end:
            better = (found.number is not None, found.end - found.start) > (
                kept[-1].number is not None,
                kept[-1].end - kept[-1].start,
            )
            if better:
                kept[-1] = found
            continue
        kept.append(found)
    return kept


@dataclass(frozen=True, slots=True)
class Tail:
    """Date and issuer that follow a mention."""

    date: str = ""
    issuer: str = ""
    end: int = 0
    repaired: bool = False
    unread: bool = False


def _tail_after(text: FlatText, found: Found, previous_date: str) -> Tail:
    at = found.end
    stated: FoundDate | None = found.law.date if found.law else date_after(text.flat, at)
    if stated is None and found.number and (same := same_day_after(text.flat, at)) >= 0:
        stated = FoundDate(previous_date, same)
    if stated is not None:
        at = stated.end
    issuer, end = issuer_after(text, at)
    if stated is None and issuer and (later := date_after(text.flat, end)):
        stated, end = later, later.end
    iso = stated.iso if stated else ""
    unread = not iso and not found.law and unread_date_after(text.flat, found.end)
    return Tail(iso, issuer, end, bool(stated and stated.repaired), unread)


_LIST_GAP = re.compile(r"[\s,;]*(?:va|den)?\s*(?:s[o06]\b\s*[:.]?\s*)?", re.IGNORECASE)


def _shared_tails(text: FlatText, founds: list[Found], tails: list[Tail]) -> list[Tail]:
    """In `số 18, 19-NQ/TW ngày … của …` what follows the last item holds for each item before it."""
    shared = list(tails)
    for at in range(len(founds) - 2, -1, -1):
        here, after = founds[at], founds[at + 1]
        plain = not shared[at].date and not shared[at].issuer
        if plain and not after.direct and _LIST_GAP.fullmatch(text.flat, here.end, after.start):
            shared[at] = Tail(shared[at + 1].date, shared[at + 1].issuer, shared[at + 1].end)
    return shared


def _found_to_mention(text: FlatText, found: Found, tail: Tail) -> Mention:
    start, end = text.source_span(found.start, found.end)
    number = number_for_issuer(found.number, tail.issuer) if found.number else None
    doubts = {"ocr_letter": number != found.number, "date_repaired": tail.repaired, "date_unread": tail.unread}
    more = [name for name, is_so in doubts.items() if is_so]
    evidence = tuple(dict.fromkeys([*found.evidence, *more]))
    implied = implied_issuer(number) if number and not tail.issuer else ""
    until = max(tail.end if tail.date or tail.issuer else 0, found.number.until if found.number else 0)
    law_name = f"{found.law.title} {found.law.year}" if found.law else ""
    return Mention(
        start=start,
        end=end,
        surface=text.source[start:end],
        doc_type=found.kind.name,
        number=number.number if number else "",
        year=number.year if number else found.law.year if found.law else "",
        symbol=number.symbol if number else "",
        canonical=number.canonical if number else law_name,
        issue_date=tail.date,
        issuer=tail.issuer or implied,
        issuer_stated=bool(tail.issuer),
        article=article_before(text, found.start),
        relation=relation_before(text, found.start),
        confidence=confidence_of(evidence),
        evidence=evidence,
        until=text.source_span(found.start, until)[1] if until else 0,
    )


def grammar_mentions(source: str) -> tuple[Mention, ...]:
    """All references of `source` that the rules find, in order; offsets into `source`."""
    text = text_to_flat(source)
    founds = text_to_founds(text)
    tails: list[Tail] = []
    for found in founds:
        tails.append(_tail_after(text, found, tails[-1].date if tails else ""))
    tails = _shared_tails(text, founds, tails)
    mentions = [_found_to_mention(text, found, tail) for found, tail in zip(founds, tails, strict=True)]
    for at, found in enumerate(founds):
        if at and is_defined_here(text, found.start):
            mentions[:at], mentions[at] = _doubt_if_different(mentions[:at], mentions[at])
    return tuple(mentions)


def _doubt_if_different(earlier: list[Mention], short: Mention) -> tuple[list[Mention], Mention]:
    """A short name repeats the number it stands for; where the two differ, one of them is misread."""
    same = [one for one in earlier if (one.doc_type, one.symbol) == (short.doc_type, short.symbol) and short.symbol]
    if not same or any(one.canonical == short.canonical for one in same):
        return earlier, short
    doubted = [_with_doubt(one) if one is same[-1] else one for one in earlier]
    return doubted, _with_doubt(short)


def _with_doubt(mention: Mention) -> Mention:
    evidence = (*mention.evidence, "number_differs")
    return replace(mention, evidence=evidence, confidence=confidence_of(evidence))
