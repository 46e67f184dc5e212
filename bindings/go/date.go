package tillbook

// #include "native.h"
import "C"

import (
	"fmt"
	"time"
)

// A Date is a day of the calendar. The zero Date is none.
type Date struct {
	// Year is for example 2026.
	Year int
	// Month is January to December.
	Month time.Month
	// Day is 1 to 31.
	Day int
}

// DateOf is the day that a time falls on, in the time's own location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// ParseDate reads a day as it is written, for example "2026-02-03".
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("tillbook: %q is no date; write it like 2026-02-03", text)
	}
	return DateOf(t), nil
}

// IsZero tells whether there is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String writes the day, for example "2026-02-03"; the zero Date is an empty text.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// In is the beginning of the day in a location.
func (d Date) In(location *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, location)
}

// MarshalText writes the day as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

func dateOf(date C.tillbook_date) Date {
	return Date{int(date.year), time.Month(date.month), int(date.day)}
}

func (d Date) native() C.tillbook_date {
	return C.tillbook_date{year: C.int32_t(d.Year), month: C.int32_t(d.Month), day: C.int32_t(d.Day)}
}
