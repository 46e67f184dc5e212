// Code generated from the library's tables by tests/bindings_are_generated. DO NOT EDIT.

package tillbook

// Status is what a call came to, the same number in every language. Each but StatusOK is an error too, with which
// errors.Is tells what went wrong.
//
// Numbers are grouped by cause and never used again for something else: 1xx the request, 2xx the state of the store's
// records, 3xx the file and the machine, 4xx the library.
type Status int32

// What a call can come to.
const (
	// StatusOK: The call did what it was asked.
	StatusOK Status = 0
	// StatusInvalidArgument: A value has the wrong form or is out of range.
	StatusInvalidArgument Status = 100
	// StatusInvalidCard: The card details do not describe a usable card.
	StatusInvalidCard Status = 101
	// StatusMissingCard: The request for a token holds no card details.
	StatusMissingCard Status = 102
	// StatusTooLarge: The record would exceed one mebibyte.
	StatusTooLarge Status = 103
	// StatusInvalidHandle: A handle is null or stands for another kind of object.
	StatusInvalidHandle Status = 104
	// StatusBufferTooSmall: The buffer has no room for the whole answer.
	StatusBufferTooSmall Status = 105
	// StatusNotFound: There is no such record in this account.
	StatusNotFound Status = 200
	// StatusUsedToken: The token was used before.
	StatusUsedToken Status = 201
	// StatusExpiredToken: The token's lifetime is over.
	StatusExpiredToken Status = 202
	// StatusAlreadyExists: Another record of the account already has this value.
	StatusAlreadyExists Status = 203
	// StatusDeleted: The customer is marked as deleted and cannot be changed.
	StatusDeleted Status = 204
	// StatusConflict: The state of the record does not allow this change.
	StatusConflict Status = 205
	// StatusStoreMissing: There is no store at this path.
	StatusStoreMissing Status = 300
	// StatusNotAStore: The file is not a Tillbook store.
	StatusNotAStore Status = 301
	// StatusNewerFormat: The file was written by a newer version of Tillbook.
	StatusNewerFormat Status = 302
	// StatusAlreadyOpen: Another process or handle has the store open.
	StatusAlreadyOpen Status = 303
	// StatusDamaged: The file holds bytes that cannot be right.
	StatusDamaged Status = 304
	// StatusIO: The operating system refused to read or write, or to give memory.
	StatusIO Status = 305
	// StatusPoisoned: An earlier failure left the store unusable until it is opened again.
	StatusPoisoned Status = 306
	// StatusOutcomeUnknown: A write failed while it was made durable: only opening the store again shows whether it is there.
	StatusOutcomeUnknown Status = 307
	// StatusReadOnly: The call would change a store that is opened for reading alone.
	StatusReadOnly Status = 308
	// StatusUnsupported: This version of Tillbook cannot do that.
	StatusUnsupported Status = 400
	// StatusPanicked: A fault inside Tillbook was caught and stopped the store.
	StatusPanicked Status = 401
	// StatusClosed: The handle was closed before.
	StatusClosed Status = 402
	// StatusForked: The store was opened by a parent of this process.
	StatusForked Status = 403
	// StatusReentrant: A callback called the store that waits for it.
	StatusReentrant Status = 404
	// StatusCancelled: The caller's own callback stopped the work.
	StatusCancelled Status = 405
)

