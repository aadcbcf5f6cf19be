"""Quantities stated in running text: what is counted, how much, in which unit.

Every printed number is a quantity unless something says that it is not one: a date, a document's number, an article, a
name such as "Đề án 06" or "mức độ 3, 4", a phone number, an enumerator. Those patterns, and the units, are in
figures.toml. A number whose notation leaves a doubt is returned and flagged, not left out.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from extract.values import number_to_decimal, unit_to_class
from models.records.note import Figure

_DIGITS = r"[0-9](?:[0-9.,]*[0-9])?"
_LOOSE = r"[0-9]{1,3}(?:\.\s?[0-9]{3}|\s\.?[0-9]{3})+(?:,[0-9]+)?"
_QUANTITY = re.compile(
    rf"""(?<![\w.,/⁄])(?P<sign>(?<!\S)[-−–](?=[0-9.,]+\s?%|[0-9.]*,[0-9]))?
    (?P<value>{_DIGITS})
    (?:\s?(?P<percent>%)\s?\(\s?(?P<of>{_DIGITS})\s?/\s?(?P<total>{_DIGITS})\s?\)
      |\s?/\s?(?P<whole>{_DIGITS})(?![/0-9]|[.,][0-9]))?""",
    re.VERBOSE,
)
_LOOSE_NUMBER = re.compile(rf"(?<![\w.,/]){_LOOSE}(?![\w/]|[.,][0-9])")
_PERCENT = re.compile(r"\s?(?:%|％|phần trăm)")
_WORD = re.compile(r"[^\W\d_]+")
_LIKE_C = re.compile(r"[CGOQŒØ]{1,2}")
_CLAUSE_END = re.compile(r"[;:!?()\n“”\"]|\.(?=\s|$)")
_COMMA = re.compile(r",(?=\s|$)|\s[-–]\s")
_LONG_LABEL = 60  # letters; a longer clause is cut at its last comma, a shorter one may be a name with commas
_SENTENCE_END = re.compile(r"[.!?](?=\s+(\S)|\s*$)|\n(?=\s*([-+*•]))")
_RANGE = re.compile(r"\s?%?\s*(?:-|–|—|đến|tới)\s*(?:dưới\s+|trên\s+)?(?=[0-9])")
# Shorter words that are a letter apart are words of their own.
_FEWEST_LETTERS = 4
_TIMES = frozenset(("ngày", "tháng", "năm", "lần", "tuần", "quý", "cấp"))


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as found: `end` is where its unit begins; `loose` tells that spaces were inside."""

    start: int
    end: int
    value: str
    whole: str
    percent: bool
    negative: bool
    loose: bool = False


def text_to_figures(text: str) -> tuple[Figure, ...]:
    """All quantities of a footnote or paragraph, left to right; offsets are those of `text`."""
    barred = text_to_barred(text)
    found: list[Figure] = []
    numbers = [n for n in _text_to_numbers(text) if not _is_barred(n, barred)]
    past = 0
    for index, number in enumerate(numbers):
        upcoming = numbers[index + 1].start if index + 1 < len(numbers) else len(text)
        figure, past = _number_to_figure(text, number, past, upcoming)
        found.append(figure)
    return tuple(_apart(text, list(_shared_units(text, found))))


