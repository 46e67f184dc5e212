package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"io"
	"runtime/cgo"
	"sync/atomic"
	"time"
)

// A Progress says how far long work has come. What is counted stands at the function that does the work.
type Progress struct {
	// Done is how much is done, Total how much there is.
	Done, Total uint64
	// Rows counts the rows of a file that were decided so far, refused ones included; 0 for work that is no import.
	Rows uint64
	// Step is what is being worked on, such as the name of a table; empty where there is only one thing to do.
	Step string
}

// A ProgressFunc is told how far long work has come. An error stops the work, which then fails with an error that is
// both ErrCancelled and this one. It follows the rules of callbacks in the package's documentation.
type ProgressFunc func(Progress) error

// A panicValue is what a callback panicked with, carried past the library to the program's own call.
type panicValue struct{ value any }

// storeCallbacks are called as long as a store is open, from any goroutine.
type storeCallbacks struct {
	now      func() time.Time
	log      func(LogLevel, string)
	last     atomic.Int64
	panicked atomic.Pointer[panicValue]
}

func (s *storeCallbacks) guard() {
	if value := recover(); value != nil {
		s.panicked.CompareAndSwap(nil, &panicValue{value})
	}
}

// resume goes on with a callback's panic, once nothing of the call at work is left to be freed.
func (s *storeCallbacks) resume() {
	if s.panicked.Load() == nil {
		return
	}
	if panicked := s.panicked.Swap(nil); panicked != nil {
		panic(panicked.value)
	}
}

// callCallbacks are called by one call, from its own goroutine.
type callCallbacks struct {
	ctx      context.Context
	progress ProgressFunc
	write    io.Writer
	keep     func(*Customer) bool
	keepTax  func(*TaxIdentifier) bool
	decide   func(*Customer) (CustomerUpdate, error)
	arena    arena
	cause    error
	panicked *panicValue
}

// guard stops the work when a callback panicked.
func (c *callCallbacks) guard(answer *C.int32_t, stop C.int32_t) {
	if value := recover(); value != nil {
		c.panicked = &panicValue{value}
		*answer = stop
	}
}

// call hands the callbacks to a call as a number.
func (c *callCallbacks) call(do func(user C.tillbook_go_user)) {
	handle := cgo.NewHandle(c)
	defer c.arena.free()
	defer handle.Delete()
	do(C.tillbook_go_user(handle))
	inside.free()
}

// watch is call for long work, which needs no callback where nobody can stop it.
func (c *callCallbacks) watch(do func(user C.tillbook_go_user)) {
	if c.ctx.Done() == nil && c.progress == nil {
		do(0)
		return
	}
	c.call(do)
}

// resume goes on with a callback's panic, once nothing of the call is left to be freed.
func (c *callCallbacks) resume() {
	if c.panicked != nil {
		panic(c.panicked.value)
	}
}

// because adds why the program itself stopped the work.
func because(err, cause error) error {
	if e, is := err.(*Error); is && e.Status == StatusCancelled {
		e.cause = cause
	}
	return err
}

func of(user C.tillbook_go_user) *callCallbacks { return cgo.Handle(user).Value().(*callCallbacks) }

//export tillbook_go_clock
func tillbook_go_clock(user C.tillbook_go_user) C.int64_t {
	return cgo.Handle(user).Value().(*storeCallbacks).tell()
}

// tell stays at the last time that was told when the clock panics.
func (s *storeCallbacks) tell() (now C.int64_t) {
	now = C.int64_t(s.last.Load())
	defer s.guard()
	now = C.int64_t(s.now().UnixMilli())
	s.last.Store(int64(now))
	return now
}

//export tillbook_go_log
func tillbook_go_log(level C.int32_t, message C.tillbook_str, user C.tillbook_go_user) {
	s := cgo.Handle(user).Value().(*storeCallbacks)
	defer s.guard()
	s.log(LogLevel(level), copied(message))
}

//export tillbook_go_progress
func tillbook_go_progress(fields *C.tillbook_progress_fields, user C.tillbook_go_user) (stop C.int32_t) {
	c := of(user)
	defer c.guard(&stop, 1)
	if c.cause = c.ctx.Err(); c.cause == nil && c.progress != nil {
		c.cause = c.progress(Progress{
			Done:  uint64(fields.done),
			Total: uint64(fields.total),
			Rows:  uint64(fields.rows),
			Step:  copied(fields.step),
		})
	}
	return number(c.cause != nil)
}

//export tillbook_go_write
func tillbook_go_write(bytes C.tillbook_str, user C.tillbook_go_user) (stop C.int32_t) {
	c := of(user)
	defer c.guard(&stop, 1)
	if c.cause = c.ctx.Err(); c.cause == nil {
		// A copy, because a writer may keep what it is given longer than C lends it.
		_, c.cause = c.write.Write(append([]byte{}, borrowed(bytes)...))
	}
	return number(c.cause != nil)
}

//export tillbook_go_keep
func tillbook_go_keep(fields *C.tillbook_customer_fields, user C.tillbook_go_user) (kept C.int32_t) {
	c := of(user)
	defer c.guard(&kept, 0)
	return number(c.panicked == nil && c.keep(packFields(fields)))
}

//export tillbook_go_keep_tax_identifier
func tillbook_go_keep_tax_identifier(fields *C.tillbook_tax_identifier_fields, user C.tillbook_go_user) (kept C.int32_t) {
	c := of(user)
	defer c.guard(&kept, 0)
	return number(c.panicked == nil && c.keepTax(taxIdentifierOf(fields)))
}

//export tillbook_go_decide
func tillbook_go_decide(fields *C.tillbook_customer_fields, update *C.tillbook_customer_update, user C.tillbook_go_user) (stop C.int32_t) {
	c := of(user)
	defer c.guard(&stop, 1)
	decided, err := c.decide(packFields(fields))
	if err != nil {
		c.cause = err
		return 1
	}
	decided.fill(&c.arena, update)
	return 0
}
