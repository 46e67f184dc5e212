/* What the programs about customers and about cards share. */
#ifndef TILLBOOK_PEOPLE_H
#define TILLBOOK_PEOPLE_H

#include "check.h"

#define NOTHING ((tillbook_str){NULL, 0})

static tillbook_account *account_at(const tillbook_store *store, int32_t provider) {
  tillbook_account *account = NULL;
  CHECK_OK(tillbook_account_open(store, provider, TILLBOOK_MODE_TEST, &account, &failure));
  return account;
}

static tillbook_customer_fields read_customer(const tillbook_customer *customer) {
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  CHECK_OK(tillbook_customer_read(customer, &fields));
  return fields;
}

static size_t count_of(const tillbook_list *list) {
  tillbook_list_fields fields = TILLBOOK_LIST_FIELDS_INIT;
  CHECK_OK(tillbook_list_read(list, &fields));
  return fields.count;
}

/* How many a call found; the list is freed. */
#define COUNT_OK(expected, call)             \
  do {                                       \
    tillbook_list *list = NULL;              \
    CHECK_OK(call);                          \
    CHECK(count_of(list) == (expected));     \
    CHECK_OK(tillbook_list_free(list));      \
  } while (0)

static int contains(tillbook_str whole, const char *part) {
  size_t length = strlen(part);
  for (size_t at = 0; whole.len >= length && at <= whole.len - length; at++) {
    if (memcmp(whole.ptr + at, part, length) == 0) return 1;
  }
  return 0;
}

static void check_json(tillbook_text *json, const char *part) {
  tillbook_str bytes = NOTHING;
  CHECK_OK(tillbook_text_read(json, &bytes));
  CHECK(contains(bytes, part));
  CHECK_OK(tillbook_text_free(json));
}

static tillbook_card_details visa(void) {
  tillbook_card_details details = TILLBOOK_CARD_DETAILS_INIT;
  details.number = text("4242 4242 4242 4242");
  details.security_code = text("123");
  details.name = text("Ann Berg");
  details.expiration_month = 12;
  details.expiration_year = 2031;
  details.address.city = text("Oslo");
  details.address.phone_number = text("+47 1");
  return details;
}

#endif
