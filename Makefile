# The commands of this project. `make` alone lists them; what the checks run is in scripts/check.

CARGO ?= cargo
export CARGO

.DEFAULT_GOAL := help
.PHONY: help test test-capi test-wheels lint fmt demo install go wheels bench bench-c bench-python bench-go bench-peers instructions mutants fuzz clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: ## every check and every test, with a table at the end
	@scripts/check

test-capi: ## the C interface as it is installed, on other machines, under sanitizers and valgrind (slow)
	@scripts/check capi

test-wheels: ## Python's wheels for five machines, each tried where there is an interpreter for it (slow)
	@scripts/check wheels

lint: ## only what needs no run: format, dependencies, clippy, documentation
	@scripts/check fmt deny clippy clippy-lean rustdoc

fmt: ## bring the source into its format
	$(CARGO) fmt --all

demo: ## a day at the till, on a temporary store (builds the release program first)
	$(CARGO) run --locked --release --quiet -- demo

install: ## the library for C, below PREFIX (/usr/local); scripts/install lists the other settings
	@PREFIX="$(PREFIX)" LIBDIR="$(LIBDIR)" DESTDIR="$(DESTDIR)" TARGET="$(TARGET)" scripts/install

go: ## the static library for programs in Go, beside the package in bindings/go
	@scripts/go archive

wheels: ## Python's wheels for five machines, as they are published (slow)
	@scripts/wheels

bench: ## measure this library's own paths, with plots in <target>/criterion
	$(CARGO) bench --locked --no-default-features --bench till

bench-c: ## measure what a lookup costs a program in C beside the same in Rust
	$(CARGO) bench --locked --profile shipped --no-default-features --features capi --bench c

bench-python: ## measure what a lookup costs in Python, beside Rust, sqlite3 and lmdb
	@scripts/python bench

bench-go: ## measure what a lookup costs in Go, beside Rust, SQLite and LMDB
	@scripts/go bench

bench-peers: ## measure Tillbook beside SQLite, LMDB and others, which takes an hour; QUICK=1 two minutes
	@MAKE="$(MAKE)" scripts/peers $(if $(QUICK),quick)

instructions: ## count the instructions of hot paths and compare with what is recorded; RECORD=1 records anew
	@scripts/instructions $(if $(RECORD),record)

mutants: ## change the rules on purpose and see that a test notices (slow; needs cargo-mutants)
	@$(CARGO) mutants --version >/dev/null 2>&1 || { echo "cargo-mutants is missing; run: cargo install cargo-mutants --locked"; exit 1; }
	$(CARGO) mutants

fuzz: ## random sequences of calls of the C interface for a minute (scripts/fuzz says how to make more)
	@scripts/fuzz

clean: ## delete everything that was built
	$(CARGO) clean
