package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"encoding/json"
	"io"
)

// ImportOptions say how customers are imported; nothing need be given.
type ImportOptions struct {
	// DryRun makes every decision and changes nothing; other writes wait until it is over.
	DryRun bool
	// RowsAtOnce is how many rows become durable together at most; 0 for as many as the memory holds.
	RowsAtOnce uint64
	// MemoryBytes is the most bytes of memory that hold what is to be written, beside the store's own cache; 0 for 256 MiB,
	// which suffice for about 250,000 customers with a card each.
	MemoryBytes uint64
	// Progress is told each few thousand rows: the bytes of the file, and in Rows how many rows were decided; or, where Step
	// is "writing", how many rows of the tables are written of those that are held in memory; nil for nobody.
	Progress ProgressFunc
}

// An ImportReport says what came of an import.
type ImportReport struct {
	// Encoding is what the file was found to have.
	Encoding Encoding
	// Rows were decided, refused ones included.
	Rows uint64
	// Created are customers that are new, Updated those that were there and differed, Unchanged those that did not.
	Created, Updated, Unchanged uint64
	// Refused is how many rows were refused.
	Refused uint64
	// Refusals are the first 1000 of them, in the file's order.
	Refusals []Refusal
	// Warnings are the first 1000 different ones, in the order in which they were met first.
	Warnings []Warning
	// MoreWarnings is how many further warnings there were.
	MoreWarnings uint64
	// JSON is all of it, as the command `tillbook import --json` prints it.
	JSON json.RawMessage
}

// A Refusal is a row of a file that was not taken.
type Refusal struct {
	// Line is where the row begins, from 1.
	Line uint64
	// Reason is a clause that says what is wrong; never card data.
	Reason string
}

// A Warning is what was left out or changed although its row was taken.
type Warning struct {
	// Line is where it was met first, from 1.
	Line uint64
	// Times is how many times it was met.
	Times uint64
	// Reason is one sentence; never card data.
	Reason string
}

// Import imports the customers of a CSV, JSON or JSONL file; the format follows from the ending of the file's name, else
// from how it begins.
//
// A row is the same customer as the one with its id, or else with its merchant_customer_id. What it gives takes the place
// of what was there, and what it leaves out stays. A row that cannot be taken is refused on its own, with its line and the
// reason. Rows become durable in groups, each as large as the options allow: a whole file, mostly. When the import fails or
// the context is done in between, the earlier groups stay, and importing the file again takes up where it ended. Other
// writes wait while a group is read and written.
func (c Customers) Import(ctx context.Context, path string, options ImportOptions) (*ImportReport, error) {
	return c.imported(ctx, options, func(native *C.tillbook_import_options, user C.tillbook_go_user, report **C.tillbook_import_report, failure **C.tillbook_error) C.int32_t {
		return C.tillbook_go_import(c.account.handle, lend(path), native, user, report, failure)
	})
}

// ImportFrom imports customers as Import does, from what a reader gives, which is read to its end first; the format
// follows from how it begins.
func (c Customers) ImportFrom(ctx context.Context, from io.Reader, options ImportOptions) (*ImportReport, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	bytes, err := io.ReadAll(from)
	if err != nil {
		return nil, err
	}
	return c.imported(ctx, options, func(native *C.tillbook_import_options, user C.tillbook_go_user, report **C.tillbook_import_report, failure **C.tillbook_error) C.int32_t {
		return C.tillbook_go_import_from(c.account.handle, lendBytes(bytes), native, user, report, failure)
	})
}

type importCall func(*C.tillbook_import_options, C.tillbook_go_user, **C.tillbook_import_report, **C.tillbook_error) C.int32_t

func (c Customers) imported(ctx context.Context, options ImportOptions, call importCall) (*ImportReport, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	native := &C.tillbook_import_options{
		struct_size:  C.sizeof_tillbook_import_options,
		dry_run:      number(options.DryRun),
		rows_at_once: C.uint64_t(options.RowsAtOnce),
		memory_bytes: C.uint64_t(options.MemoryBytes),
	}
	var report *C.tillbook_import_report
	var failure *C.tillbook_error
	var status C.int32_t
	calls := callCallbacks{ctx: ctx, progress: options.Progress}
	defer calls.resume()
	calls.watch(func(user C.tillbook_go_user) {
		status = call(native, user, &report, &failure)
	})
	defer c.account.resume()
	if err := c.account.done(status, failure); err != nil {
		return nil, because(err, calls.cause)
	}
	return takeImportReport(report)
}

// takeImportReport copies a report of C's and frees it.
func takeImportReport(report *C.tillbook_import_report) (*ImportReport, error) {
	defer C.tillbook_import_report_free(report)
	fields := C.tillbook_import_report_fields{struct_size: C.sizeof_tillbook_import_report_fields}
	if err := failed(C.tillbook_import_report_read(report, &fields), nil); err != nil {
		return nil, err
	}
	taken := &ImportReport{
		Encoding:     Encoding(fields.encoding),
		Rows:         uint64(fields.rows),
		Created:      uint64(fields.created),
		Updated:      uint64(fields.updated),
		Unchanged:    uint64(fields.unchanged),
		Refused:      uint64(fields.refused),
		MoreWarnings: uint64(fields.more_warnings),
		JSON:         copiedJSON(fields.json),
	}
	for i := C.uint64_t(0); i < fields.refusal_count; i++ {
		var line C.uint64_t
		var reason C.tillbook_str
		if err := failed(C.tillbook_import_report_refusal(report, C.size_t(i), &line, &reason), nil); err != nil {
			return nil, err
		}
		taken.Refusals = append(taken.Refusals, Refusal{uint64(line), copied(reason)})
	}
	for i := C.uint64_t(0); i < fields.warning_count; i++ {
		var line, times C.uint64_t
		var reason C.tillbook_str
		if err := failed(C.tillbook_import_report_warning(report, C.size_t(i), &line, &times, &reason), nil); err != nil {
			return nil, err
		}
		taken.Warnings = append(taken.Warnings, Warning{uint64(line), uint64(times), copied(reason)})
	}
	return taken, nil
}
