# Everything a newcomer, a developer or an operator types. `make help` lists it.
#
# The packages live in .venv, put there by pipenv from Pipfile.lock. If the
# machine has no pipenv, a private one goes into .pipenv; nothing is installed
# outside this folder.

PYTHON ?= python3
PIPENV_VERSION := 2026.10.3
PIPENV := $(shell command -v pipenv 2>/dev/null || echo .pipenv/bin/pipenv)
BIN := .venv/bin
OULAD ?= ../shared/data/oulad

export PIPENV_VENV_IN_PROJECT = 1
export PIPENV_IGNORE_VIRTUALENVS = 1
export PIPENV_DONT_LOAD_ENV = 1
export PIPENV_VERBOSITY = -1
export PIPENV_NOSPIN = 1
# Flask would also take a .env from a folder above; the application reads its own.
export FLASK_SKIP_DOTENV = 1

.DEFAULT_GOAL := help
.PHONY: help run test lint lock migrate demo oulad bench mutants prove promises clean
.PHONY: packages dev-packages peer-packages

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export APP_ENV ?= development
run: packages ## Prepare everything and serve on http://127.0.0.1:8000
	@echo "==> database: upgrading to head"
	@$(BIN)/flask --app src serve --upgrade

test: dev-packages ## Run every test, on SQLite and on PostgreSQL
	@$(BIN)/pytest -n 3 --dist worksteal $(PYTEST_ARGS)

lint: dev-packages ## Formatting, lint, types, import contracts, lock file
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(PIPENV) verify

lock: $(BIN)/python $(PIPENV) ## Lock the packages anew from the Pipfile
	@$(PIPENV) lock
	@$(PYTHON) -c "import json, pathlib; p = pathlib.Path('Pipfile.lock'); \
	lock = json.loads(p.read_text()); lock['_meta']['sources'] = []; \
	[entry.pop('index', None) for part in lock.values() for entry in part.values() if isinstance(entry, dict)]; \
	p.write_text(json.dumps(lock, indent=4, sort_keys=True) + '\n')"

migrate: packages ## Upgrade the database to head
	@$(BIN)/alembic upgrade head

demo: export APP_ENV ?= development
demo: migrate ## Load a small invented catalogue into the database
	@$(BIN)/flask --app src import src/cli/demo

oulad: packages ## Import, serve and verify the Open University registrations (OULAD=folder)
	@$(BIN)/python -m benchmarks.oulad $(OULAD)

bench: peer-packages ## Measure beside what one would have used instead (QUICK=1, STRICT=1)
	@$(BIN)/python -m benchmarks $(if $(QUICK),--quick) $(if $(STRICT),--strict)

mutants: dev-packages ## Remove each guard in turn and name the test that notices
	@$(BIN)/python -m tests.mutants

prove: dev-packages ## Prove that nothing is lost, at full size (ONLY=kind, ON=sqlite)
	@$(BIN)/python -m tests.proof --only "$(ONLY)" --on "$(ON)"

promises: dev-packages ## Run the command of every row of docs/promises.md
	@$(BIN)/python -m tests.promises

clean: ## Remove the virtual environments and caches (never a database)
	@rm -rf .venv .pipenv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

packages dev-packages peer-packages:
	@if $(MAKE) --question --silent .venv/$@.stamp 2>/dev/null; \
	then echo "==> packages: already installed, nothing to do"; \
	else $(MAKE) --no-print-directory .venv/$@.stamp; fi

.pipenv/bin/pipenv: | $(BIN)/python
	@echo "==> pipenv: installing a private one into .pipenv"
	@$(PYTHON) -m venv .pipenv
	@.pipenv/bin/pip install --quiet pipenv==$(PIPENV_VERSION)

$(BIN)/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed; this is ' + sys.version.split()[0] + '. Name another, as in: make run PYTHON=python3.12')"
	@echo "==> python: making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

.venv/packages.stamp: Pipfile.lock | $(BIN)/python $(PIPENV)
	@echo "==> packages: installing what Pipfile.lock names into .venv"
	@$(PIPENV) sync
	@touch $@

.venv/dev-packages.stamp: Pipfile.lock | $(BIN)/python $(PIPENV)
	@echo "==> packages: installing what Pipfile.lock names into .venv, with the developers' tools"
	@$(PIPENV) sync --dev
	@touch .venv/packages.stamp $@

.venv/peer-packages.stamp: Pipfile.lock | $(BIN)/python $(PIPENV)
	@echo "==> packages: installing what Pipfile.lock names into .venv, with the benchmarks' peers"
	@$(PIPENV) sync --categories "packages dev-packages peers"
	@touch .venv/packages.stamp .venv/dev-packages.stamp $@
