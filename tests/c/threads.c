/* Sixteen threads work on one store and hand each other what they found: something is lost, mixed up or freed twice. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "check.h"

enum { THREADS = 16, SHARED = 8 };

static tillbook_account *account;
static unsigned long each;
static pthread_barrier_t start;

/* Customers that any thread may take and put; a place holds one reference. */
static struct {
  pthread_mutex_t lock;
  tillbook_customer *customer;
} shared[SHARED];

typedef struct {
  int number;
  uint64_t left;
} worker;

static void name_of(char name[64], int thread, unsigned long customer, const char *what) {
  snprintf(name, 64, "%s-%d-%lu@example.org", what, thread, customer);
}

/* Puts a customer where others find it, and gives back the one that was there. */
static void put(unsigned long place, tillbook_customer *customer) {
  CHECK_OK(tillbook_customer_retain(customer));
  CHECK(pthread_mutex_lock(&shared[place % SHARED].lock) == 0);
  tillbook_customer *before = shared[place % SHARED].customer;
  shared[place % SHARED].customer = customer;
  CHECK(pthread_mutex_unlock(&shared[place % SHARED].lock) == 0);
  CHECK_OK(tillbook_customer_free(before));
}

/* Reads a customer that another thread found, while that thread may free its own reference. */
static void look(unsigned long place) {
  CHECK(pthread_mutex_lock(&shared[place % SHARED].lock) == 0);
  tillbook_customer *customer = shared[place % SHARED].customer;
  if (customer != NULL) CHECK_OK(tillbook_customer_retain(customer));
  CHECK(pthread_mutex_unlock(&shared[place % SHARED].lock) == 0);
  if (customer == NULL) return;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK(fields.email.len > 12 && memcmp(fields.email.ptr + fields.email.len - 12, "@example.org", 12) == 0);
  CHECK_OK(tillbook_customer_free(customer));
}

static void *work(void *given) {
  worker *me = given;
  char (*ids)[64] = calloc(each, sizeof *ids);
  CHECK(ids != NULL);
  pthread_barrier_wait(&start);
  for (unsigned long i = 0; i < each; i++) {
    char email[64], number[64];
    name_of(email, me->number, i, "new");
    name_of(number, me->number, i, "number");
    create(account, email, ids[i]);
    expect(account, ids[i], email);

    tillbook_customer_update update = TILLBOOK_CUSTOMER_UPDATE_INIT;
    tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
    tillbook_customer *customer = NULL;
    tillbook_list *list = NULL;
    name_of(email, me->number, i, "known");
    update.email = text(email), update.merchant_customer_id = text(number), update.name = TILLBOOK_STR("Ann Abe");
    CHECK_OK(tillbook_customers_update(account, text(ids[i]), &update, &customer, &failure));
    put(i, customer);
    CHECK_OK(tillbook_customer_free(customer));
    look(i + (unsigned long)me->number);

    CHECK_OK(tillbook_customers_by_merchant_customer_id(account, text(number), &customer, &failure));
    CHECK_OK(tillbook_customer_read(customer, &fields));
    CHECK_TEXT(ids[i], fields.id);
    CHECK_OK(tillbook_customer_free(customer));
    CHECK_OK(tillbook_customers_by_email(account, text(email), &list, &failure));
    CHECK_OK(tillbook_list_customer(list, 0, &customer, &failure));
    CHECK_OK(tillbook_list_free(list));
    CHECK_OK(tillbook_customer_read(customer, &fields));
    CHECK_TEXT(ids[i], fields.id);
    CHECK_OK(tillbook_customer_free(customer));

    /* Every third one is gone again. */
    if (i % 3 == 2) {
      CHECK_OK(tillbook_customers_delete(account, text(ids[i]), &customer, &failure));
      CHECK_OK(tillbook_customer_free(customer));
      CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_customers_get(account, text(ids[i]), &customer, &failure));
    }
  }
  for (unsigned long i = 0; i < each; i++) {
    char email[64];
    if (i % 3 == 2) continue;
    name_of(email, me->number, i, "known");
    expect(account, ids[i], email);
    me->left++;
  }
  free(ids);
  return NULL;
}

int main(int argc, char **argv) {
  tillbook_str path = in_folder(argv, "threads.tillbook");
  tillbook_store *store = open_at(path);
  pthread_t threads[THREADS];
  worker workers[THREADS];
  uint64_t left = 0;
  account = account_of(store);
  each = portion(argc, argv, 12);
  CHECK(pthread_barrier_init(&start, NULL, THREADS) == 0);
  for (int i = 0; i < SHARED; i++) CHECK(pthread_mutex_init(&shared[i].lock, NULL) == 0);
  for (int i = 0; i < THREADS; i++) {
    workers[i] = (worker){i, 0};
    CHECK(pthread_create(&threads[i], NULL, work, &workers[i]) == 0);
  }
  for (int i = 0; i < THREADS; i++) {
    CHECK(pthread_join(threads[i], NULL) == 0);
    left += workers[i].left;
  }
  CHECK(pthread_barrier_destroy(&start) == 0);
  CHECK(customers_of(account) == left);
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));

  store = open_at(path);
  account = account_of(store);
  CHECK(customers_of(account) == left);
  for (int i = 0; i < SHARED; i++) {
    CHECK_OK(tillbook_customer_free(shared[i].customer));
    CHECK(pthread_mutex_destroy(&shared[i].lock) == 0);
  }
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
