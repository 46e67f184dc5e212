/* What the programs in this folder share: a check that ends the program, and an end that looks for what was left. */
#ifndef TILLBOOK_CHECK_H
#define TILLBOOK_CHECK_H

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tillbook.h"

static _Atomic unsigned long checks;

/* Where a call puts its error. Each thread has one, so that CHECK_OK can say why it failed. */
static _Thread_local tillbook_error *failure;

static void check_failed(const char *file, int line, const char *condition) {
  fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
  tillbook_error_fields fields = TILLBOOK_ERROR_FIELDS_INIT;
  if (failure != NULL && tillbook_error_read(failure, &fields) == TILLBOOK_OK) {
    fprintf(stderr, "  %.*s: %.*s\n", (int)fields.name.len, fields.name.ptr, (int)fields.message.len,
            fields.message.ptr);
  }
  fflush(NULL);
  _Exit(1);
}

#define CHECK(condition) \
  ((condition) ? (void)atomic_fetch_add_explicit(&checks, 1, memory_order_relaxed) \
               : check_failed(__FILE__, __LINE__, #condition))

static void check_status(const char *file, int line, const char *call, int32_t expected, int32_t status) {
  if (status != expected) {
    tillbook_str name = tillbook_status_name(status), wanted = tillbook_status_name(expected);
    fprintf(stderr, "%s:%d: %.*s instead of %.*s\n", file, line, (int)name.len, name.ptr, (int)wanted.len, wanted.ptr);
    check_failed(file, line, call);
  }
  atomic_fetch_add_explicit(&checks, 1, memory_order_relaxed);
}

/* A call that returns a status and has no error. */
#define CHECK_STATUS(expected, call) check_status(__FILE__, __LINE__, #call, expected, call)

/* A call that goes well. */
#define CHECK_OK(call) CHECK_STATUS(TILLBOOK_OK, call)

static void check_error(const char *file, int line, const char *call, int32_t expected) {
  tillbook_error_fields fields = TILLBOOK_ERROR_FIELDS_INIT;
  tillbook_str name = tillbook_status_name(expected);
  if (failure == NULL || tillbook_error_read(failure, &fields) != TILLBOOK_OK || fields.code != expected ||
      fields.message.len == 0 || fields.name.len != name.len || memcmp(fields.name.ptr, name.ptr, name.len) != 0 ||
      fields.retryable != tillbook_status_retryable(expected) || tillbook_error_free(failure) != TILLBOOK_OK) {
    check_failed(file, line, call);
  }
  failure = NULL;
}

/* A call that is refused, and puts why into `failure`. */
#define CHECK_REFUSED(expected, call) \
  (CHECK_STATUS(expected, call), check_error(__FILE__, __LINE__, #call, expected))

static int same(tillbook_str text, const char *expected) {
  return text.ptr != NULL && text.len == strlen(expected) && memcmp(text.ptr, expected, text.len) == 0;
}

/* A text of the library, and what it should be. */
#define CHECK_TEXT(expected, text) CHECK(same(text, expected))

static tillbook_str text(const char *zero_terminated) {
  return (tillbook_str){zero_terminated, strlen(zero_terminated)};
}

/* The path of a file in the folder that the program may use; a thread can have four of them at once. */
static tillbook_str in_folder(char **argv, const char *name) {
  static _Thread_local char paths[4][1024];
  static _Thread_local unsigned turn;
  char *path = paths[turn++ % 4];
  int length = snprintf(path, sizeof paths[0], "%s/%s", argv[1], name);
  CHECK(length > 0 && (size_t)length < sizeof paths[0]);
  return (tillbook_str){path, (size_t)length};
}

/* How much of its work a program does: argv[2] divides it, for tools under which all is slow. */
static unsigned long portion(int argc, char **argv, unsigned long work) {
  unsigned long divisor = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
  return divisor > 1 && work / divisor > 0 ? work / divisor : divisor > 1 ? 1 : work;
}

static tillbook_store *open_at(tillbook_str path) {
  tillbook_store *store = NULL;
  CHECK_OK(tillbook_open(path, NULL, &store, &failure));
  return store;
}

static tillbook_account *account_of(const tillbook_store *store) {
  tillbook_account *account = NULL;
  CHECK_OK(tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_TEST, &account, &failure));
  return account;
}

/* Creates a customer and keeps its id, which is short with every provider. */
static void create(const tillbook_account *account, const char *email, char id[64]) {
  tillbook_new_customer one = TILLBOOK_NEW_CUSTOMER_INIT;
  tillbook_customer *customer = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  one.email = text(email);
  CHECK_OK(tillbook_customers_create(account, &one, &customer, &failure));
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK(same(fields.email, email) && fields.id.len < 64);
  memcpy(id, fields.id.ptr, fields.id.len);
  id[fields.id.len] = 0;
  CHECK_OK(tillbook_customer_free(customer));
}

/* Finds a customer by its id and looks whether it is the one. */
static void expect(const tillbook_account *account, const char *id, const char *email) {
  tillbook_customer *customer = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  CHECK_OK(tillbook_customers_get(account, text(id), &customer, &failure));
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK_TEXT(id, fields.id);
  CHECK_TEXT(email, fields.email);
  CHECK_OK(tillbook_customer_free(customer));
}

/* How many customers there are. */
static uint64_t customers_of(const tillbook_account *account) {
  tillbook_list *list = NULL;
  tillbook_list_fields fields = TILLBOOK_LIST_FIELDS_INIT;
  CHECK_OK(tillbook_customers_list(account, NULL, &list, &failure));
  CHECK_OK(tillbook_list_read(list, &fields));
  CHECK_OK(tillbook_list_free(list));
  return fields.total;
}

/* The end of every program. */
static int finish(void) {
  uint64_t left = tillbook_debug_live_handles();
  printf("%lu checks, %llu handles left\n", (unsigned long)checks, (unsigned long long)left);
  return left == 0 ? 0 : 1;
}

#endif
