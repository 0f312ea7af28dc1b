package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// daemon is a clamd that takes a file as the protocol says and answers by what it holds.
func daemon(t *testing.T, network string, answer func(body []byte) string) string {
	t.Helper()
	address := "127.0.0.1:0"
	if network == "unix" {
		address = filepath.Join(t.TempDir(), "s")
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go serve(conn, answer)
		}
	}()
	return "clamd:" + l.Addr().String()
}

func serve(conn net.Conn, answer func([]byte) string) {
	defer func() { _ = conn.Close() }()
	hello := make([]byte, len("zINSTREAM\x00"))
	if _, err := io.ReadFull(conn, hello); err != nil || string(hello) != "zINSTREAM\x00" {
		return
	}
	var body []byte
	for {
		var n uint32
		if binary.Read(conn, binary.BigEndian, &n) != nil {
			return
		}
		if n == 0 {
			break
		}
		part := make([]byte, n)
		if _, err := io.ReadFull(conn, part); err != nil {
			return
		}
		body = append(body, part...)
	}
	_, _ = io.WriteString(conn, answer(body))
}

func byContent(body []byte) string {
	if bytes.Contains(body, []byte("harmful")) {
		return "stream: Test.Signature FOUND\x00"
	}
	return "stream: OK\x00"
}

func scanner(t *testing.T, setting string) Scanner {
	t.Helper()
	s, err := New(setting)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestADaemonIsAsked(t *testing.T) {
	long := bytes.Repeat([]byte("x"), 3*piece+7)
	for _, network := range []string{"tcp", "unix"} {
		s := scanner(t, daemon(t, network, byContent))
		for _, clean := range [][]byte{nil, []byte("fine"), long} {
			if ok, err := s.Clean(t.Context(), clean); err != nil || !ok {
				t.Errorf("%s: %d clean bytes: %v %v", network, len(clean), ok, err)
			}
		}
		if ok, err := s.Clean(t.Context(), append(long, "harmful"...)); ok || err != nil {
			t.Errorf("%s: harmful at the end: %v %v", network, ok, err)
		}
	}
}

// What is no clear yes is no yes, and not a finding either.
func TestAnythingButAYesIsNoYes(t *testing.T) {
	for _, say := range []string{"", "OK\x00", "stream: OK", "stream: not OK\x00", "INSTREAM size limit exceeded. ERROR\x00", "stream: OK FOUND maybe\x00", strings.Repeat("a", 2*answerMost) + "\x00"} {
		ok, err := scanner(t, daemon(t, "tcp", func([]byte) string { return say })).Clean(t.Context(), []byte("fine"))
		if err == nil || ok {
			t.Errorf("%.30q gave %v %v", say, ok, err)
		}
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := l.Addr().String()
	_ = l.Close()
	if ok, err := scanner(t, "clamd:"+gone).Clean(t.Context(), nil); err == nil || ok {
		t.Errorf("a daemon that is gone: %v %v", ok, err)
	}
}

func TestASilentDaemonIsNotWaitedForWhenTheReaderLeaves(t *testing.T) {
	release := make(chan struct{})
	s := scanner(t, daemon(t, "tcp", func([]byte) string { <-release; return "" }))
	defer close(release)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if ok, err := s.Clean(ctx, []byte("fine")); err == nil || ok {
		t.Errorf("silence was taken for %v %v", ok, err)
	}
}

func TestAProgramIsAsked(t *testing.T) {
	program := func(text string) string {
		path := filepath.Join(t.TempDir(), "scan")
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil { //nolint:gosec // it must run
			t.Fatal(err)
		}
		return "command:" + path
	}
	look := program("! /bin/grep -q harmful")
	if ok, err := scanner(t, look).Clean(t.Context(), []byte("fine")); err != nil || !ok {
		t.Errorf("clean: %v %v", ok, err)
	}
	if ok, err := scanner(t, look).Clean(t.Context(), []byte("harmful")); ok || err != nil {
		t.Errorf("harmful: %v %v", ok, err)
	}
	for _, bad := range []string{program("exit 2"), program("kill -9 $$"), "command:/nowhere/at/all"} {
		if ok, err := scanner(t, bad).Clean(t.Context(), []byte("fine")); err == nil || ok {
			t.Errorf("%s: %v %v", bad, ok, err)
		}
	}
	t.Setenv("TRIALOGUE_SECRET", "x")
	if ok, err := scanner(t, program(`[ -z "$TRIALOGUE_SECRET" ]`)).Clean(t.Context(), nil); err != nil || !ok {
		t.Error("the program was told what stands in the environment")
	}
}

func TestSettings(t *testing.T) {
	if s, err := New(""); s != nil || err != nil {
		t.Errorf("nothing set: %v %v", s, err)
	}
	for _, bad := range []string{"clamd", "clamd:", "clamd:socket", "command:scan", "command:", "other:/x", "/run/clamd"} {
		if s, err := New(bad); err == nil || s != nil || !strings.Contains(err.Error(), "clamd:/path") {
			t.Errorf("%q: %v %v", bad, s, err)
		}
	}
}
