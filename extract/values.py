"""Printed Vietnamese numbers to plain decimals.

Vietnamese print groups thousands with a point and marks decimals with a comma: `4.494.051` and `99,02%`. Typists also
write `12.16%`, `1788`, `1 788` and `05`. The rule that settles most of it: a group has three digits. What it does not
settle is returned with a `doubt`, a short stable code, so that the row is flagged rather than guessed. Nothing here
raises: every text gets a `Value`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_MARKS = _FULL_WIDTH | _DASHES | _UNSEEN

_NUMBER = r"[0-9](?:[0-9.,]*[0-9])?"
_FIXED_SPACE = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:[\u00a0\u202f\u2009\u2007][0-9]{3})+(?![0-9])")
_LOOSE_SPACE = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_LOOSE_MARK = re.compile(r"(?<=[0-9]) ?([.,]) (?=[0-9])|(?<=[0-9]) ([.,])(?=[0-9])")
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")

_PLAIN = re.compile(rf"(?P<sign>[+-] ?)?(?P<number>{_NUMBER}) ?(?P<percent>%)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_BRACKETED = re.compile(rf"\( ?(?P<number>{_NUMBER}) ?(?P<percent>%)? ?\) ?(?P<after>%)?")
_WORDS = r"(?: ?(?P<words>[^\W\d_][^0-9()/%]*))?"
_RATIO = re.compile(rf"(?P<part>{_NUMBER}) ?/ ?(?P<whole>{_NUMBER}){_WORDS}")
_SHARE_OF = re.compile(rf"(?P<number>{_NUMBER}) ?%? ?\( ?(?P<part>{_NUMBER}) ?/ ?(?P<whole>{_NUMBER}){_WORDS} ?\)")
_OF_SHARE = re.compile(rf"(?P<part>{_NUMBER}) ?/ ?(?P<whole>{_NUMBER}){_WORDS} ?\( ?(?P<number>{_NUMBER}) ?% ?\)")
_RANGE = re.compile(rf"{_NUMBER} ?%? ?(?:-|đến|~) ?(?:dưới |trên )?{_NUMBER} ?%?")
_LOOSE_NUMBER = re.compile(rf"(?<![\w.,/-]){_NUMBER}(?![\w/]|[.,][0-9])")
_CODE = re.compile(r"([^=:]*?) ?[=:] ?([0-9]+)(?![0-9.,]*[0-9])")
_BLANK = re.compile(r"[-_ ]+|[.… ]*…[.… ]*|\.[. ]*\.")


@dataclass(frozen=True, slots=True)
class Value:
    """A printed figure as read.

    `value` and `denominator` are plain decimals as text ("1788", "-3.2"), without needless zeros, or empty. `kind` is
    count, percent, ratio, code, text or blank. `doubt` is empty, or says why a person should look:

    ambiguous_group   three digits after the mark may be decimals or thousands (`1,234`; `12.345%`)
    comma_count       decimals on something that is counted (`1,5` people)
    foreign_notation  `1,234.5` or `1,234,567`
    point_decimal     a point as decimal mark where the unit is no percentage (`12.5`)
    long_decimal      four decimals or more
    leading_zeros     `012`, `01.234`
    malformed_number  marks in places where no notation has them (`1.234.56`)
    negative_count    a negative number of things
    percent_over_100, ratio_over_one, ratio_differs (`100% (17/18)`), ratio_for_percent, date_like (`9/2022`)
    spaced_digits, spaced_sign, stray_mark, lone_slash, raised_digit
    range, several_numbers, multiplier (`03 tỷ`), words_beside, not_a_number
    not_a_code, word_for_code
    """

    raw: str
    value: str = ""
    denominator: str = ""
    kind: str = "blank"
    doubt: str = ""


def text_to_value(raw: str, unit: str = "") -> Value:
    """The figure of a cell, read with the unit of its row."""
    text, doubt = _text_to_clean(raw)
    if not text:
        return Value(raw)
    if not any(char.isalnum() for char in text):
        return _mark_to_value(raw, text)
    codes = unit_to_codes(unit)
    found = _code_to_value(raw, text, codes) if codes else _figure_to_value(raw, text, unit)
    return _with_doubt(found, found.doubt or doubt)


def unit_to_codes(unit: str) -> dict[str, str]:
    """`Có = 1; Không = 0` to {"có": "1", "không": "0"}; empty when the unit is no list of codes."""
    text, _ = _text_to_clean(unit)
    codes = {label.strip(" ;,./-()").casefold(): code for label, code in _CODE.findall(text)}
    return codes if "=" in text or len(codes) > 1 else {}


def unit_to_class(unit: str) -> str:
    """Which notation a unit asks for: percent, measure (decimals make sense), count (they do not), unknown."""
    text = " ".join(unicodedata.normalize("NFC", unit).translate(_MARKS).casefold().split())
    if not text:
        return "unknown"
    known = _units()
    if any(word in text for word in known["percents"]):
        return "percent"
    words = re.split(r"[\s/()\[\],;]+", text)
    return "measure" if text in known["measures"] or any(w in known["measures"] for w in words) else "count"


def number_to_decimal(number: str, unit_class: str = "unknown") -> tuple[str, str]:
    """Digits with points and commas to (plain decimal, doubt); the decimal is empty when no notation fits."""
    groups = re.split(r"[.,]", number)
    marks = re.findall(r"[.,]", number)
    if not all(group.isascii() and group.isdigit() for group in groups):
        return "", "malformed_number"
    if not marks:
        return _plain(number), "leading_zeros" if number[0] == "0" and len(number) > 2 else ""
    if len(marks) == 1:
        return _one_mark(groups[0], marks[0], groups[1], unit_class)
    return _many_marks(groups, marks, unit_class)


def multipliers() -> tuple[str, ...]:
    """Words like "tỷ" that multiply the number before them."""
    return tuple(_units()["multipliers"])


@cache
def _units() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = tomllib.loads(files("extract").joinpath("units.toml").read_text(encoding="utf-8"))
    return loaded


def _text_to_clean(raw: str) -> tuple[str, str]:
    """One kind of dash, digit and space; spaces inside a number taken out, with the doubt that this leaves."""
    text = unicodedata.normalize("NFC", raw).translate(_MARKS)
    text = _FIXED_SPACE.sub(lambda m: re.sub(r"\s", "", m.group()), text)
    text = " ".join(text.split())
    doubt = "raised_digit" if _RAISED.search(text) and re.search("[0-9]", text) else ""
    text = _RAISED.sub("", text) if doubt else text
    tight = _LOOSE_MARK.sub(lambda m: m[1] or m[2], text)
    tight = _LOOSE_SPACE.sub(lambda m: m.group().replace(" ", ""), tight)
    return tight, doubt or ("spaced_digits" if tight != text else "")


def _mark_to_value(raw: str, text: str) -> Value:
    """No letter and no digit: a dash or dots mean that there is nothing; other marks may be lost ink."""
    if _BLANK.fullmatch(text):
        return Value(raw)
    if set(text) <= set("/\\ "):
        return Value(raw, doubt="lone_slash")
    if set(text) <= set(".,'`· "):
        return Value(raw, doubt="stray_mark")
    return Value(raw, kind="text", doubt="stray_mark")


def _code_to_value(raw: str, text: str, codes: dict[str, str]) -> Value:
    digits = _plain(text) if text.isascii() and text.isdigit() else ""
    if digits:
        return Value(raw, digits, kind="code", doubt="" if digits in codes.values() else "not_a_code")
    word = text.casefold().strip(" .;,")
    if word in codes:
        return Value(raw, codes[word], kind="code", doubt="word_for_code")
    return Value(raw, kind="text", doubt="not_a_code")


def _figure_to_value(raw: str, text: str, unit: str) -> Value:
    """The first shape that fits the whole text; then the same without a stray mark at its end; then words."""
    bare = text.rstrip(" .,;:'")
    for shape, doubt in ((text, ""), (bare, "stray_mark")):
        for pattern, reader in _SHAPES:
            found = pattern.fullmatch(shape)
            if found:
                value = reader(raw, found, unit)
                return _with_doubt(value, value.doubt or doubt)
    return _words_to_value(raw, text, unit)


def _plain_to_value(raw: str, found: re.Match[str], unit: str) -> Value:
    sign = (found["sign"] or "").strip()
    if not found["percent"] and unit_to_class(unit) == "percent" and _GROUPED.fullmatch(found["number"]):
        # Forms print % as the unit of counts too, and a group has three digits: `6.768` is a count unless it has a %.
        return _with_doubt(_signed(raw, found["number"], sign == "-", ""), "ambiguous_group")
    value = _signed(raw, found["number"], sign == "-", "%" if found["percent"] else unit)
    spaced = bool(found["sign"]) and found["sign"].endswith(" ")
    return _with_doubt(value, value.doubt or ("spaced_sign" if spaced else ""))


def _bracketed_to_value(raw: str, found: re.Match[str], unit: str) -> Value:
    return _signed(raw, found["number"], True, "%" if found["percent"] or found["after"] else unit)


def _signed(raw: str, number: str, negative: bool, unit: str) -> Value:
    unit_class = unit_to_class(unit)
    value, doubt = number_to_decimal(number, unit_class)
    if not value:
        return Value(raw, kind="text", doubt=doubt)
    if negative and value != "0":
        value = "-" + value
        doubt = doubt or ("negative_count" if unit_class == "count" else "")
    if unit_class == "percent" and Decimal(value) > 100:
        doubt = doubt or "percent_over_100"
    return Value(raw, value, kind="percent" if unit_class == "percent" else "count", doubt=doubt)


def _ratio_to_value(raw: str, found: re.Match[str], unit: str) -> Value:
    unit_class = unit_to_class(unit)
    inner = "unknown" if unit_class == "percent" else unit_class
    (part, doubt), (whole, other) = (number_to_decimal(found[name], inner) for name in ("part", "whole"))
    if not part or not whole:
        return Value(raw, kind="text", doubt="malformed_number")
    if re.fullmatch(r"0?[1-9]|1[0-2]", found["part"]) and re.fullmatch(r"(?:19|20)[0-9]{2}", found["whole"]):
        other = other or "date_like"
    elif Decimal(part) > Decimal(whole):
        other = other or "ratio_over_one"
    elif unit_class == "percent":
        other = other or "ratio_for_percent"
    elif found["words"] and found["words"].strip().casefold() != _words(unit):
        other = other or "words_beside"
    return Value(raw, part, whole, "ratio", doubt or other)


def _share_of_to_value(raw: str, found: re.Match[str], unit: str) -> Value:
    """`100% (18/18)`: the percentage is the value, checked against the two counts beside it."""
    value, ratio = _signed(raw, found["number"], False, "%"), _ratio_to_value(raw, found, found["words"] or "")
    if not value.value or not ratio.value:
        return Value(raw, kind="text", doubt="malformed_number")
    return Value(
        raw, value.value, ratio.denominator, "percent", value.doubt or ratio.doubt or _share_doubt(value, ratio)
    )


def _of_share_to_value(raw: str, found: re.Match[str], unit: str) -> Value:
    """`18/18 (100%)`: a percentage where the row asks for one, else the two counts."""
    if unit_to_class(unit) == "percent":
        return _share_of_to_value(raw, found, unit)
    value, ratio = _signed(raw, found["number"], False, "%"), _ratio_to_value(raw, found, unit)
    doubt = ratio.doubt or value.doubt
    return _with_doubt(ratio, doubt or (_share_doubt(value, ratio) if ratio.value else ""))


def _share_doubt(value: Value, ratio: Value) -> str:
    """The counts must give the percentage, to within one of its last printed digit."""
    whole = Decimal(ratio.denominator)
    if whole == 0:
        return "ratio_differs"
    share = Decimal(value.value)
    exponent = share.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return "ratio_differs" if abs(Decimal(ratio.value) * 100 / whole - share) > step else ""


def _words_to_value(raw: str, text: str, unit: str) -> Value:
    """Digits among words: one number is read and flagged, unless the word beside it is the row's own unit."""
    if _RANGE.fullmatch(text):
        return Value(raw, kind="text", doubt="range")
    numbers = _LOOSE_NUMBER.findall(text)
    if not numbers or len(re.findall(r"[0-9][0-9.,]*", text)) > 1:
        return Value(raw, kind="text", doubt="several_numbers" if len(numbers) > 1 else _word_doubt(text, unit))
    words = text.replace(numbers[0], "", 1).strip(" .;,").casefold()
    value = _signed(raw, numbers[0], False, "%" if "%" in words else unit)
    first = words.split()[0] if words.split() else ""
    same = words == _words(unit)
    doubt = "" if same else "multiplier" if first in multipliers() else "words_beside"
    return _with_doubt(value, value.doubt or doubt)


