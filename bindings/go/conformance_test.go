package tillbook

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// The corpus that every language replays; its README says what a line means.
const corpus = "../../tests/conformance"

// A line of the corpus.
type line struct {
	Story    string
	Provider string
	Mode     string
	Now      int64
	Clock    *int64
	Reopen   bool
	Call     json.RawMessage
	Do       string
	With     json.RawMessage
	Answer   json.RawMessage
	Error    json.RawMessage
}

// Go must answer what the other languages answer.
func TestTheCorpus(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus, "*.jsonl"))
	must(t, err)
	if len(files) == 0 {
		t.Fatal("there is no corpus in " + corpus)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".jsonl"), func(t *testing.T) { tellFile(t, file) })
	}
}

func tellFile(t *testing.T, file string) {
	all, err := os.ReadFile(file)
	must(t, err)
	var story []line
	began := 0
	tell := func() {
		if len(story) > 0 {
			lines, first := story, began
			t.Run(lines[0].Story, func(t *testing.T) { tellStory(t, lines, first) })
		}
	}
	for number, text := range strings.Split(strings.TrimSpace(string(all)), "\n") {
		var read line
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&read); err != nil {
			t.Fatalf("line %d: %v", number+1, err)
		}
		if read.Story != "" {
			tell()
			story, began = nil, number+1
		}
		story = append(story, read)
	}
	tell()
}

// A till on which a story is told.
type till struct {
	t         *testing.T
	path      string
	now       atomic.Int64
	store     *Store
	account   *Account
	variables map[string]string
}

func tellStory(t *testing.T, lines []line, first int) {
	r := &till{t: t, path: filepath.Join(t.TempDir(), "till.tillbook"), variables: map[string]string{}}
	r.now.Store(lines[0].Now)
	r.open(lines[0])
	defer func() { r.store.Close() }()
	for i, line := range lines[1:] {
		if !r.come(lines[0], line) {
			t.Fatalf("line %d", first+i+1)
		}
	}
}

func (r *till) open(story line) {
	clock := func() time.Time { return time.UnixMilli(r.now.Load()) }
	r.store = got(Open(r.path, WithClock(clock), WithFingerprintKey("conformance")))(r.t)
	provider, mode := named[Provider](r.t, story.Provider), named[Mode](r.t, story.Mode)
	r.account = got(r.store.Account(provider, mode))(r.t)
}

// come does what a line says, and compares what comes of it.
func (r *till) come(story, line line) bool {
	switch {
	case line.Clock != nil:
		r.now.Store(*line.Clock)
		return true
	case line.Reopen:
		must(r.t, r.store.Close())
		r.open(story)
		return true
	case line.Call != nil:
		return r.fits(line.Answer, r.call(r.fill(line.Call), line.Answer), false)
	}
	do, known := functions[line.Do]
	if !known {
		r.t.Fatalf("no function is called %s", line.Do)
	}
	with := given{t: r.t, what: line.Do, members: map[string]json.RawMessage{}}
	if line.With != nil {
		with.read(r.fill(line.With))
	}
	answer, err := do(r.account, &with)
	if err != nil {
		return r.refused(line, err)
	}
	with.nothingElse()
	if line.Error != nil {
		r.t.Errorf("%s was to fail with %s and answered %v", line.Do, line.Error, answer)
		return false
	}
	// A struct of Go's does not tell an empty text from none; a customer does.
	loose := !strings.HasPrefix(line.Do, "customer") || line.Do == "customers_get_in_full"
	return r.fits(line.Answer, answer, loose)
}

func (r *till) refused(line line, err error) bool {
	var failure *Error
	if line.Error == nil || !errors.As(err, &failure) {
		r.t.Errorf("%s failed: %v", line.Do, err)
		return false
	}
	expected := r.parse(line.Error).(map[string]any)
	came := map[string]any{"status": failure.Name}
	for name, value := range map[string]any{"message": failure.Message, "field": failure.Field, "retryable": failure.Retryable} {
		if _, wanted := expected[name]; wanted {
			came[name] = value
		}
	}
	return r.fits(line.Error, came, false)
}

func (r *till) call(call, answer json.RawMessage) any {
	given := given{t: r.t, what: "call", members: map[string]json.RawMessage{}}
	given.read(call)
	request := Request{Method: given.text("method"), Path: given.text("path"), Body: []byte(given.text("body"))}
	if key := given.text("key"); key != "" {
		request.Key = named[Key](r.t, key)
	}
	var headers map[string]string
	given.into("headers", &headers)
	for name, value := range headers {
		request.Headers = append(request.Headers, Header{name, value})
	}
	if body := given.take("json"); body != nil {
		request.Body = body
		request.Headers = append(request.Headers, Header{"Content-Type", "application/json"})
	}
	given.nothingElse()
	response := got(r.account.Call(background, request))(r.t)
	var expected struct {
		Headers map[string]string
		Body    any
	}
	must(r.t, json.Unmarshal(answer, &expected))
	came := map[string]any{"status": response.Status, "body": string(response.Body)}
	if _, is := expected.Body.(string); (!is || expected.Body == "${_}") && json.Valid(response.Body) {
		came["body"] = json.RawMessage(response.Body)
	}
	if expected.Headers != nil {
		found := map[string]any{}
		for name := range expected.Headers {
			for _, header := range response.Headers {
				if strings.EqualFold(header.Name, name) {
					found[name] = header.Value
				}
			}
		}
		came["headers"] = found
	}
	return came
}

// parse reads JSON with its numbers as they are written.
func (r *till) parse(text []byte) any {
	r.t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		r.t.Fatalf("%v: %s", err, text)
	}
	return value
}
