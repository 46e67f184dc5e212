/* Tax identifiers are made, attached, chosen by the host's own callback and deleted, and others come back. */
#include "provider.h"

typedef struct {
  const tillbook_account *account;
  const char *kind;
  unsigned asked;
} choice;

static int32_t of_a_kind(const tillbook_tax_identifier_fields *tax_identifier, void *user) {
  choice *choice = user;
  choice->asked++;
  tillbook_tax_identifier *found = NULL;
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_tax_identifiers_get(choice->account, tax_identifier->id, &found, NULL));
  CHECK(tax_identifier->struct_size == sizeof *tax_identifier);
  return same(tax_identifier->kind, choice->kind);
}

static tillbook_tax_identifier *made(const tillbook_account *river, const char *kind, const char *value,
                                     tillbook_tax_identifier_fields *fields) {
  tillbook_tax_identifier *tax_identifier = NULL;
  CHECK_OK(tillbook_tax_identifiers_create(river, text(kind), text(value), &tax_identifier, &failure));
  *fields = (tillbook_tax_identifier_fields)TILLBOOK_TAX_IDENTIFIER_FIELDS_INIT;
  CHECK_OK(tillbook_tax_identifier_read(tax_identifier, fields));
  return tax_identifier;
}

static size_t chosen(const tillbook_account *river, const tillbook_str *ids, size_t count, const char *customer,
                     choice *choice) {
  tillbook_list *tax_identifiers = NULL;
  CHECK_OK(tillbook_tax_identifiers_select(river, NULL, ids, count, customer == NULL ? nothing : text(customer),
                                           choice == NULL ? NULL : of_a_kind, choice, &tax_identifiers, &failure));
  size_t length_of_it = length(tax_identifiers);
  CHECK_OK(tillbook_list_free(tax_identifiers));
  return length_of_it;
}

static void tax_identifiers(const tillbook_account *river, const tillbook_account *omise) {
  char customer[64];
  value_of(call(river, 0, "POST", "/customers", "{\"email\":\"shop@example.com\"}", 201), "id", customer,
           sizeof customer);
  tillbook_tax_identifier_fields german, french, fields = TILLBOOK_TAX_IDENTIFIER_FIELDS_INIT;
  tillbook_tax_identifier *first = made(river, "de", "DE111111125", &german);
  tillbook_tax_identifier *second = made(river, "fr", "FR12345678901", &french), *now_it_is = NULL;
  CHECK(german.state == TILLBOOK_TAX_IDENTIFIER_PENDING && german.verified_at == TILLBOOK_NEVER);
  CHECK(german.customer.ptr == NULL && german.pending_at == german.created_at);
  CHECK_TEXT("de", german.kind);
  CHECK_TEXT("DE111111125", german.value);

  CHECK_OK(tillbook_tax_identifiers_attach(river, text(customer), german.id, &now_it_is, &failure));
  CHECK_OK(tillbook_tax_identifier_read(now_it_is, &fields));
  CHECK_TEXT(customer, fields.customer);
  CHECK_OK(tillbook_tax_identifier_free(now_it_is));
  CHECK(german.customer.ptr == NULL);
  CHECK_REFUSED(TILLBOOK_NOT_FOUND,
                tillbook_tax_identifiers_attach(river, text("nobody"), french.id, &now_it_is, &failure));
  tillbook_tax_identifier_fields another;
  CHECK_OK(tillbook_tax_identifier_free(made(river, "de", "DE222222222", &another)));
  CHECK_OK(tillbook_tax_identifiers_get(river, german.id, &now_it_is, &failure));
  CHECK_OK(tillbook_tax_identifier_free(now_it_is));

  tillbook_list *list = NULL;
  CHECK_OK(tillbook_tax_identifiers_of(river, text(customer), &list, &failure));
  CHECK(length(list) == 1);
  CHECK_OK(tillbook_list_tax_identifier(list, 0, &now_it_is, &failure));
  CHECK_OK(tillbook_list_free(list));
  CHECK_OK(tillbook_tax_identifier_retain(now_it_is));
  CHECK_OK(tillbook_tax_identifier_free(now_it_is));
  CHECK_OK(tillbook_tax_identifier_read(now_it_is, &fields));
  CHECK_OK(tillbook_tax_identifiers_of(river, text("nobody"), &list, &failure));
  CHECK(length(list) == 0);
  CHECK_OK(tillbook_list_free(list));
  CHECK_OK(tillbook_tax_identifiers_list(river, NULL, &list, &failure));
  CHECK(length(list) == 3);
  CHECK_OK(tillbook_list_free(list));

  const tillbook_str ids[] = {german.id, text("unknown"), french.id}, hole[] = {german.id, nothing};
  choice germans = {river, "de", 0};
  CHECK(chosen(river, NULL, 0, NULL, &germans) == 2 && germans.asked == 3);
  CHECK(chosen(river, ids, 3, NULL, &germans) == 1 && germans.asked == 5);
  CHECK(chosen(river, NULL, 0, customer, NULL) == 1);
  CHECK(chosen(river, ids, 3, NULL, NULL) == 2);
  CHECK(chosen(river, ids, 0, NULL, NULL) == 0);
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_tax_identifiers_select(river, NULL, ids, 3, text(customer), NULL,
                                                                           NULL, &list, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_tax_identifiers_select(river, NULL, hole, 2, nothing, NULL, NULL, &list, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_tax_identifiers_select(river, NULL, NULL, 2, nothing, NULL, NULL, &list, &failure));

  tillbook_tax_identifier *gone = NULL;
  CHECK_OK(tillbook_tax_identifiers_delete(river, german.id, &gone, &failure));
  CHECK_OK(tillbook_tax_identifier_free(gone));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_tax_identifiers_delete(river, german.id, &gone, &failure));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_tax_identifiers_get(river, german.id, &gone, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_tax_identifiers_create(river, text("xx"), text("1"), &gone, &failure));
  CHECK_REFUSED(TILLBOOK_UNSUPPORTED,
                tillbook_tax_identifiers_create(omise, text("de"), text("DE111111125"), &gone, &failure));
  CHECK_OK(tillbook_tax_identifier_free(now_it_is));
  CHECK_OK(tillbook_tax_identifier_free(second));
  CHECK_OK(tillbook_tax_identifier_free(first));
}

int main(int argc, char **argv) {
  CHECK(argc > 1);
  tillbook_store *store = open_store(argv);
  tillbook_account *river = open_account(store, TILLBOOK_PROVIDER_DIGITAL_RIVER);
  tillbook_account *omise = open_account(store, TILLBOOK_PROVIDER_OMISE);
  tax_identifiers(river, omise);
  CHECK_OK(tillbook_account_free(omise));
  CHECK_OK(tillbook_account_free(river));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
