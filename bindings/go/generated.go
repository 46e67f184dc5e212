// Code generated from src/capi/numbers.rs; DO NOT EDIT.

package tillbook

import "strconv"

// Status is one of a group of numbers: what a call came to. Every function that can fail returns one of these as an `int32_t`. Numbers are grouped by cause and never used again for something else: 1xx the request, 2xx the state of the store's records, 3xx the file and the machine, 4xx the library.
type Status int32

const (
	// StatusOK: the call did what it was asked.
	StatusOK Status = 0
	// StatusInvalidArgument: a value has the wrong form or is out of range.
	StatusInvalidArgument Status = 100
	// StatusInvalidCard: the card details do not describe a usable card.
	StatusInvalidCard Status = 101
	// StatusMissingCard: the request for a token holds no card details.
	StatusMissingCard Status = 102
	// StatusTooLarge: the record would exceed one mebibyte.
	StatusTooLarge Status = 103
	// StatusInvalidHandle: a handle is null or stands for another kind of object.
	StatusInvalidHandle Status = 104
	// StatusBufferTooSmall: the buffer has no room for the whole answer.
	StatusBufferTooSmall Status = 105
	// StatusNotFound: there is no such record in this account.
	StatusNotFound Status = 200
	// StatusUsedToken: the token was used before.
	StatusUsedToken Status = 201
	// StatusExpiredToken: the token's lifetime is over.
	StatusExpiredToken Status = 202
	// StatusAlreadyExists: another record of the account already has this value.
	StatusAlreadyExists Status = 203
	// StatusDeleted: the customer is marked as deleted and cannot be changed.
	StatusDeleted Status = 204
	// StatusConflict: the state of the record does not allow this change.
	StatusConflict Status = 205
	// StatusStoreMissing: there is no store at this path.
	StatusStoreMissing Status = 300
	// StatusNotAStore: the file is not a Tillbook store.
	StatusNotAStore Status = 301
	// StatusNewerFormat: the file was written by a newer version of Tillbook.
	StatusNewerFormat Status = 302
	// StatusAlreadyOpen: another process or handle has the store open.
	StatusAlreadyOpen Status = 303
	// StatusDamaged: the file holds bytes that cannot be right.
	StatusDamaged Status = 304
	// StatusIO: the operating system refused to read or write, or to give memory.
	StatusIO Status = 305
	// StatusPoisoned: an earlier failure left the store unusable until it is opened again.
	StatusPoisoned Status = 306
	// StatusOutcomeUnknown: a write failed while it was made durable: only opening the store again shows whether it is there.
	StatusOutcomeUnknown Status = 307
	// StatusReadOnly: the call would change a store that is opened for reading alone.
	StatusReadOnly Status = 308
	// StatusUnsupported: this version of Tillbook cannot do that.
	StatusUnsupported Status = 400
	// StatusPanicked: a fault inside Tillbook was caught and stopped the store.
	StatusPanicked Status = 401
	// StatusClosed: the handle was closed before.
	StatusClosed Status = 402
	// StatusForked: the store was opened by a parent of this process.
	StatusForked Status = 403
	// StatusReentrant: a callback called the store that waits for it.
	StatusReentrant Status = 404
	// StatusCancelled: the caller's own callback stopped the work.
	StatusCancelled Status = 405
)

