package tillbook

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

var background = context.Background()

// TestMain fails when anything was left open or held: what a test forgets, a till would.
func TestMain(m *testing.M) {
	code := m.Run()
	for attempt := 0; attempt < 50 && DebugLiveHandles() != 0; attempt++ {
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	if held := DebugLiveHandles(); held != 0 {
		fmt.Fprintf(os.Stderr, "%d handles are held after all tests\n", held)
		code = 1
	}
	if found := Leaked(); found != expectedLeaks {
		fmt.Fprintf(os.Stderr, "%d stores and iterators were leaked, %d of them on purpose\n", found, expectedLeaks)
		code = 1
	}
	os.Exit(code)
}

// expectedLeaks counts what tests leak on purpose.
var expectedLeaks int

// temporary opens a new store that is closed after the test.
func temporary(t testing.TB, opts ...Option) *Store {
	t.Helper()
	store, err := Open(filepath.Join(t.TempDir(), "till.tillbook"), opts...)
	must(t, err)
	t.Cleanup(func() { store.Close() })
	return store
}

// account opens an account of a new store.
func account(t testing.TB, provider Provider, opts ...Option) *Account {
	t.Helper()
	account, err := temporary(t, opts...).Account(provider, ModeTest)
	must(t, err)
	return account
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// got is a value that came without an error.
func got[T any](value T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		must(t, err)
		return value
	}
}

func equal[T comparable](t testing.TB, found, expected T) {
	t.Helper()
	if found != expected {
		t.Errorf("found %v instead of %v", found, expected)
	}
}
