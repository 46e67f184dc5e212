/* The C half of the measurement: looks up hot customers as it is told on its input, and says how long it worked. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "peers.h"
#include "tillbook.h"

enum { AT_ONCE = 100 };

typedef struct {
  tillbook_str *keys;
  size_t count;
} keys;

static tillbook_account *account;
static keys ids, emails;

static void expect(int32_t status) {
  if (status != TILLBOOK_OK) {
    tillbook_str name = tillbook_status_name(status);
    fprintf(stderr, "a lookup failed: %.*s\n", (int)name.len, name.ptr);
    exit(1);
  }
}

/* splitmix64, as in the Rust half: the same walk over the same customers. */
static tillbook_str next(const keys *among, uint64_t turn) {
  uint64_t word = turn * UINT64_C(0x9e3779b97f4a7c15) + UINT64_C(0x123456789abcdef1);
  word = (word ^ (word >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  word = (word ^ (word >> 27)) * UINT64_C(0x94d049bb133111eb);
  return among->keys[(word ^ (word >> 31)) % among->count];
}

static size_t look(const tillbook_customer_fields *fields) { return fields->email.len + fields->name.len; }

static size_t by_id(uint64_t turn) {
  tillbook_customer *customer;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  expect(tillbook_customers_get(account, next(&ids, turn), &customer, NULL));
  expect(tillbook_customer_read(customer, &fields));
  size_t seen = look(&fields);
  expect(tillbook_customer_free(customer));
  return seen;
}

static size_t by_email(uint64_t turn) {
  tillbook_list *list;
  tillbook_customer *customer;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  expect(tillbook_customers_by_email(account, next(&emails, turn), &list, NULL));
  expect(tillbook_list_customer(list, 0, &customer, NULL));
  expect(tillbook_customer_read(customer, &fields));
  size_t seen = look(&fields);
  expect(tillbook_customer_free(customer));
  expect(tillbook_list_free(list));
  return seen;
}

static size_t many(uint64_t turn) {
  tillbook_str wanted[AT_ONCE];
  tillbook_customer *customers[AT_ONCE];
  size_t seen = 0;
  for (int i = 0; i < AT_ONCE; i++) wanted[i] = next(&ids, turn * AT_ONCE + (uint64_t)i);
  expect(tillbook_customers_get_many(account, wanted, AT_ONCE, customers, NULL));
  for (int i = 0; i < AT_ONCE; i++) {
    tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
    expect(tillbook_customer_read(customers[i], &fields));
    seen += look(&fields);
    expect(tillbook_customer_free(customers[i]));
  }
  return seen;
}

static size_t copy(uint64_t turn) {
  static char buffer[4096];
  size_t needed;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  expect(tillbook_customers_copy(account, next(&ids, turn), buffer, sizeof buffer, &needed, &fields, NULL));
  return look(&fields);
}

static size_t json(uint64_t turn) {
  tillbook_text *shown;
  tillbook_str bytes;
  expect(tillbook_customers_json(account, next(&ids, turn), &shown, NULL));
  expect(tillbook_text_read(shown, &bytes));
  expect(tillbook_text_free(shown));
  return bytes.len;
}

#ifdef WITH_SQLITE
static size_t in_sqlite(uint64_t turn) { return sqlite_by_id(next(&ids, turn)); }
static size_t mail_in_sqlite(uint64_t turn) { return sqlite_by_email(next(&emails, turn)); }
#endif
#ifdef WITH_LMDB
static size_t in_lmdb(uint64_t turn) { return lmdb_by_id(next(&ids, turn)); }
static size_t mail_in_lmdb(uint64_t turn) { return lmdb_by_email(next(&emails, turn)); }
#endif

static const struct {
  const char *name;
  size_t (*once)(uint64_t turn);
} kinds[] = {
    {"id", by_id},
    {"email", by_email},
    {"many", many},
    {"copy", copy},
    {"json", json},
#ifdef WITH_SQLITE
    {"sqlite", in_sqlite},
    {"sqlite_email", mail_in_sqlite},
#endif
#ifdef WITH_LMDB
    {"lmdb", in_lmdb},
    {"lmdb_email", mail_in_lmdb},
#endif
};

/* Each beside Tillbook's file. */
static void fill_peers(const char *path) {
  char beside[4096];
  (void)path, (void)beside;
#ifdef WITH_SQLITE
  snprintf(beside, sizeof beside, "%s.sqlite", path);
  sqlite_fill(beside, account);
#endif
#ifdef WITH_LMDB
  snprintf(beside, sizeof beside, "%s.lmdb", path);
  lmdb_fill(beside, account);
#endif
}

static keys read_keys(const char *path) {
  keys read = {NULL, 0};
  char line[256];
  FILE *file = fopen(path, "r");
  if (file == NULL) exit(1);
  while (fgets(line, sizeof line, file) != NULL) {
    size_t length = strcspn(line, "\n");
    char *kept = malloc(length);
    read.keys = realloc(read.keys, (read.count + 1) * sizeof *read.keys);
    if (kept == NULL || read.keys == NULL) exit(1);
    memcpy(kept, line, length);
    read.keys[read.count++] = (tillbook_str){kept, length};
  }
  fclose(file);
  return read;
}

int main(int argc, char **argv) {
  tillbook_store *store;
  char kind[16];
  unsigned long long first, times;
  if (argc != 4) return 2;
  ids = read_keys(argv[2]), emails = read_keys(argv[3]);
  expect(tillbook_open((tillbook_str){argv[1], strlen(argv[1])}, NULL, &store, NULL));
  expect(tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_TEST, &account, NULL));
  fill_peers(argv[1]);
  while (scanf("%15s %llu %llu", kind, &first, &times) == 3) {
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
      if (strcmp(kinds[k].name, kind) != 0) continue;
      struct timespec from, to;
      size_t seen = 0;
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
      for (unsigned long long turn = first; turn < first + times; turn++) seen += kinds[k].once(turn);
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
      long long took = (to.tv_sec - from.tv_sec) * 1000000000LL + (to.tv_nsec - from.tv_nsec);
      printf("%lld %zu\n", took, seen);
      fflush(stdout);
    }
  }
  expect(tillbook_account_free(account));
  expect(tillbook_close(store, NULL));
  return 0;
}
