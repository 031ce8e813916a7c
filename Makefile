# Three commands for three people: make lab (student), make grade (instructor), make test (contributor).
# Each sets up what it needs: a virtual environment in .venv, from the hashes in requirements/.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: grade test test-fast generate lab docs bench lock clean

grade: $(READY) ## generate the labs, make a small class, grade it
	$(BIN)/workbook generate
	$(BIN)/workbook sample-class build/class
	$(BIN)/workbook grade build/class --out build/grades

test: $(READY) ## all tests but those that need Docker
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/workbook generate
	$(BIN)/workbook check
	$(BIN)/pytest -n auto

test-fast: $(READY) ## what takes seconds
	$(BIN)/pytest -n auto -m "not slow"

generate: $(READY) ## source/ to release/, solutions/ and autograder/
	$(BIN)/workbook generate

lab: $(READY) ## open the labs in JupyterLab, as students do
	$(BIN)/jupyter lab release

# The stamp is the last thing written: an installation that was interrupted starts again.
$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "The workbook needs Python 3.11, 3.12 or 3.13. Say which: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

docs: $(READY) ## the documentation, as a site in build/site
	$(BIN)/sphinx-build --fail-on-warning --keep-going -q -d build/site.doctrees docs build/site
	@echo "Open build/site/index.html."

bench: $(READY) ## how fast a class is graded, beside stock Otter and nbgrader; takes an hour
	$(BIN)/workbook generate
	$(BIN)/python benchmarks/class.py

lock: ## renew the pinned versions; needs uv
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	  --custom-compile-command "make lock" --extra cpu --extra dev --extra nbgrader --extra cluster \
	  --output-file requirements/dev.txt pyproject.toml
	for device in cpu gpu; do \
	  uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	    --custom-compile-command "make lock" --extra $$device --constraint requirements/dev.txt \
	    --output-file requirements/$$device.txt pyproject.toml || exit; \
	done

clean: ## remove what was installed and made
	rm -rf .venv build autograder/*.zip
