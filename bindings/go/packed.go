package tillbook

// #include "native.h"
import "C"

import (
	"strings"
	"sync"
	"unsafe"
)

// scratch is what a lookup fills and leaves behind for the next one.
type scratch struct {
	buffer  []uint64
	needed  C.size_t
	count   C.size_t
	failure *C.tillbook_error
	ids     []byte
	lengths []C.size_t
}

const (
	// In times of 8 bytes, as the library counts.
	usualBuffer = 512
	// What is larger is left to the garbage collector, lest one large answer be kept for ever.
	largestBuffer = 128 << 10
)

var scratches = sync.Pool{New: func() any { return &scratch{buffer: make([]uint64, usualBuffer)} }}

func newScratch() *scratch {
	s := scratches.Get().(*scratch)
	s.needed, s.failure = 0, nil
	return s
}

func (s *scratch) release() {
	if len(s.buffer) <= largestBuffer && cap(s.ids) <= 8*largestBuffer {
		scratches.Put(s)
	}
}

func (s *scratch) at() (*C.uint64_t, C.size_t) {
	return (*C.uint64_t)(unsafe.Pointer(unsafe.SliceData(s.buffer))), C.size_t(len(s.buffer))
}

// fill asks again with a larger buffer as long as the answer does not fit.
func (s *scratch) fill(ask func(s *scratch) C.int32_t) C.int32_t {
	for {
		status := ask(s)
		if status != C.TILLBOOK_BUFFER_TOO_SMALL {
			return status
		}
		s.grow()
	}
}

func (s *scratch) grow() {
	C.tillbook_error_free(s.failure)
	s.failure = nil
	s.buffer = make([]uint64, max(int(s.needed), 2*len(s.buffer)))
}

// text is what was written into the buffer.
func (s *scratch) text() string {
	return string(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s.buffer))), 8*int(s.needed)))
}

// takeCustomer copies a customer of C's and frees it.
func takeCustomer(customer *C.tillbook_customer) (*Customer, error) {
	s := newScratch()
	defer s.release()
	status := s.fill(func(s *scratch) C.int32_t {
		at, room := s.at()
		return C.tillbook_go_take(customer, at, room, &s.needed)
	})
	if status != C.TILLBOOK_OK {
		return nil, failed(status, nil)
	}
	return &Customer{s.text()}, nil
}

// takeCustomers copies the customers of a list and frees it.
func takeCustomers(list *C.tillbook_list) (Page[*Customer], error) {
	fields := C.tillbook_list_fields{struct_size: C.sizeof_tillbook_list_fields}
	s := newScratch()
	defer s.release()
	status := s.fill(func(s *scratch) C.int32_t {
		at, room := s.at()
		return C.tillbook_go_take_list(list, &fields, at, room, &s.needed)
	})
	if status != C.TILLBOOK_OK {
		return Page[*Customer]{}, failed(status, nil)
	}
	return Page[*Customer]{split(s.text(), int(fields.count)), uint64(fields.total), fields.more != 0}, nil
}

// split takes customers apart that lie one behind the other; nil stands where there is none. They share one text.
func split(text string, count int) []*Customer {
	customers, places := make([]*Customer, count), make([]Customer, count)
	for i := range customers {
		head := headOf(text)
		if head.found != 0 {
			places[i].packed = text[:head.size]
			customers[i] = &places[i]
		}
		text = text[head.size:]
	}
	return customers
}

// packFields copies a customer that C lends without its labels.
func packFields(fields *C.tillbook_customer_fields) *Customer {
	s := newScratch()
	defer s.release()
	s.fill(func(s *scratch) C.int32_t {
		at, room := s.at()
		if s.needed = C.tillbook_go_pack(fields, nil, at, room); s.needed > room {
			return C.TILLBOOK_BUFFER_TOO_SMALL
		}
		return C.TILLBOOK_OK
	})
	return &Customer{s.text()}
}

func headOf(packed string) *C.tillbook_copied_customer {
	return (*C.tillbook_copied_customer)(unsafe.Pointer(unsafe.StringData(packed)))
}

func lengthsOf(head *C.tillbook_copied_customer) *[C.TILLBOOK_GO_TEXTS]C.uint32_t {
	return (*[C.TILLBOOK_GO_TEXTS]C.uint32_t)(unsafe.Pointer(&head.id_length))
}

// text is one of the customer's texts, and whether there is one.
func (c *Customer) text(which int) (string, bool) {
	head := headOf(c.packed)
	lengths := lengthsOf(head)
	length := lengths[which]
	if length == C.TILLBOOK_NO_TEXT {
		return "", false
	}
	at := head.texts_at
	for _, before := range lengths[:which] {
		if before != C.TILLBOOK_NO_TEXT {
			at += before
		}
	}
	return c.packed[at : at+length], true
}

// Tags are the till's own labels; nil when there are none, and inside a callback, where the library lends no labels.
func (c *Customer) Tags() []string {
	head := headOf(c.packed)
	if head.tag_count == 0 {
		return nil
	}
	at := head.texts_at
	for _, length := range lengthsOf(head) {
		if length != C.TILLBOOK_NO_TEXT {
			at += length
		}
	}
	lengths := (*C.uint32_t)(unsafe.Add(unsafe.Pointer(head), head.tags_at))
	tags := make([]string, head.tag_count)
	for i, length := range unsafe.Slice(lengths, int(head.tag_count)) {
		tags[i] = c.packed[at : at+length]
		at += length
	}
	return tags
}

// Clone is a copy by itself. Customers that were found together share their memory: whoever keeps one of many for long
// keeps a clone.
func (c *Customer) Clone() *Customer { return &Customer{strings.Clone(c.packed)} }
