package tillbook

// #include "native.h"
import "C"

import "time"

// A ListQuery says which part of a list is wanted; the zero ListQuery is the first 20 records, oldest first. While a page
// says that there is more, its last record's id as After gives the next page; so does a larger Offset, unless records
// came or went meanwhile.
type ListQuery struct {
	// NewestFirst turns the order round.
	NewestFirst bool
	// From and To bound the time of creation, both included, at the precision that the provider shows.
	From, To time.Time
	// Offset is how many records to leave out at the beginning, or next to After or Before.
	Offset uint64
	// Limit is how many records to return at most; 0 for 20, or for all when an iterator goes through them.
	Limit uint64
	// After is the id of the record after which the page begins; at most one of After and Before may be given.
	After string
	// Before is the id of the record before which the page ends.
	Before string
}

func (q ListQuery) native(in *arena) *C.tillbook_list_query {
	if q == (ListQuery{}) {
		return nil
	}
	native := place[C.tillbook_list_query](in)
	*native = C.tillbook_list_query{
		struct_size:  C.sizeof_tillbook_list_query,
		newest_first: number(q.NewestFirst),
		from:         millisecondsOf(q.From),
		to:           millisecondsOf(q.To),
		offset:       C.uint64_t(q.Offset),
		limit:        C.uint64_t(q.Limit),
		after:        in.text(q.After),
		before:       in.text(q.Before),
	}
	return native
}

// A Page is a part of a list, as it was at one moment.
type Page[T any] struct {
	// Records are the page's records.
	Records []T
	// Total is how many there are in all between From and To, whatever the page; 0 when they were chosen one by one.
	Total uint64
	// More tells whether records lie beyond this page.
	More bool
}

// takeList copies the records of a list and frees it.
func takeList[T any](list *C.tillbook_list, take func(*C.tillbook_list, C.size_t) (T, error)) (Page[T], error) {
	defer C.tillbook_list_free(list)
	fields := C.tillbook_list_fields{struct_size: C.sizeof_tillbook_list_fields}
	if err := failed(C.tillbook_list_read(list, &fields), nil); err != nil {
		return Page[T]{}, err
	}
	page := Page[T]{make([]T, 0, int(fields.count)), uint64(fields.total), fields.more != 0}
	for i := C.size_t(0); i < fields.count; i++ {
		record, err := take(list, i)
		if err != nil {
			return Page[T]{}, err
		}
		page.Records = append(page.Records, record)
	}
	return page, nil
}
