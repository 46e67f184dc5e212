package tillbook

// #include "native.h"
import "C"

import (
	"encoding/json"
	"time"
)

// A Card is a card as it was when it was read.
type Card struct {
	// ID is the provider's identifier.
	ID string
	// CreatedAt is when it was tokenised.
	CreatedAt time.Time
	// Customer is the id of the customer it is attached to; empty inside a token, and for a card that stands alone.
	Customer string
	// Brand is the card's brand.
	Brand Brand
	// ExpirationMonth and ExpirationYear are 0 for a way to pay that has none.
	ExpirationMonth, ExpirationYear int
	// FirstDigits are the first six, with providers that keep them.
	FirstDigits string
	// LastDigits are the last four; empty for a way to pay that has none.
	LastDigits string
	// Name is the holder's.
	Name string
	// Fingerprint is equal for equal numbers, and of no use to find the number by; empty with providers that keep none.
	Fingerprint string
	// Financing is "credit", "debit" or "prepaid"; empty when it is not known.
	Financing string
	// Bank is the issuer's name; empty when it is not known.
	Bank string
	// SecurityCodeCheck tells whether a security code was given with the details.
	SecurityCodeCheck bool
	// Chargeable is false when its provider says that it cannot be charged.
	Chargeable bool
	// Address is the billing address.
	Address CardAddress
}

// A CardAddress is the billing address and telephone number of a card. Every part may be absent.
type CardAddress struct {
	// Street1 and Street2 are the lines of the street.
	Street1, Street2 string
	// City, State and PostalCode are as they were given.
	City, State, PostalCode string
	// Country is the country's code as it was given.
	Country string
	// PhoneNumber is the telephone number.
	PhoneNumber string
}

func (a *CardAddress) native(in *arena) C.tillbook_card_address {
	return C.tillbook_card_address{
		street1:      in.text(a.Street1),
		street2:      in.text(a.Street2),
		city:         in.text(a.City),
		state:        in.text(a.State),
		postal_code:  in.text(a.PostalCode),
		country:      in.text(a.Country),
		phone_number: in.text(a.PhoneNumber),
	}
}

func cardAddressOf(fields *C.tillbook_card_address) CardAddress {
	return CardAddress{
		Street1:     copied(fields.street1),
		Street2:     copied(fields.street2),
		City:        copied(fields.city),
		State:       copied(fields.state),
		PostalCode:  copied(fields.postal_code),
		Country:     copied(fields.country),
		PhoneNumber: copied(fields.phone_number),
	}
}

// CardDetails are what a card is made from. Which of them a card needs is the provider's rule.
//
// The library wipes its copies of the number and the security code before the call returns, and so does this package with
// its own. Wiping the program's is up to the program.
type CardDetails struct {
	// Number is the card number; blanks and dashes are ignored unless the provider takes digits alone.
	Number string
	// SecurityCode is not kept, only whether it was given.
	SecurityCode string
	// Name is the holder's.
	Name string
	// ExpirationMonth is 1 to 12; 0 when it is not given.
	ExpirationMonth int
	// ExpirationYear has four digits, with providers that take two also those; 0 when it is not given.
	ExpirationYear int
	// Address is the billing address.
	Address CardAddress
}

func (d *CardDetails) native(in *arena) *C.tillbook_card_details {
	native := place[C.tillbook_card_details](in)
	*native = C.tillbook_card_details{
		struct_size:      C.sizeof_tillbook_card_details,
		expiration_month: C.int32_t(d.ExpirationMonth),
		expiration_year:  C.int64_t(d.ExpirationYear),
		number:           in.text(d.Number),
		security_code:    in.text(d.SecurityCode),
		name:             in.text(d.Name),
		address:          d.Address.native(in),
	}
	return native
}

// String shows nothing of a card.
func (d CardDetails) String() string { return "card details" }

// GoString shows what String does.
func (d CardDetails) GoString() string { return d.String() }

// A CardUpdate is what is to change of a card. What is absent stays as it is. The number can never be changed.
type CardUpdate struct {
	// ExpirationMonth is 1 to 12; 0 leaves it.
	ExpirationMonth int
	// ExpirationYear has four digits; 0 leaves it.
	ExpirationYear int
	// Name is the holder's.
	Name string
	// Address is the billing address; a part of it that is absent stays as it is.
	Address CardAddress
}

// A NewCard is a card, or another way to pay, that exists at its provider without a token of this store.
type NewCard struct {
	// Brand is the brand; 0 for another one, or none.
	Brand Brand
	// ExpirationMonth and ExpirationYear are 0 when it has none.
	ExpirationMonth, ExpirationYear int
	// LastDigits are the last four; empty when it has none.
	LastDigits string
	// Name is the holder's.
	Name string
	// Attributes is what only its provider knows, a JSON object laid over what a fresh one has, for example
	// {"kind":"ideal"}.
	Attributes json.RawMessage
	// Address is the billing address.
	Address CardAddress
}

// takeCard copies a card of C's and frees it.
func takeCard(card *C.tillbook_card) (*Card, error) {
	defer C.tillbook_card_free(card)
	fields := C.tillbook_card_fields{struct_size: C.sizeof_tillbook_card_fields}
	if err := failed(C.tillbook_card_read(card, &fields), nil); err != nil {
		return nil, err
	}
	return &Card{
		ID:                copied(fields.id),
		CreatedAt:         timeOf(fields.created_at),
		Customer:          copied(fields.customer),
		Brand:             Brand(fields.brand),
		ExpirationMonth:   int(fields.expiration_month),
		ExpirationYear:    int(fields.expiration_year),
		FirstDigits:       copied(fields.first_digits),
		LastDigits:        copied(fields.last_digits),
		Name:              copied(fields.name),
		Fingerprint:       copied(fields.fingerprint),
		Financing:         copied(fields.financing),
		Bank:              copied(fields.bank),
		SecurityCodeCheck: fields.security_code_check != 0,
		Chargeable:        fields.chargeable != 0,
		Address:           cardAddressOf(&fields.address),
	}, nil
}

func listCard(list *C.tillbook_list, index C.size_t) (*Card, error) {
	var card *C.tillbook_card
	var failure *C.tillbook_error
	if err := failed(C.tillbook_list_card(list, index, &card, &failure), failure); err != nil {
		return nil, err
	}
	return takeCard(card)
}
