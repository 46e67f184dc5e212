// The stories of Omise's published Go client, in one of the two versions of the interface.
package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/omise/omise-go"
	"github.com/omise/omise-go/operations"
	"github.com/omise/omise-go/schedule"
)

// Its objects are those of 2017; dates of schedules have other names since.
const old = "2017-11-02"

var version = os.Args[1]

func main() {
	// Whatever the client waits for, a story ends before its time is up.
	time.AfterFunc(50*time.Second, func() { panic("the story takes too long") })
	t := newTill(version)
	customer := cardsAndTheirDefault(t)
	aListOfThreePages(t, customer)
	updatesAndRefusals(t, customer)
	schedules(t, customer)
	anEnd(t, customer)
}

func (t *till) token(number string) *omise.Token {
	token := &omise.Token{}
	must(t.Do(token, &operations.CreateToken{
		Name: "Somchai Prasert", Number: number, ExpirationMonth: time.October, ExpirationYear: 2031,
		SecurityCode: "123", City: "Bangkok", PostalCode: "10320",
	}))
	return token
}

func cardsAndTheirDefault(t *till) string {
	token := t.token("4242424242424242")
	same(token.Used, false)
	same([]string{token.Card.LastDigits, token.Card.Brand, token.Card.City}, []string{"4242", "Visa", "Bangkok"})
	customer := &omise.Customer{}
	metadata := map[string]interface{}{"answer": 42.0, "deep": map[string]interface{}{"list": []interface{}{1.0, nil}}}
	must(t.Do(customer, &operations.CreateCustomer{
		Email: "somchai@example.com", Description: "Somchai", Card: token.ID, Metadata: metadata,
	}))
	same(customer.Object, "customer")
	same([]string{customer.Email, customer.Description}, []string{"somchai@example.com", "Somchai"})
	same(customer.Metadata, metadata)
	same([]interface{}{customer.Live, customer.Cards.Total, customer.DefaultCard}, []interface{}{false, 1, token.Card.ID})
	if version != old {
		same(customer.CreatedAt, time.Date(2027, time.March, 1, 9, 0, 0, 0, time.UTC))
	}

	used := &omise.Token{}
	must(t.Do(used, &operations.RetrieveToken{ID: token.ID}))
	same([]interface{}{used.Used, used.Card == nil}, []interface{}{true, true})
	again := &operations.UpdateCustomer{CustomerID: customer.ID, Card: token.ID}
	refused(t.Do(&omise.Customer{}, again), "(400/used_token) token was already used")

	second, third := t.token("5555555555554444"), t.token("4111111111111111")
	must(t.Do(customer, &operations.UpdateCustomer{CustomerID: customer.ID, Card: second.ID}))
	same([]interface{}{customer.Cards.Total, customer.DefaultCard}, []interface{}{2, token.Card.ID})
	must(t.Do(customer, &operations.UpdateCustomer{CustomerID: customer.ID, Card: third.ID}))
	must(t.Do(customer, &operations.UpdateCustomer{CustomerID: customer.ID, DefaultCard: second.Card.ID}))
	same(customer.DefaultCard, second.Card.ID)
	unknown := &operations.UpdateCustomer{CustomerID: customer.ID, DefaultCard: "card_test_nope"}
	refused(t.Do(&omise.Customer{}, unknown), "(404/not_found) card card_test_nope was not found")

	cards := &omise.CardList{}
	must(t.Do(cards, &operations.ListCards{
		CustomerID: customer.ID, List: operations.List{Limit: 2, Order: omise.ReverseChronological},
	}))
	same([]interface{}{cards.Total, len(cards.Data)}, []interface{}{3, 2})
	same([]string{cards.Data[0].ID, cards.Data[1].ID}, []string{third.Card.ID, second.Card.ID})

	card := &omise.Card{}
	must(t.Do(card, &operations.UpdateCard{
		CustomerID: customer.ID, CardID: second.Card.ID, Name: "S. Prasert", ExpirationMonth: time.November,
	}))
	same([]interface{}{card.Name, card.ExpirationMonth}, []interface{}{"S. Prasert", time.November})
	same(card.ExpirationYear, 2031)
	shown := &omise.Card{}
	must(t.Do(shown, &operations.RetrieveCard{CustomerID: customer.ID, CardID: card.ID}))
	same(shown, card)
	deletion := &omise.Deletion{}
	must(t.Do(deletion, &operations.DestroyCard{CustomerID: customer.ID, CardID: card.ID}))
	same([]interface{}{deletion.ID, deletion.Deleted}, []interface{}{card.ID, true})
	must(t.Do(customer, &operations.RetrieveCustomer{CustomerID: customer.ID}))
	same(customer.DefaultCard, third.Card.ID)
	gone := &operations.RetrieveCard{CustomerID: customer.ID, CardID: card.ID}
	refused(t.Do(&omise.Customer{}, gone), "(404/not_found) card "+card.ID+" was not found")
	return customer.ID
}

