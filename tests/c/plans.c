/* A shop plans charges, makes those that are due and says what came of them; it keeps tax identifiers and balances, and
 * sends requests of its providers. What it is answered, or what is left behind, is not what the header says. */
#include "check.h"

#define DAY INT64_C(86400000)

static const tillbook_str nothing = {NULL, 0};
/* 2026-05-04, a Monday, at half past nine. */
static int64_t now = INT64_C(1777887000000);

static int64_t tell_the_time(void *user) {
  return *(int64_t *)user;
}

static tillbook_account *open_account(const tillbook_store *store, int32_t provider) {
  tillbook_account *account = NULL;
  CHECK_OK(tillbook_account_open(store, provider, TILLBOOK_MODE_TEST, &account, &failure));
  return account;
}

static int same_date(tillbook_date date, int32_t year, int32_t month, int32_t day) {
  return date.year == year && date.month == month && date.day == day;
}

/* ---- A provider's own requests ---- */

static tillbook_response *call(const tillbook_account *account, int32_t key, const char *method, const char *path,
                               const char *json, int32_t status) {
  const tillbook_header headers[] = {{text("content-type"), text("application/json")}};
  tillbook_request request = TILLBOOK_REQUEST_INIT;
  request.key = key;
  request.method = text(method);
  request.path = text(path);
  request.headers = headers;
  request.header_count = 1;
  if (json != NULL) request.body = text(json);
  tillbook_response *response = NULL;
  CHECK_OK(tillbook_call(account, &request, &response, &failure));
  tillbook_response_fields fields = TILLBOOK_RESPONSE_FIELDS_INIT;
  CHECK_OK(tillbook_response_read(response, &fields));
  if (fields.status != status) fprintf(stderr, "%.*s\n", (int)fields.body.len, fields.body.ptr);
  CHECK(fields.status == status);
  return response;
}

/* The text behind `"name":` in what is answered. */
static void value_of(tillbook_response *response, const char *name, char *value, size_t room) {
  tillbook_response_fields fields = TILLBOOK_RESPONSE_FIELDS_INIT;
  CHECK_OK(tillbook_response_read(response, &fields));
  char wanted[64];
  int length = snprintf(wanted, sizeof wanted, "\"%s\":\"", name);
  for (size_t at = 0; at + (size_t)length < fields.body.len; at++) {
    if (memcmp(fields.body.ptr + at, wanted, (size_t)length) != 0) continue;
    const char *begin = fields.body.ptr + at + length, *end = memchr(begin, '"', fields.body.len - at - (size_t)length);
    CHECK(end != NULL && (size_t)(end - begin) < room);
    snprintf(value, room, "%.*s", (int)(end - begin), begin);
    CHECK_OK(tillbook_response_free(response));
    return;
  }
  CHECK(!"the answer has no such value");
}

static void requests(const tillbook_account *omise) {
  const char *card = "{\"card\":{\"name\":\"Mali Suwan\",\"number\":\"4242424242424242\",\"expiration_month\":8,"
                     "\"expiration_year\":2030,\"security_code\":\"321\"}}";
  CHECK_OK(tillbook_response_free(call(omise, TILLBOOK_KEY_PUBLIC, "POST", "/tokens", card, 200)));
  /* The public key may only make tokens. */
  tillbook_response *refused = call(omise, TILLBOOK_KEY_PUBLIC, "post", "/customers", "{}", 401);
  char code[64];
  value_of(refused, "code", code, sizeof code);
  CHECK(strcmp(code, "authentication_failure") == 0);

  tillbook_response *missing = call(omise, 0, "GET", "/customers/cust_test_nobody", NULL, 404);
  tillbook_response_fields fields = TILLBOOK_RESPONSE_FIELDS_INIT;
  CHECK_OK(tillbook_response_read(missing, &fields));
  CHECK(fields.header_count > 0);
  tillbook_str name, value;
  int json = 0;
  for (size_t i = 0; i < fields.header_count; i++) {
    CHECK_OK(tillbook_response_header(missing, i, &name, &value));
    json += same(name, "Content-Type") && same(value, "application/json; charset=utf-8");
  }
  CHECK(json == 1);
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT, tillbook_response_header(missing, fields.header_count, &name, &value));
  CHECK(name.ptr == NULL && value.ptr == NULL);
  CHECK_OK(tillbook_response_free(missing));
  CHECK_STATUS(TILLBOOK_CLOSED, tillbook_response_free(missing));

  const tillbook_header nameless[] = {{nothing, text("application/json")}};
  tillbook_request request = TILLBOOK_REQUEST_INIT;
  tillbook_response *response = NULL;
  request.path = text("/customers");
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.method = text("GET /");
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.method = text("GET");
  request.key = 3;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.key = 0;
  request.header_count = 1;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.headers = nameless;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  request.header_count = SIZE_MAX;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_call(omise, &request, &response, &failure));
  CHECK(response == NULL);
}

