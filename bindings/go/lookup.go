package tillbook

// #include "native.h"
import "C"

import (
	"runtime"
	"unsafe"
)

// A single is a customer with the memory that it is read from, made in one piece. Most customers fit.
type single struct {
	customer Customer
	memory   [62]uint64
}

func (s *single) at() (*C.uint64_t, C.size_t) {
	return (*C.uint64_t)(unsafe.Pointer(&s.memory[0])), C.size_t(len(s.memory))
}

// taken is the customer, once it was written into the memory.
func (s *single) taken() *Customer {
	s.customer.packed = unsafe.String((*byte)(unsafe.Pointer(&s.memory[0])), int(s.head().size))
	return &s.customer
}

func (s *single) head() *C.tillbook_copied_customer {
	return (*C.tillbook_copied_customer)(unsafe.Pointer(&s.memory[0]))
}

// Get finds the customer with an id. It fails with ErrNotFound.
func (c Customers) Get(id string) (*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	one, wanted := new(single), lend(id)
	at, room := one.at()
	status := C.tillbook_go_get(c.account.handle, wanted.ptr, wanted.len, at, room)
	runtime.KeepAlive(c.account.store)
	// Nobody is told why it failed, which would cost every lookup; the slow way asks again.
	if status != C.TILLBOOK_OK || one.head().found == 0 {
		return c.getSlowly(id)
	}
	return one.taken(), nil
}

// getSlowly finds a customer that takes more memory, and is told why one cannot be had.
func (c Customers) getSlowly(id string) (*Customer, error) {
	var found *C.tillbook_customer
	var failure *C.tillbook_error
	status := C.tillbook_customers_get(c.account.handle, lend(id), &found, &failure)
	return c.customer(status, found, failure)
}

// GetMany finds many customers by their ids, all as they were at one moment: each in the place of its id, and nil where
// there is no such customer. They share their memory; see Customer.Clone.
func (c Customers) GetMany(ids []string) ([]*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return []*Customer{}, nil
	}
	s := newScratch()
	defer s.release()
	s.ids, s.lengths = s.ids[:0], s.lengths[:0]
	for _, id := range ids {
		s.ids = append(s.ids, id...)
		s.lengths = append(s.lengths, C.size_t(len(id)))
	}
	status := s.fill(func(s *scratch) C.int32_t {
		at, room := s.at()
		return C.tillbook_customers_copy_many(c.account.handle, lendBytes(s.ids), unsafe.SliceData(s.lengths),
			C.size_t(len(s.lengths)), at, room, &s.needed, &s.failure)
	})
	if err := c.account.done(status, s.failure); err != nil {
		return nil, err
	}
	return split(s.text(), len(ids)), nil
}

// customers ends a call that answers a list of customers.
func (c Customers) customers(status C.int32_t, list *C.tillbook_list, failure *C.tillbook_error) (Page[*Customer], error) {
	if err := c.account.done(status, failure); err != nil {
		return Page[*Customer]{}, err
	}
	return takeCustomers(list)
}

// found finds customers by a text that several may share, oldest first, in one crossing into C.
func (c Customers) found(by C.int, text string) ([]*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	s, wanted := newScratch(), lend(text)
	defer s.release()
	for {
		at, room := s.at()
		status := C.tillbook_go_found(c.account.handle, by, wanted.ptr, wanted.len, at, room, &s.needed, &s.count)
		runtime.KeepAlive(c.account.store)
		switch status {
		case C.TILLBOOK_OK:
			return split(s.text(), int(s.count)), nil
		case C.TILLBOOK_BUFFER_TOO_SMALL:
			s.grow()
		default:
			return c.foundSlowly(by, wanted)
		}
	}
}

// foundSlowly is told why customers cannot be found.
func (c Customers) foundSlowly(by C.int, wanted C.tillbook_str) ([]*Customer, error) {
	var list *C.tillbook_list
	var failure *C.tillbook_error
	var status C.int32_t
	switch by {
	case C.TILLBOOK_GO_BY_EMAIL:
		status = C.tillbook_customers_by_email(c.account.handle, wanted, &list, &failure)
	case C.TILLBOOK_GO_BY_BARCODE:
		status = C.tillbook_customers_by_barcode(c.account.handle, wanted, &list, &failure)
	default:
		status = C.tillbook_customers_by_line_id(c.account.handle, wanted, &list, &failure)
	}
	page, err := c.customers(status, list, failure)
	return page.Records, err
}

// ByEmail finds the customers with an e-mail address, whatever its case, oldest first; none when nobody has it.
func (c Customers) ByEmail(email string) ([]*Customer, error) {
	return c.found(C.TILLBOOK_GO_BY_EMAIL, email)
}

// ByBarcode finds the customers with a barcode, whatever its case, oldest first; none when nobody has it.
func (c Customers) ByBarcode(barcode string) ([]*Customer, error) {
	return c.found(C.TILLBOOK_GO_BY_BARCODE, barcode)
}

// ByLineID finds the customers with a LINE id, with providers that know one, oldest first; none when nobody has it.
func (c Customers) ByLineID(lineID string) ([]*Customer, error) {
	return c.found(C.TILLBOOK_GO_BY_LINE_ID, lineID)
}

// ByMerchantCustomerID finds the customer with one of the shop's own numbers, exactly; one that is marked as deleted has
// none. It fails with ErrNotFound.
func (c Customers) ByMerchantCustomerID(merchantCustomerID string) (*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	one, wanted := new(single), lend(merchantCustomerID)
	at, room := one.at()
	status := C.tillbook_go_by_merchant_customer_id(c.account.handle, wanted.ptr, wanted.len, at, room)
	runtime.KeepAlive(c.account.store)
	if status == C.TILLBOOK_OK {
		return one.taken(), nil
	}
	var found *C.tillbook_customer
	var failure *C.tillbook_error
	status = C.tillbook_customers_by_merchant_customer_id(c.account.handle, wanted, &found, &failure)
	return c.customer(status, found, failure)
}
