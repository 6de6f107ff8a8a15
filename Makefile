# make report   the report of seeds/ in reports/seeds/index.html
# make test     all tests
# make lab      JupyterLab on the notebooks
# make fuzz     ten minutes of inputs that try to break the readers, the tokeniser and the marks (Linux)
# make figures  record the figures below which no stage may fall (tests/figures.toml)
#
# Each makes its environment first: a virtual environment in .venv from requirements.lock, or, with ENV=conda,
# a conda environment in .conda from environment.yml (which takes its packages from the same lock file).

PYTHON ?= python3
ENV ?= venv
CORPUS ?= seeds
OUTPUT ?= reports/$(notdir $(CORPUS:/=))
TARGETS ?= $(wildcard $(CORPUS)/targets.yaml)

ifeq ($(ENV),conda)
  CONDA := $(firstword $(foreach tool,micromamba mamba conda,$(shell command -v $(tool) 2>/dev/null)))
  READY := .conda/.ready
  RUN := $(CONDA) run -p ./.conda python
else
  READY := .venv/.ready
  RUN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts/python,.venv/bin/python)
endif

.PHONY: report test lab lint lock fuzz figures clean help

report: $(READY)
	$(RUN) -m analysis report $(CORPUS) --output $(OUTPUT) $(if $(TARGETS),--targets $(TARGETS))

test: $(READY)
	$(RUN) -m pytest

lab: $(READY)
	$(RUN) -m jupyterlab notebooks

lint: $(READY)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy analysis

lock: $(READY)
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --group dev pyproject.toml --output-file requirements.lock --custom-compile-command "make lock"

fuzz: $(READY)
	$(RUN) fuzzing/readers_and_marks.py

figures: $(READY)
	$(RUN) -m analysis.evaluation.recording seeds/depeches tests/figures.toml

clean:
	rm -rf .venv .conda reports/*/ build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

help:
	@sed -n 's/^# //p' Makefile

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11, 3.12 or 3.13 is needed (this is %d.%d); name one: make PYTHON=python3.12" \
	    % sys.version_info[:2] if not (3, 11) <= sys.version_info[:2] < (3, 14) else 0)'
	$(PYTHON) -m venv .venv
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.conda/.ready: environment.yml requirements.lock pyproject.toml
	@test -n "$(CONDA)" || { echo "ENV=conda needs conda, mamba or micromamba; plain 'make' needs none of them" >&2; exit 1; }
	$(CONDA) env create --yes --prefix ./.conda --file environment.yml
	$(RUN) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