/* ---- Schedules ---- */

static void customer_with_card(const tillbook_account *omise, char *customer, char *card, size_t room) {
  char token[64], body[128];
  const char *details = "{\"card\":{\"name\":\"Mali Suwan\",\"number\":\"4242424242424242\",\"expiration_month\":8,"
                        "\"expiration_year\":2030,\"security_code\":\"321\"}}";
  value_of(call(omise, TILLBOOK_KEY_PUBLIC, "POST", "/tokens", details, 200), "id", token, sizeof token);
  snprintf(body, sizeof body, "{\"card\":\"%s\"}", token);
  tillbook_response *made = call(omise, TILLBOOK_KEY_SECRET, "POST", "/customers", body, 200);
  tillbook_response_fields fields = TILLBOOK_RESPONSE_FIELDS_INIT;
  CHECK_OK(tillbook_response_read(made, &fields));
  value_of(made, "id", customer, room);
  char path[128];
  snprintf(path, sizeof path, "/customers/%s", customer);
  value_of(call(omise, 0, "GET", path, NULL, 200), "default_card", card, room);
}

static tillbook_new_schedule daily(const char *customer) {
  tillbook_new_schedule new_schedule = TILLBOOK_NEW_SCHEDULE_INIT;
  new_schedule.customer = text(customer);
  new_schedule.amount = 35000;
  new_schedule.currency = text("thb");
  new_schedule.recurrence.kind = TILLBOOK_RECURRENCE_DAILY;
  new_schedule.end_on = (tillbook_date){2026, 5, 20};
  return new_schedule;
}

static tillbook_schedule *created(const tillbook_account *omise, const tillbook_new_schedule *new_schedule,
                                  tillbook_schedule_fields *fields) {
  tillbook_schedule *schedule = NULL;
  CHECK_OK(tillbook_schedules_create(omise, new_schedule, &schedule, &failure));
  *fields = (tillbook_schedule_fields)TILLBOOK_SCHEDULE_FIELDS_INIT;
  CHECK_OK(tillbook_schedule_read(schedule, fields));
  return schedule;
}

static void refused(const tillbook_account *omise, const tillbook_new_schedule *new_schedule, const char *field) {
  tillbook_schedule *schedule = NULL;
  tillbook_error_fields fields = TILLBOOK_ERROR_FIELDS_INIT;
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT, tillbook_schedules_create(omise, new_schedule, &schedule, &failure));
  CHECK(schedule == NULL && tillbook_error_read(failure, &fields) == TILLBOOK_OK);
  CHECK_TEXT(field, fields.field);
  CHECK_OK(tillbook_error_free(failure));
  failure = NULL;
}

