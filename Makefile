# Coordinator: the commands of every day. "make" alone lists them.
# HOST=, PORT= and INSTANCE= are honoured, as variables or in front of the command.

INSTANCE ?= $(or $(COORDINATOR_INSTANCE),instance)
VENV := .venv
BIN := $(VENV)/bin
UV ?= uv
SAMPLES ?= ../shared/samples
WORKERS ?= 3
LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
AT = --instance "$(INSTANCE)" $(if $(HOST),--host "$(HOST)") $(if $(PORT),--port "$(PORT)")

.DEFAULT_GOAL := help
.PHONY: help run postgres test test-long lint format translations update lock hooks bench acceptance guides pictures lighthouse clean
.DELETE_ON_ERROR:

help: ## Show what can be typed
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1  \2/p' $(MAKEFILE_LIST) | awk '{printf "  make %-13s", $$2; $$1 = $$2 = ""; print}'

run: $(VENV)/.run ## Start the server; the first time it installs and makes everything it needs
	@test -f "$(INSTANCE)/config.toml" || $(BIN)/coordinator init --instance "$(INSTANCE)"
	@exec $(BIN)/coordinator run $(AT)

postgres: $(VENV)/.postgres ## Install what the server needs to keep its data in PostgreSQL

test: $(VENV)/.test lint ## Install what the tests need, then check style, types and behaviour
	@.ci/packages
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not long"

test-long: $(VENV)/.test ## The tests that take a long evening
	@.ci/packages
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

lint: $(VENV)/.test ## Check style and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Some files want another layout: type make format."; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/djlint --lint --quiet coordinator/templates

format: $(VENV)/.test ## Lay out the code as the style asks
	@$(BIN)/ruff format --quiet .

translations: $(VENV)/.run ## Bring the catalogues of every language up to date with the words of the program
	@$(BIN)/python -m coordinator.translating

update: $(VENV)/.run ## Save, fetch the newest version, install, migrate and restart
	@$(BIN)/coordinator backup --instance "$(INSTANCE)"
	@git pull --quiet --ff-only
	@$(MAKE) --silent --no-print-directory $(VENV)/.run $(if $(wildcard $(VENV)/.postgres),$(VENV)/.postgres)
	@$(BIN)/coordinator migrate --restart --instance "$(INSTANCE)"

lock: ## Write the requirements files anew from pyproject.toml
	@command -v $(UV) > /dev/null || { echo "This needs uv: install it, or name it with UV=/path/to/uv."; exit 1; }
	@$(UV) $(LOCK) pyproject.toml --output-file requirements.txt
	@$(UV) $(LOCK) pyproject.toml --extra postgres --output-file requirements-postgres.txt
	@$(UV) $(LOCK) pyproject.toml --extra test --output-file requirements-test.txt

hooks: $(VENV)/.run ## Write docs/hooks.md anew from the plugin contract
	@$(BIN)/python -m coordinator.plugin_author.reference

bench: $(VENV)/.run ## Measure how fast the pages are on this machine
	@$(BIN)/coordinator bench $(BENCH)

acceptance: $(VENV)/.test ## Carry real texts through the whole job: make acceptance SAMPLES=DIR
	@$(BIN)/python -m pytest -q -s tests/acceptance --samples "$(SAMPLES)"

GUIDE := $(BIN)/coordinator export text --date 2026-11-22 --set fold=flat --set pages=2 --set text_size=12 --set hyphenate=no --to docs/guides

guides: $(VENV)/.run ## Print docs/guides anew with the product's own plugin
	@$(GUIDE) docs/guides/member.en.md --title "Taking part" --motto "Coordinator: a guide for members, to hand out"
	@$(GUIDE) docs/guides/coordinator.en.md --title "Keeping it together" --motto "Coordinator: a guide for those who coordinate a space"
	@$(GUIDE) docs/guides/member.es.md --language es --title "Tomar parte" --motto "Coordinator: una guía para integrantes, para repartir"
	@$(GUIDE) docs/guides/coordinator.es.md --language es --title "Mantener la unión" --motto "Coordinator: una guía para quienes coordinan un espacio"

pictures: $(VENV)/.test ## Take the pictures of README.md and docs/using.md anew, from a demonstration of its own
	@.ci/packages
	@$(BIN)/python -m tests.look.pictures $(ONLY)

lighthouse: $(VENV)/.test build/lighthouse/.made ## Let Lighthouse judge the pages that are read most, on its mobile setting
	@.ci/packages
	@$(BIN)/python -m tests.look.lighthouse

clean: ## Remove what was installed and cached here; instance/ stays
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	@find . -name __pycache__ -type d -not -path './instance/*' -prune -exec rm -rf {} +

build/lighthouse/.made: .ci/lighthouse/package.json .ci/lighthouse/npm-shrinkwrap.json
	@.ci/lighthouse/bring
	@touch $@

$(VENV)/.made: .ci/venv pyproject.toml
	@.ci/venv make
	@touch $@

$(VENV)/.run: requirements.txt $(VENV)/.made
	@.ci/venv install requirements.txt
	@touch $@

$(VENV)/.postgres: requirements-postgres.txt $(VENV)/.made
	@.ci/venv install requirements-postgres.txt
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.made
	@.ci/venv install requirements-test.txt
	@touch $@ $(VENV)/.run $(VENV)/.postgres
