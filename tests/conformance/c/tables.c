/* Every field of every struct that is given or shown, as the header has them; a test compares the two. */
#include "fields.h"

#define NAMED(name, value) {name, value}
#define END_OF_GROUP {NULL, 0}

const number providers[] = {
    NAMED("omise", TILLBOOK_PROVIDER_OMISE),
    NAMED("komoju", TILLBOOK_PROVIDER_KOMOJU),
    NAMED("monri", TILLBOOK_PROVIDER_MONRI),
    NAMED("digital_river", TILLBOOK_PROVIDER_DIGITAL_RIVER),
    NAMED("shopline", TILLBOOK_PROVIDER_SHOPLINE),
    END_OF_GROUP,
};

const number modes[] = {NAMED("test", TILLBOOK_MODE_TEST), NAMED("live", TILLBOOK_MODE_LIVE), END_OF_GROUP};

const number keys[] = {NAMED("secret", TILLBOOK_KEY_SECRET), NAMED("public", TILLBOOK_KEY_PUBLIC), END_OF_GROUP};

static const number brands[] = {
    NAMED("visa", TILLBOOK_BRAND_VISA),
    NAMED("mastercard", TILLBOOK_BRAND_MASTERCARD),
    NAMED("american_express", TILLBOOK_BRAND_AMERICAN_EXPRESS),
    NAMED("jcb", TILLBOOK_BRAND_JCB),
    NAMED("diners_club", TILLBOOK_BRAND_DINERS_CLUB),
    NAMED("discover", TILLBOOK_BRAND_DISCOVER),
    NAMED("other", TILLBOOK_BRAND_OTHER),
    END_OF_GROUP,
};

static const number recurrence_kinds[] = {
    NAMED("daily", TILLBOOK_RECURRENCE_DAILY),
    NAMED("weekly", TILLBOOK_RECURRENCE_WEEKLY),
    NAMED("monthly_on_days", TILLBOOK_RECURRENCE_MONTHLY_ON_DAYS),
    NAMED("monthly_on_weekday", TILLBOOK_RECURRENCE_MONTHLY_ON_WEEKDAY),
    END_OF_GROUP,
};

static const number weekdays[] = {
    NAMED("monday", TILLBOOK_WEEKDAY_MONDAY),
    NAMED("tuesday", TILLBOOK_WEEKDAY_TUESDAY),
    NAMED("wednesday", TILLBOOK_WEEKDAY_WEDNESDAY),
    NAMED("thursday", TILLBOOK_WEEKDAY_THURSDAY),
    NAMED("friday", TILLBOOK_WEEKDAY_FRIDAY),
    NAMED("saturday", TILLBOOK_WEEKDAY_SATURDAY),
    NAMED("sunday", TILLBOOK_WEEKDAY_SUNDAY),
    END_OF_GROUP,
};

static const number ordinals[] = {
    NAMED("first", TILLBOOK_ORDINAL_FIRST),
    NAMED("second", TILLBOOK_ORDINAL_SECOND),
    NAMED("third", TILLBOOK_ORDINAL_THIRD),
    NAMED("fourth", TILLBOOK_ORDINAL_FOURTH),
    NAMED("last", TILLBOOK_ORDINAL_LAST),
    END_OF_GROUP,
};

static const number chargings[] = {
    NAMED("host", TILLBOOK_CHARGING_HOST),
    NAMED("simulated", TILLBOOK_CHARGING_SIMULATED),
    END_OF_GROUP,
};

static const number schedule_statuses[] = {
    NAMED("running", TILLBOOK_SCHEDULE_RUNNING),
    NAMED("expiring", TILLBOOK_SCHEDULE_EXPIRING),
    NAMED("expired", TILLBOOK_SCHEDULE_EXPIRED),
    NAMED("suspended", TILLBOOK_SCHEDULE_SUSPENDED),
    NAMED("deleted", TILLBOOK_SCHEDULE_DELETED),
    END_OF_GROUP,
};

const number occurrence_statuses[] = {
    NAMED("successful", TILLBOOK_OCCURRENCE_SUCCESSFUL),
    NAMED("failed", TILLBOOK_OCCURRENCE_FAILED),
    NAMED("skipped", TILLBOOK_OCCURRENCE_SKIPPED),
    END_OF_GROUP,
};

const number ledgers[] = {
    NAMED("store_credit", TILLBOOK_LEDGER_STORE_CREDIT),
    NAMED("member_points", TILLBOOK_LEDGER_MEMBER_POINTS),
    END_OF_GROUP,
};

static const number tax_identifier_states[] = {
    NAMED("pending", TILLBOOK_TAX_IDENTIFIER_PENDING),
    NAMED("verified", TILLBOOK_TAX_IDENTIFIER_VERIFIED),
    NAMED("not_valid", TILLBOOK_TAX_IDENTIFIER_NOT_VALID),
    END_OF_GROUP,
};

const number formats[] = {
    NAMED("jsonl", TILLBOOK_EXPORT_JSONL),
    NAMED("csv", TILLBOOK_EXPORT_CSV),
    END_OF_GROUP,
};

