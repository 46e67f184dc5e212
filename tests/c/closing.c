/* A store is closed by two threads at once, or while others are at work in it. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "check.h"

enum { WORKERS = 4, CLOSERS = 2 };

static tillbook_store *store;
static tillbook_account *account;
static char id[64];
static _Atomic int closed_by, found_closed;
static pthread_barrier_t start;

/* Works until the store is closed under its hands: each call goes well or says so. */
static void *work(void *reads) {
  pthread_barrier_wait(&start);
  for (;;) {
    tillbook_customer *customer = NULL;
    int32_t status = reads != NULL ? tillbook_customers_get(account, text(id), &customer, &failure)
                                   : tillbook_customers_create(account, NULL, &customer, &failure);
    if (status != TILLBOOK_OK) {
      CHECK_REFUSED(TILLBOOK_CLOSED, status);
      CHECK(customer == NULL);
      return NULL;
    }
    /* What was found lives on, whatever becomes of the store. */
    tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
    CHECK_OK(tillbook_customer_read(customer, &fields));
    CHECK(reads == NULL || same(fields.id, id));
    CHECK_OK(tillbook_customer_free(customer));
  }
}

static void *shut(void *unused) {
  (void)unused;
  pthread_barrier_wait(&start);
  int32_t status = tillbook_close(store, NULL);
  CHECK(status == TILLBOOK_OK || status == TILLBOOK_CLOSED);
  atomic_fetch_add(status == TILLBOOK_OK ? &closed_by : &found_closed, 1);
  return NULL;
}

int main(int argc, char **argv) {
  unsigned long rounds = portion(argc, argv, 40);
  for (unsigned long round = 1; round <= rounds; round++) {
    pthread_t threads[WORKERS + CLOSERS];
    store = open_at(in_folder(argv, "closing.tillbook"));
    account = account_of(store);
    create(account, "ann@example.org", id);
    CHECK(pthread_barrier_init(&start, NULL, WORKERS + CLOSERS) == 0);
    for (int i = 0; i < WORKERS; i++) CHECK(pthread_create(&threads[i], NULL, work, i % 2 ? id : NULL) == 0);
    for (int i = WORKERS; i < WORKERS + CLOSERS; i++) CHECK(pthread_create(&threads[i], NULL, shut, NULL) == 0);
    for (int i = 0; i < WORKERS + CLOSERS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(pthread_barrier_destroy(&start) == 0);
    CHECK(closed_by == (int)round && found_closed == (int)round * (CLOSERS - 1));
    CHECK_REFUSED(TILLBOOK_CLOSED, tillbook_close(store, &failure));
    CHECK_OK(tillbook_account_free(account));
  }
  return finish();
}
