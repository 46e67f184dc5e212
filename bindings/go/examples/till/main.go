// Command till is a small till: it imports a CSV file of customers, then looks each line of its input up and prints a
// receipt line with the customer.
//
//	till STORE people.csv < scans
//
// A line is a barcode, an e-mail address, the shop's number, or the last digits of a telephone number, and after a blank
// the amount to be charged.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	tillbook "github.com/tillbook/tillbook/bindings/go"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: till STORE people.csv < scans")
		os.Exit(2)
	}
	if err := run(ctx, os.Args[1], os.Args[2], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, path, people string, scans io.Reader, receipt io.Writer) (err error) {
	store, err := tillbook.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	omise, err := store.Account(tillbook.ProviderOmise, tillbook.ModeLive)
	if err != nil {
		return err
	}
	report, err := omise.Customers().Import(ctx, people, tillbook.ImportOptions{})
	if err != nil {
		return err
	}
	fmt.Fprintf(receipt, "%d customers are new, %d rows were refused\n", report.Created, report.Refused)
	for _, refusal := range report.Refusals {
		fmt.Fprintf(receipt, "  line %d %s\n", refusal.Line, refusal.Reason)
	}
	lines := bufio.NewScanner(scans)
	for lines.Scan() {
		scanned, amount, _ := strings.Cut(lines.Text(), " ")
		customer, err := lookUp(omise.Customers(), scanned)
		if err != nil {
			return err
		}
		fmt.Fprintln(receipt, receiptLine(customer, scanned, amount))
	}
	return lines.Err()
}

// lookUp tries one thing after the other, the surest first; nil is nobody.
func lookUp(customers tillbook.Customers, scanned string) (*tillbook.Customer, error) {
	for _, find := range []func(string) ([]*tillbook.Customer, error){
		customers.ByBarcode,
		customers.ByEmail,
		func(number string) ([]*tillbook.Customer, error) {
			page, err := customers.Find(tillbook.CustomerQuery{MerchantCustomerID: number, Limit: 1})
			return page.Records, err
		},
		func(digits string) ([]*tillbook.Customer, error) {
			page, err := customers.Find(tillbook.CustomerQuery{Phone: digits, Limit: 2})
			return page.Records, err
		},
	} {
		found, err := find(scanned)
		if err != nil && !errors.Is(err, tillbook.ErrInvalidArgument) {
			return nil, err
		}
		if len(found) == 1 {
			return found[0], nil
		}
	}
	return nil, nil
}

func receiptLine(customer *tillbook.Customer, scanned, amount string) string {
	if customer == nil {
		return fmt.Sprintf("%-24s %10s  (no customer for %s)", "", amount, scanned)
	}
	return fmt.Sprintf("%-24s %10s  no. %s, customer since %d", customer.Name(), amount, customer.MerchantCustomerID(),
		customer.CreatedAt().Year())
}
