/* What the programs about plans, numbers and balances share: a till whose clock they move, and a provider's requests. */
#ifndef TILLBOOK_PROVIDER_H
#define TILLBOOK_PROVIDER_H

#include "check.h"

#define DAY INT64_C(86400000)

static const tillbook_str nothing = {NULL, 0};
/* 2026-05-04, a Monday, at half past nine. */
static int64_t now = INT64_C(1777887000000);

static int64_t tell_the_time(void *user) {
  return *(int64_t *)user;
}

static tillbook_store *open_store(char **argv) {
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  options.clock = tell_the_time;
  options.clock_user = &now;
  tillbook_store *store = NULL;
  CHECK_OK(tillbook_open(in_folder(argv, "till.tillbook"), &options, &store, &failure));
  return store;
}

static tillbook_account *open_account(const tillbook_store *store, int32_t provider) {
  tillbook_account *account = NULL;
  CHECK_OK(tillbook_account_open(store, provider, TILLBOOK_MODE_TEST, &account, &failure));
  return account;
}

/* A card that may be charged, as a request for a token holds it. */
static const char *const card_details =
  "{\"card\":{\"name\":\"Mali Suwan\",\"number\":\"4242424242424242\",\"expiration_month\":8,"
  "\"expiration_year\":2030,\"security_code\":\"321\"}}";

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

static size_t length(const tillbook_list *list) {
  tillbook_list_fields fields = TILLBOOK_LIST_FIELDS_INIT;
  CHECK_OK(tillbook_list_read(list, &fields));
  return fields.count;
}

#endif
