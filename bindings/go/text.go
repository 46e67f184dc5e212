package tillbook

// #include "native.h"
import "C"

import (
	"encoding/json"
	"math"
	"time"
	"unsafe"
)

// never is the time that there is not: TILLBOOK_NEVER.
const never = math.MinInt64

// Empty is given where a text is to be there and have no characters; an empty string says that there is none. It can be
// given wherever a text may be absent, for example to empty the postal code of a card's address.
const Empty = "\x00"

var noBytes [1]byte

// lend lets C read a text of Go's for one call.
func lend(text string) C.tillbook_str {
	if text == "" {
		return C.tillbook_str{ptr: (*C.char)(unsafe.Pointer(&noBytes)), len: 0}
	}
	return C.tillbook_str{ptr: (*C.char)(unsafe.Pointer(unsafe.StringData(text))), len: C.size_t(len(text))}
}

// lendSome is lend where an empty text says that there is none.
func lendSome(text string) C.tillbook_str {
	switch text {
	case "":
		return C.tillbook_str{}
	case Empty:
		return lend("")
	}
	return lend(text)
}

func lendBytes(bytes []byte) C.tillbook_str {
	if len(bytes) == 0 {
		return lend("")
	}
	return C.tillbook_str{ptr: (*C.char)(unsafe.Pointer(unsafe.SliceData(bytes))), len: C.size_t(len(bytes))}
}

// borrowed looks at a text of C's, which must be copied before C frees it.
func borrowed(text C.tillbook_str) []byte {
	if text.ptr == nil || text.len == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(text.ptr)), int(text.len))
}

func copied(text C.tillbook_str) string {
	return string(borrowed(text))
}

func copiedJSON(text C.tillbook_str) json.RawMessage {
	if text.ptr == nil {
		return nil
	}
	return append(json.RawMessage{}, borrowed(text)...)
}

// timeOf is the zero time where C has none.
func timeOf(milliseconds C.int64_t) time.Time {
	if milliseconds == never {
		return time.Time{}
	}
	return time.UnixMilli(int64(milliseconds)).UTC()
}

// millisecondsOf is 0 for the zero time, which every input of C takes for none.
func millisecondsOf(t time.Time) C.int64_t {
	if t.IsZero() {
		return 0
	}
	return C.int64_t(t.UnixMilli())
}

// takeText copies a text of C's and frees it.
func takeText(text *C.tillbook_text) string {
	defer C.tillbook_text_free(text)
	var bytes C.tillbook_str
	C.tillbook_text_read(text, &bytes)
	return copied(bytes)
}

func number(flag bool) C.int32_t {
	if flag {
		return 1
	}
	return 0
}
