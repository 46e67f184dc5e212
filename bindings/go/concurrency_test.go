package tillbook

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
)

const (
	goroutines = 64
	rounds     = 40
)

// Every goroutine's answers and errors must be its own, however many there are.
func TestManyGoroutines(t *testing.T) {
	store := temporary(t, WithDurabilityInterval(1e9))
	omise := got(store.Account(ProviderOmise, ModeTest))(t)
	var working sync.WaitGroup
	for i := 0; i < goroutines; i++ {
		working.Add(1)
		go func(worker int) {
			defer working.Done()
			for round := 0; round < rounds; round++ {
				if err := turn(omise, worker, round); err != nil {
					t.Errorf("goroutine %d, round %d: %v", worker, round, err)
					return
				}
			}
		}(i)
	}
	working.Wait()
	equal(t, got(omise.Customers().List(ListQuery{}))(t).Total, goroutines*rounds/4)
}

// turn reads, writes or fails, by turns.
func turn(omise *Account, worker, round int) error {
	number := fmt.Sprintf("%d-%d", worker, round-round%4)
	switch round % 4 {
	case 0:
		created, err := omise.Customers().Create(background, NewCustomer{MerchantCustomerID: number, Name: number})
		return isCalled(created, err, number)
	case 1:
		found, err := omise.Customers().ByMerchantCustomerID(number)
		return isCalled(found, err, number)
	case 2:
		_, err := omise.Customers().Get("cust_test_" + number)
		if !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "cust_test_"+number+" ") {
			return fmt.Errorf("another error: %w", err)
		}
	default:
		_, err := omise.Customers().Create(background, NewCustomer{MerchantCustomerID: number})
		if !errors.Is(err, ErrAlreadyExists) || !strings.Contains(err.Error(), number) {
			return fmt.Errorf("another error: %w", err)
		}
	}
	return nil
}

func isCalled(customer *Customer, err error, name string) error {
	if err == nil && customer.Name() != name {
		err = fmt.Errorf("found %s instead of %s", customer.Name(), name)
	}
	return err
}

// Records are anyone's to read at the same time.
func TestRecordsAreShared(t *testing.T) {
	omise := account(t, ProviderOmise)
	ann := got(omise.Customers().Create(background, NewCustomer{Name: "Ann", Tags: []string{"a", "b"}}))(t)
	var working sync.WaitGroup
	for i := 0; i < goroutines; i++ {
		working.Add(1)
		go func() {
			defer working.Done()
			fields := ann.Fields()
			if fields.Name != "Ann" || len(fields.Tags) != 2 || fields.Tags[1] != "b" {
				t.Errorf("found %+v", fields)
			}
		}()
	}
	working.Wait()
}

// Accounts may be asked for by many at once.
func TestAccountsAtOnce(t *testing.T) {
	store := temporary(t)
	var working sync.WaitGroup
	found := make([]*Account, goroutines)
	for i := range found {
		working.Add(1)
		go func(i int) {
			defer working.Done()
			found[i], _ = store.Account(ProviderKomoju, ModeTest)
		}(i)
	}
	working.Wait()
	for _, account := range found {
		equal(t, *account, *found[0])
	}
}
