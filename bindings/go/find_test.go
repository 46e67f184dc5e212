package tillbook

import (
	"path/filepath"
	"strings"
	"testing"
)

// Searches that come in pages leave somebody out, or find others where a store has no indexes for them.
func TestSearchesComeInPages(t *testing.T) {
	for _, options := range [][]Option{nil, {WithoutSearchIndexes()}} {
		store := got(Open(filepath.Join(t.TempDir(), "till.tillbook"), options...))(t)
		omise := got(store.Account(ProviderOmise, ModeTest))(t)
		for _, name := range []string{"Ann Berg", "山田 太郎", "Anna Ann"} {
			new := NewCustomer{Name: name, Phone: "+66 81 234 5678", Email: "ann@example.org"}
			got(omise.Customers().Create(background, new))(t)
		}
		var names []string
		query := CustomerQuery{Name: "ann", Phone: "0812345678", EmailPrefix: "AN", Limit: 1}
		for more := true; more; query.Offset++ {
			page := got(omise.Customers().Find(query))(t)
			for _, customer := range page.Records {
				names = append(names, customer.Name())
			}
			more = page.More
		}
		equal(t, strings.Join(names, ", "), "Ann Berg, Anna Ann")
		equal(t, got(store.Stat(background))(t).SearchIndexes, options == nil)
		must(t, store.Close())
	}
}
