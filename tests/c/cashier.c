/* A whole day at the till goes wrong somewhere: everything that a shop does from morning to evening, in one program. */
#include "check.h"

/* 2026-03-02 09:00 UTC, a Monday; the day goes on as the program says. */
static int64_t now = 1772442000000;

static int64_t tell_time(void *user) {
  CHECK(user == &now);
  return now;
}

static tillbook_store *store;
static tillbook_account *account;
static char ann[64], bob[64];

static void open_shop(char **argv) {
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  options.clock = tell_time, options.clock_user = &now;
  CHECK_OK(tillbook_open(in_folder(argv, "shop.tillbook"), &options, &store, &failure));
  account = account_of(store);
}

static void close_shop(void) {
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));
}

static void keep(char id[64], tillbook_str given) {
  CHECK(given.len > 0 && given.len < 64);
  memcpy(id, given.ptr, given.len);
  id[given.len] = 0;
}

/* The only customer of a list that was counted or not, which is freed. */
static tillbook_customer *only(tillbook_list *list, uint64_t counted) {
  tillbook_list_fields fields = TILLBOOK_LIST_FIELDS_INIT;
  tillbook_customer *customer = NULL;
  CHECK_OK(tillbook_list_read(list, &fields));
  CHECK(fields.count == 1 && fields.total == counted && fields.more == 0);
  CHECK_OK(tillbook_list_customer(list, 0, &customer, &failure));
  CHECK_OK(tillbook_list_free(list));
  return customer;
}

static void is(tillbook_customer *customer, const char *id) {
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK_TEXT(id, fields.id);
  CHECK_OK(tillbook_customer_free(customer));
}

static tillbook_card_details card(const char *number) {
  tillbook_card_details details = TILLBOOK_CARD_DETAILS_INIT;
  details.number = text(number), details.security_code = TILLBOOK_STR("123"), details.name = TILLBOOK_STR("Ann Abe");
  details.expiration_month = 12, details.expiration_year = 2031;
  return details;
}

/* New faces: with everything that is asked, and with nothing at all. */
static void greet(void) {
  tillbook_str tags[] = {TILLBOOK_STR("regular"), TILLBOOK_STR("vegan")};
  tillbook_new_customer one = TILLBOOK_NEW_CUSTOMER_INIT;
  tillbook_customer *customer = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  tillbook_str tag;
  one.email = TILLBOOK_STR("ann@example.org"), one.name = TILLBOOK_STR("Ann Abe"), one.phone = TILLBOOK_STR("+66 2 123 4567");
  one.merchant_customer_id = TILLBOOK_STR("1001"), one.barcode = TILLBOOK_STR("4006381333931");
  one.description = TILLBOOK_STR("since 2019"), one.metadata = TILLBOOK_STR("{\"tier\":\"gold\"}");
  one.address_city = TILLBOOK_STR("Bangkok"), one.address_country = TILLBOOK_STR("TH");
  one.tags = tags, one.tag_count = 2;
  CHECK_OK(tillbook_customers_create(account, &one, &customer, &failure));
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK(fields.created_at == now && fields.updated_at == TILLBOOK_NEVER && fields.deleted_at == TILLBOOK_NEVER);
  CHECK_TEXT("ann@example.org", fields.email);
  CHECK_TEXT("Ann Abe", fields.name);
  CHECK_TEXT("{\"tier\":\"gold\"}", fields.metadata);
  CHECK_TEXT("Bangkok", fields.address_city);
  CHECK(fields.notes.ptr == NULL && fields.notes.len == 0 && fields.tag_count == 2);
  CHECK_OK(tillbook_customer_tag(customer, 1, &tag));
  CHECK_TEXT("vegan", tag);
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT, tillbook_customer_tag(customer, 2, &tag));
  CHECK(tag.ptr == NULL && tag.len == 0);
  keep(ann, fields.id);
  CHECK_OK(tillbook_customer_free(customer));

  CHECK_OK(tillbook_customers_create(account, NULL, &customer, &failure));
  fields = (tillbook_customer_fields)TILLBOOK_CUSTOMER_FIELDS_INIT;
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK(fields.email.ptr == NULL);
  keep(bob, fields.id);
  CHECK_OK(tillbook_customer_free(customer));

  /* The shop's number is one customer's alone, and a refused customer is not there. */
  one.email = TILLBOOK_STR("imposter@example.org");
  CHECK_REFUSED(TILLBOOK_ALREADY_EXISTS, tillbook_customers_create(account, &one, &customer, &failure));
  CHECK(customer == NULL && customers_of(account) == 2);
}

