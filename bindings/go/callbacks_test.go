package tillbook

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// panicOf is what a function panics with; nil when it does not.
func panicOf(do func()) (value any) {
	defer func() { value = recover() }()
	do()
	return nil
}

type failingWriter struct {
	err    error
	panics bool
}

func (w failingWriter) Write([]byte) (int, error) {
	if w.panics {
		panic("the writer broke")
	}
	return 0, w.err
}

// A change that depends on the customer must see it, and an error must leave it alone.
func TestDeciding(t *testing.T) {
	omise := account(t, ProviderOmise)
	ann := got(omise.Customers().Create(background, NewCustomer{Name: "Ann", Notes: "1"}))(t)
	changed := got(omise.Customers().UpdateWith(background, ann.ID(), func(now *Customer) (CustomerUpdate, error) {
		return CustomerUpdate{Notes: now.Notes() + "1", Tags: []string{"seen"}, Address: Address{City: "Ghent"}}, nil
	}))(t)
	equal(t, changed.Notes(), "11")
	equal(t, changed.Tags()[0], "seen")
	equal(t, changed.Address().City, "Ghent")
	refusal := errors.New("not today")
	_, err := omise.Customers().UpdateWith(background, ann.ID(), func(*Customer) (CustomerUpdate, error) {
		return CustomerUpdate{Notes: "lost"}, refusal
	})
	equal(t, errors.Is(err, refusal) && errors.Is(err, ErrCancelled), true)
	equal(t, got(omise.Customers().Get(ann.ID()))(t).Notes(), "11")
}

// Choosing must see every customer and take those that it said.
func TestChoosing(t *testing.T) {
	omise := account(t, ProviderOmise)
	for _, name := range []string{"Ann", "Bob", "Cleo"} {
		got(omise.Customers().Create(background, NewCustomer{Name: name}))(t)
	}
	notBob := func(c *Customer) bool { return c.Name() != "Bob" }
	page := got(omise.Customers().Select(CustomerSelection{}, notBob))(t)
	equal(t, len(page.Records), 2)
	equal(t, page.Records[1].Name(), "Cleo")
	equal(t, len(got(omise.Customers().Select(CustomerSelection{}, nil))(t).Records), 3)
	none := CustomerSelection{IDs: []string{}}
	equal(t, len(got(omise.Customers().Select(none, nil))(t).Records), 0)
	river := account(t, ProviderDigitalRiver)
	for _, value := range []string{"DE123456789", "DE987654321"} {
		got(river.TaxIdentifiers().Create(background, "de", value))(t)
	}
	chosen := got(river.TaxIdentifiers().Select(TaxIdentifierSelection{}, func(one *TaxIdentifier) bool {
		return strings.HasSuffix(one.Value, "1")
	}))(t)
	equal(t, len(chosen.Records), 1)
	equal(t, chosen.Records[0].Value, "DE987654321")
}

// A panic of a callback must come out of the program's own call, with nothing half done and the store in order.
func TestPanicsPassTheLibrary(t *testing.T) {
	omise := account(t, ProviderOmise)
	ann := got(omise.Customers().Create(background, NewCustomer{Name: "Ann"}))(t)
	calls := map[string]func(){
		"deciding": func() {
			omise.Customers().UpdateWith(background, ann.ID(), func(*Customer) (CustomerUpdate, error) { panic("deciding") })
		},
		"choosing": func() { omise.Customers().Select(CustomerSelection{}, func(*Customer) bool { panic("choosing") }) },
		"progress": func() { omise.Store().Check(background, func(Progress) error { panic("progress") }) },
		"the writer broke": func() {
			omise.Customers().ExportTo(background, failingWriter{panics: true}, ExportJSONL, nil)
		},
	}
	for expected, call := range calls {
		equal(t, panicOf(call), any(expected))
	}
	must(t, omise.Store().Health())
	equal(t, got(omise.Customers().Get(ann.ID()))(t).Name(), "Ann")
}

// An io.Writer's error must stop an export and be the error's cause.
func TestAWriterThatFails(t *testing.T) {
	omise := account(t, ProviderOmise)
	full := errors.New("the tape is full")
	_, err := omise.Customers().ExportTo(background, failingWriter{err: full}, ExportCSV, nil)
	equal(t, errors.Is(err, full) && errors.Is(err, ErrCancelled), true)
	stop := errors.New("enough")
	_, err = omise.Store().Check(background, func(Progress) error { return stop })
	equal(t, errors.Is(err, stop), true)
}

// The clock must be the program's, and its panic the program's too.
func TestTheClock(t *testing.T) {
	var now atomic.Int64
	var broken atomic.Bool
	now.Store(1770091506000)
	omise := account(t, ProviderOmise, WithClock(func() time.Time {
		if broken.Load() {
			panic("the clock broke")
		}
		return time.UnixMilli(now.Load())
	}))
	ann := got(omise.Customers().Create(background, NewCustomer{}))(t)
	equal(t, ann.CreatedAt(), time.UnixMilli(1770091506000).UTC())
	equal(t, got(omise.Store().Now())(t), ann.CreatedAt())
	broken.Store(true)
	equal(t, panicOf(func() { omise.Customers().Create(background, NewCustomer{}) }), any("the clock broke"))
	broken.Store(false)
	now.Add(1000)
	bob := got(omise.Customers().Create(background, NewCustomer{}))(t)
	equal(t, bob.CreatedAt().Sub(ann.CreatedAt()), time.Second)
}

// The log must be told, without anybody's data.
func TestTheLog(t *testing.T) {
	var lines atomic.Int64
	store := temporary(t, WithLog(func(level LogLevel, message string) {
		if level < LogError || level > LogDebug || message == "" || strings.Contains(message, "Ann") {
			t.Errorf("was told %v: %s", level, message)
		}
		lines.Add(1)
	}))
	omise := got(store.Account(ProviderOmise, ModeTest))(t)
	got(omise.Customers().Create(background, NewCustomer{Name: "Ann"}))(t)
	must(t, store.Close())
	equal(t, lines.Load() > 0, true)
}

// A callback that calls the store must be told, and not hang.
func TestCallbacksThatCallIn(t *testing.T) {
	omise := account(t, ProviderOmise)
	ann := got(omise.Customers().Create(background, NewCustomer{Name: "Ann"}))(t)
	var inside, closing error
	got(omise.Customers().UpdateWith(background, ann.ID(), func(*Customer) (CustomerUpdate, error) {
		_, inside = omise.Customers().Get(ann.ID())
		closing = omise.Store().Close()
		return CustomerUpdate{Name: "Anna"}, nil
	}))(t)
	equal(t, errors.Is(inside, ErrReentrant), true)
	equal(t, errors.Is(closing, ErrReentrant), true)
	equal(t, got(omise.Customers().Get(ann.ID()))(t).Name(), "Anna")
}