static void recurrences(const tillbook_account *omise, const char *customer) {
  tillbook_schedule_fields fields;
  tillbook_date dates[40];
  size_t count;

  tillbook_new_schedule monthly = daily(customer);
  monthly.recurrence.kind = TILLBOOK_RECURRENCE_MONTHLY_ON_DAYS;
  monthly.recurrence.days_of_month = 1u << 1 | 1u << 31;
  monthly.start_on = (tillbook_date){2026, 6, 1};
  monthly.end_on = (tillbook_date){2027, 6, 1};
  monthly.description = text("the rent");
  monthly.metadata = text("{\"room\": 7}");
  tillbook_schedule *schedule = created(omise, &monthly, &fields);
  CHECK(fields.status == TILLBOOK_SCHEDULE_RUNNING && fields.charging == TILLBOOK_CHARGING_HOST);
  CHECK(fields.recurrence.every == 1 && fields.recurrence.days_of_month == (1u << 1 | 1u << 31));
  CHECK(same_date(fields.start_on, 2026, 6, 1) && same_date(fields.end_on, 2027, 6, 1));
  CHECK(same_date(fields.processed_through, 0, 0, 0) && fields.deleted_at == TILLBOOK_NEVER);
  CHECK(fields.created_at == now && fields.amount == 35000 && fields.card.ptr == NULL);
  CHECK_TEXT("THB", fields.currency);
  CHECK_TEXT("the rent", fields.description);
  CHECK_TEXT("{\"room\":7}", fields.metadata);
  CHECK_TEXT(customer, fields.customer);
  CHECK_OK(tillbook_schedule_next_dates(schedule, dates, 2, &count));
  /* June has no 31st. */
  CHECK(count == 2 && same_date(dates[0], 2026, 6, 1) && same_date(dates[1], 2026, 7, 1));
  CHECK_OK(tillbook_schedule_next_dates(schedule, dates, 40, &count));
  CHECK(count == 20 && same_date(dates[2], 2026, 7, 31) && same_date(dates[19], 2027, 6, 1));
  CHECK_OK(tillbook_schedule_next_dates(schedule, NULL, 0, &count));
  CHECK(count == 0);
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT, tillbook_schedule_next_dates(schedule, NULL, 1, &count));
  CHECK_OK(tillbook_schedule_retain(schedule));
  CHECK_OK(tillbook_schedule_free(schedule));
  CHECK_OK(tillbook_schedule_read(schedule, &fields));
  CHECK_OK(tillbook_schedule_free(schedule));

  tillbook_new_schedule weekly = daily(customer);
  weekly.recurrence = (tillbook_recurrence){TILLBOOK_RECURRENCE_WEEKLY, 2, 0, 0, 0, 0};
  refused(omise, &weekly, "on");
  weekly.recurrence.weekdays = 1u << TILLBOOK_WEEKDAY_MONDAY | 1u << TILLBOOK_WEEKDAY_SUNDAY;
  weekly.end_on = (tillbook_date){2027, 6, 1};
  schedule = created(omise, &weekly, &fields);
  CHECK(fields.recurrence.kind == TILLBOOK_RECURRENCE_WEEKLY && fields.recurrence.every == 2);
  CHECK(fields.recurrence.weekdays == weekly.recurrence.weekdays && fields.recurrence.weekday == 0);
  CHECK_OK(tillbook_schedule_next_dates(schedule, dates, 40, &count));
  CHECK(count == 30 && same_date(dates[0], 2026, 5, 4) && same_date(dates[1], 2026, 5, 10));
  CHECK(same_date(dates[2], 2026, 5, 18));
  CHECK_OK(tillbook_schedule_free(schedule));

  tillbook_new_schedule last_friday = daily(customer);
  last_friday.recurrence = (tillbook_recurrence){TILLBOOK_RECURRENCE_MONTHLY_ON_WEEKDAY, 0, 0, 0, 0, 0};
  refused(omise, &last_friday, "recurrence.ordinal");
  last_friday.recurrence.ordinal = TILLBOOK_ORDINAL_LAST;
  refused(omise, &last_friday, "recurrence.weekday");
  last_friday.recurrence.weekday = TILLBOOK_WEEKDAY_FRIDAY;
  last_friday.end_on = (tillbook_date){2026, 6, 30};
  schedule = created(omise, &last_friday, &fields);
  CHECK(fields.recurrence.ordinal == TILLBOOK_ORDINAL_LAST && fields.recurrence.weekday == TILLBOOK_WEEKDAY_FRIDAY);
  CHECK_OK(tillbook_schedule_next_dates(schedule, dates, 40, &count));
  CHECK(count == 2 && same_date(dates[0], 2026, 5, 29) && same_date(dates[1], 2026, 6, 26));
  CHECK_OK(tillbook_schedule_free(schedule));

  tillbook_new_schedule wrong = daily(customer);
  wrong.recurrence.weekdays = 2;
  refused(omise, &wrong, "recurrence.weekdays");
  wrong = daily(customer);
  wrong.recurrence.kind = 0;
  refused(omise, &wrong, "recurrence.kind");
  wrong.recurrence = (tillbook_recurrence){TILLBOOK_RECURRENCE_WEEKLY, 1, 1u << 8, 0, 0, 0};
  refused(omise, &wrong, "recurrence.weekdays");
  wrong.recurrence = (tillbook_recurrence){TILLBOOK_RECURRENCE_MONTHLY_ON_DAYS, 1, 0, 1u, 0, 0};
  refused(omise, &wrong, "on");
  wrong = daily(customer);
  wrong.end_on = (tillbook_date){2026, 2, 30};
  refused(omise, &wrong, "end_on");
  wrong.end_on = (tillbook_date){INT32_MAX, INT32_MIN, 1};
  refused(omise, &wrong, "end_on");
  wrong.end_on = (tillbook_date){0, 0, 0};
  refused(omise, &wrong, "end_on");
  wrong = daily(customer);
  wrong.charging = 3;
  refused(omise, &wrong, "charging");
  wrong = daily(customer);
  wrong.amount = 0;
  refused(omise, &wrong, "amount");
  wrong = daily(customer);
  wrong.metadata = text("[]");
  refused(omise, &wrong, "metadata");
  wrong = daily("cust_test_nobody");
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_schedules_create(omise, &wrong, &schedule, &failure));
}

