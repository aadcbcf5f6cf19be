"""Errors that end a document or a run. Each says what the user can do and knows its exit code."""

from __future__ import annotations


class BieumauError(Exception):
    """Base of all errors raised on purpose. `exit_code` is what the command line returns."""

    exit_code = 1


class InputError(BieumauError):
    """The file cannot be read as a report: broken, encrypted, empty, not a PDF."""

    exit_code = 3


class ToolMissingError(BieumauError):
    """A program, a model or a language file that the work needs is not installed."""

    exit_code = 4


class OutputError(BieumauError):
    """The output folder cannot be written, or holds something that is not ours."""

    exit_code = 5


class ConfigError(BieumauError):
    """An option or a data file of the program (a form, the kinds of documents) does not make sense."""

    exit_code = 2
