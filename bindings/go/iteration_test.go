package tillbook

import (
	"errors"
	"strings"
	"testing"
)

// An iterator must visit everybody once, in order, however many there are.
func TestGoingThroughAll(t *testing.T) {
	omise := account(t, ProviderOmise)
	got(omise.Customers().ImportFrom(background, strings.NewReader(people(1500)), ImportOptions{}))(t)
	iterator := got(omise.Customers().Iterate(ListQuery{}))(t)
	defer iterator.Close()
	equal(t, iterator.Customer() == nil, true)
	seen, last := map[string]bool{}, ""
	for iterator.Next() {
		last = iterator.Customer().MerchantCustomerID()
		seen[last] = true
	}
	must(t, iterator.Err())
	equal(t, iterator.Customer() == nil, true)
	equal(t, iterator.Next(), false)
	equal(t, len(seen), 1500)
	equal(t, last, "1499")
	if _, err := omise.Customers().Iterate(ListQuery{Before: "x"}); !errors.Is(err, ErrInvalidArgument) {
		t.Error(err)
	}
}

// Pages must follow each other by After without a gap.
func TestPagesFollowEachOther(t *testing.T) {
	omise := account(t, ProviderOmise)
	got(omise.Customers().ImportFrom(background, strings.NewReader(people(45)), ImportOptions{}))(t)
	query, seen := ListQuery{NewestFirst: true, Limit: 20}, 0
	for {
		page := got(omise.Customers().List(query))(t)
		seen += len(page.Records)
		equal(t, page.Total, 45)
		if !page.More {
			break
		}
		query.After = page.Records[len(page.Records)-1].ID()
	}
	equal(t, seen, 45)
}
