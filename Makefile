# Each target sets up .venv first (see autograder/setup.sh), which is instant once done.
# `make demo PYTHON=/path/to/python3.12` chooses the Python.
# `make test ASSIGNMENT=svm` runs only the tests about that assignment.

# Activated, so that the environment's own programs come first.
in_venv := . .venv/bin/activate &&
# A file's tests share what is slow to make, so they stay in one process.
pytest = $(in_venv) pytest -n auto --dist loadfile --no-loadscope-reorder \
    $(if $(ASSIGNMENT),--assignment $(ASSIGNMENT))

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fast bench lint check-build lock
unexport PYTHONPATH PYTHONHOME

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup:  ## install the locked dependencies in .venv
	@sh autograder/setup.sh

demo: setup  ## grade a small class and show the results
	@$(in_venv) autograder demo

test: setup  ## run the kit's own tests (ASSIGNMENT=svm: those about it)
	@$(pytest)

test-fast: setup  ## run those that are quick, in about two minutes
	@$(pytest) -m "not slow"

bench: setup  ## measure the kit against floors and peers (ARGS="--quick": in a minute)
	@$(in_venv) cd tests && python -m bench $(ARGS)

lint: setup  ## check style and types
	$(in_venv) ruff check .
	$(in_venv) ruff format --check .
	$(in_venv) mypy

check-build: setup  ## check that what is committed is what would be generated
	@$(in_venv) autograder build --check

lock: setup  ## recompile requirements.lock after a change of dependencies
	$(in_venv) uv pip compile pyproject.toml --group dev --extra cluster --universal \
	    --python-version 3.11 --generate-hashes --no-header --quiet -o requirements.lock
