package tillbook

import (
	"encoding/json"
	"strconv"
	"time"
)

type object = map[string]any

// present leaves out what is absent.
func present(all object) object {
	for name, value := range all {
		switch value := value.(type) {
		case string:
			if value == "" {
				delete(all, name)
			}
		case time.Time:
			all[name] = value.UnixMilli()
			if value.IsZero() {
				delete(all, name)
			}
		case Date:
			if value.IsZero() {
				delete(all, name)
			}
		case interface{ String() string }:
			all[name] = value.String()
		}
	}
	return all
}

func each[T any](records []T, show func(T) object) []object {
	shown := make([]object, len(records))
	for i, record := range records {
		shown[i] = show(record)
	}
	return shown
}

func page[T any](page Page[T], show func(T) object) object {
	return object{"data": each(page.Records, show), "total": page.Total, "more": page.More}
}

var customerTexts = [...]string{
	"id", "email", "description", "", "default_card", "name", "phone", "merchant_customer_id", "barcode", "notes", "company",
	"address_line1", "address_line2", "address_city", "address_state", "address_postal_code", "address_country",
}

func showCustomer(c *Customer) object {
	updated, _ := c.UpdatedAt()
	deleted, _ := c.DeletedAt()
	shown := present(object{"created_at": c.CreatedAt(), "updated_at": updated, "deleted_at": deleted, "metadata": c.Metadata()})
	for which, name := range customerTexts {
		if text, there := c.text(which); there && name != "" {
			shown[name] = text
		}
	}
	if tags := c.Tags(); tags != nil {
		shown["tags"] = tags
	}
	return shown
}

func showCard(c *Card) object {
	shown := present(object{
		"id": c.ID, "brand": c.Brand, "expiration_month": c.ExpirationMonth, "expiration_year": c.ExpirationYear,
		"security_code_check": c.SecurityCodeCheck, "chargeable": c.Chargeable, "created_at": c.CreatedAt,
		"customer": c.Customer, "first_digits": c.FirstDigits, "last_digits": c.LastDigits, "name": c.Name,
		"fingerprint": c.Fingerprint, "financing": c.Financing, "bank": c.Bank,
	})
	if a := c.Address; a != (CardAddress{}) {
		shown["address"] = present(object{
			"street1": a.Street1, "street2": a.Street2, "city": a.City, "state": a.State, "postal_code": a.PostalCode,
			"country": a.Country, "phone_number": a.PhoneNumber,
		})
	}
	return shown
}

func showToken(t *Token) object {
	return present(object{
		"id": t.ID, "created_at": t.CreatedAt, "used": t.Used, "card": t.Card, "currency": t.Currency,
	})
}

func showRecurrence(r Recurrence) object {
	shown := object{"kind": r.Kind.String(), "every": r.Every}
	switch r.Kind {
	case RecurrenceWeekly:
		days := []string{}
		for _, day := range r.Weekdays {
			days = append(days, day.String())
		}
		shown["weekdays"] = days
	case RecurrenceMonthlyOnDays:
		shown["days_of_month"] = r.DaysOfMonth
	case RecurrenceMonthlyOnWeekday:
		shown["ordinal"], shown["weekday"] = r.Ordinal.String(), r.Weekday.String()
	}
	return shown
}

func showSchedule(s *Schedule) object {
	return present(object{
		"id": s.ID, "status": s.Status, "created_at": s.CreatedAt, "recurrence": showRecurrence(s.Recurrence),
		"start_on": s.StartOn, "end_on": s.EndOn, "processed_through": s.ProcessedThrough, "charging": s.Charging,
		"failures_in_a_row": s.FailuresInARow, "charge": s.Charge, "customer": s.Customer, "amount": s.Amount,
		"currency": s.Currency, "card": s.Card, "description": s.Description, "metadata": s.Metadata,
		"suspended_at": s.SuspendedAt, "deleted_at": s.DeletedAt, "ended_at": s.EndedAt,
	})
}

func showDue(d *Due) object {
	return present(object{
		"scheduled_on": d.ScheduledOn, "schedule": d.Schedule, "attempt": d.Attempt, "customer": d.Customer,
		"card": d.Card, "amount": d.Amount, "currency": d.Currency,
	})
}

func showOccurrence(o *Occurrence) object {
	return present(object{
		"id": o.ID, "status": o.Status, "schedule": o.Schedule, "created_at": o.CreatedAt,
		"processed_at": o.ProcessedAt, "attempts": o.Attempts, "scheduled_on": o.ScheduledOn, "retry_on": o.RetryOn,
		"charge": o.Charge, "message": o.Message,
	})
}

func showTaxIdentifier(t *TaxIdentifier) object {
	return present(object{
		"id": t.ID, "state": t.State, "created_at": t.CreatedAt, "updated_at": t.UpdatedAt, "customer": t.Customer,
		"kind": t.Kind, "value": t.Value, "pending_at": t.PendingAt, "verified_at": t.VerifiedAt,
		"not_valid_at": t.NotValidAt, "verified_name": t.VerifiedName, "verified_address": t.VerifiedAddress,
	})
}

func showLedgerEntry(e *LedgerEntry) object {
	return present(object{
		"id": e.ID, "ledger": e.Ledger, "replaces": e.Replaces, "created_at": e.CreatedAt, "customer": e.Customer,
		"value": e.Value, "balance": e.Balance, "remarks": e.Remarks, "kind": e.Kind, "expires_at": e.ExpiresAt,
		"performer": e.Performer, "performer_kind": e.PerformerKind,
	})
}

func showImport(r *ImportReport) object {
	refusals := each(r.Refusals, func(r Refusal) object { return object{"line": r.Line, "reason": r.Reason} })
	warnings := each(r.Warnings, func(w Warning) object {
		return object{"line": w.Line, "times": w.Times, "reason": w.Reason}
	})
	return object{
		"encoding": r.Encoding.String(), "rows": r.Rows, "created": r.Created, "updated": r.Updated,
		"unchanged": r.Unchanged, "refused": r.Refused, "refusals": refusals, "warnings": warnings,
		"more_warnings": r.MoreWarnings,
	}
}

func showStat(s AccountStat) object {
	return object{
		"provider": s.Provider.String(), "mode": s.Mode.String(), "customers": s.Customers,
		"deleted_customers": s.DeletedCustomers, "cards": s.Cards, "tokens": s.Tokens, "schedules": s.Schedules,
		"occurrences": s.Occurrences, "tax_identifiers": s.TaxIdentifiers,
	}
}

// lines are a text's lines as JSON.
func lines(text string) []json.RawMessage {
	all := []json.RawMessage{}
	for len(text) > 0 {
		at := 0
		for at < len(text) && text[at] != '\n' {
			at++
		}
		if !json.Valid([]byte(text[:at])) {
			all = append(all, json.RawMessage(strconv.Quote("not JSON: "+text[:at])))
		} else {
			all = append(all, json.RawMessage(text[:at]))
		}
		text = text[min(at+1, len(text)):]
	}
	return all
}
