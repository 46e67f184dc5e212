package tillbook

import (
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
)

var _ io.Closer = (*Store)(nil)
var _ io.Closer = (*Iterator)(nil)

// What comes after Close must be told, whatever it is, and what was read must stay.
func TestUseAfterClose(t *testing.T) {
	store := temporary(t)
	omise := got(store.Account(ProviderOmise, ModeTest))(t)
	ann := got(omise.Customers().Create(background, NewCustomer{Name: "Ann"}))(t)
	iterator := got(omise.Customers().Iterate(ListQuery{}))(t)
	must(t, store.Close())
	equal(t, ann.Name(), "Ann")
	equal(t, iterator.Next(), false)
	must(t, iterator.Close())
	must(t, iterator.Close())
	calls := map[string]func() error{
		"Close":    store.Close,
		"Health":   store.Health,
		"Sync":     func() error { return store.Sync(background) },
		"Account":  func() error { _, err := store.Account(ProviderOmise, ModeTest); return err },
		"Stat":     func() error { _, err := store.Stat(background); return err },
		"Check":    func() error { _, err := store.Check(background, nil); return err },
		"Info":     func() error { _, err := omise.Info(); return err },
		"Get":      func() error { _, err := omise.Customers().Get(ann.ID()); return err },
		"GetMany":  func() error { _, err := omise.Customers().GetMany([]string{ann.ID()}); return err },
		"Create":   func() error { _, err := omise.Customers().Create(background, NewCustomer{}); return err },
		"Find":     func() error { _, err := omise.Customers().Find(CustomerQuery{Name: "Ann"}); return err },
		"Call":     func() error { _, err := omise.Call(background, Request{Method: "GET", Path: "/customers"}); return err },
		"Tokens":   func() error { _, err := omise.Tokens().List(ListQuery{}); return err },
		"Iterator": iterator.Err,
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Closing while others work must let them end or tell them.
func TestClosingWhileOthersWork(t *testing.T) {
	omise := account(t, ProviderOmise)
	ann := got(omise.Customers().Create(background, NewCustomer{Name: "Ann"}))(t)
	var working sync.WaitGroup
	for i := 0; i < 8; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			for {
				if _, err := omise.Customers().Get(ann.ID()); err != nil {
					if !errors.Is(err, ErrClosed) {
						t.Error(err)
					}
					return
				}
			}
		}()
	}
	time.Sleep(5 * time.Millisecond)
	must(t, omise.Store().Close())
	working.Wait()
}

// An account costs one handle, however often it is asked for, and each pair of provider and mode has its own.
func TestAccountsAreKept(t *testing.T) {
	store := temporary(t)
	test, live := got(store.Account(ProviderMonri, ModeTest))(t), got(store.Account(ProviderMonri, ModeLive))(t)
	handles := DebugLiveHandles()
	equal(t, *got(store.Account(ProviderMonri, ModeTest))(t), *test)
	equal(t, DebugLiveHandles(), handles)
	equal(t, *test == *live, false)
	info := got(live.Info())(t)
	equal(t, info.Provider, ProviderMonri)
	equal(t, info.Mode, ModeLive)
	equal(t, info.Today, DateOf(info.Now))
	if _, err := store.Account(Provider(77), ModeTest); !errors.Is(err, ErrInvalidArgument) {
		t.Error(err)
	}
}

// What was forgotten must be counted and closed, so that the file can be opened again.
func TestTheNetUnderForgottenStores(t *testing.T) {
	path := filepath.Join(t.TempDir(), "till.tillbook")
	before := Leaked()
	func() {
		store := got(Open(path))(t)
		omise := got(store.Account(ProviderOmise, ModeTest))(t)
		got(omise.Customers().Iterate(ListQuery{}))(t)
	}()
	expectedLeaks += 2
	for attempt := 0; Leaked() < before+2; attempt++ {
		if attempt == 500 {
			t.Fatal("nothing was told of what was forgotten")
		}
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
	for attempt := 0; ; attempt++ {
		store, err := Open(path)
		if err == nil {
			must(t, store.Close())
			return
		}
		if attempt == 500 {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
