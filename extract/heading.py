"""The heading of a first page: who issued what, under which number, when and where.

The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: issuer, number and symbol in the left column; the state's name
and motto, place and date in the right one; the kind of document and its title centred below. What is blank, written by
hand or unreadable is left empty and named in `review_reason`, codes joined by ";": number_blank, number_unread,
number_unsure, date_blank, date_unread, date_unsure, issuer_missing, type_missing. Boxes in points, origin top left.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import Any

from extract.figures import text_to_plain
from extract.periods import text_to_period
from models.records import Heading, Line, Word

_NUMBER = re.compile(r"\bS[oO60Óó]\b\s*[:.,;]?\s*(?P<number>[^/]*?)\s*[/⁄]\s*(?P<symbol>\S.*)?$")
_SYMBOL = re.compile(r"(?:(?P<year>(?:19|20)\d\d)\s*/\s*)?(?P<symbol>[^\W\d_][\w&,.]*(?:\s?[-–/]\s?[^\W\d_][\w&,.]*)*)")
_PARTY = re.compile(r"\bS[oO60]\b\s*[:.,;]?\s*(?P<number>\d{1,5})\s?[-–]\s?(?P<symbol>[^\W\d_]{1,4}\s?/\s?\S+)")
_DATE = re.compile(r"\bng[a-z]{1,2}\b\W*(?P<day>\S*?)\W*\bth[a-z]{1,2}ng\b(?P<rest>.*)", re.I)
_DATE_LINE = re.compile(r"(?i)\bth[a-z]{1,2}ng\b|\bn[a-z]m\b\s*(?:19|20)\d\d|,\s*ng[a-z]{1,2}")
_DATE_REST = re.compile(r"\W*(?P<month>\S*?)\W*\bn[a-z]m\b\W*(?P<year>\S*)", re.I)
_SURE = 0.85  # a typed number is read with more than this; handwriting seldom is
_SURE_MONTH = 0.4  # the month is typed even where the day is stamped
_TALL = 1.2  # handwritten digits overtop the typed year by more than this


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines above the kind of document, split at the gutter, and the lines from the kind downwards."""

    left: tuple[tuple[Word, ...], ...]
    right: tuple[tuple[Word, ...], ...]
    below: tuple[Line, ...]


def lines_to_heading(lines: Sequence[Line]) -> Heading:
    """Read the heading from the first page's lines, top to bottom; columns may share a line."""
    head = _lines_to_head(lines)
    number, symbol, number_reason = _left_to_number(head.left, _typed_height(head.right))
    place, issued, date_reason = _right_to_date(head.right)
    issuer = _left_to_issuer(head.left)
    kind, title = _below_to_title(head.below)
    subject = "" if kind else _left_to_subject(head.left)
    if not kind:
        kind = _kind_of_symbol(symbol) or ("Công văn" if subject else "")
        title = subject
    reasons = (number_reason, date_reason, "" if issuer else "issuer_missing", "" if kind else "type_missing")
    return Heading(
        doc_type=kind,
        number=number,
        symbol=symbol,
        issuer=issuer,
        province=names_to_province(issuer, place, title),
        place=place,
        issue_date=issued,
        title=title,
        period=text_to_period(title),
        review_reason=";".join(reason for reason in reasons if reason),
    )


def names_to_province(issuer: str, place: str, title: str = "") -> str:
    """The province of an issuer; of the place where its name holds none, unless it is an office of the whole state."""
    named = _text_to_province(issuer)
    if named:
        return named
    words = _plain_words(issuer) + " "
    if any(words.startswith(start) for start in _knowledge()["issuers"]["central"]):
        return ""
    found = re.search(r"(?:tinh|thanh pho|tp) (.*)", _plain_words(title))
    return _text_to_province(place) or (_text_to_province(found[1], at_start=True) if found else "")


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads(files("extract").joinpath("heading.toml").read_text(encoding="utf-8"))


