package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// The till must find customers by whatever is scanned or typed, and go on where there is nobody.
func TestTheTill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "till.tillbook")
	var receipt strings.Builder
	scans := "0101 12.50\nBOB@example.org 3.00\n1003 7.25\n5550102 1.00\nnobody 9.99\n"
	if err := run(context.Background(), path, "people.csv", strings.NewReader(scans), &receipt); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + receipt.String())
	lines := strings.Split(receipt.String(), "\n")
	for i, expected := range []string{
		"3 customers are new, 0 rows were refused", "Ann Berg", "Bob Costa", "Mei Dahl", "Bob Costa", "no customer for nobody",
	} {
		if !strings.Contains(lines[i], expected) {
			t.Errorf("line %d is %q and lacks %q", i, lines[i], expected)
		}
	}
	if !strings.Contains(lines[1], "12.50") || !strings.Contains(lines[1], "no. 1001") {
		t.Error(lines[1])
	}
}

// A file that is not there must be told.
func TestWithoutPeople(t *testing.T) {
	path := filepath.Join(t.TempDir(), "till.tillbook")
	if err := run(context.Background(), path, "nobody.csv", strings.NewReader(""), &strings.Builder{}); err == nil {
		t.Error("nothing was told")
	}
}
