package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"

	"github.com/omise/omise-go"
)

// till is the client, pointed at the till that the environment tells of.
type till struct {
	*omise.Client
	url, secret, open, version string
}

func newTill(version string) *till {
	t := &till{
		url: os.Getenv("TILLBOOK_URL"), secret: os.Getenv("TILLBOOK_SECRET_KEY"),
		open: os.Getenv("TILLBOOK_PUBLIC_KEY"), version: version,
	}
	return t.as(t.open, t.secret)
}

// as is the same till for the holder of other keys. The client is pointed at it by its two end points.
func (t *till) as(open, secret string) *till {
	client, err := omise.NewClient(open, secret)
	must(err)
	client.Endpoints["https://api.omise.co"] = t.url
	client.Endpoints["https://vault.omise.co"] = t.url
	client.WithCustomHeaders(map[string]string{"Omise-Version": t.version})
	return &till{client, t.url, secret, open, t.version}
}

// setClock moves the server's clock; what falls due meanwhile is charged, unless it is left to the story.
func (t *till) setClock(now string, simulate bool) {
	same(t.post("/_tillbook/clock", map[string]interface{}{"now": now, "simulate": simulate}), 200)
}

// post asks the control surface for what the client cannot do, and tells the status of the answer.
func (t *till) post(path string, body interface{}) int {
	text, err := json.Marshal(body)
	must(err)
	request, err := http.NewRequest("POST", t.url+path, bytes.NewReader(text))
	must(err)
	request.SetBasicAuth(t.secret, "")
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	must(err)
	must(answer.Body.Close())
	return answer.StatusCode
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// refused sees that a call ended with the client's own error of this text.
func refused(err error, text string) {
	_, own := err.(*omise.Error)
	same([]interface{}{own, fmt.Sprint(err)}, []interface{}{true, text})
}

func same(got, wanted interface{}) {
	if !reflect.DeepEqual(got, wanted) {
		panic(fmt.Sprintf("got %#v, wanted %#v", got, wanted))
	}
}
