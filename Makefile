# Alliance Triangle. `make` alone says what there is.

PYTHON ?= python3
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
NEWER := $(VENV)/mesa-3.5
PIP := $(PY) -m pip --quiet --disable-pip-version-check --no-input
SHELL := /bin/sh
FAST := $(addprefix tests/,spec mechanisms tracing scenario store baselines house)

.DEFAULT_GOAL := help
.PHONY: help sweep page docs app test test-fast mesa trials faults arm lint format bench tables pictures notebooks lock clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
	  printf '  make %-10s %s\n' "$$name" "$$what"; done

sweep: $(VENV)/.ready ## run the main job and say where its results lie (ARGS="replicates=1000" changes it)
	@$(PY) -m sim experiment=main_sweep $(ARGS)

page: $(VENV)/.ready ## make the lessons: pages for any browser, with an index to begin with
	@$(PY) -m sim.page $(ARGS)

docs: $(VENV)/.docs ## build the site: reference, worlds, equations, lessons, as pages that open from disk
	@$(PY) -m sim.site.build $(ARGS)

app: $(VENV)/.app ## show two worlds with the same luck, month by month, in a browser
	@SOLARA_TELEMETRY_MIXPANEL_ENABLE=False SOLARA_THEME_SHOW_BANNER=False \
	  $(VENV)/bin/solara run --production sim/mesa_face/app.py $(ARGS)

# Four at most, since each process comes to hold two gigabytes; files whole, for what their tests share.
test: lint $(VENV)/.test ## check style, types and arrows, then run every test
	@$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

# What a change of words, arithmetic, worlds or files breaks first; no models of rooms above them.
test-fast: $(VENV)/.test ## run the quick tests alone: under two minutes of one processor
	@$(PY) -m pytest -m "not slow" $(FAST) $(ARGS)

mesa: $(NEWER)/.ready ## run the tests of the Mesa face with Mesa 3.5 as well, which wants Python 3.12
	@if test -x $(NEWER)/bin/python; then $(NEWER)/bin/python -m pytest tests/mesa_face $(ARGS); \
	  else echo "no Python 3.12 or 3.13 here: the Mesa face was not tried with Mesa 3.5"; fi

trials: $(VENV)/.test ## stop studies, flip bits, share folders, repeat statistics ten thousand times, run ordinary Numba (six minutes)
	@TRIALS=whole $(PY) -m pytest tests/faults tests/analysis/test_coverage.py tests/engine/as_ordinary_numba.py $(ARGS)

faults: $(VENV)/.ready ## try full and read-only disks, limits and power cuts (root, Linux)
	@$(PY) -m pytest tests/faults/as_root.py $(ARGS)

arm: $(VENV)/.ready ## run the month as arm64 code under emulation (Debian: qemu-user, a cross gcc)
	@$(PY) -m pytest tests/engine/as_arm64.py $(ARGS)

lint: $(VENV)/.ready ## check style, types and arrows
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy sim
	@$(VENV)/bin/lint-imports --no-logo --no-cache

format: $(VENV)/.ready ## put the code in order
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

bench: $(VENV)/.ready ## measure speed
	@$(PY) -m tests.benchmarks $(ARGS)

tables: $(VENV)/.ready ## write what the code says: tables of MODEL.md and README.md, types of records, schemas
	@$(PY) -m sim.spec.tables --write
	@$(PY) -m tests.schemas --write
	@$(PY) -m sim.site.readme --write

pictures: $(VENV)/.test ## draw the pictures of README.md anew (the page's wants Chromium)
	@$(PY) -m sim.study.washington.headline docs/pictures
	@$(PY) -m tests.browser.picture docs/pictures

notebooks: $(VENV)/.notebook ## execute the lessons into results/notebooks/
	@mkdir -p results/notebooks
	@for lesson in notebooks/*.py; do \
	  made=results/notebooks/$$(basename "$$lesson" .py).ipynb; \
	  $(PY) -m jupytext --quiet --to ipynb --output "$$made" "$$lesson" && \
	  $(VENV)/bin/jupyter-execute --inplace "$$made" || exit 1; \
	done
	@echo "results: results/notebooks"

lock: $(VENV)/.ready ## write constraints.txt anew (with the oldest Python that the project supports)
	@$(PIP) install --dry-run --ignore-installed --report $(VENV)/report.json ".[all,app,browser,calibration,dask,docs,drivers,exchange,notebook]"
	@$(PY) -c 'import json; \
	  found = [i["metadata"] for i in json.load(open("$(VENV)/report.json"))["install"]]; \
	  pins = {m["name"].lower().replace("_", "-"): m["version"] for m in found}; \
	  del pins["alliance-triangle"]; \
	  print("# One version of everything, for Python 3.11 to 3.13. Written by `make lock`."); \
	  print(*(f"{name}=={pins[name]}" for name in sorted(pins)), sep="\n")' > $(VENV)/constraints.txt
	@mv $(VENV)/constraints.txt constraints.txt

clean: ## remove the environment and what tools left behind; results stay
	@rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find sim tests notebooks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The stamp is written last. Where it is missing, an install was broken off: start afresh.
$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "$(PYTHON) is not Python 3.11 or newer: install one, or name it with make PYTHON=..." >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make an environment: apt-get install $(notdir $(PYTHON))-venv" >&2; \
	  exit 1; }
	@echo "Setting up $(VENV): a minute or two, once."
	@test -f $@ || $(PYTHON) -m venv --clear $(VENV)
	@rm -f $@
	@$(PIP) install --constraint constraints.txt --editable ".[all]"
	@touch $@

$(VENV)/.app: $(VENV)/.ready
	@$(PIP) install --constraint constraints.txt --editable ".[all,app]"
	@touch $@

$(VENV)/.test: $(VENV)/.ready
	@$(PIP) install --constraint constraints.txt --editable ".[all,app,browser,calibration,dask,docs,drivers,exchange]"
	@touch $@

$(VENV)/.notebook: $(VENV)/.ready
	@$(PIP) install --constraint constraints.txt --editable ".[all,notebook]"
	@touch $@

$(VENV)/.docs: $(VENV)/.ready
	@$(PIP) install --constraint constraints.txt --editable ".[all,docs]"
	@touch $@

# constraints.txt pins a Mesa for all Pythons, so that this one lies beside it; by parts of `app`
# that the tests need, since its assets are large.
$(NEWER)/.ready: $(VENV)/.ready
	@rm -rf $(NEWER)
	@mkdir -p $(NEWER)
	@for each in $(PYTHON) python3.13 python3.12 "$$HOME"/.pyenv/versions/3.1[32].*/bin/python; do \
	  "$$each" -c 'import ensurepip, sys, venv; sys.exit(not (3, 12) <= sys.version_info < (3, 14))' \
	    2>/dev/null || continue; \
	  echo "Setting up $(NEWER): a minute, once."; \
	  sed '/^mesa==/d' constraints.txt > $(NEWER)/constraints.txt; \
	  "$$each" -m venv $(NEWER) && $(NEWER)/bin/python -m pip --quiet --disable-pip-version-check \
	    --no-input install --constraint $(NEWER)/constraints.txt --editable ".[mesa]" "mesa==3.5.*" \
	    altair hypothesis ipyvuetify matplotlib pytest pytest-timeout solara starlette || exit 1; \
	  break; \
	done
	@touch $@