/* A card comes through a token, another one directly. */
static void take_cards(void) {
  tillbook_card_details details = card("4242424242424242"), wrong = card("4242424242424241");
  tillbook_token *token = NULL;
  tillbook_token_fields made = TILLBOOK_TOKEN_FIELDS_INIT;
  tillbook_card *first = NULL, *second = NULL;
  tillbook_card_fields fields = TILLBOOK_CARD_FIELDS_INIT;
  tillbook_list *cards = NULL;
  tillbook_list_fields many = TILLBOOK_LIST_FIELDS_INIT;
  char id[64];
  CHECK_REFUSED(TILLBOOK_INVALID_CARD, tillbook_tokens_create(account, &wrong, &token, &failure));
  CHECK_OK(tillbook_tokens_create(account, &details, &token, &failure));
  CHECK_OK(tillbook_token_read(token, &made));
  CHECK_OK(tillbook_cards_create(account, text(ann), made.id, &first, &failure));
  CHECK_REFUSED(TILLBOOK_USED_TOKEN, tillbook_cards_create(account, text(bob), made.id, &second, &failure));
  CHECK_OK(tillbook_token_free(token));
  CHECK_OK(tillbook_card_read(first, &fields));
  CHECK(fields.brand == TILLBOOK_BRAND_VISA && fields.expiration_month == 12 && fields.expiration_year == 2031);
  CHECK_TEXT("4242", fields.last_digits);
  CHECK_TEXT(ann, fields.customer);
  keep(id, fields.id);
  CHECK_OK(tillbook_card_free(first));

  details = card("5555555555554444");
  CHECK_OK(tillbook_cards_attach(account, text(ann), &details, &second, &failure));
  CHECK_OK(tillbook_card_free(second));
  CHECK_OK(tillbook_cards_list(account, text(ann), NULL, &cards, &failure));
  CHECK_OK(tillbook_list_read(cards, &many));
  CHECK(many.count == 2);
  CHECK_OK(tillbook_list_card(cards, 0, &first, &failure));
  CHECK_OK(tillbook_list_free(cards));
  fields = (tillbook_card_fields)TILLBOOK_CARD_FIELDS_INIT;
  CHECK_OK(tillbook_card_read(first, &fields));
  CHECK_TEXT(id, fields.id);
  CHECK_OK(tillbook_card_free(first));
  CHECK_OK(tillbook_cards_get(account, text(ann), text(id), &first, &failure));
  CHECK_OK(tillbook_card_free(first));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_cards_get(account, text(bob), text(id), &first, &failure));
}

static int32_t has_email(const tillbook_customer_fields *customer, void *user) {
  (*(int *)user)++;
  return customer->email.ptr != NULL;
}

