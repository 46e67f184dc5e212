package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"encoding/json"
	"strings"
	"unsafe"
)

// A Header is a header of a request or of an answer.
type Header struct {
	// Name is in any case.
	Name string
	// Value is the header's value.
	Value string
}

// A Request is one to a provider's REST interface.
type Request struct {
	// Method is for example "POST", in any case.
	Method string
	// Path holds the query after a "?"; with or without the prefix that it has over HTTP, such as "/v2".
	Path string
	// Key says which of the account's keys the caller holds; 0 for the secret key.
	Key Key
	// Headers are the request's headers.
	Headers []Header
	// Body is as the Content-Type header says. It may hold a card number: the library wipes its copy, and so does this
	// package with its own.
	Body []byte
}

// JSONRequest is a request whose body is a value as JSON.
func JSONRequest(method, path string, body any) (Request, error) {
	bytes, err := json.Marshal(body)
	headers := []Header{{"Content-Type", "application/json"}}
	return Request{Method: method, Path: path, Headers: headers, Body: bytes}, err
}

// A Response is a provider's answer.
type Response struct {
	// Status is the status of HTTP, for example 200 or 404.
	Status int
	// Headers are the answer's headers.
	Headers []Header
	// Body is JSON with most answers, empty where there is none.
	Body []byte
}

// Header is the value of the first header with a name, whatever its case; empty where there is none.
func (r *Response) Header(name string) string {
	for _, header := range r.Headers {
		if strings.EqualFold(header.Name, name) {
			return header.Value
		}
	}
	return ""
}

// JSON reads the body into a value.
func (r *Response) JSON(into any) error { return json.Unmarshal(r.Body, into) }

// Call answers a request as the provider's own REST interface does, error bodies included. Nothing is sent anywhere.
//
// What the provider refuses is an answer like any other, with its status and body. Only when the store itself fails is
// there no answer, and an error that says what failed. What falls due of a schedule that is made here is charged by
// pretence.
func (a *Account) Call(ctx context.Context, request Request) (*Response, error) {
	if err := a.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	var response *C.tillbook_response
	var failure *C.tillbook_error
	defer a.resume()
	if err := a.done(C.tillbook_call(a.handle, request.native(&in), &response, &failure), failure); err != nil {
		return nil, err
	}
	return takeResponse(response)
}

func (r *Request) native(in *arena) *C.tillbook_request {
	native := place[C.tillbook_request](in)
	*native = C.tillbook_request{
		struct_size: C.sizeof_tillbook_request,
		key:         C.int32_t(r.Key),
		method:      in.must(r.Method),
		path:        in.must(r.Path),
		body:        in.json(r.Body),
	}
	if len(r.Headers) > 0 {
		headers := array[C.tillbook_header](in, len(r.Headers))
		for i, header := range r.Headers {
			headers[i] = C.tillbook_header{name: in.must(header.Name), value: in.must(header.Value)}
		}
		native.headers, native.header_count = unsafe.SliceData(headers), C.size_t(len(headers))
	}
	return native
}

// takeResponse copies an answer of C's and frees it.
func takeResponse(response *C.tillbook_response) (*Response, error) {
	defer C.tillbook_response_free(response)
	fields := C.tillbook_response_fields{struct_size: C.sizeof_tillbook_response_fields}
	if err := failed(C.tillbook_response_read(response, &fields), nil); err != nil {
		return nil, err
	}
	taken := &Response{Status: int(fields.status), Body: append([]byte{}, borrowed(fields.body)...)}
	for i := C.size_t(0); i < fields.header_count; i++ {
		var name, value C.tillbook_str
		if err := failed(C.tillbook_response_header(response, i, &name, &value), nil); err != nil {
			return nil, err
		}
		taken.Headers = append(taken.Headers, Header{copied(name), copied(value)})
	}
	return taken, nil
}
