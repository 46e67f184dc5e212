#include "functions.h"

#include <string.h>

#include "fields.h"
#include "records.h"
#include "values.h"

/* ---- parameters ---- */

const json_t *parameter(given *given, const char *name) {
  json_object_del(given->left, name);
  return json_object_get(given->with, name);
}

tillbook_str text_of(given *given, const char *name) {
  const json_t *text = parameter(given, name);
  tillbook_str none = {NULL, 0};
  return text == NULL ? none : lent_text(text);
}

const void *struct_of(given *given, const char *name, void *into, const field *fields) {
  const json_t *object = parameter(given, name);
  if (object == NULL) {
    return NULL;
  }
  fill_fields(into, fields, object);
  return into;
}

static json_int_t integer_of(given *given, const char *name) { return json_integer_value(parameter(given, name)); }

/* An array of texts; NULL where it is not given. */
static const tillbook_str *ids_of(given *given, size_t *count) {
  const json_t *array = parameter(given, "ids");
  *count = 0;
  return array == NULL ? NULL : texts_of(array, count);
}

/* ---- functions of one shape ---- */

#define FUNCTION(name) static int32_t name(const till *till, given *given, json_t **answer, tillbook_error **error)

/* One that leads to a record; what follows are its parameters after the account. */
#define RECORD(name, noun, ...)                                                   \
  FUNCTION(name) {                                                                \
    tillbook_##noun *record = NULL;                                               \
    int32_t status = tillbook_##name(till->account, __VA_ARGS__, &record, error); \
    *answer = status == TILLBOOK_OK ? shown_##noun(record) : NULL;                \
    return status;                                                                \
  }

/* One that leads to a list which is no page. */
#define LIST(name, noun, ...)                                                   \
  FUNCTION(name) {                                                              \
    tillbook_list *list = NULL;                                                 \
    tillbook_list_fields head;                                                  \
    int32_t status = tillbook_##name(till->account, __VA_ARGS__, &list, error); \
    *answer = status == TILLBOOK_OK ? listed_##noun(list, &head) : NULL;        \
    return status;                                                              \
  }

/* One that leads to a page. */
#define PAGE(name, noun, ...)                                                   \
  FUNCTION(name) {                                                              \
    tillbook_list *list = NULL;                                                 \
    tillbook_list_fields head;                                                  \
    int32_t status = tillbook_##name(till->account, __VA_ARGS__, &list, error); \
    if (status == TILLBOOK_OK) {                                                \
      json_t *data = listed_##noun(list, &head);                                \
      *answer = page_of(data, &head);                                           \
    }                                                                           \
    return status;                                                              \
  }

/* Their parameters: texts, and structs, which are NULL where they are not given. */
#define P(name) text_of(given, name)
#define STRUCT(name, type, INIT, fields) struct_of(given, name, &(type)INIT, fields)
#define QUERY STRUCT("query", tillbook_list_query, TILLBOOK_LIST_QUERY_INIT, list_query)
#define CARD_DETAILS STRUCT("details", tillbook_card_details, TILLBOOK_CARD_DETAILS_INIT, card_details)

RECORD(customers_create, customer,
       STRUCT("new_customer", tillbook_new_customer, TILLBOOK_NEW_CUSTOMER_INIT, new_customer))
RECORD(customers_update, customer, P("id"),
       STRUCT("update", tillbook_customer_update, TILLBOOK_CUSTOMER_UPDATE_INIT, customer_update))
RECORD(customers_delete, customer, P("id"))
RECORD(customers_check_order, customer, P("id"))
RECORD(customers_verify_mobile_phone, customer, P("id"))
RECORD(customers_by_merchant_customer_id, customer, P("merchant_customer_id"))
LIST(customers_by_email, customer, P("email"))
LIST(customers_by_barcode, customer, P("barcode"))
LIST(customers_by_line_id, customer, P("line_id"))
LIST(customers_find, customer, STRUCT("query", tillbook_customer_query, TILLBOOK_CUSTOMER_QUERY_INIT, customer_query))
PAGE(customers_list, customer, QUERY)
PAGE(customers_expiring, customer, (int32_t)integer_of(given, "month"), (int32_t)integer_of(given, "year"), QUERY)

