package tillbook

import (
	"encoding/json"
	"time"
)

// A Customer is a customer as it was when it was read: it never changes, and outlives its store. It is safe for
// concurrent use. What is absent is an empty text.
type Customer struct {
	packed string
}

// The texts of a customer in their order.
const (
	textID = iota
	textEmail
	textDescription
	textMetadata
	textDefaultCard
	textName
	textPhone
	textMerchantCustomerID
	textBarcode
	textNotes
	textCompany
	textAddressLine1
	textAddressLine2
	textAddressCity
	textAddressState
	textAddressPostalCode
	textAddressCountry
)

// An Address is a customer's, one of the till's own fields. Every part may be absent.
type Address struct {
	// Line1 is street and number, Line2 anything more before the city.
	Line1, Line2 string
	// City, State and PostalCode are as they were written.
	City, State, PostalCode string
	// Country is as it was written.
	Country string
}

// CustomerFields is everything that a customer holds, as a plain struct.
type CustomerFields struct {
	// ID is the provider's identifier.
	ID string
	// CreatedAt is when the customer came to be.
	CreatedAt time.Time
	// UpdatedAt is when the customer was last changed; the zero time before the first change.
	UpdatedAt time.Time
	// DeletedAt is when the customer was marked as deleted, with providers that keep deleted customers.
	DeletedAt time.Time
	// Email is the e-mail address.
	Email string
	// Description is shown by the provider.
	Description string
	// Metadata is the integrator's own data, a JSON object; {} when there is none.
	Metadata json.RawMessage
	// DefaultCard is the id of the card that is charged when none is named.
	DefaultCard string
	// Name, Phone, Notes and Company are the till's own fields, as they were written.
	Name, Phone, Notes, Company string
	// MerchantCustomerID is the shop's number for the customer.
	MerchantCustomerID string
	// Barcode is what the scanner reads.
	Barcode string
	// Tags are the till's own labels.
	Tags []string
	// Address is the till's own field.
	Address Address
}

func (c *Customer) textOf(which int) string {
	text, _ := c.text(which)
	return text
}

// ID is the provider's identifier.
func (c *Customer) ID() string { return c.textOf(textID) }

// Email is the e-mail address.
func (c *Customer) Email() string { return c.textOf(textEmail) }

// Description is shown by the provider.
func (c *Customer) Description() string { return c.textOf(textDescription) }

// Metadata is the integrator's own data, a JSON object; {} when there is none.
func (c *Customer) Metadata() json.RawMessage { return json.RawMessage(c.textOf(textMetadata)) }

// DefaultCard is the id of the card that is charged when none is named.
func (c *Customer) DefaultCard() string { return c.textOf(textDefaultCard) }

// Name is the till's own field: full name.
func (c *Customer) Name() string { return c.textOf(textName) }

// Phone is the till's own field: telephone number, as it was written.
func (c *Customer) Phone() string { return c.textOf(textPhone) }

// MerchantCustomerID is the till's own field: the shop's number for the customer.
func (c *Customer) MerchantCustomerID() string { return c.textOf(textMerchantCustomerID) }

// Barcode is the till's own field: what the scanner reads.
func (c *Customer) Barcode() string { return c.textOf(textBarcode) }

// Notes is the till's own field: the cashier's notes.
func (c *Customer) Notes() string { return c.textOf(textNotes) }

// Company is the till's own field.
func (c *Customer) Company() string { return c.textOf(textCompany) }

// Address is the till's own field.
func (c *Customer) Address() Address {
	return Address{
		Line1:      c.textOf(textAddressLine1),
		Line2:      c.textOf(textAddressLine2),
		City:       c.textOf(textAddressCity),
		State:      c.textOf(textAddressState),
		PostalCode: c.textOf(textAddressPostalCode),
		Country:    c.textOf(textAddressCountry),
	}
}

// CreatedAt is when the customer came to be.
func (c *Customer) CreatedAt() time.Time { return timeOf(headOf(c.packed).created_at) }

// UpdatedAt is when the customer was last changed, and whether that ever was.
func (c *Customer) UpdatedAt() (time.Time, bool) {
	at := timeOf(headOf(c.packed).updated_at)
	return at, !at.IsZero()
}

// DeletedAt is when the customer was marked as deleted, with providers that keep deleted customers, and whether it was.
func (c *Customer) DeletedAt() (time.Time, bool) {
	at := timeOf(headOf(c.packed).deleted_at)
	return at, !at.IsZero()
}

// Fields is everything that the customer holds.
func (c *Customer) Fields() CustomerFields {
	updated, _ := c.UpdatedAt()
	deleted, _ := c.DeletedAt()
	return CustomerFields{
		ID:                 c.ID(),
		CreatedAt:          c.CreatedAt(),
		UpdatedAt:          updated,
		DeletedAt:          deleted,
		Email:              c.Email(),
		Description:        c.Description(),
		Metadata:           c.Metadata(),
		DefaultCard:        c.DefaultCard(),
		Name:               c.Name(),
		Phone:              c.Phone(),
		Notes:              c.Notes(),
		Company:            c.Company(),
		MerchantCustomerID: c.MerchantCustomerID(),
		Barcode:            c.Barcode(),
		Tags:               c.Tags(),
		Address:            c.Address(),
	}
}

// String shows the id and nothing personal, so that a customer may be logged.
func (c *Customer) String() string {
	if c == nil || c.packed == "" {
		return "no customer"
	}
	return "customer " + c.ID()
}

// GoString shows what String does.
func (c *Customer) GoString() string { return c.String() }
