// Package tillbook keeps a shop's customers on the till: an embedded store for point-of-sale terminals, in one file, with
// no server and no network, which enforces the payment provider's own rules offline.
//
//	store, err := tillbook.Open("till.tillbook")
//	...
//	defer store.Close()
//	omise, err := store.Account(tillbook.ProviderOmise, tillbook.ModeTest)
//	...
//	ann, err := omise.Customers().Create(ctx, tillbook.NewCustomer{Email: "ann@example.org", Name: "Ann Berg"})
//
// # Concurrency
//
// Stores, accounts and what they lead to (Customers, Cards, ...) are safe for concurrent use; records never change. Readers
// do not wait for writers, nor for each other; writers wait for one another. Only an Iterator is one goroutine's at a time.
// A store that was closed answers ErrClosed, and so do its accounts and iterators.
//
// # Contexts
//
// What can wait takes a context first: what writes, and what goes through a whole store. A context that is done is seen
// before the call begins; a write that has begun is not interrupted, so that its outcome is never in doubt. Import, Export,
// Check and Backup look at the context again and again and stop. The error is then both ErrCancelled and the context's own.
// Lookups wait for nobody, take a microsecond or two, and take no context.
//
// # Errors
//
// Every error of a call is an *Error. errors.Is compares it with ErrNotFound and the like:
//
//	if errors.Is(err, tillbook.ErrNotFound) {
//
// # What is absent
//
// Where there is no text it is empty, where there is no time or Date it is zero, in what a call is given as in what it
// answers. An update leaves what is absent as it is; what is to be gone stands in its Remove. Where an empty text is meant,
// as opposed to none, Empty is given.
//
// # Callbacks
//
// A function that the package calls back (the clock, the log, progress, choosing and deciding, an io.Writer) must not call
// the store, which answers ErrReentrant, and must return: it may panic, and the panic goes on in the call that is at work,
// but it must not end its goroutine by runtime.Goexit, which testing's FailNow and Skip do. The clock, deciding, and the
// progress of a dry run are called while other writes wait.
//
// # Card data
//
// Full card numbers and security codes exist only in the call that makes a token or a card, which wipes its copies; they
// are in no record, error, log or file.
package tillbook
