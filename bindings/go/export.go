package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"io"
)

// Export writes all customers of the account into a file that only its owner can read, and answers how many they are. The
// file takes its name once it is whole and on the disk: an export that fails or is stopped spoils no earlier one and
// leaves nothing behind. Progress is told the customers; nil for nobody.
func (c Customers) Export(ctx context.Context, path string, format ExportFormat, progress ProgressFunc) (uint64, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return 0, err
	}
	var count C.uint64_t
	var failure *C.tillbook_error
	var status C.int32_t
	calls := callCallbacks{ctx: ctx, progress: progress}
	defer calls.resume()
	calls.watch(func(user C.tillbook_go_user) {
		status = C.tillbook_go_export(c.account.handle, lend(path), C.int32_t(format), user, &count, &failure)
	})
	return uint64(count), because(c.account.done(status, failure), calls.cause)
}

// ExportTo writes all customers of the account to a writer, and answers how many they are. An error of the writer stops
// the export, which then fails with an error that is both ErrCancelled and this one; some bytes were written then.
// Progress is told the customers; nil for nobody. The writer and progress follow the rules of callbacks in the package's
// documentation.
func (c Customers) ExportTo(ctx context.Context, to io.Writer, format ExportFormat, progress ProgressFunc) (uint64, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return 0, err
	}
	var count C.uint64_t
	var failure *C.tillbook_error
	var status C.int32_t
	calls := callCallbacks{ctx: ctx, write: to, progress: progress}
	defer calls.resume()
	calls.call(func(user C.tillbook_go_user) {
		status = C.tillbook_go_export_to(c.account.handle, C.int32_t(format), user, &count, &failure)
	})
	return uint64(count), because(c.account.done(status, failure), calls.cause)
}
