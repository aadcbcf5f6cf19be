"""The national Biểu mẫu of the cải cách hành chính reports: one TOML each, and how printed rows are known again."""

from models.forms.catalogue import FORMS, title_to_form
from models.forms.checks import Disagreement, values_to_disagreements
from models.forms.matching import match_rows
from models.forms.model import Check, Form, FormRow
from models.forms.paths import code_to_text, codes_to_paths

__all__ = [
    "FORMS",
    "Check",
    "Disagreement",
    "Form",
    "FormRow",
    "code_to_text",
    "codes_to_paths",
    "match_rows",
    "title_to_form",
    "values_to_disagreements",
]
