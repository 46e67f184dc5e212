/*
 * Tillbook: an embedded customer store for point-of-sale terminals.
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
    /** The operating system refused to read or write. */
    TILLBOOK_IO = 305,
    /** An earlier failure left the store unusable until it is opened again. */
    TILLBOOK_POISONED = 306,
    /** A write failed while it was made durable: only opening the store again shows whether it is there. */
    TILLBOOK_OUTCOME_UNKNOWN = 307,
    /** The store was opened for reading alone. */
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

/** The two keys of an account, one of which a provider's request is made with. */
enum tillbook_key {
    /** The secret key. */
    TILLBOOK_KEY_SECRET = 1,
    /** The public key, which may only make tokens. */
    TILLBOOK_KEY_PUBLIC = 2
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

/** A provider's answer. It never changes. Any thread may read it. Freed by `tillbook_response_free`. */
typedef struct tillbook_response tillbook_response;

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
 * Opening and closing a store
 * ================================================================================================ */

/** Tells the time in milliseconds since 1970-01-01 UTC. Called from any thread; it must not call the library. */
typedef int64_t (*tillbook_clock)(void *user);

/** How to open a store. Set it to `TILLBOOK_OPEN_OPTIONS_INIT`, then what differs. */
typedef struct tillbook_open_options {
    /** `sizeof(tillbook_open_options)`; set by `TILLBOOK_OPEN_OPTIONS_INIT`. */
    uint32_t struct_size;
    /** 1 to fail with `TILLBOOK_STORE_MISSING` where there is no store, instead of creating one. */
    int32_t must_exist;
    /** The bound of the cache in bytes; 0 for 64 MiB. */
    uint64_t cache_bytes;
    /** The key of the cards' fingerprints, a secret text; nothing for one in a file beside the store. */
    tillbook_str fingerprint_key;
    /** Where the store takes its time from; NULL for the machine's clock. */
    tillbook_clock clock;
    /** Handed to `clock`. */
    void *clock_user;
} tillbook_open_options;

/** What every `tillbook_open_options` begins as: its size, and nothing else. */
#define TILLBOOK_OPEN_OPTIONS_INIT \
    {sizeof(tillbook_open_options), 0, 0, {NULL, 0}, NULL, NULL}

/**
 * Opens a store, creating it where it is missing.
 *
 * @param path   where it lies; ends in `.tillbook` by custom; UTF-8
 * @param options   how to open it; NULL for the defaults
 * @param[out] store   receives the store, to be closed by `tillbook_close`
 * @param[out] error   receives what went wrong, unless it is NULL; to be freed by `tillbook_error_free`
 * @return `TILLBOOK_OK`, `TILLBOOK_STORE_MISSING`, `TILLBOOK_NOT_A_STORE`, `TILLBOOK_NEWER_FORMAT`,
 *         `TILLBOOK_ALREADY_OPEN` while another process or handle has it, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_REENTRANT`
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
 * @return `TILLBOOK_OK`, `TILLBOOK_CLOSED` when it was closed before, be it by another thread at this moment,
 *         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_close(tillbook_store *store);

/* ================================================================================================
 * Accounts of a store
 * ================================================================================================ */

/**
 * An account of a store. It costs next to nothing: one may be made for a single call, or kept as long as the store.
 *
 * @param store   an open store
 * @param provider   one of `tillbook_provider`
 * @param mode   one of `tillbook_mode`
 * @param[out] account   receives the account, to be freed by `tillbook_account_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_account_open(const tillbook_store *store,
                              int32_t provider,
                              int32_t mode,
                              tillbook_account **account,
                              tillbook_error **error);

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
 * NULL stands for the first page, oldest first. Times are milliseconds since 1970-01-01 UTC.
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
    /** How many there are in all between `from` and `to`, whatever the page. */
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
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `TILLBOOK_INVALID_HANDLE` also for a list
 *         of something else, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_list_customer(const tillbook_list *list,
                               size_t index,
                               tillbook_customer **customer,
                               tillbook_error **error);

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
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
 *         customer was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
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
 * Customers of an account: finding them, and what is done to one by its id
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
 * @param[out] customers   an array with room for `count` customers, which receives each in the place of its id, and NULL
 *                         where there is no such customer; each to be freed by `tillbook_customer_free`. When the call
 *                         fails, there is NULL in every place
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
 * Reads a page of the account's customers, in the order in which they came to be. Its cost does not grow with `offset`.
 *
 * @param account   the account
 * @param query   which part of the list; NULL for the first 20, oldest first
 * @param[out] customers   receives a list of customers, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
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
 * @param query   which part of the list; NULL for the first 20, oldest first
 * @param[out] customers   receives a list of customers, to be freed by `tillbook_list_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND` for `after` or `before`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`,
 *         `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customers_expiring(const tillbook_account *account,
                                    int32_t month,
                                    int32_t year,
                                    const tillbook_list_query *query,
                                    tillbook_list **customers,
                                    tillbook_error **error);

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
 * Shows a customer as JSON: the provider's object, and under the key `tillbook` what that does not show. It is the line
 * that an export has for the customer.
 *
 * @param account   the account
 * @param id   the provider's identifier
 * @param[out] json   receives the text, to be freed by `tillbook_text_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`, `TILLBOOK_DAMAGED`, `TILLBOOK_IO`,
 *         `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`,
 *         `TILLBOOK_REENTRANT`
 */
int32_t tillbook_customer_json(const tillbook_account *account,
                               tillbook_str id,
                               tillbook_text **json,
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
 * call itself went well. What falls due of a schedule that is made here is charged by pretence.
 *
 * @param account   the account
 * @param request   what is asked
 * @param[out] response   receives the answer, to be freed by `tillbook_response_free`
 * @param[out] error   receives what went wrong, unless it is NULL
 * @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for a request that could not be sent, `TILLBOOK_PANICKED`,
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

#ifdef __cplusplus
}
#endif

#endif /* TILLBOOK_H */
