# make demo · test · check · fix · bench · docs (and slow: proofs that take minutes).
# Each does its own set-up first, once. Arguments pass through:  make demo ARGS="--dossiers 500 --no-serve --json"
# Needs Python 3.11+ with pip, make and git. Paths are relative, so that the checkout may lie anywhere; words that are not
# the command's own answer go to standard error.

.DEFAULT_GOAL := help
.PHONY: help demo test slow check fix bench docs setup
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
ARGS ?=
PYTHON ?= python3
PY := .venv/bin/python -P
MOTCUA := $(PY) -m motcua

# One virtual environment, in the checkout, whatever the caller's shell has active.
export UV_PROJECT_ENVIRONMENT := .venv
unexport VIRTUAL_ENV
export PYTHONUTF8 := 1
# Offices look into TLS with a certificate of their own, known to the system and not to the bundles that uv, pip and npm bring.
SYSTEM_CERTS := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt))
ifneq ($(SYSTEM_CERTS),)
export UV_SYSTEM_CERTS ?= 1
export PIP_CERT ?= $(SYSTEM_CERTS)
export NODE_EXTRA_CA_CERTS ?= $(SYSTEM_CERTS)
endif
# Service accounts may have no home, or one that they cannot write to.
ifneq ($(shell [ -n "$$HOME" ] && [ -w "$$HOME" ] && echo yes),yes)
export UV_CACHE_DIR := var/cache/uv
export PIP_CACHE_DIR := var/cache/pip
export npm_config_cache := var/cache/npm
endif

UV := $(shell uv --version 2>/dev/null | awk '{split($$2, v, "."); if (v[1] > 0 || v[2] >= 9) print "uv"}')
ifeq ($(UV),)
UV := var/tools/bin/uv
UV_NEEDED := $(UV)
endif

# A checkout that was moved or copied carries an environment that still points to its old place.
MOVED := $(shell [ ! -e .venv/.place ] || [ "$$(cat .venv/.place)" = "$$(pwd)" ] || { rm -f .venv/.packages; echo --reinstall; })

PAGES := $(wildcard package.json package-lock.json src/motcua/ui/css/* src/motcua/ui/js/* src/motcua/ui/icons*)
PHRASES := $(shell find src/motcua -name '*.po')

help:
	@sed -n '1,2s/^# //p' Makefile

setup: .venv/.pages .venv/.phrases

demo: setup
	@exec $(MOTCUA) demo $(ARGS)

test: setup .venv/.pages-of-tests
	@exec $(PY) -m pytest -n 2 --dist worksteal -m "not slow" $(ARGS)

slow: setup .venv/.pages-of-tests
	@exec $(PY) -m pytest -m slow --timeout 0 $(ARGS)

bench: setup
	@PYTHONPATH=. exec $(PY) -m bench $(ARGS)

docs: setup
	@PYTHONPATH=. exec $(PY) -m tests.house.papers

check: setup
	@fail=""; try() { echo "— $$*" >&2; "$$@" || fail="$$fail\n  $$*"; }; \
	try .venv/bin/ruff check .; \
	try .venv/bin/ruff format --check .; \
	try .venv/bin/mypy; \
	try .venv/bin/lint-imports; \
	try .venv/bin/djlint --lint --quiet src; \
	try $(MOTCUA) makemigrations --check --dry-run; \
	try $(MOTCUA) messages check; \
	try $(UV) lock --check --quiet; \
	[ -z "$$fail" ] || { printf "Not right yet:$$fail\n" >&2; exit 1; }

fix: setup
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

.venv/.packages: pyproject.toml uv.lock | $(UV_NEEDED)
	@echo "Packages …" >&2
	@$(UV) sync --frozen --quiet $(MOVED)
	@pwd > .venv/.place
	@touch $@

.venv/.pages: .venv/.packages $(PAGES)
	@echo "Pages …" >&2
	@$(MOTCUA) frontend >&2
	@touch $@

.venv/.pages-of-tests: .venv/.pages
	@$(MOTCUA) frontend --tests >&2
	@touch $@

.venv/.phrases: .venv/.packages $(PHRASES)
	@$(MOTCUA) messages compile >&2
	@touch $@

# pip's --target is allowed on machines whose Python is "externally managed", and needs no right to anybody's folders.
var/tools/bin/uv:
	@echo "uv …" >&2
	@mkdir -p var
	@if $(PYTHON) -m pip --version >/dev/null 2>&1; then \
		PIP_USER=0 $(PYTHON) -m pip install --quiet --target var/tools "uv>=0.9" >&2; \
	else \
		$(PYTHON) -m venv var/pip >&2 && var/pip/bin/python -m pip install --quiet --target var/tools "uv>=0.9" >&2; \
	fi || { echo "uv cannot be installed: $(PYTHON) has no pip and no venv. Install python3-pip (or uv) and try again." >&2; exit 1; }
