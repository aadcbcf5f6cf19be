"""Make one report: `python -m tests.synthesis --seed 7 --fault fax200 --font FreeSerif --out DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.synthesis.faults import FAULTS, degrade
from tests.synthesis.fonts import ALL_FONTS, EVALUATION_FONTS, TUNING_FONTS, found_fonts
from tests.synthesis.gold import write_gold
from tests.synthesis.note_styles import NOTE_STYLES
from tests.synthesis.report import make_report


def main() -> None:
    options = _options()
    if options.list_faults:
        for name, fault in FAULTS.items():
            print(f"{name:14}{fault.about}")
        return
    if options.list_fonts:
        for name in found_fonts(ALL_FONTS):
            print(f"{name:26}{'tuning' if name in TUNING_FONTS else 'evaluation'}")
        return
    made = make_report(
        options.seed,
        options.font,
        forms=options.forms,
        sections=options.sections,
        notes=options.notes,
        office=options.office,
    )
    pdf = degrade(made.pdf, options.fault, options.seed) if options.fault else made.pdf
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "report.pdf").write_bytes(pdf)
    write_gold(options.out / "gold", made.gold)
    print(f"{options.out / 'report.pdf'}: {made.pages} pages")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.synthesis", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same report")
    parser.add_argument("--fault", choices=[*FAULTS], help="the kind of scan; born digital when left out")
    parser.add_argument(
        "--font",
        default=next((name for name in TUNING_FONTS if name in found_fonts()), TUNING_FONTS[0]),
        help=f"tuning: {', '.join(TUNING_FONTS)}; evaluation: {', '.join(EVALUATION_FONTS)}",
    )
    parser.add_argument("--forms", nargs="*", help="form numbers in order; random when left out")
    parser.add_argument("--sections", type=int, help="sections of the body; random when left out")
    parser.add_argument("--notes", choices=[*NOTE_STYLES], default="numbers", help="how markers of notes are printed")
    parser.add_argument("--office", action="store_true", help="have LibreOffice set it, in a look drawn from the seed")
    parser.add_argument("--out", type=Path, default=Path("synthetic"), help="folder for report.pdf and gold/")
    parser.add_argument("--list-faults", action="store_true")
    parser.add_argument("--list-fonts", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
