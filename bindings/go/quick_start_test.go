package tillbook

import (
	"errors"
	"testing"
	"time"
)

// What a customer is given must come back, each field in its own place.
func TestEveryFieldComesBack(t *testing.T) {
	at := time.UnixMilli(1770091506123).UTC()
	omise := account(t, ProviderOmise, WithClock(func() time.Time { return at }))
	created := got(omise.Customers().Create(background, NewCustomer{
		Email: "ann@example.org", Description: "a regular", Metadata: []byte(`{"tier":"gold"}`),
		Name: "Ann Berg", Phone: "+66 2 555 0101", MerchantCustomerID: "1001", Barcode: "0101", Notes: "likes tea",
		Company: "Berg & Co", Tags: []string{"regular", "staff"},
		Address: Address{"1 Road", "Floor 2", "Bangkok", "BKK", "10110", "TH"},
	}))(t)
	for _, ann := range []*Customer{
		created,
		got(omise.Customers().Get(created.ID()))(t),
		got(omise.Customers().GetMany([]string{"nobody", created.ID()}))(t)[1],
		got(omise.Customers().ByEmail("ANN@example.org"))(t)[0],
		created.Clone(),
	} {
		fields := ann.Fields()
		equal(t, fields.ID, created.ID())
		equal(t, fields.CreatedAt, at)
		equal(t, fields.UpdatedAt.IsZero(), true)
		equal(t, fields.DeletedAt.IsZero(), true)
		equal(t, fields.Email, "ann@example.org")
		equal(t, fields.Description, "a regular")
		equal(t, string(fields.Metadata), `{"tier":"gold"}`)
		equal(t, fields.DefaultCard, "")
		equal(t, fields.Name, "Ann Berg")
		equal(t, fields.Phone, "+66 2 555 0101")
		equal(t, fields.MerchantCustomerID, "1001")
		equal(t, fields.Barcode, "0101")
		equal(t, fields.Notes, "likes tea")
		equal(t, fields.Company, "Berg & Co")
		equal(t, len(fields.Tags), 2)
		equal(t, [2]string(fields.Tags), [2]string{"regular", "staff"})
		equal(t, fields.Address, Address{"1 Road", "Floor 2", "Bangkok", "BKK", "10110", "TH"})
	}
}

// What is absent must not read as something, nor an update touch what it does not mention.
func TestWhatIsAbsentStaysAway(t *testing.T) {
	omise := account(t, ProviderOmise)
	nobody := got(omise.Customers().Create(background, NewCustomer{}))(t)
	equal(t, nobody.Name(), "")
	equal(t, nobody.Address(), Address{})
	equal(t, string(nobody.Metadata()), "{}")
	equal(t, nobody.Tags() == nil, true)
	changed := got(omise.Customers().Update(background, nobody.ID(), CustomerUpdate{Name: "Bob", Tags: []string{"new"}}))(t)
	changed = got(omise.Customers().Update(background, changed.ID(), CustomerUpdate{Phone: "0101"}))(t)
	equal(t, changed.Name(), "Bob")
	equal(t, len(changed.Tags()), 1)
	changed = got(omise.Customers().Update(background, changed.ID(), CustomerUpdate{Remove: RemoveName, Tags: []string{}}))(t)
	equal(t, changed.Name(), "")
	equal(t, changed.Phone(), "0101")
	equal(t, len(changed.Tags()), 0)
	at, ever := changed.UpdatedAt()
	equal(t, ever && !at.IsZero(), true)
}

// A customer whose record is larger than the usual buffer must come back whole.
func TestLargeCustomersComeBackWhole(t *testing.T) {
	omise := account(t, ProviderOmise)
	notes := make([]byte, 300_000)
	for i := range notes {
		notes[i] = 'a' + byte(i%26)
	}
	large := got(omise.Customers().Create(background, NewCustomer{Name: "Ann", Notes: string(notes)}))(t)
	small := got(omise.Customers().Create(background, NewCustomer{Name: "Bob"}))(t)
	equal(t, got(omise.Customers().Get(large.ID()))(t).Notes(), string(notes))
	both := got(omise.Customers().GetMany([]string{small.ID(), large.ID(), small.ID()}))(t)
	equal(t, both[1].Notes(), string(notes))
	equal(t, both[2].Name(), "Bob")
	page := got(omise.Customers().List(ListQuery{}))(t)
	equal(t, page.Records[0].Notes(), string(notes))
	equal(t, page.Records[1].Name(), "Bob")
	equal(t, page.Total, 2)
}

// Nobody at all, and nobody among some, are answers.
func TestNobody(t *testing.T) {
	omise := account(t, ProviderOmise)
	if _, err := omise.Customers().Get(""); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	equal(t, len(got(omise.Customers().GetMany(nil))(t)), 0)
	equal(t, got(omise.Customers().GetMany([]string{"", "cust_test_nobody"}))(t)[1] == nil, true)
	equal(t, len(got(omise.Customers().ByEmail("nobody@example.org"))(t)), 0)
}
