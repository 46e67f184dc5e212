package tillbook

// #include "native.h"
import "C"

import (
	"encoding/json"
	"unsafe"
)

const blockSize = 2048

// An arena is memory of C's for what a call is given: structs of C may not lead to memory of Go's. It is wiped before it
// is freed, because card data may have been in it.
type arena struct {
	blocks []block
}

type block struct {
	at         unsafe.Pointer
	used, size uintptr
}

func (a *arena) alloc(size uintptr) unsafe.Pointer {
	size = (size + 7) &^ 7
	last := len(a.blocks) - 1
	if last < 0 || a.blocks[last].size-a.blocks[last].used < size {
		room := max(size, blockSize)
		a.blocks = append(a.blocks, block{at: C.malloc(C.size_t(room)), size: room})
		last++
	}
	b := &a.blocks[last]
	at := unsafe.Add(b.at, b.used)
	b.used += size
	clear(unsafe.Slice((*byte)(at), size))
	return at
}

func (a *arena) free() {
	for _, b := range a.blocks {
		clear(unsafe.Slice((*byte)(b.at), b.used))
		C.free(b.at)
	}
	a.blocks = nil
}

// place makes a struct of C's, all nothing.
func place[T any](a *arena) *T {
	var none T
	return (*T)(a.alloc(unsafe.Sizeof(none)))
}

// array makes an array of C's, all nothing, which is there even when it has no entries.
func array[T any](a *arena, count int) []T {
	var none T
	at := (*T)(a.alloc(max(unsafe.Sizeof(none)*uintptr(count), 8)))
	return unsafe.Slice(at, max(count, 1))[:count:count]
}

// must is a text that is there, be it empty.
func (a *arena) must(text string) C.tillbook_str {
	at := a.alloc(uintptr(max(len(text), 1)))
	copy(unsafe.Slice((*byte)(at), len(text)), text)
	return C.tillbook_str{ptr: (*C.char)(at), len: C.size_t(len(text))}
}

// text is a text that may be absent, which an empty one says.
func (a *arena) text(text string) C.tillbook_str {
	switch text {
	case "":
		return C.tillbook_str{}
	case Empty:
		return a.must("")
	}
	return a.must(text)
}

func (a *arena) json(text json.RawMessage) C.tillbook_str {
	if len(text) == 0 {
		return C.tillbook_str{}
	}
	at := a.alloc(uintptr(len(text)))
	copy(unsafe.Slice((*byte)(at), len(text)), text)
	return C.tillbook_str{ptr: (*C.char)(at), len: C.size_t(len(text))}
}

// texts are absent when the slice is nil, and none when it is empty.
func (a *arena) texts(texts []string) (*C.tillbook_str, C.size_t) {
	if texts == nil {
		return nil, 0
	}
	all := array[C.tillbook_str](a, len(texts))
	for i, text := range texts {
		all[i] = a.must(text)
	}
	return unsafe.SliceData(all), C.size_t(len(all))
}
