package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"encoding/json"
)

// A CheckReport says what a check found.
type CheckReport struct {
	// Sound is true when nothing is wrong.
	Sound bool
	// TotalFindings is how many things are wrong altogether.
	TotalFindings uint64
	// Findings are the first 100 of them.
	Findings []Finding
	// Tables are the tables that were walked.
	Tables []Table
	// JSON is all of it, as the command `tillbook check --json` prints it.
	JSON json.RawMessage
}

// A Finding is one thing that is wrong with a store.
type Finding struct {
	// Provider and Mode name the account that it is in; 0 where that is not known.
	Provider Provider
	Mode     Mode
	// Kind is what sort of damage it is, for example "stray_entry".
	Kind string
	// Message is a sentence that says where. It names records by their ids and holds no personal data.
	Message string
}

// A Table is one of the tables that a check walked.
type Table struct {
	// Name is the table's name.
	Name string
	// Rows is how many rows it has.
	Rows uint64
}

// Check checks an open store as it is now, and says what is wrong. It changes nothing, and writes go on meanwhile; the
// file grows with them, because the state that is checked is kept until the check is over. It takes some seconds for
// 1,000,000 customers. Progress is told the rows of each table, Step being the table's name; nil for nobody.
func (s *Store) Check(ctx context.Context, progress ProgressFunc) (*CheckReport, error) {
	if err := s.beginIn(ctx); err != nil {
		return nil, err
	}
	var report *C.tillbook_check_report
	var failure *C.tillbook_error
	var status C.int32_t
	calls := callCallbacks{ctx: ctx, progress: progress}
	defer calls.resume()
	calls.watch(func(user C.tillbook_go_user) {
		status = C.tillbook_go_check(s.handle, user, &report, &failure)
	})
	if err := s.done(status, failure); err != nil {
		return nil, because(err, calls.cause)
	}
	return takeCheckReport(report)
}

// CheckFile checks a store that is not open: first that the file's pages are as they were written, then everything that
// Store.Check does. Pages that can be repaired are repaired, which may take the store back to the write before the last,
// and are a finding; a file that cannot be opened for its damage is a finding too.
func CheckFile(ctx context.Context, path string, progress ProgressFunc) (*CheckReport, error) {
	if err := cancelled(ctx); err != nil {
		return nil, err
	}
	var report *C.tillbook_check_report
	var failure *C.tillbook_error
	var status C.int32_t
	calls := callCallbacks{ctx: ctx, progress: progress}
	defer calls.resume()
	calls.watch(func(user C.tillbook_go_user) {
		status = C.tillbook_go_check_file(lend(path), user, &report, &failure)
	})
	if err := failed(status, failure); err != nil {
		return nil, because(err, calls.cause)
	}
	return takeCheckReport(report)
}

// takeCheckReport copies a report of C's and frees it.
func takeCheckReport(report *C.tillbook_check_report) (*CheckReport, error) {
	defer C.tillbook_check_report_free(report)
	fields := C.tillbook_check_report_fields{struct_size: C.sizeof_tillbook_check_report_fields}
	if err := failed(C.tillbook_check_report_read(report, &fields), nil); err != nil {
		return nil, err
	}
	taken := &CheckReport{
		Sound:         fields.sound != 0,
		TotalFindings: uint64(fields.total_findings),
		JSON:          copiedJSON(fields.json),
	}
	for i := C.uint64_t(0); i < fields.finding_count; i++ {
		finding := C.tillbook_finding_fields{struct_size: C.sizeof_tillbook_finding_fields}
		if err := failed(C.tillbook_check_report_finding(report, C.size_t(i), &finding), nil); err != nil {
			return nil, err
		}
		taken.Findings = append(taken.Findings, Finding{
			Provider(finding.provider), Mode(finding.mode), copied(finding.kind), copied(finding.message),
		})
	}
	for i := C.uint64_t(0); i < fields.table_count; i++ {
		var name C.tillbook_str
		var rows C.uint64_t
		if err := failed(C.tillbook_check_report_table(report, C.size_t(i), &name, &rows), nil); err != nil {
			return nil, err
		}
		taken.Tables = append(taken.Tables, Table{copied(name), uint64(rows)})
	}
	return taken, nil
}