def _apart(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, flagged those that only a blank parts: `3.1 19 đơn vị` may be one number."""
    blank = [text[one.end : other.start].isspace() for one, other in pairwise(figures)]
    for figure, before, after in zip(figures, [False, *blank], [*blank, False], strict=False):
        yield replace(figure, review=True) if before or after else figure


def text_to_barred(text: str) -> tuple[tuple[int, int, str], ...]:
    """Stretches of a text whose numbers are no quantities: (start, end, why)."""
    plain = text_to_plain(text)
    return tuple((m.start(), m.end(), name) for name, pattern in _bars() for m in pattern.finditer(plain))


def text_to_plain(text: str) -> str:
    """The text without accents, letter for letter, so that offsets stay; đ becomes d, case is kept."""
    return "".join(_char_to_plain(char) for char in text)


@cache
def _char_to_plain(char: str) -> str:
    if char in "đĐÐ":
        return "d" if char == "đ" else "D"
    base = unicodedata.normalize("NFD", char)[0]
    return base if not unicodedata.combining(base) else "'"


@cache
def _knowledge() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("extract").joinpath("figures.toml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def _bars() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of figures.toml with their shorthands filled in."""
    units, kinds = _knowledge()["units"], _knowledge()["kinds"]
    strong = [word for word in units["words"] if word not in units["weak"]]
    rest = rf"(?:\s*(?:,|va|-|–)\s*\d{{1,3}}[a-z]?(?![\d.,/%]*\d)(?!\s*%)(?!{_plain_units(units['words'])}))*"
    shorthands = {
        "UNIT": _plain_units(strong),
        "KIND": r"\b(?:" + "|".join(kinds["words"]) + ")",
        "ACT": "|".join(kinds["acts"]),
        "REST": rest,
        "GAP": r"\s{1,3}",
    }
    found = []
    for entry in tomllib.loads(files("extract").joinpath("figures.toml").read_text(encoding="utf-8"))["not_a_figure"]:
        for pattern in entry["patterns"]:
            filled = re.sub("UNIT|KIND|ACT|REST|GAP", lambda m: shorthands[m.group()], pattern)
            anywhere = filled.replace("\\ ", " ").replace(" ", r"\s")  # a line may end between any two words
            found.append((entry["name"], re.compile(anywhere)))
    return tuple(found)


def _plain_units(words: Iterable[str]) -> str:
    """A pattern for units in a text without accents; a year or another number after them makes them none."""
    plain = "|".join(re.escape(text_to_plain(word)) for word in _longest(words) if word[0].isalpha())
    return rf"\s*(?:{plain})(?![\w])(?!\s+(?:19|20)\d\d(?!\d)|\s*[/-]\s*\d)"


@cache
def _unit_patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Known units as printed; the longer ones again without accents, for scans; and from those back to the spelling."""
    words = _longest(_knowledge()["units"]["words"])
    per = r"(?:/[^\W\d_]{1,6}2?)*(?![^\W\d_])"
    spelling = {text_to_plain(word): word for word in reversed(words) if len(word) > 3}
    return re.compile(_alternatives(words) + per), re.compile(_alternatives(_longest(spelling)) + r"(?!\w)"), spelling


def _alternatives(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words) + ")"


def _text_to_known_unit(text: str, at: int) -> tuple[str, int]:
    """The known unit that starts at `at` and its end; a scan's spelling is mended ("hô sơ" is "hồ sơ")."""
    exact, plain, spelling = _unit_patterns()
    found = exact.match(text, at)
    if found:
        return " ".join(found.group().split()), found.end()
    found = plain.match(text_to_plain(text[at : at + 60]))
    return (spelling[" ".join(found.group().split())], at + found.end()) if found else ("", at)


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _is_barred(number: _Number, barred: tuple[tuple[int, int, str], ...]) -> bool:
    return any(start < number.end and number.start < end for start, end, _ in barred)


def _text_to_numbers(text: str) -> Iterator[_Number]:
    """Printed numbers that stand alone; digits glued to letters are part of a name unless the letters are a unit."""
    at = 0
    while found := _QUANTITY.search(text, at):
        loose = _LOOSE_NUMBER.match(text, found.start())
        if loose and loose.end() > found.end() and _text_to_known_unit(text, _skip(text, loose.end()))[0]:
            yield _Number(loose.start(), loose.end(), re.sub(r"\s", "", loose.group()), "", False, False, True)
            at = loose.end()
            continue
        at = found.end()
        if _glued_to_name(text, found.end()):
            continue
        negative, percent = bool(found["sign"]), bool(found["percent"])
        whole = found["whole"] or found["total"] or ""
        dashed = _unit_after_dash(text, found.end()) > found.end()
        yield _Number(found.start(), found.end(), found["value"], whole, percent, negative, dashed)


def _glued_to_name(text: str, end: int) -> bool:
    """`5G`, `30a`, `16-A`; but `20kg` and `05sở` are a number and its unit."""
    if end >= len(text):
        return False
    if text[end].isalpha():
        return not _text_to_known_unit(text, end)[0]
    name = re.match(r"/\d|[-–][^\W\d]", text[end:]) and _unit_after_dash(text, end) == end
    return text[end] in "⁄_" or bool(name)


def _unit_after_dash(text: str, end: int) -> int:
    """Where the unit begins of `05-đơn vị`, a speck between number and unit read as a dash; else `end`."""
    dashed = text[end : end + 1] in ("-", "–") and _text_to_known_unit(text, end + 1)[0]
    return end + 1 if dashed else end


def _is_smudged(text: str, start: int, end: int) -> bool:
    """Whether a sign beside the digits may be one misread (`2§` for 29): no typist puts it there, or a year follows."""
    before, after = text[:start][-1:], text[end:][:1]
    # "1:845" may be 1.845.
    if re.search(r"[0-9]:$", text[:start]) or re.match(r":[0-9]", text[end:]):
        return True
    # "ngày 18 bàn: 01 năm 2023": the month of a date of which a word was misread.
    if re.match(r"\s+năm\s+(?:19|20)[0-9]{2}(?![0-9])", text[end:]):
        return True
    # "0.NGÃI" on a stamp, "ngày 2? tháng 4"
    if re.match(r"\.[A-Za-z]|[?!](?!\s*(?:$|[^\w\s]|[A-Z]))", text_to_plain(text[end : end + 9])):
        return True
    return bool(re.match(r"[^\w\s(\[{\"'“‘«+*=/:;,.<>≥≤~≈•–—-]", before)) or bool(
        re.match(r"[^\w\s)\]}\"'”’»%％/:;,.!?<>*…–—-]", after)
    )


def _is_misread_unit(unit: str) -> bool:
    """A letter alone that is no known unit, `04 Ð phòng`, or capitals one letter from a known one, `TTHO` or `THC`.

    Of small letters one may be lost, `hòng` for `phòng`, or be too many; another one makes another word.
    """
    if len(unit) == 1:
        return unit.isalpha() and not _text_to_known_unit(unit, 0)[0]
    known = _knowledge()["units"]["words"]
    alike = known if unit.isupper() else [word for word in known if len(word) != len(unit) >= _FEWEST_LETTERS]
    apart = unit not in known and any(_one_letter_apart(unit, word) for word in alike)
    return apart or bool(_word_to_abbreviation(unit))


def _word_to_abbreviation(word: str) -> str:
    """The known unit of capitals that ends in a C where engines read something else, `TTHG` or `TTHCŒ`; else ""."""
    if not word.isupper() or word in _knowledge()["units"]["words"]:
        return ""
    known = (unit for unit in _knowledge()["units"]["words"] if unit.isupper() and unit.endswith("C"))
    return next((u for u in known if word.startswith(u[:-1]) and _LIKE_C.fullmatch(word, len(u) - 1)), "")


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter is another one, `TTHO` for `TTHC`, or one is lost or too many, `THC`."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 3 or len(longer) > len(shorter) + 1:
        return False
    lost = len(longer) - len(shorter)
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return one != other and shorter[at + 1 - lost :] == longer[at + 1 :]


def _skip(text: str, at: int) -> int:
    """Past spaces, and past the number in words: `05 (năm) ngày`."""
    found = re.compile(r"\s*(?:\([^\W\d][^()0-9]{0,40}\)\s*)?").match(text, at)
    return found.end() if found else at


def _number_to_figure(text: str, number: _Number, past: int, upcoming: int) -> tuple[Figure, int]:
    unit, unit_end = _text_to_unit(text, number, upcoming)
    unit_class = "percent" if unit.startswith("%") else "measure" if unit in _TIMES else unit_to_class(unit)
    value, doubt = number_to_decimal(number.value, unit_class)
    whole, other = number_to_decimal(number.whole, unit_class) if number.whole else ("", "")
    end = unit_end if unit == "%" else number.end
    figure = Figure(
        raw=" ".join(text[number.start : end].split()),
        value=f"-{value}" if number.negative and value else value,
        denominator=whole,
        unit=_word_to_abbreviation(unit) or unit,
        label=_text_to_label(text, number.start, past, unit_end),
        start=number.start,
        end=end,
        sentence=_text_to_sentence(text, number.start, end),
        review=bool(doubt or other or number.loose or _is_misread_unit(unit))
        or _is_smudged(text, number.start, number.end),
    )
    return figure, unit_end


def _text_to_unit(text: str, number: _Number, upcoming: int) -> tuple[str, int]:
    """The unit after a number and where it ends: a percent sign, a known unit, or the next word if it is a noun."""
    if number.percent:
        return "%", number.end
    sign = _PERCENT.match(text, number.end)
    if sign:
        return "%", sign.end()
    start = _skip(text, _unit_after_dash(text, number.end))
    unit, end = _text_to_known_unit(text, start)
    if unit:
        return _with_counted(text, unit, end)
    word = _WORD.match(text, start)
    if not word or word.end() > upcoming or word.group().casefold() in _knowledge()["stop"]["words"]:
        return "", number.end
    return word.group(), word.end()


def _with_counted(text: str, unit: str, end: int) -> tuple[str, int]:
    """`triệu người`, `nghìn lượt`: a multiplier takes the unit that follows into the unit, as printed."""
    if unit in {"nghìn", "ngàn", "triệu", "tỷ", "tỉ", "trăm", "vạn", "nghìn tỷ"}:
        counted, past = _text_to_known_unit(text, _skip(text, end))
        return (f"{unit} {counted}", past) if counted else (unit, end)
    return unit, end


def _text_to_label(text: str, start: int, past: int, unit_end: int) -> str:
    """What is counted: the words of the clause before the number; where there are none, those after its unit."""
    clause = _CLAUSE_END.split(text[past:start].rstrip(" :\n(–-"))[-1].strip(" ,")
    before = _strip_rim(clause if len(clause) <= _LONG_LABEL else _COMMA.split(clause)[-1])
    if before:
        return before
    after = _COMMA.split(_CLAUSE_END.split(text[unit_end:], maxsplit=1)[0], maxsplit=1)[0]
    number = re.search(r"[0-9]", after)
    return _strip_rim(after[: number.start()] if number else after)


def _strip_rim(words: str) -> str:
    """Words without those at either end that only lead to the number ("đạt", "hạng", "trong đó")."""
    rim = _knowledge()["label"]["words"]
    kept = words.split()
    while kept:
        sizes = range(min(3, len(kept)), 0, -1)
        last = next((n for n in sizes if " ".join(kept[-n:]).strip(" ,").casefold() in rim), 0)
        first = next((n for n in sizes if not last and " ".join(kept[:n]).strip(" ,").casefold() in rim[:13]), 0)
        if not last and not first:
            break
        kept = kept[: len(kept) - last][first:]
    return " ".join(kept).strip(" ,.-–+*•")


def _text_to_sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of text; a full stop before a small letter or a digit ends none."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text) if not m[1] or not (m[1].islower() or m[1].isdigit())]
    first = max((at for at in ends if at <= start), default=0)
    last = min((at for at in ends if at >= end), default=len(text))
    return " ".join(text[first:last].split())


def _shared_units(text: str, figures: list[Figure]) -> Iterator[Figure]:
    """`từ 10 đến 15 người`, `70-80%`: the first number of a range has the unit of the second."""
    for index, figure in enumerate(figures):
        after = figures[index + 1] if index + 1 < len(figures) else None
        joint = _RANGE.match(text, figure.end) if after else None
        ranged = after and joint and joint.end() == after.start
        yield _with_unit(text, figure, after.unit) if after and ranged and not figure.unit else figure


def _with_unit(text: str, figure: Figure, unit: str) -> Figure:
    unit_class = "percent" if unit == "%" else unit_to_class(unit)
    value, doubt = number_to_decimal(figure.raw, unit_class)
    return Figure(
        raw=figure.raw,
        value=value or figure.value,
        denominator=figure.denominator,
        unit=unit,
        label=figure.label,
        start=figure.start,
        end=figure.end,
        sentence=figure.sentence,
        review=bool(doubt) or not value or _is_smudged(text, figure.start, figure.end),
    )