// What errors.Is finds in an error of this package.
var (
	// ErrInvalidArgument: A value has the wrong form or is out of range.
	ErrInvalidArgument error = StatusInvalidArgument
	// ErrInvalidCard: The card details do not describe a usable card.
	ErrInvalidCard error = StatusInvalidCard
	// ErrMissingCard: The request for a token holds no card details.
	ErrMissingCard error = StatusMissingCard
	// ErrTooLarge: The record would exceed one mebibyte.
	ErrTooLarge error = StatusTooLarge
	// ErrInvalidHandle: A handle is null or stands for another kind of object.
	ErrInvalidHandle error = StatusInvalidHandle
	// ErrBufferTooSmall: The buffer has no room for the whole answer.
	ErrBufferTooSmall error = StatusBufferTooSmall
	// ErrNotFound: There is no such record in this account.
	ErrNotFound error = StatusNotFound
	// ErrUsedToken: The token was used before.
	ErrUsedToken error = StatusUsedToken
	// ErrExpiredToken: The token's lifetime is over.
	ErrExpiredToken error = StatusExpiredToken
	// ErrAlreadyExists: Another record of the account already has this value.
	ErrAlreadyExists error = StatusAlreadyExists
	// ErrDeleted: The customer is marked as deleted and cannot be changed.
	ErrDeleted error = StatusDeleted
	// ErrConflict: The state of the record does not allow this change.
	ErrConflict error = StatusConflict
	// ErrStoreMissing: There is no store at this path.
	ErrStoreMissing error = StatusStoreMissing
	// ErrNotAStore: The file is not a Tillbook store.
	ErrNotAStore error = StatusNotAStore
	// ErrNewerFormat: The file was written by a newer version of Tillbook.
	ErrNewerFormat error = StatusNewerFormat
	// ErrAlreadyOpen: Another process or handle has the store open.
	ErrAlreadyOpen error = StatusAlreadyOpen
	// ErrDamaged: The file holds bytes that cannot be right.
	ErrDamaged error = StatusDamaged
	// ErrIO: The operating system refused to read or write, or to give memory.
	ErrIO error = StatusIO
	// ErrPoisoned: An earlier failure left the store unusable until it is opened again.
	ErrPoisoned error = StatusPoisoned
	// ErrOutcomeUnknown: A write failed while it was made durable: only opening the store again shows whether it is there.
	ErrOutcomeUnknown error = StatusOutcomeUnknown
	// ErrReadOnly: The call would change a store that is opened for reading alone.
	ErrReadOnly error = StatusReadOnly
	// ErrUnsupported: This version of Tillbook cannot do that.
	ErrUnsupported error = StatusUnsupported
	// ErrPanicked: A fault inside Tillbook was caught and stopped the store.
	ErrPanicked error = StatusPanicked
	// ErrClosed: The handle was closed before.
	ErrClosed error = StatusClosed
	// ErrForked: The store was opened by a parent of this process.
	ErrForked error = StatusForked
	// ErrReentrant: A callback called the store that waits for it.
	ErrReentrant error = StatusReentrant
	// ErrCancelled: The caller's own callback stopped the work.
	ErrCancelled error = StatusCancelled
)

// String is the name of the status, for example not_found.
func (value Status) String() string {
	switch value {
	case StatusOK:
		return "ok"
	case StatusInvalidArgument:
		return "invalid_argument"
	case StatusInvalidCard:
		return "invalid_card"
	case StatusMissingCard:
		return "missing_card"
	case StatusTooLarge:
		return "too_large"
	case StatusInvalidHandle:
		return "invalid_handle"
	case StatusBufferTooSmall:
		return "buffer_too_small"
	case StatusNotFound:
		return "not_found"
	case StatusUsedToken:
		return "used_token"
	case StatusExpiredToken:
		return "expired_token"
	case StatusAlreadyExists:
		return "already_exists"
	case StatusDeleted:
		return "deleted"
	case StatusConflict:
		return "conflict"
	case StatusStoreMissing:
		return "store_missing"
	case StatusNotAStore:
		return "not_a_store"
	case StatusNewerFormat:
		return "newer_format"
	case StatusAlreadyOpen:
		return "already_open"
	case StatusDamaged:
		return "damaged"
	case StatusIO:
		return "io"
	case StatusPoisoned:
		return "poisoned"
	case StatusOutcomeUnknown:
		return "outcome_unknown"
	case StatusReadOnly:
		return "read_only"
	case StatusUnsupported:
		return "unsupported"
	case StatusPanicked:
		return "panicked"
	case StatusClosed:
		return "closed"
	case StatusForked:
		return "forked"
	case StatusReentrant:
		return "reentrant"
	case StatusCancelled:
		return "cancelled"
	}
	return "unknown"
}