const number encodings[] = {
    NAMED("utf_8", TILLBOOK_ENCODING_UTF_8),
    NAMED("utf_16_little", TILLBOOK_ENCODING_UTF_16_LITTLE),
    NAMED("utf_16_big", TILLBOOK_ENCODING_UTF_16_BIG),
    NAMED("windows_1252", TILLBOOK_ENCODING_WINDOWS_1252),
    END_OF_GROUP,
};

/* A field of the struct S, which each table defines. */
#define FIELD(member, kind) {#member, offsetof(S, member), kind, NULL, NULL, 0}
#define TEXT(member) FIELD(member, KIND_TEXT)
#define JSON(member) FIELD(member, KIND_JSON)
#define TIME(member) FIELD(member, KIND_TIME)
#define INT32(member) FIELD(member, KIND_INT32)
#define UINT32(member) FIELD(member, KIND_UINT32)
#define INT64(member) FIELD(member, KIND_INT64)
#define UINT64(member) FIELD(member, KIND_UINT64)
#define FLAG(member) FIELD(member, KIND_FLAG)
#define DATE(member) FIELD(member, KIND_DATE)
#define NUMBER(member, group) {#member, offsetof(S, member), KIND_NUMBER, group, NULL, 0}
#define BITS(member, group) {#member, offsetof(S, member), KIND_BITS, group, NULL, 0}
#define NESTED(member, fields) {#member, offsetof(S, member), KIND_NESTED, NULL, fields, 0}
#define DETAILS(member) FIELD(member, KIND_DETAILS)
#define TEXTS(member, count) {#member, offsetof(S, member), KIND_TEXTS, NULL, NULL, offsetof(S, count)}
#define REMOVE(member) FIELD(member, KIND_REMOVE)
#define END_OF_FIELDS {NULL, 0, KIND_TEXT, NULL, NULL, 0}

static const field recurrence[] = {
#define S tillbook_recurrence
    NUMBER(kind, recurrence_kinds), UINT32(every),         BITS(weekdays, weekdays), BITS(days_of_month, NULL),
    NUMBER(ordinal, ordinals),      NUMBER(weekday, weekdays), END_OF_FIELDS,
#undef S
};

static const field card_address[] = {
#define S tillbook_card_address
    TEXT(street1), TEXT(street2), TEXT(city), TEXT(state), TEXT(postal_code), TEXT(country), TEXT(phone_number),
    END_OF_FIELDS,
#undef S
};

/* ---- what is shown ---- */

/* The labels are read one by one. */
const field customer_fields[] = {
#define S tillbook_customer_fields
    TEXT(id), TIME(created_at), TIME(updated_at), TIME(deleted_at), TEXT(email), TEXT(description), JSON(metadata),
    TEXT(default_card), TEXT(name), TEXT(phone), TEXT(merchant_customer_id), TEXT(barcode), TEXT(notes), TEXT(company),
    TEXT(address_line1), TEXT(address_line2), TEXT(address_city), TEXT(address_state), TEXT(address_postal_code),
    TEXT(address_country), END_OF_FIELDS,
#undef S
};

const field card_fields[] = {
#define S tillbook_card_fields
    NUMBER(brand, brands), INT32(expiration_month), INT32(expiration_year), FLAG(security_code_check), FLAG(chargeable),
    TIME(created_at), TEXT(id), TEXT(customer), TEXT(first_digits), TEXT(last_digits), TEXT(name), TEXT(fingerprint),
    TEXT(financing), TEXT(bank), NESTED(address, card_address), END_OF_FIELDS,
#undef S
};

const field token_fields[] = {
#define S tillbook_token_fields
    FLAG(used), TIME(created_at), TEXT(id), TEXT(card), TEXT(currency), END_OF_FIELDS,
#undef S
};

const field schedule_fields[] = {
#define S tillbook_schedule_fields
    NUMBER(status, schedule_statuses), TEXT(id), TIME(created_at), NESTED(recurrence, recurrence), DATE(start_on),
    DATE(end_on), DATE(processed_through), NUMBER(charging, chargings), UINT64(failures_in_a_row), TEXT(charge),
    TEXT(customer), INT64(amount), TEXT(currency), TEXT(card), TEXT(description), JSON(metadata), TIME(suspended_at),
    TIME(deleted_at), TIME(ended_at), END_OF_FIELDS,
#undef S
};

const field due_fields[] = {
#define S tillbook_due_fields
    DATE(scheduled_on), TEXT(schedule), UINT64(attempt), TEXT(customer), TEXT(card), INT64(amount), TEXT(currency),
    END_OF_FIELDS,
#undef S
};

const field occurrence_fields[] = {
#define S tillbook_occurrence_fields
    NUMBER(status, occurrence_statuses), TEXT(id), TEXT(schedule), TIME(created_at), TIME(processed_at),
    UINT64(attempts), DATE(scheduled_on), DATE(retry_on), TEXT(charge), TEXT(message), END_OF_FIELDS,
#undef S
};

