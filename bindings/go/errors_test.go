package tillbook

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// An error must be found by its status and tell what the library said.
func TestErrorsAreTheLibrarys(t *testing.T) {
	omise := account(t, ProviderOmise)
	_, err := omise.Customers().Get("cust_test_nobody")
	var failure *Error
	if !errors.Is(err, ErrNotFound) || !errors.As(err, &failure) {
		t.Fatal(err)
	}
	equal(t, failure.Status, StatusNotFound)
	equal(t, failure.Name, "not_found")
	equal(t, failure.Message, "customer cust_test_nobody was not found; check the id and the account it belongs to")
	equal(t, failure.Retryable, false)
	equal(t, err.Error(), "tillbook: "+failure.Message)
	equal(t, errors.Is(err, ErrDeleted), false)
	equal(t, errors.Is(err, StatusNotFound), true)

	_, err = omise.Schedules().Create(background, NewSchedule{})
	if !errors.As(err, &failure) {
		t.Fatal(err)
	}
	equal(t, failure.Field != "", true)
}

// What no store was asked for must be an error of the same kind.
func TestErrorsOfGoItselfLookTheSame(t *testing.T) {
	omise := account(t, ProviderOmise)
	var failure *Error
	_, err := omise.Schedules().Create(background, NewSchedule{Recurrence: EveryMonthsOnDays(1, 32)})
	if !errors.Is(err, ErrInvalidArgument) || !errors.As(err, &failure) {
		t.Fatal(err)
	}
	equal(t, failure.Field, "recurrence.days_of_month")
	_, err = omise.Schedules().Create(background, NewSchedule{Recurrence: EveryWeeks(1, Weekday(40))})
	if !errors.Is(err, ErrInvalidArgument) {
		t.Error(err)
	}
	equal(t, StatusNotFound.Error(), "tillbook: "+StatusNotFound.Meaning())
}

// Opening what is not there, is no store, or is open already must tell these apart.
func TestStoresThatCannotBeOpened(t *testing.T) {
	folder := t.TempDir()
	if _, err := Open(filepath.Join(folder, "none.tillbook"), MustExist()); !errors.Is(err, ErrStoreMissing) {
		t.Error(err)
	}
	text := filepath.Join(folder, "text.tillbook")
	must(t, os.WriteFile(text, []byte(strings.Repeat("no store ", 1000)), 0o600))
	if _, err := Open(text); !errors.Is(err, ErrNotAStore) {
		t.Error(err)
	}
	path := filepath.Join(folder, "till.tillbook")
	store := got(Open(path))(t)
	if _, err := Open(path); !errors.Is(err, ErrAlreadyOpen) {
		t.Error(err)
	}
	equal(t, got(store.Path())(t), path)
	equal(t, len(got(store.ID())(t)), 32)
	must(t, store.Close())
	var failure *Error
	_, err := Open(filepath.Join(folder, strings.Repeat("long", 100)))
	if !errors.Is(err, ErrIO) || !errors.As(err, &failure) || failure.OSError != syscall.ENAMETOOLONG {
		t.Errorf("%v %+v", err, failure)
	}
	equal(t, errors.Is(err, syscall.ENAMETOOLONG), true)
}

// A store for reading alone must read, and refuse to write.
func TestReadingAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "till.tillbook")
	store := got(Open(path, WithCacheBytes(1<<20)))(t)
	omise := got(store.Account(ProviderOmise, ModeLive))(t)
	ann := got(omise.Customers().Create(background, NewCustomer{Name: "Ann"}))(t)
	must(t, store.Close())
	reader := got(Open(path, WithReadOnly()))(t)
	defer reader.Close()
	omise = got(reader.Account(ProviderOmise, ModeLive))(t)
	equal(t, got(omise.Customers().Get(ann.ID()))(t).Name(), "Ann")
	if _, err := omise.Customers().Delete(background, ann.ID()); !errors.Is(err, ErrReadOnly) {
		t.Error(err)
	}
}

// A fault inside the library must stop the store and not the program.
func TestAFaultStopsTheStore(t *testing.T) {
	omise := account(t, ProviderOmise)
	must(t, omise.Store().Health())
	if err := omise.Store().DebugPanic(); !errors.Is(err, ErrPanicked) {
		t.Error(err)
	}
	if err := omise.Store().Health(); !errors.Is(err, ErrPoisoned) {
		t.Error(err)
	}
	if _, err := omise.Customers().Create(background, NewCustomer{}); !errors.Is(err, ErrPoisoned) {
		t.Error(err)
	}
}

// Card data must be in no error and no printed value.
func TestCardDataIsNowhere(t *testing.T) {
	omise := account(t, ProviderOmise)
	_, err := omise.Tokens().Create(background, CardDetails{Number: "4242424242424241", SecurityCode: "987"})
	if !errors.Is(err, ErrInvalidCard) {
		t.Fatal(err)
	}
	for _, secret := range []string{"4242424242424241", "987"} {
		equal(t, strings.Contains(err.Error(), secret), false)
	}
}

// Statuses and errors compare through wrapping.
func TestWrappedErrors(t *testing.T) {
	cause := errors.New("the writer is full")
	err := because(refused(StatusCancelled, "stopped.", nil), cause)
	equal(t, errors.Is(err, cause) && errors.Is(err, ErrCancelled), true)
	equal(t, err.Error(), "tillbook: stopped. (the writer is full)")
	ctx, cancel := context.WithCancel(background)
	equal(t, cancelled(ctx) == nil, true)
	cancel()
	equal(t, errors.Is(cancelled(ctx), context.Canceled), true)
}
