"""Statuses, exceptions and enumerations.

This file is generated from the library's tables: change those, and write it anew as `CONTRIBUTING.md` says.
"""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import ClassVar, Optional


class Status(IntEnum):
    """What a call came to, the same number in every language.

    Numbers are grouped by cause and never used again for something else: 1xx the request, 2xx the state of the store's
    records, 3xx the file and the machine, 4xx the library.
    """

    OK = 0
    """The call did what it was asked."""
    INVALID_ARGUMENT = 100
    """A value has the wrong form or is out of range."""
    INVALID_CARD = 101
    """The card details do not describe a usable card."""
    MISSING_CARD = 102
    """The request for a token holds no card details."""
    TOO_LARGE = 103
    """The record would exceed one mebibyte."""
    INVALID_HANDLE = 104
    """A handle is null or stands for another kind of object."""
    BUFFER_TOO_SMALL = 105
    """The buffer has no room for the whole answer."""
    NOT_FOUND = 200
    """There is no such record in this account."""
    USED_TOKEN = 201
    """The token was used before."""
    EXPIRED_TOKEN = 202
    """The token's lifetime is over."""
    ALREADY_EXISTS = 203
    """Another record of the account already has this value."""
    DELETED = 204
    """The customer is marked as deleted and cannot be changed."""
    CONFLICT = 205
    """The state of the record does not allow this change."""
    STORE_MISSING = 300
    """There is no store at this path."""
    NOT_A_STORE = 301
    """The file is not a Tillbook store."""
    NEWER_FORMAT = 302
    """The file was written by a newer version of Tillbook."""
    ALREADY_OPEN = 303
    """Another process or handle has the store open."""
    DAMAGED = 304
    """The file holds bytes that cannot be right."""
    IO = 305
    """The operating system refused to read or write, or to give memory."""
    POISONED = 306
    """An earlier failure left the store unusable until it is opened again."""
    OUTCOME_UNKNOWN = 307
    """A write failed while it was made durable: only opening the store again shows whether it is there."""
    READ_ONLY = 308
    """The call would change a store that is opened for reading alone."""
    UNSUPPORTED = 400
    """This version of Tillbook cannot do that."""
    PANICKED = 401
    """A fault inside Tillbook was caught and stopped the store."""
    CLOSED = 402
    """The handle was closed before."""
    FORKED = 403
    """The store was opened by a parent of this process."""
    REENTRANT = 404
    """A callback called the store that waits for it."""
    CANCELLED = 405
    """The caller's own callback stopped the work."""


