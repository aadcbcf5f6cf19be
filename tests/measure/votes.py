"""Votes on generated figures, one JSON line each, so that tables, plots and the calibration come from one reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from extract.figure_reading import images_to_votes
from extract.figure_votes import Vote, vote_to_confidence, vote_to_reason
from extract.ocr import names_to_readers
from extract.values import text_to_value
from tests.measure.figure_pages import page_to_cells

LEVELS = (
    "clean300", "gray200", "fax200", "bilevel300", "skew", "faded", "shade", "touching", "dirty", "seal", "through",
    "gray150", "fax150", "jpeg150", "thin", "worst", "seal_gray",
)  # fmt: skip
# What a person reads without effort: print in one piece, nothing eaten away, nothing over it.
EASY = frozenset(LEVELS[:7]) | {"touching", "dirty", "through"}
NOTHING = ("-", "…", "...")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A printed figure, what was read, and the votes on its lines. `blank`: the cell was taken for empty."""

    fault: str
    font: str
    seed: int
    raw: str
    unit: str
    votes: tuple[Vote, ...]

    @property
    def text(self) -> str:
        return " ".join(vote.text for vote in self.votes if vote.text)

    @property
    def right(self) -> bool:
        """Whether the value, its denominator and its being blank or not are as printed."""
        found, printed = text_to_value(self.text, self.unit), text_to_value(self.raw, self.unit)
        return (found.value, found.denominator) == (printed.value, printed.denominator)

    @property
    def exact(self) -> bool:
        """Whether each sign is as printed, spaces apart; an ellipsis may be dots."""
        texts = (text.replace(" ", "").replace("...", "…") for text in (self.text, self.raw))
        return len(set(texts)) == 1

    @property
    def confidence(self) -> float:
        return min((vote_to_confidence(vote) for vote in self.votes), default=1.0)

    @property
    def sure(self) -> bool:
        """Whether the row would go unflagged: no doubt about a reading, none about what it means."""
        doubts = any(vote_to_reason(vote, vote_to_confidence(vote)) for vote in self.votes)
        return not doubts and not text_to_value(self.text, self.unit).doubt


def page_to_outcomes(font: str, fault: str, seed: int) -> Iterator[Outcome]:
    """One generated page read as the pipeline reads its cells."""
    readers = names_to_readers("tesserocr", "rapidocr")
    cells = page_to_cells(font, fault, seed)
    if not cells:
        return
    images = [cell.image for cell in cells if cell.image is not None]
    votes = iter(images_to_votes(images, readers, cells[0].dpi))
    for cell in cells:
        found = next(votes) if cell.image is not None else ()
        yield Outcome(fault, font, seed, cell.figure.printed.raw, cell.figure.unit, found)


def write_outcomes(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Append to `path`."""
    with path.open("a", encoding="utf-8") as file:
        for outcome in outcomes:
            file.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")


def read_outcomes(path: Path) -> list[Outcome]:
    """All outcomes of a file, none when there is no such file."""
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Outcome(**{**row, "votes": tuple(Vote(**vote) for vote in row["votes"])}) for row in rows]