// meaning is one sentence on the status.
func (value Status) meaning() string {
	switch value {
	case StatusOK:
		return "The call did what it was asked."
	case StatusInvalidArgument:
		return "A value has the wrong form or is out of range."
	case StatusInvalidCard:
		return "The card details do not describe a usable card."
	case StatusMissingCard:
		return "The request for a token holds no card details."
	case StatusTooLarge:
		return "The record would exceed one mebibyte."
	case StatusInvalidHandle:
		return "A handle is null or stands for another kind of object."
	case StatusBufferTooSmall:
		return "The buffer has no room for the whole answer."
	case StatusNotFound:
		return "There is no such record in this account."
	case StatusUsedToken:
		return "The token was used before."
	case StatusExpiredToken:
		return "The token's lifetime is over."
	case StatusAlreadyExists:
		return "Another record of the account already has this value."
	case StatusDeleted:
		return "The customer is marked as deleted and cannot be changed."
	case StatusConflict:
		return "The state of the record does not allow this change."
	case StatusStoreMissing:
		return "There is no store at this path."
	case StatusNotAStore:
		return "The file is not a Tillbook store."
	case StatusNewerFormat:
		return "The file was written by a newer version of Tillbook."
	case StatusAlreadyOpen:
		return "Another process or handle has the store open."
	case StatusDamaged:
		return "The file holds bytes that cannot be right."
	case StatusIO:
		return "The operating system refused to read or write, or to give memory."
	case StatusPoisoned:
		return "An earlier failure left the store unusable until it is opened again."
	case StatusOutcomeUnknown:
		return "A write failed while it was made durable: only opening the store again shows whether it is there."
	case StatusReadOnly:
		return "The call would change a store that is opened for reading alone."
	case StatusUnsupported:
		return "This version of Tillbook cannot do that."
	case StatusPanicked:
		return "A fault inside Tillbook was caught and stopped the store."
	case StatusClosed:
		return "The handle was closed before."
	case StatusForked:
		return "The store was opened by a parent of this process."
	case StatusReentrant:
		return "A callback called the store that waits for it."
	case StatusCancelled:
		return "The caller's own callback stopped the work."
	}
	return "unknown"
}

// Provider is one of: the payment providers.
type Provider int32

// The values of Provider.
const (
	// ProviderOmise: Omise (Opn Payments).
	ProviderOmise Provider = 1
	// ProviderKomoju: KOMOJU.
	ProviderKomoju Provider = 2
	// ProviderMonri: Monri.
	ProviderMonri Provider = 3
	// ProviderDigitalRiver: Digital River.
	ProviderDigitalRiver Provider = 4
	// ProviderShopline: SHOPLINE.
	ProviderShopline Provider = 5
)

// String is the name in lower case.
func (value Provider) String() string {
	switch value {
	case ProviderOmise:
		return "omise"
	case ProviderKomoju:
		return "komoju"
	case ProviderMonri:
		return "monri"
	case ProviderDigitalRiver:
		return "digital_river"
	case ProviderShopline:
		return "shopline"
	}
	return "unknown"
}

// Mode is one of: the two worlds of a provider.
type Mode int32

// The values of Mode.
const (
	// ModeTest: Test objects, made with test keys.
	ModeTest Mode = 1
	// ModeLive: Live objects, made with live keys.
	ModeLive Mode = 2
)

// String is the name in lower case.
func (value Mode) String() string {
	switch value {
	case ModeTest:
		return "test"
	case ModeLive:
		return "live"
	}
	return "unknown"
}

// Brand is one of: the brands of cards.
type Brand int32

// The values of Brand.
const (
	// BrandVisa: Visa.
	BrandVisa Brand = 1
	// BrandMastercard: Mastercard.
	BrandMastercard Brand = 2
	// BrandAmericanExpress: American Express.
	BrandAmericanExpress Brand = 3
	// BrandJCB: JCB.
	BrandJCB Brand = 4
	// BrandDinersClub: Diners Club.
	BrandDinersClub Brand = 5
	// BrandDiscover: Discover.
	BrandDiscover Brand = 6
	// BrandOther: One that only an import or a provider knows.
	BrandOther Brand = 7
)

