package tillbook

// #include "native.h"
import "C"

import "context"

// A BackupReport says what a backup wrote.
type BackupReport struct {
	// Rows were copied, of all tables together.
	Rows uint64
	// Bytes are what the copy takes on the disk.
	Bytes uint64
}

// Backup copies the store, as it is at this moment, into a new file that only its owner can read, where there is nothing
// yet. Writes go on meanwhile and are not in the copy. The copy is a store by itself; the key of the cards' fingerprints is
// not in it. It gets its name once it is whole and on the disk: when the backup fails or is stopped, nothing is left of it.
// Progress is told the rows of all tables together; nil for nobody.
func (s *Store) Backup(ctx context.Context, path string, progress ProgressFunc) (BackupReport, error) {
	if err := s.beginIn(ctx); err != nil {
		return BackupReport{}, err
	}
	fields := C.tillbook_backup_fields{struct_size: C.sizeof_tillbook_backup_fields}
	var failure *C.tillbook_error
	var status C.int32_t
	calls := callCallbacks{ctx: ctx, progress: progress}
	defer calls.resume()
	calls.watch(func(user C.tillbook_go_user) {
		status = C.tillbook_go_backup(s.handle, lend(path), user, &fields, &failure)
	})
	if err := s.done(status, failure); err != nil {
		return BackupReport{}, because(err, calls.cause)
	}
	return BackupReport{uint64(fields.rows), uint64(fields.bytes)}, nil
}

// A CompactReport says what compacting did to a file.
type CompactReport struct {
	// BytesBefore and BytesAfter are what the file took on the disk.
	BytesBefore, BytesAfter uint64
}

// Compact rewrites a store that is not open so that its file takes no more of the disk than its records need. Nothing else
// changes. It takes about as long as copying the file several times, and once begun is not interrupted.
func Compact(ctx context.Context, path string) (CompactReport, error) {
	if err := cancelled(ctx); err != nil {
		return CompactReport{}, err
	}
	fields := C.tillbook_compact_fields{struct_size: C.sizeof_tillbook_compact_fields}
	var failure *C.tillbook_error
	if err := failed(C.tillbook_compact(lend(path), &fields, &failure), failure); err != nil {
		return CompactReport{}, err
	}
	return CompactReport{uint64(fields.bytes_before), uint64(fields.bytes_after)}, nil
}
