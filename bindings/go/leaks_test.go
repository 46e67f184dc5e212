package tillbook

import (
	"bytes"
	"os"
	"runtime"
	"strconv"
	"testing"
)

// What the garbage collector may come to by chance.
const slack = 24 << 20

// cycles is a million, unless the run is a short one.
func cycles() int {
	if testing.Short() {
		return 50_000
	}
	return 1_000_000
}

// resident is how much memory the process has, C's included.
func resident(t *testing.T) int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("this machine does not say how much memory a program has")
	}
	_, rest, _ := bytes.Cut(status, []byte("VmRSS:"))
	return got(strconv.Atoi(string(bytes.Fields(rest)[0])))(t) << 10
}

// A million lookups must leave memory as it was, and no handle behind.
func TestAMillionLookupsLeaveNothing(t *testing.T) {
	omise := account(t, ProviderOmise)
	ids := make([]string, 100)
	for i := range ids {
		ids[i] = got(omise.Customers().Create(background, NewCustomer{Name: "Ann", Tags: []string{"a"}}))(t).ID()
	}
	handles := DebugLiveHandles()
	look := func(count int) {
		for i := 0; i < count; i++ {
			if customer, err := omise.Customers().Get(ids[i%len(ids)]); err != nil || customer.Name() != "Ann" {
				t.Fatal(customer, err)
			}
		}
	}
	look(cycles() / 10)
	runtime.GC()
	before := resident(t)
	look(cycles())
	runtime.GC()
	if after := resident(t); after > before+slack {
		t.Errorf("%d bytes became %d", before, after)
	}
	equal(t, DebugLiveHandles(), handles)
}

// Every way to fail and to find must give back what it took.
func TestEveryWayLeavesNothing(t *testing.T) {
	omise := account(t, ProviderOmise)
	details := CardDetails{Number: "4242424242424242", Name: "Ann", ExpirationMonth: 12, ExpirationYear: 2099}
	ann := got(omise.Customers().Create(background, NewCustomer{Email: "ann@example.org", CardDetails: &details}))(t)
	handles := DebugLiveHandles()
	for i := 0; i < 2000; i++ {
		omise.Customers().Get("nobody")
		omise.Customers().ByEmail("ann@example.org")
		omise.Customers().List(ListQuery{})
		omise.Customers().GetInFull(ann.ID())
		omise.Customers().JSON(ann.ID())
		omise.Customers().Attributes(ann.ID())
		omise.Customers().Find(CustomerQuery{})
		omise.Customers().Select(CustomerSelection{}, func(*Customer) bool { return true })
		omise.Customers().UpdateWith(background, "nobody", nil)
		omise.Cards().List(ann.ID(), ListQuery{})
		omise.Cards().Attributes("nobody")
		omise.Tokens().Create(background, CardDetails{})
		omise.Call(background, Request{Method: "GET", Path: "/customers/" + ann.ID()})
	}
	equal(t, DebugLiveHandles(), handles)
}
