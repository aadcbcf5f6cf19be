"""Footnotes, figures and citations of a report, written down as the text that carries them is made."""

from __future__ import annotations

import random
from collections.abc import Iterable

from tests.synthesis.citations import Citation, citations
from tests.synthesis.gold import Row
from tests.synthesis.setting import Setting, words
from tests.synthesis.spec import Note, anchors_of
from tests.synthesis.values import whole

_ANCHOR = 25


class Ledger:
    """Gold that is not in tables. Notes are numbered in the order in which they are asked for."""

    def __init__(self, dice: random.Random, setting: Setting) -> None:
        self.dice, self.setting = dice, setting
        self.notes: list[Note] = []
        self.figures: list[Row] = []
        self.references: list[Row] = []

    def cite(self, source: str, marker: str = "") -> str:
        """A new citation, or a list of them, noted; the printed text."""
        made = citations(self.dice, self.setting.year)
        for each in made:
            self.note_citation(each, source, marker)
        return "; ".join(each.text for each in made)

    def note_citation(self, made: Citation, source: str, marker: str = "") -> None:
        for kind, canonical in made.targets:
            self.references.append(
                {
                    "source": source,
                    "marker": marker,
                    "doc_type": kind,
                    "canonical": canonical,
                    "issue_date": made.issue_date,
                    "issuer": made.issuer,
                    "text": made.text,
                }
            )

    def note(self, long: bool = False) -> str:
        """A new footnote; the mark that anchors it in a text."""
        marker = str(len(self.notes) + 1)
        makers = [self._cited, self._counted, self._departments, self._ranked, self._named]
        text = self._long(marker) if long else self.dice.choice(makers)(marker)
        self.notes.append(Note(marker, text))
        return f"{{^{marker}}}"

    def footnotes(self, texts: Iterable[str]) -> list[Row]:
        """Gold footnotes, anchored where `texts` carry their markers."""
        anchors: dict[str, str] = {}
        for text in texts:
            anchors.update(anchors_of(text))
        return [
            {
                "marker": note.marker,
                "text": note.text.replace("\n", " "),
                "anchor_text": anchors[note.marker][-_ANCHOR:],
            }
            for note in self.notes
        ]

    def _figure(self, marker: str, unit: str, label: str, high: int = 400) -> str:
        number = self.dice.randint(1, high)
        raw = whole(number, self.dice)
        self._figure_row(marker, raw, (str(number), ""), unit, label)
        return f"{raw} {unit}"

    def _figure_row(self, marker: str, raw: str, value: tuple[str, str], unit: str, label: str) -> None:
        seq = 1 + sum(row["marker"] == marker for row in self.figures)
        self.figures.append(
            {
                "marker": marker,
                "seq": str(seq),
                "raw": raw,
                "value": value[0],
                "denominator": value[1],
                "unit": unit,
                "label": label,
            }
        )

    def _cited(self, marker: str) -> str:
        return f"{self.cite('footnote', marker)} {self.dice.choice(words()['subjects'])}."

    def _counted(self, marker: str) -> str:
        labels = [("Ban hành mới", "TTHC"), ("sửa đổi, bổ sung", "TTHC"), ("bãi bỏ", "TTHC")]
        if self.dice.random() < 0.5:
            labels = [("Cấp tỉnh:", "đơn vị"), ("cấp huyện:", "đơn vị"), ("cấp xã:", "đơn vị")]
        parts = [f"{label} {self._figure(marker, unit, label.rstrip(':'), 4000)}" for label, unit in labels]
        return "; ".join(parts) + self.dice.choice([".", ""])

    def _departments(self, marker: str) -> str:
        chosen = self.dice.sample(words()["departments"], self.dice.randint(2, 5))
        parts = [f"{name} giảm {self._figure(marker, 'phòng', name, 9)}" for name in chosen]
        return ", ".join(parts) + "."

    def _ranked(self, marker: str) -> str:
        parts = []
        for name in ("PAPI", "PAR INDEX", "SIPAS", "PCI"):
            rank = self.dice.randint(1, 63)
            self._figure_row(marker, f"{rank:02d}/63", (str(rank), "63"), "", name)
            parts.append(f"{name} hạng {rank:02d}/63")
        return f"Kết quả các chỉ số của tỉnh năm {self.setting.year - 1}: " + ", ".join(parts)

    def _named(self, marker: str) -> str:
        names = ", ".join(self.dice.sample(words()["districts"], 4))
        return f"Các huyện {names}; riêng các đơn vị còn lại giữ nguyên cơ cấu tổ chức như hiện nay."

    def _long(self, marker: str) -> str:
        """Several paragraphs and many citations, as long as half a page or a page and a half."""
        paragraphs = []
        for _ in range(self.dice.randint(2, 6)):
            parts = [
                f"{self.cite('footnote', marker)} {self.dice.choice(words()['subjects'])}"
                for _ in range(self.dice.randint(4, 13))
            ]
            paragraphs.append("; ".join(parts) + ".")
        return "\n".join(paragraphs)
