/*
 * Tillbook: an embedded customer store for point-of-sale terminals.
 *
 * A store is one file on the till. It holds a shop's customers, their cards and their schedules, finds them in
 * microseconds, and enforces the payment provider's own rules without a network. This page says what holds everywhere;
 * what a function takes, returns and lends stands above the function.
 *
 * This file is generated. Its source is the comments and signatures in src/capi.
 *
 *
 * Names
 *
 *     tillbook_customer                 a handle: it stands for an object of the library
 *     tillbook_customer_fields          what a record holds, filled in by tillbook_customer_read
 *     tillbook_new_customer             what a call is given, as are tillbook_customer_update and ..._query
 *     tillbook_customers_create         a function of all customers of an account: plural; the account comes first
 *     tillbook_customer_read            a function of one record that the program holds: singular
 *     tillbook_customer_retain, _free   one more reference to a record; one less
 *     TILLBOOK_NOT_FOUND                a status
 *     TILLBOOK_MODE_LIVE                one of a group of numbers
 *     TILLBOOK_NEW_CUSTOMER_INIT        how a struct of that name begins
 *
 *
 * Install and link
 *
 *     make install PREFIX=/usr/local    or, with cargo-c: cargo cinstall --profile shipped --no-default-features
 *
 *     Linux, shared                     cc app.c $(pkg-config --cflags --libs tillbook)
 *     Linux, static                     cc app.c $(pkg-config --static --cflags --libs tillbook |
 *                                                  sed s/-ltillbook/-l:libtillbook.a/)
 *     CMake                             find_package(Tillbook REQUIRED)
 *                                       target_link_libraries(app Tillbook::tillbook), or Tillbook::tillbook_static
 *
 * What the static library needs of the system, for those who link by hand:
 *
 *     Linux, glibc                      -lgcc_s -lutil -lrt -lpthread -lm -ldl -lc
 *     Linux, musl                       -lgcc_s -lc; with -static also -Wl,--eh-frame-hdr, without which nothing that
 *                                       goes wrong inside the library can be caught, and Rust's libunwind for libgcc_s
 *     Windows, gnu                      -lkernel32 -lntdll -luserenv -lws2_32 -ldbghelp
 *     macOS                             never built there; nothing in the library stands against it
 *
 * The soname is libtillbook.so.1, where 1 is TILLBOOK_ABI_VERSION. A program that was built against an older header runs
 * with a newer library of the same soname: functions are only added, structs only grow at their end, a number never
 * changes its meaning. A program that finds the library by itself, with dlopen, compares tillbook_abi_version() first.
 *
 *
 * A first program
 *
 * @code
 * #include <stdio.h>
 * #include <tillbook.h>
 *
 * int main(void) {
 *     tillbook_store *store = NULL;
 *     tillbook_account *account = NULL;
 *     tillbook_customer *ann = NULL;
 *     tillbook_error *error = NULL;
 *     int result = 1;
 *     tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
 *     tillbook_new_customer new_customer = TILLBOOK_NEW_CUSTOMER_INIT;
 *     new_customer.name = TILLBOOK_STR("Ann Berg");
 *     new_customer.email = TILLBOOK_STR("ann@example.org");
 *
 *     if (tillbook_open(TILLBOOK_STR("till.tillbook"), NULL, &store, &error) == TILLBOOK_OK &&
 *         tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_TEST, &account, &error) == TILLBOOK_OK &&
 *         tillbook_customers_create(account, &new_customer, &ann, &error) == TILLBOOK_OK &&
 *         tillbook_customer_read(ann, &fields) == TILLBOOK_OK) {
 *         printf("%.*s is %.*s\n", (int)fields.id.len, fields.id.ptr, (int)fields.name.len, fields.name.ptr);
 *         result = 0;
 *     } else if (error != NULL) {
 *         tillbook_error_fields why = TILLBOOK_ERROR_FIELDS_INIT;
 *         tillbook_error_read(error, &why);
 *         fprintf(stderr, "%.*s\n", (int)why.message.len, why.message.ptr);
 *     }
 *     tillbook_error_free(error);
 *     tillbook_customer_free(ann);
 *     tillbook_account_free(account);
 *     return tillbook_close(store, NULL) == TILLBOOK_OK ? result : 1;
 * }
 * @endcode
 *
 * Ownership. What a function hands out through a pointer to a pointer belongs to the caller, who frees it with the
 * function that is named there, and never with free(). Records, lists, texts and errors are copies of what was read: they
 * never change, and they outlive the store. A tillbook_str that is read from one is borrowed, and valid until that one is
 * freed. What a call is given it copies, or has done with when it returns. Freeing NULL does nothing. A call writes NULL
 * over what its outputs point to, *error among them, and frees nothing that was there: a loop that uses the same variables
 * again frees what they hold first.
 *
 * Handles. A handle is a number that looks like a pointer, and is looked up in every call: NULL, a handle that was freed,
 * one of another kind and one that the library never made are told with TILLBOOK_INVALID_HANDLE or TILLBOOK_CLOSED, and
 * none is ever followed. That is a net under mistakes, with two holes. The place of a freed handle is used again under
 * 262,144 numbers in turn (4,096 on 32-bit machines) and then under the first of them, so a handle that was freed can be
 * taken for another after as many uses of its place; between two of them the place rests until its thread has freed 64
 * others, or ends. And on 32-bit machines handles are numbers that addresses have too, so that a pointer to something else
 * can be equal to a handle that is held, and is taken for it; on 64-bit machines they lie where no memory is.
 * tillbook_debug_live_handles() says how many are held, for tests.
 *
 * Structs. A struct that begins with struct_size tells by it what the program knows of it. Begin it with its _INIT macro,
 * which sets the size and makes the rest zero, which means: absent, as usual, none. A struct without struct_size never
 * grows. Everywhere 0 is false and 1 is true.
 *
 * Texts. A tillbook_str is a pointer and a number of bytes, UTF-8, not ended by a zero. Its ptr is NULL where there is
 * nothing, which is something else than an empty text. TILLBOOK_STR("...") and tillbook_str_of(zero_terminated) make one.
 * Times are milliseconds since 1970-01-01 UTC, and TILLBOOK_NEVER where there is none; amounts are in a currency's
 * smallest unit.
 *
 * Errors. A function that can fail returns a status, TILLBOOK_OK being 0. Its last parameter, which may be NULL, receives
 * a tillbook_error for the caller to free: the status, its name, one sentence on what was wrong and what to do next, the
 * parameter at fault. Nothing is kept for the thread. What a call would have handed out is NULL or empty when it fails,
 * and a write that is refused has changed nothing. A call that answers TILLBOOK_REENTRANT has written *error only, and
 * that error can be neither read nor freed inside the callback: pass NULL there, or free it after the callback has
 * returned.
 *
 * Threads. Every function may be called from any thread at any time, with the same handles. Readers do not wait for
 * writers, nor for each other; writers wait for one another. tillbook_close() waits for the calls that are at work; those
 * that come later answer TILLBOOK_CLOSED. A handle that one thread frees while another is about to use it is told too.
 * The structs that a call is given, and fills in, are the caller's to guard.
 *
 * Fork. A child of fork() can use none of its parent's handles: every call with one answers TILLBOOK_FORKED. It may open
 * stores itself, the same file only when the parent has closed it. A child that was forked inside a callback may not, for
 * it is inside the callback still, and is aborted when it comes back from it. Children of vfork(), clone() and _Fork() are
 * not noticed: they must not call the library.
 *
 * Callbacks. A callback may not call the library, which answers TILLBOOK_REENTRANT; it must return, neither by longjmp nor
 * by an exception; from which threads it is called stands with its type. The clock, and the progress of an import that is
 * a dry run, are called while other writes wait: when such a callback takes a lock that another thread holds while it
 * writes, both wait for ever. tillbook_close() waits for a callback that is at work in the store, which must therefore not
 * wait for the thread that closes.
 *
 * Faults. When something inside the library goes wrong that cannot, it does not take the program down: the call answers
 * TILLBOOK_PANICKED, and the store TILLBOOK_POISONED until it is closed and opened again. What was acknowledged before is
 * on disk, or on its way there with TILLBOOK_DURABILITY_INTERVAL. A line about it is printed to stderr. Where the machine
 * has no more memory to give, the program is aborted, except for want of one more handle: then the call answers
 * TILLBOOK_IO before it does anything. tillbook_debug_panic() makes a fault on purpose.
 *
 * Card data. Full card numbers and security codes exist only in the call that makes a token or a card, which wipes its
 * copies; they are in no record, error, log or file. The program wipes its own.
 */

#ifndef TILLBOOK_H
#define TILLBOOK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The version of this header. */
#define TILLBOOK_VERSION "0.1.0"

/** The first number of the version. */
#define TILLBOOK_VERSION_MAJOR 0

/** The second number of the version. */
#define TILLBOOK_VERSION_MINOR 1

/** The third number of the version. */
#define TILLBOOK_VERSION_PATCH 0

/* ================================================================================================
 * Statuses and other numbers
 * ================================================================================================ */

/**
 * What a call came to. Every function that can fail returns one of these as an `int32_t`. Numbers are grouped by
 * cause and never used again for something else: 1xx the request, 2xx the state of the store's records, 3xx the
 * file and the machine, 4xx the library.
 */
enum tillbook_status {
    /** The call did what it was asked. */
    TILLBOOK_OK = 0,
    /** A value has the wrong form or is out of range. */
    TILLBOOK_INVALID_ARGUMENT = 100,
    /** The card details do not describe a usable card. */
    TILLBOOK_INVALID_CARD = 101,
    /** The request for a token holds no card details. */
    TILLBOOK_MISSING_CARD = 102,
    /** The record would exceed one mebibyte. */
    TILLBOOK_TOO_LARGE = 103,
    /** A handle is null or stands for another kind of object. */
    TILLBOOK_INVALID_HANDLE = 104,
    /** The buffer has no room for the whole answer. */
    TILLBOOK_BUFFER_TOO_SMALL = 105,
    /** There is no such record in this account. */
    TILLBOOK_NOT_FOUND = 200,
    /** The token was used before. */
    TILLBOOK_USED_TOKEN = 201,
    /** The token's lifetime is over. */
    TILLBOOK_EXPIRED_TOKEN = 202,
    /** Another record of the account already has this value. */
    TILLBOOK_ALREADY_EXISTS = 203,
    /** The customer is marked as deleted and cannot be changed. */
    TILLBOOK_DELETED = 204,
    /** The state of the record does not allow this change. */
    TILLBOOK_CONFLICT = 205,
    /** There is no store at this path. */
    TILLBOOK_STORE_MISSING = 300,
    /** The file is not a Tillbook store. */
    TILLBOOK_NOT_A_STORE = 301,
    /** The file was written by a newer version of Tillbook. */
    TILLBOOK_NEWER_FORMAT = 302,
    /** Another process or handle has the store open. */
    TILLBOOK_ALREADY_OPEN = 303,
    /** The file holds bytes that cannot be right. */
    TILLBOOK_DAMAGED = 304,
    /** The operating system refused to read or write, or to give memory. */
    TILLBOOK_IO = 305,
    /** An earlier failure left the store unusable until it is opened again. */
    TILLBOOK_POISONED = 306,
    /** A write failed while it was made durable: only opening the store again shows whether it is there. */
    TILLBOOK_OUTCOME_UNKNOWN = 307,
    /** The call would change a store that is opened for reading alone. */
    TILLBOOK_READ_ONLY = 308,
    /** This version of Tillbook cannot do that. */
    TILLBOOK_UNSUPPORTED = 400,
    /** A fault inside Tillbook was caught and stopped the store. */
    TILLBOOK_PANICKED = 401,
    /** The handle was closed before. */
    TILLBOOK_CLOSED = 402,
    /** The store was opened by a parent of this process. */
    TILLBOOK_FORKED = 403,
    /** A callback called the store that waits for it. */
    TILLBOOK_REENTRANT = 404,
    /** The caller's own callback stopped the work. */
    TILLBOOK_CANCELLED = 405
};

/** The payment providers. */
enum tillbook_provider {
    /** Omise (Opn Payments). */
    TILLBOOK_PROVIDER_OMISE = 1,
    /** KOMOJU. */
    TILLBOOK_PROVIDER_KOMOJU = 2,
    /** Monri. */
    TILLBOOK_PROVIDER_MONRI = 3,
    /** Digital River. */
    TILLBOOK_PROVIDER_DIGITAL_RIVER = 4,
    /** SHOPLINE. */
    TILLBOOK_PROVIDER_SHOPLINE = 5
};

/** The two worlds of a provider. */
enum tillbook_mode {
    /** Test objects, made with test keys. */
    TILLBOOK_MODE_TEST = 1,
    /** Live objects, made with live keys. */
    TILLBOOK_MODE_LIVE = 2
};

/** The brands of cards. */
enum tillbook_brand {
    /** Visa. */
    TILLBOOK_BRAND_VISA = 1,
    /** Mastercard. */
    TILLBOOK_BRAND_MASTERCARD = 2,
    /** American Express. */
    TILLBOOK_BRAND_AMERICAN_EXPRESS = 3,
    /** JCB. */
    TILLBOOK_BRAND_JCB = 4,
    /** Diners Club. */
    TILLBOOK_BRAND_DINERS_CLUB = 5,
    /** Discover. */
    TILLBOOK_BRAND_DISCOVER = 6,
    /** One that only an import or a provider knows. */
    TILLBOOK_BRAND_OTHER = 7
};

/** The two keys of an account, one of which a provider's request is made with. */
enum tillbook_key {
    /** The secret key. */
    TILLBOOK_KEY_SECRET = 1,
    /** The public key, which may only make tokens. */
    TILLBOOK_KEY_PUBLIC = 2
};

/** On which days of its period a schedule charges. */
enum tillbook_recurrence_kind {
    /** Every so many days from the start. */
    TILLBOOK_RECURRENCE_DAILY = 1,
    /** On some weekdays of every so many weeks. */
    TILLBOOK_RECURRENCE_WEEKLY = 2,
    /** On some days of every so many months. */
    TILLBOOK_RECURRENCE_MONTHLY_ON_DAYS = 3,
    /** On one weekday of every so many months. */
    TILLBOOK_RECURRENCE_MONTHLY_ON_WEEKDAY = 4
};

/** The days of the week. */
enum tillbook_weekday {
    /** Monday, where a week begins. */
    TILLBOOK_WEEKDAY_MONDAY = 1,
    /** Tuesday. */
    TILLBOOK_WEEKDAY_TUESDAY = 2,
    /** Wednesday. */
    TILLBOOK_WEEKDAY_WEDNESDAY = 3,
    /** Thursday. */
    TILLBOOK_WEEKDAY_THURSDAY = 4,
    /** Friday. */
    TILLBOOK_WEEKDAY_FRIDAY = 5,
    /** Saturday. */
    TILLBOOK_WEEKDAY_SATURDAY = 6,
    /** Sunday. */
    TILLBOOK_WEEKDAY_SUNDAY = 7
};

/** Which of a month's equal weekdays is meant. */
enum tillbook_ordinal {
    /** The first. */
    TILLBOOK_ORDINAL_FIRST = 1,
    /** The second. */
    TILLBOOK_ORDINAL_SECOND = 2,
    /** The third. */
    TILLBOOK_ORDINAL_THIRD = 3,
    /** The fourth. */
    TILLBOOK_ORDINAL_FOURTH = 4,
    /** The last, fourth or fifth. */
    TILLBOOK_ORDINAL_LAST = 5
};

/** Who makes the charges of a schedule. */
enum tillbook_charging {
    /** The host; what falls due stays due until the host says what came of it. */
    TILLBOOK_CHARGING_HOST = 1,
    /** Nobody: a date is recorded as successful when it has come. */
    TILLBOOK_CHARGING_SIMULATED = 2
};

/** Where a schedule stands in its life. */
enum tillbook_schedule_status {
    /** Two or more dates are left. */
    TILLBOOK_SCHEDULE_RUNNING = 1,
    /** Exactly one date is left. */
    TILLBOOK_SCHEDULE_EXPIRING = 2,
    /** No date is left. */
    TILLBOOK_SCHEDULE_EXPIRED = 3,
    /** Stopped after repeated failures. */
    TILLBOOK_SCHEDULE_SUSPENDED = 4,
    /** Destroyed. */
    TILLBOOK_SCHEDULE_DELETED = 5
};

/** What came of one date of a schedule. */
enum tillbook_occurrence_status {
    /** Charged. */
    TILLBOOK_OCCURRENCE_SUCCESSFUL = 1,
    /** The charge failed. */
    TILLBOOK_OCCURRENCE_FAILED = 2,
    /** Deliberately not charged. */
    TILLBOOK_OCCURRENCE_SKIPPED = 3
};

/** The balances of a customer. */
enum tillbook_ledger {
    /** Store credit. */
    TILLBOOK_LEDGER_STORE_CREDIT = 1,
    /** Member points. */
    TILLBOOK_LEDGER_MEMBER_POINTS = 2
};

/** Where the verification of a tax identifier stands. */
enum tillbook_tax_identifier_state {
    /** Not decided. */
    TILLBOOK_TAX_IDENTIFIER_PENDING = 1,
    /** Verified. */
    TILLBOOK_TAX_IDENTIFIER_VERIFIED = 2,
    /** Not valid. */
    TILLBOOK_TAX_IDENTIFIER_NOT_VALID = 3
};

/** When a write is on the disk. */
enum tillbook_durability {
    /** Before it is acknowledged. */
    TILLBOOK_DURABILITY_EACH_WRITE = 1,
    /** Within an interval, and when the store is closed: a power cut takes back the newest writes. */
    TILLBOOK_DURABILITY_INTERVAL = 2
};

/** How much a line of the log matters. */
enum tillbook_log_level {
    /** The store stopped, or could not do what it promised. */
    TILLBOOK_LOG_ERROR = 1,
    /** Something is not as it should be, and the store goes on. */
    TILLBOOK_LOG_WARN = 2,
    /** Something was begun or done. */
    TILLBOOK_LOG_INFO = 3,
    /** What only somebody who looks for a fault wants to know. */
    TILLBOOK_LOG_DEBUG = 4
};

