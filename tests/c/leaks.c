/* A till that runs for months grows: something is left behind by each call, by those that fail above all. */
#define _DEFAULT_SOURCE
#include <unistd.h>

#include "check.h"

static tillbook_account *account;
static char ids[4][64];

/* What the process holds in memory, in pages. */
static long resident(void) {
  long size = 0, pages = 0;
  FILE *memory = fopen("/proc/self/statm", "r");
  if (memory == NULL) return 0;
  CHECK(fscanf(memory, "%ld %ld", &size, &pages) == 2);
  fclose(memory);
  return pages;
}

/* What a till does all day. */
static void get(void) {
  tillbook_customer *customer = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  CHECK_OK(tillbook_customers_get(account, text(ids[0]), &customer, &failure));
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK_OK(tillbook_customer_free(customer));
}

/* Every other way to find a customer. */
static void find(void) {
  tillbook_customer *customer = NULL, *many[4] = {NULL};
  tillbook_customer_fields copied = TILLBOOK_CUSTOMER_FIELDS_INIT;
  tillbook_list *list = NULL;
  tillbook_text *json = NULL;
  tillbook_str bytes, keys[4];
  char buffer[1024];
  size_t needed = 0;
  for (int i = 0; i < 4; i++) keys[i] = text(ids[i]);

  CHECK_OK(tillbook_customers_get(account, keys[0], &customer, &failure));
  CHECK_OK(tillbook_customer_retain(customer));
  CHECK_OK(tillbook_customer_free(customer));
  CHECK_OK(tillbook_customer_free(customer));
  CHECK_OK(tillbook_customers_get_many(account, keys, 4, many, &failure));
  for (int i = 0; i < 4; i++) CHECK_OK(tillbook_customer_free(many[i]));
  CHECK_OK(tillbook_customers_by_email(account, TILLBOOK_STR("ann@example.org"), &list, &failure));
  CHECK_OK(tillbook_list_customer(list, 0, &customer, &failure));
  CHECK_OK(tillbook_list_free(list));
  CHECK_OK(tillbook_customer_free(customer));
  CHECK_OK(tillbook_customers_copy(account, keys[1], buffer, sizeof buffer, &needed, &copied, &failure));
  CHECK_OK(tillbook_customers_json(account, keys[2], &json, &failure));
  CHECK_OK(tillbook_text_read(json, &bytes));
  CHECK_OK(tillbook_text_free(json));
}

/* Calls that fail, each in its own way. */
static void fail(void) {
  tillbook_customer *customer = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  tillbook_list *list = NULL;
  tillbook_account *other = NULL;
  tillbook_new_customer wrong = TILLBOOK_NEW_CUSTOMER_INIT;
  tillbook_str odd[2] = {TILLBOOK_STR("cust_test_5xuy4w91xqz7d1w9u0t"), {"\xff", 1}};
  tillbook_customer *many[2];
  char buffer[1];
  size_t needed = 0;
  wrong.metadata = TILLBOOK_STR("{");
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_customers_get(account, odd[0], &customer, &failure));
  CHECK_STATUS(TILLBOOK_NOT_FOUND, tillbook_customers_get(account, odd[0], &customer, NULL));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_get(account, odd[1], &customer, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_get_many(account, odd, 2, many, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_create(account, &wrong, &customer, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_HANDLE, tillbook_customers_get(NULL, odd[0], &customer, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_HANDLE,
                tillbook_account_open((tillbook_store *)(uintptr_t)account, 1, 1, &other, &failure));
  CHECK_REFUSED(TILLBOOK_BUFFER_TOO_SMALL,
                tillbook_customers_copy(account, text(ids[0]), buffer, 1, &needed, &fields, &failure));
  CHECK_OK(tillbook_customers_by_email(account, TILLBOOK_STR("nobody@example.org"), &list, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_list_customer(list, 0, &customer, &failure));
  CHECK_OK(tillbook_list_free(list));
  CHECK_STATUS(TILLBOOK_CLOSED, tillbook_list_free(list));
}

/* Does something again and again, and looks whether memory grows once it has found its size. */
static void again(void (*work)(void), unsigned long times, const char *what) {
  for (unsigned long i = 0; i < times / 10 + 1; i++) work();
  uint64_t handles = tillbook_debug_live_handles();
  long before = resident();
  for (unsigned long i = 0; i < times; i++) work();
  long grown = (resident() - before) * sysconf(_SC_PAGESIZE);
  printf("%s: %lu times, %ld bytes more\n", what, times, grown);
  CHECK(tillbook_debug_live_handles() == handles);
  /* The smallest piece of memory that can be left takes more than 16 bytes. Tools under which a program does less keep
     what is freed. */
  CHECK(times < 20000 || grown < (long)times * 16);
}

int main(int argc, char **argv) {
  tillbook_store *store = open_at(in_folder(argv, "leaks.tillbook"));
  account = account_of(store);
  create(account, "ann@example.org", ids[0]);
  create(account, "bob@example.org", ids[1]);
  create(account, "cleo@example.org", ids[2]);
  create(account, "dan@example.org", ids[3]);
  again(get, portion(argc, argv, 100000), "getting");
  again(find, portion(argc, argv, 20000), "finding");
  again(fail, portion(argc, argv, 20000), "failing");
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
