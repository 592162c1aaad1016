# dgassess: `make help` lists what can be done here.
#   make PYTHON=/path/to/python3.12 demo     chooses the interpreter the environment is made from

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# The first interpreter that runs and is at least 3.11: a name that is found is not enough (version managers leave
# stand-ins that only say the version is not installed).
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$python"; break; fi; done)

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
EXAMPLE ?= $(firstword $(sort $(wildcard examples/*.yaml)))
DEMO := build/demo
WORKERS ?= auto

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Set, every process that a test starts would compile all modules anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test check format bench clean

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)$$/  make \1\t\2/p' Makefile | expand -t 16

# Debian's python3 comes without ensurepip unless python3-venv is installed: then its pip puts one into the environment.
$(INSTALLED): pyproject.toml constraints.txt
	@if ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "Python 3.11 or newer is needed, and PYTHON='$(PYTHON)' is none that runs." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3 ..." >&2; exit 1; fi
	@echo "Preparing $(VENV) with $$("$(PYTHON)" -V) ..."
	@if "$(PYTHON)" -c 'import ensurepip; ensurepip.version()' 2>/dev/null; then \
		"$(PYTHON)" -m venv --clear $(VENV); \
	else \
		"$(PYTHON)" -m venv --clear --without-pip $(VENV); \
		"$(PYTHON)" -m pip --python $(BIN)/python install --quiet pip || { \
			echo "$(PYTHON) has neither ensurepip nor a pip of its own that can fill the environment." >&2; \
			echo "On Debian and Ubuntu: apt-get install python3-venv, then run make again." >&2; exit 1; }; \
	fi
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]' || { \
		echo "The packages could not be installed; pip's message above names the cause." >&2; \
		echo "Without a network, point pip to a folder of wheels (PIP_FIND_LINKS, PIP_NO_INDEX=1) and run make again." >&2; \
		exit 1; }
	@touch $@

demo: $(INSTALLED) ## score the examples and render the first one's report into build/demo
	@if [ -z "$(EXAMPLE)" ]; then echo "examples/ holds no response to score." >&2; exit 1; fi
	@mkdir -p $(DEMO)
	@$(BIN)/dgassess score examples || { \
		echo "The examples could not be scored; see the messages above. 'make clean demo' starts from an empty environment." >&2; exit 1; }
	@$(BIN)/dgassess report '$(EXAMPLE)' --format html,pdf --output $(DEMO) --force || { \
		echo "The report could not be rendered; see the messages above. 'make clean demo' starts from an empty environment." >&2; exit 1; }
	@echo; echo "The report on $(EXAMPLE):"; find $(DEMO) -type f | sort | sed 's/^/  /'

check: $(INSTALLED) ## the static part of the tests: ruff, mypy, import layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

test: check ## everything a change must pass
	@$(BIN)/python -m pytest -n $(WORKERS)

format: $(INSTALLED) ## put the code into its standard form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(INSTALLED) ## timings beside their limits (benchmarks/README.md says how to read them)
	@$(BIN)/python -c 'import check_jsonschema' 2>/dev/null || \
		$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,bench]' || \
		echo "Without a network, the line of check-jsonschema is left out." >&2
	@$(BIN)/python benchmarks/run.py

clean: ## remove the environment and everything built
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