var (
	// ErrInvalidArgument: a value has the wrong form or is out of range.
	ErrInvalidArgument error = StatusInvalidArgument
	// ErrInvalidCard: the card details do not describe a usable card.
	ErrInvalidCard error = StatusInvalidCard
	// ErrMissingCard: the request for a token holds no card details.
	ErrMissingCard error = StatusMissingCard
	// ErrTooLarge: the record would exceed one mebibyte.
	ErrTooLarge error = StatusTooLarge
	// ErrInvalidHandle: a handle is null or stands for another kind of object.
	ErrInvalidHandle error = StatusInvalidHandle
	// ErrBufferTooSmall: the buffer has no room for the whole answer.
	ErrBufferTooSmall error = StatusBufferTooSmall
	// ErrNotFound: there is no such record in this account.
	ErrNotFound error = StatusNotFound
	// ErrUsedToken: the token was used before.
	ErrUsedToken error = StatusUsedToken
	// ErrExpiredToken: the token's lifetime is over.
	ErrExpiredToken error = StatusExpiredToken
	// ErrAlreadyExists: another record of the account already has this value.
	ErrAlreadyExists error = StatusAlreadyExists
	// ErrDeleted: the customer is marked as deleted and cannot be changed.
	ErrDeleted error = StatusDeleted
	// ErrConflict: the state of the record does not allow this change.
	ErrConflict error = StatusConflict
	// ErrStoreMissing: there is no store at this path.
	ErrStoreMissing error = StatusStoreMissing
	// ErrNotAStore: the file is not a Tillbook store.
	ErrNotAStore error = StatusNotAStore
	// ErrNewerFormat: the file was written by a newer version of Tillbook.
	ErrNewerFormat error = StatusNewerFormat
	// ErrAlreadyOpen: another process or handle has the store open.
	ErrAlreadyOpen error = StatusAlreadyOpen
	// ErrDamaged: the file holds bytes that cannot be right.
	ErrDamaged error = StatusDamaged
	// ErrIO: the operating system refused to read or write, or to give memory.
	ErrIO error = StatusIO
	// ErrPoisoned: an earlier failure left the store unusable until it is opened again.
	ErrPoisoned error = StatusPoisoned
	// ErrOutcomeUnknown: a write failed while it was made durable: only opening the store again shows whether it is there.
	ErrOutcomeUnknown error = StatusOutcomeUnknown
	// ErrReadOnly: the call would change a store that is opened for reading alone.
	ErrReadOnly error = StatusReadOnly
	// ErrUnsupported: this version of Tillbook cannot do that.
	ErrUnsupported error = StatusUnsupported
	// ErrPanicked: a fault inside Tillbook was caught and stopped the store.
	ErrPanicked error = StatusPanicked
	// ErrClosed: the handle was closed before.
	ErrClosed error = StatusClosed
	// ErrForked: the store was opened by a parent of this process.
	ErrForked error = StatusForked
	// ErrReentrant: a callback called the store that waits for it.
	ErrReentrant error = StatusReentrant
	// ErrCancelled: the caller's own callback stopped the work.
	ErrCancelled error = StatusCancelled
)

var statusNames = map[Status]string{
	0:   "ok",
	100: "invalid_argument",
	101: "invalid_card",
	102: "missing_card",
	103: "too_large",
	104: "invalid_handle",
	105: "buffer_too_small",
	200: "not_found",
	201: "used_token",
	202: "expired_token",
	203: "already_exists",
	204: "deleted",
	205: "conflict",
	300: "store_missing",
	301: "not_a_store",
	302: "newer_format",
	303: "already_open",
	304: "damaged",
	305: "io",
	306: "poisoned",
	307: "outcome_unknown",
	308: "read_only",
	400: "unsupported",
	401: "panicked",
	402: "closed",
	403: "forked",
	404: "reentrant",
	405: "cancelled",
}

// String is the name, for example "invalid_argument".
func (s Status) String() string {
	if name, known := statusNames[s]; known {
		return name
	}
	return strconv.Itoa(int(s))
}

// Provider is one of a group of numbers: the payment providers.
type Provider int32

const (
	// ProviderOmise: omise (Opn Payments).
	ProviderOmise Provider = 1
	// ProviderKomoju: kOMOJU.
	ProviderKomoju Provider = 2
	// ProviderMonri: monri.
	ProviderMonri Provider = 3
	// ProviderDigitalRiver: digital River.
	ProviderDigitalRiver Provider = 4
	// ProviderShopline: sHOPLINE.
	ProviderShopline Provider = 5
)

var providerNames = map[Provider]string{
	1: "omise",
	2: "komoju",
	3: "monri",
	4: "digital_river",
	5: "shopline",
}

// String is the name, for example "komoju".
func (p Provider) String() string {
	if name, known := providerNames[p]; known {
		return name
	}
	return strconv.Itoa(int(p))
}

// Mode is one of a group of numbers: the two worlds of a provider.
type Mode int32

const (
	// ModeTest: test objects, made with test keys.
	ModeTest Mode = 1
	// ModeLive: live objects, made with live keys.
	ModeLive Mode = 2
)

var modeNames = map[Mode]string{
	1: "test",
	2: "live",
}

// String is the name, for example "live".
func (m Mode) String() string {
	if name, known := modeNames[m]; known {
		return name
	}
	return strconv.Itoa(int(m))
}

// Brand is one of a group of numbers: the brands of cards.
type Brand int32