/* The cashier scans, types or asks: Ann is there. */
static void look_up(void) {
  tillbook_customer *customer = NULL, *many[3];
  tillbook_customer_query query = TILLBOOK_CUSTOMER_QUERY_INIT;
  tillbook_list *list = NULL;
  tillbook_str keys[3] = {text(bob), TILLBOOK_STR("cust_test_5xuy4w91xqz7d1w9u0t"), text(ann)};
  expect(account, ann, "ann@example.org");
  CHECK_OK(tillbook_customers_by_email(account, TILLBOOK_STR("ANN@example.org"), &list, &failure));
  is(only(list, 1), ann);
  CHECK_OK(tillbook_customers_by_barcode(account, TILLBOOK_STR("4006381333931"), &list, &failure));
  is(only(list, 1), ann);
  CHECK_OK(tillbook_customers_by_merchant_customer_id(account, TILLBOOK_STR("1001"), &customer, &failure));
  is(customer, ann);
  query.phone = TILLBOOK_STR("4567");
  CHECK_OK(tillbook_customers_find(account, &query, &list, &failure));
  is(only(list, 0), ann);
  query = (tillbook_customer_query)TILLBOOK_CUSTOMER_QUERY_INIT;
  query.name = TILLBOOK_STR("ab an");
  CHECK_OK(tillbook_customers_find(account, &query, &list, &failure));
  is(only(list, 0), ann);
  query = (tillbook_customer_query)TILLBOOK_CUSTOMER_QUERY_INIT;
  query.email_prefix = TILLBOOK_STR("ANN@");
  CHECK_OK(tillbook_customers_find(account, &query, &list, &failure));
  is(only(list, 0), ann);
  tillbook_list_fields beyond = TILLBOOK_LIST_FIELDS_INIT;
  query.offset = 1;
  CHECK_OK(tillbook_customers_find(account, &query, &list, &failure));
  CHECK_OK(tillbook_list_read(list, &beyond));
  CHECK(beyond.count == 0 && beyond.more == 0);
  CHECK_OK(tillbook_list_free(list));
  CHECK_OK(tillbook_customers_get_many(account, keys, 3, many, &failure));
  CHECK(many[1] == NULL);
  is(many[0], bob);
  is(many[2], ann);

  int asked = 0;
  tillbook_str nothing = {NULL, 0};
  CHECK_OK(tillbook_customers_select(account, NULL, NULL, 0, nothing, has_email, &asked, &list, &failure));
  CHECK(asked == 2);
  CHECK_OK(tillbook_list_customer(list, 0, &customer, &failure));
  CHECK_OK(tillbook_list_free(list));
  is(customer, ann);

  tillbook_iterator *iterator = NULL;
  CHECK_OK(tillbook_customers_iterate(account, NULL, &iterator, &failure));
  CHECK_OK(tillbook_iterator_next(iterator, &customer, &failure));
  is(customer, ann);
  CHECK_OK(tillbook_iterator_next(iterator, &customer, &failure));
  is(customer, bob);
  CHECK_OK(tillbook_iterator_next(iterator, &customer, &failure));
  CHECK(customer == NULL);
  CHECK_OK(tillbook_iterator_free(iterator));

  char small[4], buffer[1024];
  size_t needed = 0;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  CHECK_REFUSED(TILLBOOK_BUFFER_TOO_SMALL,
                tillbook_customers_copy(account, text(ann), small, sizeof small, &needed, &fields, &failure));
  CHECK(needed > sizeof small && needed < sizeof buffer && fields.id.ptr == NULL);
  CHECK_OK(tillbook_customers_copy(account, text(ann), buffer, needed, &needed, &fields, &failure));
  CHECK_TEXT("ann@example.org", fields.email);
  CHECK(fields.email.ptr >= buffer && fields.email.ptr < buffer + sizeof buffer);

  tillbook_text *json = NULL;
  tillbook_str bytes;
  CHECK_OK(tillbook_customers_json(account, text(ann), &json, &failure));
  CHECK_OK(tillbook_text_read(json, &bytes));
  CHECK(bytes.len > 2 && bytes.ptr[0] == '{' && bytes.ptr[bytes.len - 1] == '}');
  CHECK_OK(tillbook_text_free(json));
}

static int32_t double_points(const tillbook_customer_fields *customer, tillbook_customer_update *update, void *user) {
  CHECK(user == &now);
  CHECK_TEXT("{\"points\":21}", customer->metadata);
  update->metadata = TILLBOOK_STR("{\"points\":42}");
  return 0;
}