// String is the name in lower case.
func (value Brand) String() string {
	switch value {
	case BrandVisa:
		return "visa"
	case BrandMastercard:
		return "mastercard"
	case BrandAmericanExpress:
		return "american_express"
	case BrandJCB:
		return "jcb"
	case BrandDinersClub:
		return "diners_club"
	case BrandDiscover:
		return "discover"
	case BrandOther:
		return "other"
	}
	return "unknown"
}

// Key is one of: the two keys of an account, one of which a provider's request is made with.
type Key int32

// The values of Key.
const (
	// KeySecret: The secret key.
	KeySecret Key = 1
	// KeyPublic: The public key, which may only make tokens.
	KeyPublic Key = 2
)

// String is the name in lower case.
func (value Key) String() string {
	switch value {
	case KeySecret:
		return "secret"
	case KeyPublic:
		return "public"
	}
	return "unknown"
}

// RecurrenceKind is one of: on which days of its period a schedule charges.
type RecurrenceKind int32

// The values of RecurrenceKind.
const (
	// RecurrenceDaily: Every so many days from the start.
	RecurrenceDaily RecurrenceKind = 1
	// RecurrenceWeekly: On some weekdays of every so many weeks.
	RecurrenceWeekly RecurrenceKind = 2
	// RecurrenceMonthlyOnDays: On some days of every so many months.
	RecurrenceMonthlyOnDays RecurrenceKind = 3
	// RecurrenceMonthlyOnWeekday: On one weekday of every so many months.
	RecurrenceMonthlyOnWeekday RecurrenceKind = 4
)

// String is the name in lower case.
func (value RecurrenceKind) String() string {
	switch value {
	case RecurrenceDaily:
		return "daily"
	case RecurrenceWeekly:
		return "weekly"
	case RecurrenceMonthlyOnDays:
		return "monthly_on_days"
	case RecurrenceMonthlyOnWeekday:
		return "monthly_on_weekday"
	}
	return "unknown"
}

// Weekday is one of: the days of the week.
type Weekday int32

// The values of Weekday.
const (
	// WeekdayMonday: Monday, where a week begins.
	WeekdayMonday Weekday = 1
	// WeekdayTuesday: Tuesday.
	WeekdayTuesday Weekday = 2
	// WeekdayWednesday: Wednesday.
	WeekdayWednesday Weekday = 3
	// WeekdayThursday: Thursday.
	WeekdayThursday Weekday = 4
	// WeekdayFriday: Friday.
	WeekdayFriday Weekday = 5
	// WeekdaySaturday: Saturday.
	WeekdaySaturday Weekday = 6
	// WeekdaySunday: Sunday.
	WeekdaySunday Weekday = 7
)

// String is the name in lower case.
func (value Weekday) String() string {
	switch value {
	case WeekdayMonday:
		return "monday"
	case WeekdayTuesday:
		return "tuesday"
	case WeekdayWednesday:
		return "wednesday"
	case WeekdayThursday:
		return "thursday"
	case WeekdayFriday:
		return "friday"
	case WeekdaySaturday:
		return "saturday"
	case WeekdaySunday:
		return "sunday"
	}
	return "unknown"
}

// Ordinal is one of: which of a month's equal weekdays is meant.
type Ordinal int32

// The values of Ordinal.
const (
	// OrdinalFirst: The first.
	OrdinalFirst Ordinal = 1
	// OrdinalSecond: The second.
	OrdinalSecond Ordinal = 2
	// OrdinalThird: The third.
	OrdinalThird Ordinal = 3
	// OrdinalFourth: The fourth.
	OrdinalFourth Ordinal = 4
	// OrdinalLast: The last, fourth or fifth.
	OrdinalLast Ordinal = 5
)

// String is the name in lower case.
func (value Ordinal) String() string {
	switch value {
	case OrdinalFirst:
		return "first"
	case OrdinalSecond:
		return "second"
	case OrdinalThird:
		return "third"
	case OrdinalFourth:
		return "fourth"
	case OrdinalLast:
		return "last"
	}
	return "unknown"
}