@cache
def _provinces() -> dict[str, str]:
    """Names without accents to names as written, the longest first."""
    known = {_plain_words(name): name for name in _knowledge()["issuers"]["provinces"]}
    known |= _knowledge()["aliases"]
    return dict(sorted(known.items(), key=lambda item: -len(item[0])))


def _plain_words(text: str) -> str:
    """Lower-case words without accents and signs, one space between."""
    return " ".join(re.findall(r"[^\W_]+", text_to_plain(text).lower()))


def _text_to_province(text: str, at_start: bool = False) -> str:
    words = _plain_words(text)
    for plain, name in _provinces().items():
        if words.startswith(plain + " ") or words == plain or (not at_start and f" {plain} " in f" {words} "):
            return name
    joined = re.search(r"(?:tinh|thanhpho)(\w+)$", words.replace(" ", ""))
    if joined and not at_start:
        glued = [name for plain, name in _provinces().items() if joined[1] == plain.replace(" ", "")]
        if glued:
            return glued[0]
    close = [name for plain, name in _provinces().items() if SequenceMatcher(None, plain, words).ratio() >= 0.88]
    return close[0] if len(close) == 1 and not at_start else ""


def _lines_to_head(lines: Sequence[Line]) -> _Head:
    """Cut the page at the gutter beside the state's name and at the line that names the kind."""
    state = next((i for i, line in enumerate(lines[:20]) if _state_word(line) is not None), None)
    first = state if state is not None else 0
    kind = next((i for i in range(first, min(len(lines), first + 16)) if _line_to_kind(lines[i])), None)
    last = kind if kind is not None else _last_of_head(lines, first)
    top = max(0, first - 2) if state is not None else 0
    head = [line for line in lines[top:last] if state is None or line.box.bottom > lines[first].box.top - 4]
    gutter = _gutter(lines[first], head) if state is not None else _middle(head)
    sides = [_split(line, gutter) for line in head]
    return _Head(tuple(s[0] for s in sides if s[0]), tuple(s[1] for s in sides if s[1]), tuple(lines[last:]))


def _last_of_head(lines: Sequence[Line], first: int) -> int:
    """Without a kind the head ends where the letter's addressee or its first paragraph begins."""
    for index in range(first, min(len(lines), first + 16)):
        if _plain_words(lines[index].text).startswith(("kinh gui", "thuc hien", "can cu", "phuc dap")):
            return index
    return min(len(lines), first + 8)


def _state_word(line: Line) -> int | None:
    """Index of the word that begins "CỘNG HÒA XÃ HỘI …" or "ĐẢNG CỘNG SẢN …"; None when the line has neither."""
    plain = [_plain_words(word.text) for word in line.words]
    for index in range(len(plain)):
        for name in ("conghoaxahoi", "dangcongsanviet"):
            told = "".join(plain[index : index + 6])[: len(name)]
            if plain[index][:2] == name[:2] and SequenceMatcher(None, told, name).ratio() >= 0.8:
                return index
    return None


def _gutter(state: Line, head: Sequence[Line]) -> float:
    """The middle of the white strip left of the state's name."""
    index = _state_word(state) or 0
    start = state.words[index].box.x0
    if index:
        return (state.words[index - 1].box.x1 + start) / 2
    ends = [w.box.x1 for line in head for w in line.words if w.box.x1 <= start]
    return (max(ends) + start) / 2 if ends else start - 1


def _middle(head: Sequence[Line]) -> float:
    edges = [edge for line in head for edge in (line.box.x0, line.box.x1)]
    return (min(edges) + max(edges)) / 2 if edges else 0.0


