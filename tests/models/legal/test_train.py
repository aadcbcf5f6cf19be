"""The training command: same seeds, same weights; folds by document; the ablation's lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import spacy

from models.legal.evaluate import Passage
from models.legal.train import (
    FOLDS,
    ablation_to_lines,
    folds_by_document,
    invented,
    joint_finder,
    main,
    passages_to_bin,
    read_passages,
    train,
    trained_finder,
    write_package,
)

SCANNED = Path(__file__).parent / "scanned.jsonl"


def test_the_same_seeds_give_the_same_weights() -> None:
    passages = invented(range(12))
    weights = [train(passages, passages[:4], steps=2).to_bytes(exclude=["vocab"]) for _ in range(2)]
    assert weights[0] == weights[1]


def test_what_is_written_loads_and_finds(tmp_path: Path) -> None:
    passages = invented(range(12))
    write_package(train(passages, passages[:4], steps=2), tmp_path / "model")
    doc = spacy.load(tmp_path / "model")("theo Kế hoạch số 8618/KH-UBND")
    assert [mention.canonical for mention in doc._.legal_refs] == ["8618/KH-UBND"]


def test_labels_become_entities_over_whole_tokens() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "bieumau.legal_tokenizer.v1"}}})
    passages = invented(range(0, 20, 5))
    docs = list(passages_to_bin(nlp, passages).get_docs(nlp.vocab))
    for doc, passage in zip(docs, passages, strict=True):
        assert [(ent.start_char, ent.end_char) for ent in doc.ents] == [(one.start, one.end) for one in passage.labels]


def test_all_passages_of_a_document_are_in_one_fold() -> None:
    passages = [Passage(str(number), "", False, (), f"file{number % 7}#page={number}") for number in range(40)]
    folds = folds_by_document(passages)
    seen = {(passage.origin.partition("#")[0], fold) for passage, fold in zip(passages, folds, strict=True)}
    assert len(seen) == 7
    assert set(Counter(folds)) == set(range(FOLDS))


def test_the_trained_component_adds_to_the_grammar_on_scanned_passages() -> None:
    """What earns it its place in the package; the passages are nothing that it or the grammar was made with."""
    from models.legal.evaluate import evaluate
    from models.legal.grammar import grammar_mentions
    from models.legal.train import packaged_trained

    passages = read_passages(SCANNED)
    alone = evaluate(passages, grammar_mentions).groups["noisy"]
    both = evaluate(passages, joint_finder(packaged_trained())).groups["noisy"]
    assert both.right > alone.right
    assert both.f1 > alone.f1
    assert both.precision > alone.precision - 0.01


def test_an_ablation_has_a_line_for_each_way() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "bieumau.legal_tokenizer.v1"}}})
    lines = ablation_to_lines("title", invented(range(4)), lambda passage: nlp)
    assert lines[0] == "title"
    assert [line[:16].strip() for line in lines[2:]] == ["grammar alone", "trained alone", "both"]
    assert trained_finder(nlp)("Kế hoạch số 8618/KH-UBND") == ()


def test_the_command_measures_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(SCANNED.read_text("utf-8").splitlines(keepends=True)[:3]), encoding="utf-8")
    main(["--on", str(few)])
    assert capsys.readouterr().out.startswith("few.jsonl\n")