const (
	// BrandVisa: visa.
	BrandVisa Brand = 1
	// BrandMastercard: mastercard.
	BrandMastercard Brand = 2
	// BrandAmericanExpress: american Express.
	BrandAmericanExpress Brand = 3
	// BrandJCB: jCB.
	BrandJCB Brand = 4
	// BrandDinersClub: diners Club.
	BrandDinersClub Brand = 5
	// BrandDiscover: discover.
	BrandDiscover Brand = 6
	// BrandOther: one that only an import or a provider knows.
	BrandOther Brand = 7
)

var brandNames = map[Brand]string{
	1: "visa",
	2: "mastercard",
	3: "american_express",
	4: "jcb",
	5: "diners_club",
	6: "discover",
	7: "other",
}

// String is the name, for example "mastercard".
func (b Brand) String() string {
	if name, known := brandNames[b]; known {
		return name
	}
	return strconv.Itoa(int(b))
}

// Key is one of a group of numbers: the two keys of an account, one of which a provider's request is made with.
type Key int32

const (
	// KeySecret: the secret key.
	KeySecret Key = 1
	// KeyPublic: the public key, which may only make tokens.
	KeyPublic Key = 2
)

var keyNames = map[Key]string{
	1: "secret",
	2: "public",
}

// String is the name, for example "public".
func (k Key) String() string {
	if name, known := keyNames[k]; known {
		return name
	}
	return strconv.Itoa(int(k))
}

// RecurrenceKind is one of a group of numbers: on which days of its period a schedule charges.
type RecurrenceKind int32

const (
	// RecurrenceDaily: every so many days from the start.
	RecurrenceDaily RecurrenceKind = 1
	// RecurrenceWeekly: on some weekdays of every so many weeks.
	RecurrenceWeekly RecurrenceKind = 2
	// RecurrenceMonthlyOnDays: on some days of every so many months.
	RecurrenceMonthlyOnDays RecurrenceKind = 3
	// RecurrenceMonthlyOnWeekday: on one weekday of every so many months.
	RecurrenceMonthlyOnWeekday RecurrenceKind = 4
)

var recurrenceKindNames = map[RecurrenceKind]string{
	1: "daily",
	2: "weekly",
	3: "monthly_on_days",
	4: "monthly_on_weekday",
}

// String is the name, for example "weekly".
func (r RecurrenceKind) String() string {
	if name, known := recurrenceKindNames[r]; known {
		return name
	}
	return strconv.Itoa(int(r))
}

// Weekday is one of a group of numbers: the days of the week.
type Weekday int32

const (
	// WeekdayMonday: monday, where a week begins.
	WeekdayMonday Weekday = 1
	// WeekdayTuesday: tuesday.
	WeekdayTuesday Weekday = 2
	// WeekdayWednesday: wednesday.
	WeekdayWednesday Weekday = 3
	// WeekdayThursday: thursday.
	WeekdayThursday Weekday = 4
	// WeekdayFriday: friday.
	WeekdayFriday Weekday = 5
	// WeekdaySaturday: saturday.
	WeekdaySaturday Weekday = 6
	// WeekdaySunday: sunday.
	WeekdaySunday Weekday = 7
)

var weekdayNames = map[Weekday]string{
	1: "monday",
	2: "tuesday",
	3: "wednesday",
	4: "thursday",
	5: "friday",
	6: "saturday",
	7: "sunday",
}

// String is the name, for example "tuesday".
func (w Weekday) String() string {
	if name, known := weekdayNames[w]; known {
		return name
	}
	return strconv.Itoa(int(w))
}

// Ordinal is one of a group of numbers: which of a month's equal weekdays is meant.
type Ordinal int32

const (
	// OrdinalFirst: the first.
	OrdinalFirst Ordinal = 1
	// OrdinalSecond: the second.
	OrdinalSecond Ordinal = 2
	// OrdinalThird: the third.
	OrdinalThird Ordinal = 3
	// OrdinalFourth: the fourth.
	OrdinalFourth Ordinal = 4
	// OrdinalLast: the last, fourth or fifth.
	OrdinalLast Ordinal = 5
)

var ordinalNames = map[Ordinal]string{
	1: "first",
	2: "second",
	3: "third",
	4: "fourth",
	5: "last",
}

// String is the name, for example "second".
func (o Ordinal) String() string {
	if name, known := ordinalNames[o]; known {
		return name
	}
	return strconv.Itoa(int(o))
}

