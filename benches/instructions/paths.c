/* The paths that a till waits for, each walked alone under callgrind, which is told to count anew before every one. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <valgrind/callgrind.h>

#include "tillbook.h"

enum { CUSTOMERS = 4000, FEW = 100, TEXT = 64 };

static char ids[CUSTOMERS][TEXT], emails[CUSTOMERS][TEXT], numbers[CUSTOMERS][TEXT];
static tillbook_store *store;
static tillbook_account *account;

/* Takes the place of the system's randomness, also for the library: the same store on every run. */
ssize_t getrandom(void *into, size_t length, unsigned flags) {
  static uint64_t state = 1;
  unsigned char *bytes = into;
  (void)flags;
  for (size_t i = 0; i < length; i++) {
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    bytes[i] = (unsigned char)(state >> 56);
  }
  return (ssize_t)length;
}

static int64_t noon(void *user) {
  (void)user;
  return INT64_C(1700000000000);
}

static void expect(int32_t status) {
  if (status != TILLBOOK_OK) {
    tillbook_str name = tillbook_status_name(status);
    fprintf(stderr, "a call failed: %.*s\n", (int)name.len, name.ptr);
    exit(1);
  }
}

static tillbook_str text(const char *value) { return (tillbook_str){value, strlen(value)}; }

/* Rows far from each other one after the other, so that no path is walked in the order of the file. */
static int row(int turn) { return (int)((unsigned)turn * 2531u % CUSTOMERS); }

static void fill(void) {
  char *lines = malloc((size_t)CUSTOMERS * 400), *end = lines;
  tillbook_import_report *report;
  tillbook_import_report_fields fields = TILLBOOK_IMPORT_REPORT_FIELDS_INIT;
  tillbook_import_options options = TILLBOOK_IMPORT_OPTIONS_INIT;
  if (lines == NULL) exit(1);
  for (int i = 0; i < CUSTOMERS; i++) {
    unsigned seed = (unsigned)i * 2654435761u;
    snprintf(ids[i], TEXT, "cust_test_%08x%06dabcde", seed, i);
    snprintf(emails[i], TEXT, "customer.%d@example.org", i);
    snprintf(numbers[i], TEXT, "user-%08x-%d", seed, i);
    end += sprintf(end,
                   "{\"id\":\"%s\",\"email\":\"%s\",\"description\":\"Imported from the old till\","
                   "\"name\":\"Customer %c%c%c\",\"phone\":\"+49 30 %08u\",\"merchant_customer_id\":\"%s\","
                   "\"metadata\":{\"tier\":\"gold\",\"visits\":\"%u\"}}\n",
                   ids[i], emails[i], 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26, seed % 100000000u, numbers[i],
                   seed % 100u);
  }
  options.rows_at_once = CUSTOMERS;
  expect(tillbook_customers_import_from(account, (tillbook_str){lines, (size_t)(end - lines)}, &options, NULL, NULL,
                                        &report, NULL));
  expect(tillbook_import_report_read(report, &fields));
  if (fields.created != CUSTOMERS) {
    fprintf(stderr, "%.*s\n", (int)fields.json.len, fields.json.ptr);
    exit(1);
  }
  expect(tillbook_import_report_free(report));
  free(lines);
}

static void open_store(const char *path) {
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  options.clock = noon;
  options.fingerprint_key = text("the key of this measurement");
  expect(tillbook_open(text(path), &options, &store, NULL));
  expect(tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_TEST, &account, NULL));
}

static void close_store(void) {
  expect(tillbook_account_free(account));
  expect(tillbook_close(store, NULL));
}

static void seen(tillbook_customer *customer) {
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  expect(tillbook_customer_read(customer, &fields));
  if (fields.email.len == 0) exit(1);
  expect(tillbook_customer_free(customer));
}

static void listed(tillbook_list *list, size_t least) {
  tillbook_list_fields fields = TILLBOOK_LIST_FIELDS_INIT;
  tillbook_customer *customer;
  expect(tillbook_list_read(list, &fields));
  if (fields.count < least) exit(1);
  for (size_t i = 0; i < fields.count; i++) {
    expect(tillbook_list_customer(list, i, &customer, NULL));
    seen(customer);
  }
  expect(tillbook_list_free(list));
}

static void by_id(int at) {
  tillbook_customer *customer;
  expect(tillbook_customers_get(account, text(ids[at]), &customer, NULL));
  seen(customer);
}

static void by_id_copied(int at) {
  static char buffer[4096];
  size_t needed;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  expect(tillbook_customers_copy(account, text(ids[at]), buffer, sizeof buffer, &needed, &fields, NULL));
}

static void by_email(int at) {
  tillbook_list *list;
  expect(tillbook_customers_by_email(account, text(emails[at]), &list, NULL));
  listed(list, 1);
}

