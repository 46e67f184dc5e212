package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"time"
)

// A LedgerEntry is one movement of a customer's balance: it never changes.
type LedgerEntry struct {
	// ID is the identifier.
	ID string
	// Ledger says which balance.
	Ledger Ledger
	// CreatedAt is when it was made.
	CreatedAt time.Time
	// Customer is the id of the customer whose balance it is.
	Customer string
	// Value is what was added; negative when it was taken away.
	Value int64
	// Balance is the balance just after.
	Balance int64
	// Replaces is true when it took the place of everything before.
	Replaces bool
	// Remarks say why, in the shop's words.
	Remarks string
	// Kind is the sort of movement in the provider's word, for example "manual_credit".
	Kind string
	// ExpiresAt is when what was added ends.
	ExpiresAt time.Time
	// Performer is who made it, in the provider's identifier.
	Performer string
	// PerformerKind is what sort of person that is, in the provider's word.
	PerformerKind string
}

// A NewLedgerEntry is a movement of a balance that is wanted.
type NewLedgerEntry struct {
	// Value is what is to be added; negative to take away.
	Value int64
	// Replaces is true when it takes the place of everything before.
	Replaces bool
	// ExpiresAt is when what is added ends; the zero time for never.
	ExpiresAt time.Time
	// Remarks say why, in the shop's words.
	Remarks string
	// Kind is the sort of movement in the provider's word; empty for the provider's usual one.
	Kind string
	// Performer is who makes it, in the provider's identifier.
	Performer string
	// PerformerKind is what sort of person that is, in the provider's word.
	PerformerKind string
}

// Ledgers are the balances of an account's customers. It is safe for concurrent use.
type Ledgers struct {
	account *Account
}

// takeLedgerEntry copies a movement of C's and frees it.
func takeLedgerEntry(entry *C.tillbook_ledger_entry) (*LedgerEntry, error) {
	defer C.tillbook_ledger_entry_free(entry)
	fields := C.tillbook_ledger_entry_fields{struct_size: C.sizeof_tillbook_ledger_entry_fields}
	if err := failed(C.tillbook_ledger_entry_read(entry, &fields), nil); err != nil {
		return nil, err
	}
	return &LedgerEntry{
		ID:            copied(fields.id),
		Ledger:        Ledger(fields.ledger),
		CreatedAt:     timeOf(fields.created_at),
		Customer:      copied(fields.customer),
		Value:         int64(fields.value),
		Balance:       int64(fields.balance),
		Replaces:      fields.replaces != 0,
		Remarks:       copied(fields.remarks),
		Kind:          copied(fields.kind),
		ExpiresAt:     timeOf(fields.expires_at),
		Performer:     copied(fields.performer),
		PerformerKind: copied(fields.performer_kind),
	}, nil
}

func listLedgerEntry(list *C.tillbook_list, index C.size_t) (*LedgerEntry, error) {
	var entry *C.tillbook_ledger_entry
	var failure *C.tillbook_error
	if err := failed(C.tillbook_list_ledger_entry(list, index, &entry, &failure), failure); err != nil {
		return nil, err
	}
	return takeLedgerEntry(entry)
}

// Post moves a balance of a customer. What is added counts until it ends, by the clock; what is taken away comes from what
// ends first. It fails with ErrUnsupported where the provider has no such balance, and with ErrInvalidArgument for what its
// limits forbid.
func (l Ledgers) Post(ctx context.Context, customer string, ledger Ledger, entry NewLedgerEntry) (*LedgerEntry, error) {
	if err := l.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	native := place[C.tillbook_new_ledger_entry](&in)
	*native = C.tillbook_new_ledger_entry{
		struct_size:    C.sizeof_tillbook_new_ledger_entry,
		replaces:       number(entry.Replaces),
		value:          C.int64_t(entry.Value),
		expires_at:     millisecondsOf(entry.ExpiresAt),
		remarks:        in.text(entry.Remarks),
		kind:           in.text(entry.Kind),
		performer:      in.text(entry.Performer),
		performer_kind: in.text(entry.PerformerKind),
	}
	var posted *C.tillbook_ledger_entry
	var failure *C.tillbook_error
	status := C.tillbook_ledgers_post(l.account.handle, lend(customer), C.int32_t(ledger), native, &posted, &failure)
	defer l.account.resume()
	if err := l.account.done(status, failure); err != nil {
		return nil, err
	}
	return takeLedgerEntry(posted)
}

// EndDue records what has ended of a customer's balance since its last movement. It no longer counts even before.
func (l Ledgers) EndDue(ctx context.Context, customer string, ledger Ledger) error {
	if err := l.account.beginIn(ctx); err != nil {
		return err
	}
	var failure *C.tillbook_error
	return l.account.end(C.tillbook_ledgers_end_due(l.account.handle, lend(customer), C.int32_t(ledger), &failure), failure)
}

// Balance is what a balance of a customer comes to now. It fails with ErrNotFound for the customer, and with
// ErrUnsupported where the provider has no such balance.
func (l Ledgers) Balance(customer string, ledger Ledger) (int64, error) {
	if err := l.account.begin(); err != nil {
		return 0, err
	}
	var balance C.int64_t
	var failure *C.tillbook_error
	status := C.tillbook_ledgers_balance(l.account.handle, lend(customer), C.int32_t(ledger), &balance, &failure)
	return int64(balance), l.account.end(status, failure)
}

// List is a page of the movements of a customer's balance.
func (l Ledgers) List(customer string, ledger Ledger, query ListQuery) (Page[*LedgerEntry], error) {
	if err := l.account.begin(); err != nil {
		return Page[*LedgerEntry]{}, err
	}
	var in arena
	defer in.free()
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_ledgers_list(l.account.handle, lend(customer), C.int32_t(ledger), query.native(&in), &list, &failure)
	if err := l.account.done(status, failure); err != nil {
		return Page[*LedgerEntry]{}, err
	}
	return takeList(list, listLedgerEntry)
}
