package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"runtime"
	"runtime/cgo"
	"sync"
	"sync/atomic"
	"time"
)

// A Store is one open file on the till. It is safe for concurrent use: readers wait for nobody, writers for each other.
// Close it when it is no longer needed.
type Store struct {
	handle    *C.tillbook_store
	callbacks *storeCallbacks
	user      cgo.Handle
	closed    atomic.Bool
	opening   sync.Mutex
	// Accounts lead to the store, so it keeps only what they stand for: a circle would never be collected.
	accounts map[[2]int32]*C.tillbook_account
}

// Open opens a store, creating it where it is missing. Path is where it lies; by custom it ends in ".tillbook".
//
// It fails with ErrStoreMissing, ErrNotAStore, ErrNewerFormat, ErrAlreadyOpen while another process or Store has it,
// ErrReadOnly for one that is to be read alone and was not closed by its last user, ErrDamaged or ErrIO.
func Open(path string, opts ...Option) (*Store, error) {
	if found := C.tillbook_abi_version(); found != C.TILLBOOK_ABI_VERSION {
		return nil, refused(StatusUnsupported, "The library has another binary interface than the program was built "+
			"against; build the program again with this library's header.", nil)
	}
	o := &options{}
	for _, opt := range opts {
		opt(o)
	}
	store := &Store{callbacks: &o.callbacks, accounts: map[[2]int32]*C.tillbook_account{}}
	if err := store.open(path, o); err != nil {
		return nil, err
	}
	runtime.SetFinalizer(store, (*Store).leak)
	return store, nil
}

func (s *Store) open(path string, o *options) error {
	var in arena
	defer in.free()
	native := place[C.tillbook_open_options](&in)
	*native = C.tillbook_open_options{
		struct_size:       C.sizeof_tillbook_open_options,
		must_exist:        number(o.mustExist),
		cache_bytes:       C.uint64_t(o.cacheBytes),
		read_only:         number(o.readOnly),
		durability:        C.int32_t(o.durability),
		interval_ms:       C.uint64_t(o.interval.Milliseconds()),
		fingerprint_key:   in.text(o.fingerprintKey),
		no_search_indexes: number(o.noSearch),
	}
	now, log := C.int(number(o.callbacks.now != nil)), C.int(number(o.callbacks.log != nil))
	s.user = cgo.NewHandle(s.callbacks)
	var failure *C.tillbook_error
	status := C.tillbook_go_open(lend(path), native, now, log, C.tillbook_go_user(s.user), &s.handle, &failure)
	err := s.done(status, failure)
	if err != nil {
		s.user.Delete()
		s.callbacks.resume()
	}
	return err
}

// Close closes the store and all of its accounts and iterators: it waits for the calls that are at work, and later ones
// fail with ErrClosed. Customers and other records that were read stay as they are. Closing again fails with ErrClosed.
//
// It fails with ErrOutcomeUnknown when the newest writes could not be brought to the disk, which happens only with
// WithDurabilityInterval. The store is closed all the same.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return errClosed()
	}
	var failure *C.tillbook_error
	status := C.tillbook_close(s.handle, &failure)
	if Status(status) == StatusReentrant {
		s.closed.Store(false)
		return s.done(status, failure)
	}
	runtime.SetFinalizer(s, nil)
	s.opening.Lock()
	defer s.opening.Unlock()
	for _, account := range s.accounts {
		C.tillbook_account_free(account)
	}
	s.accounts = nil
	s.user.Delete()
	inside.free()
	return s.end(status, failure)
}

// Account is a provider's test or live world in this store. It costs next to nothing, and is closed with the store.
func (s *Store) Account(provider Provider, mode Mode) (*Account, error) {
	s.opening.Lock()
	defer s.opening.Unlock()
	if s.closed.Load() {
		return nil, errClosed()
	}
	key := [2]int32{int32(provider), int32(mode)}
	handle, there := s.accounts[key]
	if !there {
		var failure *C.tillbook_error
		status := C.tillbook_account_open(s.handle, C.int32_t(provider), C.int32_t(mode), &handle, &failure)
		if err := s.done(status, failure); err != nil {
			return nil, err
		}
		s.accounts[key] = handle
	}
	return &Account{s, handle}, nil
}

// begin refuses what comes after Close.
func (s *Store) begin() error {
	if s.closed.Load() {
		return errClosed()
	}
	return nil
}

// beginIn is begin for a call that may wait.
func (s *Store) beginIn(ctx context.Context) error {
	if err := s.begin(); err != nil {
		return err
	}
	return cancelled(ctx)
}

// done is what every call ends with: it reads the error, and keeps the store from being collected meanwhile. What took the
// time of the store's clock resumes its panic then.
func (s *Store) done(status C.int32_t, failure *C.tillbook_error) error {
	err := failed(status, failure)
	runtime.KeepAlive(s)
	return err
}

// end is done for a call that answers nothing that is to be freed.
func (s *Store) end(status C.int32_t, failure *C.tillbook_error) error {
	defer s.callbacks.resume()
	return s.done(status, failure)
}

func errClosed() error {
	return refused(StatusClosed, "The store was closed before; open it again to go on.", nil)
}

// Path is where the store lies, as it was given to Open.
func (s *Store) Path() (string, error) {
	if err := s.begin(); err != nil {
		return "", err
	}
	var text *C.tillbook_text
	var failure *C.tillbook_error
	if err := s.done(C.tillbook_store_path(s.handle, &text, &failure), failure); err != nil {
		return "", err
	}
	return takeText(text), nil
}

// ID is the store's own identifier: 32 hexadecimal digits, made when the file was, and the same in every backup of it.
func (s *Store) ID() (string, error) {
	if err := s.begin(); err != nil {
		return "", err
	}
	var text *C.tillbook_text
	var failure *C.tillbook_error
	if err := s.done(C.tillbook_store_id(s.handle, &text, &failure), failure); err != nil {
		return "", err
	}
	return takeText(text), nil
}

// Health is nil while the store works, and ErrPoisoned when an earlier failure left it unusable until it is opened again.
func (s *Store) Health() error {
	if err := s.begin(); err != nil {
		return err
	}
	var failure *C.tillbook_error
	return s.done(C.tillbook_store_health(s.handle, &failure), failure)
}

// Sync brings every acknowledged write to the disk. Without WithDurabilityInterval it is there already.
func (s *Store) Sync(ctx context.Context) error {
	if err := s.beginIn(ctx); err != nil {
		return err
	}
	var failure *C.tillbook_error
	return s.end(C.tillbook_store_sync(s.handle, &failure), failure)
}

func (s *Store) read() (C.tillbook_store_fields, error) {
	fields := C.tillbook_store_fields{struct_size: C.sizeof_tillbook_store_fields}
	if err := s.begin(); err != nil {
		return fields, err
	}
	err := s.end(C.tillbook_store_read(s.handle, &fields), nil)
	return fields, err
}

// Now is the time of the store's clock, never behind the newest time that the store wrote.
func (s *Store) Now() (time.Time, error) {
	fields, err := s.read()
	if err != nil {
		return time.Time{}, err
	}
	return timeOf(fields.now), nil
}

// Format is the version of the file's layout.
func (s *Store) Format() (uint32, error) {
	fields, err := s.read()
	return uint32(fields.format), err
}

// DebugPanic makes a fault inside the library on purpose, so that a program can test what it does then: the error is
// ErrPanicked, and the store answers ErrPoisoned from then on.
func (s *Store) DebugPanic() error {
	if err := s.begin(); err != nil {
		return err
	}
	var failure *C.tillbook_error
	return s.done(C.tillbook_debug_panic(s.handle, &failure), failure)
}