// Charging is one of a group of numbers: who makes the charges of a schedule.
type Charging int32

const (
	// ChargingHost: the host; what falls due stays due until the host says what came of it.
	ChargingHost Charging = 1
	// ChargingSimulated: nobody: a date is recorded as successful when it has come.
	ChargingSimulated Charging = 2
)

var chargingNames = map[Charging]string{
	1: "host",
	2: "simulated",
}

// String is the name, for example "simulated".
func (c Charging) String() string {
	if name, known := chargingNames[c]; known {
		return name
	}
	return strconv.Itoa(int(c))
}

// ScheduleStatus is one of a group of numbers: where a schedule stands in its life.
type ScheduleStatus int32

const (
	// ScheduleRunning: two or more dates are left.
	ScheduleRunning ScheduleStatus = 1
	// ScheduleExpiring: exactly one date is left.
	ScheduleExpiring ScheduleStatus = 2
	// ScheduleExpired: no date is left.
	ScheduleExpired ScheduleStatus = 3
	// ScheduleSuspended: stopped after repeated failures.
	ScheduleSuspended ScheduleStatus = 4
	// ScheduleDeleted: destroyed.
	ScheduleDeleted ScheduleStatus = 5
)

var scheduleStatusNames = map[ScheduleStatus]string{
	1: "running",
	2: "expiring",
	3: "expired",
	4: "suspended",
	5: "deleted",
}

// String is the name, for example "expiring".
func (s ScheduleStatus) String() string {
	if name, known := scheduleStatusNames[s]; known {
		return name
	}
	return strconv.Itoa(int(s))
}

// OccurrenceStatus is one of a group of numbers: what came of one date of a schedule.
type OccurrenceStatus int32

const (
	// OccurrenceSuccessful: charged.
	OccurrenceSuccessful OccurrenceStatus = 1
	// OccurrenceFailed: the charge failed.
	OccurrenceFailed OccurrenceStatus = 2
	// OccurrenceSkipped: deliberately not charged.
	OccurrenceSkipped OccurrenceStatus = 3
)

var occurrenceStatusNames = map[OccurrenceStatus]string{
	1: "successful",
	2: "failed",
	3: "skipped",
}

// String is the name, for example "failed".
func (o OccurrenceStatus) String() string {
	if name, known := occurrenceStatusNames[o]; known {
		return name
	}
	return strconv.Itoa(int(o))
}

// Ledger is one of a group of numbers: the balances of a customer.
type Ledger int32

const (
	// LedgerStoreCredit: store credit.
	LedgerStoreCredit Ledger = 1
	// LedgerMemberPoints: member points.
	LedgerMemberPoints Ledger = 2
)

var ledgerNames = map[Ledger]string{
	1: "store_credit",
	2: "member_points",
}

// String is the name, for example "member_points".
func (l Ledger) String() string {
	if name, known := ledgerNames[l]; known {
		return name
	}
	return strconv.Itoa(int(l))
}

// TaxIdentifierState is one of a group of numbers: where the verification of a tax identifier stands.
type TaxIdentifierState int32

const (
	// TaxIdentifierPending: not decided.
	TaxIdentifierPending TaxIdentifierState = 1
	// TaxIdentifierVerified: verified.
	TaxIdentifierVerified TaxIdentifierState = 2
	// TaxIdentifierNotValid: not valid.
	TaxIdentifierNotValid TaxIdentifierState = 3
)

var taxIdentifierStateNames = map[TaxIdentifierState]string{
	1: "pending",
	2: "verified",
	3: "not_valid",
}

// String is the name, for example "verified".
func (t TaxIdentifierState) String() string {
	if name, known := taxIdentifierStateNames[t]; known {
		return name
	}
	return strconv.Itoa(int(t))
}

// Durability is one of a group of numbers: when a write is on the disk.
type Durability int32

const (
	// DurabilityEachWrite: before it is acknowledged.
	DurabilityEachWrite Durability = 1
	// DurabilityInterval: within an interval, and when the store is closed: a power cut takes back the newest writes.
	DurabilityInterval Durability = 2
)

var durabilityNames = map[Durability]string{
	1: "each_write",
	2: "interval",
}

// String is the name, for example "interval".
func (d Durability) String() string {
	if name, known := durabilityNames[d]; known {
		return name
	}
	return strconv.Itoa(int(d))
}