// Charging is one of: who makes the charges of a schedule.
type Charging int32

// The values of Charging.
const (
	// ChargingHost: The host; what falls due stays due until the host says what came of it.
	ChargingHost Charging = 1
	// ChargingSimulated: Nobody: a date is recorded as successful when it has come.
	ChargingSimulated Charging = 2
)

// String is the name in lower case.
func (value Charging) String() string {
	switch value {
	case ChargingHost:
		return "host"
	case ChargingSimulated:
		return "simulated"
	}
	return "unknown"
}

// ScheduleStatus is one of: where a schedule stands in its life.
type ScheduleStatus int32

// The values of ScheduleStatus.
const (
	// ScheduleRunning: Two or more dates are left.
	ScheduleRunning ScheduleStatus = 1
	// ScheduleExpiring: Exactly one date is left.
	ScheduleExpiring ScheduleStatus = 2
	// ScheduleExpired: No date is left.
	ScheduleExpired ScheduleStatus = 3
	// ScheduleSuspended: Stopped after repeated failures.
	ScheduleSuspended ScheduleStatus = 4
	// ScheduleDeleted: Destroyed.
	ScheduleDeleted ScheduleStatus = 5
)

// String is the name in lower case.
func (value ScheduleStatus) String() string {
	switch value {
	case ScheduleRunning:
		return "running"
	case ScheduleExpiring:
		return "expiring"
	case ScheduleExpired:
		return "expired"
	case ScheduleSuspended:
		return "suspended"
	case ScheduleDeleted:
		return "deleted"
	}
	return "unknown"
}

// OccurrenceStatus is one of: what came of one date of a schedule.
type OccurrenceStatus int32

// The values of OccurrenceStatus.
const (
	// OccurrenceSuccessful: Charged.
	OccurrenceSuccessful OccurrenceStatus = 1
	// OccurrenceFailed: The charge failed.
	OccurrenceFailed OccurrenceStatus = 2
	// OccurrenceSkipped: Deliberately not charged.
	OccurrenceSkipped OccurrenceStatus = 3
)

// String is the name in lower case.
func (value OccurrenceStatus) String() string {
	switch value {
	case OccurrenceSuccessful:
		return "successful"
	case OccurrenceFailed:
		return "failed"
	case OccurrenceSkipped:
		return "skipped"
	}
	return "unknown"
}

// Ledger is one of: the balances of a customer.
type Ledger int32

// The values of Ledger.
const (
	// LedgerStoreCredit: Store credit.
	LedgerStoreCredit Ledger = 1
	// LedgerMemberPoints: Member points.
	LedgerMemberPoints Ledger = 2
)

// String is the name in lower case.
func (value Ledger) String() string {
	switch value {
	case LedgerStoreCredit:
		return "store_credit"
	case LedgerMemberPoints:
		return "member_points"
	}
	return "unknown"
}

// TaxIdentifierState is one of: where the verification of a tax identifier stands.
type TaxIdentifierState int32

// The values of TaxIdentifierState.
const (
	// TaxIdentifierPending: Not decided.
	TaxIdentifierPending TaxIdentifierState = 1
	// TaxIdentifierVerified: Verified.
	TaxIdentifierVerified TaxIdentifierState = 2
	// TaxIdentifierNotValid: Not valid.
	TaxIdentifierNotValid TaxIdentifierState = 3
)

// String is the name in lower case.
func (value TaxIdentifierState) String() string {
	switch value {
	case TaxIdentifierPending:
		return "pending"
	case TaxIdentifierVerified:
		return "verified"
	case TaxIdentifierNotValid:
		return "not_valid"
	}
	return "unknown"
}

// Durability is one of: when a write is on the disk.
type Durability int32

// The values of Durability.
const (
	// DurabilityEachWrite: Before it is acknowledged.
	DurabilityEachWrite Durability = 1
	// DurabilityInterval: Within an interval, and when the store is closed: a power cut takes back the newest writes.
	DurabilityInterval Durability = 2
)

// String is the name in lower case.
func (value Durability) String() string {
	switch value {
	case DurabilityEachWrite:
		return "each_write"
	case DurabilityInterval:
		return "interval"
	}
	return "unknown"
}