RECORD(cards_create, card, P("customer"), P("token"))
RECORD(cards_attach, card, P("customer"), CARD_DETAILS)
RECORD(cards_get, card, P("customer"), P("id"))
RECORD(cards_by_id, card, P("id"))
PAGE(cards_list, card, P("customer"), QUERY)
LIST(cards_newest, card, P("customer"), (uint64_t)integer_of(given, "offset"), (uint64_t)integer_of(given, "limit"))
RECORD(cards_update, card, P("customer"), P("id"),
       STRUCT("update", tillbook_card_update, TILLBOOK_CARD_UPDATE_INIT, card_update))
RECORD(cards_add, card, STRUCT("new_card", tillbook_new_card, TILLBOOK_NEW_CARD_INIT, new_card))
RECORD(cards_adopt, card, P("customer"), P("id"))
RECORD(cards_delete, card, P("customer"), P("id"))

RECORD(tokens_create, token, CARD_DETAILS)
RECORD(tokens_create_for, token, P("currency"), CARD_DETAILS)
RECORD(tokens_get, token, P("id"))
PAGE(tokens_list, token, QUERY)
RECORD(tokens_delete, token, P("id"))

RECORD(schedules_create, schedule,
       STRUCT("new_schedule", tillbook_new_schedule, TILLBOOK_NEW_SCHEDULE_INIT, new_schedule))
RECORD(schedules_get, schedule, P("id"))
RECORD(schedules_update, schedule, P("id"),
       STRUCT("update", tillbook_schedule_update, TILLBOOK_SCHEDULE_UPDATE_INIT, schedule_update))
RECORD(schedules_delete, schedule, P("id"))
PAGE(schedules_list, schedule, QUERY)
PAGE(schedules_list_of, schedule, P("customer"), QUERY)
LIST(schedules_due, due, integer_of(given, "at"), (uint64_t)integer_of(given, "limit"))
RECORD(schedules_record, occurrence, P("schedule"), date_of(parameter(given, "scheduled_on")),
       number_of(occurrence_statuses, parameter(given, "outcome")), P("charge"), P("message"))
PAGE(schedules_occurrences, occurrence, P("schedule"), QUERY)
RECORD(schedules_occurrence, occurrence, P("id"))

RECORD(tax_identifiers_create, tax_identifier, P("kind"), P("value"))
RECORD(tax_identifiers_get, tax_identifier, P("id"))
LIST(tax_identifiers_of, tax_identifier, P("customer"))
PAGE(tax_identifiers_list, tax_identifier, QUERY)
RECORD(tax_identifiers_attach, tax_identifier, P("customer"), P("id"))
RECORD(tax_identifiers_delete, tax_identifier, P("id"))

#define LEDGER number_of(ledgers, parameter(given, "ledger"))

RECORD(ledgers_post, ledger_entry, P("customer"), LEDGER,
       STRUCT("new_ledger_entry", tillbook_new_ledger_entry, TILLBOOK_NEW_LEDGER_ENTRY_INIT, new_ledger_entry))
PAGE(ledgers_list, ledger_entry, P("customer"), LEDGER, QUERY)

/* ---- functions of their own shape ---- */

/* The customer is also copied into memory of the program, which must come to the same. */
FUNCTION(customers_get) {
  static char memory[64 * 1024];
  tillbook_customer *customer = NULL;
  tillbook_str id = text_of(given, "id");
  int32_t status = tillbook_customers_get(till->account, id, &customer, error);
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  size_t needed = 0;
  int32_t copied = tillbook_customers_copy(till->account, id, memory, sizeof memory, &needed, &fields, NULL);
  if (copied != status) {
    stop("a customer is copied with the status %d and got with %d", copied, status);
  }
  if (status == TILLBOOK_OK) {
    *answer = shown_customer(customer);
    json_t *copy = shown_fields(&fields, customer_fields);
    json_object_set(copy, "tags", json_object_get(*answer, "tags"));
    if (!json_equal(copy, *answer)) {
      stop("a customer is copied as %s and got as %s", as_json(copy), as_json(*answer));
    }
    json_decref(copy);
  }
  return status;
}

