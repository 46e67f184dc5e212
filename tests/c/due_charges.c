/* Charges fall due, are made or fail, and what came of them is recorded wrongly, or is due once more. */
#include "plan.h"

/* How many charges are due now; the first of them is read. */
static size_t due(const tillbook_account *omise, uint64_t limit, tillbook_due **charge, tillbook_due_fields *fields) {
  tillbook_list *dues = NULL;
  CHECK_OK(tillbook_schedules_due(omise, now, limit, &dues, &failure));
  size_t count = length(dues);
  if (charge != NULL) {
    CHECK_OK(tillbook_list_due(dues, 0, charge, &failure));
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
  CHECK(due(omise, 100, NULL, NULL) == 0);
  tillbook_new_schedule new_schedule = daily(customer);
  tillbook_schedule_fields plan;
  tillbook_schedule *schedule = created(omise, &new_schedule, &plan);
  tillbook_occurrence *occurrence = NULL;
  tillbook_due *charge = NULL;
  tillbook_due_fields to_pay;
  now += DAY;
  CHECK(due(omise, 1, NULL, NULL) == 1);
  CHECK(due(omise, 0, NULL, NULL) == 2);
  CHECK(due(omise, UINT64_MAX, &charge, &to_pay) == 2);
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
  CHECK(due(omise, 100, NULL, NULL) == 0);
  now += DAY;
  tillbook_due *retry = NULL;
  tillbook_due_fields again;
  CHECK(due(omise, 100, &retry, &again) == 2);
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
  CHECK_OK(tillbook_schedules_due(omise, INT64_MAX, UINT64_MAX, &dues, &failure));
  CHECK(length(dues) == 10000);
  CHECK_OK(tillbook_list_free(dues));
  CHECK_OK(tillbook_schedules_due(omise, INT64_MAX, 0, &dues, &failure));
  CHECK(length(dues) == 20);
  CHECK_OK(tillbook_list_free(dues));
  CHECK_OK(tillbook_schedules_due(omise, TILLBOOK_NEVER, UINT64_MAX, &dues, &failure));
  CHECK(length(dues) == 0);
  CHECK_OK(tillbook_list_free(dues));
  CHECK_OK(tillbook_schedules_delete(omise, fields.id, &deleted, &failure));
  CHECK_OK(tillbook_schedule_free(deleted));
  CHECK_OK(tillbook_schedule_free(schedule));
}

int main(int argc, char **argv) {
  CHECK(argc > 1);
  tillbook_store *store = open_store(argv);
  tillbook_account *omise = open_account(store, TILLBOOK_PROVIDER_OMISE);
  char customer[64], card[64];
  customer_with_card(omise, customer, card, sizeof customer);
  due_charges(omise, customer, card);
  a_clock_that_is_ahead(omise, customer);
  CHECK_OK(tillbook_account_free(omise));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