static void by_number(int at) {
  tillbook_customer *customer;
  expect(tillbook_customers_by_merchant_customer_id(account, text(numbers[at]), &customer, NULL));
  seen(customer);
}

static void absent_id(int at) {
  tillbook_customer *customer;
  char id[TEXT];
  snprintf(id, TEXT, "%.28sz", ids[at]);
  if (tillbook_customers_get(account, text(id), &customer, NULL) != TILLBOOK_NOT_FOUND) exit(1);
}

static void page(int at) {
  tillbook_list *list;
  tillbook_list_query query = TILLBOOK_LIST_QUERY_INIT;
  query.offset = (uint64_t)(at % (CUSTOMERS - 20));
  expect(tillbook_customers_list(account, &query, &list, NULL));
  listed(list, 20);
}

static void search(tillbook_str phone, tillbook_str name) {
  tillbook_list *list;
  tillbook_customer_query query = TILLBOOK_CUSTOMER_QUERY_INIT;
  query.limit = 20, query.phone = phone, query.name = name;
  expect(tillbook_customers_find(account, &query, &list, NULL));
  listed(list, 1);
}

static void by_phone(int at) {
  char digits[TEXT];
  snprintf(digits, TEXT, "%04u", (unsigned)at * 2654435761u % 10000u);
  search(text(digits[0] == '0' ? digits + 3 : digits), (tillbook_str){NULL, 0});
}

static void by_name(int at) {
  char word[] = {(char)('a' + at % 26), (char)('a' + at / 26 % 26), 0};
  search((tillbook_str){NULL, 0}, text(word));
}

static void call(int at) {
  char path[TEXT + 16];
  tillbook_response *response;
  tillbook_request request = TILLBOOK_REQUEST_INIT;
  snprintf(path, sizeof path, "/customers/%s", ids[at]);
  request.method = text("GET"), request.path = text(path);
  expect(tillbook_call(account, &request, &response, NULL));
  expect(tillbook_response_free(response));
}

static void as_json(int at) {
  tillbook_text *shown;
  expect(tillbook_customers_json(account, text(ids[at]), &shown, NULL));
  expect(tillbook_text_free(shown));
}

static void create(int at) {
  char email[TEXT];
  tillbook_customer *customer;
  tillbook_new_customer made = TILLBOOK_NEW_CUSTOMER_INIT;
  snprintf(email, TEXT, "new.%d@example.org", at);
  made.email = text(email), made.name = text("Ann Berg"), made.phone = text("+47 22 44 22 22");
  expect(tillbook_customers_create(account, &made, &customer, NULL));
  expect(tillbook_customer_free(customer));
}

/* A path, how often it is walked, over how many customers, and whether the store is opened anew before. */
static const struct {
  const char *name;
  void (*walk)(int at);
  int times, among, fresh;
} paths[] = {
    {"get", by_id, 2000, FEW, 0},
    {"get_first_time", by_id, CUSTOMERS, CUSTOMERS, 1},
    {"copy", by_id_copied, 2000, FEW, 0},
    {"by_email", by_email, 2000, FEW, 0},
    {"by_email_first_time", by_email, CUSTOMERS, CUSTOMERS, 1},
    {"by_merchant_customer_id", by_number, 2000, FEW, 0},
    {"get_absent", absent_id, 2000, FEW, 0},
    {"list_page_of_20", page, 200, CUSTOMERS, 0},
    {"find_by_phone", by_phone, 200, CUSTOMERS, 0},
    {"find_by_name", by_name, 50, CUSTOMERS, 0},
    {"call_get", call, 500, FEW, 0},
    {"json", as_json, 500, FEW, 0},
    {"create", create, 100, CUSTOMERS, 0},
};

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  open_store(argv[1]);
  CALLGRIND_START_INSTRUMENTATION;
  fill();
  CALLGRIND_DUMP_STATS_AT("import 4000");
  for (size_t p = 0; p < sizeof paths / sizeof *paths; p++) {
    char told[TEXT];
    if (paths[p].fresh) close_store(), open_store(argv[1]);
    /* What is walked again and again is walked once before it is counted. */
    for (int turn = 0; !paths[p].fresh && paths[p].walk != create && turn < paths[p].among && turn < paths[p].times; turn++)
      paths[p].walk(row(turn % paths[p].among));
    CALLGRIND_ZERO_STATS;
    for (int turn = 0; turn < paths[p].times; turn++) paths[p].walk(row(turn % paths[p].among));
    snprintf(told, TEXT, "%s %d", paths[p].name, paths[p].times);
    CALLGRIND_DUMP_STATS_AT(told);
  }
  close_store();
  return 0;
}
