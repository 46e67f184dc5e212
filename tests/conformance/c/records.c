#include "records.h"

#include "fields.h"
#include "values.h"

void must(int32_t status, const char *call) {
  if (status != TILLBOOK_OK) {
    tillbook_str name = tillbook_status_name(status);
    stop("%.*s: %s", (int)name.len, name.ptr, call);
  }
}

/* A record as JSON. It is held twice meanwhile, so that retaining is tried with every kind. */
#define SHOWN(noun, NOUN)                                           \
  json_t *shown_##noun(tillbook_##noun *handle) {            \
    tillbook_##noun##_fields fields = TILLBOOK_##NOUN##_FIELDS_INIT; \
    MUST(tillbook_##noun##_retain(handle));                         \
    MUST(tillbook_##noun##_free(handle));                           \
    MUST(tillbook_##noun##_read(handle, &fields));                  \
    json_t *shown = shown_fields(&fields, noun##_fields);           \
    MUST(tillbook_##noun##_free(handle));                           \
    return shown;                                                   \
  }

SHOWN(card, CARD)
SHOWN(token, TOKEN)
SHOWN(schedule, SCHEDULE)
SHOWN(due, DUE)
SHOWN(occurrence, OCCURRENCE)
SHOWN(tax_identifier, TAX_IDENTIFIER)
SHOWN(ledger_entry, LEDGER_ENTRY)

json_t *shown_customer(tillbook_customer *customer) {
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  MUST(tillbook_customer_retain(customer));
  MUST(tillbook_customer_free(customer));
  MUST(tillbook_customer_read(customer, &fields));
  json_t *shown = shown_fields(&fields, customer_fields), *tags = json_array();
  for (size_t i = 0; i < fields.tag_count; i++) {
    tillbook_str tag;
    MUST(tillbook_customer_tag(customer, i, &tag));
    json_array_append_new(tags, shown_text(tag));
  }
  if (fields.tag_count > 0) {
    json_object_set(shown, "tags", tags);
  }
  json_decref(tags);
  MUST(tillbook_customer_free(customer));
  return shown;
}

/* What lies in a list, as an array; `head` receives what the list says of itself. The list is freed. */
#define LISTED(noun)                                                                        \
  json_t *listed_##noun(tillbook_list *list, tillbook_list_fields *head) {           \
    *head = (tillbook_list_fields)TILLBOOK_LIST_FIELDS_INIT;                                \
    MUST(tillbook_list_read(list, head));                                                   \
    json_t *shown = json_array();                                                           \
    for (size_t i = 0; i < head->count; i++) {                                              \
      tillbook_##noun *item = NULL;                                                         \
      MUST(tillbook_list_##noun(list, i, &item, NULL));                                     \
      json_array_append_new(shown, shown_##noun(item));                                     \
    }                                                                                       \
    MUST(tillbook_list_free(list));                                                         \
    return shown;                                                                           \
  }

LISTED(customer)
LISTED(card)
LISTED(token)
LISTED(schedule)
LISTED(due)
LISTED(occurrence)
LISTED(tax_identifier)
LISTED(ledger_entry)

json_t *page_of(json_t *data, const tillbook_list_fields *head) {
  return json_pack("{s:o, s:I, s:b}", "data", data, "total", (json_int_t)head->total, "more", (int)head->more);
}

json_t *shown_and_freed(tillbook_text *text) {
  tillbook_str bytes;
  MUST(tillbook_text_read(text, &bytes));
  json_t *shown = shown_json(bytes);
  MUST(tillbook_text_free(text));
  return shown;
}