static void changes(const tillbook_account *omise, const char *customer) {
  tillbook_new_schedule new_schedule = daily(customer);
  new_schedule.description = text("the paper");
  tillbook_schedule_fields fields, changed = TILLBOOK_SCHEDULE_FIELDS_INIT;
  tillbook_schedule *schedule = created(omise, &new_schedule, &fields), *after = NULL;

  tillbook_schedule_update update = TILLBOOK_SCHEDULE_UPDATE_INIT;
  update.metadata = text("{\"round\": 2}");
  CHECK_OK(tillbook_schedules_update(omise, fields.id, &update, &after, &failure));
  CHECK_OK(tillbook_schedule_read(after, &changed));
  CHECK_TEXT("the paper", changed.description);
  CHECK_TEXT("{\"round\":2}", changed.metadata);
  CHECK(changed.charging == TILLBOOK_CHARGING_HOST);
  CHECK_OK(tillbook_schedule_free(after));

  update = (tillbook_schedule_update)TILLBOOK_SCHEDULE_UPDATE_INIT;
  update.remove = TILLBOOK_REMOVE_DESCRIPTION;
  update.charging = TILLBOOK_CHARGING_SIMULATED;
  CHECK_OK(tillbook_schedules_update(omise, fields.id, &update, &after, &failure));
  CHECK_OK(tillbook_schedule_read(after, &changed));
  CHECK(changed.description.ptr == NULL && changed.charging == TILLBOOK_CHARGING_SIMULATED);
  CHECK_TEXT("{\"round\":2}", changed.metadata);
  CHECK_OK(tillbook_schedule_free(after));
  /* What was read before stays as it was. */
  CHECK_TEXT("the paper", fields.description);

  update.description = text("the paper");
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_schedules_update(omise, fields.id, &update, &after, &failure));
  update = (tillbook_schedule_update)TILLBOOK_SCHEDULE_UPDATE_INIT;
  update.remove = 1u << 31;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_schedules_update(omise, fields.id, &update, &after, &failure));
  update = (tillbook_schedule_update)TILLBOOK_SCHEDULE_UPDATE_INIT;
  update.reserved = 1;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_schedules_update(omise, fields.id, &update, &after, &failure));
  update = (tillbook_schedule_update)TILLBOOK_SCHEDULE_UPDATE_INIT;
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_schedules_update(omise, text("schd_test_no"), &update, &after, &failure));

  uint64_t charged = 0;
  CHECK_OK(tillbook_schedules_simulate_due(omise, &charged, &failure));
  CHECK(charged == 1);
  CHECK_OK(tillbook_schedules_simulate_due(omise, &charged, &failure));
  CHECK(charged == 0);

  for (int again = 0; again < 2; again++) {
    CHECK_OK(tillbook_schedules_delete(omise, fields.id, &after, &failure));
    CHECK_OK(tillbook_schedule_read(after, &changed));
    CHECK(changed.status == TILLBOOK_SCHEDULE_DELETED && changed.deleted_at == now && changed.ended_at == now);
    CHECK(same_date(changed.processed_through, 2026, 5, 4));
    CHECK_OK(tillbook_schedule_free(after));
  }
  CHECK_REFUSED(TILLBOOK_CONFLICT, tillbook_schedules_update(omise, fields.id, &update, &after, &failure));
  CHECK_OK(tillbook_schedules_get(omise, fields.id, &after, &failure));
  CHECK_OK(tillbook_schedule_free(after));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_schedules_get(omise, text("schd_test_no"), &after, &failure));
  CHECK_OK(tillbook_schedule_free(schedule));
}

static size_t length(const tillbook_list *list) {
  tillbook_list_fields fields = TILLBOOK_LIST_FIELDS_INIT;
  CHECK_OK(tillbook_list_read(list, &fields));
  return fields.count;
}

/* How many charges are due now; the one at a place is read. */
static size_t due(const tillbook_account *omise, size_t limit, size_t index, tillbook_due **charge,
                  tillbook_due_fields *fields) {
  tillbook_list *dues = NULL;
  CHECK_OK(tillbook_schedules_due(omise, now, limit, &dues, &failure));
  size_t count = length(dues);
  if (charge != NULL) {
    CHECK_OK(tillbook_list_due(dues, index, charge, &failure));
    *fields = (tillbook_due_fields)TILLBOOK_DUE_FIELDS_INIT;
    CHECK_OK(tillbook_due_read(*charge, fields));
  }
  CHECK_OK(tillbook_list_free(dues));
  return count;
}

static void recorded(const tillbook_account *omise, tillbook_str schedule, tillbook_date date, int32_t outcome,
                     const char *message, uint64_t attempts) {
  tillbook_occurrence *occurrence = NULL, *same_one = NULL;
  tillbook_str charge = outcome == TILLBOOK_OCCURRENCE_SUCCESSFUL ? text("chrg_test_1") : nothing;
  tillbook_str why = message == NULL ? nothing : text(message);
  CHECK_OK(tillbook_schedules_record(omise, schedule, date, outcome, charge, why, &occurrence, &failure));
  tillbook_occurrence_fields fields = TILLBOOK_OCCURRENCE_FIELDS_INIT;
  CHECK_OK(tillbook_occurrence_read(occurrence, &fields));
  CHECK(fields.status == outcome && fields.attempts == attempts && fields.processed_at == now);
  CHECK(same_date(fields.scheduled_on, date.year, date.month, date.day));
  CHECK((fields.retry_on.year != 0) == (outcome == TILLBOOK_OCCURRENCE_FAILED && attempts < 3));
  CHECK(message == NULL ? fields.message.ptr == NULL : same(fields.message, message));
  CHECK(charge.ptr == NULL ? fields.charge.ptr == NULL : same(fields.charge, "chrg_test_1"));
  CHECK_OK(tillbook_schedules_occurrence(omise, fields.id, &same_one, &failure));
  tillbook_occurrence_fields read = TILLBOOK_OCCURRENCE_FIELDS_INIT;
  CHECK_OK(tillbook_occurrence_read(same_one, &read));
  CHECK(read.created_at == fields.created_at && read.status == fields.status);
  CHECK_OK(tillbook_occurrence_free(same_one));
  CHECK_OK(tillbook_occurrence_free(occurrence));
}

