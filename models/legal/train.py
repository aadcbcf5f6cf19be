"""Train the statistical component and measure what it adds.

    python -m models.legal.train                    train on invented passages, measure on others
    python -m models.legal.train --write            train and put the packaged pipeline into place
    python -m models.legal.train --on FILE          measure the packaged pipeline on labelled passages
    python -m models.legal.train --folds FILE       cross-validate: labelled passages join the training, fold by fold

Each measurement is an ablation: the grammar alone, the trained component alone, both. Everything is seeded: the
invented passages, their damage, spaCy's weights and batches.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import filter_spans, load_config

from models.legal import MODEL_PATH
from models.legal.candidates import Proposal, proposals_to_mentions
from models.legal.evaluate import Evaluation, Finder, Passage, evaluate, lines_to_passages
from models.legal.grammar import grammar_mentions
from models.legal.invent import damage, invent_passage
from models.legal.pipeline import build
from models.records.legal import Mention

CONFIG_PATH = Path(__file__).parent / "train.cfg"
FOLDS = 3
STEPS = 500
RATES = (0.0, 0.02, 0.0, 0.05, 0.1)  # the share of letters that slip
TRAINING_SEEDS = range(1_500)
CHOOSING_SEEDS = range(50_000, 50_100)  # pick the best step of a training
MEASURING_SEEDS = range(100_000, 100_400)


def invented(seeds: Sequence[int]) -> list[Passage]:
    """Clean passages, and others damaged a little, more and badly, in turn."""
    passages = []
    for seed in seeds:
        passage, rate = invent_passage(seed), RATES[seed % len(RATES)]
        passages.append(damage(passage, seed, rate) if rate else passage)
    return passages


def passages_to_bin(nlp: Language, passages: Sequence[Passage]) -> DocBin:
    """Passages as training documents; a label becomes an entity over all tokens that it touches."""
    store = DocBin()
    for passage in passages:
        doc = nlp.make_doc(passage.text)
        spans = [
            doc.char_span(label.start, label.end, label=label.doc_type, alignment_mode="expand")
            for label in passage.labels
        ]
        doc.set_ents(filter_spans([span for span in spans if span is not None]))
        store.add(doc)
    return store


def train(passages: Sequence[Passage], held_out: Sequence[Passage], *, steps: int = STEPS) -> Language:
    """A pipeline of tok2vec and ner, trained with spaCy's own loop on `passages`; `held_out` picks the best step."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.spacy" for name in ("train", "dev")}
        for name, part in (("train", passages), ("dev", held_out)):
            passages_to_bin(build(), part).to_disk(paths[name])
        overrides: dict[str, str | int] = {f"paths.{name}": str(path) for name, path in paths.items()}
        overrides |= {"training.max_steps": steps, "training.eval_frequency": max(1, steps // 2)}
        config = load_config(CONFIG_PATH, overrides=overrides, interpolate=False)
        quiet = StringIO()  # the table of spaCy's loop is not what this command prints
        nlp, _ = run_training(init_nlp(config), stdout=quiet, stderr=quiet)
        nlp.config["paths"].update(train=None, dev=None)  # the folder is gone after this
    return nlp


def write_package(nlp: Language, path: Path) -> None:
    """Put the grammar behind the trained component and store the whole as a pipeline that `spacy.load` reads."""
    nlp.add_pipe("legal_grammar", config={"use_proposals": True})
    about = {"name": "bieumau_legal", "description": "References to legal documents in Vietnamese text"}
    nlp.meta.update({**about, "spacy_version": ">=3.8.7,<4"})
    with tempfile.TemporaryDirectory() as folder:
        nlp.to_disk(folder)
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(folder, path)


def proposals_of(nlp: Language) -> Callable[[str], list[Proposal]]:
    """What a trained pipeline proposes for a text."""
    return lambda text: [Proposal(ent.start_char, ent.end_char, ent.label_) for ent in nlp(text).ents]


def trained_finder(nlp: Language) -> Finder:
    """The trained component alone: its places, read with the number's shape only."""
    propose = proposals_of(nlp)
    return lambda text: proposals_to_mentions(text, propose(text), ())


def joint_finder(nlp: Language) -> Finder:
    """The grammar, and what the trained component adds to it."""
    propose = proposals_of(nlp)

    def find(text: str) -> tuple[Mention, ...]:
        own = grammar_mentions(text)
        return tuple(sorted((*own, *proposals_to_mentions(text, propose(text), own)), key=lambda one: one.start))

    return find


def ablation_to_lines(title: str, passages: Sequence[Passage], nlp_for: Callable[[Passage], Language]) -> list[str]:
    """F1, precision and recall of the three ways on `passages`, each read by the pipeline that has not seen it."""
    ways: dict[str, Callable[[Passage], Finder]] = {
        "grammar alone": lambda passage: grammar_mentions,
        "trained alone": lambda passage: trained_finder(nlp_for(passage)),
        "both": lambda passage: joint_finder(nlp_for(passage)),
    }
    lines = [
        title,
        f"{'':16} {'clean F1':>9} {'noisy F1':>9} {'precision':>10} {'recall':>7} {'added':>6} {'wrong':>6}",
    ]
    base: set[tuple[str, int]] = set()
    for name, finder_for in ways.items():
        results = [evaluate([passage], finder_for(passage)) for passage in passages]
        right = {
            (passage, place)
            for result in results
            for passage, places in result.right.items()
            for place in map(hash, places)
        }
        base = base or right
        lines.append(_results_to_line(name, results, len(right - base)))
    return lines


def _results_to_line(name: str, results: Sequence[Evaluation], added: int) -> str:
    scores = {}
    for group in ("clean", "noisy", "all"):
        tallies = [result.groups[group] for result in results]
        scores[group] = [sum(getattr(tally, field) for tally in tallies) for field in ("right", "labelled", "found")]
    f1 = {group: 2 * right / max(1, labelled + found) for group, (right, labelled, found) in scores.items()}
    right, labelled, found = scores["all"]
    shares = f"{right / max(1, found):10.4f} {right / max(1, labelled):7.4f}"
    return f"{name:16} {f1['clean']:9.4f} {f1['noisy']:9.4f} {shares} {added:6} {found - right:6}"


def read_passages(path: Path) -> list[Passage]:
    """All labelled passages of a file."""
    with path.open(encoding="utf-8") as lines:
        return list(lines_to_passages(lines))


def packaged_trained() -> Language:
    """The packaged pipeline up to its trained component."""
    return spacy.load(MODEL_PATH, exclude=["legal_grammar"])


def cross_validate(path: Path) -> list[str]:
    """The ablation on labelled passages, trained on the invented ones and on the folds left over."""
    passages = read_passages(path)
    fold_of = {passage.id: fold for passage, fold in zip(passages, folds_by_document(passages), strict=True)}
    pipelines = []
    for fold in range(FOLDS):
        seen = [passage for passage in passages if fold_of[passage.id] != fold]
        pipelines.append(train([*invented(TRAINING_SEEDS), *seen * 2], seen))
    return ablation_to_lines(
        f"{path.name}, {FOLDS}-fold by document", passages, lambda passage: pipelines[fold_of[passage.id]]
    )


def folds_by_document(passages: Sequence[Passage]) -> list[int]:
    """The fold of each passage; all of one document are in one, the fold with the fewest passages so far."""
    origins: dict[str, int] = {}
    filled = [0] * FOLDS
    folds = []
    for passage in passages:
        name = passage.origin.partition("#")[0]
        fold = origins.setdefault(name, filled.index(min(filled)))
        filled[fold] += 1
        folds.append(fold)
    return folds


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; see the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the packaged pipeline")
    parser.add_argument("--on", type=Path, metavar="FILE", help="labelled passages to measure the packaged pipeline on")
    parser.add_argument("--folds", type=Path, metavar="FILE", help="labelled passages to cross-validate on")
    chosen = parser.parse_args(arguments)
    if chosen.write:
        write_package(train(invented(TRAINING_SEEDS), invented(CHOOSING_SEEDS)), MODEL_PATH)
        sys.stdout.write(f"{MODEL_PATH.name} written\n")
        return
    if chosen.folds:
        lines = cross_validate(chosen.folds)
    elif chosen.on:
        nlp = packaged_trained()
        lines = ablation_to_lines(chosen.on.name, read_passages(chosen.on), lambda _: nlp)
    else:
        nlp = train(invented(TRAINING_SEEDS), invented(CHOOSING_SEEDS))
        lines = ablation_to_lines("invented passages, half of them damaged", invented(MEASURING_SEEDS), lambda _: nlp)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