func aListOfThreePages(t *till, customer string) {
	made := []string{customer}
	for number := 1; number < 205; number++ {
		guest := &omise.Customer{}
		must(t.Do(guest, &operations.CreateCustomer{Email: fmt.Sprintf("guest%d@example.com", number)}))
		made = append(made, guest.ID)
	}
	seen := []string{}
	for total := 1; len(seen) < total; {
		page := &omise.CustomerList{}
		must(t.Do(page, &operations.ListCustomers{List: operations.List{Limit: 100, Offset: len(seen)}}))
		same([]int{page.Limit, page.Offset}, []int{100, len(seen)})
		for _, guest := range page.Data {
			seen = append(seen, guest.ID)
		}
		total = page.Total
	}
	same(seen, made)
	before := &omise.CustomerList{}
	anHour := operations.List{To: time.Date(2027, time.March, 1, 8, 0, 0, 0, time.UTC)}
	must(t.Do(before, &operations.ListCustomers{List: anHour}))
	same([]int{before.Total, len(before.Data)}, []int{0, 0})
}

func updatesAndRefusals(t *till, id string) {
	customer := &omise.Customer{}
	must(t.Do(customer, &operations.UpdateCustomer{CustomerID: id, Description: "Somchai P.", Email: "prasert@example.com"}))
	same([]string{customer.Description, customer.Email}, []string{"Somchai P.", "prasert@example.com"})
	same(customer.Metadata["answer"], 42.0)
	metadata := map[string]interface{}{"tier": "gold"}
	// Go merges what it reads into the maps of an object that it is given, so a fresh one is.
	replaced := &omise.Customer{}
	must(t.Do(replaced, &operations.UpdateCustomer{CustomerID: id, Metadata: metadata}))
	same(replaced.Metadata, metadata)

	missing := &operations.RetrieveCustomer{CustomerID: "missing"}
	refused(t.Do(&omise.Customer{}, missing), "(404/not_found) customer missing was not found")
	wrong := &operations.CreateToken{Name: "S", Number: "4242424242424241", ExpirationMonth: 10, ExpirationYear: 2031}
	refused(t.Do(&omise.Customer{}, wrong), "(400/invalid_card) number is invalid")
	late := &operations.CreateToken{Name: "S", Number: "4242424242424242", ExpirationMonth: 10, ExpirationYear: 2020}
	refused(t.Do(&omise.Customer{}, late), "(400/invalid_card) expiration date cannot be in the past")

	stranger := t.as(t.open, "skey_test_nobody")
	denied := "(401/authentication_failure) authentication failed"
	refused(stranger.Do(customer, &operations.RetrieveCustomer{CustomerID: id}), denied)
	// Keys in each other's place do not even leave the client.
	_, err := omise.NewClient(t.secret, t.open)
	same(errors.Is(err, omise.ErrInvalidKey), true)
}

