"""The spaCy side: a tokenizer that keeps a document number whole, and the component that marks references.

`spacy.load` finds both by their entry points; `nlp.add_pipe("legal_grammar")` adds the component to any pipeline whose
tokenizer keeps the text as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import compile_prefix_regex, compile_suffix_regex, filter_spans, registry

from models.legal.candidates import Proposal, proposals_to_mentions
from models.legal.grammar import grammar_mentions
from models.records.legal import Mention

SPANS_KEY = "legal_refs"
_RUNS = [r"\.{2,}", "…{2,}", "_{2,}", "-{2,}"]  # a blank to fill in is shed at once
_OPENING = [*_RUNS, r"[(\[{<“‘\"'«:;,.\-–+•*…]"]
_CLOSING = [*_RUNS, r"[)\]}>”’\"'»:;,.…!?%]"]


def doc_to_mentions(doc: Doc) -> tuple[Mention, ...]:
    """What `doc._.legal_refs` gives; the doc itself keeps plain values, which can be stored and sent to workers."""
    fields = doc.user_data.get(SPANS_KEY, ())
    return tuple(Mention(**{**entry, "evidence": tuple(entry["evidence"])}) for entry in fields)


Doc.set_extension(SPANS_KEY, getter=doc_to_mentions, force=True)


def make_legal_tokenizer() -> Callable[[Language], Tokenizer]:
    """White space separates, either end sheds punctuation, nothing is cut inside: `12/2021/NQ-HĐND` is one token."""

    def tokenizer_for(nlp: Language) -> Tokenizer:
        return Tokenizer(
            nlp.vocab,
            prefix_search=compile_prefix_regex(_OPENING).search,
            suffix_search=compile_suffix_regex(_CLOSING).search,
        )

    return tokenizer_for


registry.tokenizers("bieumau.legal_tokenizer.v1", func=make_legal_tokenizer)


def mention_to_span(doc: Doc, mention: Mention) -> Span:
    """The tokens that a mention covers, at least in part; label is the kind, `kb_id_` the canonical number."""
    span = doc.char_span(
        mention.start, mention.end, label=mention.doc_type, kb_id=mention.canonical, alignment_mode="expand"
    )
    if span is None:
        raise ValueError(f"no tokens at {mention.start}:{mention.end}")
    return span


class LegalGrammar:
    """Marks references by the grammar: `doc.spans["legal_refs"]` for spaCy's tools, `doc._.legal_refs` for the rest."""

    def __init__(self, spans_key: str, set_ents: bool, use_proposals: bool) -> None:
        self.spans_key = spans_key
        self.set_ents = set_ents
        self.use_proposals = use_proposals

    def __call__(self, doc: Doc) -> Doc:
        mentions = self.mentions_of(doc)
        doc.user_data[SPANS_KEY] = [asdict(mention) for mention in mentions]
        spans = [mention_to_span(doc, mention) for mention in mentions]
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=spans)
        if self.set_ents:
            doc.set_ents(filter_spans(spans), default="outside")
        return doc

    def mentions_of(self, doc: Doc) -> tuple[Mention, ...]:
        """What the grammar finds, and what can be read where only a component before it saw an entity."""
        own = grammar_mentions(doc.text)
        if not self.use_proposals:
            return own
        proposals = [Proposal(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        added = proposals_to_mentions(doc.text, proposals, own)
        return tuple(sorted((*own, *added), key=lambda mention: mention.start)) if added else own


@Language.factory("legal_grammar", default_config={"spans_key": SPANS_KEY, "set_ents": True, "use_proposals": False})
def make_legal_grammar(nlp: Language, name: str, spans_key: str, set_ents: bool, use_proposals: bool) -> LegalGrammar:
    """The component factory. `spans_key` names the span group; with `set_ents` the spans are entities as well.

    With `use_proposals` the entities of a trained component before this one are candidates.
    """
    return LegalGrammar(spans_key, set_ents, use_proposals)
