# make        sets up what is needed, checks the sample casebook and builds it: site/ with site/catalogues/
# make test   sets up what the tests need, and runs every check
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all build test fonts test-packages auditors clean

all: build

build: $(VENV)/installed fonts
	$(BIN)/casebook check
	$(BIN)/casebook build

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Casebook needs Python 3.11 or later; name one: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-test: pyproject.toml $(VENV)/installed
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@

# Japanese and Chinese need typefaces that are too large to ship: from the system, else into the user's own folder.
fonts: $(VENV)/installed
	@$(BIN)/casebook fonts >/dev/null 2>&1 \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq --no-install-recommends fonts-noto-cjk; } \
	  || $(BIN)/casebook fonts --fetch

# As root what is missing is installed; otherwise the line to run is shown.
test-packages:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="$$missing chromium"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	command -v qpdf >/dev/null || missing="$$missing qpdf"; \
	command -v gs >/dev/null || missing="$$missing ghostscript"; \
	command -v npm >/dev/null || missing="$$missing npm"; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-calc-nogui libreoffice-writer-nogui"; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing; \
	else \
	  echo "The tests need programs that are not here. Run:"; echo "  sudo apt-get install$$missing"; exit 1; \
	fi

# Judges of finished pages, in these versions: axe-core for access, the W3C's checker for right HTML.
auditors: $(VENV)/auditors/axe-core-4.14.1-vnu-26.9.27

$(VENV)/auditors/axe-core-4.14.1-vnu-26.9.27: | test-packages
	mkdir -p $(@D)
	npm install --silent --no-audit --no-fund --prefix $(@D) axe-core@4.14.1 vnu-jar@26.9.27
	@touch $@

test: $(VENV)/installed-test fonts test-packages auditors
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

clean:
	rm -rf $(VENV) .casebook site
