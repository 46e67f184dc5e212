/* Customers, down to the last field: what goes in comes out, and what is not mentioned stays. */
#include <stddef.h>

#include "people.h"

static const tillbook_str labels[] = {{"vip", 3}, {"tea", 3}};

/* Every field that a customer can begin with. */
static tillbook_customer *create_in_full(const tillbook_account *account) {
  tillbook_new_customer one = TILLBOOK_NEW_CUSTOMER_INIT;
  one.email = text("ann@example.org"), one.description = text("described");
  one.metadata = text("{\"tier\": \"gold\"}");
  one.name = text("Ann Berg"), one.phone = text("+47 22 44 22 22"), one.merchant_customer_id = text("M-1");
  one.barcode = text("042123"), one.notes = text(""), one.company = text("Berg AS");
  one.address_line1 = text("Storgata 1"), one.address_line2 = text("2nd floor"), one.address_city = text("Oslo");
  one.address_state = text("Oslo fylke"), one.address_postal_code = text("0155"), one.address_country = text("NO");
  one.tags = labels, one.tag_count = 2;
  tillbook_customer *customer = NULL;
  CHECK_OK(tillbook_customers_create(account, &one, &customer, &failure));
  return customer;
}

/* The own fields and the address, which differ from each other so that none can be taken for another. */
static void check_in_full(const tillbook_customer_fields *fields) {
  CHECK_TEXT("ann@example.org", fields->email);
  CHECK_TEXT("described", fields->description);
  CHECK_TEXT("{\"tier\":\"gold\"}", fields->metadata);
  CHECK_TEXT("Ann Berg", fields->name);
  CHECK_TEXT("+47 22 44 22 22", fields->phone);
  CHECK_TEXT("M-1", fields->merchant_customer_id);
  CHECK_TEXT("042123", fields->barcode);
  CHECK_TEXT("Berg AS", fields->company);
  CHECK_TEXT("Storgata 1", fields->address_line1);
  CHECK_TEXT("2nd floor", fields->address_line2);
  CHECK_TEXT("Oslo", fields->address_city);
  CHECK_TEXT("Oslo fylke", fields->address_state);
  CHECK_TEXT("0155", fields->address_postal_code);
  CHECK_TEXT("NO", fields->address_country);
  CHECK(fields->notes.ptr == NULL && fields->default_card.ptr == NULL);
  CHECK(fields->tag_count == 2 && fields->created_at > 0);
  CHECK(fields->updated_at == TILLBOOK_NEVER && fields->deleted_at == TILLBOOK_NEVER);
}

static void what_goes_in_comes_out(const tillbook_account *account) {
  tillbook_customer *ann = create_in_full(account);
  tillbook_customer_fields fields = read_customer(ann);
  check_in_full(&fields);
  tillbook_str tag = NOTHING;
  CHECK_OK(tillbook_customer_tag(ann, 1, &tag));
  CHECK_TEXT("tea", tag);
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT, tillbook_customer_tag(ann, 2, &tag));
  CHECK(tag.ptr == NULL);

  COUNT_OK(1, tillbook_customers_by_email(account, text("ANN@example.org"), &list, &failure));
  COUNT_OK(1, tillbook_customers_by_barcode(account, text("042123"), &list, &failure));
  COUNT_OK(0, tillbook_customers_by_line_id(account, text("nobody"), &list, &failure));
  tillbook_customer *same_one = NULL;
  CHECK_OK(tillbook_customers_by_merchant_customer_id(account, text("M-1"), &same_one, &failure));
  CHECK(same_one != ann);
  CHECK_OK(tillbook_customer_free(same_one));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND,
                tillbook_customers_by_merchant_customer_id(account, text("M-2"), &same_one, &failure));
  tillbook_customer_query query = TILLBOOK_CUSTOMER_QUERY_INIT;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_find(account, &query, &(tillbook_list *){NULL}, &failure));
  query.name = text("ber"), query.phone = text("2222");
  COUNT_OK(1, tillbook_customers_find(account, &query, &list, &failure));
  query.barcode = text("1");
  COUNT_OK(0, tillbook_customers_find(account, &query, &list, &failure));

  tillbook_text *json = NULL;
  CHECK_OK(tillbook_customers_json(account, fields.id, &json, &failure));
  check_json(json, "\"email\":\"ann@example.org\"");
  CHECK_OK(tillbook_customers_check_order(account, fields.id, &same_one, &failure));
  CHECK_OK(tillbook_customer_free(same_one));
  CHECK_REFUSED(TILLBOOK_CONFLICT, tillbook_customers_verify_mobile_phone(account, fields.id, &same_one, &failure));
  CHECK_OK(tillbook_customer_free(ann));
}

