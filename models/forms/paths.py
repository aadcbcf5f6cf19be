"""Printed codes (STT) to paths that are unique in a form, from the codes alone.

A form prints `2.2.`, then `1.` and `2.`, then `3.`: the two in between are a list under `2.2`. Whether a bare `2`
goes on with such a list or opens the next group shows only in what follows, so the cheapest reading of the whole
column is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Number = tuple[int, ...]

_NUMBERED = re.compile(r"\d{1,3}(\.\d{1,3})*")
_SECTION = re.compile(r"[IVX]+|[A-H]")
_BULLETS = "-–—+*•"
_LIST_COST = 1
_GAP_COST = 1
_ORPHAN_COST = 2
_MISFIT_COST = 3
_WIDE_GAP = 5


@dataclass(frozen=True, slots=True)
class _State:
    """Where the reading stands: last code of the main numbering and last number of a list under it (0: no list)."""

    main: Number = ()
    listed: int = 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of the codes so far: `places` holds (main code, list number, fits) of each numbered row."""

    cost: int
    places: tuple[tuple[Number, int, bool], ...] = ()


def code_to_text(code: str) -> str:
    """The code without its trailing full stop, closing bracket and spaces; a bullet is no code."""
    return re.sub(r"\s+", "", code).strip(_BULLETS).rstrip(".,;:)").lstrip("(")


def codes_to_paths(codes: Sequence[str]) -> tuple[str, ...]:
    """A path for each row of a form, unique in it: `2.2`, `2.2/1`, `3.1/a`.

    A code that repeats or does not fit stands under the row before. A row without a code takes a letter under the
    last coded row. Roman numerals and capitals are sections, and what follows stands under them: `II/1`.
    """
    texts = [code_to_text(code) for code in codes]
    paths: list[str] = []
    used: set[str] = set()
    for start, stop in _sections(texts):
        section = texts[start] if start < stop and _SECTION.fullmatch(texts[start]) else ""
        for path in _section_to_paths(texts[start:stop], section):
            paths.append(_free(path, used))
            used.add(paths[-1])
    return tuple(paths)


def _sections(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    cuts = [index for index, text in enumerate(texts) if _SECTION.fullmatch(text)]
    edges = sorted({0, *cuts, len(texts)})
    yield from pairwise(edges)


def _section_to_paths(texts: Sequence[str], section: str) -> Iterator[str]:
    numbers = [tuple(int(part) for part in text.split(".")) for text in texts if _NUMBERED.fullmatch(text)]
    places = iter(_numbers_to_places(numbers))
    lead = f"{section}/" if section else ""
    above, letters = section, 0
    for text in texts:
        if text == section and text:
            yield text
        elif not text:
            yield _under(above, _letter(letters))
            letters += 1
        else:
            fitting = next(places) if _NUMBERED.fullmatch(text) else None
            above = lead + _place_to_path(fitting) if fitting and fitting[2] else _under(above, text)
            letters = 0
            yield above


def _place_to_path(place: tuple[Number, int, bool]) -> str:
    main, listed, _ = place
    dotted = ".".join(map(str, main))
    return f"{dotted}/{listed}" if listed else dotted


def _numbers_to_places(numbers: Sequence[Number]) -> tuple[tuple[Number, int, bool], ...]:
    """The cheapest reading of all numbered codes, in order."""
    readings = {_State(): _Reading(0)}
    for number in numbers:
        step: dict[_State, _Reading] = {}
        for state, reading in readings.items():
            for after, cost, fits in _moves(state, number):
                place = (after.main, after.listed, fits)
                found = _Reading(reading.cost + cost, (*reading.places, place))
                if after not in step or found.cost < step[after].cost:
                    step[after] = found
        readings = step
    return min(readings.values(), key=lambda reading: reading.cost).places


def _moves(state: _State, number: Number) -> Iterator[tuple[_State, int, bool]]:
    """The ways a code can go on from `state`: (state after, cost, whether it fits)."""
    if number > state.main:
        yield _State(number), _main_cost(state.main, number), True
    if len(number) == 1 and state.main and number[0] > state.listed:
        step = number[0] - state.listed - 1
        cost = (0 if state.listed else _LIST_COST) + (_GAP_COST + step if step else 0)
        if cost < _MISFIT_COST:
            yield _State(state.main, number[0]), cost, True
    yield state, _MISFIT_COST, False


def _main_cost(last: Number, number: Number) -> int:
    """0 for the next code of the main numbering, more for a gap, most for a code whose parent was never printed."""
    parent = number[:-1]
    if parent != last[: len(parent)]:
        return _ORPHAN_COST
    before = last[len(parent)] if len(last) > len(parent) else 0
    gap = number[-1] - before - 1
    return 0 if gap == 0 else _GAP_COST if gap <= _WIDE_GAP else _MISFIT_COST


def _under(above: str, name: str) -> str:
    return f"{above}/{name}" if above else name


def _letter(index: int) -> str:
    """0 is a, 25 is z, 26 is aa."""
    first, last = divmod(index, 26)
    return (_letter(first - 1) if first else "") + chr(ord("a") + last)


def _free(path: str, used: set[str]) -> str:
    """`path`, or the first of `path/a`, `path/b` … that no row before has."""
    if path not in used:
        return path
    index = 0
    while f"{path}/{_letter(index)}" in used:
        index += 1
    return f"{path}/{_letter(index)}"
