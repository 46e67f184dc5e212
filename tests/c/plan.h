/* What the programs about schedules share: a customer, and a plan to charge it every day. */
#ifndef TILLBOOK_PLAN_H
#define TILLBOOK_PLAN_H

#include "provider.h"

static int same_date(tillbook_date date, int32_t year, int32_t month, int32_t day) {
  return date.year == year && date.month == month && date.day == day;
}

static void customer_with_card(const tillbook_account *omise, char *customer, char *card, size_t room) {
  char token[64], body[128];
  value_of(call(omise, TILLBOOK_KEY_PUBLIC, "POST", "/tokens", card_details, 200), "id", token, sizeof token);
  snprintf(body, sizeof body, "{\"card\":\"%s\"}", token);
  tillbook_response *made = call(omise, TILLBOOK_KEY_SECRET, "POST", "/customers", body, 200);
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

#endif