// LogLevel is one of a group of numbers: how much a line of the log matters.
type LogLevel int32

const (
	// LogError: the store stopped, or could not do what it promised.
	LogError LogLevel = 1
	// LogWarn: something is not as it should be, and the store goes on.
	LogWarn LogLevel = 2
	// LogInfo: something was begun or done.
	LogInfo LogLevel = 3
	// LogDebug: what only somebody who looks for a fault wants to know.
	LogDebug LogLevel = 4
)

var logLevelNames = map[LogLevel]string{
	1: "error",
	2: "warn",
	3: "info",
	4: "debug",
}

// String is the name, for example "warn".
func (l LogLevel) String() string {
	if name, known := logLevelNames[l]; known {
		return name
	}
	return strconv.Itoa(int(l))
}

// ExportFormat is one of a group of numbers: the formats that are exported.
type ExportFormat int32

const (
	// ExportJSONL: one JSON object a line, with the cards: importing it into an empty account gives the same.
	ExportJSONL ExportFormat = 1
	// ExportCSV: a table with a header, without the cards.
	ExportCSV ExportFormat = 2
)

var exportFormatNames = map[ExportFormat]string{
	1: "jsonl",
	2: "csv",
}

// String is the name, for example "csv".
func (e ExportFormat) String() string {
	if name, known := exportFormatNames[e]; known {
		return name
	}
	return strconv.Itoa(int(e))
}

// Encoding is one of a group of numbers: the encodings of imported files.
type Encoding int32

const (
	// EncodingUTF8: uTF-8, with or without a byte order mark.
	EncodingUTF8 Encoding = 1
	// EncodingUTF16Little: uTF-16, little end first.
	EncodingUTF16Little Encoding = 2
	// EncodingUTF16Big: uTF-16, big end first.
	EncodingUTF16Big Encoding = 3
	// EncodingWindows1252: windows-1252, of which Latin-1's printable characters are a part.
	EncodingWindows1252 Encoding = 4
)

var encodingNames = map[Encoding]string{
	1: "utf_8",
	2: "utf_16_little",
	3: "utf_16_big",
	4: "windows_1252",
}

// String is the name, for example "utf_16_little".
func (e Encoding) String() string {
	if name, known := encodingNames[e]; known {
		return name
	}
	return strconv.Itoa(int(e))
}

// Feature is one of a group of numbers: what builds and versions of the library differ in: what `tillbook_has_feature` is asked.
type Feature int32

const (
	// FeatureOmise: tillbook_call answers Omise's requests.
	FeatureOmise Feature = 1
	// FeatureKomoju: tillbook_call answers KOMOJU's requests.
	FeatureKomoju Feature = 2
	// FeatureMonri: tillbook_call answers Monri's requests.
	FeatureMonri Feature = 3
	// FeatureDigitalRiver: tillbook_call answers Digital River's requests.
	FeatureDigitalRiver Feature = 4
	// FeatureShopline: tillbook_call answers SHOPLINE's requests.
	FeatureShopline Feature = 5
	// FeatureReadOnly: stores can be opened for reading alone.
	FeatureReadOnly Feature = 6
	// FeatureDurability: stores can be opened with TILLBOOK_DURABILITY_INTERVAL.
	FeatureDurability Feature = 7
	// FeatureLog: stores can be opened with a log callback.
	FeatureLog Feature = 8
	// FeatureBackup: open stores can be copied by tillbook_store_backup.
	FeatureBackup Feature = 9
	// FeatureTransfer: customers can be imported and exported.
	FeatureTransfer Feature = 10
	// FeatureForkDetection: a child of the process that made a handle answers TILLBOOK_FORKED.
	FeatureForkDetection Feature = 11
	// FeatureCommandLine: the build holds the command line.
	FeatureCommandLine Feature = 12
	// FeatureServer: the build holds the server.
	FeatureServer Feature = 13
)

var featureNames = map[Feature]string{
	1:  "omise",
	2:  "komoju",
	3:  "monri",
	4:  "digital_river",
	5:  "shopline",
	6:  "read_only",
	7:  "durability",
	8:  "log",
	9:  "backup",
	10: "transfer",
	11: "fork_detection",
	12: "command_line",
	13: "server",
}

// String is the name, for example "komoju".
func (f Feature) String() string {
	if name, known := featureNames[f]; known {
		return name
	}
	return strconv.Itoa(int(f))
}
