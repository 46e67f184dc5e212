package tillbook

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// people is a CSV file of so many customers.
func people(count int) string {
	var csv strings.Builder
	csv.WriteString("customer id,name\n")
	for i := 0; i < count; i++ {
		csv.WriteString(strconv.Itoa(i) + ",Person " + strconv.Itoa(i) + "\n")
	}
	return csv.String()
}

// A call whose context is done must not begin.
func TestADoneContextStopsCalls(t *testing.T) {
	omise := account(t, ProviderShopline)
	ctx, cancel := context.WithCancel(background)
	cancel()
	folder := t.TempDir()
	calls := map[string]func() error{
		"Create":     func() error { _, err := omise.Customers().Create(ctx, NewCustomer{}); return err },
		"Update":     func() error { _, err := omise.Customers().Update(ctx, "", CustomerUpdate{}); return err },
		"UpdateWith": func() error { _, err := omise.Customers().UpdateWith(ctx, "", nil); return err },
		"Delete":     func() error { _, err := omise.Customers().Delete(ctx, ""); return err },
		"Verify":     func() error { _, err := omise.Customers().VerifyMobilePhone(ctx, ""); return err },
		"Import":     func() error { _, err := omise.Customers().Import(ctx, "", ImportOptions{}); return err },
		"ImportFrom": func() error { _, err := omise.Customers().ImportFrom(ctx, nil, ImportOptions{}); return err },
		"Export":     func() error { _, err := omise.Customers().Export(ctx, folder, ExportCSV, nil); return err },
		"ExportTo":   func() error { _, err := omise.Customers().ExportTo(ctx, nil, ExportCSV, nil); return err },
		"Cards":      func() error { _, err := omise.Cards().Create(ctx, "", ""); return err },
		"Tokens":     func() error { _, err := omise.Tokens().Create(ctx, CardDetails{}); return err },
		"Schedules":  func() error { _, err := omise.Schedules().SimulateDue(ctx); return err },
		"Tax":        func() error { _, err := omise.TaxIdentifiers().Create(ctx, "", ""); return err },
		"Ledgers":    func() error { return omise.Ledgers().EndDue(ctx, "", LedgerStoreCredit) },
		"Call":       func() error { _, err := omise.Call(ctx, Request{}); return err },
		"Check":      func() error { _, err := omise.Store().Check(ctx, nil); return err },
		"CheckFile":  func() error { _, err := CheckFile(ctx, "", nil); return err },
		"Backup":     func() error { _, err := omise.Store().Backup(ctx, "", nil); return err },
		"Compact":    func() error { _, err := Compact(ctx, ""); return err },
		"Stat":       func() error { _, err := omise.Store().Stat(ctx); return err },
		"Sync":       func() error { return omise.Store().Sync(ctx) },
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, context.Canceled) || !errors.Is(err, ErrCancelled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	equal(t, got(omise.Customers().List(ListQuery{}))(t).Total, 0)
}

// Long work must stop while it runs, and say which context stopped it.
func TestLongWorkStopsInBetween(t *testing.T) {
	omise := account(t, ProviderOmise)
	ctx, cancel := context.WithCancel(background)
	stop := func(p Progress) error {
		if p.Rows >= 200 {
			cancel()
		}
		return nil
	}
	options := ImportOptions{RowsAtOnce: 100, Progress: stop}
	_, err := omise.Customers().ImportFrom(ctx, strings.NewReader(people(1000)), options)
	if !errors.Is(err, context.Canceled) || !errors.Is(err, ErrCancelled) {
		t.Fatal(err)
	}
	there := got(omise.Customers().List(ListQuery{}))(t).Total
	if there < 200 || there >= 1000 {
		t.Errorf("%d customers were imported", there)
	}
	report := got(omise.Customers().ImportFrom(background, strings.NewReader(people(1000)), ImportOptions{}))(t)
	equal(t, report.Unchanged, there)
	equal(t, report.Created, 1000-there)

	late, cancel := context.WithDeadline(background, time.Now().Add(20*time.Millisecond))
	defer cancel()
	wait := func(Progress) error { <-late.Done(); return nil }
	path := filepath.Join(t.TempDir(), "copy.tillbook")
	for name, call := range map[string]func(context.Context) error{
		"Backup": func(ctx context.Context) error { _, err := omise.Store().Backup(ctx, path, wait); return err },
		"Check":  func(ctx context.Context) error { _, err := omise.Store().Check(ctx, wait); return err },
		"Export": func(ctx context.Context) error {
			_, err := omise.Customers().Export(ctx, path, ExportJSONL, wait)
			return err
		},
		"ExportTo": func(ctx context.Context) error {
			_, err := omise.Customers().ExportTo(ctx, &bytes.Buffer{}, ExportJSONL, wait)
			return err
		},
	} {
		if err := call(late); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was left behind: %v", err)
	}
}

// Files must hold what the store does, and the store what the files do.
func TestFiles(t *testing.T) {
	omise := account(t, ProviderOmise)
	folder := t.TempDir()
	csv, copy, jsonl := filepath.Join(folder, "in.csv"), filepath.Join(folder, "copy.tillbook"), filepath.Join(folder, "out.jsonl")
	must(t, os.WriteFile(csv, []byte(people(50)), 0o600))
	var told Progress
	note := func(p Progress) error { told = p; return nil }
	report := got(omise.Customers().Import(background, csv, ImportOptions{Progress: note}))(t)
	equal(t, report.Created, 50)
	equal(t, report.Encoding, EncodingUTF8)
	equal(t, told.Rows, 50)
	equal(t, told.Done, told.Total)
	equal(t, got(omise.Customers().Export(background, jsonl, ExportJSONL, note))(t), 50)
	equal(t, told.Total, 50)
	backup := got(omise.Store().Backup(background, copy, note))(t)
	equal(t, backup.Rows > 50 && backup.Bytes > 0, true)
	check := got(omise.Store().Check(background, note))(t)
	equal(t, check.Sound && len(check.Tables) > 0 && told.Step != "", true)
	equal(t, got(CheckFile(background, copy, nil))(t).Sound, true)
	equal(t, got(Compact(background, copy))(t).BytesAfter > 0, true)
	stat := got(omise.Store().Stat(background))(t)
	equal(t, stat.Customers, 50)
	equal(t, stat.StoreID, got(omise.Store().ID())(t))
	equal(t, stat.Accounts[0].Provider, ProviderOmise)
	equal(t, stat.Newest.IsZero(), false)
	equal(t, got(omise.Store().Format())(t), stat.Format)
	must(t, omise.Store().Sync(background))
}
