/* Store credit is added, spent and ends, and the sum is wrong. */
#include "provider.h"

static void balances(const tillbook_account *shopline, const tillbook_account *omise) {
  char customer[64], omise_customer[64];
  value_of(call(omise, 0, "POST", "/customers", "{}", 200), "id", omise_customer, sizeof omise_customer);
  value_of(call(shopline, 0, "POST", "/customers", "{\"email\":\"mei@example.com\"}", 200), "id", customer,
           sizeof customer);
  tillbook_str mei = text(customer);
  tillbook_new_ledger_entry welcome = TILLBOOK_NEW_LEDGER_ENTRY_INIT, spent = TILLBOOK_NEW_LEDGER_ENTRY_INIT;
  welcome.value = 100;
  welcome.remarks = text("welcome");
  welcome.expires_at = now + 10 * DAY;
  tillbook_ledger_entry *ledger_entry = NULL;
  tillbook_ledger_entry_fields fields = TILLBOOK_LEDGER_ENTRY_FIELDS_INIT;
  CHECK_OK(tillbook_ledgers_post(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &welcome, &ledger_entry, &failure));
  CHECK_OK(tillbook_ledger_entry_read(ledger_entry, &fields));
  CHECK(fields.ledger == TILLBOOK_LEDGER_STORE_CREDIT && fields.value == 100 && fields.balance == 100);
  CHECK(fields.replaces == 0 && fields.reserved == 0 && fields.expires_at == now + 10 * DAY);
  CHECK_TEXT("welcome", fields.remarks);
  CHECK_TEXT(customer, fields.customer);
  CHECK(fields.performer.ptr == NULL && fields.kind.len > 0);
  CHECK_OK(tillbook_ledger_entry_retain(ledger_entry));
  CHECK_OK(tillbook_ledger_entry_free(ledger_entry));
  CHECK_OK(tillbook_ledger_entry_free(ledger_entry));

  spent.value = -30;
  spent.remarks = text("a lamp");
  spent.performer = text("staff 7");
  CHECK_OK(tillbook_ledgers_post(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &spent, &ledger_entry, &failure));
  fields = (tillbook_ledger_entry_fields)TILLBOOK_LEDGER_ENTRY_FIELDS_INIT;
  CHECK_OK(tillbook_ledger_entry_read(ledger_entry, &fields));
  CHECK(fields.balance == 70 && fields.expires_at == TILLBOOK_NEVER && same(fields.performer, "staff 7"));
  CHECK_OK(tillbook_ledger_entry_free(ledger_entry));
  spent.value = -71;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_ledgers_post(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &spent,
                                                                 &ledger_entry, &failure));
  spent.replaces = 2;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_ledgers_post(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &spent,
                                                                 &ledger_entry, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_ledgers_post(shopline, mei, 3, &welcome, &ledger_entry, &failure));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_ledgers_post(shopline, text("nobody"), TILLBOOK_LEDGER_STORE_CREDIT,
                                                          &welcome, &ledger_entry, &failure));
  CHECK_REFUSED(TILLBOOK_UNSUPPORTED, tillbook_ledgers_post(omise, text(omise_customer), TILLBOOK_LEDGER_MEMBER_POINTS,
                                                            &welcome, &ledger_entry, &failure));
  CHECK(ledger_entry == NULL);

  int64_t balance = -1;
  CHECK_OK(tillbook_ledgers_balance(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &balance, &failure));
  CHECK(balance == 70);
  CHECK_OK(tillbook_ledgers_balance(shopline, mei, TILLBOOK_LEDGER_MEMBER_POINTS, &balance, &failure));
  CHECK(balance == 0);
  now += 11 * DAY;
  CHECK_OK(tillbook_ledgers_balance(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &balance, &failure));
  CHECK(balance == 0);
  CHECK_OK(tillbook_ledgers_end_due(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, &failure));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND,
                tillbook_ledgers_end_due(shopline, text("nobody"), TILLBOOK_LEDGER_STORE_CREDIT, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_ledgers_balance(shopline, mei, 0, &balance, &failure));

  tillbook_list *ledger_entries = NULL;
  CHECK_OK(tillbook_ledgers_list(shopline, mei, TILLBOOK_LEDGER_STORE_CREDIT, NULL, &ledger_entries, &failure));
  CHECK(length(ledger_entries) == 3);
  CHECK_OK(tillbook_list_ledger_entry(ledger_entries, 2, &ledger_entry, &failure));
  CHECK_OK(tillbook_list_free(ledger_entries));
  CHECK_OK(tillbook_ledger_entry_read(ledger_entry, &fields));
  CHECK(fields.value == -70 && fields.balance == 0);
  CHECK_OK(tillbook_ledger_entry_free(ledger_entry));
}

int main(int argc, char **argv) {
  CHECK(argc > 1);
  tillbook_store *store = open_store(argv);
  tillbook_account *shopline = open_account(store, TILLBOOK_PROVIDER_SHOPLINE);
  tillbook_account *omise = open_account(store, TILLBOOK_PROVIDER_OMISE);
  balances(shopline, omise);
  CHECK_OK(tillbook_account_free(omise));
  CHECK_OK(tillbook_account_free(shopline));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