static void due_charges(const tillbook_account *omise, const char *customer, const char *card) {
  CHECK(due(omise, 100, 0, NULL, NULL) > 0);
  tillbook_list *schedules = NULL;
  CHECK_OK(tillbook_schedules_list(omise, NULL, &schedules, &failure));
  for (size_t i = 0; i < length(schedules); i++) {
    tillbook_schedule *schedule = NULL, *deleted = NULL;
    tillbook_schedule_fields fields = TILLBOOK_SCHEDULE_FIELDS_INIT;
    CHECK_OK(tillbook_list_schedule(schedules, i, &schedule, &failure));
    CHECK_OK(tillbook_schedule_read(schedule, &fields));
    CHECK_OK(tillbook_schedules_delete(omise, fields.id, &deleted, &failure));
    CHECK_OK(tillbook_schedule_free(deleted));
    CHECK_OK(tillbook_schedule_free(schedule));
  }
  tillbook_occurrence *occurrence = NULL;
  CHECK_REFUSED(TILLBOOK_INVALID_HANDLE, tillbook_list_occurrence(schedules, 0, &occurrence, &failure));
  CHECK_OK(tillbook_list_free(schedules));
  CHECK(due(omise, 100, 0, NULL, NULL) == 0);

  tillbook_new_schedule new_schedule = daily(customer);
  tillbook_schedule_fields plan;
  tillbook_schedule *schedule = created(omise, &new_schedule, &plan);
  tillbook_due *charge = NULL;
  tillbook_due_fields to_pay;
  now += DAY;
  CHECK(due(omise, 0, 0, NULL, NULL) == 0);
  CHECK(due(omise, SIZE_MAX, 0, &charge, &to_pay) == 2);
  CHECK(same_date(to_pay.scheduled_on, 2026, 5, 4) && to_pay.attempt == 1 && to_pay.amount == 35000);
  CHECK_TEXT(customer, to_pay.customer);
  CHECK_TEXT(card, to_pay.card);
  CHECK_TEXT("THB", to_pay.currency);
  CHECK_OK(tillbook_due_retain(charge));
  CHECK_OK(tillbook_due_free(charge));

  /* What does not fit together changes nothing. */
  tillbook_str schd = to_pay.schedule, id = text("chrg_test_1");
  tillbook_date today = {2026, 5, 5}, never = {2026, 5, 21};
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_schedules_record(omise, schd, to_pay.scheduled_on, 0, nothing, nothing, &occurrence, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_schedules_record(omise, schd, to_pay.scheduled_on, TILLBOOK_OCCURRENCE_FAILED, id, nothing,
                                          &occurrence, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_schedules_record(omise, schd, to_pay.scheduled_on, TILLBOOK_OCCURRENCE_SUCCESSFUL, id, id,
                                          &occurrence, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_schedules_record(omise, schd, never, TILLBOOK_OCCURRENCE_SKIPPED,
                                                                     nothing, nothing, &occurrence, &failure));
  CHECK_REFUSED(TILLBOOK_CONFLICT, tillbook_schedules_record(omise, schd, today, TILLBOOK_OCCURRENCE_SKIPPED, nothing,
                                                             nothing, &occurrence, &failure));
  CHECK(occurrence == NULL);

  recorded(omise, schd, to_pay.scheduled_on, TILLBOOK_OCCURRENCE_SUCCESSFUL, NULL, 1);
  recorded(omise, schd, today, TILLBOOK_OCCURRENCE_FAILED, "the bank is closed", 1);
  CHECK(due(omise, 100, 0, NULL, NULL) == 0);
  now += DAY;
  tillbook_due *retry = NULL;
  tillbook_due_fields again;
  CHECK(due(omise, 100, 0, &retry, &again) == 2);
  CHECK(again.attempt == 2 && same_date(again.scheduled_on, 2026, 5, 5));
  recorded(omise, schd, today, TILLBOOK_OCCURRENCE_FAILED, NULL, 2);
  recorded(omise, schd, (tillbook_date){2026, 5, 6}, TILLBOOK_OCCURRENCE_SKIPPED, "a holiday", 1);
  CHECK_OK(tillbook_due_free(retry));

  tillbook_list *occurrences = NULL;
  tillbook_list_query query = TILLBOOK_LIST_QUERY_INIT;
  query.newest_first = 1;
  query.limit = 2;
  CHECK_OK(tillbook_schedules_occurrences(omise, schd, &query, &occurrences, &failure));
  tillbook_list_fields fields = TILLBOOK_LIST_FIELDS_INIT;
  CHECK_OK(tillbook_list_read(occurrences, &fields));
  CHECK(fields.count == 2 && fields.total == 3 && fields.more == 1);
  tillbook_occurrence_fields last = TILLBOOK_OCCURRENCE_FIELDS_INIT;
  CHECK_OK(tillbook_list_occurrence(occurrences, 0, &occurrence, &failure));
  CHECK_OK(tillbook_list_free(occurrences));
  CHECK_OK(tillbook_occurrence_retain(occurrence));
  CHECK_OK(tillbook_occurrence_free(occurrence));
  CHECK_OK(tillbook_occurrence_read(occurrence, &last));
  CHECK_TEXT("a holiday", last.message);
  query.after = last.id;
  CHECK_OK(tillbook_schedules_occurrences(omise, schd, &query, &occurrences, &failure));
  CHECK(length(occurrences) == 2);
  CHECK_OK(tillbook_list_free(occurrences));
  query.before = last.id;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_schedules_occurrences(omise, schd, &query, &occurrences, &failure));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_schedules_occurrences(omise, last.id, NULL, &occurrences, &failure));
  CHECK_OK(tillbook_occurrence_free(occurrence));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_schedules_occurrence(omise, schd, &occurrence, &failure));
  CHECK(occurrence == NULL);
  CHECK_OK(tillbook_schedules_list_of(omise, text(customer), NULL, &schedules, &failure));
  CHECK(length(schedules) == 5);
  CHECK_OK(tillbook_list_free(schedules));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_schedules_list_of(omise, schd, NULL, &schedules, &failure));

  CHECK_OK(tillbook_due_free(charge));
  CHECK_OK(tillbook_schedule_free(schedule));
}

