"""An HTML page with the references of a text marked, drawn by displaCy."""

from __future__ import annotations

from spacy import displacy

from models.records.legal import Mention

_COLOURS = ("#cfe8ff", "#d9f2d0", "#ffe6b3", "#f3d9fa", "#ffd6d6", "#d0f0f0", "#e8e4c9")


def mention_to_label(mention: Mention) -> str:
    """What stands in the mark: the kind and number, and a question mark where the reading is doubtful."""
    return f"{mention.doc_type} {mention.canonical}{' ?' if mention.evidence else ''}"


def mentions_to_html(text: str, mentions: tuple[Mention, ...]) -> str:
    """A whole page; one colour for each kind of document."""
    labels = [mention_to_label(mention) for mention in mentions]
    kinds = sorted({mention.doc_type for mention in mentions})
    colours = {
        label.upper(): _COLOURS[kinds.index(mention.doc_type) % len(_COLOURS)]
        for label, mention in zip(labels, mentions, strict=True)
    }
    entities = [
        {"start": mention.start, "end": mention.end, "label": label}
        for label, mention in zip(labels, mentions, strict=True)
    ]
    page: str = displacy.render(
        {"text": text, "ents": entities, "title": None},
        style="ent",
        manual=True,
        page=True,
        jupyter=False,
        options={"colors": colours},
    )
    return page.replace('lang="en"', 'lang="vi"', 1)
