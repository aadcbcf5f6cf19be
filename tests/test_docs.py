"""The documents say what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import ELSEWHERE, main
from pipelines.columns import BEGIN, END, readme_to_readme, tables_to_markdown
from pipelines.ingest import EXIT_FAILED, EXIT_OK, EXIT_PARTIAL

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def exit_codes() -> dict[str, str]:
    return dict(re.findall(r"^\| (\d+) \| (.+) \|$", README, re.MULTILINE))


def test_the_tables_of_columns_are_those_of_the_code() -> None:
    assert readme_to_readme(README) == README, "run make docs"


def test_renewing_the_tables_leaves_the_rest_alone() -> None:
    assert (
        readme_to_readme(f"before {BEGIN} old {END} after") == f"before {BEGIN}\n\n{tables_to_markdown()}\n{END} after"
    )


@pytest.mark.parametrize("text", ["", BEGIN, f"{END} {BEGIN}"])
def test_a_readme_without_a_place_for_the_tables_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="has no"):
        readme_to_readme(text)


@pytest.mark.parametrize("command", sorted({*main.commands, *ELSEWHERE}))
def test_every_command_is_documented(command: str) -> None:
    assert f"| `bieumau {command}" in README


@pytest.mark.parametrize("target", sorted(set(TARGETS) - {"setup", "system"}))
def test_every_make_target_is_documented(target: str) -> None:
    assert f"| `make {target}` |" in README


def test_the_make_commands_that_documents_name_exist() -> None:
    texts = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8") + (ROOT / ".ci" / "run").read_text()
    named = set(re.findall(r"(?:`|^)(?:step|make) ([a-z-]+)", texts, re.MULTILINE))
    assert {"setup", "run", "test", "lint", "score"} <= named <= set(TARGETS)


def test_the_exit_codes_are_those_of_the_help() -> None:
    output = CliRunner().invoke(main, ["ingest", "--help"]).output
    helped = dict(re.findall(r"^ +(\d+)  (.+)$", output.partition("Exit code:")[2], re.MULTILINE))
    documented = exit_codes()
    assert helped.keys() <= documented.keys()
    assert {str(EXIT_OK), str(EXIT_FAILED), str(EXIT_PARTIAL)} <= helped.keys()
    assert all(documented[code].startswith(helped[code].partition(",")[0]) for code in helped)


def test_the_links_of_the_readme_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line).strip().replace(" ", "-").lower()
        for line in re.findall(r"^#+ (.+)$", README, re.M)
    }
    for target in re.findall(r"\]\(([^)]+)\)", README):
        if target.startswith("#"):
            assert target[1:] in headings
        elif "://" not in target:
            assert (ROOT / target).exists()
