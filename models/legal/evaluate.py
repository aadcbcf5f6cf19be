"""Measure found references against labelled passages, and say what was gained and lost since the last release.

A reference is right when it overlaps the label and has its doc_type and canonical. As the labels' own rules have it, a
printed slip may be kept or mended (`canonical_alt`), `Văn bản` may be called `Công văn`, a joint circular `Thông tư`.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import InputError
from models.records.legal import Mention

Finder = Callable[[str], tuple[Mention, ...]]
_SAME_KIND = ({"văn bản", "công văn"}, {"thông tư", "thông tư liên tịch"})


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled reference of a passage."""

    start: int
    end: int
    doc_type: str
    canonical: str
    canonical_alt: str = ""
    issue_date: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and its labels."""

    id: str
    text: str
    noisy: bool
    labels: tuple[Label, ...]
    origin: str = ""


@dataclass(slots=True)
class Tally:
    """Counts of one group or kind; `dated` and `date_right` are about matched references with a date."""

    right: int = 0
    labelled: int = 0
    found: int = 0
    dated: int = 0
    date_right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.labelled) if self.found + self.labelled else 1.0


@dataclass(slots=True)
class Evaluation:
    """Tallies by group (`clean`, `noisy`, `all`) and kind; what was missed, made up, rightly found, by passage."""

    groups: dict[str, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    missed: list[tuple[str, Label]] = field(default_factory=list)
    extra: list[tuple[str, Mention]] = field(default_factory=list)
    right: dict[str, list[str]] = field(default_factory=dict)


def lines_to_passages(lines: Iterable[str]) -> Iterator[Passage]:
    """Passages of a file with one JSON object a line. Raises InputError at a line that is none."""
    for row, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            labels = tuple(
                Label(**{name: ref[name] for name in Label.__dataclass_fields__ if name in ref})
                for ref in entry.get("refs", ())
            )
            yield Passage(
                str(entry["id"]), entry["text"], bool(entry.get("noisy")), labels, str(entry.get("origin", ""))
            )
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"line {row} is no labelled passage: {error}") from error


def loose(canonical: str) -> str:
    """A canonical without case, spaces and the word `năm`, as the labels compare them."""
    return "".join(unicodedata.normalize("NFC", canonical).lower().replace(" năm ", " ").split())


def is_right(mention: Mention, label: Label) -> bool:
    """Whether a mention is the labelled reference."""
    kinds = {mention.doc_type.lower(), label.doc_type.lower()}
    same_kind = len(kinds) == 1 or any(kinds <= pair for pair in _SAME_KIND)
    accepted = {loose(label.canonical), loose(label.canonical_alt or label.canonical)}
    overlap = mention.start < label.end and label.start < mention.end
    return overlap and same_kind and loose(mention.canonical) in accepted


def match_mentions(mentions: Iterable[Mention], labels: Iterable[Label]) -> list[tuple[Mention | None, Label | None]]:
    """Pairs of mention and label; each is used once, what has no partner stands with None."""
    left = list(mentions)
    pairs: list[tuple[Mention | None, Label | None]] = []
    for label in labels:
        partner = next((mention for mention in left if is_right(mention, label)), None)
        if partner:
            left.remove(partner)
        pairs.append((partner, label))
    return pairs + [(mention, None) for mention in left]


def evaluate(passages: Iterable[Passage], find: Finder) -> Evaluation:
    """Run `find` over the passages and count."""
    result = Evaluation(groups={"clean": Tally(), "noisy": Tally(), "all": Tally()})
    for passage in passages:
        result.right[passage.id] = []
        for mention, label in match_mentions(find(passage.text), passage.labels):
            kind = label.doc_type if label else mention.doc_type if mention else ""
            tallies = (
                result.groups["noisy" if passage.noisy else "clean"],
                result.groups["all"],
                result.kinds.setdefault(kind, Tally()),
            )
            for tally in tallies:
                _count(tally, mention, label)
            _note(result, passage.id, mention, label)
    return result


def _count(tally: Tally, mention: Mention | None, label: Label | None) -> None:
    tally.labelled += label is not None
    tally.found += mention is not None
    if mention and label:
        tally.right += 1
        tally.dated += bool(label.issue_date)
        tally.date_right += bool(label.issue_date) and label.issue_date == mention.issue_date


def _note(result: Evaluation, passage: str, mention: Mention | None, label: Label | None) -> None:
    if mention and label:
        result.right[passage].append(f"{label.start}:{label.doc_type} {label.canonical}")
    elif label:
        result.missed.append((passage, label))
    elif mention:
        result.extra.append((passage, mention))


@dataclass(frozen=True, slots=True)
class Difference:
    """References right now and not at the last release, and the other way round; (passage, reference)."""

    gained: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str], ...]


def compare(now: dict[str, list[str]], before: dict[str, list[str]]) -> Difference:
    """What changed between two results, over the passages that both have seen."""
    gained: list[tuple[str, str]] = []
    lost: list[tuple[str, str]] = []
    for passage in sorted(now.keys() & before.keys()):
        here, there = Counter(now[passage]), Counter(before[passage])
        gained += [(passage, name) for name in sorted((here - there).elements())]
        lost += [(passage, name) for name in sorted((there - here).elements())]
    return Difference(tuple(gained), tuple(lost))


def read_released(path: Path) -> dict[str, list[str]]:
    """The stored result of a release; empty when there is none yet. Raises InputError when the file is broken."""
    if not path.exists():
        return {}
    try:
        stored: dict[str, list[str]] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InputError(f"{path} is no stored result: {error}") from error
    return stored


def write_released(path: Path, right: dict[str, list[str]]) -> None:
    """Store a result for the next comparison."""
    path.write_text(json.dumps(right, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
