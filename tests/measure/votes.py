"""Votes on generated figures, one JSON line a page: tables, plots and the calibration come from one reading."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.cell_figures.figure_reading import images_to_votes
from extract.cell_figures.figure_votes import Vote, vote_to_confidence, vote_to_reason
from extract.ocr import names_to_readers
from extract.values import text_to_value
from tests.measure.figure_pages import DAMAGED, make_page

LEVELS = (
    "clean300", "gray200", "fax200", "bilevel300", "skew", "faded", "shade", "touching", "dirty", "seal", "through",
    "gray150", "fax150", "jpeg150", "thin", "worst", "seal_gray",
)  # fmt: skip
# What a person reads without effort: print in one piece, nothing eaten away, nothing over it.
EASY = frozenset(LEVELS[:7]) | {"touching", "dirty", "through"}
NOTHING = ("-", "…", "...")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A printed figure, what was read, and the votes on its lines: none where the cell was taken for empty. `damage`
    is what was done to this figure alone, "" for nothing.
    """

    fault: str
    font: str
    seed: int
    raw: str
    unit: str
    votes: tuple[Vote, ...]
    damage: str = ""

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
    def on_damaged_page(self) -> bool:
        """Whether its page is one on which most figures were damaged: an attack, no scan as there are."""
        return self.fault in DAMAGED

    @property
    def confidence(self) -> float:
        return min((vote_to_confidence(vote) for vote in self.votes), default=1.0)

    @property
    def sure(self) -> bool:
        """Whether the row would go unflagged: no doubt about a reading, none about what it means."""
        doubts = any(vote_to_reason(vote, vote_to_confidence(vote)) for vote in self.votes)
        return not doubts and not text_to_value(self.text, self.unit).doubt


@dataclass(frozen=True, slots=True)
class PageVotes:
    """All figures of one generated page; none where it was not set upright, and then it has no `grid_found` either."""

    fault: str
    font: str
    seed: int
    upright: bool
    grid_found: bool
    outcomes: tuple[Outcome, ...]

    @property
    def key(self) -> tuple[str, str, int]:
        return self.fault, self.font, self.seed


def read_page(font: str, fault: str, seed: int) -> PageVotes:
    """One generated page read as the pipeline reads its cells."""
    readers = names_to_readers("tesserocr", "rapidocr")
    page = make_page(font, fault, seed, readers)
    images = [cell.image for cell in page.cells if cell.image is not None]
    votes = iter(images_to_votes(images, readers, page.cells[0].dpi) if images else ())
    outcomes = tuple(
        Outcome(fault, font, seed, f.printed.raw, f.unit, next(votes) if image is not None else (), f.damage)
        for f, image in ((c.figure, c.image) for c in page.cells)
    )
    return PageVotes(fault, font, seed, page.upright, page.grid_found, outcomes)


def write_page(path: Path, page: PageVotes) -> None:
    """Append to `path`: one line, written at once, so that a run that was stopped leaves whole pages."""
    figures = [
        {"raw": o.raw, "unit": o.unit, "damage": o.damage, "votes": [list(asdict(vote).values()) for vote in o.votes]}
        for o in page.outcomes
    ]
    head = {"fault": page.fault, "font": page.font, "seed": page.seed}
    row = {**head, "upright": page.upright, "grid_found": page.grid_found, "figures": figures}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_pages(paths: Iterable[Path]) -> list[PageVotes]:
    """All pages of some files, each once; files that do not exist hold none."""
    lines = (line for path in paths if path.exists() for line in path.read_text(encoding="utf-8").splitlines())
    pages = (_row_to_page(json.loads(line)) for line in lines)
    return list({page.key: page for page in pages}.values())


def _row_to_page(row: dict[str, Any]) -> PageVotes:
    where = row["fault"], row["font"], row["seed"]
    outcomes = tuple(
        Outcome(
            *where,
            figure["raw"],
            figure["unit"],
            tuple(Vote(*vote) for vote in figure["votes"]),
            figure.get("damage", ""),
        )
        for figure in row["figures"]
    )
    return PageVotes(*where, row["upright"], row["grid_found"], outcomes)


def pages_to_outcomes(pages: Iterable[PageVotes]) -> list[Outcome]:
    return [outcome for page in pages for outcome in page.outcomes]
