package tillbook

// #include "native.h"
import "C"

import (
	"encoding/json"
	"unsafe"
)

// A NewCustomer is what a customer is made from. Everything may be absent, unless the provider's rules ask for it.
type NewCustomer struct {
	// ID is of the caller's choice, with providers that allow it; one is made when absent.
	ID string
	// Email is the e-mail address.
	Email string
	// Description is shown by the provider.
	Description string
	// Metadata is the integrator's own data, a JSON object.
	Metadata json.RawMessage
	// Card is the id of an unused token whose card becomes the customer's first.
	Card string
	// CardDetails are of a card that becomes the customer's first, where it is not in a token.
	CardDetails *CardDetails
	// Currency is what the card is to be used in, with providers that ask; a token may be tied to one.
	Currency string
	// Attributes is what only the provider knows, a JSON object laid over what a fresh customer has.
	Attributes json.RawMessage
	// Name, Phone, Notes and Company are the till's own fields.
	Name, Phone, Notes, Company string
	// MerchantCustomerID is the shop's number for the customer, unique among the living customers of an account.
	MerchantCustomerID string
	// Barcode is what the scanner reads.
	Barcode string
	// Tags are the till's own labels.
	Tags []string
	// Address is the till's own field.
	Address Address
}

func (n *NewCustomer) native(in *arena) *C.tillbook_new_customer {
	native := place[C.tillbook_new_customer](in)
	*native = C.tillbook_new_customer{
		struct_size:          C.sizeof_tillbook_new_customer,
		id:                   in.text(n.ID),
		email:                in.text(n.Email),
		description:          in.text(n.Description),
		metadata:             in.json(n.Metadata),
		card:                 in.text(n.Card),
		currency:             in.text(n.Currency),
		attributes:           in.json(n.Attributes),
		name:                 in.text(n.Name),
		phone:                in.text(n.Phone),
		merchant_customer_id: in.text(n.MerchantCustomerID),
		barcode:              in.text(n.Barcode),
		notes:                in.text(n.Notes),
		company:              in.text(n.Company),
		address_line1:        in.text(n.Address.Line1),
		address_line2:        in.text(n.Address.Line2),
		address_city:         in.text(n.Address.City),
		address_state:        in.text(n.Address.State),
		address_postal_code:  in.text(n.Address.PostalCode),
		address_country:      in.text(n.Address.Country),
	}
	native.tags, native.tag_count = in.texts(n.Tags)
	if n.CardDetails != nil {
		native.card_details = n.CardDetails.native(in)
	}
	return native
}

// A CustomerUpdate is what is to change of a customer. What is absent stays as it is; what is to be gone stands in Remove.
type CustomerUpdate struct {
	// Remove is what is to be removed, joined by |.
	Remove Remove
	// Email is the e-mail address.
	Email string
	// Description is shown by the provider.
	Description string
	// Metadata is a JSON object; whether it replaces or joins what is there is the provider's rule.
	Metadata json.RawMessage
	// Card is the id of an unused token whose card is attached.
	Card string
	// CardDetails are of a card that is attached without ever having been in a token.
	CardDetails *CardDetails
	// Currency is what the card is to be used in, with providers that ask.
	Currency string
	// DefaultCard is the id of one of the customer's cards, which becomes the default.
	DefaultCard string
	// Attributes is what only the provider knows, a JSON object laid over what is there: a field that it lacks stays,
	// null empties one.
	Attributes json.RawMessage
	// Name, Phone, Notes and Company are the till's own fields.
	Name, Phone, Notes, Company string
	// MerchantCustomerID is the shop's number for the customer, unique among the living customers of an account.
	MerchantCustomerID string
	// Barcode is what the scanner reads.
	Barcode string
	// Tags take the place of all labels that there are; nil leaves them.
	Tags []string
	// Address is the till's own field; a part of it that is absent stays as it is.
	Address Address
}

// fill sets the fields that change one by one: C's struct may be longer than the one known here.
func (u *CustomerUpdate) fill(in *arena, native *C.tillbook_customer_update) {
	native.remove = C.uint32_t(u.Remove)
	native.email = in.text(u.Email)
	native.description = in.text(u.Description)
	native.metadata = in.json(u.Metadata)
	native.card = in.text(u.Card)
	native.currency = in.text(u.Currency)
	native.default_card = in.text(u.DefaultCard)
	native.attributes = in.json(u.Attributes)
	native.name = in.text(u.Name)
	native.phone = in.text(u.Phone)
	native.merchant_customer_id = in.text(u.MerchantCustomerID)
	native.barcode = in.text(u.Barcode)
	native.notes = in.text(u.Notes)
	native.company = in.text(u.Company)
	native.address_line1 = in.text(u.Address.Line1)
	native.address_line2 = in.text(u.Address.Line2)
	native.address_city = in.text(u.Address.City)
	native.address_state = in.text(u.Address.State)
	native.address_postal_code = in.text(u.Address.PostalCode)
	native.address_country = in.text(u.Address.Country)
	native.tags, native.tag_count = in.texts(u.Tags)
	if u.CardDetails != nil {
		native.card_details = u.CardDetails.native(in)
	}
}

func (u *CustomerUpdate) native(in *arena) *C.tillbook_customer_update {
	native := place[C.tillbook_customer_update](in)
	native.struct_size = C.uint32_t(unsafe.Sizeof(*native))
	u.fill(in, native)
	return native
}
