/* A shop plans charges, changes its plans and drops them, and reads something else than what it planned. */
#include "plan.h"

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

/* Deleted ones included, and only those of this customer. */
static void lists(const tillbook_account *omise, const char *customer) {
  char other[64], card[64];
  customer_with_card(omise, other, card, sizeof other);
  tillbook_new_schedule of_another = daily(other);
  tillbook_schedule_fields fields, read = TILLBOOK_SCHEDULE_FIELDS_INIT;
  tillbook_schedule *schedule = created(omise, &of_another, &fields), *newest = NULL;
  tillbook_occurrence *occurrence = NULL;
  tillbook_list *schedules = NULL;
  CHECK_OK(tillbook_schedules_list_of(omise, text(customer), NULL, &schedules, &failure));
  CHECK(length(schedules) == 4);
  CHECK_OK(tillbook_list_free(schedules));
  tillbook_list_query query = TILLBOOK_LIST_QUERY_INIT;
  query.newest_first = 1;
  query.limit = 2;
  CHECK_OK(tillbook_schedules_list(omise, &query, &schedules, &failure));
  tillbook_list_fields list = TILLBOOK_LIST_FIELDS_INIT;
  CHECK_OK(tillbook_list_read(schedules, &list));
  CHECK(list.count == 2 && list.total == 5 && list.more == 1);
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_list_schedule(schedules, 2, &newest, &failure));
  CHECK(newest == NULL);
  CHECK_REFUSED(TILLBOOK_INVALID_HANDLE, tillbook_list_occurrence(schedules, 0, &occurrence, &failure));
  CHECK_OK(tillbook_list_schedule(schedules, 0, &newest, &failure));
  CHECK_OK(tillbook_list_free(schedules));
  CHECK_OK(tillbook_schedule_read(newest, &read));
  CHECK(read.id.len == fields.id.len && memcmp(read.id.ptr, fields.id.ptr, read.id.len) == 0);
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_schedules_list_of(omise, fields.id, NULL, &schedules, &failure));
  CHECK_OK(tillbook_schedule_free(newest));
  CHECK_OK(tillbook_schedule_free(schedule));
}

int main(int argc, char **argv) {
  CHECK(argc > 1);
  tillbook_store *store = open_store(argv);
  tillbook_account *omise = open_account(store, TILLBOOK_PROVIDER_OMISE);
  char customer[64], card[64];
  customer_with_card(omise, customer, card, sizeof customer);
  recurrences(omise, customer);
  changes(omise, customer);
  lists(omise, customer);
  CHECK_OK(tillbook_account_free(omise));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
