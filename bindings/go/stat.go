package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"encoding/json"
	"time"
)

// Counts are numbers of records.
type Counts struct {
	// Customers are those that are not marked as deleted, DeletedCustomers those that are.
	Customers, DeletedCustomers uint64
	// Cards include those that stand alone.
	Cards uint64
	// Tokens include used ones.
	Tokens uint64
	// Schedules include destroyed ones.
	Schedules uint64
	// Occurrences are of schedules.
	Occurrences uint64
	// TaxIdentifiers include those of nobody.
	TaxIdentifiers uint64
}

// An AccountStat says how much one account of a store holds.
type AccountStat struct {
	// Provider and Mode name the account.
	Provider Provider
	Mode     Mode
	// Counts are the account's records.
	Counts
}

// A Stat says how much is in a store, as it was when it was counted.
type Stat struct {
	// Counts are the records of all accounts.
	Counts
	// Format is the version of the file's layout.
	Format uint32
	// Newest is the newest time that the store itself wrote; the zero time when it never wrote.
	Newest time.Time
	// Sequence is the last number given out in the order of creation.
	Sequence uint64
	// AllocatedBytes is what the file takes on the disk, ApparentBytes what it seems to have, for it has holes.
	AllocatedBytes, ApparentBytes uint64
	// SearchIndexes tells whether the store has the indexes that searches by parts of names, numbers and addresses go by.
	SearchIndexes bool
	// Accounts are those that hold anything.
	Accounts []AccountStat
	// StoreID is the store's own identifier: 32 hexadecimal digits.
	StoreID string
	// JSON is all of it, as the command `tillbook stat --json` prints it: also each index.
	JSON json.RawMessage
}

// Stat counts what is in the store. Not cheap: the indexes are counted entry by entry, about a second for 1,000,000
// customers, and once begun it is not interrupted.
func (s *Store) Stat(ctx context.Context) (*Stat, error) {
	if err := s.beginIn(ctx); err != nil {
		return nil, err
	}
	var stat *C.tillbook_stat
	var failure *C.tillbook_error
	if err := s.done(C.tillbook_store_stat(s.handle, &stat, &failure), failure); err != nil {
		return nil, err
	}
	return takeStat(stat)
}

// takeStat copies statistics of C's and frees them.
func takeStat(stat *C.tillbook_stat) (*Stat, error) {
	defer C.tillbook_stat_free(stat)
	fields := C.tillbook_stat_fields{struct_size: C.sizeof_tillbook_stat_fields}
	if err := failed(C.tillbook_stat_read(stat, &fields), nil); err != nil {
		return nil, err
	}
	taken := &Stat{
		Counts: Counts{
			uint64(fields.customers), uint64(fields.deleted_customers), uint64(fields.cards), uint64(fields.tokens),
			uint64(fields.schedules), uint64(fields.occurrences), uint64(fields.tax_identifiers),
		},
		Format:         uint32(fields.format),
		Sequence:       uint64(fields.sequence),
		AllocatedBytes: uint64(fields.allocated_bytes),
		ApparentBytes:  uint64(fields.apparent_bytes),
		SearchIndexes:  fields.search_indexes != 0,
		StoreID:        copied(fields.store_id),
		JSON:           copiedJSON(fields.json),
	}
	if fields.newest != 0 {
		taken.Newest = timeOf(fields.newest)
	}
	for i := C.uint64_t(0); i < fields.account_count; i++ {
		account := C.tillbook_account_stat_fields{struct_size: C.sizeof_tillbook_account_stat_fields}
		if err := failed(C.tillbook_stat_account(stat, C.size_t(i), &account), nil); err != nil {
			return nil, err
		}
		counts := Counts{
			uint64(account.customers), uint64(account.deleted_customers), uint64(account.cards), uint64(account.tokens),
			uint64(account.schedules), uint64(account.occurrences), uint64(account.tax_identifiers),
		}
		taken.Accounts = append(taken.Accounts, AccountStat{Provider(account.provider), Mode(account.mode), counts})
	}
	return taken, nil
}
