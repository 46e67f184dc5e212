//go:build go1.23

package tillbook

import (
	"errors"
	"strings"
	"testing"
)

// A range loop must visit everybody, leave nothing behind when it is left early, and end with an error.
func TestRangingOverAll(t *testing.T) {
	omise := account(t, ProviderOmise)
	got(omise.Customers().ImportFrom(background, strings.NewReader(people(100)), ImportOptions{}))(t)
	seen := 0
	for customer, err := range omise.Customers().All(ListQuery{Limit: 70}) {
		must(t, err)
		if customer.Name() != "" {
			seen++
		}
	}
	equal(t, seen, 70)
	before := DebugLiveHandles()
	for range omise.Customers().All(ListQuery{}) {
		break
	}
	equal(t, DebugLiveHandles(), before)
	for customer, err := range omise.Customers().All(ListQuery{After: "cust_test_nobody"}) {
		if customer != nil || !errors.Is(err, ErrNotFound) {
			t.Errorf("%v, %v", customer, err)
		}
	}
}