static int32_t leave(const tillbook_customer_fields *customer, tillbook_customer_update *update, void *user) {
  (void)customer, (void)user;
  update->email = TILLBOOK_STR("never@example.org");
  return 1;
}

/* What is mentioned changes, and nothing else. */
static void change(void) {
  tillbook_customer_update update = TILLBOOK_CUSTOMER_UPDATE_INIT;
  tillbook_customer *customer = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  now += 60000;
  update.email = TILLBOOK_STR("ann.abe@example.org"), update.metadata = TILLBOOK_STR("{\"points\":21}");
  update.remove = TILLBOOK_REMOVE_BARCODE | TILLBOOK_REMOVE_TAGS;
  CHECK_OK(tillbook_customers_update(account, text(ann), &update, &customer, &failure));
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK(fields.updated_at == now && fields.barcode.ptr == NULL && fields.tag_count == 0);
  CHECK_TEXT("ann.abe@example.org", fields.email);
  CHECK_TEXT("Ann Abe", fields.name);
  CHECK_OK(tillbook_customer_free(customer));
  CHECK_OK(tillbook_customers_update_with(account, text(ann), double_points, &now, &customer, &failure));
  fields = (tillbook_customer_fields)TILLBOOK_CUSTOMER_FIELDS_INIT;
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK_TEXT("{\"points\":42}", fields.metadata);
  CHECK_OK(tillbook_customer_free(customer));
  CHECK_REFUSED(TILLBOOK_CANCELLED,
                tillbook_customers_update_with(account, text(ann), leave, NULL, &customer, &failure));
  CHECK(customer == NULL);
  expect(account, ann, "ann.abe@example.org");
}

