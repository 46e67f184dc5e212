package tillbook

// #include "native.h"
import "C"

import "context"

// TaxIdentifiers are the tax identifiers of an account. It is safe for concurrent use.
type TaxIdentifiers struct {
	account *Account
}

// one ends a call that answers a tax identifier.
func (t TaxIdentifiers) one(status C.int32_t, one *C.tillbook_tax_identifier, failure *C.tillbook_error) (*TaxIdentifier, error) {
	defer t.account.resume()
	if err := t.account.done(status, failure); err != nil {
		return nil, err
	}
	return takeTaxIdentifier(one)
}

// several ends a call that answers a list of tax identifiers.
func (t TaxIdentifiers) several(status C.int32_t, list *C.tillbook_list, failure *C.tillbook_error) (Page[*TaxIdentifier], error) {
	if err := t.account.done(status, failure); err != nil {
		return Page[*TaxIdentifier]{}, err
	}
	return takeList(list, listTaxIdentifier)
}

// Create makes a tax identifier, which belongs to nobody until it is attached. Kind is its type, for example "de", value
// the number itself, without blanks. It fails with ErrUnsupported with providers that keep none, and with
// ErrInvalidArgument for a type that does not exist or a value that cannot be one.
func (t TaxIdentifiers) Create(ctx context.Context, kind, value string) (*TaxIdentifier, error) {
	if err := t.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var created *C.tillbook_tax_identifier
	var failure *C.tillbook_error
	status := C.tillbook_tax_identifiers_create(t.account.handle, lend(kind), lend(value), &created, &failure)
	return t.one(status, created, failure)
}

// Get finds the tax identifier with an id. It fails with ErrNotFound.
func (t TaxIdentifiers) Get(id string) (*TaxIdentifier, error) {
	if err := t.account.begin(); err != nil {
		return nil, err
	}
	var found *C.tillbook_tax_identifier
	var failure *C.tillbook_error
	status := C.tillbook_tax_identifiers_get(t.account.handle, lend(id), &found, &failure)
	return t.one(status, found, failure)
}

// Of are the tax identifiers of a customer, oldest first; none when there is no such customer.
func (t TaxIdentifiers) Of(customer string) ([]*TaxIdentifier, error) {
	if err := t.account.begin(); err != nil {
		return nil, err
	}
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_tax_identifiers_of(t.account.handle, lend(customer), &list, &failure)
	page, err := t.several(status, list, failure)
	return page.Records, err
}

// List is a page of the account's tax identifiers.
func (t TaxIdentifiers) List(query ListQuery) (Page[*TaxIdentifier], error) {
	if err := t.account.begin(); err != nil {
		return Page[*TaxIdentifier]{}, err
	}
	var in arena
	defer in.free()
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_tax_identifiers_list(t.account.handle, query.native(&in), &list, &failure)
	return t.several(status, list, failure)
}

// A TaxIdentifierSelection says among which tax identifiers Select chooses: among those with some ids, of which an unknown
// one is passed over, those of a customer, or among all. At most one of IDs and Customer may be given.
type TaxIdentifierSelection struct {
	// Page says which part of the chosen tax identifiers is wanted.
	Page ListQuery
	// IDs bound the choice; nil for no such bound.
	IDs []string
	// Customer bounds the choice; empty for no such bound.
	Customer string
}

// Select chooses tax identifiers one by one. Keep chooses; nil takes all. It follows the rules of callbacks in the
// package's documentation.
func (t TaxIdentifiers) Select(among TaxIdentifierSelection, keep func(*TaxIdentifier) bool) (Page[*TaxIdentifier], error) {
	if err := t.account.begin(); err != nil {
		return Page[*TaxIdentifier]{}, err
	}
	var in arena
	defer in.free()
	ids, count := in.texts(among.IDs)
	var list *C.tillbook_list
	var failure *C.tillbook_error
	var status C.int32_t
	calls := callCallbacks{ctx: context.Background(), keepTax: keep}
	defer calls.resume()
	do := func(user C.tillbook_go_user) {
		status = C.tillbook_go_tax_identifiers_select(t.account.handle, among.Page.native(&in), ids, count,
			lendSome(among.Customer), user, &list, &failure)
	}
	if keep == nil {
		do(0)
	} else {
		calls.call(do)
	}
	return t.several(status, list, failure)
}

// Attach attaches a tax identifier to a customer, in whatever state it is. Attaching it again changes nothing. It fails
// with ErrConflict when it is another customer's or the customer has one of its type.
func (t TaxIdentifiers) Attach(ctx context.Context, customer, id string) (*TaxIdentifier, error) {
	if err := t.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var attached *C.tillbook_tax_identifier
	var failure *C.tillbook_error
	status := C.tillbook_tax_identifiers_attach(t.account.handle, lend(customer), lend(id), &attached, &failure)
	return t.one(status, attached, failure)
}

// Delete deletes a tax identifier, and answers it as it was; a customer that had it has it no more.
func (t TaxIdentifiers) Delete(ctx context.Context, id string) (*TaxIdentifier, error) {
	if err := t.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var deleted *C.tillbook_tax_identifier
	var failure *C.tillbook_error
	status := C.tillbook_tax_identifiers_delete(t.account.handle, lend(id), &deleted, &failure)
	return t.one(status, deleted, failure)
}