// LogLevel is one of: how much a line of the log matters.
type LogLevel int32

// The values of LogLevel.
const (
	// LogError: The store stopped, or could not do what it promised.
	LogError LogLevel = 1
	// LogWarn: Something is not as it should be, and the store goes on.
	LogWarn LogLevel = 2
	// LogInfo: Something was begun or done.
	LogInfo LogLevel = 3
	// LogDebug: What only somebody who looks for a fault wants to know.
	LogDebug LogLevel = 4
)

// String is the name in lower case.
func (value LogLevel) String() string {
	switch value {
	case LogError:
		return "error"
	case LogWarn:
		return "warn"
	case LogInfo:
		return "info"
	case LogDebug:
		return "debug"
	}
	return "unknown"
}

// ExportFormat is one of: the formats that are exported.
type ExportFormat int32

// The values of ExportFormat.
const (
	// ExportJSONL: One JSON object a line, with the cards: importing it into an empty account gives the same.
	ExportJSONL ExportFormat = 1
	// ExportCSV: A table with a header, without the cards.
	ExportCSV ExportFormat = 2
)

// String is the name in lower case.
func (value ExportFormat) String() string {
	switch value {
	case ExportJSONL:
		return "jsonl"
	case ExportCSV:
		return "csv"
	}
	return "unknown"
}

// Encoding is one of: the encodings of imported files.
type Encoding int32

// The values of Encoding.
const (
	// EncodingUTF8: UTF-8, with or without a byte order mark.
	EncodingUTF8 Encoding = 1
	// EncodingUTF16Little: UTF-16, little end first.
	EncodingUTF16Little Encoding = 2
	// EncodingUTF16Big: UTF-16, big end first.
	EncodingUTF16Big Encoding = 3
	// EncodingWindows1252: Windows-1252, of which Latin-1's printable characters are a part.
	EncodingWindows1252 Encoding = 4
)

// String is the name in lower case.
func (value Encoding) String() string {
	switch value {
	case EncodingUTF8:
		return "utf_8"
	case EncodingUTF16Little:
		return "utf_16_little"
	case EncodingUTF16Big:
		return "utf_16_big"
	case EncodingWindows1252:
		return "windows_1252"
	}
	return "unknown"
}

// Feature is one of: what builds and versions of the library differ in: what tillbook_has_feature is asked.
type Feature int32

// The values of Feature.
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
	// FeatureReadOnly: Stores can be opened for reading alone.
	FeatureReadOnly Feature = 6
	// FeatureDurability: Stores can be opened with TILLBOOK_DURABILITY_INTERVAL.
	FeatureDurability Feature = 7
	// FeatureLog: Stores can be opened with a log callback.
	FeatureLog Feature = 8
	// FeatureBackup: Open stores can be copied by tillbook_store_backup.
	FeatureBackup Feature = 9
	// FeatureTransfer: Customers can be imported and exported.
	FeatureTransfer Feature = 10
	// FeatureForkDetection: A child of the process that made a handle answers TILLBOOK_FORKED.
	FeatureForkDetection Feature = 11
	// FeatureCommandLine: The build holds the command line.
	FeatureCommandLine Feature = 12
	// FeatureServer: The build holds the server.
	FeatureServer Feature = 13
)

// String is the name in lower case.
func (value Feature) String() string {
	switch value {
	case FeatureOmise:
		return "omise"
	case FeatureKomoju:
		return "komoju"
	case FeatureMonri:
		return "monri"
	case FeatureDigitalRiver:
		return "digital_river"
	case FeatureShopline:
		return "shopline"
	case FeatureReadOnly:
		return "read_only"
	case FeatureDurability:
		return "durability"
	case FeatureLog:
		return "log"
	case FeatureBackup:
		return "backup"
	case FeatureTransfer:
		return "transfer"
	case FeatureForkDetection:
		return "fork_detection"
	case FeatureCommandLine:
		return "command_line"
	case FeatureServer:
		return "server"
	}
	return "unknown"
}
