package tillbook

// #include "native.h"
import "C"

import (
	"runtime"
	"sync"
)

// An Iterator goes through the customers of an account, however many there are, a few of them in memory at a time.
//
//	customers, err := account.Customers().Iterate(tillbook.ListQuery{})
//	...
//	defer customers.Close()
//	for customers.Next() {
//		fmt.Println(customers.Customer().Name())
//	}
//	if err := customers.Err(); err != nil {
//
// Nothing is held fast meanwhile: customers that come to be behind the place that was reached are visited, those that are
// deleted before it is reached are not. With Go 1.23 and newer, Customers.All does the same in a range loop.
//
// Goroutines may use it one after the other, and not at once.
type Iterator struct {
	account *Account
	handle  *C.tillbook_iterator
	current *Customer
	err     error
	closing sync.Once
}

// Iterate begins to go through the account's customers, where the query's Limit is how many at most and 0 for all, and
// Before may not be given. Close the iterator when it is no longer needed.
func (c Customers) Iterate(query ListQuery) (*Iterator, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	iterator := &Iterator{account: c.account}
	var failure *C.tillbook_error
	status := C.tillbook_customers_iterate(c.account.handle, query.native(&in), &iterator.handle, &failure)
	if err := c.account.done(status, failure); err != nil {
		return nil, err
	}
	runtime.SetFinalizer(iterator, (*Iterator).leak)
	return iterator, nil
}

// Next goes to the next customer. It is false when all were visited, and when Err says that something went wrong.
func (i *Iterator) Next() bool {
	i.current = nil
	if i.err != nil || i.handle == nil {
		return false
	}
	if i.err = i.account.begin(); i.err != nil {
		return false
	}
	var customer *C.tillbook_customer
	var failure *C.tillbook_error
	status := C.tillbook_iterator_next(i.handle, &customer, &failure)
	if i.err = i.account.done(status, failure); i.err != nil || customer == nil {
		return false
	}
	i.current, i.err = takeCustomer(customer)
	return i.err == nil
}

// Customer is the customer that Next went to; nil before and after all.
func (i *Iterator) Customer() *Customer { return i.current }

// Err is what ended the way before all customers were visited.
func (i *Iterator) Err() error { return i.err }

// Close gives the iterator back. Closing again does nothing.
func (i *Iterator) Close() error {
	i.closing.Do(func() {
		runtime.SetFinalizer(i, nil)
		C.tillbook_iterator_free(i.handle)
		i.handle, i.current = nil, nil
	})
	return nil
}
