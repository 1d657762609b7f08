# Everything a newcomer types. `make demo` and `make test` work on a fresh machine with Swift 6.1 or newer.

CONFIGURATION ?= release
SPLOT = .build/$(CONFIGURATION)/splot
DEMO ?= demo
SEEDS ?= 1000
FIRST ?= 1

TARGET ?=
SECONDS ?= 60
RUNS ?= 3
EVENTS ?= 100000

.PHONY: help demo build test browser-test screenshots bench-console simulate fuzz bench bench-peers bench-scale limits format lint clean dependencies

help:
	@echo "make demo    build, and let three clusters share one directory (in $(DEMO)/)"
	@echo "make build   build the splot command: $(SPLOT)"
	@echo "make test    build and run all tests"
	@echo "make browser-test  walk the console's main journeys in a real browser, in three languages"
	@echo "make screenshots   make the pictures of Examples/console anew"
	@echo "make simulate SEEDS=$(SEEDS)  let simulated federations fare badly, a seed each"
	@echo "make fuzz    fuzz what reads strangers' bytes: TARGET=name (all), SECONDS=60 for each"
	@echo "make bench   measure what everything costs in a release build: medians of RUNS=$(RUNS)"
	@echo "make bench-console  measure the console on a directory of 100,000 records"
	@echo "make bench-scale  draw what a sync costs against the number of events and of authors"
	@echo "make bench-peers  Splot beside PostgreSQL, OpenLDAP, git, rsync and CRDT libraries: EVENTS=$(EVENTS)"
	@echo "make limits  measure what this machine can do at most, beside what Splot does"
	@echo "make format  lay out the source files"
	@echo "make lint    check the layout, and build with warnings as errors"
	@echo "make clean   remove what was built, and the demo"

# The two system libraries that Splot links against: SQLite and zstd.
dependencies:
	@if printf '#include <sqlite3.h>\n#include <zstd.h>\n' | cc -E - >/dev/null 2>&1; then :; \
	elif command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
		echo "Installing libsqlite3-dev and libzstd-dev"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libsqlite3-dev libzstd-dev; \
	else \
		echo "Splot needs the development files of SQLite and zstd. Install them and try again:" >&2; \
		echo "    sudo apt-get install libsqlite3-dev libzstd-dev" >&2; \
		exit 69; \
	fi

build: dependencies
	swift build -c $(CONFIGURATION) --product splot

demo: build
	@$(SPLOT) demo --dir $(DEMO)

test: dependencies
	swift build --build-tests
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 swift test --skip-build

# Installs Debian's chromium and its driver when they are missing.
browser-test: build
	@Tests/Browser/run $(SPLOT)

screenshots: build
	@Tests/Browser/run $(SPLOT) --screenshots Examples/console

# A seed that fails is printed; `.build/release/simulate --seed N` shows it again, event by event.
simulate: dependencies
	swift build -c $(CONFIGURATION) --product simulate
	.build/$(CONFIGURATION)/simulate --seeds $(SEEDS) --first $(FIRST)

fuzz: dependencies
	@Tests/Fuzzing/fuzz "$(SECONDS)" $(TARGET)

bench-console: dependencies
	@Benchmarks/console

bench: dependencies
	@Benchmarks/run "$(RUNS)"

limits:
	@Benchmarks/limits

bench-peers: dependencies
	swift build --package-path Benchmarks -c release --product splot
	swift build --package-path Benchmarks -c release --product bench
	@Benchmarks/peers --events $(EVENTS) --runs $(RUNS)

bench-scale: dependencies
	swift build --package-path Benchmarks -c release --product splot
	swift build --package-path Benchmarks -c release --product bench
	@Benchmarks/scale

format:
	swift format --in-place --recursive Package.swift Sources Tests Examples Benchmarks/Package.swift Benchmarks/Sources

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Examples Benchmarks/Package.swift Benchmarks/Sources
	SPLOT_STRICT=1 swift build --build-tests

clean:
	rm -rf .build .build-fuzz $(DEMO)
