package tillbook

// #include "native.h"
import "C"

// A Recurrence says on which days a schedule charges: every so many days, weeks or months, and on which days of them.
// EveryDays, EveryWeeks, EveryMonthsOnDays and EveryMonthsOnWeekday make one.
type Recurrence struct {
	// Kind says which of the fields below count.
	Kind RecurrenceKind
	// Every is the interval in days, weeks or months; 0 for 1.
	Every uint32
	// Weekdays are the days of the week, with RecurrenceWeekly.
	Weekdays []Weekday
	// DaysOfMonth are 1 to 31, with RecurrenceMonthlyOnDays.
	DaysOfMonth []int
	// Ordinal says which of the month's equal weekdays, with RecurrenceMonthlyOnWeekday.
	Ordinal Ordinal
	// Weekday is which weekday, with RecurrenceMonthlyOnWeekday.
	Weekday Weekday
}

// EveryDays charges every so many days from the start.
func EveryDays(every uint32) Recurrence { return Recurrence{Kind: RecurrenceDaily, Every: every} }

// EveryWeeks charges on some weekdays of every so many weeks.
func EveryWeeks(every uint32, weekdays ...Weekday) Recurrence {
	return Recurrence{Kind: RecurrenceWeekly, Every: every, Weekdays: weekdays}
}

// EveryMonthsOnDays charges on some days of every so many months.
func EveryMonthsOnDays(every uint32, days ...int) Recurrence {
	return Recurrence{Kind: RecurrenceMonthlyOnDays, Every: every, DaysOfMonth: days}
}

// EveryMonthsOnWeekday charges on one weekday of every so many months, for example the last Friday.
func EveryMonthsOnWeekday(every uint32, ordinal Ordinal, weekday Weekday) Recurrence {
	return Recurrence{Kind: RecurrenceMonthlyOnWeekday, Every: every, Ordinal: ordinal, Weekday: weekday}
}

func (r *Recurrence) native() (C.tillbook_recurrence, error) {
	native := C.tillbook_recurrence{
		kind:    C.int32_t(r.Kind),
		every:   C.uint32_t(r.Every),
		ordinal: C.int32_t(r.Ordinal),
		weekday: C.int32_t(r.Weekday),
	}
	for _, weekday := range r.Weekdays {
		if weekday < 0 || weekday > 31 {
			return native, noDay("recurrence.weekdays", "A weekday is not one of the week; pass WeekdayMonday to WeekdaySunday.")
		}
		native.weekdays |= 1 << weekday
	}
	for _, day := range r.DaysOfMonth {
		if day < 1 || day > 31 {
			return native, noDay("recurrence.days_of_month", "A day of the month is out of range; pass 1 to 31.")
		}
		native.days_of_month |= 1 << day
	}
	return native, nil
}

func noDay(field, message string) error {
	err := refused(StatusInvalidArgument, message, nil)
	err.Field = field
	return err
}

func recurrenceOf(native *C.tillbook_recurrence) Recurrence {
	recurrence := Recurrence{
		Kind:    RecurrenceKind(native.kind),
		Every:   uint32(native.every),
		Ordinal: Ordinal(native.ordinal),
		Weekday: Weekday(native.weekday),
	}
	for bit := 0; bit < 32; bit++ {
		if native.weekdays&(1<<bit) != 0 {
			recurrence.Weekdays = append(recurrence.Weekdays, Weekday(bit))
		}
		if native.days_of_month&(1<<bit) != 0 {
			recurrence.DaysOfMonth = append(recurrence.DaysOfMonth, bit)
		}
	}
	return recurrence
}
