"""The shape that was agreed on: imports go one way, and files and functions stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES, FUNCTION_LINES, RECORD_LINES = 400, 60, 160
SOURCES = sorted(
    path for folder in ("extract", "models", "pipelines", "tests", ".ci") for path in (ROOT / folder).rglob("*.py")
)
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_keep_the_contracts() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([script, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def long_functions(source: str, limit: int) -> list[str]:
    """Functions over the limit, from the line of `def` to the last."""
    functions = (
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > limit]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_file_is_too_long_to_read_and_no_function_to_take_in(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= FILE_LINES
    assert long_functions(source, FUNCTION_LINES) == []


def test_the_budget_sees_a_long_function() -> None:
    assert long_functions("def f():\n" + "    x = 1\n" * 3, 3) == ["f"]
    assert long_functions("def f():\n" + "    x = 1\n" * 2, 3) == []


@pytest.mark.parametrize("path", sorted((ROOT / "models" / "records").glob("*.py")), ids=name_of)
def test_records_stay_plain(path: Path) -> None:
    """Frozen, slotted dataclasses, few enough to a file to be read at once."""
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= RECORD_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            assert [ast.unparse(decorator) for decorator in node.decorator_list] == [
                "dataclass(frozen=True, slots=True)"
            ]


def test_files_are_named_for_what_they_hold() -> None:
    assert [name_of(path) for path in SOURCES if path.stem in NAMELESS] == []


@pytest.mark.parametrize("package", ["extract", "models", "pipelines"])
def test_each_package_says_what_it_is_for(package: str) -> None:
    assert ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8")))
