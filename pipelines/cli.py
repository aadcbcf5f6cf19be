"""The command line. Commands import what they need when they run, so that help is there at once."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from models.errors import BieumauError
from pipelines.settings import Settings, file_to_settings

# Commands that live with their subject: name, module and attribute, and the line that help shows without importing it.
ELSEWHERE = {
    "refs": (
        "pipelines.refs",
        "refs",
        "Find the legal documents that a text, a text file or a PDF with a text layer cites.",
    ),
    "refs-eval": (
        "pipelines.refs",
        "refs_eval",
        "Measure the reference finder against labelled passages, and compare with the last released result.",
    ),
}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
PATH = click.Path(exists=True, path_type=Path)
EXIT_STOPPED = 130  # 128 + SIGINT, as shells do


class Commands(click.Group):
    """A group that loads the commands of ELSEWHERE when they are called, and turns our errors into one clear line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, attribute, _ = ELSEWHERE[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click does, without importing a command for the sake of its first line."""
        own = {name: command.get_short_help_str(90) for name, command in self.commands.items()}
        lines = own | {name: line for name, (_, _, line) in ELSEWHERE.items()}
        with formatter.section("Commands"):
            formatter.write_dl(sorted(lines.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BieumauError as error:
            click.ClickException(str(error)).show()
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="bieumau", message="bieumau %(version)s")
def main() -> None:
    """Read Vietnamese provincial reports (scanned or born-digital PDF) into CSVs, with every doubt marked.

    \b
    Examples:
      bieumau ingest data/raw                      all PDFs of a folder, into data/out
      bieumau ingest report.pdf --out results      one file, into a folder of your choice
      bieumau page report.pdf 12 --show -o 12.png  what was seen on page 12, drawn over it
      bieumau refs "theo Nghị định số 107/2020/NĐ-CP"
      bieumau doctor                               what is installed, what is missing

    Each command has its own help: bieumau ingest --help
    """


def to_settings(file: Path | None, engine: str | None) -> Settings:
    """Settings of the file, if any, with the options on top."""
    settings = file_to_settings(file) if file else Settings()
    return Settings(engine or settings.engine, settings.second_reader)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="FILE_OR_FOLDER...")
@click.option("-o", "--out", type=click.Path(file_okay=False, path_type=Path), default="data/out", show_default=True)
@click.option("-w", "--workers", type=click.IntRange(1), help="Documents read at a time.  [default: number of cores]")
@click.option("--force", is_flag=True, help="Read again what is read already.")
@click.option("--engine", help="OCR engine for scanned pages.  [default: tesserocr]")
@click.option("--settings", type=FILE, help='TOML file with settings, such as engine = "pytesseract".')
@click.option("--timeout", type=click.FloatRange(1), default=1800, show_default=True, help="Seconds per document.")
@click.option("--memory", type=click.IntRange(200), default=4096, show_default=True, help="Megabytes per document.")
@click.option("--max-size", type=click.IntRange(1), default=1024, show_default=True, help="Megabytes per file.")
@click.option("--verbose", is_flag=True, help="Let the reading processes write to the terminal.")
def ingest(paths: tuple[Path, ...], out: Path, engine: str | None, settings: Path | None, **options: Any) -> None:
    """Read PDFs into CSVs.

    A folder gives all *.pdf files in it and below; a file that you name is taken whatever it is called.
    A run that was stopped goes on where it was when you run the same command again; what failed is tried again.
    The CSVs always hold the documents of the last run, all of them.

    \b
    Examples:
      bieumau ingest data/raw
      bieumau ingest scans/2022 scans/2023 --out results --workers 4
      bieumau ingest hard.pdf --timeout 7200 --force

    \b
    Exit code:
      0  every document was read
      2  the command does not make sense
      3  a document could not be read: its row in documents.csv says why and what to do
      5  the output folder cannot be written
      6  every document was read, but some pages were refused: see pages.csv
    130  stopped by Ctrl-C; what is finished is kept
    """
    from pipelines.pool import Limits, started_server

    started_server()  # it loads libraries while this process loads others
    from pipelines.ingest import Plan, run
    from pipelines.progress import meter
    from pipelines.summary import print_summary

    plan = Plan(
        paths,
        out,
        to_settings(settings, engine),
        Limits(options["timeout"], options["memory"], options["max_size"]),
        options["workers"] or os.cpu_count() or 1,
        options["force"],
        options["verbose"],
    )
    with meter() as progress:
        try:
            result = run(plan, progress.begin)
        except KeyboardInterrupt:
            click.echo(f"stopped: {progress.done} of {progress.total} documents are read and kept;", err=True)
            click.echo("run the same command again to go on", err=True)
            raise SystemExit(EXIT_STOPPED) from None
    print_summary(result, out)
    raise SystemExit(result.balance.exit_code)


@main.command()
@click.argument("file", type=FILE)
@click.argument("number", type=click.IntRange(1))
@click.option(
    "--show", "layer", is_flag=False, flag_value="all", default="all", metavar="[LAYER]", help="What to draw."
)
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), help="[default: FILE.pNUMBER.png]")
@click.option("--engine", help="OCR engine for scanned pages.  [default: tesserocr]")
def page(file: Path, number: int, layer: str, out: Path | None, engine: str | None) -> None:
    """Draw what was seen on one page over the page, as a PNG.

    Rulings, cells, words coloured by confidence, footnote markers and references; `--show footnotes` links each
    marker with its note.

    \b
    Examples:
      bieumau page report.pdf 12 --show
      bieumau page report.pdf 3 --show footnotes -o notes.png
    """
    from pipelines.show import show_page

    target = out or Path(f"{file.stem}.p{number}.png")
    show_page(file, number, target, to_settings(None, engine), layer)
    click.echo(target)


@main.command()
def doctor() -> None:
    """Say what is installed, in which version, and what to do about what is missing.

    Exit code 0 when all is there, 4 when something needed is missing.
    """
    from pipelines.doctor import run_doctor

    raise SystemExit(run_doctor())


@main.command()
def columns() -> None:
    """Print the files and columns of the dataset as the README shows them."""
    from pipelines.columns import tables_to_markdown

    click.echo(tables_to_markdown(), nl=False)
