# Each target sets up .venv first (see autograder/setup.sh), which is instant once done.
# `make demo PYTHON=/path/to/python3.12` chooses the Python.

# Activated, so that the environment's own programs come first.
in_venv := . .venv/bin/activate &&

.DEFAULT_GOAL := help
.PHONY: help setup demo test bench lint lock
unexport PYTHONPATH PYTHONHOME

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

setup:  ## install the locked dependencies in .venv
	@sh autograder/setup.sh

demo: setup  ## grade a small class and show the results
	@$(in_venv) autograder demo

test: setup  ## run the kit's own tests
	@$(in_venv) pytest -n auto --dist loadfile --no-loadscope-reorder

bench: setup  ## measure a submission: the kit against a notebook kernel
	@$(in_venv) python -m tests.bench

lint: setup  ## check style and types
	$(in_venv) ruff check .
	$(in_venv) ruff format --check .
	$(in_venv) mypy

lock: setup  ## recompile requirements.lock after a change of dependencies
	$(in_venv) uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-header --quiet -o requirements.lock