/* A till whose clock is years ahead asks for everything: it is answered with as much as memory has room for. */
static void a_clock_that_is_ahead(const tillbook_account *omise, const char *customer) {
  tillbook_new_schedule forever = daily(customer);
  forever.end_on = (tillbook_date){9999, 12, 31};
  tillbook_schedule_fields fields;
  tillbook_schedule *schedule = created(omise, &forever, &fields), *deleted = NULL;
  tillbook_list *dues = NULL;
  CHECK_OK(tillbook_schedules_due(omise, INT64_MAX, SIZE_MAX, &dues, &failure));
  CHECK(length(dues) == 10000);
  CHECK_OK(tillbook_list_free(dues));
  CHECK_OK(tillbook_schedules_due(omise, TILLBOOK_NEVER, SIZE_MAX, &dues, &failure));
  CHECK(length(dues) == 0);
  CHECK_OK(tillbook_list_free(dues));
  CHECK_OK(tillbook_schedules_delete(omise, fields.id, &deleted, &failure));
  CHECK_OK(tillbook_schedule_free(deleted));
  CHECK_OK(tillbook_schedule_free(schedule));
}

/* ---- Tax identifiers ---- */

typedef struct {
  const tillbook_account *account;
  const char *kind;
  unsigned asked;
} choice;

static int32_t of_a_kind(const tillbook_tax_identifier_fields *tax_identifier, void *user) {
  choice *choice = user;
  choice->asked++;
  tillbook_tax_identifier *found = NULL;
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_tax_identifiers_get(choice->account, tax_identifier->id, &found, NULL));
  CHECK(tax_identifier->struct_size == sizeof *tax_identifier);
  return same(tax_identifier->kind, choice->kind);
}

static tillbook_tax_identifier *made(const tillbook_account *river, const char *kind, const char *value,
                                     tillbook_tax_identifier_fields *fields) {
  tillbook_tax_identifier *tax_identifier = NULL;
  CHECK_OK(tillbook_tax_identifiers_create(river, text(kind), text(value), &tax_identifier, &failure));
  *fields = (tillbook_tax_identifier_fields)TILLBOOK_TAX_IDENTIFIER_FIELDS_INIT;
  CHECK_OK(tillbook_tax_identifier_read(tax_identifier, fields));
  return tax_identifier;
}

static size_t chosen(const tillbook_account *river, const tillbook_str *ids, size_t count, const char *customer,
                     choice *choice) {
  tillbook_list *tax_identifiers = NULL;
  CHECK_OK(tillbook_tax_identifiers_select(river, NULL, ids, count, customer == NULL ? nothing : text(customer),
                                           choice == NULL ? NULL : of_a_kind, choice, &tax_identifiers, &failure));
  size_t length_of_it = length(tax_identifiers);
  CHECK_OK(tillbook_list_free(tax_identifiers));
  return length_of_it;
}

