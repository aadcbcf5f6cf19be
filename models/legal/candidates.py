"""Read what the trained component proposes: places where it sees a reference and the grammar saw none.

A proposal counts only when a number, or a listed law with its year, can be read there; it is a candidate, marked
`trained` and with a lower confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.legal.dates import date_after
from models.legal.flat import FlatText, text_to_flat
from models.legal.grammar import confidence_of
from models.legal.heads import kind_fits
from models.legal.issuers import implied_issuer
from models.legal.laws import nearest_listed
from models.legal.lexicon import Kind, flat_key, lexicon
from models.legal.numbers import DocNumber, number_for_kind, text_to_numbers
from models.legal.spelling import phrase_to_spelled
from models.records.legal import Mention


@dataclass(frozen=True, slots=True)
class Proposal:
    """Letters `start:end` of the source, and the kind that is seen there."""

    start: int
    end: int
    kind: str


def proposals_to_mentions(source: str, proposals: Iterable[Proposal], taken: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions read from the proposals that overlap none of `taken`, in order."""
    free = [one for one in proposals if not any(one.start < other.end and other.start < one.end for other in taken)]
    if not free:
        return ()
    text = text_to_flat(source)
    numbers = [(text.source_span(number.start, number.end), number) for number in text_to_numbers(text)]
    found = []
    for proposal in free:
        inside = [number for (start, end), number in numbers if proposal.start < end and start < proposal.end]
        mention = _proposal_to_mention(text, proposal, inside)
        if mention:
            found.append(mention)
    return tuple(found)


def _proposal_to_mention(text: FlatText, proposal: Proposal, inside: Sequence[DocNumber]) -> Mention | None:
    """None where nothing can be read, or the number's code says another kind than the one that was seen."""
    kind = lexicon().kind_by_word.get(flat_key(proposal.kind))
    if kind is None:
        return None
    if not inside:
        return _title_to_mention(text, proposal, kind)
    number = number_for_kind(inside[0], kind)
    return _number_to_mention(text.source, proposal, kind, number) if _agrees(kind, number) else None


_OF_ASSEMBLY = re.compile(r"(?:UBTV)?QH[0-9]{1,2}")


def _agrees(kind: Kind, number: DocNumber) -> bool:
    """Whether the number alone would pass for one of the kind: its code, and an issuer or a department behind it."""
    if kind.by_name:
        return _OF_ASSEMBLY.fullmatch(number.symbol) is not None
    whole = re.search(r"[-/.]", number.symbol) is not None and "short_code" not in number.evidence
    return whole and kind_fits(kind, number.kind_code)


def _number_to_mention(source: str, proposal: Proposal, kind: Kind, number: DocNumber) -> Mention:
    evidence = (*number.evidence, "trained")
    return Mention(
        start=proposal.start,
        end=proposal.end,
        surface=source[proposal.start : proposal.end],
        doc_type=kind.name,
        number=number.number,
        year=number.year,
        symbol=number.symbol,
        canonical=number.canonical,
        issuer=implied_issuer(number),
        confidence=confidence_of(evidence),
        evidence=evidence,
    )


def _title_to_mention(text: FlatText, proposal: Proposal, kind: Kind) -> Mention | None:
    """A law whose title is listed, up to a few slips, with the year inside the proposal or a date after it."""
    if not kind.by_name or text.offsets:
        return None
    words = text.clean[proposal.start : proposal.end].split()
    year = words[-1] if words and words[-1].isdigit() and len(words[-1]) == 4 else ""
    title = " ".join(words[: -2 if year else None][1:])
    stated = None if year else date_after(text.flat, proposal.end)
    listed = phrase_to_spelled(nearest_listed(f"{kind.name} {title}"))
    if not listed or not (year or (stated and stated.iso)):
        return None
    year = year or (stated.iso[:4] if stated else "")
    evidence = ("trained",)
    blank = Mention(
        proposal.start, proposal.end, text.source[proposal.start : proposal.end], kind.name, "", year, "", ""
    )
    iso = stated.iso if stated else ""
    return replace(
        blank, canonical=f"{listed} {year}", issue_date=iso, confidence=confidence_of(evidence), evidence=evidence
    )
