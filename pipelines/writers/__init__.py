"""The files of the dataset: name to function, in the order in which they are written and documented."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from models.errors import OutputError
from pipelines.store import write_atomically
from pipelines.version import program_version
from pipelines.writers.back_refs import LEGAL_BACK_REFS
from pipelines.writers.datapackage import tables_to_descriptor
from pipelines.writers.documents import DOCUMENTS, PAGES
from pipelines.writers.findings import FINDINGS
from pipelines.writers.indicators import INDICATORS
from pipelines.writers.legal import LEGAL_DOCUMENTS, LEGAL_REFS
from pipelines.writers.notes import FIGURES, FOOTNOTE_FIGURES, FOOTNOTES
from pipelines.writers.table import CsvTable, Dataset, table_to_parts
from pipelines.writers.tables import CELLS, TABLES

CSV_TABLES: tuple[CsvTable, ...] = (
    DOCUMENTS,
    PAGES,
    TABLES,
    CELLS,
    INDICATORS,
    FOOTNOTES,
    FOOTNOTE_FIGURES,
    FIGURES,
    LEGAL_REFS,
    LEGAL_DOCUMENTS,
    LEGAL_BACK_REFS,
    FINDINGS,
)
DESCRIPTOR = "datapackage.json"

Writer = Callable[[Dataset], Iterable[bytes]]


def _describe(dataset: Dataset) -> Iterator[bytes]:
    """The descriptor: the same for every dataset of a version."""
    yield tables_to_descriptor(CSV_TABLES, program_version())


WRITERS: Mapping[str, Writer] = {
    **{table.file: partial(table_to_parts, table) for table in CSV_TABLES},
    DESCRIPTOR: _describe,
}


def write_dataset(dataset: Dataset, out: Path) -> None:
    """Every file of the dataset, each whole or not at all; the same reports give the same bytes."""
    for name, writer in WRITERS.items():
        try:
            write_atomically(out / name, writer(dataset))
        except OSError as error:
            raise OutputError(f"cannot write {name}: {error.strerror}; the records are kept, run again") from error


def require_own_folder(out: Path, records: str) -> None:
    """Refuse to write over someone else's CSVs: a folder is ours when it holds our records or our descriptor."""
    if (out / records).is_dir() or (out / DESCRIPTOR).is_file():
        return
    foreign = [name for name in WRITERS if (out / name).exists()]
    if foreign:
        raise OutputError(f"the output folder holds a {foreign[0]} that is not ours; choose another --out")
