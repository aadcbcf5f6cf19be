"""A reader of data packages that trusts nothing: types, enumerations, keys and foreign keys as in Frictionless."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

Rows = list[dict[str, str]]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


TYPES: dict[str, Callable[[str], bool]] = {
    "string": lambda text: True,
    "integer": lambda text: re.fullmatch(r"-?\d+", text) is not None,
    "number": lambda text: re.fullmatch(r"-?\d+(\.\d+)?", text) is not None,
    "boolean": lambda text: text in ("true", "false"),
    "date": _is_date,
}


def folder_to_problems(folder: Path) -> list[str]:
    """All that does not fit the folder's own datapackage.json; empty when it is valid."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = {resource["name"]: _rows(folder / resource["path"]) for resource in package["resources"]}
    problems: list[str] = []
    for resource in package["resources"]:
        problems += _resource_to_problems(resource, folder, tables)
    return problems


def _rows(path: Path) -> Rows:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def _resource_to_problems(resource: dict[str, Any], folder: Path, tables: dict[str, Rows]) -> Iterator[str]:
    name, schema, rows = resource["name"], resource["schema"], tables[resource["name"]]
    names = [field["name"] for field in schema["fields"]]
    header = (folder / resource["path"]).read_text(encoding="utf-8").partition("\n")[0]
    if header != ",".join(names):
        yield f"{name}: header {header}"
        return
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            yield f"{name}:{number}: wrong number of cells"
        for field in schema["fields"]:
            yield from (f"{name}:{number}: {problem}" for problem in _cell_to_problems(row[field["name"]], field))
    yield from _key_to_problems(name, schema.get("primaryKey", []), rows)
    for foreign in schema.get("foreignKeys", []):
        target = foreign["reference"]
        there = {row[target["fields"]] for row in tables[target["resource"]]} | {""}
        yield from (
            f"{name}: no {target} for {row[foreign['fields']]}" for row in rows if row[foreign["fields"]] not in there
        )


def _cell_to_problems(text: str, field: dict[str, Any]) -> Iterator[str]:
    constraints = field.get("constraints", {})
    if not text:
        if constraints.get("required"):
            yield f"{field['name']} is empty"
    elif not TYPES[field["type"]](text):
        yield f"{field['name']} {text!r} is no {field['type']}"
    elif text not in constraints.get("enum", [text]):
        yield f"{field['name']} {text!r} is none of {constraints['enum']}"


def _key_to_problems(name: str, key: list[str], rows: Rows) -> Iterator[str]:
    seen = set()
    for row in rows if key else []:
        value = tuple(row[column] for column in key)
        if value in seen:
            yield f"{name}: {value} is there twice"
        seen.add(value)