def _split(line: Line, gutter: float) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Words left and right of the gutter; a wide gap nearby moves the cut, as where a date begins left of it."""
    cut = gutter
    gaps = [(b.box.x0 - a.box.x1, (a.box.x1 + b.box.x0) / 2) for a, b in zip(line.words, line.words[1:], strict=False)]
    wide = [gap for gap in gaps if gap[0] > line.box.height and abs(gap[1] - gutter) < 90]
    if wide:
        cut = max(wide)[1]
    words = tuple(w for w in line.words if re.search(r"\w", w.text.replace("_", "")) or w.text in "-–/…")
    return tuple(w for w in words if w.box.x_mid < cut), tuple(w for w in words if w.box.x_mid >= cut)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _typed_height(right: Sequence[Sequence[Word]]) -> float:
    """Height of the typed year in the date: what handwritten digits are measured against; 0 when there is none."""
    years = [w.box.height for words in right for w in words if re.fullmatch(r"(?:19|20)\d\d", w.text)]
    return years[-1] if years else 0.0


def _is_handwritten(word: Word, typed: float, sure: float) -> bool:
    return word.confidence < sure or (typed > 0 and word.box.height > _TALL * typed and "/" not in word.text)


def _left_to_number(left: Sequence[Sequence[Word]], typed: float) -> tuple[str, str, str]:
    """Number, symbol and doubt. A normative number keeps its year: `51/2025` and `TT-BCA`."""
    for words in left:
        text = _text(words)
        plain = text_to_plain(text)
        party = _PARTY.search(plain)
        found = party or _NUMBER.search(plain)
        if found is None:
            continue
        told = _SYMBOL.match(text, found.start("symbol")) if found["symbol"] else None
        symbol = re.sub(r"\s", "", told["symbol"]).replace("–", "-").strip(".,") if told else ""
        year = f"/{told['year']}" if told and told["year"] else ""
        number = re.sub(r"\s", "", found["number"])
        reason = _number_doubt(number, words, typed)
        return ("" if reason else number + year), symbol, reason
    return "", "", "number_unread" if left else "number_blank"


def _number_doubt(number: str, words: Sequence[Word], typed: float) -> str:
    if not re.search(r"\w", number):
        return "number_blank"
    if not re.fullmatch(r"\d{1,5}[a-z]?", number):
        return "number_unread"
    digits = [w for w in words if re.search(r"\d", w.text) and not re.match(r"\W*[sS]\w\W*$", w.text)]
    return "number_unsure" if any(_is_handwritten(w, typed, _SURE) for w in digits[:1]) else ""


def _right_to_date(right: Sequence[Sequence[Word]]) -> tuple[str, str, str]:
    """Place, ISO date and doubt, from `Bến Tre, ngày 20 tháng 9 năm 2022`."""
    for words in right:
        text = _text(words)
        plain = text_to_plain(text)
        if "," not in text or not _DATE_LINE.search(plain):
            continue
        place = text.split(",")[0].strip(" .-")
        found = _DATE.search(plain)
        rest = _DATE_REST.match(found["rest"]) if found else None
        if found is None or rest is None:
            return place, "", "date_unread"
        issued, reason = _parts_to_date(found["day"], rest["month"], rest["year"].rstrip(".,;"))
        return place, *((issued, reason) if reason else _sure_date(issued, words))
    return "", "", "date_blank"


def _parts_to_date(day: str, month: str, year: str) -> tuple[str, str]:
    if not day or not month or not year:
        return "", "date_blank"
    if not (re.fullmatch(r"\d{1,2}", day) and re.fullmatch(r"\d{1,2}", month) and re.fullmatch(r"(?:19|20)\d\d", year)):
        return "", "date_unread" if re.search(r"\w", day + month + year) else "date_blank"
    try:
        return date(int(year), int(month), int(day)).isoformat(), ""
    except ValueError:
        return "", "date_unread"


def _sure_date(issued: str, words: Sequence[Word]) -> tuple[str, str]:
    """The date, unless its day may be handwritten or its month hard to read."""
    numbers = [w for w in words if re.search(r"\d", w.text)]
    typed = _typed_height([words])
    day, month = numbers[0], numbers[1] if len(numbers) > 1 else numbers[0]
    unsure = _is_handwritten(day, typed, _SURE) or month.confidence < _SURE_MONTH
    return ("", "date_unsure") if unsure else (issued, "")


def _left_to_issuer(left: Sequence[Sequence[Word]]) -> str:
    """The office above the number; of a superior and its own office the latter; two joint issuers are both kept."""
    rows: list[Sequence[Word]] = []
    for words in left:
        if re.match(r"(?i)\W*s[o06]\b\W*", text_to_plain(_text(words))) and re.search(r"[/:]", _text(words)):
            break
        if _capitals(_text(words)) >= 0.6:
            rows.append(words)
    joint = any(re.search(r"[-–]$", _text(row)) or re.match(r"[-–]", _text(row)) for row in rows[:-1])
    own = rows if joint else rows[_own_row(rows) :]
    name = " ".join(" ".join(_text(row) for row in own).replace("–", "-").split())
    return re.sub(r"^(?:[^\w(]|[_ˆ])+|(?:[^\w)]|[_ˆ])+$", "", name)  # ˆ counts as a letter


def _own_row(rows: Sequence[Sequence[Word]]) -> int:
    """The first row of the issuer's own name: its superior above is not bold, or the row names an office anew."""
    bold = [all(word.bold for word in row) for row in rows]
    if any(bold):
        return bold.index(True)
    starts = tuple(_knowledge()["issuers"]["starts"])
    anew = [i for i, row in enumerate(rows) if (_plain_words(_text(row)) + " ").startswith(starts)]
    return anew[-1] if anew else 0


