# setup: everything on a fresh machine. run: the main job on the sample. test, lint, score: what CI checks.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup system run test lint score format docs figures calibrate bench profile train-legal

setup: system .venv/ready

system:
	@$(PYTHON) .ci/system.py

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch .venv/ready

run: setup
	$(BIN)/bieumau ingest data/raw --out data/out

test: setup
	$(BIN)/pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# the sample report against gold; fails when a figure falls below its bar (tests/gold/481/bars.toml)
score: run
	$(BIN)/python -m tests.score data/out tests/gold/481 --errors 20

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# the README's tables of files and columns, from the code
docs: setup
	$(BIN)/python -m pipelines.columns

# the weights of the trained part of the reference finder: seeded, the same bytes each time, about two minutes
train-legal: setup
	$(BIN)/python -m models.legal.train --write

# 28 000 figures on generated scans, in fonts that nothing is tuned on (Debian's fonts-liberation2,
# fonts-sil-charis, fonts-sil-gentiumplus, fonts-crosextra-carlito, fonts-roboto-unhinted): coverage, errors,
# reliability; half an hour. EVALUATION may name several files; what none of them holds is read into the first
EVALUATION ?= build/evaluation.jsonl
figures: setup
	@mkdir -p build
	$(BIN)/python -m tests.measure.figures --fonts evaluation --seeds 100 103 --votes $(EVALUATION)
	$(BIN)/python -m tests.measure.reliability --votes $(EVALUATION) --plot build/reliability.png

# the confidence of figures, from generated scans in the tuning fonts
TUNING ?= build/tuning.jsonl
# kinds of scan on which the readers need more than one look: readings of rare kinds come from them
RARE = fax200 fax150 dirty thin worst seal seal_gray
calibrate: setup
	@mkdir -p build
	$(BIN)/python -m tests.measure.figures --fonts tuning --seeds 2000 2003 --votes $(TUNING)
	$(BIN)/python -m tests.measure.figures --fonts tuning --seeds 2003 2005 --faults $(RARE) --votes $(TUNING)
	$(BIN)/python -m tests.measure.figures --fonts tuning --seeds 2000 2002 --faults damaged --votes $(TUNING)
	$(BIN)/python -m tests.measure.calibrate --votes $(TUNING)

# speed and memory beside OCRmyPDF (which needs Ghostscript) and img2table, in an environment of their own
SCAN ?= data/raw/481-bc-ubnd.fax200.pdf
bench: setup build/peers/ready
	$(BIN)/python -m tests.measure.bench $(SCAN) --peers build/peers

build/peers/ready:
	$(PYTHON) -m venv build/peers
	build/peers/bin/python -m pip install --quiet ocrmypdf img2table pytesseract
	@touch build/peers/ready

profile: setup
	$(BIN)/python -m tests.measure.profile $(SCAN)