FUNCTION(customers_get_many) {
  size_t count;
  const tillbook_str *ids = ids_of(given, &count);
  tillbook_customer **customers = kept((count + 1) * sizeof *customers);
  int32_t status = tillbook_customers_get_many(till->account, ids, count, customers, error);
  if (status == TILLBOOK_OK) {
    *answer = json_array();
    for (size_t i = 0; i < count; i++) {
      json_array_append_new(*answer, customers[i] == NULL ? json_null() : shown_customer(customers[i]));
    }
  }
  return status;
}

FUNCTION(customers_get_in_full) {
  tillbook_customer *customer = NULL;
  tillbook_list *cards = NULL, *identifiers = NULL;
  int32_t status =
      tillbook_customers_get_in_full(till->account, text_of(given, "id"), &customer, &cards, &identifiers, error);
  if (status == TILLBOOK_OK) {
    tillbook_list_fields head;
    *answer = json_object();
    json_object_set_new(*answer, "customer", shown_customer(customer));
    json_object_set_new(*answer, "cards", listed_card(cards, &head));
    json_object_set_new(*answer, "tax_identifiers", listed_tax_identifier(identifiers, &head));
  }
  return status;
}

FUNCTION(customers_json) {
  tillbook_text *text = NULL;
  int32_t status = tillbook_customers_json(till->account, text_of(given, "id"), &text, error);
  *answer = status == TILLBOOK_OK ? shown_and_freed(text) : NULL;
  return status;
}

FUNCTION(customers_select) {
  size_t count;
  tillbook_list *list = NULL;
  tillbook_list_fields head;
  const tillbook_str *ids = ids_of(given, &count);
  int32_t status = tillbook_customers_select(till->account, QUERY, ids, count, text_of(given, "email"), NULL, NULL,
                                             &list, error);
  *answer = status == TILLBOOK_OK ? listed_customer(list, &head) : NULL;
  return status;
}

FUNCTION(customers_iterate) {
  tillbook_iterator *iterator = NULL;
  int32_t status = tillbook_customers_iterate(till->account, QUERY, &iterator, error);
  if (status == TILLBOOK_OK) {
    tillbook_customer *customer = NULL;
    *answer = json_array();
    for (;;) {
      MUST(tillbook_iterator_next(iterator, &customer, NULL));
      if (customer == NULL) {
        break;
      }
      json_array_append_new(*answer, shown_customer(customer));
    }
    MUST(tillbook_iterator_free(iterator));
  }
  return status;
}

