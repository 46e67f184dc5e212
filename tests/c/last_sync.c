/* The newest writes cannot be brought to the disk any more, and whoever closes the store is not told. */
#define _XOPEN_SOURCE 700
#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include "check.h"

static tillbook_store *open_with(tillbook_str path, uint64_t interval_ms) {
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  tillbook_store *store = NULL;
  options.durability = TILLBOOK_DURABILITY_INTERVAL, options.interval_ms = interval_ms;
  CHECK_OK(tillbook_open(path, &options, &store, &failure));
  return store;
}

/* From here on this program can write no page of a file, or can again. */
static void fill_the_disk(int full) {
  struct rlimit room;
  CHECK(getrlimit(RLIMIT_FSIZE, &room) == 0);
  room.rlim_cur = full ? 40 : room.rlim_max;
  CHECK(setrlimit(RLIMIT_FSIZE, &room) == 0);
}

/* The store's own thread comes first, and nobody calls the store before it is closed. */
static void fail_before(tillbook_store *store) {
  struct timespec moment = {0, 20000000};
  for (int turns = 0; tillbook_store_health(store, NULL) != TILLBOOK_POISONED; turns++) {
    CHECK(turns < 3000 && nanosleep(&moment, NULL) == 0);
  }
}

static void fault_before(tillbook_store *store) {
  CHECK_REFUSED(TILLBOOK_PANICKED, tillbook_debug_panic(store, &failure));
}

/* One customer is on the disk, and the next one stays in memory. */
static void close_on_a_full_disk(tillbook_str path, uint64_t interval_ms, void (*before)(tillbook_store *)) {
  char id[64];
  tillbook_store *store = open_with(path, interval_ms);
  tillbook_account *account = account_of(store);
  tillbook_customer *lost = NULL;
  create(account, "first@example.org", id);
  CHECK_OK(tillbook_store_sync(store, &failure));
  fill_the_disk(1);
  CHECK_OK(tillbook_customers_create(account, NULL, &lost, &failure));
  if (before != NULL) before(store);
  CHECK_REFUSED(TILLBOOK_OUTCOME_UNKNOWN, tillbook_close(store, &failure));
  fill_the_disk(0);
  CHECK_STATUS(TILLBOOK_CLOSED, tillbook_close(store, NULL));
  CHECK_OK(tillbook_customer_free(lost));
  CHECK_OK(tillbook_account_free(account));

  /* It is closed all the same, and what was synced is there. */
  store = open_at(path);
  account = account_of(store);
  expect(account, id, "first@example.org");
  CHECK(customers_of(account) == 1);
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));
}

int main(int argc, char **argv) {
  (void)argc;
  CHECK(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
  close_on_a_full_disk(in_folder(argv, "closed.tillbook"), 3600000, NULL);
  close_on_a_full_disk(in_folder(argv, "failed.tillbook"), 1, fail_before);
  close_on_a_full_disk(in_folder(argv, "faulty.tillbook"), 3600000, fault_before);
  CHECK_OK(tillbook_close(NULL, &failure));
  CHECK(failure == NULL);
  return finish();
}
