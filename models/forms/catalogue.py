"""The national forms, read from the TOML files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from models.forms.model import Check, Form, FormRow
from models.forms.paths import codes_to_paths
from models.forms.wording import dice, label_to_grams, label_to_words

_NUMBER = re.compile(r"\b(?:bieu mau|bieu|mau)(?: so)? 0*(\d{1,2})\b")
_TITLE_LIKE = 0.75


def _toml_to_form(data: Mapping[str, Any]) -> Form:
    number = str(data["number"])
    paths = codes_to_paths([row["code"] for row in data["row"]])
    rows = tuple(
        FormRow(number, row["code"], path, row["id"], row["label"], row["unit"], row["kind"])
        for row, path in zip(data["row"], paths, strict=True)
    )
    checks = tuple(Check(item["kind"], item["result"], tuple(item["terms"])) for item in data.get("check", ()))
    known = {row.indicator_id for row in rows}
    unknown = sorted({name for check in checks for name in (check.result, *check.terms)} - known)
    if unknown:
        raise ValueError(f"form {number}: checks name rows that it does not have: {', '.join(unknown)}")
    return Form(number, str(data["title"]), rows, checks)


def _read_forms() -> dict[str, Form]:
    found = [item for item in files("models.forms").iterdir() if re.fullmatch(r"form_\w+\.toml", item.name)]
    forms = [_toml_to_form(tomllib.loads(item.read_text(encoding="utf-8"))) for item in found]
    return {form.number: form for form in sorted(forms, key=lambda form: (len(form.number), form.number))}


FORMS: Mapping[str, Form] = _read_forms()
"""The forms by their number."""


def title_to_form(title: str) -> Form | None:
    """The form that a caption names, by its title or else by its number; None when the two name different forms.

    >>> title_to_form("BIỂU MẪU SỐ 05: Cải cách chế độ công vụ").number
    '5'
    """
    words = " ".join(label_to_words(title))
    by_number = next((FORMS[n] for n in _NUMBER.findall(words) if n in FORMS), None)
    rest = _NUMBER.sub(" ", words)
    by_title = _text_to_form(rest)
    if by_number and by_title and by_number is not by_title:
        return None
    return by_number or by_title


def _text_to_form(text: str) -> Form | None:
    """The form whose title stands in `text`, or is like it letter by letter."""
    squeezed = text.replace(" ", "")
    grams = label_to_grams(text)
    scored = []
    for form in FORMS.values():
        title = "".join(label_to_words(form.title))
        scored.append((1.0 if title in squeezed else dice(grams, label_to_grams(form.title)), form))
    score, best = max(scored, key=lambda pair: pair[0])
    return best if score >= _TITLE_LIKE else None
