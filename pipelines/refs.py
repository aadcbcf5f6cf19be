"""`bieumau refs` and `bieumau refs-eval`: the reference finder on its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import InputError, OutputError
from models.records.legal import Mention

if TYPE_CHECKING:
    from models.legal.evaluate import Evaluation, Tally

COLUMNS = ("doc_type", "canonical", "issue_date", "issuer", "article", "confidence", "text")
WIDEST = 60  # letters of a cell in the table


@click.command("refs")
@click.argument("source", metavar="FILE_OR_TEXT")
@click.option("--format", "form", type=click.Choice(["table", "html", "jsonl"]), default="table", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here, not to the screen.")
def refs(source: str, form: str, output: Path | None) -> None:
    """Find the legal documents that a text, a text file or a PDF with a text layer cites.

    \b
    Examples:
      bieumau refs "theo Nghị định số 107/2020/NĐ-CP ngày 14/9/2020"
      bieumau refs report.pdf --format html -o report.html
      bieumau refs - --format jsonl < passages.jsonl

    With - and jsonl, standard input holds JSON lines {"id", "text"}, and each gives a line {"id", "refs": [...]};
    with - and another format it is plain text.
    """
    from models.legal import find_references

    if source == "-" and form == "jsonl":
        from models.legal.records import lines_to_texts, mentions_to_line

        _write((mentions_to_line(name, find_references(text)) for name, text in lines_to_texts(_stdin())), output)
        return
    name, text = _source_to_text(source)
    _write([_mentions_to_page(name, text, find_references(text), form)], output)


def _stdin() -> Iterable[str]:
    return (line.decode("utf-8-sig") for line in sys.stdin.buffer)


def _source_to_text(source: str) -> tuple[str, str]:
    """(name, text) of standard input, a file, or the argument itself."""
    if source == "-":
        return "-", "".join(_stdin())
    path = Path(source)
    if len(os.fsencode(source)) > 255 or "\n" in source or not path.is_file():
        if path.suffix.lower() in (".pdf", ".txt") and " " not in path.name:
            raise InputError(f"{source} is not there")
        return "text", source
    if path.suffix.lower() == ".pdf":
        return path.name, _pdf_to_text(path)
    try:
        return path.name, path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is no UTF-8 text: {error}") from error


def _pdf_to_text(path: Path) -> str:
    """The text layer, a line for each line of a page. Raises InputError where there is none."""
    from extract.pdf import open_document, page_to_text_layer

    pages = []
    with open_document(path) as document:
        for number in range(1, document.pages + 1):
            bottom, line = -1.0, ""
            for word in page_to_text_layer(document, number).words:
                line += ("" if not line else "\n" if word.box.top >= bottom else " ") + word.text
                bottom = (word.box.top + word.box.bottom) / 2
            pages.append(line)
    if not any(pages):
        raise InputError(f"{path} has no text layer: read it with bieumau ingest and look into legal_refs.csv")
    return "\f".join(pages)


def _mentions_to_page(name: str, text: str, mentions: tuple[Mention, ...], form: str) -> str:
    if form == "jsonl":
        from models.legal.records import mentions_to_line

        return mentions_to_line(name, mentions)
    if form == "html":
        from models.legal.display import mentions_to_html

        return mentions_to_html(text, mentions)
    return mentions_to_table(mentions)


def mentions_to_table(mentions: Iterable[Mention]) -> str:
    """Columns aligned with blanks; what does not fit a cell is cut and ends in `…`."""
    rows = [COLUMNS, *(_mention_to_row(mention) for mention in mentions)]
    if len(rows) == 1:
        return "no references found"
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _mention_to_row(mention: Mention) -> tuple[str, ...]:
    doubt = f" {', '.join(mention.evidence)}" if mention.confidence < 1 else ""
    cells = (
        mention.doc_type,
        mention.canonical,
        mention.issue_date,
        mention.issuer,
        mention.article,
        f"{mention.confidence:.2f}{doubt}",
        " ".join(mention.surface.split()),
    )
    return tuple(cell if len(cell) <= WIDEST else cell[: WIDEST - 1] + "…" for cell in cells)


def _write(lines: Iterable[str], output: Path | None) -> None:
    if output is None:
        for line in lines:
            click.echo(line)
        return
    try:
        with output.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}") from error


@click.command("refs-eval")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A stored result.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Store this result for later comparison.")
@click.option("--errors", is_flag=True, help="List what was missed and what was made up.")
def refs_eval(file: Path, against: Path | None, save: Path | None, errors: bool) -> None:
    """Measure the reference finder against labelled passages, and compare with the last released result.

    FILE holds JSON lines {"id", "text", "noisy", "refs": [{"start", "end", "doc_type", "canonical", ...}]}. A reference
    is right when it overlaps the label and has its doc_type and canonical.
    """
    from models.legal import RELEASED_PATH, find_references
    from models.legal.evaluate import compare, evaluate, lines_to_passages, read_released, write_released

    with file.open(encoding="utf-8-sig") as lines:
        result = evaluate(lines_to_passages(lines), find_references)
    click.echo(evaluation_to_table(result))
    if errors:
        _echo_errors(result)
    difference = compare(result.right, read_released(against or RELEASED_PATH))
    click.echo(
        f"\nagainst {against or 'the last release'}: gained {len(difference.gained)}, lost {len(difference.lost)}"
    )
    for sign, changed in (("+", difference.gained), ("-", difference.lost)):
        for passage, name in changed:
            click.echo(f"{sign} {passage} {name}")
    if save:
        write_released(save, result.right)


def evaluation_to_table(result: Evaluation) -> str:
    """One line for each group and each kind."""
    head = f"{'':20} {'precision':>9} {'recall':>7} {'F1':>7} {'right':>6} {'labels':>6} {'found':>6} {'dates':>9}"
    groups = [_tally_to_line(name, tally) for name, tally in result.groups.items()]
    kinds = [_tally_to_line(name, tally) for name, tally in sorted(result.kinds.items())]
    return "\n".join([head, *groups, "", *kinds])


def _tally_to_line(name: str, tally: Tally) -> str:
    shares = f"{tally.precision:9.4f} {tally.recall:7.4f} {tally.f1:7.4f}"
    return (
        f"{name:20} {shares} {tally.right:6} {tally.labelled:6} {tally.found:6} {tally.date_right:4}/{tally.dated:<4}"
    )


def _echo_errors(result: Evaluation) -> None:
    for passage, label in result.missed:
        click.echo(f"missed {passage} {label.start}:{label.end} {label.doc_type} {label.canonical}")
    for passage, mention in result.extra:
        doubts = ", ".join(mention.evidence)
        click.echo(f"extra  {passage} {mention.start}:{mention.end} {mention.doc_type} {mention.canonical} {doubts}")