static void a_copy_lies_in_the_buffer_of_the_caller(const tillbook_account *account, tillbook_str id) {
  size_t needed = 7;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  CHECK_REFUSED(TILLBOOK_BUFFER_TOO_SMALL, tillbook_customers_copy(account, id, NULL, 0, &needed, &fields, &failure));
  CHECK(needed > id.len && fields.id.ptr == NULL);
  char *buffer = malloc(needed + 1);
  buffer[needed - 1] = buffer[needed] = '!';
  CHECK_REFUSED(TILLBOOK_BUFFER_TOO_SMALL,
                tillbook_customers_copy(account, id, buffer, needed - 1, &needed, &fields, &failure));
  CHECK(buffer[needed - 1] == '!' && fields.id.ptr == NULL);
  /* No memory is that long: the number is a mistake. */
  size_t unknown = 7;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_customers_copy(account, id, buffer, SIZE_MAX, &unknown, &fields, &failure));
  CHECK(unknown == 0 && fields.id.ptr == NULL);
  CHECK_OK(tillbook_customers_copy(account, id, buffer, needed, &needed, &fields, &failure));
  check_in_full(&fields);
  /* All fields from the address on are texts; none is left in the library's memory, whatever is added to them. */
  tillbook_str texts[(sizeof fields - offsetof(tillbook_customer_fields, email)) / sizeof(tillbook_str)];
  memcpy(texts, (const char *)&fields + offsetof(tillbook_customer_fields, email), sizeof texts);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    CHECK(texts[i].ptr == NULL || (texts[i].ptr >= buffer && texts[i].ptr + texts[i].len <= buffer + needed));
  }
  CHECK(buffer[needed] == '!');
  free(buffer);
  CHECK_REFUSED(TILLBOOK_NOT_FOUND,
                tillbook_customers_copy(account, text("cust_test_nobody"), NULL, 0, &needed, &fields, &failure));
  CHECK(needed == 0);
}

static void only_what_is_mentioned_changes(const tillbook_account *account, tillbook_str id) {
  tillbook_customer *customer = NULL;
  tillbook_customer_update update = TILLBOOK_CUSTOMER_UPDATE_INIT;
  CHECK_OK(tillbook_customers_update(account, id, &update, &customer, &failure));
  tillbook_customer_fields fields = read_customer(customer);
  fields.updated_at = TILLBOOK_NEVER;
  check_in_full(&fields);
  CHECK_OK(tillbook_customer_free(customer));

  update.address_city = text("Bergen"), update.notes = text("likes tea");
  update.remove = TILLBOOK_REMOVE_EMAIL | TILLBOOK_REMOVE_TAGS | TILLBOOK_REMOVE_ADDRESS_LINE2;
  CHECK_OK(tillbook_customers_update(account, id, &update, &customer, &failure));
  fields = read_customer(customer);
  CHECK(fields.email.ptr == NULL && fields.tag_count == 0 && fields.address_line2.ptr == NULL);
  CHECK(fields.updated_at != TILLBOOK_NEVER);
  CHECK_TEXT("Bergen", fields.address_city);
  CHECK_TEXT("likes tea", fields.notes);
  CHECK_TEXT("Ann Berg", fields.name);
  CHECK_TEXT("0155", fields.address_postal_code);
  CHECK_TEXT("M-1", fields.merchant_customer_id);
  CHECK_OK(tillbook_customer_free(customer));

  update = (tillbook_customer_update)TILLBOOK_CUSTOMER_UPDATE_INIT;
  update.email = text("ann@example.org"), update.remove = TILLBOOK_REMOVE_EMAIL;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_update(account, id, &update, &customer, &failure));
  update.remove = UINT32_C(1) << 31;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_update(account, id, &update, &customer, &failure));
  update.remove = 0, update.tags = labels, update.tag_count = 1;
  CHECK_OK(tillbook_customers_update(account, id, &update, &customer, &failure));
  CHECK(read_customer(customer).tag_count == 1);
  CHECK_OK(tillbook_customer_free(customer));
}

