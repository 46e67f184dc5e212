//go:build go1.23

package tillbook

import "iter"

// All goes through the account's customers in a range loop, where the query's Limit is how many at most and 0 for all. An
// error comes with no customer, and ends the loop.
//
//	for customer, err := range account.Customers().All(tillbook.ListQuery{}) {
func (c Customers) All(query ListQuery) iter.Seq2[*Customer, error] {
	return func(yield func(*Customer, error) bool) {
		customers, err := c.Iterate(query)
		if err != nil {
			yield(nil, err)
			return
		}
		defer customers.Close()
		for customers.Next() {
			if !yield(customers.Customer(), nil) {
				return
			}
		}
		if err := customers.Err(); err != nil {
			yield(nil, err)
		}
	}
}
