package tillbook

// #include "native.h"
import "C"

import "time"

// An Occurrence is what came of one date of a schedule, as it was when it was read.
type Occurrence struct {
	// ID is the provider's identifier.
	ID string
	// Schedule is the id of the schedule.
	Schedule string
	// Status is what came of it.
	Status OccurrenceStatus
	// CreatedAt is when it was first processed, ProcessedAt when it was last tried.
	CreatedAt, ProcessedAt time.Time
	// Attempts is how often it was tried, at least 1.
	Attempts uint64
	// ScheduledOn is the date of the schedule that it is for.
	ScheduledOn Date
	// RetryOn is from which day on it is to be tried again; none when it is not.
	RetryOn Date
	// Charge is the id of the charge that was made.
	Charge string
	// Message is why it failed or was skipped.
	Message string
}

// takeOccurrence copies an occurrence of C's and frees it.
func takeOccurrence(occurrence *C.tillbook_occurrence) (*Occurrence, error) {
	defer C.tillbook_occurrence_free(occurrence)
	fields := C.tillbook_occurrence_fields{struct_size: C.sizeof_tillbook_occurrence_fields}
	if err := failed(C.tillbook_occurrence_read(occurrence, &fields), nil); err != nil {
		return nil, err
	}
	return &Occurrence{
		ID:          copied(fields.id),
		Schedule:    copied(fields.schedule),
		Status:      OccurrenceStatus(fields.status),
		CreatedAt:   timeOf(fields.created_at),
		ProcessedAt: timeOf(fields.processed_at),
		Attempts:    uint64(fields.attempts),
		ScheduledOn: dateOf(fields.scheduled_on),
		RetryOn:     dateOf(fields.retry_on),
		Charge:      copied(fields.charge),
		Message:     copied(fields.message),
	}, nil
}

func listOccurrence(list *C.tillbook_list, index C.size_t) (*Occurrence, error) {
	var occurrence *C.tillbook_occurrence
	var failure *C.tillbook_error
	if err := failed(C.tillbook_list_occurrence(list, index, &occurrence, &failure), failure); err != nil {
		return nil, err
	}
	return takeOccurrence(occurrence)
}

// occurrence ends a call that answers an occurrence.
func (s Schedules) occurrence(status C.int32_t, occurrence *C.tillbook_occurrence, failure *C.tillbook_error) (*Occurrence, error) {
	defer s.account.resume()
	if err := s.account.done(status, failure); err != nil {
		return nil, err
	}
	return takeOccurrence(occurrence)
}

// Occurrence finds the occurrence with an id. It fails with ErrNotFound.
func (s Schedules) Occurrence(id string) (*Occurrence, error) {
	if err := s.account.begin(); err != nil {
		return nil, err
	}
	var found *C.tillbook_occurrence
	var failure *C.tillbook_error
	status := C.tillbook_schedules_occurrence(s.account.handle, lend(id), &found, &failure)
	return s.occurrence(status, found, failure)
}

// Occurrences is a page of a schedule's occurrences. It fails with ErrNotFound for the schedule.
func (s Schedules) Occurrences(schedule string, query ListQuery) (Page[*Occurrence], error) {
	if err := s.account.begin(); err != nil {
		return Page[*Occurrence]{}, err
	}
	var in arena
	defer in.free()
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_schedules_occurrences(s.account.handle, lend(schedule), query.native(&in), &list, &failure)
	if err := s.account.done(status, failure); err != nil {
		return Page[*Occurrence]{}, err
	}
	return takeList(list, listOccurrence)
}
