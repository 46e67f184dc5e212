/* A fault inside the library reaches the program, or its store goes on with what the fault left half done. */
#include "check.h"

int main(int argc, char **argv) {
  (void)argc;
  char id[64], elsewhere[64];
  tillbook_store *store = open_at(in_folder(argv, "faulty.tillbook"));
  tillbook_store *sound = open_at(in_folder(argv, "sound.tillbook"));
  tillbook_account *account = account_of(store), *other = account_of(sound);
  tillbook_customer *held = NULL, *customer = NULL;
  tillbook_list *list = NULL;
  tillbook_iterator *iterator = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  create(account, "ann@example.org", id);
  create(account, "bob@example.org", elsewhere);
  CHECK_OK(tillbook_customers_get(account, text(id), &held, &failure));
  CHECK_OK(tillbook_customers_iterate(account, NULL, &iterator, &failure));
  CHECK_OK(tillbook_iterator_next(iterator, &customer, &failure));
  CHECK_OK(tillbook_customer_free(customer));

  CHECK_REFUSED(TILLBOOK_PANICKED, tillbook_debug_panic(store, &failure));
  CHECK_STATUS(TILLBOOK_PANICKED, tillbook_debug_panic(store, NULL));
  CHECK_REFUSED(TILLBOOK_POISONED, tillbook_customers_get(account, text(id), &customer, &failure));
  CHECK_REFUSED(TILLBOOK_POISONED, tillbook_customers_create(account, NULL, &customer, &failure));
  CHECK_REFUSED(TILLBOOK_POISONED, tillbook_customers_list(account, NULL, &list, &failure));
  /* Whatever the iterator has in memory already. */
  CHECK_REFUSED(TILLBOOK_POISONED, tillbook_iterator_next(iterator, &customer, &failure));
  CHECK(customer == NULL && list == NULL);

  /* What was read before stays as it was, and another store knows nothing of it. */
  CHECK_OK(tillbook_customer_read(held, &fields));
  CHECK_TEXT("ann@example.org", fields.email);
  create(other, "bob@example.org", elsewhere);
  expect(other, elsewhere, "bob@example.org");

  /* Opened again it is whole. */
  CHECK_OK(tillbook_close(store, &failure));
  CHECK_REFUSED(TILLBOOK_CLOSED, tillbook_iterator_next(iterator, &customer, &failure));
  CHECK_OK(tillbook_iterator_free(iterator));
  store = open_at(in_folder(argv, "faulty.tillbook"));
  CHECK_REFUSED(TILLBOOK_CLOSED, tillbook_customers_get(account, text(id), &customer, &failure));
  CHECK_OK(tillbook_account_free(account));
  account = account_of(store);
  expect(account, id, "ann@example.org");
  create(account, "cleo@example.org", id);
  CHECK(customers_of(account) == 3);

  CHECK_OK(tillbook_customer_free(held));
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_account_free(other));
  CHECK_OK(tillbook_close(store, &failure));
  CHECK_OK(tillbook_close(sound, &failure));
  return finish();
}
