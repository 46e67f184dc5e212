package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"sync"
	"syscall"
)

// An Error says why a call failed. errors.Is compares it with ErrNotFound and the like, errors.As finds it.
type Error struct {
	// Status is what the call came to.
	Status Status
	// Name is the status by name, for example "not_found".
	Name string
	// Message is one sentence on what was wrong and what to do next. It never holds card data.
	Message string
	// Field is the parameter or field at fault; empty where there is none.
	Field string
	// Retryable tells whether the same call may succeed later without being changed.
	Retryable bool
	// OSError is the operating system's own number with ErrIO; 0 where there is none.
	OSError syscall.Errno

	cause error
}

// Error is the message, and the cause where the program itself stopped the work.
func (e *Error) Error() string {
	if e.cause != nil {
		return "tillbook: " + e.Message + " (" + e.cause.Error() + ")"
	}
	return "tillbook: " + e.Message
}

// Is tells whether the target is the status of this error, for example ErrNotFound.
func (e *Error) Is(target error) bool {
	status, is := target.(Status)
	return is && status == e.Status
}

// Unwrap is what stopped the work: the context's error, what a callback or an io.Writer returned, or the operating
// system's error.
func (e *Error) Unwrap() error {
	if e.cause != nil {
		return e.cause
	}
	if e.OSError != 0 {
		return e.OSError
	}
	return nil
}

// Meaning is one sentence on what a status means.
func (s Status) Meaning() string { return s.meaning() }

// Retryable tells whether a call that came to this status may succeed later without being changed.
func (s Status) Retryable() bool { return C.tillbook_status_retryable(C.int32_t(s)) != 0 }

// failed reads and frees what C says of a failure; nil for none.
func failed(status C.int32_t, failure *C.tillbook_error) error {
	if status == C.TILLBOOK_OK {
		return nil
	}
	if status == C.TILLBOOK_REENTRANT {
		inside.keep(failure)
		return refused(StatusReentrant, StatusReentrant.Meaning(), nil)
	}
	defer C.tillbook_error_free(failure)
	fields := C.tillbook_error_fields{struct_size: C.sizeof_tillbook_error_fields}
	if C.tillbook_error_read(failure, &fields) != C.TILLBOOK_OK {
		return refused(Status(status), Status(status).Meaning(), nil)
	}
	return &Error{
		Status:    Status(fields.code),
		Name:      copied(fields.name),
		Message:   copied(fields.message),
		Field:     copied(fields.field),
		Retryable: fields.retryable != 0,
		OSError:   syscall.Errno(fields.os_error),
	}
}

// insideErrors belong to calls that callbacks made. Inside a callback they can be neither read nor freed.
type insideErrors struct {
	mutex sync.Mutex
	all   []*C.tillbook_error
}

var inside insideErrors

func (i *insideErrors) keep(failure *C.tillbook_error) {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	i.all = append(i.all, failure)
}

// free frees what can be freed here: all of them, unless this is inside a callback too.
func (i *insideErrors) free() {
	i.mutex.Lock()
	defer i.mutex.Unlock()
	for len(i.all) > 0 && C.tillbook_error_free(i.all[len(i.all)-1]) == C.TILLBOOK_OK {
		i.all = i.all[:len(i.all)-1]
	}
}

// refused is an error that C was not asked for.
func refused(status Status, message string, cause error) *Error {
	return &Error{Status: status, Name: status.String(), Message: message, Retryable: status.Retryable(), cause: cause}
}

// cancelled is the error of a call that was not begun, because its context is done; nil while it is not.
func cancelled(ctx context.Context) error {
	if cause := ctx.Err(); cause != nil {
		return refused(StatusCancelled, "The context was done before the call began; nothing was changed.", cause)
	}
	return nil
}

// Error is what the status means, so that a status is an error to compare others with.
func (s Status) Error() string { return "tillbook: " + s.Meaning() }
