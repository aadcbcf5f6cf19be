"""What commands that read generated pages are told: fonts, seeds and kinds of scan."""

from __future__ import annotations

import argparse

from tests.synthesis import FAULTS
from tests.synthesis.fonts import names_to_families

DIGITAL = "digital"
"""The kind of what is not scanned."""


def case_options(command: str, about: str | None, errors: str) -> argparse.Namespace:
    """The options of `python -m tests.measure.COMMAND`; `errors` says what --errors lists."""
    return parser_to_options(case_parser(command, about, errors))


def case_parser(command: str, about: str | None, errors: str) -> argparse.ArgumentParser:
    """What parses these options, for a command that has more of them."""
    parser = argparse.ArgumentParser(
        prog=f"python -m tests.measure.{command}",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--fonts", nargs="+", default=["evaluation"], help="families, or: tuning, evaluation")
    parser.add_argument("--seeds", type=int, nargs=2, default=(0, 1), help="from, and up to but without")
    parser.add_argument("--faults", nargs="*", choices=[*FAULTS], default=[*FAULTS])
    parser.add_argument("--errors", action="store_true", help=f"list {errors}")
    return parser


def parser_to_options(parser: argparse.ArgumentParser) -> argparse.Namespace:
    options = parser.parse_args()
    try:
        options.fonts = names_to_families(options.fonts)
    except LookupError as error:
        parser.error(str(error))
    return options
