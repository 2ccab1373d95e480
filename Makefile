# Two commands matter: `make demo` and `make test`. Both set up everything that they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip --disable-pip-version-check -q
DATA   ?= ../shared/data
EXAMPLES := examples/nuclear-signalling-2022

.DEFAULT_GOAL := help
.PHONY: help demo test lint check bench bench-ledger lock wheel clean train-env model rehearse evaluate gold linking timex docs

help:  ## show what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(VENV)/run.stamp  ## read the example articles and write dossier.html
	@# status 1: the three English articles are refused until there is a model for English
	@$(BIN)/laut dossier $(EXAMPLES) -o dossier.html || test $$? -eq 1
	@echo
	@echo "Open dossier.html in a browser. Then try:"
	@echo "  $(BIN)/laut read $(EXAMPLES)"
	@echo "  $(BIN)/laut read YOUR_ARTICLE.txt --format json"
	@echo "  $(BIN)/laut --help"

test: $(VENV)/dev.stamp  ## run the tests
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test  ## what CI runs

bench: $(VENV)/run.stamp  ## measure speed and memory; CORPUS=path reads something else than the examples
	$(BIN)/python benchmarks/speed.py $(if $(CORPUS),--corpus $(CORPUS))
	@if test -e $(VENV)/train.stamp; then $(BIN)/python benchmarks/rivals.py --generate $(if $(CORPUS),--corpus $(CORPUS)); \
	  else echo; echo "left out: much larger readers on the same articles (make train-env, then make bench again)"; fi

bench-ledger: $(VENV)/run.stamp  ## grow a ledger to a million statements and measure it (about 20 minutes); SIZES="10000 100000"
	$(BIN)/python benchmarks/ledger.py $(if $(SIZES),--sizes $(SIZES))

docs: $(VENV)/dev.stamp  ## write the generated pages of docs/ anew
	$(BIN)/python docs/generate.py

wheel: $(VENV)/run.stamp  ## build the wheel into dist/
	$(PIP) wheel --no-deps --no-build-isolation -w dist .
	@ls -l dist/*.whl

lock: $(VENV)/dev.stamp  ## pin the newest permitted versions, with hashes
	$(PIP) install pip-tools
	cd requirements && for set in run dev; do \
	  ../$(BIN)/pip-compile -q --upgrade --generate-hashes --strip-extras --allow-unsafe --no-header \
	    --no-annotate --no-emit-index-url --no-emit-options -o $$set.txt \
	    ../pyproject.toml build.in $$([ $$set = dev ] && echo dev.in); done

train-env: $(VENV)/train.stamp  ## install what training needs (torch)

model: $(VENV)/train.stamp  ## train, export and calibrate the model from nothing; goes on where it was interrupted
	@test -d $(DATA) || { echo "make model: there is no $(DATA); see docs/model.md for the corpora" >&2; exit 1; }
	LAUT_DATA=$(DATA) $(BIN)/python -m training.make --out runs/model

rehearse: $(VENV)/train.stamp  ## go through all the steps of `make model` in a few minutes, with hardly any data
	@test -d $(DATA) || { echo "make rehearse: there is no $(DATA); see docs/model.md for the corpora" >&2; exit 1; }
	LAUT_DATA=$(DATA) $(BIN)/python -m training.make --out runs/rehearsal --rehearse

evaluate: $(VENV)/dev.stamp  ## score the model on the corpus's development part
	@test -d $(DATA) || { echo "make evaluate: there is no $(DATA); see docs/model.md for the corpora" >&2; exit 1; }
	LAUT_DATA=$(DATA) $(BIN)/python -m training.evaluate

gold: $(VENV)/dev.stamp  ## score the model on the project's own annotated excerpts
	$(BIN)/python -m training.evaluate --documents tests/gold/excerpts.jsonl

linking: $(VENV)/dev.stamp  ## measure claims, origins and oppositions on the project's own gold
	$(BIN)/python -m training.pairs --measure
	$(BIN)/python -m training.pairs --groups
	$(BIN)/python -m training.origins
	$(BIN)/python -m training.dossiers
	$(BIN)/python -m training.oppositions

timex: $(VENV)/dev.stamp  ## score the time expressions on KRAUTS
	@test -d $(DATA) || { echo "make timex: there is no $(DATA); see docs/model.md for the corpora" >&2; exit 1; }
	LAUT_DATA=$(DATA) $(BIN)/python -m training.timex

$(VENV)/pip.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "laut needs Python 3.11 or newer" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; about a minute, mostly downloads) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "make: no venv module; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/run.stamp: $(VENV)/pip.stamp requirements/run.txt pyproject.toml
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/train.stamp: $(VENV)/dev.stamp requirements/train.txt
	@$(PIP) install -r requirements/train.txt
	@touch $@

clean:  ## remove everything that was made, but not trained models
	rm -rf $(VENV) dist build dossier.html .mypy_cache .ruff_cache .pytest_cache .hypothesis
