"""Counting, comparing with a release, and the invented passages that are measured on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import InputError
from models.legal.candidates import Proposal, proposals_to_mentions
from models.legal.evaluate import (
    Label,
    Passage,
    compare,
    evaluate,
    is_right,
    lines_to_passages,
    read_released,
    write_released,
)
from models.legal.grammar import grammar_mentions
from models.legal.invent import damage, invent_passage
from models.records.legal import Mention

MENTION = Mention(0, 20, "", "Công văn", "12", "", "SNV-VP", "12/SNV-VP")
LABEL = Label(5, 25, "Công văn", "12/SNV-VP")


@pytest.mark.parametrize(
    ("mention", "label", "right"),
    [
        (MENTION, LABEL, True),
        (MENTION, replace(LABEL, start=20), False),
        (MENTION, replace(LABEL, canonical="12/SNV-CCHC"), False),
        (MENTION, replace(LABEL, canonical="12/SNV-V", canonical_alt="12/snv-vp"), True),
        (MENTION, replace(LABEL, doc_type="Văn bản"), True),
        (MENTION, replace(LABEL, doc_type="Quyết định"), False),
        (replace(MENTION, doc_type="Bộ luật"), replace(LABEL, doc_type="Luật"), False),
    ],
)
def test_a_reference_is_right_when_place_kind_and_number_are(mention: Mention, label: Label, right: bool) -> None:
    assert is_right(mention, label) is right


def test_missed_and_made_up_references_cost_recall_and_precision() -> None:
    passages = [Passage("a", "", False, (LABEL, replace(LABEL, canonical="13/SNV-VP"))), Passage("b", "", True, ())]
    result = evaluate(passages, lambda text: (MENTION,))
    assert result.groups["clean"].precision == 1.0
    assert result.groups["clean"].recall == 0.5
    assert result.groups["noisy"].precision == 0.0
    assert [label.canonical for _, label in result.missed] == ["13/SNV-VP"]
    assert [passage for passage, _ in result.extra] == ["b"]


def test_two_mentions_cannot_share_a_label() -> None:
    result = evaluate([Passage("a", "", False, (LABEL,))], lambda text: (MENTION, MENTION))
    assert (result.groups["all"].right, result.groups["all"].found) == (1, 2)


def test_a_comparison_names_what_came_and_what_went() -> None:
    difference = compare({"a": ["x", "y"], "new": ["z"]}, {"a": ["x", "w"]})
    assert (difference.gained, difference.lost) == ((("a", "y"),), (("a", "w"),))


def test_a_stored_result_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "released.json"
    assert read_released(path) == {}
    write_released(path, {"a": ["Luật Thanh tra 2022"]})
    assert read_released(path) == {"a": ["Luật Thanh tra 2022"]}
    path.write_text("{")
    with pytest.raises(InputError, match="no stored result"):
        read_released(path)


def test_labelled_lines_become_passages_and_broken_ones_are_named() -> None:
    line = json.dumps(
        {"id": "a", "text": "x", "noisy": True, "refs": [{"start": 0, "end": 1, "doc_type": "Luật", "canonical": "c"}]}
    )
    assert list(lines_to_passages([line, "\n"])) == [Passage("a", "x", True, (Label(0, 1, "Luật", "c"),))]
    with pytest.raises(InputError, match="line 2"):
        list(lines_to_passages([line, "{}"]))


def test_the_same_seed_invents_the_same_passage() -> None:
    assert invent_passage(7) == invent_passage(7)
    assert damage(invent_passage(7), 3) == damage(invent_passage(7), 3)
    assert invent_passage(7) != invent_passage(8)


@pytest.mark.parametrize("seed", range(0, 40))
def test_the_grammar_finds_all_and_only_what_a_clean_passage_cites(seed: int) -> None:
    passage = invent_passage(seed)
    result = evaluate([passage], grammar_mentions)
    assert (result.missed, result.extra) == ([], [])


def test_damage_lowers_confidence_more_often_than_it_makes_silent_errors() -> None:
    passages = [damage(invent_passage(seed), seed) for seed in range(150)]
    result = evaluate(passages, grammar_mentions)
    silent = [mention for _, mention in result.extra if not mention.evidence]
    assert result.groups["noisy"].f1 > 0.95
    assert len(silent) <= result.groups["noisy"].labelled * 0.01


def test_a_proposal_is_read_only_where_a_number_or_a_listed_law_stands() -> None:
    text = "X Côug 12/SNV-VP; L uật Hiến máu năm 2009; không có gì"
    proposals = [Proposal(2, 16, "Công văn"), Proposal(18, 41, "Luật"), Proposal(43, 54, "Luật")]
    found = proposals_to_mentions(text, proposals, ())
    assert [mention.canonical for mention in found] == ["12/SNV-VP"]
    assert found[0].evidence == ("trained",)
    assert proposals_to_mentions(text, proposals[:1], found) == ()
