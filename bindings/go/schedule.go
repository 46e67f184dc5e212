package tillbook

// #include "native.h"
import "C"

import (
	"encoding/json"
	"time"
)

// A Schedule is a schedule of charges as it was when it was read.
type Schedule struct {
	// ID is the provider's identifier.
	ID string
	// Status is where it stands in its life.
	Status ScheduleStatus
	// CreatedAt is when it was made.
	CreatedAt time.Time
	// Recurrence says on which days it charges.
	Recurrence Recurrence
	// StartOn is the first day that may be charged, EndOn the last.
	StartOn, EndOn Date
	// ProcessedThrough is the last date that was charged, failed or skipped, every earlier one too; none before the first.
	ProcessedThrough Date
	// Charging says who makes the charges.
	Charging Charging
	// FailuresInARow is how many occurrences failed one after the other, up to now.
	FailuresInARow uint64
	// Charge is the provider's identifier of what is charged.
	Charge string
	// Customer is the id of the customer.
	Customer string
	// Amount is in the currency's smallest unit.
	Amount int64
	// Currency is an ISO 4217 code, upper case.
	Currency string
	// Card is the id of the card; empty for the customer's default card at the time of each charge.
	Card string
	// Description is of the charge.
	Description string
	// Metadata is the integrator's own data, a JSON object; {} when there is none.
	Metadata json.RawMessage
	// SuspendedAt is when it was suspended after repeated failures.
	SuspendedAt time.Time
	// DeletedAt is when it was deleted.
	DeletedAt time.Time
	// EndedAt is when it came to its end, by whichever cause.
	EndedAt time.Time
}

// A NewSchedule is what a schedule is made from: customer, amount, currency, recurrence and last day, and what else
// differs.
type NewSchedule struct {
	// Customer is the id of the customer to charge.
	Customer string
	// Amount is in the currency's smallest unit, above 0.
	Amount int64
	// Currency is an ISO 4217 code in any case, for example "THB".
	Currency string
	// Recurrence says on which days it charges.
	Recurrence Recurrence
	// StartOn is the first day; none for today.
	StartOn Date
	// EndOn is the last day, included.
	EndOn Date
	// Charging says who makes the charges; 0 for the host.
	Charging Charging
	// Card is the id of the card to charge; empty for the customer's default card at the time of each charge.
	Card string
	// Description is of the charge.
	Description string
	// Metadata is the integrator's own data, a JSON object.
	Metadata json.RawMessage
}

// A ScheduleUpdate is what is to change of a schedule. Days and amount never change: a new schedule takes their place.
type ScheduleUpdate struct {
	// Remove is what is to be removed: nothing or RemoveDescription.
	Remove Remove
	// Charging says who makes the charges from now on; 0 as before.
	Charging Charging
	// Description is a new one of the charge; empty as before.
	Description string
	// Metadata is a JSON object in place of the present one; nil as before.
	Metadata json.RawMessage
}

func (n *NewSchedule) native(in *arena) (*C.tillbook_new_schedule, error) {
	recurrence, err := n.Recurrence.native()
	if err != nil {
		return nil, err
	}
	native := place[C.tillbook_new_schedule](in)
	*native = C.tillbook_new_schedule{
		struct_size: C.sizeof_tillbook_new_schedule,
		charging:    C.int32_t(n.Charging),
		customer:    in.must(n.Customer),
		amount:      C.int64_t(n.Amount),
		currency:    in.must(n.Currency),
		card:        in.text(n.Card),
		description: in.text(n.Description),
		metadata:    in.json(n.Metadata),
		recurrence:  recurrence,
		start_on:    n.StartOn.native(),
		end_on:      n.EndOn.native(),
	}
	return native, nil
}

// takeSchedule copies a schedule of C's and frees it.
func takeSchedule(schedule *C.tillbook_schedule) (*Schedule, error) {
	defer C.tillbook_schedule_free(schedule)
	fields := C.tillbook_schedule_fields{struct_size: C.sizeof_tillbook_schedule_fields}
	if err := failed(C.tillbook_schedule_read(schedule, &fields), nil); err != nil {
		return nil, err
	}
	return &Schedule{
		ID:               copied(fields.id),
		Status:           ScheduleStatus(fields.status),
		CreatedAt:        timeOf(fields.created_at),
		Recurrence:       recurrenceOf(&fields.recurrence),
		StartOn:          dateOf(fields.start_on),
		EndOn:            dateOf(fields.end_on),
		ProcessedThrough: dateOf(fields.processed_through),
		Charging:         Charging(fields.charging),
		FailuresInARow:   uint64(fields.failures_in_a_row),
		Charge:           copied(fields.charge),
		Customer:         copied(fields.customer),
		Amount:           int64(fields.amount),
		Currency:         copied(fields.currency),
		Card:             copied(fields.card),
		Description:      copied(fields.description),
		Metadata:         copiedJSON(fields.metadata),
		SuspendedAt:      timeOf(fields.suspended_at),
		DeletedAt:        timeOf(fields.deleted_at),
		EndedAt:          timeOf(fields.ended_at),
	}, nil
}

func listSchedule(list *C.tillbook_list, index C.size_t) (*Schedule, error) {
	var schedule *C.tillbook_schedule
	var failure *C.tillbook_error
	if err := failed(C.tillbook_list_schedule(list, index, &schedule, &failure), failure); err != nil {
		return nil, err
	}
	return takeSchedule(schedule)
}