static void tax_identifiers(const tillbook_account *river, const tillbook_account *omise) {
  char customer[64];
  value_of(call(river, 0, "POST", "/customers", "{\"email\":\"shop@example.com\"}", 201), "id", customer,
           sizeof customer);
  tillbook_tax_identifier_fields german, french, fields = TILLBOOK_TAX_IDENTIFIER_FIELDS_INIT;
  tillbook_tax_identifier *first = made(river, "de", "DE111111125", &german);
  tillbook_tax_identifier *second = made(river, "fr", "FR12345678901", &french), *now_it_is = NULL;
  CHECK(german.state == TILLBOOK_TAX_IDENTIFIER_PENDING && german.verified_at == TILLBOOK_NEVER);
  CHECK(german.customer.ptr == NULL && german.pending_at == german.created_at);
  CHECK_TEXT("de", german.kind);
  CHECK_TEXT("DE111111125", german.value);

  CHECK_OK(tillbook_tax_identifiers_attach(river, text(customer), german.id, &now_it_is, &failure));
  CHECK_OK(tillbook_tax_identifier_read(now_it_is, &fields));
  CHECK_TEXT(customer, fields.customer);
  CHECK_OK(tillbook_tax_identifier_free(now_it_is));
  CHECK(german.customer.ptr == NULL);
  CHECK_REFUSED(TILLBOOK_NOT_FOUND,
                tillbook_tax_identifiers_attach(river, text("nobody"), french.id, &now_it_is, &failure));
  tillbook_tax_identifier_fields another;
  CHECK_OK(tillbook_tax_identifier_free(made(river, "de", "DE222222222", &another)));
  CHECK_OK(tillbook_tax_identifiers_get(river, german.id, &now_it_is, &failure));
  CHECK_OK(tillbook_tax_identifier_free(now_it_is));

  tillbook_list *list = NULL;
  CHECK_OK(tillbook_tax_identifiers_of(river, text(customer), &list, &failure));
  CHECK(length(list) == 1);
  CHECK_OK(tillbook_list_tax_identifier(list, 0, &now_it_is, &failure));
  CHECK_OK(tillbook_list_free(list));
  CHECK_OK(tillbook_tax_identifier_retain(now_it_is));
  CHECK_OK(tillbook_tax_identifier_free(now_it_is));
  CHECK_OK(tillbook_tax_identifier_read(now_it_is, &fields));
  CHECK_OK(tillbook_tax_identifiers_of(river, text("nobody"), &list, &failure));
  CHECK(length(list) == 0);
  CHECK_OK(tillbook_list_free(list));
  CHECK_OK(tillbook_tax_identifiers_list(river, NULL, &list, &failure));
  CHECK(length(list) == 3);
  CHECK_OK(tillbook_list_free(list));

  const tillbook_str ids[] = {german.id, text("unknown"), french.id}, hole[] = {german.id, nothing};
  choice germans = {river, "de", 0};
  CHECK(chosen(river, NULL, 0, NULL, &germans) == 2 && germans.asked == 3);
  CHECK(chosen(river, ids, 3, NULL, &germans) == 1 && germans.asked == 5);
  CHECK(chosen(river, NULL, 0, customer, NULL) == 1);
  CHECK(chosen(river, ids, 3, NULL, NULL) == 2);
  CHECK(chosen(river, ids, 0, NULL, NULL) == 0);
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_tax_identifiers_select(river, NULL, ids, 3, text(customer), NULL,
                                                                           NULL, &list, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_tax_identifiers_select(river, NULL, hole, 2, nothing, NULL, NULL, &list, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_tax_identifiers_select(river, NULL, NULL, 2, nothing, NULL, NULL, &list, &failure));

  tillbook_tax_identifier *gone = NULL;
  CHECK_OK(tillbook_tax_identifiers_delete(river, german.id, &gone, &failure));
  CHECK_OK(tillbook_tax_identifier_free(gone));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_tax_identifiers_delete(river, german.id, &gone, &failure));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_tax_identifiers_get(river, german.id, &gone, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_tax_identifiers_create(river, text("xx"), text("1"), &gone, &failure));
  CHECK_REFUSED(TILLBOOK_UNSUPPORTED,
                tillbook_tax_identifiers_create(omise, text("de"), text("DE111111125"), &gone, &failure));
  CHECK_OK(tillbook_tax_identifier_free(now_it_is));
  CHECK_OK(tillbook_tax_identifier_free(second));
  CHECK_OK(tillbook_tax_identifier_free(first));
}

/* ---- Balances ---- */

