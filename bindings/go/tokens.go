package tillbook

// #include "native.h"
import "C"

import (
	"context"
	"time"
)

// A Token is a token as it was when it was read. It stands for a card and can be used once.
type Token struct {
	// ID is the provider's identifier.
	ID string
	// CreatedAt is when it was made.
	CreatedAt time.Time
	// Card is the id of the card that is inside, or was before the token was used.
	Card string
	// Currency is what it may be used with, where it is tied to one.
	Currency string
	// Used is true once it was used.
	Used bool
}

// Tokens are the tokens of an account. It is safe for concurrent use.
type Tokens struct {
	account *Account
}

// takeToken copies a token of C's and frees it.
func takeToken(token *C.tillbook_token) (*Token, error) {
	defer C.tillbook_token_free(token)
	fields := C.tillbook_token_fields{struct_size: C.sizeof_tillbook_token_fields}
	if err := failed(C.tillbook_token_read(token, &fields), nil); err != nil {
		return nil, err
	}
	return &Token{
		ID:        copied(fields.id),
		CreatedAt: timeOf(fields.created_at),
		Card:      copied(fields.card),
		Currency:  copied(fields.currency),
		Used:      fields.used != 0,
	}, nil
}

func listToken(list *C.tillbook_list, index C.size_t) (*Token, error) {
	var token *C.tillbook_token
	var failure *C.tillbook_error
	if err := failed(C.tillbook_list_token(list, index, &token, &failure), failure); err != nil {
		return nil, err
	}
	return takeToken(token)
}

// token ends a call that answers a token.
func (t Tokens) token(status C.int32_t, token *C.tillbook_token, failure *C.tillbook_error) (*Token, error) {
	defer t.account.resume()
	if err := t.account.done(status, failure); err != nil {
		return nil, err
	}
	return takeToken(token)
}

// Create makes a token of a card's details. The number and the security code are not kept. It fails with ErrInvalidCard
// with everything that is wrong with the details.
func (t Tokens) Create(ctx context.Context, details CardDetails) (*Token, error) {
	if err := t.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	var token *C.tillbook_token
	var failure *C.tillbook_error
	status := C.tillbook_tokens_create(t.account.handle, details.native(&in), &token, &failure)
	return t.token(status, token, failure)
}

// CreateFor makes a token that can be used only in one currency, three capital letters, with providers whose tokens may be
// tied to one.
func (t Tokens) CreateFor(ctx context.Context, currency string, details CardDetails) (*Token, error) {
	if err := t.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var in arena
	defer in.free()
	var token *C.tillbook_token
	var failure *C.tillbook_error
	status := C.tillbook_tokens_create_for(t.account.handle, lend(currency), details.native(&in), &token, &failure)
	return t.token(status, token, failure)
}

// Get finds the token with an id, used or not. It fails with ErrNotFound.
func (t Tokens) Get(id string) (*Token, error) {
	if err := t.account.begin(); err != nil {
		return nil, err
	}
	var token *C.tillbook_token
	var failure *C.tillbook_error
	status := C.tillbook_tokens_get(t.account.handle, lend(id), &token, &failure)
	return t.token(status, token, failure)
}

// Card looks at the card inside an unused token: it stays in the token, and belongs to nobody yet. It fails with
// ErrNotFound, and with ErrUsedToken when the card is no longer inside.
func (t Tokens) Card(id string) (*Card, error) {
	if err := t.account.begin(); err != nil {
		return nil, err
	}
	var token *C.tillbook_token
	var card *C.tillbook_card
	var failure *C.tillbook_error
	if err := t.account.done(C.tillbook_tokens_get(t.account.handle, lend(id), &token, &failure), failure); err != nil {
		return nil, err
	}
	defer C.tillbook_token_free(token)
	if err := t.account.done(C.tillbook_token_card(token, &card, &failure), failure); err != nil {
		return nil, err
	}
	return takeCard(card)
}

// List reads a page of the account's tokens, in the order in which they were made.
func (t Tokens) List(query ListQuery) (Page[*Token], error) {
	if err := t.account.begin(); err != nil {
		return Page[*Token]{}, err
	}
	var in arena
	defer in.free()
	var list *C.tillbook_list
	var failure *C.tillbook_error
	status := C.tillbook_tokens_list(t.account.handle, query.native(&in), &list, &failure)
	if err := t.account.done(status, failure); err != nil {
		return Page[*Token]{}, err
	}
	return takeList(list, listToken)
}

// Delete removes a token, and answers it as it was; a card that came of it stays with its customer.
func (t Tokens) Delete(ctx context.Context, id string) (*Token, error) {
	if err := t.account.beginIn(ctx); err != nil {
		return nil, err
	}
	var token *C.tillbook_token
	var failure *C.tillbook_error
	status := C.tillbook_tokens_delete(t.account.handle, lend(id), &token, &failure)
	return t.token(status, token, failure)
}