/** The formats that are exported. */
enum tillbook_export_format {
    /** One JSON object a line, with the cards: importing it into an empty account gives the same. */
    TILLBOOK_EXPORT_JSONL = 1,
    /** A table with a header, without the cards. */
    TILLBOOK_EXPORT_CSV = 2
};

/** The encodings of imported files. */
enum tillbook_encoding {
    /** UTF-8, with or without a byte order mark. */
    TILLBOOK_ENCODING_UTF_8 = 1,
    /** UTF-16, little end first. */
    TILLBOOK_ENCODING_UTF_16_LITTLE = 2,
    /** UTF-16, big end first. */
    TILLBOOK_ENCODING_UTF_16_BIG = 3,
    /** Windows-1252, of which Latin-1's printable characters are a part. */
    TILLBOOK_ENCODING_WINDOWS_1252 = 4
};

/** What builds and versions of the library differ in: what `tillbook_has_feature` is asked. */
enum tillbook_feature {
    /** `tillbook_call` answers Omise's requests. */
    TILLBOOK_FEATURE_OMISE = 1,
    /** `tillbook_call` answers KOMOJU's requests. */
    TILLBOOK_FEATURE_KOMOJU = 2,
    /** `tillbook_call` answers Monri's requests. */
    TILLBOOK_FEATURE_MONRI = 3,
    /** `tillbook_call` answers Digital River's requests. */
    TILLBOOK_FEATURE_DIGITAL_RIVER = 4,
    /** `tillbook_call` answers SHOPLINE's requests. */
    TILLBOOK_FEATURE_SHOPLINE = 5,
    /** Stores can be opened for reading alone. */
    TILLBOOK_FEATURE_READ_ONLY = 6,
    /** Stores can be opened with `TILLBOOK_DURABILITY_INTERVAL`. */
    TILLBOOK_FEATURE_DURABILITY = 7,
    /** Stores can be opened with a log callback. */
    TILLBOOK_FEATURE_LOG = 8,
    /** Open stores can be copied by `tillbook_store_backup`. */
    TILLBOOK_FEATURE_BACKUP = 9,
    /** Customers can be imported and exported. */
    TILLBOOK_FEATURE_TRANSFER = 10,
    /** A child of the process that made a handle answers `TILLBOOK_FORKED`. */
    TILLBOOK_FEATURE_FORK_DETECTION = 11,
    /** The build holds the command line. */
    TILLBOOK_FEATURE_COMMAND_LINE = 12,
    /** The build holds the server. */
    TILLBOOK_FEATURE_SERVER = 13
};

/* ================================================================================================
 * Handles: what stands for the objects of the library
 * ================================================================================================ */

/** A text that the library made, for example a customer as JSON. Freed by `tillbook_text_free`. */
typedef struct tillbook_text tillbook_text;

/**
 * What went wrong in one call. It belongs to the caller, may be read by any thread, and is freed by
 * `tillbook_error_free`.
 */
typedef struct tillbook_error tillbook_error;

/** An open store: one file on the till. Any thread may use it, at once with others, until it is closed. */
typedef struct tillbook_store tillbook_store;

/** An account of a store: a provider's test or live world. Any thread may use it, at once with others. */
typedef struct tillbook_account tillbook_account;

/**
 * Records that were found together, as they were at one moment. Freed by `tillbook_list_free`; records that were taken
 * out of it live on.
 */
typedef struct tillbook_list tillbook_list;

/**
 * A customer as it was when it was read: it never changes. Any thread may read it. Freed by `tillbook_customer_free`.
 */
typedef struct tillbook_customer tillbook_customer;

/**
 * A place among an account's customers that moves on. Any thread may use it, one after the other. Freed by
 * `tillbook_iterator_free`; one whose store was closed answers `TILLBOOK_CLOSED`.
 */
typedef struct tillbook_iterator tillbook_iterator;

/** A card as it was when it was read: it never changes. Any thread may read it. Freed by `tillbook_card_free`. */
typedef struct tillbook_card tillbook_card;

/** A token as it was when it was read: it never changes. Any thread may read it. Freed by `tillbook_token_free`. */
typedef struct tillbook_token tillbook_token;

/**
 * A schedule as it was when it was read: it never changes. Any thread may read it. Freed by `tillbook_schedule_free`.
 */
typedef struct tillbook_schedule tillbook_schedule;

/**
 * A charge that is due, as it was when it was looked for: it never changes. Any thread may read it. Freed by
 * `tillbook_due_free`.
 */
typedef struct tillbook_due tillbook_due;

/**
 * What came of one date of a schedule, as it was when it was read: it never changes. Any thread may read it. Freed by
 * `tillbook_occurrence_free`.
 */
typedef struct tillbook_occurrence tillbook_occurrence;

/**
 * A business's number at a tax authority, as it was when it was read: it never changes. Any thread may read it. Freed by
 * `tillbook_tax_identifier_free`.
 */
typedef struct tillbook_tax_identifier tillbook_tax_identifier;

/**
 * One movement of a customer's balance: it never changes. Any thread may read it. Freed by `tillbook_ledger_entry_free`.
 */
typedef struct tillbook_ledger_entry tillbook_ledger_entry;

/** A provider's answer. It never changes. Any thread may read it. Freed by `tillbook_response_free`. */
typedef struct tillbook_response tillbook_response;

/** What came of an import. It never changes. Any thread may read it. Freed by `tillbook_import_report_free`. */
typedef struct tillbook_import_report tillbook_import_report;

/** What a check found. It never changes. Any thread may read it. Freed by `tillbook_check_report_free`. */
typedef struct tillbook_check_report tillbook_check_report;

/** How much is in a store, as it was when it was counted. Any thread may read it. Freed by `tillbook_stat_free`. */
typedef struct tillbook_stat tillbook_stat;

/* ================================================================================================
 * Texts and bytes between a host and the library
 * ================================================================================================ */

/**
 * A piece of text or of bytes: where it begins, and how many bytes it has.
 *
 * Not terminated by a zero, so that it may hold one; text is UTF-8. `ptr` is NULL where there is nothing, which is not
 * the same as an empty text. What a call is given need only last until it returns. What a call gives is borrowed: it
 * stays valid as long as the record it was read from is held. Write one with `TILLBOOK_STR("...")`, print one with
 * `printf("%.*s", (int)text.len, text.ptr)`.
 */
typedef struct tillbook_str {
    /** The first byte; NULL for nothing. */
    const char *ptr;
    /** The number of bytes. */
    size_t len;
} tillbook_str;

#ifdef __cplusplus
/** A `tillbook_str` of a text that stands in the source, for example `TILLBOOK_STR("ann@example.org")`. */
#define TILLBOOK_STR(literal) (tillbook_str{"" literal, sizeof(literal) - 1})
#else
/** A `tillbook_str` of a text that stands in the source, for example `TILLBOOK_STR("ann@example.org")`. */
#define TILLBOOK_STR(literal) ((tillbook_str){"" literal, sizeof(literal) - 1})
#endif

/** A `tillbook_str` of a text that a zero ends, borrowed from it; NULL gives nothing. In the header alone. */
static inline tillbook_str tillbook_str_of(const char *text) {
    tillbook_str str = {text, 0};
    while (text != NULL && text[str.len] != '\0') {
        str.len++;
    }
    return str;
}

/**
 * Lends the bytes of a text.
 *
 * @param text   the text
 * @param[out] bytes   receives the bytes, borrowed: valid until the text is freed
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_INVALID_ARGUMENT`
 *         when `bytes` is NULL, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_text_read(const tillbook_text *text,
                           tillbook_str *bytes);

/**
 * Frees a text. NULL is left alone.
 *
 * @param text   the text, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_text_free(tillbook_text *text);

/* ================================================================================================
 * Errors as a host receives them
 * ================================================================================================ */

/** What an error says. Texts are borrowed: they stay valid until the error is freed. */
typedef struct tillbook_error_fields {
    /** `sizeof(tillbook_error_fields)`; set by `TILLBOOK_ERROR_FIELDS_INIT`. */
    uint32_t struct_size;
    /** The status that the call returned, for example `TILLBOOK_INVALID_ARGUMENT`. */
    int32_t code;
    /** The status by name, for example `invalid_argument`. */
    tillbook_str name;
    /** One sentence that says what was wrong and what to do next. It never holds card data. */
    tillbook_str message;
    /** The parameter or field at fault; nothing where there is none. */
    tillbook_str field;
    /** 1 when the same call may succeed later without being changed, else 0. */
    int32_t retryable;
    /** The operating system's own number for what it refused, with `TILLBOOK_IO`; 0 where there is none. */
    int32_t os_error;
} tillbook_error_fields;

/** What every `tillbook_error_fields` begins as: its size, and nothing else. */
#define TILLBOOK_ERROR_FIELDS_INIT \
    {sizeof(tillbook_error_fields), 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, 0, 0}

/**
 * Reads what an error says.
 *
 * @param error   the error
 * @param[out] fields   receives what it says; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         error was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_error_read(const tillbook_error *error,
                            tillbook_error_fields *fields);

/**
 * Frees an error. NULL is left alone.
 *
 * @param error   the error, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_error_free(tillbook_error *error);

/* ================================================================================================
 * The library itself: its version, what it can do, what its statuses mean
 * ================================================================================================ */

/** The number of the binary interface; it grows when a program built against an earlier header must be built again. */
#define TILLBOOK_ABI_VERSION 1

/**
 * The version of the library, for example `0.1.0`. Valid as long as the library is loaded.
 *
 * Compare it with `TILLBOOK_VERSION`, against which the program was built.
 *
 * @return the version
 */
tillbook_str tillbook_version(void);

/**
 * The number of the binary interface that the library has; `TILLBOOK_ABI_VERSION` is the one that the program was built
 * against, and the two must be equal.
 *
 * @return the number
 */
uint32_t tillbook_abi_version(void);

/**
 * The name of a status, for example `not_found`; nothing for a number that is no status. Valid as long as the library is
 * loaded.
 *
 * @param status   what a call returned
 * @return the name
 */
tillbook_str tillbook_status_name(int32_t status);

/**
 * One sentence on what a status means; nothing for a number that is no status. Valid as long as the library is loaded.
 *
 * @param status   what a call returned
 * @return the sentence
 */
tillbook_str tillbook_status_meaning(int32_t status);

/**
 * Whether the same call may succeed later without being changed.
 *
 * @param status   what a call returned
 * @return 1 when it may, else 0
 */
int32_t tillbook_status_retryable(int32_t status);

/**
 * How many handles of every kind the program holds: stores, accounts, records, lists, texts, errors. A test that ends
 * with anything but 0 has forgotten to free something.
 *
 * @return the number of handles
 */
uint64_t tillbook_debug_live_handles(void);

/**
 * Fails inside the library on purpose, so that a host can test what it does then: the call returns
 * `TILLBOOK_PANICKED`, and the store answers `TILLBOOK_POISONED` from then on.
 *
 * @param store   an open store that may be made unusable
 * @param[out] error   receives the error, unless it is NULL
 * @return `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_debug_panic(const tillbook_store *store,
                             tillbook_error **error);

/* ================================================================================================
 * What the library can do, for hosts that would rather ask than guess
 * ================================================================================================ */

/**
 * Whether the library can do something. A number that it does not know is something that it cannot do, so that a program
 * built against a later header may ask an earlier library.
 *
 * @param feature   one of `tillbook_feature`
 * @return 1 when it can, else 0
 */
int32_t tillbook_has_feature(int32_t feature);

/* ================================================================================================
 * Days of the calendar
 * ================================================================================================ */

/** A day of the calendar; all zero where there is none. */
typedef struct tillbook_date {
    /** The year, for example 2026. */
    int32_t year;
    /** The month, 1 to 12. */
    int32_t month;
    /** The day of the month, 1 to 31. */
    int32_t day;
} tillbook_date;

/* ================================================================================================
 * Opening and closing a store
 * ================================================================================================ */

/**
 * Tells the time in milliseconds since 1970-01-01 UTC. Called from any thread, also from several at once. It must not call
 * the library, which answers `TILLBOOK_REENTRANT`, must neither throw nor `longjmp`, and a child to which it forks must not
 * come back from it: such a child is aborted.
 */
typedef int64_t (*tillbook_clock)(void *user);

/**
 * Is told what a store does and what goes wrong with it: one of `tillbook_log_level`, and a sentence without anybody's
 * data.
 *
 * Called from any thread, also from one of the store's own and from several at once, until `tillbook_close` returns.
 * `message` is valid until it returns. It must not call the library, which answers `TILLBOOK_REENTRANT`, must neither throw
 * nor `longjmp`, and a child to which it forks must not come back from it: such a child is aborted.
 */
typedef void (*tillbook_log)(int32_t level, tillbook_str message, void *user);

/** How to open a store. Set it to `TILLBOOK_OPEN_OPTIONS_INIT`, then what differs. */
typedef struct tillbook_open_options {
    /** `sizeof(tillbook_open_options)`; set by `TILLBOOK_OPEN_OPTIONS_INIT`. */
    uint32_t struct_size;
    /** 1 to fail with `TILLBOOK_STORE_MISSING` where there is no store, instead of creating one. */
    int32_t must_exist;
    /**
     * The bound of what is kept in memory, in bytes: one half for records that were looked up lately, the other for pages of
     * the file; 0 for 64 MiB.
     */
    uint64_t cache_bytes;
    /**
     * 1 to open it for reading alone: nothing on the disk is touched, any number of programs may do so at once but nobody
     * meanwhile for writing, and whatever would change something answers `TILLBOOK_READ_ONLY`.
     */
    int32_t read_only;
    /** When a write is on the disk, one of `tillbook_durability`; 0 for `TILLBOOK_DURABILITY_EACH_WRITE`. */
    int32_t durability;
    /** With `TILLBOOK_DURABILITY_INTERVAL`, within how many milliseconds a write is on the disk; 0 for 1000. */
    uint64_t interval_ms;
    /** The key of the cards' fingerprints, a secret text; nothing for one in a file beside the store. */
    tillbook_str fingerprint_key;
    /** Where the store takes its time from; NULL for the machine's clock. */
    tillbook_clock clock;
    /** Handed to `clock`. */
    void *clock_user;
    /** Is told what the store does and what goes wrong with it; NULL for nobody. */
    tillbook_log log;
    /** Handed to `log`. */
    void *log_user;
    /**
     * 1 to make a store that is not there yet without search indexes: it is smaller, writes are quicker, and searches by
     * parts of names, telephone numbers and e-mail addresses look at every customer, with the same answer.
     */
    int32_t no_search_indexes;
    /** 0. */
    int32_t reserved;
} tillbook_open_options;

/** What every `tillbook_open_options` begins as: its size, and nothing else. */
#define TILLBOOK_OPEN_OPTIONS_INIT \
    {sizeof(tillbook_open_options), 0, 0, 0, 0, 0, {NULL, 0}, NULL, NULL, NULL, NULL, 0, 0}

/** What an open store is. */
typedef struct tillbook_store_fields {
    /** `sizeof(tillbook_store_fields)`; set by `TILLBOOK_STORE_FIELDS_INIT`. */
    uint32_t struct_size;
    /** The version of the file's layout. */
    uint32_t format;
    /** The time now, never behind the newest time that the store wrote, in milliseconds since 1970-01-01 UTC. */
    int64_t now;
} tillbook_store_fields;

/** What every `tillbook_store_fields` begins as: its size, and nothing else. */
#define TILLBOOK_STORE_FIELDS_INIT {sizeof(tillbook_store_fields), 0, 0}

/**
 * Opens a store, creating it where it is missing.
 *
 * @param path   where it lies; ends in `.tillbook` by custom; UTF-8
 * @param options   how to open it; NULL for the defaults
 * @param[out] store   receives the store, to be closed by `tillbook_close`
 * @param[out] error   receives what went wrong, unless it is NULL; to be freed by `tillbook_error_free`
 * @return `TILLBOOK_OK`, `TILLBOOK_STORE_MISSING`, `TILLBOOK_NOT_A_STORE`, `TILLBOOK_NEWER_FORMAT`,
 *         `TILLBOOK_ALREADY_OPEN` while another process or handle has it, `TILLBOOK_READ_ONLY` for one that is to be read
 *         alone and whose last user was stopped before closing it: opening it for writing sets that right,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_PANICKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_open(tillbook_str path,
                      const tillbook_open_options *options,
                      tillbook_store **store,
                      tillbook_error **error);

/**
 * Closes a store: waits for the calls that are at work in it, then its file is closed and its handle is gone. Its accounts
 * and iterators answer `TILLBOOK_CLOSED` from then on and are still to be freed; records that were read stay as they are.
 * NULL is left alone.
 *
 * @param store   the store, or NULL
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_OUTCOME_UNKNOWN` when it is closed and the newest writes could not be brought to the
 *         disk, be it now or before, which happens only where they get there within an interval, `TILLBOOK_CLOSED` when it
 *         was closed before, be it by another thread at this moment, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_close(tillbook_store *store,
                       tillbook_error **error);

/**
 * Reads what an open store is.
 *
 * @param store   an open store
 * @param[out] fields   receives it; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_store_read(const tillbook_store *store,
                            tillbook_store_fields *fields);

/**
 * Where a store lies, as it was given when it was opened.
 *
 * @param store   an open store
 * @param[out] text   receives the path, to be freed by `tillbook_text_free`; it outlives the store
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` when `text` is NULL, `TILLBOOK_IO` when there is no memory for
 *         one more handle, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_store_path(const tillbook_store *store,
                            tillbook_text **text,
                            tillbook_error **error);

/**
 * A store's own identifier: 32 hexadecimal digits, made when the file was, and the same in every backup of it.
 *
 * @param store   an open store
 * @param[out] text   receives the identifier, to be freed by `tillbook_text_free`; it outlives the store
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` when `text` is NULL, `TILLBOOK_IO` when there is no memory for
 *         one more handle, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_store_id(const tillbook_store *store,
                          tillbook_text **text,
                          tillbook_error **error);

/**
 * Whether a store still works.
 *
 * @param store   an open store
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_POISONED` when an earlier failure left it unusable until it is opened again,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_store_health(const tillbook_store *store,
                              tillbook_error **error);

/**
 * Brings every acknowledged write to the disk. With `TILLBOOK_DURABILITY_EACH_WRITE` it is there already.
 *
 * @param store   an open store
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_OUTCOME_UNKNOWN` when it fails, which stops the store, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_store_sync(const tillbook_store *store,
                            tillbook_error **error);

/* ================================================================================================
 * Accounts of a store
 * ================================================================================================ */