typedef struct {
  int calls, answer;
  char name[64];
} decision;

static int32_t call_by_a_longer_name(const tillbook_customer_fields *customer, tillbook_customer_update *update,
                                     void *user) {
  decision *decided = user;
  decided->calls++;
  snprintf(decided->name, sizeof decided->name, "Dr %.*s", (int)customer->name.len, customer->name.ptr);
  update->name = text(decided->name);
  /* A callback may not come in: the store waits for it. */
  CHECK(tillbook_customers_delete(NULL, customer->id, &(tillbook_customer *){NULL}, NULL) == TILLBOOK_REENTRANT);
  return decided->answer;
}

/* A host that takes the callback's struct for its own, and knows a longer one. */
static int32_t say_another_size(const tillbook_customer_fields *customer, tillbook_customer_update *update, void *user) {
  update->name = customer->email;
  update->struct_size = *(uint32_t *)user;
  return 0;
}

static void a_change_may_depend_on_what_is_there(const tillbook_account *account, tillbook_str id) {
  tillbook_customer *customer = NULL;
  decision decided = {0, 0, ""};
  CHECK_OK(tillbook_customers_update_with(account, id, call_by_a_longer_name, &decided, &customer, &failure));
  CHECK_TEXT("Dr Ann Berg", read_customer(customer).name);
  CHECK_OK(tillbook_customer_free(customer));
  decided.answer = 1;
  CHECK_REFUSED(TILLBOOK_CANCELLED,
                tillbook_customers_update_with(account, id, call_by_a_longer_name, &decided, &customer, &failure));
  CHECK(customer == NULL && decided.calls == 2);
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_customers_update_with(account, text("nobody"), call_by_a_longer_name,
                                                                   &decided, &customer, &failure));
  CHECK(decided.calls == 2);
  for (uint32_t size = 0; size < sizeof(tillbook_customer_update) + 9; size++) {
    if (size == sizeof(tillbook_customer_update)) continue;
    CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                  tillbook_customers_update_with(account, id, say_another_size, &size, &customer, &failure));
  }
  CHECK_OK(tillbook_customers_get(account, id, &customer, &failure));
  CHECK_TEXT("Dr Ann Berg", read_customer(customer).name);
  CHECK_OK(tillbook_customer_free(customer));
}

enum { MANY = 150 };

static int32_t keep_every_other(const tillbook_customer_fields *customer, void *user) {
  CHECK(customer->struct_size == sizeof *customer && customer->id.len > 0);
  return ++*(int *)user % 2;
}

