/* A program that opened a store forks: its child uses what it inherited, and damages the file. */
#define _POSIX_C_SOURCE 200809L
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static void wait_for(pid_t child) {
  int status = -1;
  CHECK(child > 0 && waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* What a child may do with the handles of its parent: nothing, and with what it opens itself: everything. */
static int be_a_child(char **argv, tillbook_store *store, tillbook_account *account, tillbook_customer *customer,
                      const char *id) {
  tillbook_account *other = NULL;
  tillbook_customer *found = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  tillbook_store *mine = NULL;

  CHECK_REFUSED(TILLBOOK_FORKED, tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_LIVE, &other, &failure));
  CHECK(other == NULL);
  CHECK_REFUSED(TILLBOOK_FORKED, tillbook_customers_get(account, text(id), &found, &failure));
  CHECK_REFUSED(TILLBOOK_FORKED, tillbook_customers_create(account, NULL, &found, &failure));
  CHECK(found == NULL);
  CHECK_STATUS(TILLBOOK_FORKED, tillbook_customer_read(customer, &fields));
  CHECK_STATUS(TILLBOOK_FORKED, tillbook_customer_free(customer));
  CHECK_STATUS(TILLBOOK_FORKED, tillbook_account_free(account));
  CHECK_REFUSED(TILLBOOK_FORKED, tillbook_close(store, &failure));
  CHECK_REFUSED(TILLBOOK_ALREADY_OPEN, tillbook_open(in_folder(argv, "parent.tillbook"), NULL, &mine, &failure));

  char own[64];
  mine = open_at(in_folder(argv, "child.tillbook"));
  other = account_of(mine);
  create(other, "child@example.org", own);
  expect(other, own, "child@example.org");
  CHECK_OK(tillbook_account_free(other));
  CHECK_OK(tillbook_close(mine, &failure));
  return 0;
}

int main(int argc, char **argv) {
  (void)argc;
  char before[64], after[64];
  tillbook_store *store = open_at(in_folder(argv, "parent.tillbook"));
  tillbook_account *account = account_of(store);
  tillbook_customer *customer = NULL;
  create(account, "before@example.org", before);
  CHECK_OK(tillbook_customers_get(account, text(before), &customer, &failure));

  /* One child goes by the way of main's end, on which what it inherited is torn down. */
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) return be_a_child(argv, store, account, customer, before);
  wait_for(child);
  expect(account, before, "before@example.org");
  create(account, "after@example.org", after);

  /* Another one lives on while its parent closes the store and opens it again. */
  int ends[2];
  char letter;
  CHECK(pipe(ends) == 0);
  fflush(NULL);
  child = fork();
  if (child == 0) {
    close(ends[1]);
    CHECK(read(ends[0], &letter, 1) == 0);
    CHECK_REFUSED(TILLBOOK_FORKED, tillbook_close(store, &failure));
    _exit(0);
  }
  close(ends[0]);
  CHECK_OK(tillbook_customer_free(customer));
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));
  store = open_at(in_folder(argv, "parent.tillbook"));
  account = account_of(store);
  expect(account, before, "before@example.org");
  expect(account, after, "after@example.org");
  CHECK(customers_of(account) == 2);
  close(ends[1]);
  wait_for(child);
  create(account, "last@example.org", after);

  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
