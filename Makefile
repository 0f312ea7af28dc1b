# make test is the one command that checks everything. It needs Go, git, make and Debian's package manager.

.NOTPARALLEL:
.PHONY: test setup check build gotest modules browser bench fuzz run screenshots clean

# The Go that is here, the versions that are written down, and no question to git about the build.
export GOTOOLCHAIN := local
export GOFLAGS := -mod=readonly -buildvcs=false

# The race detector watches our code and not the translated C of SQLite, which it would slow down forty times.
RACE := -race -gcflags='modernc.org/...=-race=false -d=checkptr=0'

test: setup check build gotest modules browser

setup:
	scripts/setup
	cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund

check:
	scripts/check

build:
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o build/trialogue ./cmd/trialogue

gotest:
	scripts/with-postgres go test -vet=off $(RACE) -shuffle=on -timeout=45m ./...

modules:
	scripts/modules go vet ./...
	scripts/with-postgres scripts/modules go test -shuffle=on -timeout=45m ./...

browser: build
	cd tests/browser && node --test --test-reporter=spec

bench:
	scripts/with-postgres go test -run='^$$' -bench=. -benchmem ./...
	scripts/with-postgres scripts/modules go test -run='^$$' -bench=. -benchmem ./...

fuzz:
	scripts/fuzz

run: build
	build/trialogue demo

# Every page that each person of the demo can reach, on a phone and on a desk, in light and dark: build/screenshots.
screenshots: build
	cd tests/browser && node screenshots.js

clean:
	rm -rf build