static void many_at_once(const tillbook_account *account) {
  static char ids[MANY][64];
  tillbook_str wanted[MANY + 1];
  tillbook_customer *found[MANY + 1];
  for (int i = 0; i < MANY; i++) {
    create(account, i < 3 ? "bo@example.org" : "many@example.org", ids[i]);
    wanted[i] = text(ids[i]);
  }
  wanted[MANY] = text("cust_test_nobody");
  CHECK_OK(tillbook_customers_get_many(account, wanted, MANY + 1, found, &failure));
  CHECK(found[MANY] == NULL);
  for (int i = 0; i < MANY; i++) {
    CHECK_TEXT(ids[i], read_customer(found[i]).id);
    CHECK_OK(tillbook_customer_free(found[i]));
  }
  wanted[1] = NOTHING;
  found[0] = (tillbook_customer *)(void *)&found;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_get_many(account, wanted, 2, found, &failure));
  CHECK(found[0] == NULL && found[1] == NULL);
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_get_many(account, wanted, SIZE_MAX, found, &failure));
  CHECK_OK(tillbook_customers_get_many(account, NULL, 0, NULL, &failure));
  wanted[1] = text(ids[1]);

  tillbook_list_query query = TILLBOOK_LIST_QUERY_INIT;
  int asked = 0;
  query.limit = MANY;
  COUNT_OK(3, tillbook_customers_select(account, &query, NULL, 0, text("bo@example.org"), NULL, NULL, &list, &failure));
  COUNT_OK(5, tillbook_customers_select(account, &query, wanted, 10, NOTHING, keep_every_other, &asked, &list, &failure));
  CHECK(asked == 10);
  COUNT_OK(0, tillbook_customers_select(account, &query, wanted, 0, NOTHING, NULL, NULL, &list, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_customers_select(account, &query, wanted, 1, text("x"), NULL, NULL, &(tillbook_list *){NULL},
                                          &failure));
  query.limit = 0;
  COUNT_OK(20, tillbook_customers_list(account, &query, &list, &failure));
  query.after = text(ids[MANY - 2]);
  COUNT_OK(1, tillbook_customers_list(account, &query, &list, &failure));
  query.newest_first = 1;
  query.limit = 100;
  COUNT_OK(100, tillbook_customers_list(account, &query, &list, &failure));
  query.newest_first = 2;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_customers_list(account, &query, &(tillbook_list *){NULL}, &failure));

  /* Whoever was visited last is deleted, and it goes on. */
  tillbook_iterator *iterator = NULL;
  tillbook_customer *customer = NULL, *deleted = NULL;
  query = (tillbook_list_query)TILLBOOK_LIST_QUERY_INIT;
  query.before = text(ids[0]);
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_iterate(account, &query, &iterator, &failure));
  query.before = NOTHING, query.after = text(ids[9]), query.offset = 1, query.limit = MANY - 12;
  CHECK_OK(tillbook_customers_iterate(account, &query, &iterator, &failure));
  int place = 11;
  for (;;) {
    CHECK_OK(tillbook_iterator_next(iterator, &customer, &failure));
    if (customer == NULL) break;
    tillbook_customer_fields fields = read_customer(customer);
    CHECK_TEXT(ids[place], fields.id);
    CHECK_OK(tillbook_customers_delete(account, fields.id, &deleted, &failure));
    CHECK_OK(tillbook_customer_free(deleted));
    CHECK_OK(tillbook_customer_free(customer));
    place++;
  }
  CHECK(place == MANY - 1);
  CHECK_OK(tillbook_iterator_next(iterator, &customer, &failure));
  CHECK(customer == NULL);
  CHECK_OK(tillbook_iterator_free(iterator));
  CHECK_STATUS(TILLBOOK_CLOSED, tillbook_iterator_free(iterator));
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  tillbook_store *store = open_at(in_folder(argv, "customers.tillbook"));
  tillbook_account *account = account_of(store);
  what_goes_in_comes_out(account);
  tillbook_customer *ann = NULL, *deleted = NULL;
  CHECK_OK(tillbook_customers_by_merchant_customer_id(account, text("M-1"), &ann, &failure));
  tillbook_str id = read_customer(ann).id;
  a_copy_lies_in_the_buffer_of_the_caller(account, id);
  only_what_is_mentioned_changes(account, id);
  a_change_may_depend_on_what_is_there(account, id);
  many_at_once(account);
  CHECK_OK(tillbook_customers_delete(account, id, &deleted, &failure));
  CHECK_OK(tillbook_customer_free(deleted));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_customers_get(account, id, &deleted, &failure));

  /* An iterator does not keep its store open, and a record needs none. */
  tillbook_iterator *iterator = NULL;
  CHECK_OK(tillbook_customers_iterate(account, NULL, &iterator, &failure));
  CHECK_OK(tillbook_close(store, &failure));
  CHECK_REFUSED(TILLBOOK_CLOSED, tillbook_iterator_next(iterator, &deleted, &failure));
  CHECK_OK(tillbook_iterator_free(iterator));
  CHECK_TEXT("M-1", read_customer(ann).merchant_customer_id);
  CHECK_OK(tillbook_customer_free(ann));
  CHECK_OK(tillbook_account_free(account));
  return finish();
}
