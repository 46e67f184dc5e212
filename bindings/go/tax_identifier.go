package tillbook

// #include "native.h"
import "C"

import "time"

// A TaxIdentifier is a business's number at a tax authority, as it was when it was read.
type TaxIdentifier struct {
	// ID is the provider's identifier.
	ID string
	// State is where its verification stands.
	State TaxIdentifierState
	// CreatedAt is when it was made, UpdatedAt when it was last changed.
	CreatedAt, UpdatedAt time.Time
	// Customer is the id of the customer it is attached to; empty before.
	Customer string
	// Kind is a country code in lower case, sometimes with a suffix.
	Kind string
	// Value is the number itself.
	Value string
	// PendingAt is when it began to wait for verification.
	PendingAt time.Time
	// VerifiedAt is when it was verified.
	VerifiedAt time.Time
	// NotValidAt is when it was found not to be valid.
	NotValidAt time.Time
	// VerifiedName and VerifiedAddress are what the authority has.
	VerifiedName, VerifiedAddress string
}

func taxIdentifierOf(fields *C.tillbook_tax_identifier_fields) *TaxIdentifier {
	return &TaxIdentifier{
		ID:              copied(fields.id),
		State:           TaxIdentifierState(fields.state),
		CreatedAt:       timeOf(fields.created_at),
		UpdatedAt:       timeOf(fields.updated_at),
		Customer:        copied(fields.customer),
		Kind:            copied(fields.kind),
		Value:           copied(fields.value),
		PendingAt:       timeOf(fields.pending_at),
		VerifiedAt:      timeOf(fields.verified_at),
		NotValidAt:      timeOf(fields.not_valid_at),
		VerifiedName:    copied(fields.verified_name),
		VerifiedAddress: copied(fields.verified_address),
	}
}

// takeTaxIdentifier copies a tax identifier of C's and frees it.
func takeTaxIdentifier(taxIdentifier *C.tillbook_tax_identifier) (*TaxIdentifier, error) {
	defer C.tillbook_tax_identifier_free(taxIdentifier)
	fields := C.tillbook_tax_identifier_fields{struct_size: C.sizeof_tillbook_tax_identifier_fields}
	if err := failed(C.tillbook_tax_identifier_read(taxIdentifier, &fields), nil); err != nil {
		return nil, err
	}
	return taxIdentifierOf(&fields), nil
}

func listTaxIdentifier(list *C.tillbook_list, index C.size_t) (*TaxIdentifier, error) {
	var taxIdentifier *C.tillbook_tax_identifier
	var failure *C.tillbook_error
	if err := failed(C.tillbook_list_tax_identifier(list, index, &taxIdentifier, &failure), failure); err != nil {
		return nil, err
	}
	return takeTaxIdentifier(taxIdentifier)
}
