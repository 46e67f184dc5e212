package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"encoding/json"
)

// Cards are the cards of an account's customers. It is safe for concurrent use.
type Cards struct {
	account *Account
}

// card ends a call that answers a card.
func (c Cards) card(status C.int32_t, card *C.tillbook_card, failure *C.tillbook_error) (*Card, error) {
	defer c.account.resume()
	if err := c.account.done(status, failure); err != nil {
		return nil, err
	}
	return takeCard(card)
}

// cards ends a call that answers a list of cards.
func (c Cards) cards(status C.int32_t, list *C.tillbook_list, failure *C.tillbook_error) (Page[*Card], error) {
	if err := c.account.done(status, failure); err != nil {
		return Page[*Card]{}, err
	}
	return takeList(list, listCard)
}

// Create attaches the card of an unused token to a customer. It fails with ErrNotFound for the customer or the token,
// ErrDeleted, ErrUsedToken or ErrExpiredToken; then nothing has changed.
func (c Cards) Create(ctx context.Context, customer, token string) (*Card, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var card *C.tillbook_card
	var failure *C.tillbook_error
	status := C.tillbook_cards_create(c.account.handle, lend(customer), lend(token), &card, &failure)
	return c.card(status, card, failure)
}

// Attach attaches the card of these details to a customer in one write. The number and the security code are not kept. It
// fails with ErrNotFound for the customer, ErrDeleted, or ErrInvalidCard with everything that is wrong with the details.
func (c Cards) Attach(ctx context.Context, customer string, details CardDetails) (*Card, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	var card *C.tillbook_card
	var failure *C.tillbook_error
	status := C.tillbook_cards_attach(c.account.handle, lend(customer), details.native(&in), &card, &failure)
	return c.card(status, card, failure)
}

// Add takes in a card, or another way to pay, that exists at its provider and belongs to nobody yet; Adopt attaches it. It
// fails with ErrUnsupported with providers whose cards never stand alone.
func (c Cards) Add(ctx context.Context, card NewCard) (*Card, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	native := place[C.tillbook_new_card](&in)
	*native = C.tillbook_new_card{
		struct_size:      C.sizeof_tillbook_new_card,
		brand:            C.int32_t(card.Brand),
		expiration_month: C.int32_t(card.ExpirationMonth),
		expiration_year:  C.int32_t(card.ExpirationYear),
		last_digits:      in.text(card.LastDigits),
		name:             in.text(card.Name),
		attributes:       in.json(card.Attributes),
		address:          card.Address.native(&in),
	}
	var added *C.tillbook_card
	var failure *C.tillbook_error
	status := C.tillbook_cards_add(c.account.handle, native, &added, &failure)
	return c.card(status, added, failure)
}

// Adopt attaches a card that stands alone to a customer; the customer's first becomes the default. Attaching it again
// changes nothing. It fails with ErrConflict when it is another customer's, cannot be kept, or cannot be charged.
func (c Cards) Adopt(ctx context.Context, customer, id string) (*Card, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var card *C.tillbook_card
	var failure *C.tillbook_error
	status := C.tillbook_cards_adopt(c.account.handle, lend(customer), lend(id), &card, &failure)
	return c.card(status, card, failure)
}

// Update changes a card of a customer; what the update does not mention stays as it is. It fails with ErrInvalidCard for
// an expiry in the past.
func (c Cards) Update(ctx context.Context, customer, id string, update CardUpdate) (*Card, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	native := place[C.tillbook_card_update](&in)
	*native = C.tillbook_card_update{
		struct_size:      C.sizeof_tillbook_card_update,
		expiration_month: C.int32_t(update.ExpirationMonth),
		expiration_year:  C.int64_t(update.ExpirationYear),
		name:             in.text(update.Name),
		address:          update.Address.native(&in),
	}
	var card *C.tillbook_card
	var failure *C.tillbook_error
	status := C.tillbook_cards_update(c.account.handle, lend(customer), lend(id), native, &card, &failure)
	return c.card(status, card, failure)
}

// Delete takes a card off its customer, and answers it as it was; the default passes on as the provider has it. The card
// is gone, or stays on its own and can never be used again, as the provider has it.
func (c Cards) Delete(ctx context.Context, customer, id string) (*Card, error) {
	if err := c.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var card *C.tillbook_card
	var failure *C.tillbook_error
	status := C.tillbook_cards_delete(c.account.handle, lend(customer), lend(id), &card, &failure)
	return c.card(status, card, failure)
}

// Get finds a card of a customer. It fails with ErrNotFound for the customer, and for a card that is not the customer's.
func (c Cards) Get(customer, id string) (*Card, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var card *C.tillbook_card
	var failure *C.tillbook_error
	status := C.tillbook_cards_get(c.account.handle, lend(customer), lend(id), &card, &failure)
	return c.card(status, card, failure)
}

// ByID finds the card with an id, whichever customer it belongs to; not one inside a token. It fails with ErrNotFound.
func (c Cards) ByID(id string) (*Card, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var card *C.tillbook_card
	var failure *C.tillbook_error
	status := C.tillbook_cards_by_id(c.account.handle, lend(id), &card, &failure)
	return c.card(status, card, failure)
}

// List reads a page of a customer's cards, in the order of attachment.
func (c Cards) List(customer string, query ListQuery) (Page[*Card], error) {
	if err := c.account.begin(); err != nil {
		return Page[*Card]{}, err
	}
	var in arena
	defer in.free()
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_cards_list(c.account.handle, lend(customer), query.native(&in), &list, &failure)
	return c.cards(status, list, failure)
}

// Newest finds the cards that were made last, newest first: of one customer, or of all customers when none is named. A
// limit of 0 is 20. A customer that does not exist has no cards.
func (c Cards) Newest(customer string, offset, limit uint64) ([]*Card, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_cards_newest(c.account.handle, lendSome(customer), C.uint64_t(offset), C.uint64_t(limit), &list,
		&failure)
	page, err := c.cards(status, list, failure)
	return page.Records, err
}

// Attributes shows what only the provider knows of a card, as a JSON object; {} with providers that know no more than
// every one does. Times in it are milliseconds since 1970-01-01 UTC. It finds the card as ByID does.
func (c Cards) Attributes(id string) (json.RawMessage, error) {
	if err := c.account.begin(); err != nil {
		return nil, err
	}
	var card *C.tillbook_card
	var text *C.tillbook_text
	var failure *C.tillbook_error
	if err := c.account.done(C.tillbook_cards_by_id(c.account.handle, lend(id), &card, &failure), failure); err != nil {
		return nil, err
	}
	defer C.tillbook_card_free(card)
	if err := c.account.done(C.tillbook_card_attributes(card, &text, &failure), failure); err != nil {
		return nil, err
	}
	return json.RawMessage(takeText(text)), nil
}
