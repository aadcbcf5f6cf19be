"""Printed rows to rows of a national form: in order, by label, with the code as a hint, never forced."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from models.forms.catalogue import FORMS
from models.forms.model import FormRow
from models.forms.paths import codes_to_paths
from models.forms.wording import closer_to, dice, label_to_grams, label_to_words, opposed

_LIKE = 0.72
"""Labels less alike than this are different rows. Real OCR noise leaves labels above 0.85, the nearest strange labels
of the set below 0.7 once opposites are told apart."""
_RIVAL = 0.6
_SAME_PATH = 0.06
_NEXT_ROW = 0.04


def match_rows(form_number: str, rows: Sequence[tuple[str, str]]) -> tuple[FormRow | None, ...]:
    """The form's row for each printed (code, label), or None where the form has no such row.

    Order is kept: no two printed rows share a form row, and matches never cross. An unknown form number gives None
    for every row.
    """
    form = FORMS.get(form_number)
    if form is None or not rows:
        return (None,) * len(rows)
    paths = codes_to_paths([code for code, _ in rows])
    scores = [
        [_row_score(label, path, row, _rivals(form_number)[row.path]) for row in form.rows]
        for (_, label), path in zip(rows, paths, strict=True)
    ]
    chosen = _best_chain(scores)
    return tuple(_unmistaken(chosen, index, paths, form.rows) for index in range(len(rows)))


@cache
def _rivals(form_number: str) -> dict[str, tuple[str, ...]]:
    """For each row (by path) the labels of other rows of the form that read much like its own."""
    rows = FORMS[form_number].rows
    grams = [label_to_grams(row.label) for row in rows]
    return {
        row.path: tuple(
            other.label
            for j, other in enumerate(rows)
            if other.label != row.label and dice(grams[i], grams[j]) >= _RIVAL
        )
        for i, row in enumerate(rows)
    }


def _row_score(label: str, path: str, row: FormRow, rivals: Sequence[str]) -> float | None:
    """How well a printed row stands for a form row, above 0; None when it cannot."""
    like = dice(label_to_grams(label), label_to_grams(row.label))
    if like < _LIKE or opposed(label, row.label):
        return None
    if any(closer_to(label, row.label, rival) for rival in rivals):
        return None
    return like - _LIKE / 2 + (_SAME_PATH if path == row.path else 0.0)


def _best_chain(scores: Sequence[Sequence[float | None]]) -> tuple[int | None, ...]:
    """For each printed row the index of its form row, in rising order, with the greatest sum of scores.

    Two neighbours that match two neighbours count a little more: it settles which of two rows with the same label
    is meant.
    """
    height, width = len(scores), len(scores[0])
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    paired = [[-1.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            score = scores[i][j]
            if score is not None:
                paired[i][j] = score + max(best[i + 1][j + 1], paired[i + 1][j + 1] + _NEXT_ROW)
            best[i][j] = max(paired[i][j], best[i + 1][j], best[i][j + 1])
    return _chain_back(best, paired)


def _chain_back(best: list[list[float]], paired: list[list[float]]) -> tuple[int | None, ...]:
    height, width = len(best) - 1, len(best[0]) - 1
    chain: list[int | None] = [None] * height
    i = j = 0
    in_run = False
    while i < height and j < width:
        if in_run or paired[i][j] >= best[i][j]:
            chain[i] = j
            i, j = i + 1, j + 1
            in_run = i < height and j < width and paired[i][j] + _NEXT_ROW > best[i][j] and paired[i][j] >= 0
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return tuple(chain)


def _unmistaken(
    chosen: Sequence[int | None], index: int, paths: Sequence[str], rows: Sequence[FormRow]
) -> FormRow | None:
    """The chosen row, unless its label occurs twice in the form and the row above it in the form is not there either.

    "Số hồ sơ TTHC giải quyết đúng hạn" stands under three rows of Biểu mẫu 3: it is known by what is above it.
    """
    place = chosen[index]
    if place is None:
        return None
    row = rows[place]
    words = label_to_words(row.label)
    if sum(label_to_words(other.label) == words for other in rows) == 1:
        return row
    parent = _index_of([other.path for other in rows], _path_above(row.path))
    printed_parent = _index_of(paths, _path_above(paths[index]))
    if parent is None or printed_parent is None or chosen[printed_parent] != parent:
        return None
    return row


def _path_above(path: str) -> str:
    """`3` for `3.4`, `2.2` for `2.2/1`, empty at the top."""
    return path[: max(path.rfind("."), path.rfind("/"), 0)]


def _index_of(paths: Sequence[str], path: str) -> int | None:
    return next((index for index, other in enumerate(paths) if other == path), None)
