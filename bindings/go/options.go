package tillbook

import "time"

// An Option says how a store is opened.
type Option func(*options)

type options struct {
	mustExist      bool
	readOnly       bool
	cacheBytes     uint64
	durability     Durability
	interval       time.Duration
	fingerprintKey string
	noSearch       bool
	callbacks      storeCallbacks
}

// MustExist fails with ErrStoreMissing where there is no store, instead of creating one.
func MustExist() Option { return func(o *options) { o.mustExist = true } }

// WithReadOnly opens the store for reading alone: nothing on the disk is touched, any number of programs may do so at
// once but nobody meanwhile for writing, and whatever would change something fails with ErrReadOnly.
func WithReadOnly() Option { return func(o *options) { o.readOnly = true } }

// WithCacheBytes bounds the cache; it is 64 MiB otherwise.
func WithCacheBytes(bytes uint64) Option { return func(o *options) { o.cacheBytes = bytes } }

// WithDurabilityInterval brings writes to the disk within an interval and when the store is closed, instead of before
// each is acknowledged: a power cut takes back the newest writes. The interval is counted in whole milliseconds.
func WithDurabilityInterval(interval time.Duration) Option {
	return func(o *options) { o.durability, o.interval = DurabilityInterval, interval }
}

// WithoutSearchIndexes makes a store that is not there yet without search indexes: it is smaller, writes are quicker, and
// searches by parts of names, telephone numbers and e-mail addresses look at every customer, with the same answer.
func WithoutSearchIndexes() Option { return func(o *options) { o.noSearch = true } }

// WithFingerprintKey sets the key of the cards' fingerprints, a secret text; it lies in a file beside the store otherwise.
func WithFingerprintKey(key string) Option { return func(o *options) { o.fingerprintKey = key } }

// WithClock takes the time from a function instead of the machine's clock. It is called from any goroutine, also from
// several at once and while other writes wait, and follows the rules of callbacks in the package's documentation.
func WithClock(now func() time.Time) Option { return func(o *options) { o.callbacks.now = now } }

// WithLog tells a function what the store does and what goes wrong with it, in sentences without anybody's data. It is
// called from any goroutine, also from several at once, until Close returns, and follows the rules of callbacks in the
// package's documentation.
func WithLog(log func(level LogLevel, message string)) Option {
	return func(o *options) { o.callbacks.log = log }
}
