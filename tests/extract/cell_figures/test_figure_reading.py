"""Figures by two readers: what counts as agreement, what the ink adds, and what is flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import pytest

from extract.cell_figures.cell_images import CellImage
from extract.cell_figures.figure_neighbours import Neighbour, is_neighbour, line_beside, line_to_neighbours
from extract.cell_figures.figure_reading import (
    Looks,
    images_to_readings,
    images_to_rows,
    images_to_votes,
    line_to_looks,
    looks_to_vote,
    same_meaning,
    with_odd_digits,
)
from extract.cell_figures.figure_votes import SURE, Vote, vote_to_confidence, vote_to_reason
from extract.ink.pixels import GrayImage
from extract.ocr.base import Readers
from extract.ocr.recorded import NullEngine, NullFigureReader
from models.records import Box, Word


@dataclass(slots=True)
class Says:
    """An engine and a reader of figures that answer from a list, and count how often they are asked."""

    answers: list[str]
    asked: int = field(default=0)

    def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return (Word(answer, Box(0, 0, 1, 1)),) if answer else ()


def drawn(text: str, height: int = 60) -> GrayImage:
    """A line of print of a plain face."""
    image = np.full((height, 40 + 30 * len(text)), 255, np.uint8)
    cv2.putText(image, text, (15, height - 18), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 3)
    return image


def vote(
    first: tuple[str, float], others: list[str], ink: str = "1234", beside: Sequence[Neighbour] = ()
) -> tuple[Vote, int]:
    engine = Says(others)
    readers = Readers(engine, NullFigureReader())
    found = looks_to_vote(line_to_looks(drawn(ink), first, readers, 300), readers, 300, beside)
    return found, engine.asked


@pytest.mark.parametrize(
    ("others", "support", "asked"),
    [
        (["1234"], "first", 1),
        (["12 34"], "first", 1),  # spaces are no difference
        (["1284", "1234"], "second", 2),
        (["", "", "1234"], "third", 3),
        (["", "", "", "1234"], "shades", 4),
        (["", "", "", "", "12341234"], "twice", 5),
        (["", "", "", "", "7 1234"], "twice", 5),  # one of the two is enough
        (["", "", "", "", "1234"], "alone", 5),  # read once where it stands twice: no support
        (["1284", "1284", "1284", "1284", "12841284"], "alone", 5),
    ],
)
def test_the_engine_is_asked_again_until_it_agrees(others: list[str], support: str, asked: int) -> None:
    assert (vote(("1234", 0.999), others)[0].support, vote(("1234", 0.999), others)[1]) == (support, asked)


@pytest.mark.parametrize(
    ("rows", "support"),
    [(["1111"], "row"), (["", "", "11"], "row"), (["1", "1", "1"], "alone"), (["1171", "7777", "7"], "alone")],
)
def test_a_lone_digit_is_shown_four_times_in_a_row(rows: list[str], support: str) -> None:
    assert vote(("1", 0.999), ["", "", "", "", "", *rows], ink="1")[0].support == support


BESIDE = (Neighbour(drawn("56"), "56", 3), Neighbour(drawn("78"), "78", 4))


@pytest.mark.parametrize(
    ("text", "others", "support", "asked"),
    [
        ("1", ["", "", "", "56156"], "beside", 4),
        ("1", ["", "", "", "56756", "78178"], "beside", 5),
        ("1,5", ["", "", "", "56 1,5 56"], "beside", 4),
        ("1%", ["", "", "", "561%"], "beside", 4),  # a sign at the end takes no digit beside it
        ("(1)", ["", "", "", "(1)56"], "beside", 4),
        ("1", ["", "", "", "5656", "7878", "", "", "", "", ""], "alone", 10),  # overlooked there too
        ("1", ["", "", "", "56156", "1"], "beside", 4),
        ("1", ["", "", "", "561156", "781178", "", "", "", "", ""], "alone", 10),  # one digit too many
        ("1", ["1", "56156"], "first", 1),
    ],
)
def test_a_figure_that_the_engine_overlooks_is_shown_beside_one_that_it_reads(
    text: str, others: list[str], support: str, asked: int
) -> None:
    found, times = vote((text, 0.999), others, ink=text, beside=BESIDE)
    assert (found.support, times) == (support, asked)


@pytest.mark.parametrize(
    ("text", "fits"),
    [("26", True), ("724", True), ("2950", True), ("5", False), ("22", False), ("12345", False), ("1,5", False)],
)
def test_neighbours_are_numbers_of_a_few_digits_all_different(text: str, fits: bool) -> None:
    assert is_neighbour(text) is fits


def test_the_nearest_neighbours_come_first_and_none_that_could_hide_a_digit() -> None:
    known = [Neighbour(drawn(text), text, place) for place, text in enumerate(["26", "31", "57", "48", "16", "95"])]
    found = [one.text for one in line_to_neighbours(drawn("1"), "1", 3, known)]
    assert found == ["57", "95", "26"]  # not 48 itself; 31 and 16 have a 1 where the two would meet
    large = np.kron(drawn("1"), np.ones((2, 2), np.uint8))
    assert list(line_to_neighbours(large, "1", 3, known)) == []


def test_beside_its_neighbour_a_figure_keeps_its_shape() -> None:
    image, says = line_beside(drawn("8", 80), "8", Neighbour(drawn("26"), "26", 0))
    assert says == "26826"
    blobs, *_ = cv2.connectedComponentsWithStats((image < 128).astype(np.uint8))
    assert blobs - 1 == 5


def test_a_lone_digit_of_a_table_is_read_beside_the_number_above_it() -> None:
    """The engine here answers by the number of blobs it is shown: nothing to one, 26126 to five."""

    class Counts:
        def read(self, image: GrayImage, dpi: float, layout: str = "block") -> tuple[Word, ...]:
            blobs, *_ = cv2.connectedComponentsWithStats((image < 128).astype(np.uint8))
            answer = {2: "26", 5: "26126"}.get(blobs - 1, "")
            return (Word(answer, Box(0, 0, 1, 1)),) if answer else ()

    class Lines:
        def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
            return ("26", 1.0), ("1", 1.0)

    images = [CellImage(drawn("26"), 0, 0), CellImage(drawn("1"), 0, 0, overprinted=True)]
    votes = images_to_votes(images, Readers(Counts(), Lines()), 300)
    assert [(v.text, v.support, v.overprinted) for (v,) in votes] == [("26", "first", False), ("1", "beside", True)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("20,5", "20.5", True),
        ("99,02%", "99.02%", True),
        ("1.234", "1,234", False),  # a group or a fraction: not the same number
        ("1.234,5", "1.234.5", False),
        ("20,5", "205", False),
        ("20,5", "20/5", False),
        ("", "", False),
    ],
)
def test_point_and_comma_may_differ_where_no_group_can_be_meant(one: str, other: str, same: bool) -> None:
    assert same_meaning(one, other) is same


def test_a_figure_that_only_the_engine_reads_is_never_sure() -> None:
    found, _ = vote(("", 0.0), ["12", "12", "12"])
    assert (found.text, found.support) == ("12", "engine")
    assert vote_to_reason(found, vote_to_confidence(found)) == "one_reader"


def test_readers_that_agree_on_fewer_digits_than_the_ink_shows_are_not_sure() -> None:
    found, _ = vote(("123", 1.0), ["123"], ink="1234")
    assert found.overlooked
    assert vote_to_confidence(found) < SURE


def test_readers_that_agree_on_a_one_where_a_slash_stands_are_not_sure() -> None:
    found, _ = vote(("771459", 1.0), ["771459"], ink="77/459")
    assert (found.support, found.slanted) == ("first", True)
    assert vote_to_reason(found, vote_to_confidence(found)) == "ink_overlooked"


def test_a_digit_on_the_border_of_its_cell_is_not_sure() -> None:
    class Lines:
        def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
            return (("1234", 1.0),)

    readers = Readers(Says(["1234"]), Lines())
    (reading,) = images_to_readings([CellImage(drawn("1234"), 0, 0, spoilt=True)], readers, 300)
    assert (reading.text, reading.reason) == ("1234", "ink_overlooked")


def test_pieces_beside_a_figure_are_not_sure() -> None:
    line = np.pad(drawn("5"), ((0, 0), (20, 0)), constant_values=255)
    line[16:24, 14:22] = 0
    readers = Readers(Says(["5"]), NullFigureReader())
    found = looks_to_vote(line_to_looks(line, ("5", 1.0), readers, 300), readers, 300)
    assert (found.support, found.spoilt) == ("first", True)
    assert vote_to_reason(found, vote_to_confidence(found)) == "ink_overlooked"


def flat(top: int, height: int = 60) -> CellImage:
    """A cell at `top` on the page with a flat stroke in the middle of its picture."""
    image = np.full((height, 60), 255, np.uint8)
    image[height // 2 - 2 : height // 2 + 2, 20:40] = 0
    return CellImage(image, 0, top, middle=130)


@pytest.mark.parametrize(
    ("images", "spoilt"),
    [
        ([CellImage(drawn("12"), 0, 100, middle=130), flat(100)], False),  # on the level of dashes
        ([CellImage(drawn("12"), 0, 100, middle=130), flat(90)], True),  # the bar of a 7
        ([flat(103)], False),
        ([flat(90)], True),
    ],
)
def test_a_flat_stroke_is_a_dash_on_the_level_of_dashes_alone(images: list[CellImage], spoilt: bool) -> None:
    class Lines:
        def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
            return tuple(("12", 1.0) for _ in images)

    votes = images_to_votes(images, Readers(Says(["12"]), Lines()), 300)[-1]
    assert [(vote.text, vote.spoilt) for vote in votes] == [("-", spoilt)]


def test_a_flat_stroke_above_another_line_is_no_dash() -> None:
    """As where a fold parts the bar of a digit from the rest."""
    image = np.vstack([flat(0, 30).gray, drawn("12")[:, :60]])

    class Lines:
        def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
            return tuple(("12", 1.0) for _ in images)

    (votes,) = images_to_votes([CellImage(image, 0, 100, middle=115)], Readers(Says(["12"]), Lines()), 300)
    assert [(vote.text, vote.spoilt) for vote in votes] == [("-", True), ("12", False)]


@pytest.mark.parametrize(
    ("lines", "room", "text", "flagged"),
    [
        (("7.877.2", "60"), 0, "7.877.260", False),
        (("7.877.", "260"), 0, "7.877.260", False),
        (("213.07", "4"), 0, "213.074", True),  # or 213,07 over a 4
        (("241/24", "1"), 0, "241/241", True),
        (("241/24", "1"), 30, "241/24 1", False),  # there was room for it
        (("100%", "18"), 0, "100% 18", False),
        (("1.234", "5.678"), 0, "1.234 5.678", False),
        (("213.07", "4567"), 0, "213.07 4567", False),
    ],
)
def test_a_figure_that_its_cell_could_not_hold_is_put_together(
    lines: tuple[str, str], room: int, text: str, flagged: bool
) -> None:
    pictures = [drawn(line) for line in lines]
    image = np.vstack([np.pad(p, ((0, 0), (0, 300 - p.shape[1])), constant_values=255) for p in pictures])
    columns = np.flatnonzero((pictures[0] < 128).any(axis=0))
    cell = CellImage(image, 0, 0, room=int(columns[-1] - columns[0]) + 28 + room)

    class Lines:
        def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
            return tuple((line, 1.0) for line in lines)

    (reading,) = images_to_readings([cell], Readers(Says(list(lines)), Lines()), 144)
    assert (reading.text, reading.reason == "figure_broken") == (text, flagged)


def test_cells_beside_each_other_are_one_row() -> None:
    tops = (100, 300, 104, 500, 296)
    assert images_to_rows([CellImage(drawn("12"), 0, top) for top in tops]) == [0, 1, 0, 2, 1]
    assert images_to_rows([]) == []


def test_an_uncertain_line_with_an_odd_digit_is_spoilt() -> None:
    """A hair before 38, which both readers take for a 1."""
    texts = ("138", "381", "183", "318", "831")
    hair = np.pad(drawn("38"), ((0, 0), (20, 0)), constant_values=255)
    cv2.line(hair, (14, 18), (24, 42), 0, 2)
    looks = [Looks(drawn(text), text, 1.0, "first") for text in texts] + [Looks(hair, "138", 0.9, "first")]
    votes = [Vote(one.text, one.support, one.sure) for one in looks]
    found = with_odd_digits(votes, looks, range(len(looks)))
    assert [vote.spoilt for vote in found] == [False] * len(texts) + [True]
    certain = [replace(vote, sure=1.0) for vote in votes]
    assert not any(vote.spoilt for vote in with_odd_digits(certain, looks, range(len(looks))))


def test_nothing_read_where_ink_is_gets_flagged() -> None:
    image = CellImage(drawn("1234"), 0, 0)
    (reading,) = images_to_readings([image], Readers(NullEngine(), NullFigureReader()), 300)
    assert (reading.text, reading.reason) == ("", "ink_unread")


def test_a_dash_is_told_by_its_shape_and_asks_no_engine() -> None:
    dash = np.full((40, 60), 255, np.uint8)
    dash[18:22, 20:40] = 0
    engine = Says(["4"])
    readers = Readers(engine, NullFigureReader())
    found = looks_to_vote(line_to_looks(dash, ("一", 0.6), readers, 300), readers, 300)
    assert (found.text, found.support, engine.asked) == ("-", "shape", 0)


COUNTS = {"first 0.99": (2000, 2000), "first 0.95": (40, 38), "alone 0.99": (10, 9)}


@pytest.mark.parametrize(
    ("support", "sure", "low", "high"),
    [
        ("first", 0.999, 0.998, 1.0),
        ("first", 0.96, 0.95, 0.985),  # its own two errors weigh, and so does its support's record
        ("first", 0.5, 0.97, 0.98),  # never seen: what is known of its support, not enough to be sure
        ("alone", 0.999, 0.8, 0.92),
        ("twice", 0.999, 0.5, 0.5),  # nothing is known
    ],
)
def test_confidence_is_the_share_that_was_right(support: str, sure: float, low: float, high: float) -> None:
    assert low <= vote_to_confidence(Vote("1", support, sure), COUNTS) <= high


@pytest.mark.parametrize(("seen", "sure"), [(40, False), (98, False), (99, True), (400, True)])
def test_a_kind_that_was_always_right_is_sure_only_after_many_readings(seen: int, sure: bool) -> None:
    confidence = vote_to_confidence(Vote("1", "beside", 0.999), {"beside 0.99": (seen, seen)})
    assert (confidence >= SURE) is sure


def test_a_cell_is_as_doubtful_as_its_most_doubtful_line() -> None:
    image = np.vstack([drawn("12"), np.full((20, 100), 255, np.uint8), drawn("34")])

    class Lines:
        def read(self, images: tuple[GrayImage, ...], alphabet: str = "") -> tuple[tuple[str, float], ...]:
            return tuple((text, 1.0) for text in ("12", "34")[: len(images)])

    engine = Says(["12", "84"])
    (reading,) = images_to_readings([CellImage(image, 0, 0)], Readers(engine, Lines()), 300)
    assert reading.text == "12 34"
    assert reading.reason == "readers_differ"
    assert reading.confidence < SURE
