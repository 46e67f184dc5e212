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

// Get finds the customer with an id. It fails with ErrNotFound.
func (c Customers) Get(id string) (*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	one := new(single)
	status := C.tillbook_go_get(c.account.handle, (*C.char)(unsafe.Pointer(unsafe.StringData(id))), C.size_t(len(id)),
		(*C.uint64_t)(unsafe.Pointer(&one.memory[0])), C.size_t(len(one.memory)))
	runtime.KeepAlive(c.account.store)
	head := (*C.tillbook_copied_customer)(unsafe.Pointer(&one.memory[0]))
	// Nobody is told why it failed, which would cost every lookup; the slow way asks again.
	if status != C.TILLBOOK_OK || head.found == 0 {
		return c.getSlowly(id)
	}
	one.customer.packed = unsafe.String((*byte)(unsafe.Pointer(&one.memory[0])), int(head.size))
	return &one.customer, nil
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

// ByEmail finds the customers with an e-mail address, whatever its case, oldest first; none when nobody has it.
func (c Customers) ByEmail(email string) ([]*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_customers_by_email(c.account.handle, lend(email), &list, &failure)
	page, err := c.customers(status, list, failure)
	return page.Records, err
}

// ByMerchantCustomerID finds the customer with one of the shop's own numbers, exactly; one that is marked as deleted has
// none. It fails with ErrNotFound.
func (c Customers) ByMerchantCustomerID(merchantCustomerID string) (*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var found *C.tillbook_customer
	var failure *C.tillbook_error
	status := C.tillbook_customers_by_merchant_customer_id(c.account.handle, lend(merchantCustomerID), &found, &failure)
	return c.customer(status, found, failure)
}

// ByBarcode finds the customers with a barcode, whatever its case, oldest first; none when nobody has it.
func (c Customers) ByBarcode(barcode string) ([]*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_customers_by_barcode(c.account.handle, lend(barcode), &list, &failure)
	page, err := c.customers(status, list, failure)
	return page.Records, err
}

// ByLineID finds the customers with a LINE id, with providers that know one, oldest first; none when nobody has it.
func (c Customers) ByLineID(lineID string) ([]*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_customers_by_line_id(c.account.handle, lend(lineID), &list, &failure)
	page, err := c.customers(status, list, failure)
	return page.Records, err
}