/** What an account is. */
typedef struct tillbook_account_fields {
    /** `sizeof(tillbook_account_fields)`; set by `TILLBOOK_ACCOUNT_FIELDS_INIT`. */
    uint32_t struct_size;
    /** The provider, one of `tillbook_provider`. */
    int32_t provider;
    /** Its test or live world, one of `tillbook_mode`. */
    int32_t mode;
    /** The day by the clock itself, in UTC, which tells whether a card has expired. */
    tillbook_date today;
    /** The time now, never behind the newest time that the store wrote, in milliseconds since 1970-01-01 UTC. */
    int64_t now;
} tillbook_account_fields;

/** What every `tillbook_account_fields` begins as: its size, and nothing else. */
#define TILLBOOK_ACCOUNT_FIELDS_INIT \
    {sizeof(tillbook_account_fields), 0, 0, {0, 0, 0}, 0}

/**
 * An account of a store. It costs next to nothing: one may be made for a single call, or kept as long as the store.
 *
 * @param store   an open store
 * @param provider   one of `tillbook_provider`
 * @param mode   one of `tillbook_mode`
 * @param[out] account   receives the account, to be freed by `tillbook_account_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_IO` when there is no memory for one more handle,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_account_open(const tillbook_store *store,
                              int32_t provider,
                              int32_t mode,
                              tillbook_account **account,
                              tillbook_error **error);

/**
 * Reads what an account is.
 *
 * @param account   the account
 * @param[out] fields   receives it; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED` when the account was freed or its store closed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_account_read(const tillbook_account *account,
                              tillbook_account_fields *fields);

/**
 * Frees an account. The store stays open. NULL is left alone.
 *
 * @param account   the account, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_account_free(tillbook_account *account);

/* ================================================================================================
 * Which part of a list a host wants
 * ================================================================================================ */

/**
 * Which part of a list is wanted: set it to `TILLBOOK_LIST_QUERY_INIT`, then what differs. Where a function takes one,
 * NULL stands for the first page, oldest first. While a list says that there is `more`, its last record's id as `after`
 * gives the next page; so does a larger `offset`, unless records came or went meanwhile. Times are milliseconds since
 * 1970-01-01 UTC.
 */
typedef struct tillbook_list_query {
    /** `sizeof(tillbook_list_query)`; set by `TILLBOOK_LIST_QUERY_INIT`. */
    uint32_t struct_size;
    /** 1 for the newest first, 0 for the oldest first. */
    int32_t newest_first;
    /** The earliest time of creation, included; 0 for no bound. Compared at the precision that the provider shows. */
    int64_t from;
    /** The latest time of creation, included; 0 for no bound. Compared at the precision that the provider shows. */
    int64_t to;
    /** How many records to leave out at the beginning, or next to `after` or `before`. */
    uint64_t offset;
    /** How many records to return at most; 0 for 20, or for all when an iterator goes through them. */
    uint64_t limit;
    /** The id of the record after which the page begins, in the list's order; at most one of `after` and `before`. */
    tillbook_str after;
    /** The id of the record before which the page ends, in the list's order. */
    tillbook_str before;
} tillbook_list_query;

/** What every `tillbook_list_query` begins as: its size, and nothing else. */
#define TILLBOOK_LIST_QUERY_INIT \
    {sizeof(tillbook_list_query), 0, 0, 0, 0, 0, {NULL, 0}, {NULL, 0}}

/* ================================================================================================
 * Lists: several records at once
 * ================================================================================================ */

/** What a list says of itself. */
typedef struct tillbook_list_fields {
    /** `sizeof(tillbook_list_fields)`; set by `TILLBOOK_LIST_FIELDS_INIT`. */
    uint32_t struct_size;
    /** 1 when records lie beyond this page, else 0. */
    int32_t more;
    /** How many records it holds. */
    size_t count;
    /**
     * How many there are in all between `from` and `to`, whatever the page; 0 when they were not counted, because they
     * were chosen one by one.
     */
    uint64_t total;
} tillbook_list_fields;

/** What every `tillbook_list_fields` begins as: its size, and nothing else. */
#define TILLBOOK_LIST_FIELDS_INIT {sizeof(tillbook_list_fields), 0, 0, 0}

/**
 * Reads how long a list is.
 *
 * @param list   the list
 * @param[out] fields   receives it; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         list was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_read(const tillbook_list *list,
                           tillbook_list_fields *fields);

/**
 * Frees a list. NULL is left alone.
 *
 * @param list   the list, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_free(tillbook_list *list);

/**
 * Takes a customer out of a list of customers.
 *
 * @param list   a list of customers
 * @param index   its place, from 0
 * @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
 *         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_customer(const tillbook_list *list,
                               size_t index,
                               tillbook_customer **customer,
                               tillbook_error **error);

/* ================================================================================================
 * Fields that an update removes: bits of its `remove`
 * ================================================================================================ */

/** In `remove` of an update: the description. */
#define TILLBOOK_REMOVE_DESCRIPTION 1

/** In `remove` of an update: the e-mail address. */
#define TILLBOOK_REMOVE_EMAIL 2

/** In `remove` of an update: the till's own field `name`. */
#define TILLBOOK_REMOVE_NAME 4

/** In `remove` of an update: the till's own field `phone`. */
#define TILLBOOK_REMOVE_PHONE 8

/** In `remove` of an update: the till's own field `merchant_customer_id`. */
#define TILLBOOK_REMOVE_MERCHANT_CUSTOMER_ID 16

/** In `remove` of an update: the till's own field `barcode`. */
#define TILLBOOK_REMOVE_BARCODE 32

/** In `remove` of an update: the till's own field `notes`. */
#define TILLBOOK_REMOVE_NOTES 64

/** In `remove` of an update: the till's own field `company`. */
#define TILLBOOK_REMOVE_COMPANY 128

/** In `remove` of an update: all of the till's own labels. */
#define TILLBOOK_REMOVE_TAGS 256

/** In `remove` of an update: the till's own field `address_line1`. */
#define TILLBOOK_REMOVE_ADDRESS_LINE1 512

/** In `remove` of an update: the till's own field `address_line2`. */
#define TILLBOOK_REMOVE_ADDRESS_LINE2 1024

/** In `remove` of an update: the till's own field `address_city`. */
#define TILLBOOK_REMOVE_ADDRESS_CITY 2048

/** In `remove` of an update: the till's own field `address_state`. */
#define TILLBOOK_REMOVE_ADDRESS_STATE 4096

/** In `remove` of an update: the till's own field `address_postal_code`. */
#define TILLBOOK_REMOVE_ADDRESS_POSTAL_CODE 8192

/** In `remove` of an update: the till's own field `address_country`. */
#define TILLBOOK_REMOVE_ADDRESS_COUNTRY 16384

/* ================================================================================================
 * Customers as a host reads them
 * ================================================================================================ */

/** The time that never comes: what a time is where there is none. */
#define TILLBOOK_NEVER INT64_MIN

/**
 * What a customer is. Texts are borrowed: they stay valid until the customer is freed. Times are milliseconds since
 * 1970-01-01 UTC.
 */
typedef struct tillbook_customer_fields {
    /** `sizeof(tillbook_customer_fields)`; set by `TILLBOOK_CUSTOMER_FIELDS_INIT`. */
    uint32_t struct_size;
    /** How many of the till's own labels it has; `tillbook_customer_tag` reads them. */
    uint32_t tag_count;
    /** The provider's identifier. */
    tillbook_str id;
    /** When it came to be. */
    int64_t created_at;
    /** When it was last changed; `TILLBOOK_NEVER` before the first change. */
    int64_t updated_at;
    /** When it was marked as deleted, with providers that keep deleted customers; else `TILLBOOK_NEVER`. */
    int64_t deleted_at;
    /** E-mail address. */
    tillbook_str email;
    /** Description shown by the provider. */
    tillbook_str description;
    /** The integrator's own data, a JSON object; `{}` when there is none. */
    tillbook_str metadata;
    /** The id of the card that is charged when none is named. */
    tillbook_str default_card;
    /** The till's own field: full name. */
    tillbook_str name;
    /** The till's own field: telephone number, as it was written. */
    tillbook_str phone;
    /** The till's own field: the shop's number for the customer. */
    tillbook_str merchant_customer_id;
    /** The till's own field: what the scanner reads. */
    tillbook_str barcode;
    /** The till's own field: the cashier's notes. */
    tillbook_str notes;
    /** The till's own field: company. */
    tillbook_str company;
    /** The till's own field: street and number. */
    tillbook_str address_line1;
    /** The till's own field: anything more before the city. */
    tillbook_str address_line2;
    /** The till's own field: city. */
    tillbook_str address_city;
    /** The till's own field: state, province or prefecture. */
    tillbook_str address_state;
    /** The till's own field: postal code. */
    tillbook_str address_postal_code;
    /** The till's own field: country, as it was written. */
    tillbook_str address_country;
} tillbook_customer_fields;