class TillbookError(Exception):
    """Why a call was refused or failed; every exception of this package is one."""

    code: ClassVar[Status] = Status.OK
    """The status, the same number in every language."""
    name: ClassVar[str] = "ok"
    """The status's name in lower case, for example `not_found`."""
    retryable: ClassVar[bool] = False
    """Whether the same call may succeed later without being changed."""

    message: str
    """One sentence on what was wrong and what to do next, never with card data."""
    field: Optional[str]
    """The parameter or field at fault, where there is one."""
    os_error: Optional[int]
    """The operating system's own number for what it refused, where it did."""

    def __init__(self, message: str, field: Optional[str] = None, os_error: Optional[int] = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.os_error = os_error
        if isinstance(self, OSError):
            # Not an assignment: only some of the classes are both.
            setattr(self, "errno", os_error)

    def __str__(self) -> str:
        return self.message


class RequestError(TillbookError):
    """What was asked cannot be done as it was asked."""


class InvalidArgumentError(RequestError, ValueError):
    """A value has the wrong form or is out of range."""

    code = Status.INVALID_ARGUMENT
    name = "invalid_argument"


class InvalidCardError(RequestError, ValueError):
    """The card details do not describe a usable card."""

    code = Status.INVALID_CARD
    name = "invalid_card"


class MissingCardError(RequestError, ValueError):
    """The request for a token holds no card details."""

    code = Status.MISSING_CARD
    name = "missing_card"


class TooLargeError(RequestError, ValueError):
    """The record would exceed one mebibyte."""

    code = Status.TOO_LARGE
    name = "too_large"


class InvalidHandleError(RequestError):
    """A handle is null or stands for another kind of object."""

    code = Status.INVALID_HANDLE
    name = "invalid_handle"


class BufferTooSmallError(RequestError):
    """The buffer has no room for the whole answer."""

    code = Status.BUFFER_TOO_SMALL
    name = "buffer_too_small"


class RecordError(TillbookError):
    """The store's records do not allow it."""


class NotFoundError(RecordError, LookupError):
    """There is no such record in this account."""

    code = Status.NOT_FOUND
    name = "not_found"


class UsedTokenError(RecordError):
    """The token was used before."""

    code = Status.USED_TOKEN
    name = "used_token"


class ExpiredTokenError(RecordError):
    """The token's lifetime is over."""

    code = Status.EXPIRED_TOKEN
    name = "expired_token"


class AlreadyExistsError(RecordError):
    """Another record of the account already has this value."""

    code = Status.ALREADY_EXISTS
    name = "already_exists"


class DeletedError(RecordError):
    """The customer is marked as deleted and cannot be changed."""

    code = Status.DELETED
    name = "deleted"


class ConflictError(RecordError):
    """The state of the record does not allow this change."""

    code = Status.CONFLICT
    name = "conflict"


class StoreError(TillbookError):
    """The store's file or the machine does not allow it."""


class StoreMissingError(StoreError, FileNotFoundError):
    """There is no store at this path."""

    code = Status.STORE_MISSING
    name = "store_missing"


class NotAStoreError(StoreError):
    """The file is not a Tillbook store."""

    code = Status.NOT_A_STORE
    name = "not_a_store"


class NewerFormatError(StoreError):
    """The file was written by a newer version of Tillbook."""

    code = Status.NEWER_FORMAT
    name = "newer_format"


class AlreadyOpenError(StoreError):
    """Another process or handle has the store open."""

    code = Status.ALREADY_OPEN
    name = "already_open"
    retryable = True


class DamagedError(StoreError):
    """The file holds bytes that cannot be right."""

    code = Status.DAMAGED
    name = "damaged"


class IoError(StoreError, OSError):
    """The operating system refused to read or write, or to give memory."""

    code = Status.IO
    name = "io"
    retryable = True


class PoisonedError(StoreError):
    """An earlier failure left the store unusable until it is opened again."""

    code = Status.POISONED
    name = "poisoned"


class OutcomeUnknownError(StoreError):
    """A write failed while it was made durable: only opening the store again shows whether it is there."""

    code = Status.OUTCOME_UNKNOWN
    name = "outcome_unknown"


class ReadOnlyError(StoreError):
    """The call would change a store that is opened for reading alone."""

    code = Status.READ_ONLY
    name = "read_only"


class LibraryError(TillbookError):
    """The library cannot, or not any more."""


class UnsupportedError(LibraryError, NotImplementedError):
    """This version of Tillbook cannot do that."""

    code = Status.UNSUPPORTED
    name = "unsupported"


class PanickedError(LibraryError):
    """A fault inside Tillbook was caught and stopped the store."""

    code = Status.PANICKED
    name = "panicked"


class ClosedError(LibraryError):
    """The handle was closed before."""

    code = Status.CLOSED
    name = "closed"


class ForkedError(LibraryError):
    """The store was opened by a parent of this process."""

    code = Status.FORKED
    name = "forked"


class ReentrantError(LibraryError, RuntimeError):
    """A callback called the store that waits for it."""

    code = Status.REENTRANT
    name = "reentrant"


class CancelledError(LibraryError):
    """The caller's own callback stopped the work."""

    code = Status.CANCELLED
    name = "cancelled"


ERRORS: dict[int, type[TillbookError]] = {
    100: InvalidArgumentError,
    101: InvalidCardError,
    102: MissingCardError,
    103: TooLargeError,
    104: InvalidHandleError,
    105: BufferTooSmallError,
    200: NotFoundError,
    201: UsedTokenError,
    202: ExpiredTokenError,
    203: AlreadyExistsError,
    204: DeletedError,
    205: ConflictError,
    300: StoreMissingError,
    301: NotAStoreError,
    302: NewerFormatError,
    303: AlreadyOpenError,
    304: DamagedError,
    305: IoError,
    306: PoisonedError,
    307: OutcomeUnknownError,
    308: ReadOnlyError,
    400: UnsupportedError,
    401: PanickedError,
    402: ClosedError,
    403: ForkedError,
    404: ReentrantError,
    405: CancelledError,
}
"""The exception of each status."""


class _Word(str, Enum):
    """A name out of a group: it is a text, so that it can be compared with one and written as one."""

    def __str__(self) -> str:
        return str(self.value)


class Provider(_Word):
    """The payment providers."""

    OMISE = "omise"
    """Omise (Opn Payments)."""
    KOMOJU = "komoju"
    """KOMOJU."""
    MONRI = "monri"
    """Monri."""
    DIGITAL_RIVER = "digital-river"
    """Digital River."""
    SHOPLINE = "shopline"
    """SHOPLINE."""


class Mode(_Word):
    """The two worlds of a provider."""

    TEST = "test"
    """Test objects, made with test keys."""
    LIVE = "live"
    """Live objects, made with live keys."""


class Brand(_Word):
    """The brands of cards."""

    VISA = "visa"
    """Visa."""
    MASTERCARD = "mastercard"
    """Mastercard."""
    AMERICAN_EXPRESS = "american_express"
    """American Express."""
    JCB = "jcb"
    """JCB."""
    DINERS_CLUB = "diners_club"
    """Diners Club."""
    DISCOVER = "discover"
    """Discover."""
    OTHER = "other"
    """One that only an import or a provider knows."""


class Key(_Word):
    """The two keys of an account, one of which a provider's request is made with."""

    SECRET = "secret"
    """The secret key."""
    PUBLIC = "public"
    """The public key, which may only make tokens."""


class RecurrenceKind(_Word):
    """On which days of its period a schedule charges."""

    DAILY = "daily"
    """Every so many days from the start."""
    WEEKLY = "weekly"
    """On some weekdays of every so many weeks."""
    MONTHLY_ON_DAYS = "monthly_on_days"
    """On some days of every so many months."""
    MONTHLY_ON_WEEKDAY = "monthly_on_weekday"
    """On one weekday of every so many months."""


class Weekday(_Word):
    """The days of the week."""

    MONDAY = "monday"
    """Monday, where a week begins."""
    TUESDAY = "tuesday"
    """Tuesday."""
    WEDNESDAY = "wednesday"
    """Wednesday."""
    THURSDAY = "thursday"
    """Thursday."""
    FRIDAY = "friday"
    """Friday."""
    SATURDAY = "saturday"
    """Saturday."""
    SUNDAY = "sunday"
    """Sunday."""


class Ordinal(_Word):
    """Which of a month's equal weekdays is meant."""

    FIRST = "first"
    """The first."""
    SECOND = "second"
    """The second."""
    THIRD = "third"
    """The third."""
    FOURTH = "fourth"
    """The fourth."""
    LAST = "last"
    """The last, fourth or fifth."""


class Charging(_Word):
    """Who makes the charges of a schedule."""

    HOST = "host"
    """The host; what falls due stays due until the host says what came of it."""
    SIMULATED = "simulated"
    """Nobody: a date is recorded as successful when it has come."""


class ScheduleStatus(_Word):
    """Where a schedule stands in its life."""

    RUNNING = "running"
    """Two or more dates are left."""
    EXPIRING = "expiring"
    """Exactly one date is left."""
    EXPIRED = "expired"
    """No date is left."""
    SUSPENDED = "suspended"
    """Stopped after repeated failures."""
    DELETED = "deleted"
    """Destroyed."""


class OccurrenceStatus(_Word):
    """What came of one date of a schedule."""

    SUCCESSFUL = "successful"
    """Charged."""
    FAILED = "failed"
    """The charge failed."""
    SKIPPED = "skipped"
    """Deliberately not charged."""


class Ledger(_Word):
    """The balances of a customer."""

    STORE_CREDIT = "store_credit"
    """Store credit."""
    MEMBER_POINTS = "member_points"
    """Member points."""


class TaxIdentifierState(_Word):
    """Where the verification of a tax identifier stands."""

    PENDING = "pending"
    """Not decided."""
    VERIFIED = "verified"
    """Verified."""
    NOT_VALID = "not_valid"
    """Not valid."""


class Durability(_Word):
    """When a write is on the disk."""

    EACH_WRITE = "each_write"
    """Before it is acknowledged."""
    INTERVAL = "interval"
    """Within an interval, and when the store is closed: a power cut takes back the newest writes."""


class LogLevel(_Word):
    """How much a line of the log matters."""

    ERROR = "error"
    """The store stopped, or could not do what it promised."""
    WARN = "warn"
    """Something is not as it should be, and the store goes on."""
    INFO = "info"
    """Something was begun or done."""
    DEBUG = "debug"
    """What only somebody who looks for a fault wants to know."""


class ExportFormat(_Word):
    """The formats that are exported."""

    JSONL = "jsonl"
    """One JSON object a line, with the cards: importing it into an empty account gives the same."""
    CSV = "csv"
    """A table with a header, without the cards."""


class Encoding(_Word):
    """The encodings of imported files."""

    UTF_8 = "utf_8"
    """UTF-8, with or without a byte order mark."""
    UTF_16_LITTLE = "utf_16_little"
    """UTF-16, little end first."""
    UTF_16_BIG = "utf_16_big"
    """UTF-16, big end first."""
    WINDOWS_1252 = "windows_1252"
    """Windows-1252, of which Latin-1's printable characters are a part."""


__all__ = [
    "Status",
    "TillbookError",
    "RequestError",
    "RecordError",
    "StoreError",
    "LibraryError",
    "InvalidArgumentError",
    "InvalidCardError",
    "MissingCardError",
    "TooLargeError",
    "InvalidHandleError",
    "BufferTooSmallError",
    "NotFoundError",
    "UsedTokenError",
    "ExpiredTokenError",
    "AlreadyExistsError",
    "DeletedError",
    "ConflictError",
    "StoreMissingError",
    "NotAStoreError",
    "NewerFormatError",
    "AlreadyOpenError",
    "DamagedError",
    "IoError",
    "PoisonedError",
    "OutcomeUnknownError",
    "ReadOnlyError",
    "UnsupportedError",
    "PanickedError",
    "ClosedError",
    "ForkedError",
    "ReentrantError",
    "CancelledError",
    "Provider",
    "Mode",
    "Brand",
    "Key",
    "RecurrenceKind",
    "Weekday",
    "Ordinal",
    "Charging",
    "ScheduleStatus",
    "OccurrenceStatus",
    "Ledger",
    "TaxIdentifierState",
    "Durability",
    "LogLevel",
    "ExportFormat",
    "Encoding",
]