const field tax_identifier_fields[] = {
#define S tillbook_tax_identifier_fields
    NUMBER(state, tax_identifier_states), TEXT(id), TIME(created_at), TIME(updated_at), TEXT(customer), TEXT(kind),
    TEXT(value), TIME(pending_at), TIME(verified_at), TIME(not_valid_at), TEXT(verified_name), TEXT(verified_address),
    END_OF_FIELDS,
#undef S
};

const field ledger_entry_fields[] = {
#define S tillbook_ledger_entry_fields
    NUMBER(ledger, ledgers), FLAG(replaces), TEXT(id), TIME(created_at), TEXT(customer), INT64(value), INT64(balance),
    TEXT(remarks), TEXT(kind), TIME(expires_at), TEXT(performer), TEXT(performer_kind), END_OF_FIELDS,
#undef S
};

const field account_stat_fields[] = {
#define S tillbook_account_stat_fields
    NUMBER(provider, providers), NUMBER(mode, modes), UINT64(customers), UINT64(deleted_customers), UINT64(cards),
    UINT64(tokens), UINT64(schedules), UINT64(occurrences), UINT64(tax_identifiers), END_OF_FIELDS,
#undef S
};

/* The refusals and the warnings are read one by one. */
const field import_report_fields[] = {
#define S tillbook_import_report_fields
    NUMBER(encoding, encodings), UINT64(rows), UINT64(created), UINT64(updated), UINT64(unchanged), UINT64(refused),
    UINT64(more_warnings), END_OF_FIELDS,
#undef S
};

/* ---- what is given ---- */

const field card_details[] = {
#define S tillbook_card_details
    INT32(expiration_month), INT64(expiration_year), TEXT(number), TEXT(security_code), TEXT(name),
    NESTED(address, card_address), END_OF_FIELDS,
#undef S
};

const field new_customer[] = {
#define S tillbook_new_customer
    TEXTS(tags, tag_count), DETAILS(card_details), TEXT(id), TEXT(email), TEXT(description), JSON(metadata), TEXT(card),
    TEXT(currency), JSON(attributes), TEXT(name), TEXT(phone), TEXT(merchant_customer_id), TEXT(barcode), TEXT(notes),
    TEXT(company), TEXT(address_line1), TEXT(address_line2), TEXT(address_city), TEXT(address_state),
    TEXT(address_postal_code), TEXT(address_country), END_OF_FIELDS,
#undef S
};

const field customer_update[] = {
#define S tillbook_customer_update
    REMOVE(remove), TEXTS(tags, tag_count), DETAILS(card_details), TEXT(email), TEXT(description), JSON(metadata),
    TEXT(card), TEXT(currency), TEXT(default_card), JSON(attributes), TEXT(name), TEXT(phone),
    TEXT(merchant_customer_id), TEXT(barcode), TEXT(notes), TEXT(company), TEXT(address_line1), TEXT(address_line2),
    TEXT(address_city), TEXT(address_state), TEXT(address_postal_code), TEXT(address_country), END_OF_FIELDS,
#undef S
};

const field customer_query[] = {
#define S tillbook_customer_query
    UINT32(limit), TEXT(email), TEXT(merchant_customer_id), TEXT(barcode), TEXT(phone), TEXT(name), TEXT(card),
    TEXT(email_prefix), UINT64(offset), END_OF_FIELDS,
#undef S
};

const field list_query[] = {
#define S tillbook_list_query
    FLAG(newest_first), TIME(from), TIME(to), UINT64(offset), UINT64(limit), TEXT(after), TEXT(before), END_OF_FIELDS,
#undef S
};

const field new_card[] = {
#define S tillbook_new_card
    NUMBER(brand, brands), INT32(expiration_month), INT32(expiration_year), TEXT(last_digits), TEXT(name),
    JSON(attributes), NESTED(address, card_address), END_OF_FIELDS,
#undef S
};

const field card_update[] = {
#define S tillbook_card_update
    INT32(expiration_month), INT64(expiration_year), TEXT(name), NESTED(address, card_address), END_OF_FIELDS,
#undef S
};

const field new_schedule[] = {
#define S tillbook_new_schedule
    NUMBER(charging, chargings), TEXT(customer), INT64(amount), TEXT(currency), TEXT(card), TEXT(description),
    JSON(metadata), NESTED(recurrence, recurrence), DATE(start_on), DATE(end_on), END_OF_FIELDS,
#undef S
};

const field schedule_update[] = {
#define S tillbook_schedule_update
    REMOVE(remove), NUMBER(charging, chargings), TEXT(description), JSON(metadata), END_OF_FIELDS,
#undef S
};

const field new_ledger_entry[] = {
#define S tillbook_new_ledger_entry
    FLAG(replaces), INT64(value), TIME(expires_at), TEXT(remarks), TEXT(kind), TEXT(performer), TEXT(performer_kind),
    END_OF_FIELDS,
#undef S
};

const field import_options[] = {
#define S tillbook_import_options
    FLAG(dry_run), UINT64(rows_at_once), UINT64(memory_bytes), END_OF_FIELDS,
#undef S
};
