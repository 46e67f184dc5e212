package tillbook

import (
	"bytes"
	"strings"
)

// A function of the typed interface: what it answers, as the corpus has it.
type function = func(*Account, *given) (any, error)

// shown is what a call answered, as the corpus has it.
func shown[T any](show func(T) object) func(T, error) (any, error) {
	return func(answer T, err error) (any, error) {
		if err != nil {
			return nil, err
		}
		return show(answer), nil
	}
}

func shownEach[T any](show func(T) object) func([]T, error) (any, error) {
	return func(answer []T, err error) (any, error) { return each(answer, show), err }
}

func shownPage[T any](show func(T) object) func(Page[T], error) (any, error) {
	return func(answer Page[T], err error) (any, error) { return page(answer, show), err }
}

func as[T any](answer T, err error) (any, error) { return answer, err }

var (
	customer  = shown(showCustomer)
	customers = shownEach(showCustomer)
	card      = shown(showCard)
	cards     = shownEach(showCard)
	tokenOf   = shown(showToken)
	schedule  = shown(showSchedule)
	schedules = shownPage(showSchedule)
)

// functions are those of the header, by their names without tillbook_.
var functions = map[string]function{
	"customers_create": func(a *Account, g *given) (any, error) {
		return customer(a.Customers().Create(background, g.newCustomer()))
	},
	"customers_get": func(a *Account, g *given) (any, error) { return customer(a.Customers().Get(g.text("id"))) },
	"customers_get_many": func(a *Account, g *given) (any, error) {
		found, err := a.Customers().GetMany(g.texts("ids"))
		all := make([]any, len(found))
		for i, one := range found {
			if one != nil {
				all[i] = showCustomer(one)
			}
		}
		return all, err
	},
	"customers_get_in_full": func(a *Account, g *given) (any, error) {
		full, err := a.Customers().GetInFull(g.text("id"))
		if err != nil {
			return nil, err
		}
		return object{
			"customer": showCustomer(full.Customer), "cards": each(full.Cards, showCard),
			"tax_identifiers": each(full.TaxIdentifiers, showTaxIdentifier),
		}, nil
	},
	"customers_json":      func(a *Account, g *given) (any, error) { return as(a.Customers().JSON(g.text("id"))) },
	"customer_attributes": func(a *Account, g *given) (any, error) { return as(a.Customers().Attributes(g.text("id"))) },
	"customers_update": func(a *Account, g *given) (any, error) {
		return customer(a.Customers().Update(background, g.text("id"), g.customerUpdate()))
	},
	"customers_delete": func(a *Account, g *given) (any, error) {
		return customer(a.Customers().Delete(background, g.text("id")))
	},
	"customers_check_order": func(a *Account, g *given) (any, error) {
		return customer(a.Customers().CheckOrder(g.text("id")))
	},
	"customers_verify_mobile_phone": func(a *Account, g *given) (any, error) {
		return customer(a.Customers().VerifyMobilePhone(background, g.text("id")))
	},
	"customers_by_email": func(a *Account, g *given) (any, error) {
		return customers(a.Customers().ByEmail(g.text("email")))
	},
	"customers_by_merchant_customer_id": func(a *Account, g *given) (any, error) {
		return customer(a.Customers().ByMerchantCustomerID(g.text("merchant_customer_id")))
	},
	"customers_by_barcode": func(a *Account, g *given) (any, error) {
		return customers(a.Customers().ByBarcode(g.text("barcode")))
	},
	"customers_by_line_id": func(a *Account, g *given) (any, error) {
		return customers(a.Customers().ByLineID(g.text("line_id")))
	},
	"customers_find": func(a *Account, g *given) (any, error) {
		q := g.within("query")
		query := CustomerQuery{
			Limit: uint32(q.number("limit")), Email: q.some("email"), MerchantCustomerID: q.some("merchant_customer_id"),
			Barcode: q.some("barcode"), Phone: q.some("phone"), Name: q.some("name"), Card: q.some("card"),
			EmailPrefix: q.some("email_prefix"), Offset: uint64(q.number("offset")),
		}
		q.nothingElse()
		page, err := a.Customers().Find(query)
		return customers(page.Records, err)
	},
	"customers_list": func(a *Account, g *given) (any, error) {
		return shownPage(showCustomer)(a.Customers().List(g.query()))
	},
	"customers_expiring": func(a *Account, g *given) (any, error) {
		month, year := int(g.number("month")), int(g.number("year"))
		return shownPage(showCustomer)(a.Customers().Expiring(month, year, g.query()))
	},
	"customers_select": func(a *Account, g *given) (any, error) {
		among := CustomerSelection{g.query(), g.texts("ids"), g.some("email")}
		found, err := a.Customers().Select(among, func(*Customer) bool { return true })
		return each(found.Records, showCustomer), err
	},
	"customers_iterate": func(a *Account, g *given) (any, error) {
		iterator, err := a.Customers().Iterate(g.query())
		if err != nil {
			return nil, err
		}
		defer iterator.Close()
		all := []object{}
		for iterator.Next() {
			all = append(all, showCustomer(iterator.Customer()))
		}
		return all, iterator.Err()
	},
	"customers_import_from": func(a *Account, g *given) (any, error) {
		bytes, options := g.text("bytes"), ImportOptions{}
		if o := g.within("options"); o != nil {
			options = ImportOptions{DryRun: o.flag("dry_run"), RowsAtOnce: uint64(o.number("rows_at_once")), MemoryBytes: uint64(o.number("memory_bytes"))}
			o.nothingElse()
		}
		return shown(showImport)(a.Customers().ImportFrom(background, strings.NewReader(bytes), options))
	},
	"customers_export_to": func(a *Account, g *given) (any, error) {
		var text bytes.Buffer
		format := group[ExportFormat](g, "format")
		count, err := a.Customers().ExportTo(background, &text, format, nil)
		if format == ExportCSV {
			return object{"count": count, "lines": text.String()}, err
		}
		return object{"count": count, "lines": lines(text.String())}, err
	},
	"cards_create": func(a *Account, g *given) (any, error) {
		return card(a.Cards().Create(background, g.text("customer"), g.text("token")))
	},
	"cards_attach": func(a *Account, g *given) (any, error) {
		return card(a.Cards().Attach(background, g.text("customer"), *g.cardDetails("details")))
	},
	"cards_get":       func(a *Account, g *given) (any, error) { return card(a.Cards().Get(g.text("customer"), g.text("id"))) },
	"cards_by_id":     func(a *Account, g *given) (any, error) { return card(a.Cards().ByID(g.text("id"))) },
	"card_attributes": func(a *Account, g *given) (any, error) { return as(a.Cards().Attributes(g.text("id"))) },
	"cards_list": func(a *Account, g *given) (any, error) {
		return shownPage(showCard)(a.Cards().List(g.text("customer"), g.query()))
	},
	"cards_newest": func(a *Account, g *given) (any, error) {
		return cards(a.Cards().Newest(g.some("customer"), uint64(g.number("offset")), uint64(g.number("limit"))))
	},
	"cards_adopt": func(a *Account, g *given) (any, error) {
		return card(a.Cards().Adopt(background, g.text("customer"), g.text("id")))
	},
	"cards_delete": func(a *Account, g *given) (any, error) {
		return card(a.Cards().Delete(background, g.text("customer"), g.text("id")))
	},
	"cards_update": func(a *Account, g *given) (any, error) {
		u := g.within("update")
		update := CardUpdate{
			int(u.number("expiration_month")), int(u.number("expiration_year")), u.some("name"), u.cardAddress(),
		}
		u.nothingElse()
		return card(a.Cards().Update(background, g.text("customer"), g.text("id"), update))
	},
	"cards_add": func(a *Account, g *given) (any, error) {
		c := g.within("new_card")
		added := NewCard{
			group[Brand](c, "brand"), int(c.number("expiration_month")), int(c.number("expiration_year")),
			c.some("last_digits"), c.some("name"), c.take("attributes"), c.cardAddress(),
		}
		c.nothingElse()
		return card(a.Cards().Add(background, added))
	},
	"tokens_create": func(a *Account, g *given) (any, error) {
		return tokenOf(a.Tokens().Create(background, *g.cardDetails("details")))
	},
	"tokens_create_for": func(a *Account, g *given) (any, error) {
		return tokenOf(a.Tokens().CreateFor(background, g.text("currency"), *g.cardDetails("details")))
	},
	"tokens_get":    func(a *Account, g *given) (any, error) { return tokenOf(a.Tokens().Get(g.text("id"))) },
	"token_card":    func(a *Account, g *given) (any, error) { return card(a.Tokens().Card(g.text("id"))) },
	"tokens_list":   func(a *Account, g *given) (any, error) { return shownPage(showToken)(a.Tokens().List(g.query())) },
	"tokens_delete": func(a *Account, g *given) (any, error) { return tokenOf(a.Tokens().Delete(background, g.text("id"))) },
}
