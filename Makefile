# The four things a contributor does. ARGS goes to the command: make serve ARGS="--demo"

PYTHON ?= python3
BIN := .venv/bin

.PHONY: serve test check bench

serve: .venv/installed
	@$(BIN)/flet-chat serve $(ARGS)

test: .venv/installed-dev
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m pytest $(ARGS)

check: .venv/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/shape

bench: .venv/installed-dev
	@$(BIN)/python -m benchmarks $(ARGS)

# Installed once, and again when the project's own description changes.
.venv/installed: pyproject.toml setup.py
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/installed-dev: pyproject.toml setup.py
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --editable '.[dev]'
	@touch .venv/installed $@
