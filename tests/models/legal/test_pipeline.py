"""The spaCy side: loading, tokens, spans, workers, speed of import."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from spacy.language import Language

from models.legal import MODEL_PATH, find_references, find_references_in_each
from models.legal.pipeline import BATCH, PIECE, build, load

TEXT = "Theo Nghị định số\n107/2020/NĐ-CP, Luật Thanh tra năm 2022 (12/2021/NQ-HĐND)."


@pytest.fixture(scope="module")
def packaged() -> Language:
    return spacy.load(MODEL_PATH)


def test_the_packaged_pipeline_loads_by_its_path_and_marks_references(packaged: Language) -> None:
    doc = packaged(TEXT)
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents][:2] == [
        ("Nghị định số\n107/2020/NĐ-CP", "Nghị định", "107/2020/NĐ-CP"),
        ("Luật Thanh tra năm 2022", "Luật", "Luật Thanh tra 2022"),
    ]
    assert doc._.legal_refs == find_references(TEXT)
    assert len(doc.spans["legal_refs"]) == len(doc._.legal_refs)


def test_the_packaged_pipeline_has_a_trained_component_before_the_grammar(packaged: Language) -> None:
    assert packaged.pipe_names == ["tok2vec", "ner", "legal_grammar"]
    assert packaged.config["nlp"]["tokenizer"] == build().config["nlp"]["tokenizer"]


def test_the_trained_component_proposes_what_the_grammar_cannot_see(packaged: Language) -> None:
    text = "UBND tỉnh ban hành Kẽ hcạcb sỡ 8618/KH-UBND ngày 30/12/2021; L uật Hộ tịch"
    assert [mention.canonical for mention in find_references(text)] == ["8618/KH-UBND"]


def test_a_long_text_is_read_in_pieces_at_line_ends() -> None:
    line = "Thực hiện Nghị định số 107/2020/NĐ-CP ngày 14/9/2020 của Chính phủ.\n"
    text = line * (2 * PIECE // len(line))
    mentions = find_references(text)
    assert len(mentions) == text.count("\n")
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("12/2021/NQ-HĐND,", ["12/2021/NQ-HĐND", ","]),
        ("(57-NQ/TW).", ["(", "57-NQ/TW", ")", "."]),
        ("“66.7/2025/NQ-CP”;", ["“", "66.7/2025/NQ-CP", "”", ";"]),
        ("215/SNV-CCHC&VTLT", ["215/SNV-CCHC&VTLT"]),
    ],
)
def test_a_number_is_one_token_and_sheds_punctuation(packaged: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in packaged.make_doc(text)] == tokens


def test_the_component_joins_any_pipeline_that_keeps_the_text() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("legal_grammar", config={"spans_key": "cited", "set_ents": False})
    doc = nlp(TEXT)
    assert [span.kb_id_ for span in doc.spans["cited"]] == [mention.canonical for mention in find_references(TEXT)]
    assert not doc.ents


def test_documents_survive_storage(packaged: Language) -> None:
    doc = packaged(TEXT)
    again = spacy.tokens.Doc(packaged.vocab).from_bytes(doc.to_bytes())
    assert again._.legal_refs == doc._.legal_refs


def test_texts_read_together_give_what_each_gives_alone() -> None:
    filler = "Thực hiện cải cách hành chính. " * (BATCH // 90)
    texts = [
        "",
        TEXT,
        filler,
        "Tỷ lệ (%)",
        filler + TEXT,
        "",
        f"{TEXT} L uật Hộ tịch",
        TEXT * (2 * BATCH // len(TEXT)),
        "x",
    ]
    found = list(find_references_in_each(texts))
    assert found == [find_references(text) for text in texts]
    assert [bool(mentions) for mentions in found] == [False, True, False, False, True, False, True, True, False]


def test_an_empty_text_has_no_references() -> None:
    assert find_references("") == ()


def test_the_pipeline_is_loaded_once() -> None:
    assert load() is load()


def test_importing_the_package_does_not_import_spacy() -> None:
    code = "import sys, models.legal; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
