package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"unsafe"
)

// Schedules are the schedules of an account, and what falls due of them. It is safe for concurrent use.
type Schedules struct {
	account *Account
}

// schedule ends a call that answers a schedule.
func (s Schedules) schedule(status C.int32_t, schedule *C.tillbook_schedule, failure *C.tillbook_error) (*Schedule, error) {
	defer s.account.resume()
	if err := s.account.done(status, failure); err != nil {
		return nil, err
	}
	return takeSchedule(schedule)
}

// Create creates a schedule of charges to a customer. It fails with ErrNotFound for the customer, and for a card that is
// not the customer's.
func (s Schedules) Create(ctx context.Context, schedule NewSchedule) (*Schedule, error) {
	if err := s.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	native, err := schedule.native(&in)
	if err != nil {
		return nil, err
	}
	var created *C.tillbook_schedule
	var failure *C.tillbook_error
	status := C.tillbook_schedules_create(s.account.handle, native, &created, &failure)
	return s.schedule(status, created, failure)
}

// Get finds the schedule with an id; a deleted one stays. It fails with ErrNotFound.
func (s Schedules) Get(id string) (*Schedule, error) {
	if err := s.account.begin(); err != nil {
		return nil, err
	}
	var found *C.tillbook_schedule
	var failure *C.tillbook_error
	status := C.tillbook_schedules_get(s.account.handle, lend(id), &found, &failure)
	return s.schedule(status, found, failure)
}

// Update changes a schedule's description, metadata or who charges. It fails with ErrConflict when it is deleted.
func (s Schedules) Update(ctx context.Context, id string, update ScheduleUpdate) (*Schedule, error) {
	if err := s.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	native := place[C.tillbook_schedule_update](&in)
	*native = C.tillbook_schedule_update{
		struct_size: C.sizeof_tillbook_schedule_update,
		remove:      C.uint32_t(update.Remove),
		charging:    C.int32_t(update.Charging),
		description: in.text(update.Description),
		metadata:    in.json(update.Metadata),
	}
	var changed *C.tillbook_schedule
	var failure *C.tillbook_error
	status := C.tillbook_schedules_update(s.account.handle, lend(id), native, &changed, &failure)
	return s.schedule(status, changed, failure)
}

// Delete deletes a schedule: nothing of it falls due any more, and it stays to be looked at. Deleting it again changes
// nothing.
func (s Schedules) Delete(ctx context.Context, id string) (*Schedule, error) {
	if err := s.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var deleted *C.tillbook_schedule
	var failure *C.tillbook_error
	status := C.tillbook_schedules_delete(s.account.handle, lend(id), &deleted, &failure)
	return s.schedule(status, deleted, failure)
}

// List is a page of the account's schedules, deleted ones included.
func (s Schedules) List(query ListQuery) (Page[*Schedule], error) {
	if err := s.account.begin(); err != nil {
		return Page[*Schedule]{}, err
	}
	var in arena
	defer in.free()
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_schedules_list(s.account.handle, query.native(&in), &list, &failure)
	if err := s.account.done(status, failure); err != nil {
		return Page[*Schedule]{}, err
	}
	return takeList(list, listSchedule)
}

// ListOf is a page of the schedules that charge a customer, deleted ones included. It fails with ErrNotFound for the
// customer.
func (s Schedules) ListOf(customer string, query ListQuery) (Page[*Schedule], error) {
	if err := s.account.begin(); err != nil {
		return Page[*Schedule]{}, err
	}
	var in arena
	defer in.free()
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_schedules_list_of(s.account.handle, lend(customer), query.native(&in), &list, &failure)
	if err := s.account.done(status, failure); err != nil {
		return Page[*Schedule]{}, err
	}
	return takeList(list, listSchedule)
}

// NextDates reads the dates of a schedule that are still to come or due, the earliest first: at most as many as are
// wanted, at most 30, and none of one that has expired, was suspended or deleted.
func (s Schedules) NextDates(id string, wanted int) ([]Date, error) {
	if err := s.account.begin(); err != nil {
		return nil, err
	}
	var schedule *C.tillbook_schedule
	var failure *C.tillbook_error
	if err := s.account.done(C.tillbook_schedules_get(s.account.handle, lend(id), &schedule, &failure), failure); err != nil {
		return nil, err
	}
	defer C.tillbook_schedule_free(schedule)
	native := make([]C.tillbook_date, min(max(wanted, 0), 30))
	var count C.size_t
	status := C.tillbook_schedule_next_dates(schedule, unsafe.SliceData(native), C.size_t(len(native)), &count)
	if err := s.account.done(status, nil); err != nil {
		return nil, err
	}
	dates := make([]Date, int(count))
	for i := range dates {
		dates[i] = dateOf(native[i])
	}
	return dates, nil
}
