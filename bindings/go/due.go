package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"time"
)

// A Due is a charge that is due, as it was when it was looked for.
type Due struct {
	// Schedule is the id of the schedule.
	Schedule string
	// ScheduledOn is the date of the schedule that is due.
	ScheduledOn Date
	// Attempt is 1 for the first try, 2 and 3 for the retries after failures.
	Attempt uint64
	// Customer is the id of the customer to charge.
	Customer string
	// Card is the id of the card to charge: the one the schedule names, or the customer's default card now. Empty when
	// the customer has none.
	Card string
	// Amount is in the currency's smallest unit.
	Amount int64
	// Currency is an ISO 4217 code, upper case.
	Currency string
}

func listDue(list *C.tillbook_list, index C.size_t) (*Due, error) {
	var due *C.tillbook_due
	var failure *C.tillbook_error
	if err := failed(C.tillbook_list_due(list, index, &due, &failure), failure); err != nil {
		return nil, err
	}
	defer C.tillbook_due_free(due)
	fields := C.tillbook_due_fields{struct_size: C.sizeof_tillbook_due_fields}
	if err := failed(C.tillbook_due_read(due, &fields), nil); err != nil {
		return nil, err
	}
	return &Due{
		Schedule:    copied(fields.schedule),
		ScheduledOn: dateOf(fields.scheduled_on),
		Attempt:     uint64(fields.attempt),
		Customer:    copied(fields.customer),
		Card:        copied(fields.card),
		Amount:      int64(fields.amount),
		Currency:    copied(fields.currency),
	}, nil
}

// Due are the charges that the host is to make by a time, the longest due first; a limit of 0 is 20. Nothing is recorded:
// a charge stays due until Record is told what came of it. What ChargingSimulated charges is not among them.
func (s Schedules) Due(at time.Time, limit uint64) ([]*Due, error) {
	if err := s.account.begin(); err != nil {
		return nil, err
	}
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_schedules_due(s.account.handle, C.int64_t(at.UnixMilli()), C.uint64_t(limit), &list, &failure)
	if err := s.account.done(status, failure); err != nil {
		return nil, err
	}
	page, err := takeList(list, listDue)
	return page.Records, err
}

// An Outcome is what came of a due charge.
type Outcome struct {
	// Status is what came of it.
	Status OccurrenceStatus
	// Charge is the provider's id of the charge, with OccurrenceSuccessful; empty to have one made up.
	Charge string
	// Message is why, with OccurrenceFailed or OccurrenceSkipped; may be empty.
	Message string
}

// Record records what came of a due charge.
//
// Dates are first recorded in order. A failed charge is due again on the next day, at most twice; three occurrences that
// failed for good, one after the other, suspend the schedule. It fails with ErrConflict for a date that is not due or when
// an earlier one is not settled.
func (s Schedules) Record(ctx context.Context, schedule string, scheduledOn Date, outcome Outcome) (*Occurrence, error) {
	if err := s.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var occurrence *C.tillbook_occurrence
	var failure *C.tillbook_error
	status := C.tillbook_schedules_record(s.account.handle, lend(schedule), scheduledOn.native(), C.int32_t(outcome.Status),
		lendSome(outcome.Charge), lendSome(outcome.Message), &occurrence, &failure)
	return s.occurrence(status, occurrence, failure)
}

// SimulateDue records everything that fell due by now as successful, for schedules that ChargingSimulated charges, and
// answers how many charges that were.
func (s Schedules) SimulateDue(ctx context.Context) (uint64, error) {
	if err := s.account.beginIn(ctx); err != nil {
		return 0, err
	}
	var charged C.uint64_t
	var failure *C.tillbook_error
	status := C.tillbook_schedules_simulate_due(s.account.handle, &charged, &failure)
	return uint64(charged), s.account.end(status, failure)
}