/* A function of one record, which is looked up by its id first. */
#define OF_RECORD(name, noun, lookup, type, what, show)                                              \
  FUNCTION(name) {                                                                                   \
    tillbook_##noun *record = NULL;                                                                  \
    int32_t status = tillbook_##lookup(till->account, text_of(given, "id"), &record, error);         \
    if (status == TILLBOOK_OK) {                                                                     \
      type *what = NULL;                                                                             \
      status = tillbook_##name(record, &what, error);                                                \
      *answer = status == TILLBOOK_OK ? show(what) : NULL;                                           \
      MUST(tillbook_##noun##_free(record));                                                          \
    }                                                                                                \
    return status;                                                                                   \
  }

OF_RECORD(customer_attributes, customer, customers_get, tillbook_text, attributes, shown_and_freed)
OF_RECORD(card_attributes, card, cards_by_id, tillbook_text, attributes, shown_and_freed)
OF_RECORD(token_card, token, tokens_get, tillbook_card, card, shown_card)

FUNCTION(schedule_next_dates) {
  tillbook_schedule *schedule = NULL;
  int32_t status = tillbook_schedules_get(till->account, text_of(given, "id"), &schedule, error);
  size_t capacity = (size_t)integer_of(given, "count"), count = 0;
  if (status == TILLBOOK_OK) {
    tillbook_date *dates = kept((capacity + 1) * sizeof *dates);
    MUST(tillbook_schedule_next_dates(schedule, dates, capacity, &count));
    *answer = json_array();
    for (size_t i = 0; i < count; i++) {
      json_array_append_new(*answer, shown_date(dates[i]));
    }
    MUST(tillbook_schedule_free(schedule));
  }
  return status;
}

FUNCTION(schedules_simulate_due) {
  uint64_t charged = 0;
  (void)given;
  int32_t status = tillbook_schedules_simulate_due(till->account, &charged, error);
  *answer = json_integer((json_int_t)charged);
  return status;
}

FUNCTION(tax_identifiers_select) {
  size_t count;
  tillbook_list *list = NULL;
  tillbook_list_fields head;
  const tillbook_str *ids = ids_of(given, &count);
  int32_t status = tillbook_tax_identifiers_select(till->account, QUERY, ids, count, text_of(given, "customer"), NULL,
                                                   NULL, &list, error);
  *answer = status == TILLBOOK_OK ? listed_tax_identifier(list, &head) : NULL;
  return status;
}

FUNCTION(ledgers_balance) {
  int64_t balance = 0;
  int32_t status = tillbook_ledgers_balance(till->account, text_of(given, "customer"), LEDGER, &balance, error);
  *answer = json_integer(balance);
  return status;
}

FUNCTION(ledgers_end_due) {
  *answer = json_null();
  return tillbook_ledgers_end_due(till->account, text_of(given, "customer"), LEDGER, error);
}

/* ---- all of them ---- */

#define CALLED(name) {#name, name}

static const struct {
  const char *name;
  function function;
} functions[] = {
    CALLED(customers_create), CALLED(customers_get), CALLED(customers_get_many), CALLED(customers_get_in_full),
    CALLED(customers_json), CALLED(customer_attributes), CALLED(customers_update), CALLED(customers_delete),
    CALLED(customers_check_order), CALLED(customers_verify_mobile_phone), CALLED(customers_by_email),
    CALLED(customers_by_merchant_customer_id), CALLED(customers_by_barcode), CALLED(customers_by_line_id),
    CALLED(customers_find), CALLED(customers_list), CALLED(customers_expiring), CALLED(customers_select),
    CALLED(customers_iterate), CALLED(cards_create), CALLED(cards_attach), CALLED(cards_get), CALLED(cards_by_id),
    CALLED(card_attributes), CALLED(cards_list), CALLED(cards_newest), CALLED(cards_update), CALLED(cards_add),
    CALLED(cards_adopt), CALLED(cards_delete), CALLED(tokens_create), CALLED(tokens_create_for), CALLED(tokens_get),
    CALLED(token_card), CALLED(tokens_list), CALLED(tokens_delete), CALLED(schedules_create), CALLED(schedules_get),
    CALLED(schedule_next_dates), CALLED(schedules_update), CALLED(schedules_delete), CALLED(schedules_list),
    CALLED(schedules_list_of), CALLED(schedules_due), CALLED(schedules_record), CALLED(schedules_occurrences),
    CALLED(schedules_occurrence), CALLED(schedules_simulate_due), CALLED(tax_identifiers_create),
    CALLED(tax_identifiers_get), CALLED(tax_identifiers_of), CALLED(tax_identifiers_list),
    CALLED(tax_identifiers_select), CALLED(tax_identifiers_attach), CALLED(tax_identifiers_delete),
    CALLED(ledgers_post), CALLED(ledgers_end_due), CALLED(ledgers_balance), CALLED(ledgers_list),
    CALLED(customers_import_from), CALLED(customers_export_to), CALLED(store_health), CALLED(store_sync),
    CALLED(store_check), CALLED(store_stat),
};

function function_called(const char *name) {
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    if (strcmp(functions[i].name, name) == 0) {
      return functions[i].function;
    }
  }
  stop("no function is called %s", name);
}