/** What every `tillbook_customer_fields` begins as: its size, and nothing else. */
#define TILLBOOK_CUSTOMER_FIELDS_INIT \
    {sizeof(tillbook_customer_fields), 0, {NULL, 0}, 0, 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
    {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
    {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}

/**
 * Reads what a customer is.
 *
 * @param customer   the customer
 * @param[out] fields   receives it, texts borrowed from the customer; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when
 *         the customer was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customer_read(const tillbook_customer *customer,
                               tillbook_customer_fields *fields);

/**
 * Reads one of the till's own labels of a customer.
 *
 * @param customer   the customer
 * @param index   which one, from 0 to `tag_count` - 1
 * @param[out] tag   receives it, borrowed from the customer
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end or `tag`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED` when the customer was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customer_tag(const tillbook_customer *customer,
                              size_t index,
                              tillbook_str *tag);

/**
 * Shows what only the provider knows of a customer, as a JSON object: `{}` with providers that know no more than every
 * one does. Times in it are milliseconds since 1970-01-01 UTC, dates `YYYY-MM-DD`; the names are those of
 * `docs/attributes.md`.
 *
 * @param customer   the customer
 * @param[out] attributes   receives the text, to be freed by `tillbook_text_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `attributes`, `TILLBOOK_IO` when there is no memory for one
 *         more handle, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the customer was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_PANICKED`
 */
int32_t tillbook_customer_attributes(const tillbook_customer *customer,
                                     tillbook_text **attributes,
                                     tillbook_error **error);

/**
 * Takes one more reference to a customer, to be given back by `tillbook_customer_free`: for a second owner.
 *
 * @param customer   the customer
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
 */
int32_t tillbook_customer_retain(tillbook_customer *customer);

/**
 * Gives back a reference to a customer; the last one frees it. NULL is left alone.
 *
 * @param customer   the customer, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customer_free(tillbook_customer *customer);

/* ================================================================================================
 * The details that a card is made from
 * ================================================================================================ */

/** The billing address and telephone number of a card. Every part may be absent. The struct never grows. */
typedef struct tillbook_card_address {
    /** Street, first line. */
    tillbook_str street1;
    /** Street, second line. */
    tillbook_str street2;
    /** City. */
    tillbook_str city;
    /** State or province. */
    tillbook_str state;
    /** Postal code. */
    tillbook_str postal_code;
    /** Country code as it was given. */
    tillbook_str country;
    /** Telephone number. */
    tillbook_str phone_number;
} tillbook_card_address;

/**
 * The details that a card is made from: set it to `TILLBOOK_CARD_DETAILS_INIT`, then what is known. Which of them a
 * card needs is the provider's rule.
 *
 * The number and the security code live in the library only as long as the call that takes them, and are wiped from
 * its memory before it returns. Wiping them from your own is up to you.
 */
typedef struct tillbook_card_details {
    /** `sizeof(tillbook_card_details)`; set by `TILLBOOK_CARD_DETAILS_INIT`. */
    uint32_t struct_size;
    /** Month of expiry, 1 to 12; 0 when it is not given. */
    int32_t expiration_month;
    /** Year of expiry, four digits, with providers that take two also those; 0 when it is not given. */
    int64_t expiration_year;
    /** The card number; blanks and dashes are ignored unless the provider takes digits alone. */
    tillbook_str number;
    /** The security code; only whether it was given is kept. */
    tillbook_str security_code;
    /** Holder. */
    tillbook_str name;
    /** Billing address. */
    tillbook_card_address address;
} tillbook_card_details;

/** What every `tillbook_card_details` begins as: its size, and nothing else. */
#define TILLBOOK_CARD_DETAILS_INIT \
    {sizeof(tillbook_card_details), 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {{NULL, 0}, {NULL, \
    0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}}

/* ================================================================================================
 * What a new customer is made from
 * ================================================================================================ */

/**
 * What a new customer is made from: set it to `TILLBOOK_NEW_CUSTOMER_INIT`, then what is known. Everything may be
 * absent, unless the provider's rules ask for it.
 */
typedef struct tillbook_new_customer {
    /** `sizeof(tillbook_new_customer)`; set by `TILLBOOK_NEW_CUSTOMER_INIT`. */
    uint32_t struct_size;
    /** Always 0. */
    uint32_t reserved;
    /** The till's own field: labels. */
    const tillbook_str *tags;
    /** How many labels `tags` leads to. */
    size_t tag_count;
    /** The details of a card that becomes the customer's first, where it is not in a token; else NULL. */
    const tillbook_card_details *card_details;
    /** An id of the caller's choice, with providers that allow it; one is made when absent. */
    tillbook_str id;
    /** E-mail address. */
    tillbook_str email;
    /** Description. */
    tillbook_str description;
    /** The integrator's own data, a JSON object. */
    tillbook_str metadata;
    /** The id of an unused token whose card becomes the customer's first. */
    tillbook_str card;
    /** The currency in which the card is to be used, with providers that ask; a token may be tied to one. */
    tillbook_str currency;
    /** What only the provider knows, a JSON object laid over what a fresh customer has. */
    tillbook_str attributes;
    /** The till's own field: full name. */
    tillbook_str name;
    /** The till's own field: telephone number. */
    tillbook_str phone;
    /** The till's own field: the shop's number for the customer, unique among the living customers of an account. */
    tillbook_str merchant_customer_id;
    /** The till's own field: what the scanner reads. */
    tillbook_str barcode;
    /** The till's own field: the cashier's notes. */
    tillbook_str notes;
    /** The till's own field: company. */
    tillbook_str company;
    /** The till's own field: street and number. */
    tillbook_str address_line1;
    /** The till's own field: anything more before the city. */
    tillbook_str address_line2;
    /** The till's own field: city. */
    tillbook_str address_city;
    /** The till's own field: state, province or prefecture. */
    tillbook_str address_state;
    /** The till's own field: postal code. */
    tillbook_str address_postal_code;
    /** The till's own field: country. */
    tillbook_str address_country;
} tillbook_new_customer;

/** What every `tillbook_new_customer` begins as: its size, and nothing else. */
#define TILLBOOK_NEW_CUSTOMER_INIT \
    {sizeof(tillbook_new_customer), 0, NULL, 0, NULL, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, \
    0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
    {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}

/**
 * Creates a customer, with a first card when a token or a card's details are given.
 *
 * @param account   the account
 * @param new_customer   what is known of the customer; NULL for nothing
 * @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_INVALID_CARD`, `TILLBOOK_TOO_LARGE`,
 *         `TILLBOOK_NOT_FOUND` for the token, `TILLBOOK_USED_TOKEN`, `TILLBOOK_EXPIRED_TOKEN`,
 *         `TILLBOOK_ALREADY_EXISTS` for an id, a number or an address that another customer has, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_create(const tillbook_account *account,
                                  const tillbook_new_customer *new_customer,
                                  tillbook_customer **customer,
                                  tillbook_error **error);

/* ================================================================================================
 * Customers of an account: finding them, and what is done to one as a whole
 * ================================================================================================ */

/**
 * Finds the customer with an id.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_get(const tillbook_account *account,
                               tillbook_str id,
                               tillbook_customer **customer,
                               tillbook_error **error);

/**
 * Finds many customers by their ids in one call, all as they were at one moment.
 *
 * @param account   the account
 * @param ids   the providers' identifiers, as many as `count` says; NULL when that is 0
 * @param count   how many
 * @param[out] customers   an array with room for `count` customers, NULL when that is 0, which receives each in the
 *                         place of its id, and NULL where there is no such customer; each to be freed by
 *                         `tillbook_customer_free`. When the call fails, there is NULL in every place
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, also when none was found, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_get_many(const tillbook_account *account,
                                    const tillbook_str *ids,
                                    size_t count,
                                    tillbook_customer **customers,
                                    tillbook_error **error);

/**
 * Finds the customers with an e-mail address, whatever its case, oldest first.
 *
 * @param account   the account
 * @param email   the address
 * @param[out] customers   receives a list of customers, empty when nobody has the address; to be freed by
 *                         `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_by_email(const tillbook_account *account,
                                    tillbook_str email,
                                    tillbook_list **customers,
                                    tillbook_error **error);

/**
 * Finds the customer with one of the shop's own numbers, exactly; one that is marked as deleted has none.
 *
 * @param account   the account
 * @param merchant_customer_id   the number
 * @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_by_merchant_customer_id(const tillbook_account *account,
                                                   tillbook_str merchant_customer_id,
                                                   tillbook_customer **customer,
                                                   tillbook_error **error);

/**
 * Finds the customers with a barcode, whatever its case, oldest first.
 *
 * @param account   the account
 * @param barcode   what the scanner read
 * @param[out] customers   receives a list of customers, empty when nobody has the barcode; to be freed by
 *                         `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_by_barcode(const tillbook_account *account,
                                      tillbook_str barcode,
                                      tillbook_list **customers,
                                      tillbook_error **error);

/**
 * Finds the customers with a LINE id, with providers that know one, oldest first.
 *
 * @param account   the account
 * @param line_id   the id, exactly
 * @param[out] customers   receives a list of customers, empty when nobody has the id; to be freed by
 *                         `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_by_line_id(const tillbook_account *account,
                                      tillbook_str line_id,
                                      tillbook_list **customers,
                                      tillbook_error **error);

/**
 * Reads a page of the account's customers, in the order in which they came to be. Its cost does not grow with
 * `offset`.
 *
 * @param account   the account
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param[out] customers   receives a list of customers, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_list(const tillbook_account *account,
                                const tillbook_list_query *query,
                                tillbook_list **customers,
                                tillbook_error **error);

/**
 * Reads a page of the customers who have a card that expires in a month. It looks at every card of the account.
 *
 * @param account   the account
 * @param month   the month, 1 to 12
 * @param year   the year, four digits
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param[out] customers   receives a list of customers, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_expiring(const tillbook_account *account,
                                    int32_t month,
                                    int32_t year,
                                    const tillbook_list_query *query,
                                    tillbook_list **customers,
                                    tillbook_error **error);

/**
 * Finds a customer from whom an order may be taken, and refuses any other: to be asked before an order is rung up.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_DELETED`, `TILLBOOK_CONFLICT` when the provider takes no
 *         orders for the customer, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_check_order(const tillbook_account *account,
                                       tillbook_str id,
                                       tillbook_customer **customer,
                                       tillbook_error **error);

/**
 * Notes that a customer's mobile number was verified, with providers that show it.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] customer   receives the customer as it is then, to be freed by `tillbook_customer_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_DELETED`, `TILLBOOK_CONFLICT` for a customer without a mobile
 *         number of the provider's, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_verify_mobile_phone(const tillbook_account *account,
                                               tillbook_str id,
                                               tillbook_customer **customer,
                                               tillbook_error **error);

/**
 * Deletes a customer with its cards. With providers that keep deleted customers it is marked, else it is gone.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] customer   receives the customer as it was just before, to be freed by `tillbook_customer_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_delete(const tillbook_account *account,
                                  tillbook_str id,
                                  tillbook_customer **customer,
                                  tillbook_error **error);

/* ================================================================================================
 * Finding customers by what is known of them
 * ================================================================================================ */

/**
 * What is known of a customer, all of which must fit: set it to `TILLBOOK_CUSTOMER_QUERY_INIT`, then at least one
 * thing.
 */
typedef struct tillbook_customer_query {
    /** `sizeof(tillbook_customer_query)`; set by `TILLBOOK_CUSTOMER_QUERY_INIT`. */
    uint32_t struct_size;
    /** How many customers to return at most; 0 for 100. */
    uint32_t limit;
    /** E-mail address, whatever its case. */
    tillbook_str email;
    /** The shop's number for the customer, exactly. */
    tillbook_str merchant_customer_id;
    /** Barcode, whatever its case. */
    tillbook_str barcode;
    /** The last digits of a telephone number, or all of it, however written and with or without its country. */
    tillbook_str phone;
    /**
     * Beginnings of words of the name, in any order, whatever case, accents and width; in writing without blanks, the
     * beginning of any part of it.
     */
    tillbook_str name;
    /** The fingerprint of a card. */
    tillbook_str card;
    /** The beginning of an e-mail address, whatever its case. */
    tillbook_str email_prefix;
    /** How many customers to leave out at the beginning. */
    uint64_t offset;
} tillbook_customer_query;

/** What every `tillbook_customer_query` begins as: its size, and nothing else. */
#define TILLBOOK_CUSTOMER_QUERY_INIT \
    {sizeof(tillbook_customer_query), 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
    {NULL, 0}, {NULL, 0}, 0}

/**
 * Chooses customers. Called from the calling thread, once for each customer in question. It may not call the library,
 * and must return: neither `longjmp` nor an exception may leave it.
 *
 * `customer` is valid until the callback returns. `user` is what was handed to the function that calls back.
 *
 * @return 0 to pass the customer over, anything else to choose it
 */
typedef int32_t (*tillbook_keep_customer)(const tillbook_customer_fields *customer, void *user);

/**
 * Finds the customers that everything in a query fits, each once. Where it is a beginning that leads to them, an exact
 * match comes first, then the others by the alphabet, or by the digit before those that were given; equals, and all that
 * are found by something exact, stand in the order of creation.
 *
 * @param account   the account
 * @param query   what is known of them
 * @param[out] customers   receives a list of customers, empty when none fits; to be freed by `tillbook_list_free`. Its
 *                         `more` says whether others fit beyond them; its `total` is 0: nobody counted them
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` also for a query without anything to find by, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_find(const tillbook_account *account,
                                const tillbook_customer_query *query,
                                tillbook_list **customers,
                                tillbook_error **error);

/**
 * Chooses customers of a list, among those with some ids or with an e-mail address, or among all: as many as a page
 * takes and no more are looked at. `after` and `before` mark a place also when their customer is not chosen.
 *
 * @param account   the account
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param ids   the ids to choose among, as many as `count` says; NULL for no such bound
 * @param count   how many ids
 * @param email   the e-mail address to choose among, letter for letter; nothing for no such bound. At most one of
 *                `ids` and `email` may be given
 * @param keep   chooses; NULL to take all
 * @param user   handed to `keep`; may be NULL
 * @param[out] customers   receives a list of customers, to be freed by `tillbook_list_free`. Its `total` is 0: nobody
 *                         counted them
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_select(const tillbook_account *account,
                                  const tillbook_list_query *query,
                                  const tillbook_str *ids,
                                  size_t count,
                                  tillbook_str email,
                                  tillbook_keep_customer keep,
                                  void *user,
                                  tillbook_list **customers,
                                  tillbook_error **error);

/* ================================================================================================
 * Changes to a customer
 * ================================================================================================ */

/**
 * Changes to a customer: set it to `TILLBOOK_CUSTOMER_UPDATE_INIT`, then what is to change. What is absent stays as it
 * is; what is to be gone stands in `remove`.
 */
typedef struct tillbook_customer_update {
    /** `sizeof(tillbook_customer_update)`; set by `TILLBOOK_CUSTOMER_UPDATE_INIT`. */
    uint32_t struct_size;
    /** What is to be removed: `TILLBOOK_REMOVE_...`, joined by `|`. */
    uint32_t remove;
    /** The till's own field: labels, which take the place of all that there are; NULL leaves them. */
    const tillbook_str *tags;
    /** How many labels `tags` leads to. */
    size_t tag_count;
    /** The details of a card that is attached without ever having been in a token; else NULL. */
    const tillbook_card_details *card_details;
    /** E-mail address. */
    tillbook_str email;
    /** Description. */
    tillbook_str description;
    /** The integrator's own data, a JSON object; whether it replaces or joins what is there is the provider's rule. */
    tillbook_str metadata;
    /** The id of an unused token whose card is attached. */
    tillbook_str card;
    /** The currency in which the card is to be used, with providers that ask; a token may be tied to one. */
    tillbook_str currency;
    /** The id of one of the customer's cards, which becomes the default. */
    tillbook_str default_card;
    /**
     * What only the provider knows, a JSON object laid over what is there: a field that it lacks stays, null empties
     * one.
     */
    tillbook_str attributes;
    /** The till's own field: full name. */
    tillbook_str name;
    /** The till's own field: telephone number. */
    tillbook_str phone;
    /** The till's own field: the shop's number for the customer, unique among the living customers of an account. */
    tillbook_str merchant_customer_id;
    /** The till's own field: what the scanner reads. */
    tillbook_str barcode;
    /** The till's own field: the cashier's notes. */
    tillbook_str notes;
    /** The till's own field: company. */
    tillbook_str company;
    /** The till's own field: street and number. */
    tillbook_str address_line1;
    /** The till's own field: anything more before the city. */
    tillbook_str address_line2;
    /** The till's own field: city. */
    tillbook_str address_city;
    /** The till's own field: state, province or prefecture. */
    tillbook_str address_state;
    /** The till's own field: postal code. */
    tillbook_str address_postal_code;
    /** The till's own field: country. */
    tillbook_str address_country;
} tillbook_customer_update;

/** What every `tillbook_customer_update` begins as: its size, and nothing else. */
#define TILLBOOK_CUSTOMER_UPDATE_INIT \
    {sizeof(tillbook_customer_update), 0, NULL, 0, NULL, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
    {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
    {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}

/**
 * Decides how to change a customer. Called once, from the calling thread, while every other write waits. It may not
 * call the library, and must return: neither `longjmp` nor an exception may leave it.
 *
 * `customer` is the customer as it is at this moment, and valid until the callback returns. `update` belongs to the
 * library and is all nothing; set the fields that are to change, one by one. Never assign the whole of it, not even
 * `TILLBOOK_CUSTOMER_UPDATE_INIT`: the header of the host may know a longer one, which would be written past the end.
 * `update->struct_size` is how much the library has of it, and must stay. What `update` leads to must stay until the
 * function that called back returns. `user` is what was handed to that function.
 *
 * @return 0 to make the change, anything else to leave the customer as it is
 */
typedef int32_t (*tillbook_decide_customer_update)(const tillbook_customer_fields *customer,
                                                   tillbook_customer_update *update,
                                                   void *user);

/**
 * Changes a customer; what the update does not mention stays as it is.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param update   what is to change
 * @param[out] customer   receives the customer as it is then, to be freed by `tillbook_customer_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, the token or the default card,
 *         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_INVALID_CARD`, `TILLBOOK_TOO_LARGE`, `TILLBOOK_USED_TOKEN`,
 *         `TILLBOOK_EXPIRED_TOKEN`, `TILLBOOK_ALREADY_EXISTS` for a number or an address that another customer has,
 *         `TILLBOOK_DELETED`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_update(const tillbook_account *account,
                                  tillbook_str id,
                                  const tillbook_customer_update *update,
                                  tillbook_customer **customer,
                                  tillbook_error **error);

/**
 * Changes a customer in a way that depends on what it is now; nobody else's write comes between.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param decide   decides what is to change
 * @param user   handed to `decide`; may be NULL
 * @param[out] customer   receives the customer as it is then, to be freed by `tillbook_customer_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_CANCELLED` when `decide` left the customer as it is, `TILLBOOK_NOT_FOUND` for the
 *         customer, the token or the default card, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_INVALID_CARD`,
 *         `TILLBOOK_TOO_LARGE`, `TILLBOOK_USED_TOKEN`, `TILLBOOK_EXPIRED_TOKEN`, `TILLBOOK_ALREADY_EXISTS` for a
 *         number or an address that another customer has, `TILLBOOK_DELETED`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_update_with(const tillbook_account *account,
                                       tillbook_str id,
                                       tillbook_decide_customer_update decide,
                                       void *user,
                                       tillbook_customer **customer,
                                       tillbook_error **error);

/* ================================================================================================
 * A customer with everything that is shown with it
 * ================================================================================================ */

/**
 * Finds a customer with its cards and tax identifiers, all as they were at one moment.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`
 * @param[out] cards   receives a list of its cards in the order of attachment, to be freed by `tillbook_list_free`
 * @param[out] tax_identifiers   receives a list of its tax identifiers, oldest first, to be freed by
 *                               `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_get_in_full(const tillbook_account *account,
                                       tillbook_str id,
                                       tillbook_customer **customer,
                                       tillbook_list **cards,
                                       tillbook_list **tax_identifiers,
                                       tillbook_error **error);

/**
 * Shows a customer as JSON: the provider's object, and under the key `tillbook` what that does not show. It is the
 * line that an export has for the customer.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] json   receives the text, to be freed by `tillbook_text_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_json(const tillbook_account *account,
                                tillbook_str id,
                                tillbook_text **json,
                                tillbook_error **error);

/* ================================================================================================
 * Customers copied into a host's own memory
 * ================================================================================================ */

/** The length of a text where there is none. */
#define TILLBOOK_NO_TEXT UINT32_MAX

/**
 * What `tillbook_customers_copy_many` writes for each id, a multiple of 8 bytes in all. Behind this struct lie its texts
 * without anything between them: at `texts_at` those whose lengths stand here, in that order, then the labels, whose
 * lengths are an array of `uint32_t` at `tags_at`. Lengths are bytes, `TILLBOOK_NO_TEXT` where there is no text. A newer
 * library may write more behind what stands here, so go by `size`, `texts_at` and `tags_at`.
 */
typedef struct tillbook_copied_customer {
    /** Bytes from the beginning of this struct to the next one. */
    uint32_t size;
    /** 1, or 0 where no customer has the id: then all behind it is 0. */
    uint32_t found;
    /** Bytes from the beginning of this struct to its first text. */
    uint32_t texts_at;
    /** Bytes from the beginning of this struct to the lengths of the labels. */
    uint32_t tags_at;
    /** When it came to be; milliseconds since 1970-01-01 UTC, as all times. */
    int64_t created_at;
    /** When it was last changed; `TILLBOOK_NEVER` before the first change. */
    int64_t updated_at;
    /** When it was marked as deleted, with providers that keep deleted customers; else `TILLBOOK_NEVER`. */
    int64_t deleted_at;
    /** How many of the till's own labels it has. */
    uint32_t tag_count;
    /** Length of the provider's identifier. */
    uint32_t id_length;
    /** Length of the e-mail address. */
    uint32_t email_length;
    /** Length of the description. */
    uint32_t description_length;
    /** Length of the metadata, a JSON object. */
    uint32_t metadata_length;
    /** Length of the id of the card that is charged when none is named. */
    uint32_t default_card_length;
    /** Length of the full name. */
    uint32_t name_length;
    /** Length of the telephone number. */
    uint32_t phone_length;
    /** Length of the shop's number for the customer. */
    uint32_t merchant_customer_id_length;
    /** Length of what the scanner reads. */
    uint32_t barcode_length;
    /** Length of the cashier's notes. */
    uint32_t notes_length;
    /** Length of the company. */
    uint32_t company_length;
    /** Length of the street and number. */
    uint32_t address_line1_length;
    /** Length of anything more before the city. */
    uint32_t address_line2_length;
    /** Length of the city. */
    uint32_t address_city_length;
    /** Length of the state, province or prefecture. */
    uint32_t address_state_length;
    /** Length of the postal code. */
    uint32_t address_postal_code_length;
    /** Length of the country. */
    uint32_t address_country_length;
} tillbook_copied_customer;

/**
 * Finds the customer with an id and copies it into memory of the caller's: there is nothing to be freed. Labels are
 * counted and not copied.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] buffer   receives the texts of the customer; NULL when `capacity` is 0
 * @param capacity   how many bytes `buffer` has room for; 1024 are enough for most customers
 * @param[out] needed   receives how many bytes the texts take, also with `TILLBOOK_BUFFER_TOO_SMALL`; 0 when there is
 *                      no such customer
 * @param[out] fields   receives the customer, with texts that lie in `buffer`; set `fields->struct_size` first. It
 *                      stays as it is unless the call returns `TILLBOOK_OK`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_BUFFER_TOO_SMALL`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_copy(const tillbook_account *account,
                                tillbook_str id,
                                char *buffer,
                                size_t capacity,
                                size_t *needed,
                                tillbook_customer_fields *fields,
                                tillbook_error **error);

/**
 * Finds many customers by their ids in one call, all as they were at one moment, and copies them into memory of the
 * caller's: for languages in which a call costs more than a lookup.
 *
 * @param account   the account
 * @param ids   the providers' identifiers, one behind the other without anything between them; UTF-8
 * @param lengths   how many bytes each of them takes, as many as `count` says; NULL when that is 0
 * @param count   how many
 * @param[out] buffer   an array which receives a `tillbook_copied_customer` for each id, in their order, each with its
 *                      texts behind it; NULL when `capacity` is 0
 * @param capacity   how many times 8 bytes `buffer` has room for
 * @param[out] needed   receives how many times 8 bytes all of it takes, also with `TILLBOOK_BUFFER_TOO_SMALL`
 * @param[out] error   receives what went wrong, unless it is NULL; then what lies in `buffer` is of no use
 * @return `TILLBOOK_OK`, also when none was found, `TILLBOOK_BUFFER_TOO_SMALL`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_copy_many(const tillbook_account *account,
                                     tillbook_str ids,
                                     const size_t *lengths,
                                     size_t count,
                                     uint64_t *buffer,
                                     size_t capacity,
                                     size_t *needed,
                                     tillbook_error **error);

/* ================================================================================================
 * Going through all customers of an account
 * ================================================================================================ */

/**
 * Begins to go through the customers of an account, however many there are, a few of them in memory at a time.
 *
 * Nothing is held fast meanwhile: customers that come to be behind the place that was reached are visited, those that
 * are deleted before it is reached are not, and deleting the one that was visited last does not disturb it.
 *
 * @param account   the account; it need not outlive the iterator, but its store does
 * @param query   which customers, where `limit` is how many at most and 0 for all, and `before` may not be given; NULL
 *                for all, oldest first
 * @param[out] iterator   receives the iterator, to be freed by `tillbook_iterator_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_iterate(const tillbook_account *account,
                                   const tillbook_list_query *query,
                                   tillbook_iterator **iterator,
                                   tillbook_error **error);

/**
 * Visits the next customer.
 *
 * @param iterator   the iterator
 * @param[out] customer   receives the customer, to be freed by `tillbook_customer_free`, or NULL when all were visited
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, also at the end, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` also when the store
 *         was closed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_iterator_next(tillbook_iterator *iterator,
                               tillbook_customer **customer,
                               tillbook_error **error);

/**
 * Frees an iterator. NULL is left alone.
 *
 * @param iterator   the iterator, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_iterator_free(tillbook_iterator *iterator);

/* ================================================================================================
 * Cards as a host reads them
 * ================================================================================================ */

/** What a card is. Texts are borrowed: they stay valid until the card is freed. */
typedef struct tillbook_card_fields {
    /** `sizeof(tillbook_card_fields)`; set by `TILLBOOK_CARD_FIELDS_INIT`. */
    uint32_t struct_size;
    /** Brand, one of `tillbook_brand`. */
    int32_t brand;
    /** Month of expiry, 1 to 12; 0 for a way to pay that has none. */
    int32_t expiration_month;
    /** Year of expiry, four digits; 0 for a way to pay that has none. */
    int32_t expiration_year;
    /** 1 when a security code was given with the details, else 0. */
    int32_t security_code_check;
    /** 1 when it can be charged, 0 when its provider says that it cannot. */
    int32_t chargeable;
    /** When it was tokenised, in milliseconds since 1970-01-01 UTC. */
    int64_t created_at;
    /** The provider's identifier. */
    tillbook_str id;
    /** The id of the customer it is attached to; nothing inside a token, and for a card that stands alone. */
    tillbook_str customer;
    /** The first six digits, with providers that keep them. */
    tillbook_str first_digits;
    /** The last four digits; empty for a way to pay that has none. */
    tillbook_str last_digits;
    /** Holder. */
    tillbook_str name;
    /** Equal for equal numbers, and of no use to find the number by; nothing with providers that keep none. */
    tillbook_str fingerprint;
    /** `credit`, `debit` or `prepaid`; empty when it is not known. */
    tillbook_str financing;
    /** The issuer's name; empty when it is not known. */
    tillbook_str bank;
    /** Billing address. */
    tillbook_card_address address;
} tillbook_card_fields;

/** What every `tillbook_card_fields` begins as: its size, and nothing else. */
#define TILLBOOK_CARD_FIELDS_INIT \
    {sizeof(tillbook_card_fields), 0, 0, 0, 0, 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, \
    0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, \
    0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}}

/**
 * Takes a card out of a list of cards.
 *
 * @param list   a list of cards
 * @param index   its place, from 0
 * @param[out] card   receives the card, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
 *         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_card(const tillbook_list *list,
                           size_t index,
                           tillbook_card **card,
                           tillbook_error **error);

/**
 * Reads what a card is.
 *
 * @param card   the card
 * @param[out] fields   receives it, texts borrowed from the card; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when
 *         the card was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_card_read(const tillbook_card *card,
                           tillbook_card_fields *fields);

/**
 * Shows what only the provider knows of a card, as a JSON object: `{}` with providers that know no more than every one
 * does. Times in it are milliseconds since 1970-01-01 UTC; the names are those of `docs/attributes.md`.
 *
 * @param card   the card
 * @param[out] attributes   receives the text, to be freed by `tillbook_text_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `attributes`, `TILLBOOK_IO` when there is no memory for one
 *         more handle, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the card was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_PANICKED`
 */
int32_t tillbook_card_attributes(const tillbook_card *card,
                                 tillbook_text **attributes,
                                 tillbook_error **error);

/**
 * Takes one more reference to a card, to be given back by `tillbook_card_free`: for a second owner.
 *
 * @param card   the card
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
 */
int32_t tillbook_card_retain(tillbook_card *card);

/**
 * Gives back a reference to a card; the last one frees it. NULL is left alone.
 *
 * @param card   the card, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_card_free(tillbook_card *card);

/* ================================================================================================
 * Cards of an account's customers
 * ================================================================================================ */

/**
 * Attaches the card of an unused token to a customer.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param token   the token's identifier
 * @param[out] card   receives the card, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the token, `TILLBOOK_DELETED`,
 *         `TILLBOOK_USED_TOKEN`, `TILLBOOK_EXPIRED_TOKEN`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_TOO_LARGE`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_create(const tillbook_account *account,
                              tillbook_str customer,
                              tillbook_str token,
                              tillbook_card **card,
                              tillbook_error **error);

/**
 * Attaches the card of these details to a customer in one write. The number and the security code are not kept.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param details   the details of the card
 * @param[out] card   receives the card, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `TILLBOOK_DELETED`, `TILLBOOK_INVALID_CARD` with
 *         everything that is wrong with the details, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_TOO_LARGE`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_attach(const tillbook_account *account,
                              tillbook_str customer,
                              const tillbook_card_details *details,
                              tillbook_card **card,
                              tillbook_error **error);

/**
 * Finds a card of a customer.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param id   the card's identifier
 * @param[out] card   receives the card, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, or for a card that is not the customer's,
 *         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_get(const tillbook_account *account,
                           tillbook_str customer,
                           tillbook_str id,
                           tillbook_card **card,
                           tillbook_error **error);

/**
 * Finds the card with an id, whichever customer it belongs to; not one inside a token.
 *
 * @param account   the account
 * @param id   the card's identifier
 * @param[out] card   receives the card, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_by_id(const tillbook_account *account,
                             tillbook_str id,
                             tillbook_card **card,
                             tillbook_error **error);

/**
 * Reads a page of a customer's cards, in the order of attachment.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param[out] cards   receives a list of cards, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_list(const tillbook_account *account,
                            tillbook_str customer,
                            const tillbook_list_query *query,
                            tillbook_list **cards,
                            tillbook_error **error);

/**
 * Finds the cards that were made last, newest first: of one customer, or of all customers. Every card in question is
 * looked at.
 *
 * @param account   the account
 * @param customer   the customer's identifier; nothing for all customers. One that does not exist has no cards
 * @param offset   how many of the newest to leave out; for the next part as many more as this one held
 * @param limit   how many to return at most; 0 for 20
 * @param[out] cards   receives a list of cards, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_newest(const tillbook_account *account,
                              tillbook_str customer,
                              uint64_t offset,
                              uint64_t limit,
                              tillbook_list **cards,
                              tillbook_error **error);

/**
 * Attaches a card that stands alone to a customer; the customer's first becomes the default. Attaching it again
 * changes nothing.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param id   the card's identifier
 * @param[out] card   receives the card as it is then, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the card, `TILLBOOK_DELETED`, `TILLBOOK_CONFLICT`
 *         when it is another customer's, cannot be kept, or cannot be charged, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_TOO_LARGE`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_adopt(const tillbook_account *account,
                             tillbook_str customer,
                             tillbook_str id,
                             tillbook_card **card,
                             tillbook_error **error);

/**
 * Takes a card off its customer; the default passes on as the provider has it. The card is gone, or stays on its own
 * and can never be used again, as the provider has it.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param id   the card's identifier
 * @param[out] card   receives the card as it was, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the card, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_delete(const tillbook_account *account,
                              tillbook_str customer,
                              tillbook_str id,
                              tillbook_card **card,
                              tillbook_error **error);

/* ================================================================================================
 * Changes to a card
 * ================================================================================================ */

/**
 * Changes to a card: set it to `TILLBOOK_CARD_UPDATE_INIT`, then what is to change. What is absent stays as it is. The
 * number can never be changed.
 */
typedef struct tillbook_card_update {
    /** `sizeof(tillbook_card_update)`; set by `TILLBOOK_CARD_UPDATE_INIT`. */
    uint32_t struct_size;
    /** Month of expiry, 1 to 12; 0 leaves it. */
    int32_t expiration_month;
    /** Year of expiry, four digits; 0 leaves it. */
    int64_t expiration_year;
    /** Holder. */
    tillbook_str name;
    /** Billing address; a part of it that is absent stays as it is. */
    tillbook_card_address address;
} tillbook_card_update;

/** What every `tillbook_card_update` begins as: its size, and nothing else. */
#define TILLBOOK_CARD_UPDATE_INIT \
    {sizeof(tillbook_card_update), 0, 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, \
    0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}}

/**
 * Changes a card of a customer; what the update does not mention stays as it is.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param id   the card's identifier
 * @param update   what is to change
 * @param[out] card   receives the card as it is then, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the card, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_INVALID_CARD` for an expiry in the past, `TILLBOOK_TOO_LARGE`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_update(const tillbook_account *account,
                              tillbook_str customer,
                              tillbook_str id,
                              const tillbook_card_update *update,
                              tillbook_card **card,
                              tillbook_error **error);

/* ================================================================================================
 * Cards, and other ways to pay, that exist at their provider and belong to nobody yet
 * ================================================================================================ */

/**
 * A card, or another way to pay, that exists at its provider without a token of this store: set it to
 * `TILLBOOK_NEW_CARD_INIT`, then what is known.
 */
typedef struct tillbook_new_card {
    /** `sizeof(tillbook_new_card)`; set by `TILLBOOK_NEW_CARD_INIT`. */
    uint32_t struct_size;
    /** Brand, one of `tillbook_brand`; 0 for another one, or none. */
    int32_t brand;
    /** Month of expiry, 1 to 12; 0 when it has none. */
    int32_t expiration_month;
    /** Year of expiry, four digits; 0 when it has none. */
    int32_t expiration_year;
    /** The last four digits; nothing when it has none. */
    tillbook_str last_digits;
    /** Holder. */
    tillbook_str name;
    /** What only its provider knows, a JSON object laid over what a fresh one has, for example `{"kind":"ideal"}`. */
    tillbook_str attributes;
    /** Billing address. */
    tillbook_card_address address;
} tillbook_new_card;

/** What every `tillbook_new_card` begins as: its size, and nothing else. */
#define TILLBOOK_NEW_CARD_INIT \
    {sizeof(tillbook_new_card), 0, 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {{NULL, 0}, {NULL, \
    0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}}

/**
 * Takes in a card, or another way to pay, that exists at its provider and belongs to nobody yet;
 * `tillbook_cards_adopt` attaches it.
 *
 * @param account   the account
 * @param new_card   what is known of it
 * @param[out] card   receives the card, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_UNSUPPORTED` with providers whose cards never stand alone,
 *         `TILLBOOK_INVALID_ARGUMENT` also for more of a card's number than a store may keep, `TILLBOOK_TOO_LARGE`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_cards_add(const tillbook_account *account,
                           const tillbook_new_card *new_card,
                           tillbook_card **card,
                           tillbook_error **error);

/* ================================================================================================
 * Tokens as a host reads them
 * ================================================================================================ */

/** What a token is. Texts are borrowed: they stay valid until the token is freed. */
typedef struct tillbook_token_fields {
    /** `sizeof(tillbook_token_fields)`; set by `TILLBOOK_TOKEN_FIELDS_INIT`. */
    uint32_t struct_size;
    /** 1 once it was used, else 0. */
    int32_t used;
    /** When it was made, in milliseconds since 1970-01-01 UTC. */
    int64_t created_at;
    /** The provider's identifier. */
    tillbook_str id;
    /** The id of the card that is inside, or was before the token was used. */
    tillbook_str card;
    /** The currency that it may be used with, where it is tied to one. */
    tillbook_str currency;
} tillbook_token_fields;

/** What every `tillbook_token_fields` begins as: its size, and nothing else. */
#define TILLBOOK_TOKEN_FIELDS_INIT \
    {sizeof(tillbook_token_fields), 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}}

/**
 * Takes a token out of a list of tokens.
 *
 * @param list   a list of tokens
 * @param index   its place, from 0
 * @param[out] token   receives the token, to be freed by `tillbook_token_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
 *         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_token(const tillbook_list *list,
                            size_t index,
                            tillbook_token **token,
                            tillbook_error **error);

/**
 * Reads what a token is.
 *
 * @param token   the token
 * @param[out] fields   receives it, texts borrowed from the token; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when
 *         the token was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_token_read(const tillbook_token *token,
                            tillbook_token_fields *fields);

/**
 * Takes the card out of an unused token, to be looked at: it stays in the token, and belongs to nobody yet.
 *
 * @param token   the token
 * @param[out] card   receives the card, to be freed by `tillbook_card_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_USED_TOKEN` when the card is no longer inside, `TILLBOOK_INVALID_ARGUMENT` for
 *         `card`, `TILLBOOK_IO` when there is no memory for one more handle, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED` when the token was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_token_card(const tillbook_token *token,
                            tillbook_card **card,
                            tillbook_error **error);

/**
 * Takes one more reference to a token, to be given back by `tillbook_token_free`: for a second owner.
 *
 * @param token   the token
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
 */
int32_t tillbook_token_retain(tillbook_token *token);

/**
 * Gives back a reference to a token; the last one frees it. NULL is left alone.
 *
 * @param token   the token, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_token_free(tillbook_token *token);

/* ================================================================================================
 * Tokens of an account
 * ================================================================================================ */

/**
 * Makes a token of a card's details. The number and the security code are not kept.
 *
 * @param account   the account
 * @param details   the details of the card
 * @param[out] token   receives the token, to be freed by `tillbook_token_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_CARD` with everything that is wrong with the details,
 *         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_TOO_LARGE`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tokens_create(const tillbook_account *account,
                               const tillbook_card_details *details,
                               tillbook_token **token,
                               tillbook_error **error);

/**
 * Makes a token that can be used only in one currency, with providers whose tokens may be tied to one.
 *
 * @param account   the account
 * @param currency   the currency, three capital letters
 * @param details   the details of the card
 * @param[out] token   receives the token, to be freed by `tillbook_token_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_CARD` with everything that is wrong with the details,
 *         `TILLBOOK_INVALID_ARGUMENT` also for a currency that the provider does not know, `TILLBOOK_TOO_LARGE`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tokens_create_for(const tillbook_account *account,
                                   tillbook_str currency,
                                   const tillbook_card_details *details,
                                   tillbook_token **token,
                                   tillbook_error **error);

/**
 * Finds the token with an id, used or not.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] token   receives the token, to be freed by `tillbook_token_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tokens_get(const tillbook_account *account,
                            tillbook_str id,
                            tillbook_token **token,
                            tillbook_error **error);

/**
 * Reads a page of the account's tokens, in the order in which they were made.
 *
 * @param account   the account
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param[out] tokens   receives a list of tokens, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tokens_list(const tillbook_account *account,
                             const tillbook_list_query *query,
                             tillbook_list **tokens,
                             tillbook_error **error);

/**
 * Removes a token; a card that came of it stays with its customer.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] token   receives the token as it was, to be freed by `tillbook_token_free`
 * @param[out] error   receives what went wrong, unless it is NULL; then nothing has changed
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tokens_delete(const tillbook_account *account,
                               tillbook_str id,
                               tillbook_token **token,
                               tillbook_error **error);

/* ================================================================================================
 * On which days a schedule charges
 * ================================================================================================ */

/** On which days a schedule charges: every so many days, weeks or months, and on which days of them. */
typedef struct tillbook_recurrence {
    /** One of `tillbook_recurrence_kind`. */
    int32_t kind;
    /** The interval in days, weeks or months; 0 for 1. */
    uint32_t every;
    /**
     * With `TILLBOOK_RECURRENCE_WEEKLY` the days of the week, a bit for each: for example
     * `1u << TILLBOOK_WEEKDAY_MONDAY | 1u << TILLBOOK_WEEKDAY_FRIDAY`. Else 0.
     */
    uint32_t weekdays;
    /**
     * With `TILLBOOK_RECURRENCE_MONTHLY_ON_DAYS` the days of the month, a bit for each: for example `1u << 1 | 1u << 31`.
     * Else 0.
     */
    uint32_t days_of_month;
    /**
     * With `TILLBOOK_RECURRENCE_MONTHLY_ON_WEEKDAY` which of the month's equal weekdays, one of `tillbook_ordinal`.
     * Else 0.
     */
    int32_t ordinal;
    /** With `TILLBOOK_RECURRENCE_MONTHLY_ON_WEEKDAY` the weekday, one of `tillbook_weekday`. Else 0. */
    int32_t weekday;
} tillbook_recurrence;

/* ================================================================================================
 * Schedules as a host reads them
 * ================================================================================================ */

/**
 * What a schedule is. Texts are borrowed: they stay valid until the schedule is freed. Times are milliseconds since
 * 1970-01-01 UTC.
 */
typedef struct tillbook_schedule_fields {
    /** `sizeof(tillbook_schedule_fields)`; set by `TILLBOOK_SCHEDULE_FIELDS_INIT`. */
    uint32_t struct_size;
    /** Where it stands in its life, one of `tillbook_schedule_status`. */
    int32_t status;
    /** The provider's identifier. */
    tillbook_str id;
    /** When it was made. */
    int64_t created_at;
    /** On which days it charges. */
    tillbook_recurrence recurrence;
    /** The first day that may be charged. */
    tillbook_date start_on;
    /** The last day that may be charged. */
    tillbook_date end_on;
    /** The last date that was charged, failed or skipped, every earlier one too; all zero before the first. */
    tillbook_date processed_through;
    /** Who makes the charges, one of `tillbook_charging`. */
    int32_t charging;
    /** How many occurrences failed one after the other, up to now. */
    uint64_t failures_in_a_row;
    /** The provider's identifier of what is charged. */
    tillbook_str charge;
    /** The id of the customer. */
    tillbook_str customer;
    /** Amount in the currency's smallest unit. */
    int64_t amount;
    /** ISO 4217 code, upper case. */
    tillbook_str currency;
    /** The id of the card; nothing for the customer's default card at the time of each charge. */
    tillbook_str card;
    /** Description of the charge. */
    tillbook_str description;
    /** The integrator's own data, a JSON object; `{}` when there is none. */
    tillbook_str metadata;
    /** When it was suspended after repeated failures; else `TILLBOOK_NEVER`. */
    int64_t suspended_at;
    /** When it was deleted; else `TILLBOOK_NEVER`. */
    int64_t deleted_at;
    /** When it came to its end, by whichever cause; before that `TILLBOOK_NEVER`. */
    int64_t ended_at;
} tillbook_schedule_fields;

/** What every `tillbook_schedule_fields` begins as: its size, and nothing else. */
#define TILLBOOK_SCHEDULE_FIELDS_INIT \
    {sizeof(tillbook_schedule_fields), 0, {NULL, 0}, 0, {0, 0, 0, 0, 0, 0}, {0, 0, 0}, {0, 0, \
    0}, {0, 0, 0}, 0, 0, {NULL, 0}, {NULL, 0}, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
    0, 0, 0}

/**
 * Takes a schedule out of a list of schedules.
 *
 * @param list   a list of schedules
 * @param index   its place, from 0
 * @param[out] schedule   receives the schedule, to be freed by `tillbook_schedule_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
 *         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_schedule(const tillbook_list *list,
                               size_t index,
                               tillbook_schedule **schedule,
                               tillbook_error **error);

/**
 * Reads what a schedule is.
 *
 * @param schedule   the schedule
 * @param[out] fields   receives it, texts borrowed from the schedule; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         schedule was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedule_read(const tillbook_schedule *schedule,
                               tillbook_schedule_fields *fields);

/**
 * Reads the dates of a schedule that are still to come or due, the earliest first: at most 30, and none of one that has
 * expired, was suspended or deleted.
 *
 * @param schedule   the schedule
 * @param[out] dates   an array that receives as many of them as fit; NULL when `capacity` is 0
 * @param capacity   how many dates `dates` has room for
 * @param[out] count   receives how many dates were written
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `dates` or `count`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`
 *         when the schedule was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedule_next_dates(const tillbook_schedule *schedule,
                                     tillbook_date *dates,
                                     size_t capacity,
                                     size_t *count);

/**
 * Takes one more reference to a schedule, to be given back by `tillbook_schedule_free`: for a second owner.
 *
 * @param schedule   the schedule
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
 */
int32_t tillbook_schedule_retain(tillbook_schedule *schedule);

/**
 * Gives back a reference to a schedule; the last one frees it. NULL is left alone.
 *
 * @param schedule   the schedule, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedule_free(tillbook_schedule *schedule);

/* ================================================================================================
 * What a schedule is made from, and what may change of it
 * ================================================================================================ */

/**
 * What a new schedule is made from. Set it to `TILLBOOK_NEW_SCHEDULE_INIT`, then customer, amount, currency, recurrence
 * and last day, and what else differs.
 */
typedef struct tillbook_new_schedule {
    /** `sizeof(tillbook_new_schedule)`; set by `TILLBOOK_NEW_SCHEDULE_INIT`. */
    uint32_t struct_size;
    /** Who makes the charges, one of `tillbook_charging`; 0 for the host. */
    int32_t charging;
    /** The id of the customer to charge. */
    tillbook_str customer;
    /** Amount in the currency's smallest unit, above 0. */
    int64_t amount;
    /** ISO 4217 code in any case, for example `THB`. */
    tillbook_str currency;
    /** The id of the card to charge; nothing for the customer's default card at the time of each charge. */
    tillbook_str card;
    /** Description of the charge. */
    tillbook_str description;
    /** The integrator's own data, a JSON object. */
    tillbook_str metadata;
    /** On which days it charges. */
    tillbook_recurrence recurrence;
    /** The first day; all zero for today. */
    tillbook_date start_on;
    /** The last day, included. */
    tillbook_date end_on;
} tillbook_new_schedule;

/** What every `tillbook_new_schedule` begins as: its size, and nothing else. */
#define TILLBOOK_NEW_SCHEDULE_INIT \
    {sizeof(tillbook_new_schedule), 0, {NULL, 0}, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, \
    0}, {0, 0, 0, 0, 0, 0}, {0, 0, 0}, {0, 0, 0}}

/**
 * What is to change of a schedule. Set it to `TILLBOOK_SCHEDULE_UPDATE_INIT`, then what changes. Days and amount never
 * change: a new schedule takes their place.
 */
typedef struct tillbook_schedule_update {
    /** `sizeof(tillbook_schedule_update)`; set by `TILLBOOK_SCHEDULE_UPDATE_INIT`. */
    uint32_t struct_size;
    /** What is to be removed: 0 or `TILLBOOK_REMOVE_DESCRIPTION`. */
    uint32_t remove;
    /** Who makes the charges from now on, one of `tillbook_charging`; 0 as before. */
    int32_t charging;
    /** Always 0. */
    int32_t reserved;
    /** A new description of the charge; nothing as before. */
    tillbook_str description;
    /** New metadata of the charge, a JSON object in place of the present one; nothing as before. */
    tillbook_str metadata;
} tillbook_schedule_update;

/** What every `tillbook_schedule_update` begins as: its size, and nothing else. */
#define TILLBOOK_SCHEDULE_UPDATE_INIT \
    {sizeof(tillbook_schedule_update), 0, 0, 0, {NULL, 0}, {NULL, 0}}

/* ================================================================================================
 * The schedules of an account
 * ================================================================================================ */

/**
 * Creates a schedule of charges to a customer.
 *
 * @param account   the account
 * @param new_schedule   what it is made from
 * @param[out] schedule   receives the schedule, to be freed by `tillbook_schedule_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, or for a card that is not the customer's,
 *         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_create(const tillbook_account *account,
                                  const tillbook_new_schedule *new_schedule,
                                  tillbook_schedule **schedule,
                                  tillbook_error **error);

/**
 * Finds the schedule with an id; a deleted one stays.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] schedule   receives the schedule, to be freed by `tillbook_schedule_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_get(const tillbook_account *account,
                               tillbook_str id,
                               tillbook_schedule **schedule,
                               tillbook_error **error);

/**
 * Changes a schedule's description, metadata or who charges.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param update   what changes
 * @param[out] schedule   receives the schedule as it is now, to be freed by `tillbook_schedule_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_CONFLICT` when it is deleted, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_update(const tillbook_account *account,
                                  tillbook_str id,
                                  const tillbook_schedule_update *update,
                                  tillbook_schedule **schedule,
                                  tillbook_error **error);

/**
 * Deletes a schedule: nothing of it falls due any more, and it stays to be looked at. Deleting it again changes nothing.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] schedule   receives the schedule as it is now, to be freed by `tillbook_schedule_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_delete(const tillbook_account *account,
                                  tillbook_str id,
                                  tillbook_schedule **schedule,
                                  tillbook_error **error);

/**
 * A page of the account's schedules, deleted ones included.
 *
 * @param account   the account
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param[out] schedules   receives a list of schedules, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_list(const tillbook_account *account,
                                const tillbook_list_query *query,
                                tillbook_list **schedules,
                                tillbook_error **error);

/**
 * A page of the schedules that charge a customer, deleted ones included.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param[out] schedules   receives a list of schedules, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_list_of(const tillbook_account *account,
                                   tillbook_str customer,
                                   const tillbook_list_query *query,
                                   tillbook_list **schedules,
                                   tillbook_error **error);

/* ================================================================================================
 * Charges that are due
 * ================================================================================================ */

/** What is to be charged. Texts are borrowed: they stay valid until the due charge is freed. */
typedef struct tillbook_due_fields {
    /** `sizeof(tillbook_due_fields)`; set by `TILLBOOK_DUE_FIELDS_INIT`. */
    uint32_t struct_size;
    /** The date of the schedule that is due. */
    tillbook_date scheduled_on;
    /** The id of the schedule. */
    tillbook_str schedule;
    /** 1 for the first try, 2 and 3 for the retries after failures. */
    uint64_t attempt;
    /** The id of the customer to charge. */
    tillbook_str customer;
    /**
     * The id of the card to charge: the one the schedule names, or the customer's default card now. Nothing when the
     * customer has none.
     */
    tillbook_str card;
    /** Amount in the currency's smallest unit. */
    int64_t amount;
    /** ISO 4217 code, upper case. */
    tillbook_str currency;
} tillbook_due_fields;

/** What every `tillbook_due_fields` begins as: its size, and nothing else. */
#define TILLBOOK_DUE_FIELDS_INIT \
    {sizeof(tillbook_due_fields), {0, 0, 0}, {NULL, 0}, 0, {NULL, 0}, {NULL, 0}, 0, {NULL, 0}}

/**
 * The charges that the host is to make by a time, the longest due first.
 *
 * Nothing is recorded: a charge stays due until `tillbook_schedules_record` is told what came of it. What
 * `TILLBOOK_CHARGING_SIMULATED` charges is not among them.
 *
 * @param account   the account
 * @param at   the time in milliseconds since 1970-01-01 UTC, usually the time now
 * @param limit   how many to return at most; 0 for 20; more than 10000 are not given at once, the others once these are
 *                recorded
 * @param[out] dues   receives a list of due charges, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `dues`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_due(const tillbook_account *account,
                               int64_t at,
                               uint64_t limit,
                               tillbook_list **dues,
                               tillbook_error **error);

/**
 * Takes a due charge out of a list of due charges.
 *
 * @param list   a list of due charges
 * @param index   its place, from 0
 * @param[out] due   receives the due charge, to be freed by `tillbook_due_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
 *         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_due(const tillbook_list *list,
                          size_t index,
                          tillbook_due **due,
                          tillbook_error **error);

/**
 * Reads what is to be charged.
 *
 * @param due   the due charge
 * @param[out] fields   receives it, texts borrowed from the due charge; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         due charge was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_due_read(const tillbook_due *due,
                          tillbook_due_fields *fields);

/**
 * Takes one more reference to a due charge, to be given back by `tillbook_due_free`: for a second owner.
 *
 * @param due   the due charge
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
 */
int32_t tillbook_due_retain(tillbook_due *due);

/**
 * Gives back a reference to a due charge; the last one frees it. NULL is left alone.
 *
 * @param due   the due charge, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_due_free(tillbook_due *due);

/* ================================================================================================
 * What came of the dates of a schedule, as a host reads it
 * ================================================================================================ */

/**
 * What an occurrence is. Texts are borrowed: they stay valid until the occurrence is freed. Times are milliseconds since
 * 1970-01-01 UTC.
 */
typedef struct tillbook_occurrence_fields {
    /** `sizeof(tillbook_occurrence_fields)`; set by `TILLBOOK_OCCURRENCE_FIELDS_INIT`. */
    uint32_t struct_size;
    /** What came of it, one of `tillbook_occurrence_status`. */
    int32_t status;
    /** The provider's identifier. */
    tillbook_str id;
    /** The id of the schedule. */
    tillbook_str schedule;
    /** When it was first processed. */
    int64_t created_at;
    /** When it was last tried. */
    int64_t processed_at;
    /** How often it was tried, at least 1. */
    uint64_t attempts;
    /** The date of the schedule that it is for. */
    tillbook_date scheduled_on;
    /** From which day on it is to be tried again; all zero when it is not. */
    tillbook_date retry_on;
    /** The id of the charge that was made. */
    tillbook_str charge;
    /** Why it failed or was skipped. */
    tillbook_str message;
} tillbook_occurrence_fields;

/** What every `tillbook_occurrence_fields` begins as: its size, and nothing else. */
#define TILLBOOK_OCCURRENCE_FIELDS_INIT \
    {sizeof(tillbook_occurrence_fields), 0, {NULL, 0}, {NULL, 0}, 0, 0, 0, {0, 0, 0}, {0, 0, \
    0}, {NULL, 0}, {NULL, 0}}

/**
 * Takes an occurrence out of a list of occurrences.
 *
 * @param list   a list of occurrences
 * @param index   its place, from 0
 * @param[out] occurrence   receives the occurrence, to be freed by `tillbook_occurrence_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
 *         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_occurrence(const tillbook_list *list,
                                 size_t index,
                                 tillbook_occurrence **occurrence,
                                 tillbook_error **error);

/**
 * Reads what an occurrence is.
 *
 * @param occurrence   the occurrence
 * @param[out] fields   receives it, texts borrowed from the occurrence; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         occurrence was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_occurrence_read(const tillbook_occurrence *occurrence,
                                 tillbook_occurrence_fields *fields);

/**
 * Takes one more reference to an occurrence, to be given back by `tillbook_occurrence_free`: for a second owner.
 *
 * @param occurrence   the occurrence
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
 */
int32_t tillbook_occurrence_retain(tillbook_occurrence *occurrence);

/**
 * Gives back a reference to an occurrence; the last one frees it. NULL is left alone.
 *
 * @param occurrence   the occurrence, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_occurrence_free(tillbook_occurrence *occurrence);

/* ================================================================================================
 * What came of the dates of an account's schedules: looked at, and recorded
 * ================================================================================================ */

/**
 * A page of a schedule's occurrences.
 *
 * @param account   the account
 * @param schedule   the schedule's identifier
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param[out] occurrences   receives a list of occurrences, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the schedule, `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_occurrences(const tillbook_account *account,
                                       tillbook_str schedule,
                                       const tillbook_list_query *query,
                                       tillbook_list **occurrences,
                                       tillbook_error **error);

/**
 * Finds the occurrence with an id.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] occurrence   receives the occurrence, to be freed by `tillbook_occurrence_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_occurrence(const tillbook_account *account,
                                      tillbook_str id,
                                      tillbook_occurrence **occurrence,
                                      tillbook_error **error);

/**
 * Records what came of a due charge.
 *
 * Dates are first recorded in order. A failed charge is due again on the next day, at most twice; three occurrences that
 * failed for good, one after the other, suspend the schedule.
 *
 * @param account   the account
 * @param schedule   the schedule's identifier
 * @param scheduled_on   the date of the schedule, as `tillbook_due_fields` has it
 * @param outcome   what came of it, one of `tillbook_occurrence_status`
 * @param charge   with `TILLBOOK_OCCURRENCE_SUCCESSFUL` the provider's id of the charge; nothing to have one made up
 * @param message   with `TILLBOOK_OCCURRENCE_FAILED` or `TILLBOOK_OCCURRENCE_SKIPPED` why; may be nothing
 * @param[out] occurrence   receives the occurrence, to be freed by `tillbook_occurrence_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the schedule, `TILLBOOK_INVALID_ARGUMENT` also for a date that is not the
 *         schedule's, `TILLBOOK_CONFLICT` for one that is not due or when an earlier one is not settled,
 *         `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_record(const tillbook_account *account,
                                  tillbook_str schedule,
                                  tillbook_date scheduled_on,
                                  int32_t outcome,
                                  tillbook_str charge,
                                  tillbook_str message,
                                  tillbook_occurrence **occurrence,
                                  tillbook_error **error);

/**
 * Records everything that fell due by now as successful, for schedules that `TILLBOOK_CHARGING_SIMULATED` charges.
 *
 * @param account   the account
 * @param[out] charged   receives how many charges that were
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `charged`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_schedules_simulate_due(const tillbook_account *account,
                                        uint64_t *charged,
                                        tillbook_error **error);

/* ================================================================================================
 * Tax identifiers as a host reads them
 * ================================================================================================ */

/**
 * What a tax identifier is. Texts are borrowed: they stay valid until the tax identifier is freed. Times are milliseconds
 * since 1970-01-01 UTC.
 */
typedef struct tillbook_tax_identifier_fields {
    /** `sizeof(tillbook_tax_identifier_fields)`; set by `TILLBOOK_TAX_IDENTIFIER_FIELDS_INIT`. */
    uint32_t struct_size;
    /** Where its verification stands, one of `tillbook_tax_identifier_state`. */
    int32_t state;
    /** The provider's identifier. */
    tillbook_str id;
    /** When it was made. */
    int64_t created_at;
    /** When it was last changed. */
    int64_t updated_at;
    /** The id of the customer it is attached to; nothing before. */
    tillbook_str customer;
    /** Its type: a country code in lower case, sometimes with a suffix. */
    tillbook_str kind;
    /** The number itself. */
    tillbook_str value;
    /** When it began to wait for verification; else `TILLBOOK_NEVER`. */
    int64_t pending_at;
    /** When it was verified; else `TILLBOOK_NEVER`. */
    int64_t verified_at;
    /** When it was found not to be valid; else `TILLBOOK_NEVER`. */
    int64_t not_valid_at;
    /** The name that the authority has. */
    tillbook_str verified_name;
    /** The address that the authority has. */
    tillbook_str verified_address;
} tillbook_tax_identifier_fields;

/** What every `tillbook_tax_identifier_fields` begins as: its size, and nothing else. */
#define TILLBOOK_TAX_IDENTIFIER_FIELDS_INIT \
    {sizeof(tillbook_tax_identifier_fields), 0, {NULL, 0}, 0, 0, {NULL, 0}, {NULL, 0}, {NULL, \
    0}, 0, 0, 0, {NULL, 0}, {NULL, 0}}

/**
 * Takes a tax identifier out of a list of tax identifiers.
 *
 * @param list   a list of tax identifiers
 * @param index   its place, from 0
 * @param[out] tax_identifier   receives the tax identifier, to be freed by `tillbook_tax_identifier_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
 *         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_tax_identifier(const tillbook_list *list,
                                     size_t index,
                                     tillbook_tax_identifier **tax_identifier,
                                     tillbook_error **error);

/**
 * Reads what a tax identifier is.
 *
 * @param tax_identifier   the tax identifier
 * @param[out] fields   receives it, texts borrowed from the tax identifier; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         tax identifier was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tax_identifier_read(const tillbook_tax_identifier *tax_identifier,
                                     tillbook_tax_identifier_fields *fields);

/**
 * Takes one more reference to a tax identifier, to be given back by `tillbook_tax_identifier_free`: for a second owner.
 *
 * @param tax_identifier   the tax identifier
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
 */
int32_t tillbook_tax_identifier_retain(tillbook_tax_identifier *tax_identifier);

/**
 * Gives back a reference to a tax identifier; the last one frees it. NULL is left alone.
 *
 * @param tax_identifier   the tax identifier, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tax_identifier_free(tillbook_tax_identifier *tax_identifier);

/* ================================================================================================
 * The tax identifiers of an account
 * ================================================================================================ */

/**
 * Says whether a tax identifier is wanted: 0 for no. Its texts are borrowed for the call alone. Called from the calling
 * thread only; it must not call the library, and must not leave by `longjmp` or an exception.
 */
typedef int32_t (*tillbook_keep_tax_identifier)(const tillbook_tax_identifier_fields *tax_identifier,
                                                void *user);

/**
 * Makes a tax identifier. It belongs to nobody until it is attached.
 *
 * @param account   the account
 * @param kind   its type, for example `de`
 * @param value   the number itself, without blanks
 * @param[out] tax_identifier   receives the tax identifier, to be freed by `tillbook_tax_identifier_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_UNSUPPORTED` with providers that keep none, `TILLBOOK_INVALID_ARGUMENT` also for a type
 *         that does not exist or a value that cannot be one, `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`,
 *         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tax_identifiers_create(const tillbook_account *account,
                                        tillbook_str kind,
                                        tillbook_str value,
                                        tillbook_tax_identifier **tax_identifier,
                                        tillbook_error **error);

/**
 * Finds the tax identifier with an id.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] tax_identifier   receives the tax identifier, to be freed by `tillbook_tax_identifier_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tax_identifiers_get(const tillbook_account *account,
                                     tillbook_str id,
                                     tillbook_tax_identifier **tax_identifier,
                                     tillbook_error **error);

/**
 * The tax identifiers of a customer, oldest first; none when there is no such customer.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param[out] tax_identifiers   receives a list of tax identifiers, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tax_identifiers_of(const tillbook_account *account,
                                    tillbook_str customer,
                                    tillbook_list **tax_identifiers,
                                    tillbook_error **error);

/**
 * A page of the account's tax identifiers.
 *
 * @param account   the account
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param[out] tax_identifiers   receives a list of tax identifiers, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tax_identifiers_list(const tillbook_account *account,
                                      const tillbook_list_query *query,
                                      tillbook_list **tax_identifiers,
                                      tillbook_error **error);

/**
 * Those of the account's tax identifiers that are chosen one by one: among all, among those with some ids, or among those
 * of a customer.
 *
 * @param account   the account
 * @param query   which part of the chosen ones, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param ids   an array of `count` ids to look among, of which an unknown one is passed over; NULL for all
 * @param count   how many ids there are; 0 when `ids` is NULL
 * @param customer   the id of the customer to look among; nothing for all; not together with `ids`
 * @param keep   says which are wanted; NULL for all of them
 * @param user   handed to `keep`
 * @param[out] tax_identifiers   receives a list of tax identifiers, to be freed by `tillbook_list_free`; its `total` is 0,
 *                               for they are not counted
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tax_identifiers_select(const tillbook_account *account,
                                        const tillbook_list_query *query,
                                        const tillbook_str *ids,
                                        size_t count,
                                        tillbook_str customer,
                                        tillbook_keep_tax_identifier keep,
                                        void *user,
                                        tillbook_list **tax_identifiers,
                                        tillbook_error **error);

/**
 * Attaches a tax identifier to a customer, in whatever state it is. Attaching it again changes nothing.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param id   the identifier of the tax identifier
 * @param[out] tax_identifier   receives the tax identifier as it is now, to be freed by `tillbook_tax_identifier_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer or the tax identifier, `TILLBOOK_DELETED` for the customer,
 *         `TILLBOOK_CONFLICT` when it is another customer's or the customer has one of its type,
 *         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tax_identifiers_attach(const tillbook_account *account,
                                        tillbook_str customer,
                                        tillbook_str id,
                                        tillbook_tax_identifier **tax_identifier,
                                        tillbook_error **error);

/**
 * Deletes a tax identifier; a customer that had it has it no more.
 *
 * @param account   the account
 * @param id   the identifier of the tax identifier
 * @param[out] tax_identifier   receives the tax identifier as it was, to be freed by `tillbook_tax_identifier_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_tax_identifiers_delete(const tillbook_account *account,
                                        tillbook_str id,
                                        tillbook_tax_identifier **tax_identifier,
                                        tillbook_error **error);

/* ================================================================================================
 * Movements of a customer's balance, as a host reads them
 * ================================================================================================ */

/**
 * What a movement of a balance is. Texts are borrowed: they stay valid until the movement is freed. Times are milliseconds
 * since 1970-01-01 UTC.
 */
typedef struct tillbook_ledger_entry_fields {
    /** `sizeof(tillbook_ledger_entry_fields)`; set by `TILLBOOK_LEDGER_ENTRY_FIELDS_INIT`. */
    uint32_t struct_size;
    /** Which balance, one of `tillbook_ledger`. */
    int32_t ledger;
    /** 1 when it took the place of everything before, else 0. */
    int32_t replaces;
    /** Always 0. */
    int32_t reserved;
    /** The identifier. */
    tillbook_str id;
    /** When it was made. */
    int64_t created_at;
    /** The id of the customer whose balance it is. */
    tillbook_str customer;
    /** What was added; negative when it was taken away. */
    int64_t value;
    /** The balance just after. */
    int64_t balance;
    /** Why, in the shop's words. */
    tillbook_str remarks;
    /** The sort of movement in the provider's word, for example `manual_credit`. */
    tillbook_str kind;
    /** When what was added ends; else `TILLBOOK_NEVER`. */
    int64_t expires_at;
    /** Who made it, in the provider's identifier. */
    tillbook_str performer;
    /** What sort of person that is, in the provider's word. */
    tillbook_str performer_kind;
} tillbook_ledger_entry_fields;

/** What every `tillbook_ledger_entry_fields` begins as: its size, and nothing else. */
#define TILLBOOK_LEDGER_ENTRY_FIELDS_INIT \
    {sizeof(tillbook_ledger_entry_fields), 0, 0, 0, {NULL, 0}, 0, {NULL, 0}, 0, 0, {NULL, 0}, \
    {NULL, 0}, 0, {NULL, 0}, {NULL, 0}}

/**
 * Takes a movement out of a list of movements.
 *
 * @param list   a list of movements
 * @param index   its place, from 0
 * @param[out] ledger_entry   receives the movement, to be freed by `tillbook_ledger_entry_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_IO` when there is no memory
 *         for one more handle, `TILLBOOK_INVALID_HANDLE` also for a list of something else, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_ledger_entry(const tillbook_list *list,
                                   size_t index,
                                   tillbook_ledger_entry **ledger_entry,
                                   tillbook_error **error);

/**
 * Reads what a movement is.
 *
 * @param ledger_entry   the movement
 * @param[out] fields   receives it, texts borrowed from the movement; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         movement was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_ledger_entry_read(const tillbook_ledger_entry *ledger_entry,
                                   tillbook_ledger_entry_fields *fields);

/**
 * Takes one more reference to a movement, to be given back by `tillbook_ledger_entry_free`: for a second owner.
 *
 * @param ledger_entry   the movement
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`, `TILLBOOK_INVALID_ARGUMENT` when it has a million references
 */
int32_t tillbook_ledger_entry_retain(tillbook_ledger_entry *ledger_entry);

/**
 * Gives back a reference to a movement; the last one frees it. NULL is left alone.
 *
 * @param ledger_entry   the movement, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_ledger_entry_free(tillbook_ledger_entry *ledger_entry);

/* ================================================================================================
 * The balances of an account's customers
 * ================================================================================================ */

/**
 * A movement of a balance that is wanted. Set it to `TILLBOOK_NEW_LEDGER_ENTRY_INIT`, then value, remarks, and what else
 * differs.
 */
typedef struct tillbook_new_ledger_entry {
    /** `sizeof(tillbook_new_ledger_entry)`; set by `TILLBOOK_NEW_LEDGER_ENTRY_INIT`. */
    uint32_t struct_size;
    /** 1 when it takes the place of everything before, else 0. */
    int32_t replaces;
    /** What is to be added; negative to take away. */
    int64_t value;
    /** When what is added ends, in milliseconds since 1970-01-01 UTC; 0 or `TILLBOOK_NEVER` for never. */
    int64_t expires_at;
    /** Why, in the shop's words. */
    tillbook_str remarks;
    /**
     * The sort of movement in the provider's word, for example `manual_credit`; nothing for the provider's usual one.
     */
    tillbook_str kind;
    /** Who makes it, in the provider's identifier. */
    tillbook_str performer;
    /** What sort of person that is, in the provider's word. */
    tillbook_str performer_kind;
} tillbook_new_ledger_entry;

/** What every `tillbook_new_ledger_entry` begins as: its size, and nothing else. */
#define TILLBOOK_NEW_LEDGER_ENTRY_INIT \
    {sizeof(tillbook_new_ledger_entry), 0, 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}}

/**
 * Moves a balance of a customer.
 *
 * What is added counts until it ends, by the clock; what is taken away comes from what ends first.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param ledger   which balance, one of `tillbook_ledger`
 * @param new_ledger_entry   the movement that is wanted
 * @param[out] ledger_entry   receives the movement, to be freed by `tillbook_ledger_entry_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` or `TILLBOOK_DELETED` for the customer, `TILLBOOK_UNSUPPORTED` where the
 *         provider has no such balance, `TILLBOOK_INVALID_ARGUMENT` also for what its limits forbid,
 *         `TILLBOOK_TOO_LARGE`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_ledgers_post(const tillbook_account *account,
                              tillbook_str customer,
                              int32_t ledger,
                              const tillbook_new_ledger_entry *new_ledger_entry,
                              tillbook_ledger_entry **ledger_entry,
                              tillbook_error **error);

/**
 * Records what has ended of a customer's balance since its last movement. It no longer counts even before.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param ledger   which balance, one of `tillbook_ledger`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` or `TILLBOOK_DELETED` for the customer, `TILLBOOK_UNSUPPORTED` where the
 *         provider has no such balance, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_READ_ONLY`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_ledgers_end_due(const tillbook_account *account,
                                 tillbook_str customer,
                                 int32_t ledger,
                                 tillbook_error **error);

/**
 * What a balance of a customer comes to now.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param ledger   which balance, one of `tillbook_ledger`
 * @param[out] balance   receives the balance
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `TILLBOOK_UNSUPPORTED` where the provider has no such
 *         balance, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_ledgers_balance(const tillbook_account *account,
                                 tillbook_str customer,
                                 int32_t ledger,
                                 int64_t *balance,
                                 tillbook_error **error);

/**
 * A page of the movements of a customer's balance.
 *
 * @param account   the account
 * @param customer   the customer's identifier
 * @param ledger   which balance, one of `tillbook_ledger`
 * @param query   which part of the list, the next one by `after` or `offset`; NULL for the first 20, oldest first
 * @param[out] ledger_entries   receives a list of movements, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for the customer, `after` or `before`, `TILLBOOK_UNSUPPORTED` where the
 *         provider has no such balance, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_ledgers_list(const tillbook_account *account,
                              tillbook_str customer,
                              int32_t ledger,
                              const tillbook_list_query *query,
                              tillbook_list **ledger_entries,
                              tillbook_error **error);

/* ================================================================================================
 * A provider's own requests, answered in process
 * ================================================================================================ */

/** A header of a request or of an answer. */
typedef struct tillbook_header {
    /** Its name, in any case. */
    tillbook_str name;
    /** Its value. */
    tillbook_str value;
} tillbook_header;

/** A request to a provider's REST interface. Set it to `TILLBOOK_REQUEST_INIT`, then what it asks. */
typedef struct tillbook_request {
    /** `sizeof(tillbook_request)`; set by `TILLBOOK_REQUEST_INIT`. */
    uint32_t struct_size;
    /** Which of the account's keys the caller holds, one of `tillbook_key`; 0 for the secret key. */
    int32_t key;
    /** The method, for example `POST`, in any case. */
    tillbook_str method;
    /** The path, with the query after a `?`; with or without the prefix that it has over HTTP, such as `/v2`. */
    tillbook_str path;
    /** An array of `header_count` headers; NULL for none. */
    const tillbook_header *headers;
    /** How many headers there are. */
    size_t header_count;
    /**
     * The body as the `Content-Type` header says; nothing for none. It may hold a card number: the library wipes its copy,
     * the caller wipes its own.
     */
    tillbook_str body;
} tillbook_request;

/** What every `tillbook_request` begins as: its size, and nothing else. */
#define TILLBOOK_REQUEST_INIT \
    {sizeof(tillbook_request), 0, {NULL, 0}, {NULL, 0}, NULL, 0, {NULL, 0}}

/** What a provider answers. The body is borrowed: it stays valid until the answer is freed. */
typedef struct tillbook_response_fields {
    /** `sizeof(tillbook_response_fields)`; set by `TILLBOOK_RESPONSE_FIELDS_INIT`. */
    uint32_t struct_size;
    /** The status of HTTP, for example 200 or 404. */
    int32_t status;
    /** How many headers it has; `tillbook_response_header` reads them. */
    size_t header_count;
    /** The body; JSON with most answers, empty where there is none. */
    tillbook_str body;
} tillbook_response_fields;

/** What every `tillbook_response_fields` begins as: its size, and nothing else. */
#define TILLBOOK_RESPONSE_FIELDS_INIT \
    {sizeof(tillbook_response_fields), 0, 0, {NULL, 0}}

/**
 * Answers a request as the provider's own REST interface does, error bodies included.
 *
 * Nothing is sent anywhere. What the provider refuses is an answer like any other, with its status and body: then the
 * call itself went well. Only when the store itself fails is there no answer, and the status says what failed. What falls due of a schedule that is made here is charged by pretence.
 *
 * @param account   the account
 * @param request   what is asked
 * @param[out] response   receives the answer, to be freed by `tillbook_response_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for a request that could not be sent, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_call(const tillbook_account *account,
                      const tillbook_request *request,
                      tillbook_response **response,
                      tillbook_error **error);

/**
 * Reads what a provider answers.
 *
 * @param response   the answer
 * @param[out] fields   receives it, the body borrowed from the answer; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         answer was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_response_read(const tillbook_response *response,
                               tillbook_response_fields *fields);

/**
 * Reads one header of a provider's answer.
 *
 * @param response   the answer
 * @param index   which one, from 0 to `header_count` - 1
 * @param[out] name   receives its name, borrowed from the answer
 * @param[out] value   receives its value, borrowed from the answer
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `name` or `value`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the answer was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_response_header(const tillbook_response *response,
                                 size_t index,
                                 tillbook_str *name,
                                 tillbook_str *value);

/**
 * Frees a provider's answer. NULL is left alone.
 *
 * @param response   the answer, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_response_free(tillbook_response *response);

/* ================================================================================================
 * How far long work has come, told to a host that can stop it
 * ================================================================================================ */

/** How far long work has come. What is counted stands at the function that does the work. */
typedef struct tillbook_progress_fields {
    /** The size of what follows and of itself, as the library that calls knows it. */
    uint32_t struct_size;
    /** Nothing yet: 0. */
    uint32_t reserved;
    /** How much is done. */
    uint64_t done;
    /** How much there is. */
    uint64_t total;
    /** Rows of a file that were decided so far, refused ones included; 0 for work that is no import. */
    uint64_t rows;
    /** What is being worked on, such as the name of a table; nothing where there is only one thing to do. */
    tillbook_str step;
} tillbook_progress_fields;

/** What every `tillbook_progress_fields` begins as: its size, and nothing else. */
#define TILLBOOK_PROGRESS_FIELDS_INIT \
    {sizeof(tillbook_progress_fields), 0, 0, 0, 0, {NULL, 0}}

/**
 * Is told how far long work has come, and answers whether it goes on: 0 to go on, anything else to stop, upon which the
 * function that does the work returns `TILLBOOK_CANCELLED`.
 *
 * Called from the thread that called that function, and from no other. `progress` and its text are valid until it
 * returns. It must not call the library, which answers `TILLBOOK_REENTRANT`, must neither throw nor `longjmp`, and a child
 * to which it forks must not come back from it: such a child is aborted.
 */
typedef int32_t (*tillbook_progress)(const struct tillbook_progress_fields *progress, void *user);

/* ================================================================================================
 * Bringing in customers from files, on the disk or in memory
 * ================================================================================================ */

/** How a file is imported. Set it to `TILLBOOK_IMPORT_OPTIONS_INIT`, then what differs. */
typedef struct tillbook_import_options {
    /** `sizeof(tillbook_import_options)`; set by `TILLBOOK_IMPORT_OPTIONS_INIT`. */
    uint32_t struct_size;
    /** 1 to make every decision and change nothing; other writes wait until it is over. */
    int32_t dry_run;
    /** How many rows become durable together at most; 0 for as many as the memory holds. Other writes wait for them. */
    uint64_t rows_at_once;
    /**
     * The most bytes of memory that hold what is to be written, beside the store's own cache; 0 for 256 MiB, which suffice
     * for about 250,000 customers with a card each. The more of a file is held at once, the quicker the import, and the
     * smaller the store.
     */
    uint64_t memory_bytes;
} tillbook_import_options;

/** What every `tillbook_import_options` begins as: its size, and nothing else. */
#define TILLBOOK_IMPORT_OPTIONS_INIT {sizeof(tillbook_import_options), 0, 0, 0}

/** What came of an import as a whole. Texts are borrowed: they stay valid until the report is freed. */
typedef struct tillbook_import_report_fields {
    /** `sizeof(tillbook_import_report_fields)`; set by `TILLBOOK_IMPORT_REPORT_FIELDS_INIT`. */
    uint32_t struct_size;
    /** The encoding that the file was found to have, one of `tillbook_encoding`. */
    int32_t encoding;
    /** Rows that were decided, refused ones included. */
    uint64_t rows;
    /** Customers that are new. */
    uint64_t created;
    /** Customers that were there and differed. */
    uint64_t updated;
    /** Customers that were there and did not differ. */
    uint64_t unchanged;
    /** How many rows were refused. */
    uint64_t refused;
    /** How many refusals the report holds, at most 1000; `tillbook_import_report_refusal` reads them. */
    uint64_t refusal_count;
    /** How many different warnings the report holds, at most 1000; `tillbook_import_report_warning` reads them. */
    uint64_t warning_count;
    /** How many further warnings it does not hold. */
    uint64_t more_warnings;
    /** All of it as JSON, as `tillbook import --json` prints it. */
    tillbook_str json;
} tillbook_import_report_fields;

/** What every `tillbook_import_report_fields` begins as: its size, and nothing else. */
#define TILLBOOK_IMPORT_REPORT_FIELDS_INIT \
    {sizeof(tillbook_import_report_fields), 0, 0, 0, 0, 0, 0, 0, 0, 0, {NULL, 0}}

/**
 * Imports the customers of a CSV, JSON or JSONL file into an account; the format follows from the ending of the file's
 * name, else from how it begins.
 *
 * A row is the same customer as the one with its id, or else with its merchant_customer_id. What it gives takes the place
 * of what was there, and what it leaves out stays. A row that cannot be taken is refused on its own, with its line and the
 * reason. Rows become durable in groups, each as large as the options allow: a whole file, mostly. When the import fails
 * or is stopped in between, the earlier groups stay, and importing the file again takes up where it ended. Other writes
 * wait while a group is read and written.
 *
 * @param account   the account
 * @param path   where the file lies; UTF-8
 * @param options   how to import it; NULL for the defaults
 * @param progress   is told each few thousand rows: the bytes of the file, and in `rows` how many rows were decided; or,
 *                   where `step` is `writing`, how many rows of the tables are written of those that are held in memory;
 *                   NULL for nobody
 * @param user   handed to `progress`
 * @param[out] report   receives what came of it, to be freed by `tillbook_import_report_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, also when rows were refused, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT`, also for a file
 *         that is no table and no JSON, `TILLBOOK_READ_ONLY`, `TILLBOOK_IO`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_import(const tillbook_account *account,
                                  tillbook_str path,
                                  const tillbook_import_options *options,
                                  tillbook_progress progress,
                                  void *user,
                                  tillbook_import_report **report,
                                  tillbook_error **error);

/**
 * Imports customers as `tillbook_customers_import` does, from the bytes of a file that lies in memory; the format follows
 * from how they begin.
 *
 * @param account   the account
 * @param bytes   the bytes, as the file has them, in whatever encoding; they stay as they are until the call returns
 * @param options   how to import them; NULL for the defaults
 * @param progress   is told as by `tillbook_customers_import`; NULL for nobody
 * @param user   handed to `progress`
 * @param[out] report   receives what came of it, to be freed by `tillbook_import_report_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, also when rows were refused, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT`, also for bytes
 *         that are no table and no JSON, `TILLBOOK_READ_ONLY`, `TILLBOOK_IO`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_import_from(const tillbook_account *account,
                                       tillbook_str bytes,
                                       const tillbook_import_options *options,
                                       tillbook_progress progress,
                                       void *user,
                                       tillbook_import_report **report,
                                       tillbook_error **error);

/**
 * Reads what came of an import as a whole.
 *
 * @param report   the report
 * @param[out] fields   receives it, texts borrowed from the report; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_import_report_read(const tillbook_import_report *report,
                                    tillbook_import_report_fields *fields);

/**
 * Reads which row of a file was refused, and why.
 *
 * @param report   the report
 * @param index   which refusal, from 0 to `refusal_count` - 1, in the file's order
 * @param[out] line   receives the line on which the row begins, from 1
 * @param[out] reason   receives a clause that says what is wrong, borrowed from the report; never card data
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, or when `line` or `reason` is NULL,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_import_report_refusal(const tillbook_import_report *report,
                                       size_t index,
                                       uint64_t *line,
                                       tillbook_str *reason);

/**
 * Reads what was left out or changed by an import although its row was taken.
 *
 * @param report   the report
 * @param index   which warning, from 0 to `warning_count` - 1, in the order in which they were met first
 * @param[out] line   receives the line where it was met first, from 1
 * @param[out] times   receives how many times it was met
 * @param[out] reason   receives one sentence, borrowed from the report; never card data
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, or when an output is NULL,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_import_report_warning(const tillbook_import_report *report,
                                       size_t index,
                                       uint64_t *line,
                                       uint64_t *times,
                                       tillbook_str *reason);

/**
 * Frees a report. NULL is left alone.
 *
 * @param report   the report, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_import_report_free(tillbook_import_report *report);

/* ================================================================================================
 * Bringing out customers into files, or wherever else a host puts the bytes
 * ================================================================================================ */

/**
 * Takes the next bytes of an export, some thousand at a time, and answers whether it goes on: 0 to go on, anything else to
 * stop, upon which the export returns `TILLBOOK_CANCELLED` and calls nothing any more.
 *
 * Called from the thread that asked for the export, and from no other. `bytes` are valid until it returns. It must not
 * call the library, which answers `TILLBOOK_REENTRANT`, must neither throw nor `longjmp`, and a child to which it forks
 * must not come back from it: such a child is aborted.
 */
typedef int32_t (*tillbook_write)(tillbook_str bytes, void *user);

/**
 * Writes all customers of an account into a file that only its owner can read. The file takes its name once it is whole
 * and on the disk: an export that fails or is stopped spoils no earlier one and leaves nothing behind. A device or a pipe
 * takes the bytes as they come.
 *
 * @param account   the account
 * @param path   where the file is to be; UTF-8
 * @param format   one of `tillbook_export_format`
 * @param progress   is told the customers; NULL for nobody
 * @param user   handed to `progress`
 * @param[out] count   receives how many customers were written
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT`, also for the path of the store itself,
 *         `TILLBOOK_ALREADY_OPEN` while another export is written there, `TILLBOOK_IO`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_export(const tillbook_account *account,
                                  tillbook_str path,
                                  int32_t format,
                                  tillbook_progress progress,
                                  void *user,
                                  uint64_t *count,
                                  tillbook_error **error);

/**
 * Writes all customers of an account to wherever the host puts them.
 *
 * @param account   the account
 * @param format   one of `tillbook_export_format`
 * @param write   takes the bytes, in their order
 * @param progress   is told the customers; NULL for nobody
 * @param user   handed to `write` and to `progress`
 * @param[out] count   receives how many customers were written
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_CANCELLED` when `write` or `progress` stopped it, after which some bytes were written,
 *         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_IO`, `TILLBOOK_DAMAGED`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_export_to(const tillbook_account *account,
                                     int32_t format,
                                     tillbook_write write,
                                     tillbook_progress progress,
                                     void *user,
                                     uint64_t *count,
                                     tillbook_error **error);

/* ================================================================================================
 * Whether a store is sound
 * ================================================================================================ */

/** What a check found as a whole. Texts are borrowed: they stay valid until the report is freed. */
typedef struct tillbook_check_report_fields {
    /** `sizeof(tillbook_check_report_fields)`; set by `TILLBOOK_CHECK_REPORT_FIELDS_INIT`. */
    uint32_t struct_size;
    /** 1 when nothing is wrong, else 0. */
    int32_t sound;
    /** How many things are wrong altogether. */
    uint64_t total_findings;
    /** How many of them the report holds, at most 100; `tillbook_check_report_finding` reads them. */
    uint64_t finding_count;
    /** How many tables were walked; `tillbook_check_report_table` reads them. */
    uint64_t table_count;
    /** All of it as JSON, as `tillbook check --json` prints it. */
    tillbook_str json;
} tillbook_check_report_fields;

/** What every `tillbook_check_report_fields` begins as: its size, and nothing else. */
#define TILLBOOK_CHECK_REPORT_FIELDS_INIT \
    {sizeof(tillbook_check_report_fields), 0, 0, 0, 0, {NULL, 0}}

/** One thing that is wrong with a store. Texts are borrowed: they stay valid until the report is freed. */
typedef struct tillbook_finding_fields {
    /** `sizeof(tillbook_finding_fields)`; set by `TILLBOOK_FINDING_FIELDS_INIT`. */
    uint32_t struct_size;
    /** The provider of the account that it is in, one of `tillbook_provider`; 0 where that is not known. */
    int32_t provider;
    /** The mode of the account that it is in, one of `tillbook_mode`; 0 where that is not known. */
    int32_t mode;
    /** Nothing yet: 0. */
    uint32_t reserved;
    /** What sort of damage it is, for example `stray_entry`. */
    tillbook_str kind;
    /** A sentence that says where. It names records by their ids and holds no personal data. */
    tillbook_str message;
} tillbook_finding_fields;

/** What every `tillbook_finding_fields` begins as: its size, and nothing else. */
#define TILLBOOK_FINDING_FIELDS_INIT \
    {sizeof(tillbook_finding_fields), 0, 0, 0, {NULL, 0}, {NULL, 0}}

/**
 * Checks an open store as it is now, and says what is wrong. It changes nothing, and writes go on meanwhile; the file
 * grows with them, because the state that is checked is kept until the check is over. It takes some seconds for
 * 1,000,000 customers. Whether the file's pages are as they were written is seen by `tillbook_check_file` alone.
 *
 * @param store   an open store
 * @param progress   is told the rows of each table, `step` being the table's name; NULL for nobody
 * @param user   handed to `progress`
 * @param[out] report   receives what was found, to be freed by `tillbook_check_report_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, also when something was found, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT` when `report`
 *         is NULL, `TILLBOOK_DAMAGED` when a table cannot even be walked, `TILLBOOK_IO`, `TILLBOOK_POISONED`,
 *         `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_store_check(const tillbook_store *store,
                             tillbook_progress progress,
                             void *user,
                             tillbook_check_report **report,
                             tillbook_error **error);

/**
 * Checks a store that is not open: first that the file's pages are as they were written, then everything that
 * `tillbook_store_check` does. Pages that can be repaired are repaired, which may take the store back to the write before
 * the last, and are a finding; a file that cannot be opened for its damage is a finding too.
 *
 * @param path   where the store lies; UTF-8
 * @param progress   is told the rows of each table, `step` being the table's name, or `pages` at first; NULL for nobody
 * @param user   handed to `progress`
 * @param[out] report   receives what was found, to be freed by `tillbook_check_report_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, also when something was found, `TILLBOOK_CANCELLED`, `TILLBOOK_STORE_MISSING`,
 *         `TILLBOOK_NOT_A_STORE`, `TILLBOOK_NEWER_FORMAT`, `TILLBOOK_ALREADY_OPEN`, `TILLBOOK_INVALID_ARGUMENT`,
 *         `TILLBOOK_IO`, `TILLBOOK_PANICKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_check_file(tillbook_str path,
                            tillbook_progress progress,
                            void *user,
                            tillbook_check_report **report,
                            tillbook_error **error);

/**
 * Reads what a check found as a whole.
 *
 * @param report   the report
 * @param[out] fields   receives it, texts borrowed from the report; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_check_report_read(const tillbook_check_report *report,
                                   tillbook_check_report_fields *fields);

/**
 * Reads one thing that a check found.
 *
 * @param report   the report
 * @param index   which one, from 0 to `finding_count` - 1
 * @param[out] fields   receives it, texts borrowed from the report; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end or `fields`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED` when the report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_check_report_finding(const tillbook_check_report *report,
                                      size_t index,
                                      tillbook_finding_fields *fields);

/**
 * Reads how many rows one of the tables has that a check walked.
 *
 * @param report   the report
 * @param index   which table, from 0 to `table_count` - 1
 * @param[out] name   receives the table's name, valid as long as the library is loaded
 * @param[out] rows   receives how many rows it has
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, or when `name` or `rows` is NULL,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the report was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_check_report_table(const tillbook_check_report *report,
                                    size_t index,
                                    tillbook_str *name,
                                    uint64_t *rows);

/**
 * Frees a report. NULL is left alone.
 *
 * @param report   the report, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_check_report_free(tillbook_check_report *report);

/* ================================================================================================
 * The file as a whole: copying it while work goes on, and giving back what it no longer needs
 * ================================================================================================ */

/** What a backup wrote. */
typedef struct tillbook_backup_fields {
    /** `sizeof(tillbook_backup_fields)`; set by `TILLBOOK_BACKUP_FIELDS_INIT`. */
    uint32_t struct_size;
    /** Nothing yet: 0. */
    uint32_t reserved;
    /** Rows copied, of all tables together. */
    uint64_t rows;
    /** Bytes that the copy takes on the disk. */
    uint64_t bytes;
} tillbook_backup_fields;

/** What every `tillbook_backup_fields` begins as: its size, and nothing else. */
#define TILLBOOK_BACKUP_FIELDS_INIT {sizeof(tillbook_backup_fields), 0, 0, 0}

/** What compacting did to a file. */
typedef struct tillbook_compact_fields {
    /** `sizeof(tillbook_compact_fields)`; set by `TILLBOOK_COMPACT_FIELDS_INIT`. */
    uint32_t struct_size;
    /** Nothing yet: 0. */
    uint32_t reserved;
    /** Bytes on the disk before. */
    uint64_t bytes_before;
    /** Bytes on the disk after. */
    uint64_t bytes_after;
} tillbook_compact_fields;

/** What every `tillbook_compact_fields` begins as: its size, and nothing else. */
#define TILLBOOK_COMPACT_FIELDS_INIT {sizeof(tillbook_compact_fields), 0, 0, 0}

/**
 * Copies a store, as it is at this moment, into a new file that only its owner can read. Writes go on meanwhile and are
 * not in the copy. The copy is a store by itself; the key of the cards' fingerprints is not in it. It gets its name once
 * it is whole and on the disk: when the backup fails or is stopped, nothing is left of it.
 *
 * @param store   an open store
 * @param path   where the copy is to be, where there is nothing yet; UTF-8
 * @param progress   is told the rows of all tables together; NULL for nobody
 * @param user   handed to `progress`
 * @param[out] fields   receives what was written; set `fields->struct_size` first
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_CANCELLED`, `TILLBOOK_INVALID_ARGUMENT`, also for a path where there is something,
 *         `TILLBOOK_ALREADY_OPEN` when another backup is being written there, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_store_backup(const tillbook_store *store,
                              tillbook_str path,
                              tillbook_progress progress,
                              void *user,
                              tillbook_backup_fields *fields,
                              tillbook_error **error);

/**
 * Rewrites a store that is not open so that its file takes no more of the disk than its records need. Nothing else
 * changes. It takes about as long as copying the file several times; a kill meanwhile loses nothing, but the next
 * opening is slow then.
 *
 * @param path   where the store lies; UTF-8
 * @param[out] fields   receives the sizes; set `fields->struct_size` first
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_STORE_MISSING`, `TILLBOOK_NOT_A_STORE`, `TILLBOOK_NEWER_FORMAT`,
 *         `TILLBOOK_ALREADY_OPEN`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_PANICKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_compact(tillbook_str path,
                         tillbook_compact_fields *fields,
                         tillbook_error **error);

/* ================================================================================================
 * How much is in a store
 * ================================================================================================ */

/** What is in a store as a whole. Texts are borrowed: they stay valid until the statistics are freed. */
typedef struct tillbook_stat_fields {
    /** `sizeof(tillbook_stat_fields)`; set by `TILLBOOK_STAT_FIELDS_INIT`. */
    uint32_t struct_size;
    /** The version of the file's layout. */
    uint32_t format;
    /** The newest time that the store itself wrote, in milliseconds since 1970-01-01 UTC; 0 when it never wrote. */
    int64_t newest;
    /** The last number given out in the order of creation. */
    uint64_t sequence;
    /** Bytes that the file takes on the disk. */
    uint64_t allocated_bytes;
    /** Bytes that the file seems to have; more than it takes, for it has holes. */
    uint64_t apparent_bytes;
    /** How many accounts hold anything; `tillbook_stat_account` reads what each holds. */
    uint64_t account_count;
    /** Customers of all accounts, without those marked as deleted. */
    uint64_t customers;
    /** Customers of all accounts that are marked as deleted. */
    uint64_t deleted_customers;
    /** Cards of all accounts, those that stand alone included. */
    uint64_t cards;
    /** Tokens of all accounts, used ones included. */
    uint64_t tokens;
    /** Schedules of all accounts, destroyed ones included. */
    uint64_t schedules;
    /** Occurrences of schedules, of all accounts. */
    uint64_t occurrences;
    /** Tax identifiers of all accounts, those of nobody included. */
    uint64_t tax_identifiers;
    /** The store's own identifier: 32 hexadecimal digits. */
    tillbook_str store_id;
    /** All of it as JSON, as `tillbook stat --json` prints it: also what each account holds, and each index. */
    tillbook_str json;
    /**
     * 1 when the store has the indexes that searches by parts of names, telephone numbers and e-mail addresses go by.
     */
    int32_t search_indexes;
    /** 0. */
    uint32_t reserved;
} tillbook_stat_fields;

/** What every `tillbook_stat_fields` begins as: its size, and nothing else. */
#define TILLBOOK_STAT_FIELDS_INIT \
    {sizeof(tillbook_stat_fields), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {NULL, 0}, {NULL, 0}, \
    0, 0}

/** What one account of a store holds. */
typedef struct tillbook_account_stat_fields {
    /** `sizeof(tillbook_account_stat_fields)`; set by `TILLBOOK_ACCOUNT_STAT_FIELDS_INIT`. */
    uint32_t struct_size;
    /** The provider, one of `tillbook_provider`. */
    int32_t provider;
    /** Its test or live world, one of `tillbook_mode`. */
    int32_t mode;
    /** Nothing yet: 0. */
    uint32_t reserved;
    /** Customers, without those marked as deleted. */
    uint64_t customers;
    /** Customers that are marked as deleted. */
    uint64_t deleted_customers;
    /** Cards, those that stand alone included. */
    uint64_t cards;
    /** Tokens, used ones included. */
    uint64_t tokens;
    /** Schedules, destroyed ones included. */
    uint64_t schedules;
    /** Occurrences of schedules. */
    uint64_t occurrences;
    /** Tax identifiers, those of nobody included. */
    uint64_t tax_identifiers;
} tillbook_account_stat_fields;

/** What every `tillbook_account_stat_fields` begins as: its size, and nothing else. */
#define TILLBOOK_ACCOUNT_STAT_FIELDS_INIT \
    {sizeof(tillbook_account_stat_fields), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}

/**
 * Counts what is in a store. Not cheap: the indexes are counted entry by entry, about a second for 1,000,000 customers.
 *
 * @param store   an open store
 * @param[out] stat   receives the statistics, to be freed by `tillbook_stat_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` when `stat` is NULL, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_store_stat(const tillbook_store *store,
                            tillbook_stat **stat,
                            tillbook_error **error);

/**
 * Reads how much is in a store as a whole.
 *
 * @param stat   the statistics
 * @param[out] fields   receives it, texts borrowed from the statistics; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         statistics were freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_stat_read(const tillbook_stat *stat,
                           tillbook_stat_fields *fields);

/**
 * Reads what one account of a store holds.
 *
 * @param stat   the statistics
 * @param index   which account, from 0 to `account_count` - 1
 * @param[out] fields   receives it; set `fields->struct_size` first
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end or `fields`, `TILLBOOK_INVALID_HANDLE`,
 *         `TILLBOOK_CLOSED` when the statistics were freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_stat_account(const tillbook_stat *stat,
                              size_t index,
                              tillbook_account_stat_fields *fields);

/**
 * Frees statistics. NULL is left alone.
 *
 * @param stat   the statistics, or NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when they were freed before, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_stat_free(tillbook_stat *stat);

#ifdef __cplusplus
}
#endif

#endif /* TILLBOOK_H */
