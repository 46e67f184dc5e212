package tillbook

// #include "native.h"
import "C"

import "sync/atomic"

var leaked atomic.Int64

// Leaked says how many stores and iterators were collected as garbage without having been closed. They were closed then,
// but nobody can tell when: a test that ends with anything but 0 has forgotten a Close.
func Leaked() int { return int(leaked.Load()) }

// DebugLiveHandles says how many objects of the library the program holds. Once every store is closed it is 0.
func DebugLiveHandles() int { return int(C.tillbook_debug_live_handles()) }

// Closing may wait, for which the goroutine of the finalizers must not be held up.
func (s *Store) leak() {
	leaked.Add(1)
	go s.Close()
}

func (i *Iterator) leak() {
	leaked.Add(1)
	go i.Close()
}