func schedules(t *till, customer string) {
	daily := &omise.Schedule{}
	must(t.Do(daily, &operations.CreateChargeSchedule{
		Every: 1, Period: schedule.PeriodDay, StartDate: "2027-03-02", EndDate: "2027-03-06",
		Customer: customer, Amount: 100000, Currency: "thb",
	}))
	same([]string{daily.Object, daily.InWords, daily.Charge.Customer}, []string{"schedule", "Every 1 day(s)", customer})
	if version == old {
		same(daily.Status, schedule.Active)
		same([]string{daily.StartDate.String(), daily.EndDate.String()}, []string{"2027-03-02", "2027-03-06"})
	}
	weekly := &omise.Schedule{}
	must(t.Do(weekly, &operations.CreateChargeSchedule{
		Every: 2, Period: schedule.PeriodWeek, Weekdays: schedule.Weekdays{schedule.Monday, schedule.Friday},
		EndDate: "2027-12-31", Customer: customer, Amount: 2000, Description: "Membership",
	}))
	same(weekly.InWords, "Every 2 week(s) on Monday and Friday")
	same(weekly.On.Weekdays, schedule.Weekdays{schedule.Monday, schedule.Friday})
	same(weekly.Occurrences.Total, 1)

	t.setClock("2027-03-03T12:00:00Z", true)
	occurrences := &omise.OccurrenceList{}
	must(t.Do(occurrences, &operations.ListScheduleOccurrences{ScheduleID: daily.ID}))
	same(occurrences.Total, 2)
	for place, occurrence := range occurrences.Data {
		same(occurrence.Status, schedule.OccurrenceSuccessful)
		same([]string{occurrence.Schedule, occurrence.Result[:10]}, []string{daily.ID, "chrg_test_"})
		if version == old {
			same(occurrence.ScheduleDate.String(), fmt.Sprintf("2027-03-0%d", place+2))
		}
	}
	t.setClock("2027-03-04T12:00:00Z", false)
	outcome := map[string]string{
		"schedule": daily.ID, "scheduled_on": "2027-03-04", "status": "failed", "message": "insufficient fund",
	}
	same(t.post("/_tillbook/occurrences", outcome), 201)
	now := &omise.Schedule{}
	must(t.Do(now, &operations.RetrieveSchedule{ScheduleID: daily.ID}))
	failed := now.Occurrences.Data[2]
	same(failed.Status, schedule.OccurrenceFailed)
	same([]string{failed.Message, failed.Result}, []string{"insufficient fund", ""})

	listed := &omise.ScheduleList{}
	must(t.Do(listed, &operations.ListCustomerChargeSchedules{CustomerID: customer}))
	same([]string{listed.Data[0].ID, listed.Data[1].ID}, []string{daily.ID, weekly.ID})
	must(t.Do(listed, &operations.ListChargeSchedules{List: operations.List{Limit: 1}}))
	same([]int{listed.Total, listed.Limit}, []int{2, 1})
	must(t.Do(weekly, &operations.DestroySchedule{ScheduleID: weekly.ID}))
	same(weekly.Status, schedule.Deleted)
	must(t.Do(listed, &operations.ListSchedules{}))
	same(listed.Total, 2)
}

func anEnd(t *till, customer string) {
	deletion := &omise.Deletion{}
	must(t.Do(deletion, &operations.DestroyCustomer{CustomerID: customer}))
	same([]interface{}{deletion.ID, deletion.Deleted}, []interface{}{customer, true})
	gone := "(404/not_found) customer " + customer + " was not found"
	refused(t.Do(&omise.Customer{}, &operations.RetrieveCustomer{CustomerID: customer}), gone)
	refused(t.Do(&omise.Customer{}, &operations.UpdateCustomer{CustomerID: customer, Description: "back"}), gone)
	refused(t.Do(&omise.Customer{}, &operations.DestroyCustomer{CustomerID: customer}), gone)
	list := &omise.CustomerList{}
	must(t.Do(list, &operations.ListCustomers{List: operations.List{Limit: 1}}))
	same(list.Total, 204)
}
