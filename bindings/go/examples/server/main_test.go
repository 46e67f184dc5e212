package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"

	tillbook "github.com/tillbook/tillbook/bindings/go"
)

func serve(t *testing.T) (server *httptest.Server, ann string) {
	store, err := tillbook.Open(filepath.Join(t.TempDir(), "till.tillbook"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	omise, err := store.Account(tillbook.ProviderOmise, tillbook.ModeLive)
	if err != nil {
		t.Fatal(err)
	}
	people := map[string]string{"Ann Berg": "ann@example.org", "Bjørn Ångström": "bjorn@example.no"}
	for name, email := range people {
		customer, err := omise.Customers().Create(context.Background(), tillbook.NewCustomer{Name: name, Email: email})
		if err != nil {
			t.Fatal(err)
		}
		if name == "Ann Berg" {
			ann = customer.ID()
		}
	}
	server = httptest.NewServer(handler{omise.Customers()})
	t.Cleanup(server.Close)
	return server, ann
}

func get(t *testing.T, address string, into any) int {
	response, err := http.Get(address)
	if err != nil {
		t.Error(err)
		return 0
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		t.Error(err)
	}
	return response.StatusCode
}

// Whoever asks must get the customer, and be told when there is none or the question is none.
func TestAsking(t *testing.T) {
	server, ann := serve(t)
	var customer struct{ ID, Email string }
	if status := get(t, server.URL+"/customers/"+ann, &customer); status != 200 || customer.Email != "ann@example.org" {
		t.Error(status, customer)
	}
	var found []struct{ Name string }
	if status := get(t, server.URL+"/customers?name=bjor", &found); status != 200 || len(found) != 1 || found[0].Name != "Bjørn Ångström" {
		t.Error(status, found)
	}
	var told struct{ Message string }
	if status := get(t, server.URL+"/customers/cust_nobody", &told); status != 404 || told.Message == "" {
		t.Error(status, told)
	}
	if status := get(t, server.URL+"/customers", &told); status != 400 {
		t.Error(status, told)
	}
}

// Many may ask at once.
func TestManyAskAtOnce(t *testing.T) {
	server, ann := serve(t)
	var asking sync.WaitGroup
	for i := 0; i < 32; i++ {
		asking.Add(1)
		go func() {
			defer asking.Done()
			var customer struct{ ID string }
			if status := get(t, server.URL+"/customers/"+ann, &customer); status != 200 || customer.ID != ann {
				t.Error(status, customer)
			}
		}()
	}
	asking.Wait()
}
