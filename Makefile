# Everything a newcomer needs to type. Every target sets up what it needs first.
BIN := .venv/bin
READY := .venv/.ready
LOCKS := tools/tensorflow-cpu.lock tools/only-tensorflow.txt
# Two more than the cores: many tests wait for a kernel or a browser.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2)
# Compiled tests are kept, even where an image asks Python not to: it saves seconds a worker.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --no-loadscope-reorder
# It keeps all cores busy on purpose, so nothing else may run beside it.
BUSY := tests/attacks/test_fair.py
# Where `make test-slow` looks for slow tests: for one folder, make test-slow SLOW=...
SLOW := tests
# What `make coverage` runs; all but what takes hours: make coverage COVERED="not exhaustive"
COVERED := not slow
# Where it looks for them: for one folder, make coverage IN=tests/lms
IN := tests
ZOOS := $(notdir $(patsubst %/answers/names.py,%,$(wildcard checks/*/answers/names.py)))

.PHONY: help setup demo test coverage test-slow test-busy test-exhaustive test-all lint lint-types lint-layers lint-lessons answers release lab desk site links publish bench lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 10

setup: ## make .venv, install the sandbox if allowed; LESSON=1: without TensorFlow
	@sh tools/setup.sh

# Keeps to the set of packages that is there, unless LESSON=1 or GPU=1 asks for another.
$(READY): requirements.lock pyproject.toml tools/setup.sh $(LOCKS)
	@sh tools/setup.sh --keep

demo: $(READY) ## build lesson 1, grade a class of ten, show the scores
	@$(BIN)/course demo

test: lint ## check the code, run all tests but the slow ones: 10 minutes
	@$(PYTEST) -m "not slow"

coverage: $(READY) ## run the fast tests, show which branches none of them takes
	@rm -rf build/coverage && mkdir -p build/coverage
	@PYTHONDONTWRITEBYTECODE= $(BIN)/coverage run -m pytest -n $(WORKERS) \
		--no-loadscope-reorder -m "$(COVERED)" $(IN)
# What a test has killed may have left half a file, which is no news.
	@PYTHONWARNINGS=ignore $(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --skip-covered --sort=cover
	@$(BIN)/coverage html --quiet -d build/coverage/pages

test-slow: $(READY)
	@$(PYTEST) -m "slow and not exhaustive" --ignore=$(BUSY) $(SLOW)

test-busy: $(READY)
	@$(BIN)/python -m pytest $(BUSY)

test-exhaustive: $(READY)
	@$(PYTEST) -m exhaustive

test-all: test test-slow test-busy test-exhaustive ## run everything, for hours

lint: $(READY) ## ruff, mypy, import contracts, release/ against source/, numbers in lessons
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(MAKE) --no-print-directory -j2 lint-types lint-layers lint-lessons

lint-types:
	@$(BIN)/mypy

lint-layers:
	@$(BIN)/lint-imports --no-logo

lint-lessons:
	@$(BIN)/course build --check
	@$(BIN)/python benchmarks/lessons.py --check
	@$(BIN)/python -m course.selftest.diagnoses --check

answers: $(READY) ## judge all answers: which are caught, and what is told first
	@$(BIN)/course check $(addprefix --zoo ,$(ZOOS))

release: $(READY) ## build release/ from source/, tables of mistakes from answers
	@$(BIN)/course build
	@$(BIN)/python -m course.selftest.diagnoses

lab: $(READY) ## open JupyterLab in release/
	@$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/release

desk: $(READY) ## open JupyterLab for the instructor: lesson texts, formgrader
	@$(BIN)/jupyter lab

site: $(READY) ## run the lessons, build the web site in site/, check every page
	@$(BIN)/python tools/website.py
	@SITE=site $(BIN)/python -m pytest tests/browser/test_site.py

links: $(READY) ## ask the addresses of papers whether they are still there
	@$(BIN)/python tools/links.py

publish: $(READY) ## make a version: make publish VERSION=0.2.0
	@$(BIN)/python tools/publish.py $(VERSION)

bench: $(READY) ## run all benchmarks: one table per file in benchmarks/
	@for file in benchmarks/*.py; do $(BIN)/python "$$file" || exit 1; done

lock: $(READY) ## resolve all locks again from pyproject.toml
	@$(BIN)/python tools/lock.py

clean: ## remove what was generated; keeps submissions, grades and release/
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis \
		.import_linter_cache build dist site
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
