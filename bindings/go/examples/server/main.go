// Command server answers over HTTP who a customer is.
//
//	server STORE [ADDRESS]
//
//	GET /customers/{id}           the customer as the provider shows it
//	GET /customers?name=bjor      those that fit: name, email, phone, barcode
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	tillbook "github.com/tillbook/tillbook/bindings/go"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: server STORE [ADDRESS]")
		os.Exit(2)
	}
	store, err := tillbook.Open(os.Args[1], tillbook.MustExist())
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()
	omise, err := store.Account(tillbook.ProviderOmise, tillbook.ModeLive)
	if err != nil {
		log.Fatal(err)
	}
	address := "127.0.0.1:8080"
	if len(os.Args) > 2 {
		address = os.Args[2]
	}
	log.Println(http.ListenAndServe(address, handler{omise.Customers()}))
}

// A handler finds customers. It is safe for concurrent use because they are.
type handler struct {
	customers tillbook.Customers
}

type shown struct {
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
}

func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	id, one := strings.CutPrefix(r.URL.Path, "/customers/")
	switch {
	case one:
		customer, err := h.customers.JSON(id)
		answer(w, customer, err)
	case r.URL.Path == "/customers":
		found, err := h.find(r)
		answer(w, found, err)
	default:
		http.NotFound(w, r)
	}
}

func (h handler) find(r *http.Request) ([]shown, error) {
	asked := r.URL.Query()
	page, err := h.customers.Find(tillbook.CustomerQuery{
		Name: asked.Get("name"), Email: asked.Get("email"), Phone: asked.Get("phone"), Barcode: asked.Get("barcode"),
	})
	all := make([]shown, len(page.Records))
	for i, customer := range page.Records {
		all[i] = shown{customer.ID(), customer.Name(), customer.Email()}
	}
	return all, err
}

func answer(w http.ResponseWriter, value any, err error) {
	w.Header().Set("Content-Type", "application/json")
	if err != nil {
		w.WriteHeader(statusOf(err))
		value = map[string]string{"message": err.Error()}
	}
	json.NewEncoder(w).Encode(value)
}

func statusOf(err error) int {
	var failure *tillbook.Error
	switch {
	case errors.Is(err, tillbook.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, tillbook.ErrInvalidArgument):
		return http.StatusBadRequest
	case errors.As(err, &failure) && failure.Retryable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}
