"""What each colour of the pictures means: the layers draw by it and the legend explains it."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.show.canvas import Colour

RULE_ACROSS: Colour = (214, 39, 40)
RULE_DOWN: Colour = (31, 87, 214)
CELL: Colour = (22, 140, 60)
HEADER: Colour = (0, 150, 160)
CAPTION: Colour = (150, 90, 20)
NOTE: Colour = (40, 110, 190)
MARKER: Colour = (200, 0, 160)
REFERENCE: Colour = (110, 50, 190)
REVIEW: Colour = (225, 0, 0)
PARAGRAPH: Colour = (120, 120, 120)
SURE: Colour = (30, 160, 60)
DOUBT: Colour = (240, 160, 0)
UNSURE: Colour = (220, 30, 30)
INK: Colour = (40, 40, 40)

# A link has one of these, so that crossing links can be told apart.
LINKS: tuple[Colour, ...] = ((200, 0, 160), (0, 120, 200), (200, 110, 0), (20, 140, 60), (110, 50, 190), (170, 40, 40))

PAGE_LEGEND: Mapping[str, Colour] = {
    "rule across": RULE_ACROSS,
    "rule down": RULE_DOWN,
    "cell": CELL,
    "header cell": HEADER,
    "caption": CAPTION,
    "word sure": SURE,
    "word doubtful": DOUBT,
    "word unsure": UNSURE,
    "paragraph": PARAGRAPH,
    "marker": MARKER,
    "note": NOTE,
    "reference": REFERENCE,
    "to be looked at": REVIEW,
}
FOOTNOTE_LEGEND: Mapping[str, Colour] = {
    "marker and its note, one colour for each": LINKS[0],
    "note": NOTE,
    "to be looked at": REVIEW,
}

# Words read with this confidence are drawn in red, amber and green; between them the colours blend.
STOPS: tuple[tuple[float, Colour], ...] = ((0.5, UNSURE), (0.8, DOUBT), (0.95, SURE))


def confidence_to_colour(confidence: float) -> Colour:
    """Green where sure, amber where in doubt, red below."""
    low, first = STOPS[0]
    if confidence <= low:
        return first
    for high, second in STOPS[1:]:
        if confidence <= high:
            share = (confidence - low) / (high - low)
            red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
            return red, green, blue
        low, first = high, second
    return first
