package tillbook

import (
	"encoding/json"
	"testing"
	"time"
)

// given is what a line gives: taken one by one, so that a member that nobody knows is noticed.
type given struct {
	t       *testing.T
	what    string
	members map[string]json.RawMessage
}

// named is the number of a group with a name.
func named[T interface {
	~int32
	String() string
}](t testing.TB, name string) T {
	for number := T(0); number < 500; number++ {
		if number.String() == name {
			return number
		}
	}
	t.Fatalf("no number is called %s", name)
	return 0
}

func (g *given) read(text json.RawMessage) { must(g.t, json.Unmarshal(text, &g.members)) }

func (g *given) nothingElse() {
	for name := range g.members {
		g.t.Fatalf("%s has a member that nobody knows: %s", g.what, name)
	}
}

func (g *given) take(name string) json.RawMessage {
	text := g.members[name]
	delete(g.members, name)
	return text
}

func (g *given) into(name string, value any) bool {
	text := g.take(name)
	if text == nil {
		return false
	}
	if err := json.Unmarshal(text, value); err != nil {
		g.t.Fatalf("%s of %s: %v", name, g.what, err)
	}
	return true
}

// text is a text that must be there, or is no parameter that may be absent.
func (g *given) text(name string) (text string) {
	g.into(name, &text)
	return text
}

// some is a text that may be absent.
func (g *given) some(name string) (text string) {
	if g.into(name, &text) && text == "" {
		return Empty
	}
	return text
}

func (g *given) number(name string) (number int64) {
	g.into(name, &number)
	return number
}

func (g *given) flag(name string) (flag bool) {
	g.into(name, &flag)
	return flag
}

func (g *given) texts(name string) (texts []string) {
	g.into(name, &texts)
	return texts
}

func (g *given) time(name string) time.Time {
	if milliseconds := g.number(name); milliseconds != 0 {
		return time.UnixMilli(milliseconds)
	}
	return time.Time{}
}

func (g *given) date(name string) (date Date) {
	g.into(name, &date)
	return date
}

// within is a struct among the members; nil where it is not given.
func (g *given) within(name string) *given {
	inner := &given{t: g.t, what: name}
	if !g.into(name, &inner.members) {
		return nil
	}
	return inner
}

func group[T interface {
	~int32
	String() string
}](g *given, name string) T {
	if text := g.text(name); text != "" {
		return named[T](g.t, text)
	}
	return 0
}

func (g *given) query() (query ListQuery) {
	if q := g.within("query"); q != nil {
		query = ListQuery{
			NewestFirst: q.flag("newest_first"), From: q.time("from"), To: q.time("to"), Offset: uint64(q.number("offset")),
			Limit: uint64(q.number("limit")), After: q.some("after"), Before: q.some("before"),
		}
		q.nothingElse()
	}
	return query
}

func (g *given) cardAddress() (address CardAddress) {
	if a := g.within("address"); a != nil {
		address = CardAddress{
			a.some("street1"), a.some("street2"), a.some("city"), a.some("state"), a.some("postal_code"), a.some("country"),
			a.some("phone_number"),
		}
		a.nothingElse()
	}
	return address
}

func (g *given) cardDetails(name string) *CardDetails {
	d := g.within(name)
	if d == nil {
		return nil
	}
	details := &CardDetails{
		d.some("number"), d.some("security_code"), d.some("name"), int(d.number("expiration_month")),
		int(d.number("expiration_year")), d.cardAddress(),
	}
	d.nothingElse()
	return details
}

func (g *given) address() Address {
	return Address{
		g.some("address_line1"), g.some("address_line2"), g.some("address_city"), g.some("address_state"),
		g.some("address_postal_code"), g.some("address_country"),
	}
}

func (g *given) newCustomer() (customer NewCustomer) {
	if c := g.within("new_customer"); c != nil {
		customer = NewCustomer{
			ID: c.some("id"), Email: c.some("email"), Description: c.some("description"), Metadata: c.take("metadata"),
			Card: c.some("card"), CardDetails: c.cardDetails("card_details"), Currency: c.some("currency"),
			Attributes: c.take("attributes"), Name: c.some("name"), Phone: c.some("phone"), Notes: c.some("notes"),
			Company: c.some("company"), MerchantCustomerID: c.some("merchant_customer_id"), Barcode: c.some("barcode"),
			Tags: c.texts("tags"), Address: c.address(),
		}
		c.nothingElse()
	}
	return customer
}

func (g *given) remove() (remove Remove) {
	names := map[string]Remove{
		"description": RemoveDescription, "email": RemoveEmail, "name": RemoveName, "phone": RemovePhone,
		"merchant_customer_id": RemoveMerchantCustomerID, "barcode": RemoveBarcode, "notes": RemoveNotes,
		"company": RemoveCompany, "tags": RemoveTags, "address_line1": RemoveAddressLine1,
		"address_line2": RemoveAddressLine2, "address_city": RemoveAddressCity, "address_state": RemoveAddressState,
		"address_postal_code": RemoveAddressPostalCode, "address_country": RemoveAddressCountry,
	}
	for _, name := range g.texts("remove") {
		if names[name] == 0 {
			g.t.Fatalf("nothing is called %s that could be removed", name)
		}
		remove |= names[name]
	}
	return remove
}

func (g *given) customerUpdate() (update CustomerUpdate) {
	if u := g.within("update"); u != nil {
		update = CustomerUpdate{
			Remove: u.remove(), Email: u.some("email"), Description: u.some("description"), Metadata: u.take("metadata"),
			Card: u.some("card"), CardDetails: u.cardDetails("card_details"), Currency: u.some("currency"),
			DefaultCard: u.some("default_card"), Attributes: u.take("attributes"), Name: u.some("name"),
			Phone: u.some("phone"), Notes: u.some("notes"), Company: u.some("company"),
			MerchantCustomerID: u.some("merchant_customer_id"), Barcode: u.some("barcode"), Tags: u.texts("tags"),
			Address: u.address(),
		}
		u.nothingElse()
	}
	return update
}

func (g *given) recurrence() (recurrence Recurrence) {
	r := g.within("recurrence")
	if r == nil {
		return recurrence
	}
	recurrence = Recurrence{
		Kind: group[RecurrenceKind](r, "kind"), Every: uint32(r.number("every")),
		Ordinal: group[Ordinal](r, "ordinal"), Weekday: group[Weekday](r, "weekday"),
	}
	for _, name := range r.texts("weekdays") {
		recurrence.Weekdays = append(recurrence.Weekdays, named[Weekday](g.t, name))
	}
	r.into("days_of_month", &recurrence.DaysOfMonth)
	r.nothingElse()
	return recurrence
}