static void balances(const tillbook_account *shopline, const tillbook_account *omise, const char *omise_customer) {
  char customer[64];
  value_of(call(shopline, 0, "POST", "/customers", "{\"email\":\"mei@example.com\"}", 200), "id", customer,
           sizeof customer);
  tillbook_str mei = text(customer);
  tillbook_new_ledger_entry welcome = TILLBOOK_NEW_LEDGER_ENTRY_INIT, spent = TILLBOOK_NEW_LEDGER_ENTRY_INIT;
  welcome.value = 100;
  welcome.remarks = text("welcome");
  welcome.expires_at = now + 10 * DAY;
  tillbook_ledger_entry *ledger_entry = NULL;
  tillbook_ledger_entry_fields fields = TILLBOOK_LEDGER_ENTRY_FIELDS_INIT;
  CHECK_OK(tillbook_ledgers_post(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &welcome, &ledger_entry, &failure));
  CHECK_OK(tillbook_ledger_entry_read(ledger_entry, &fields));
  CHECK(fields.ledger == TILLBOOK_LEDGER_STORE_CREDIT && fields.value == 100 && fields.balance == 100);
  CHECK(fields.replaces == 0 && fields.reserved == 0 && fields.expires_at == now + 10 * DAY);
  CHECK_TEXT("welcome", fields.remarks);
  CHECK_TEXT(customer, fields.customer);
  CHECK(fields.performer.ptr == NULL && fields.kind.len > 0);
  CHECK_OK(tillbook_ledger_entry_retain(ledger_entry));
  CHECK_OK(tillbook_ledger_entry_free(ledger_entry));
  CHECK_OK(tillbook_ledger_entry_free(ledger_entry));

  spent.value = -30;
  spent.remarks = text("a lamp");
  spent.performer = text("staff 7");
  CHECK_OK(tillbook_ledgers_post(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &spent, &ledger_entry, &failure));
  fields = (tillbook_ledger_entry_fields)TILLBOOK_LEDGER_ENTRY_FIELDS_INIT;
  CHECK_OK(tillbook_ledger_entry_read(ledger_entry, &fields));
  CHECK(fields.balance == 70 && fields.expires_at == TILLBOOK_NEVER && same(fields.performer, "staff 7"));
  CHECK_OK(tillbook_ledger_entry_free(ledger_entry));
  spent.value = -71;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_ledgers_post(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &spent,
                                                                 &ledger_entry, &failure));
  spent.replaces = 2;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_ledgers_post(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &spent,
                                                                 &ledger_entry, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_ledgers_post(shopline, mei, 3, &welcome, &ledger_entry, &failure));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_ledgers_post(shopline, text("nobody"), TILLBOOK_LEDGER_STORE_CREDIT,
                                                          &welcome, &ledger_entry, &failure));
  CHECK_REFUSED(TILLBOOK_UNSUPPORTED, tillbook_ledgers_post(omise, text(omise_customer), TILLBOOK_LEDGER_MEMBER_POINTS,
                                                            &welcome, &ledger_entry, &failure));
  CHECK(ledger_entry == NULL);

  int64_t balance = -1;
  CHECK_OK(tillbook_ledgers_balance(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &balance, &failure));
  CHECK(balance == 70);
  CHECK_OK(tillbook_ledgers_balance(shopline, mei, TILLBOOK_LEDGER_MEMBER_POINTS, &balance, &failure));
  CHECK(balance == 0);
  now += 11 * DAY;
  CHECK_OK(tillbook_ledgers_balance(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &balance, &failure));
  CHECK(balance == 0);
  CHECK_OK(tillbook_ledgers_end_due(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &failure));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND,
                tillbook_ledgers_end_due(shopline, text("nobody"), TILLBOOK_LEDGER_STORE_CREDIT, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_ledgers_balance(shopline, mei, 0, &balance, &failure));

  tillbook_list *ledger_entries = NULL;
  CHECK_OK(tillbook_ledgers_list(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, NULL, &ledger_entries, &failure));
  CHECK(length(ledger_entries) == 3);
  CHECK_OK(tillbook_list_ledger_entry(ledger_entries, 2, &ledger_entry, &failure));
  CHECK_OK(tillbook_list_free(ledger_entries));
  CHECK_OK(tillbook_ledger_entry_read(ledger_entry, &fields));
  CHECK(fields.value == -70 && fields.balance == 0);
  CHECK_OK(tillbook_ledger_entry_free(ledger_entry));
}

int main(int argc, char **argv) {
  CHECK(argc > 1);
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  options.clock = tell_the_time;
  options.clock_user = &now;
  tillbook_store *store = NULL;
  CHECK_OK(tillbook_open(in_folder(argv, "plans.tillbook"), &options, &store, &failure));
  tillbook_account *omise = open_account(store, TILLBOOK_PROVIDER_OMISE);
  tillbook_account *river = open_account(store, TILLBOOK_PROVIDER_DIGITAL_RIVER);
  tillbook_account *shopline = open_account(store, TILLBOOK_PROVIDER_SHOPLINE);
  char customer[64], card[64];
  requests(omise);
  customer_with_card(omise, customer, card, sizeof customer);
  recurrences(omise, customer);
  changes(omise, customer);
  due_charges(omise, customer, card);
  a_clock_that_is_ahead(omise, customer);
  tax_identifiers(river, omise);
  balances(shopline, omise, customer);
  CHECK_OK(tillbook_account_free(shopline));
  CHECK_OK(tillbook_account_free(river));
  CHECK_OK(tillbook_account_free(omise));
  CHECK_OK(tillbook_close(store));
  return finish();
}
