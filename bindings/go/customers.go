package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"encoding/json"
)

// Customers are the customers of an account. It is safe for concurrent use.
type Customers struct {
	account *Account
}

// customer ends a call that answers a customer.
func (c Customers) customer(status C.int32_t, customer *C.tillbook_customer, failure *C.tillbook_error) (*Customer, error) {
	defer c.account.resume()
	if err := c.account.done(status, failure); err != nil {
		return nil, err
	}
	return takeCustomer(customer)
}

// Create creates a customer, with a first card when a token or a card's details are given.
//
// It fails with ErrInvalidArgument, ErrInvalidCard, ErrTooLarge, ErrNotFound for the token, ErrUsedToken,
// ErrExpiredToken, or ErrAlreadyExists for an id, a number or an address that another customer has; then nothing has
// changed.
func (c Customers) Create(ctx context.Context, customer NewCustomer) (*Customer, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	var created *C.tillbook_customer
	var failure *C.tillbook_error
	status := C.tillbook_customers_create(c.account.handle, customer.native(&in), &created, &failure)
	return c.customer(status, created, failure)
}

// Update changes a customer; what the update does not mention stays as it is.
//
// It fails with ErrNotFound for the customer, the token or the default card, and as Create does; then nothing has changed.
func (c Customers) Update(ctx context.Context, id string, update CustomerUpdate) (*Customer, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	var changed *C.tillbook_customer
	var failure *C.tillbook_error
	status := C.tillbook_customers_update(c.account.handle, lend(id), update.native(&in), &changed, &failure)
	return c.customer(status, changed, failure)
}

// UpdateWith changes a customer in a way that depends on what it is now: nobody else's write comes between. An error of
// decide leaves the customer as it is, and UpdateWith fails with an error that is both ErrCancelled and this one.
//
// Decide is called while every other write waits, without the customer's labels, and follows the rules of callbacks in
// the package's documentation.
func (c Customers) UpdateWith(ctx context.Context, id string, decide func(*Customer) (CustomerUpdate, error)) (*Customer, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var changed *C.tillbook_customer
	var failure *C.tillbook_error
	var status C.int32_t
	calls := callCallbacks{ctx: ctx, decide: decide}
	defer calls.resume()
	calls.call(func(user C.tillbook_go_user) {
		status = C.tillbook_go_update_with(c.account.handle, lend(id), user, &changed, &failure)
	})
	customer, err := c.customer(status, changed, failure)
	return customer, because(err, calls.cause)
}

// VerifyMobilePhone notes that a customer's mobile number was verified, with providers that show it.
func (c Customers) VerifyMobilePhone(ctx context.Context, id string) (*Customer, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var changed *C.tillbook_customer
	var failure *C.tillbook_error
	status := C.tillbook_customers_verify_mobile_phone(c.account.handle, lend(id), &changed, &failure)
	return c.customer(status, changed, failure)
}

// Delete deletes a customer with its cards, and answers it as it was just before. With providers that keep deleted
// customers it is marked, else it is gone.
func (c Customers) Delete(ctx context.Context, id string) (*Customer, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var deleted *C.tillbook_customer
	var failure *C.tillbook_error
	status := C.tillbook_customers_delete(c.account.handle, lend(id), &deleted, &failure)
	return c.customer(status, deleted, failure)
}

// CheckOrder finds a customer from whom an order may be taken, and refuses any other: to be asked before an order is rung
// up. It fails with ErrNotFound, ErrDeleted, or ErrConflict when the provider takes no orders for the customer.
func (c Customers) CheckOrder(id string) (*Customer, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var found *C.tillbook_customer
	var failure *C.tillbook_error
	status := C.tillbook_customers_check_order(c.account.handle, lend(id), &found, &failure)
	return c.customer(status, found, failure)
}

// A CustomerInFull is a customer with everything that is shown with it, all as they were at one moment.
type CustomerInFull struct {
	// Customer is the customer.
	Customer *Customer
	// Cards are its cards in the order of attachment.
	Cards []*Card
	// TaxIdentifiers are its tax identifiers, oldest first.
	TaxIdentifiers []*TaxIdentifier
}

// GetInFull finds a customer with its cards and tax identifiers. It fails with ErrNotFound.
func (c Customers) GetInFull(id string) (*CustomerInFull, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var found *C.tillbook_customer
	var cards, taxIdentifiers *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_customers_get_in_full(c.account.handle, lend(id), &found, &cards, &taxIdentifiers, &failure)
	customer, err := c.customer(status, found, failure)
	if err != nil {
		return nil, err
	}
	cardPage, err := takeList(cards, listCard)
	taxPage, taxErr := takeList(taxIdentifiers, listTaxIdentifier)
	if err == nil {
		err = taxErr
	}
	return &CustomerInFull{customer, cardPage.Records, taxPage.Records}, err
}

// JSON shows a customer as JSON: the provider's object, and under the key "tillbook" what that does not show. It is the
// line that an export has for the customer. It fails with ErrNotFound.
func (c Customers) JSON(id string) (json.RawMessage, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var text *C.tillbook_text
	var failure *C.tillbook_error
	if err := c.account.done(C.tillbook_customers_json(c.account.handle, lend(id), &text, &failure), failure); err != nil {
		return nil, err
	}
	return json.RawMessage(takeText(text)), nil
}

// Attributes shows what only the provider knows of a customer, as a JSON object; {} with providers that know no more than
// every one does. Times in it are milliseconds since 1970-01-01 UTC. It fails with ErrNotFound.
func (c Customers) Attributes(id string) (json.RawMessage, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var found *C.tillbook_customer
	var text *C.tillbook_text
	var failure *C.tillbook_error
	if err := c.account.done(C.tillbook_customers_get(c.account.handle, lend(id), &found, &failure), failure); err != nil {
		return nil, err
	}
	defer C.tillbook_customer_free(found)
	if err := c.account.done(C.tillbook_customer_attributes(found, &text, &failure), failure); err != nil {
		return nil, err
	}
	return json.RawMessage(takeText(text)), nil
}
