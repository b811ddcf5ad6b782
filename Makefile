# inroad: `make run` opens the program on the worked cases, `make test` proves it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
WORKERS := $(shell $(PYTHON) -c "import os; print(max(6, os.cpu_count() or 1))")
LANGUAGE_PAGES := $(wildcard tui/locale/*/*.po)

.DEFAULT_GOAL := help
.PHONY: help run test test-long check words bench picture schema clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "inroad needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say: make PYTHON=python3.12 " + " ".join(["run"]))'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo 'Python lacks its venv module. On Debian and Ubuntu: sudo apt install python3-venv'; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo 'inroad: first time here, a minute or two: making $(VENV) ...'; $(PYTHON) -m venv $(VENV); }
	@echo 'inroad: 1 of 3, what it is built with ...'
	@$(PIP) --upgrade-strategy only-if-needed hatchling editables babel
	@echo 'inroad: 2 of 3, inroad and what it needs to run ...'
	@$(PIP) --no-build-isolation -e .
	@echo 'inroad: 3 of 3, what it is tested with ...'
	@$(PIP) $$($(BIN)/python -c 'import tomllib; print(*(r.replace(" ", "") for r in tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"]))')
	@echo 'inroad: installed'
	@touch $@

words: $(STAMP) ## build the catalogues
	@$(BIN)/python tui/locale/build.py 2>/dev/null

run: $(STAMP) words ## open the program on the worked cases
	@$(BIN)/inroad demo

test: $(STAMP) words ## every check and every test but the long ones
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m 'not long' -n $(WORKERS) --dist worksteal

test-long: $(STAMP) words ## the slow proofs: faults at length, big data
	$(BIN)/python -m pytest -m long

check: $(STAMP) words ## the checks that take seconds
	$(BIN)/ruff check
	$(BIN)/mypy

bench: $(STAMP) words ## measure beside a bare Textual program
	$(BIN)/python -m benchmarks

picture: $(STAMP) words ## draw the picture of the README anew
	$(BIN)/python -m tests.tools.picture

schema: $(STAMP) ## write the first migration anew from the tables (before a release only)
	$(BIN)/python -m models.migrations.draft --write

clean: ## forget the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis tui/locale/*/LC_MESSAGES
