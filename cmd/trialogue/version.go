package main

import (
	"context"
	"fmt"
	"runtime"
)

// Version is set when a release is built: -ldflags "-X main.Version=1.2.3".
var Version = "development"

func version(_ context.Context, e env) int {
	fmt.Fprintf(e.stdout, "trialogue %s, %s, %s/%s\n", Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return 0
}