/* The veg box is paid every Monday and Thursday. */
static void charge(void) {
  tillbook_new_schedule wanted = TILLBOOK_NEW_SCHEDULE_INIT;
  tillbook_schedule *schedule = NULL;
  tillbook_schedule_fields planned = TILLBOOK_SCHEDULE_FIELDS_INIT;
  tillbook_list *dues = NULL;
  tillbook_list_fields many = TILLBOOK_LIST_FIELDS_INIT;
  tillbook_due *due = NULL;
  tillbook_due_fields owed = TILLBOOK_DUE_FIELDS_INIT;
  tillbook_occurrence *occurrence = NULL;
  tillbook_occurrence_fields happened = TILLBOOK_OCCURRENCE_FIELDS_INIT;
  tillbook_str nothing = {NULL, 0};
  wanted.customer = text(ann), wanted.amount = 35000, wanted.currency = TILLBOOK_STR("THB");
  wanted.recurrence.kind = TILLBOOK_RECURRENCE_WEEKLY;
  wanted.recurrence.weekdays = 1u << TILLBOOK_WEEKDAY_MONDAY | 1u << TILLBOOK_WEEKDAY_THURSDAY;
  wanted.end_on = (tillbook_date){2026, 12, 31};
  CHECK_OK(tillbook_schedules_create(account, &wanted, &schedule, &failure));
  CHECK_OK(tillbook_schedule_read(schedule, &planned));
  CHECK(planned.amount == 35000 && planned.status == TILLBOOK_SCHEDULE_RUNNING);
  CHECK(planned.start_on.year == 2026 && planned.start_on.month == 3 && planned.start_on.day == 2);

  CHECK_OK(tillbook_schedules_due(account, now, 10, &dues, &failure));
  CHECK_OK(tillbook_list_read(dues, &many));
  CHECK(many.count == 1);
  CHECK_OK(tillbook_list_due(dues, 0, &due, &failure));
  CHECK_OK(tillbook_list_free(dues));
  CHECK_OK(tillbook_due_read(due, &owed));
  CHECK(owed.amount == 35000 && owed.attempt == 1);
  CHECK_TEXT(ann, owed.customer);
  CHECK_OK(tillbook_schedules_record(account, owed.schedule, owed.scheduled_on, TILLBOOK_OCCURRENCE_SUCCESSFUL,
                                     nothing, nothing, &occurrence, &failure));
  CHECK_OK(tillbook_occurrence_read(occurrence, &happened));
  CHECK(happened.status == TILLBOOK_OCCURRENCE_SUCCESSFUL && happened.scheduled_on.day == 2);
  CHECK_OK(tillbook_occurrence_free(occurrence));
  CHECK_REFUSED(TILLBOOK_CONFLICT,
                tillbook_schedules_record(account, owed.schedule, owed.scheduled_on, TILLBOOK_OCCURRENCE_SUCCESSFUL,
                                          nothing, nothing, &occurrence, &failure));
  CHECK_OK(tillbook_due_free(due));
  CHECK_OK(tillbook_schedules_due(account, now, 10, &dues, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_list_due(dues, 0, &due, &failure));
  CHECK_OK(tillbook_list_free(dues));
  CHECK_OK(tillbook_schedule_free(schedule));
}

/* The provider's own request, answered here. */
static void call(void) {
  static const tillbook_header form = {{"Content-Type", 12}, {"application/x-www-form-urlencoded", 33}};
  tillbook_request request = TILLBOOK_REQUEST_INIT;
  tillbook_response *response = NULL;
  tillbook_response_fields fields = TILLBOOK_RESPONSE_FIELDS_INIT;
  request.method = TILLBOOK_STR("POST"), request.path = TILLBOOK_STR("/customers");
  request.body = TILLBOOK_STR("email=cleo%40example.org"), request.headers = &form, request.header_count = 1;
  CHECK_OK(tillbook_call(account, &request, &response, &failure));
  CHECK_OK(tillbook_response_read(response, &fields));
  CHECK(fields.status == 200 && fields.header_count > 0 && fields.body.ptr[0] == '{');
  CHECK_OK(tillbook_response_free(response));
  request = (tillbook_request)TILLBOOK_REQUEST_INIT;
  request.method = TILLBOOK_STR("GET"), request.path = TILLBOOK_STR("/customers/cust_test_nobody");
  CHECK_OK(tillbook_call(account, &request, &response, &failure));
  fields = (tillbook_response_fields)TILLBOOK_RESPONSE_FIELDS_INIT;
  CHECK_OK(tillbook_response_read(response, &fields));
  CHECK(fields.status == 404);
  CHECK_OK(tillbook_response_free(response));
  CHECK(customers_of(account) == 3);
}

static int32_t count_calls(const tillbook_progress_fields *progress, void *user) {
  CHECK(progress->done <= progress->total);
  (*(int *)user)++;
  return 0;
}

/* The old till's customers come in, and all of them go into a file for the office. */
static void exchange(char **argv) {
  tillbook_import_report *report = NULL;
  tillbook_import_report_fields fields = TILLBOOK_IMPORT_REPORT_FIELDS_INIT;
  tillbook_account *live = NULL;
  tillbook_str reason;
  uint64_t line = 0, written = 0;
  int called = 0;
  tillbook_str path = in_folder(argv, "old.csv");
  FILE *file = fopen(path.ptr, "w");
  CHECK(file != NULL && fputs("email,name\ndan@example.org,Dan\neve@example.org\nfay@example.org,Fay\n", file) >= 0);
  CHECK(fclose(file) == 0);
  CHECK_OK(tillbook_customers_import(account, path, NULL, count_calls, &called, &report, &failure));
  CHECK_OK(tillbook_import_report_read(report, &fields));
  CHECK(called > 0 && fields.rows == 3 && fields.created == 2 && fields.refused == 1 && fields.refusal_count == 1);
  CHECK_OK(tillbook_import_report_refusal(report, 0, &line, &reason));
  CHECK(line == 3 && reason.len > 0);
  CHECK_OK(tillbook_import_report_free(report));
  CHECK(customers_of(account) == 5);

  path = in_folder(argv, "office.jsonl");
  CHECK_OK(tillbook_customers_export(account, path, TILLBOOK_EXPORT_JSONL, NULL, NULL, &written, &failure));
  CHECK(written == 5);
  /* The same file makes the same customers elsewhere. */
  CHECK_OK(tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_LIVE, &live, &failure));
  CHECK_OK(tillbook_customers_import(live, path, NULL, NULL, NULL, &report, &failure));
  fields = (tillbook_import_report_fields)TILLBOOK_IMPORT_REPORT_FIELDS_INIT;
  CHECK_OK(tillbook_import_report_read(report, &fields));
  CHECK(fields.rows == 5);
  CHECK_OK(tillbook_import_report_free(report));
  CHECK_OK(tillbook_account_free(live));
}

