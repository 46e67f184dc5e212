package tillbook_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	tillbook "github.com/tillbook/tillbook/bindings/go"
)

var ctx = context.Background()

// fresh opens a store in a new folder, and answers with what closes it and deletes the folder.
func fresh(opts ...tillbook.Option) (*tillbook.Store, func()) {
	folder, err := os.MkdirTemp("", "tillbook")
	if err != nil {
		log.Fatal(err)
	}
	store, err := tillbook.Open(filepath.Join(folder, "till.tillbook"), opts...)
	if err != nil {
		log.Fatal(err)
	}
	return store, func() {
		store.Close()
		os.RemoveAll(folder)
	}
}

// account opens an account of a fresh store.
func account(provider tillbook.Provider, opts ...tillbook.Option) (*tillbook.Account, func()) {
	store, done := fresh(opts...)
	account, err := store.Account(provider, tillbook.ModeTest)
	if err != nil {
		log.Fatal(err)
	}
	return account, done
}

func Example() {
	store, done := fresh()
	defer done()
	omise, err := store.Account(tillbook.ProviderOmise, tillbook.ModeTest)
	if err != nil {
		log.Fatal(err)
	}
	token, err := omise.Tokens().Create(ctx, tillbook.CardDetails{
		Number: "4242 4242 4242 4242", Name: "Ann Berg", ExpirationMonth: 12, ExpirationYear: 2099,
	})
	if err != nil {
		log.Fatal(err)
	}
	ann, err := omise.Customers().Create(ctx, tillbook.NewCustomer{
		Name: "Ann Berg", Email: "ann@example.org", Card: token.ID,
	})
	if err != nil {
		log.Fatal(err)
	}
	found, err := omise.Customers().ByEmail("Ann@Example.org")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found[0].ID() == ann.ID(), found[0].Name(), found[0].DefaultCard() == token.Card)
	// Output: true Ann Berg true
}

func ExampleError() {
	omise, done := account(tillbook.ProviderOmise)
	defer done()
	_, err := omise.Customers().Get("cust_test_nobody")
	var failure *tillbook.Error
	if errors.Is(err, tillbook.ErrNotFound) && errors.As(err, &failure) {
		fmt.Println(failure.Name, failure.Retryable)
		fmt.Println(failure.Message)
	}
	// Output:
	// not_found false
	// customer cust_test_nobody was not found; check the id and the account it belongs to
}

func ExampleCustomers_Find() {
	omise, done := account(tillbook.ProviderOmise)
	defer done()
	for _, name := range []string{"Bjørn Ångström", "Ann Berg"} {
		if _, err := omise.Customers().Create(ctx, tillbook.NewCustomer{Name: name}); err != nil {
			log.Fatal(err)
		}
	}
	found, err := omise.Customers().Find(tillbook.CustomerQuery{Name: "bjor"})
	if err != nil {
		log.Fatal(err)
	}
	for _, customer := range found.Records {
		fmt.Println(customer.Name())
	}
	// Output: Bjørn Ångström
}

func ExampleCustomers_Iterate() {
	omise, done := account(tillbook.ProviderOmise)
	defer done()
	people := strings.NewReader("customer id,name\n1001,Ann Berg\n1002,Bob Costa\n")
	if _, err := omise.Customers().ImportFrom(ctx, people, tillbook.ImportOptions{}); err != nil {
		log.Fatal(err)
	}
	customers, err := omise.Customers().Iterate(tillbook.ListQuery{NewestFirst: true})
	if err != nil {
		log.Fatal(err)
	}
	defer customers.Close()
	for customers.Next() {
		fmt.Println(customers.Customer().MerchantCustomerID(), customers.Customer().Name())
	}
	if err := customers.Err(); err != nil {
		log.Fatal(err)
	}
	// Output:
	// 1002 Bob Costa
	// 1001 Ann Berg
}

func ExampleCustomers_UpdateWith() {
	omise, done := account(tillbook.ProviderOmise)
	defer done()
	ann, err := omise.Customers().Create(ctx, tillbook.NewCustomer{Name: "Ann Berg", Notes: "likes tea"})
	if err != nil {
		log.Fatal(err)
	}
	add := func(now *tillbook.Customer) (tillbook.CustomerUpdate, error) {
		return tillbook.CustomerUpdate{Notes: now.Notes() + ", and cake"}, nil
	}
	ann, err = omise.Customers().UpdateWith(ctx, ann.ID(), add)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(ann.Notes())
	// Output: likes tea, and cake
}

func ExampleAccount_Call() {
	omise, done := account(tillbook.ProviderOmise)
	defer done()
	request, err := tillbook.JSONRequest("POST", "/customers", map[string]any{"email": "mei@example.org"})
	if err != nil {
		log.Fatal(err)
	}
	response, err := omise.Call(ctx, request)
	if err != nil {
		log.Fatal(err)
	}
	var mei struct{ Object, Email string }
	if err := response.JSON(&mei); err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.Status, response.Header("content-type"), mei.Object, mei.Email)
	// Output: 200 application/json; charset=utf-8 customer mei@example.org
}

func ExampleSchedules_Due() {
	now := time.Date(2026, 2, 3, 9, 0, 0, 0, time.UTC)
	omise, done := account(tillbook.ProviderOmise, tillbook.WithClock(func() time.Time { return now }))
	defer done()
	ann, err := omise.Customers().Create(ctx, tillbook.NewCustomer{
		Name: "Ann Berg",
		CardDetails: &tillbook.CardDetails{
			Number: "4242424242424242", Name: "Ann Berg", ExpirationMonth: 12, ExpirationYear: 2031,
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	rent, err := omise.Schedules().Create(ctx, tillbook.NewSchedule{
		Customer: ann.ID(), Amount: 150000, Currency: "THB",
		Recurrence: tillbook.EveryMonthsOnDays(1, 5),
		EndOn:      tillbook.Date{Year: 2026, Month: time.May, Day: 31},
	})
	if err != nil {
		log.Fatal(err)
	}
	now = now.AddDate(0, 0, 3)
	dues, err := omise.Schedules().Due(now, 0)
	if err != nil {
		log.Fatal(err)
	}
	for _, due := range dues {
		fmt.Println(due.ScheduledOn, due.Amount, due.Currency)
		paid := tillbook.Outcome{Status: tillbook.OccurrenceSuccessful}
		if _, err := omise.Schedules().Record(ctx, rent.ID, due.ScheduledOn, paid); err != nil {
			log.Fatal(err)
		}
	}
	next, err := omise.Schedules().NextDates(rent.ID, 2)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("then", next)
	// Output:
	// 2026-02-05 150000 THB
	// then [2026-03-05 2026-04-05]
}