def _capitals(text: str) -> float:
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) / len(letters) if len(letters) > 2 else 0.0


def _line_to_kind(line: Line) -> tuple[str, str] | None:
    """(kind, rest of the line) of a line like `BÁO CÁO` or `CHƯƠNG TRÌNH PHỐI HỢP`, misread accents allowed."""
    if _capitals(line.text) < 0.8 or len(line.words) > 8 or _state_word(line) is not None:
        return None
    plain = [_plain_words(word.text) for word in line.words]
    best: tuple[float, int, str] = (0.0, 0, "")
    for name in _knowledge()["kinds"]:
        size = len(name.split())
        told, wanted = "".join(plain[:size]), _plain_words(name).replace(" ", "")
        best = max(best, (SequenceMatcher(None, told, wanted).ratio(), size, name))
    score, size, name = best
    return (name, _text(line.words[size:])) if score >= (0.95 if len(name) < 8 else 0.8) else None


def _below_to_title(below: Sequence[Line]) -> tuple[str, str]:
    """Kind and title: the lines under the kind, as far as they are centred like it and no paragraph begins."""
    found = _line_to_kind(below[0]) if below else None
    if found is None:
        return "", ""
    kind, rest = found
    axis, before = below[0].box.x_mid, below[0]
    bold = any(word.bold for word in below[0].words)
    kept = [rest.capitalize()] if rest else []
    for line in below[1:9]:
        gap = line.box.top - before.box.bottom
        if _ends_title(line) or abs(line.box.x_mid - axis) > 45:
            break
        if len(kept) > bool(rest) and gap > 1.6 * line.box.height:
            break
        if bold and not any(word.bold for word in line.words) and re.search(r"\w", line.text.replace("_", "")):
            break
        kept.append(line.text)
        before = line
    return kind, " ".join(" ".join(kept).replace("_", " ").split()).strip(" -–.")


def _ends_title(line: Line) -> bool:
    words = text_to_plain(line.text).lower().lstrip(" -–*“\"'")
    return words.startswith(tuple(_knowledge()["title"]["ends"]))


def _kind_of_symbol(symbol: str) -> str:
    found: str = _knowledge()["symbols"].get(re.split(r"[-/]", symbol)[0], "")
    return found


def _left_to_subject(left: Sequence[Sequence[Word]]) -> str:
    """The subject of a Công văn, which has no kind printed: `V/v …` under the number, to the end of the column."""
    rows = [_text(words) for words in left]
    first = next((i for i, row in enumerate(rows) if re.match(r"(?i)v\s?/\s?v\b|về việc\b", row)), len(rows))
    return " ".join(rows[first:])