def _words(unit: str) -> str:
    return " ".join(unicodedata.normalize("NFC", unit).casefold().split())


def _word_doubt(text: str, unit: str) -> str:
    return "not_a_number" if unit.strip() or re.search("[0-9]", text) else ""


def _one_mark(head: str, mark: str, tail: str, unit_class: str) -> tuple[str, str]:
    """One point or comma: grouping or decimals, as the rule of three digits and the unit say."""
    decimal = _plain(f"{head}.{tail}")
    if len(tail) == 3 and len(head) <= 3 and head.strip("0"):
        zeros = "leading_zeros" if head[0] == "0" else ""
        if unit_class == "percent":
            return decimal, zeros or ("ambiguous_group" if mark == "." else "")
        grouped = mark == "." or unit_class == "count"
        return _plain(head + tail) if grouped else decimal, "ambiguous_group" if mark == "," else zeros
    if unit_class == "count":
        return decimal, "comma_count"
    if len(tail) > 3 or (len(tail) == 3 and mark == "." and len(head) > 3):
        return decimal, "long_decimal"
    return decimal, "point_decimal" if mark == "." and unit_class != "percent" else ""


def _many_marks(groups: list[str], marks: list[str], unit_class: str) -> tuple[str, str]:
    """Several marks: all alike they group; a last one that differs starts the decimals."""
    body, last = (groups[:-1], groups[-1]) if marks[-1] != marks[0] else (groups, "")
    inner = marks[:-1] if last else marks
    if len(set(inner)) != 1 or not 1 <= len(body[0]) <= 3 or any(len(group) != 3 for group in body[1:]):
        return "", "malformed_number"
    value = _plain("".join(body) + (f".{last}" if last else ""))
    return value, _many_doubt(body[0], marks[0], last, unit_class)


def _many_doubt(first: str, mark: str, last: str, unit_class: str) -> str:
    if first[0] == "0":
        return "leading_zeros"
    if mark == ",":
        return "foreign_notation"
    if last and unit_class == "count":
        return "comma_count"
    if len(last) > 3:
        return "long_decimal"
    return "ambiguous_group" if len(last) == 3 else ""


def _plain(number: str) -> str:
    """Needless zeros off: `05` is 5, `12.50` is 12.5."""
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")


def _with_doubt(value: Value, doubt: str) -> Value:
    return Value(value.raw, value.value, value.denominator, value.kind, doubt)


_SHAPES = (
    (_PLAIN, _plain_to_value),
    (_BRACKETED, _bracketed_to_value),
    (_RATIO, _ratio_to_value),
    (_SHARE_OF, _share_of_to_value),
    (_OF_SHARE, _of_share_to_value),
)
