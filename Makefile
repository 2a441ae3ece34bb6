# Every command works from a bare clone: the first one makes .venv and gets what is missing.
PYTHON := .venv/bin/python
RUN := $(PYTHON) -m site_scripts
# Files are UTF-8, whatever this machine's language is.
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help serve check-lessons test test-fast mutate check fix build bench soak offline new-lesson test-browsers lock \
	audit clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{printf "  %-20s %s\n", $$1, $$2}'

# A .venv whose Python has gone (removed by an update) is made anew; one that was moved with its clone is mended.
.PHONY: missing-python
.venv/ready: requirements/build.txt site_scripts/bootstrap.sh $(shell \
		test -x $(PYTHON) && test "$$(cat .venv/place 2>/dev/null)" = "$$(pwd -P)" || echo missing-python)
	@sh site_scripts/bootstrap.sh requirements/build.txt $@

# What authors do not need, 200 MB of it, comes with the first command that tests or checks.
.venv/ready-test: .venv/ready requirements/test.txt
	@sh site_scripts/bootstrap.sh requirements/test.txt $@

serve: .venv/ready ## build the site and show it, live, while you edit (PORT=8000)
	@$(RUN) serve $(if $(PORT),--port $(PORT))

test: .venv/ready-test ## everything that must hold: build, all tests, browser ones included
	@$(RUN) test

check-lessons: .venv/ready ## whether every lesson can go in: each mistake with its file, line and remedy
	@$(RUN) check-lessons

test-fast: .venv/ready-test ## the tests that need neither browser nor full build, under a minute
	@$(RUN) test-fast

mutate: .venv/ready-test ## what may break in the mathematics without a test that fails, in docs/contribute/mutation.md
	@$(RUN) mutate

check: .venv/ready-test ## the quick checks: style, format, spelling, types, links, lock files
	@$(RUN) check

fix: .venv/ready-test ## mend what the checks can mend by themselves
	@$(RUN) fix

build: .venv/ready ## write the static site to site/ (COMPRESS=1: with .br and .gz copies; SITE_URL=https://...)
	@$(RUN) build

bench: export COMPRESS := 1
bench: .venv/ready-test ## measure, and write the table in docs/contribute/performance.md
	@$(RUN) bench

soak: .venv/ready-test ## an hour of fuzz, random clicks and Play (REQUESTS=10000 ACTIONS=2000 MINUTES=10), its table beside bench's
	@$(RUN) soak $(if $(REQUESTS),--requests $(REQUESTS)) $(if $(ACTIONS),--actions $(ACTIONS)) $(if $(MINUTES),--minutes $(MINUTES))

offline: .venv/ready ## one zip of the site that works by double-click, in dist/
	@$(RUN) offline

new-lesson: .venv/ready ## a new lesson that builds: make new-lesson NAME=my-lesson
	@$(RUN) new-lesson -- "$$NAME"

test-browsers: .venv/ready-test ## what make test has no time for: Firefox, WebKitGTK, Zensical, the longest
	@$(RUN) test-browsers

lock: .venv/ready-test ## pin packages anew after an edit of requirements/*.in or package.json (UPGRADE=1: the newest)
	@$(RUN) lock $(if $(UPGRADE),--upgrade)

audit: .venv/ready-test ## ask PyPI and npm for advisories on what the lock files name
	@$(RUN) audit

clean: ## remove everything that was built; packages and downloads stay
	rm -rf site dist docs/assets/generated .cache $(filter-out $(addprefix .nudge-cache/,wheels stamps uv),$(wildcard .nudge-cache/*))
