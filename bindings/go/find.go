package tillbook

// #include "native.h"
import "C"

import "context"

// A CustomerQuery is what is known of a customer, all of which must fit. At least one thing must be given.
type CustomerQuery struct {
	// Limit is how many customers to return at most; 0 for 100.
	Limit uint32
	// Email is the e-mail address, whatever its case.
	Email string
	// MerchantCustomerID is the shop's number for the customer, exactly.
	MerchantCustomerID string
	// Barcode is what the scanner reads, whatever its case.
	Barcode string
	// Phone is the last digits of a telephone number, or all of it, however written and with or without its country.
	Phone string
	// Name is the beginnings of words of the name, in any order, whatever case, accents and width; in writing without
	// blanks, the beginning of any part of it.
	Name string
	// Card is the fingerprint of a card.
	Card string
	// EmailPrefix is the beginning of an e-mail address, whatever its case.
	EmailPrefix string
	// Offset is how many customers to leave out at the beginning.
	Offset uint64
}

// Find finds the customers that everything in a query fits, each once; none when nobody does. Where it is a beginning that
// leads to them, an exact match comes first, then the others by the alphabet, or by the digit before those that were
// given; equals, and all that are found by something exact, stand in the order of creation. The page's Total is 0. A query
// without anything to find by fails with ErrInvalidArgument.
func (c Customers) Find(query CustomerQuery) (Page[*Customer], error) {
	if err := c.account.begin(); err != nil {
		return Page[*Customer]{}, err
	}
	var in arena
	defer in.free()
	native := place[C.tillbook_customer_query](&in)
	*native = C.tillbook_customer_query{
		struct_size:          C.sizeof_tillbook_customer_query,
		limit:                C.uint32_t(query.Limit),
		email:                in.text(query.Email),
		merchant_customer_id: in.text(query.MerchantCustomerID),
		barcode:              in.text(query.Barcode),
		phone:                in.text(query.Phone),
		name:                 in.text(query.Name),
		card:                 in.text(query.Card),
		email_prefix:         in.text(query.EmailPrefix),
		offset:               C.uint64_t(query.Offset),
	}
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_customers_find(c.account.handle, native, &list, &failure)
	return c.customers(status, list, failure)
}

// List reads a page of the account's customers, in the order in which they came to be. Its cost does not grow with the
// query's Offset. It fails with ErrNotFound for After or Before.
func (c Customers) List(query ListQuery) (Page[*Customer], error) {
	if err := c.account.begin(); err != nil {
		return Page[*Customer]{}, err
	}
	var in arena
	defer in.free()
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_customers_list(c.account.handle, query.native(&in), &list, &failure)
	return c.customers(status, list, failure)
}

// Expiring reads a page of the customers who have a card that expires in a month. It looks at every card of the account.
func (c Customers) Expiring(month, year int, query ListQuery) (Page[*Customer], error) {
	if err := c.account.begin(); err != nil {
		return Page[*Customer]{}, err
	}
	var in arena
	defer in.free()
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_customers_expiring(c.account.handle, C.int32_t(month), C.int32_t(year), query.native(&in), &list,
		&failure)
	return c.customers(status, list, failure)
}

// A CustomerSelection says among which customers Select chooses: among those with some ids, those with an e-mail address,
// letter for letter, or among all. At most one of IDs and Email may be given.
type CustomerSelection struct {
	// Page says which part of the chosen customers is wanted.
	Page ListQuery
	// IDs bound the choice; nil for no such bound.
	IDs []string
	// Email bounds the choice; empty for no such bound.
	Email string
}

// Select chooses customers of a list: as many as a page takes and no more are looked at. After and Before mark a place
// also when their customer is not chosen.
//
// Keep chooses; nil takes all. It is called without the customers' labels, and follows the rules of callbacks in the
// package's documentation.
func (c Customers) Select(among CustomerSelection, keep func(*Customer) bool) (Page[*Customer], error) {
	if err := c.account.begin(); err != nil {
		return Page[*Customer]{}, err
	}
	var in arena
	defer in.free()
	ids, count := in.texts(among.IDs)
	var list *C.tillbook_list
	var failure *C.tillbook_error
	var status C.int32_t
	calls := callCallbacks{ctx: context.Background(), keep: keep}
	defer calls.resume()
	do := func(user C.tillbook_go_user) {
		status = C.tillbook_go_select(c.account.handle, among.Page.native(&in), ids, count, lendSome(among.Email), user,
			&list, &failure)
	}
	if keep == nil {
		do(0)
	} else {
		calls.call(do)
	}
	return c.customers(status, list, failure)
}
