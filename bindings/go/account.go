package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"time"
)

// An Account is a provider's test or live world in a store. It is safe for concurrent use, and closed with its store.
type Account struct {
	store  *Store
	handle *C.tillbook_account
}

// AccountInfo says what an account is.
type AccountInfo struct {
	// Provider and Mode are what the account was opened with.
	Provider Provider
	Mode     Mode
	// Today is the day by the clock itself, in UTC, which tells whether a card has expired.
	Today Date
	// Now is the time, never behind the newest time that the store wrote.
	Now time.Time
}

// Info reads what the account is, and its time.
func (a *Account) Info() (AccountInfo, error) {
	if err := a.store.begin(); err != nil {
		return AccountInfo{}, err
	}
	fields := C.tillbook_account_fields{struct_size: C.sizeof_tillbook_account_fields}
	if err := a.end(C.tillbook_account_read(a.handle, &fields), nil); err != nil {
		return AccountInfo{}, err
	}
	return AccountInfo{Provider(fields.provider), Mode(fields.mode), dateOf(fields.today), timeOf(fields.now)}, nil
}

// Store is the store that the account is in.
func (a *Account) Store() *Store { return a.store }

// Customers are the account's customers.
func (a *Account) Customers() Customers { return Customers{a} }

// Cards are the cards of the account's customers.
func (a *Account) Cards() Cards { return Cards{a} }

// Tokens are the account's tokens.
func (a *Account) Tokens() Tokens { return Tokens{a} }

// Schedules are the account's schedules and what falls due of them.
func (a *Account) Schedules() Schedules { return Schedules{a} }

// TaxIdentifiers are the account's tax identifiers.
func (a *Account) TaxIdentifiers() TaxIdentifiers { return TaxIdentifiers{a} }

// Ledgers are the balances of the account's customers.
func (a *Account) Ledgers() Ledgers { return Ledgers{a} }

func (a *Account) begin() error { return a.store.begin() }

func (a *Account) beginIn(ctx context.Context) error { return a.store.beginIn(ctx) }

func (a *Account) end(status C.int32_t, failure *C.tillbook_error) error {
	return a.store.end(status, failure)
}

func (a *Account) resume() { a.store.callbacks.resume() }

func (a *Account) done(status C.int32_t, failure *C.tillbook_error) error {
	return a.store.done(status, failure)
}