static void sound(tillbook_check_report *report) {
  tillbook_check_report_fields fields = TILLBOOK_CHECK_REPORT_FIELDS_INIT;
  CHECK_OK(tillbook_check_report_read(report, &fields));
  CHECK(fields.sound == 1 && fields.total_findings == 0 && fields.table_count > 0);
  CHECK_OK(tillbook_check_report_free(report));
}

/* In the evening the store is checked, copied and counted. */
static void look_after(char **argv) {
  tillbook_check_report *report = NULL;
  tillbook_backup_fields copied = TILLBOOK_BACKUP_FIELDS_INIT;
  tillbook_compact_fields compacted = TILLBOOK_COMPACT_FIELDS_INIT;
  tillbook_stat *stat = NULL;
  tillbook_stat_fields counted = TILLBOOK_STAT_FIELDS_INIT;
  tillbook_account *account_of_copy = NULL;
  CHECK_OK(tillbook_store_check(store, NULL, NULL, &report, &failure));
  sound(report);
  CHECK_OK(tillbook_store_stat(store, &stat, &failure));
  CHECK_OK(tillbook_stat_read(stat, &counted));
  CHECK(counted.customers >= 5 && counted.schedules == 1 && counted.occurrences == 1);
  CHECK_OK(tillbook_stat_free(stat));

  tillbook_str path = in_folder(argv, "copy.tillbook");
  CHECK_OK(tillbook_store_backup(store, path, NULL, NULL, &copied, &failure));
  CHECK(copied.rows > 0);
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_store_backup(store, path, NULL, NULL, &copied, &failure));
  tillbook_store *copy = open_at(path);
  account_of_copy = account_of(copy);
  expect(account_of_copy, ann, "ann.abe@example.org");
  CHECK_OK(tillbook_account_free(account_of_copy));
  CHECK_REFUSED(TILLBOOK_ALREADY_OPEN, tillbook_compact(path, &compacted, &failure));
  CHECK_OK(tillbook_close(copy, &failure));
  CHECK_OK(tillbook_compact(path, &compacted, &failure));
  CHECK(compacted.bytes_before > 0 && compacted.bytes_after > 0);
  CHECK_OK(tillbook_check_file(path, NULL, NULL, &report, &failure));
  sound(report);
}

/* Bob asks to be forgotten. */
static void forget(void) {
  tillbook_customer *customer = NULL;
  CHECK_OK(tillbook_customers_delete(account, text(bob), &customer, &failure));
  CHECK_OK(tillbook_customer_free(customer));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_customers_get(account, text(bob), &customer, &failure));
}

int main(int argc, char **argv) {
  CHECK(argc > 1);
  CHECK(same(tillbook_version(), TILLBOOK_VERSION) && tillbook_abi_version() == TILLBOOK_ABI_VERSION);
  open_shop(argv);
  greet();
  take_cards();
  look_up();
  change();
  charge();
  call();
  exchange(argv);
  look_after(argv);
  forget();
  close_shop();

  /* The next morning everything is there. */
  now += 86400000;
  open_shop(argv);
  CHECK(customers_of(account) == 4);
  expect(account, ann, "ann.abe@example.org");
  close_shop();
  return finish();
}
