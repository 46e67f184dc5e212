/* Cards and tokens, and what only a provider knows: what goes in comes out, and what is not mentioned stays. */
#include "people.h"

static tillbook_card_fields read_card(const tillbook_card *card) {
  tillbook_card_fields fields = TILLBOOK_CARD_FIELDS_INIT;
  CHECK_OK(tillbook_card_read(card, &fields));
  return fields;
}

static void a_token_becomes_a_card(const tillbook_account *account, tillbook_str customer) {
  tillbook_card_details details = visa();
  tillbook_token *token = NULL;
  tillbook_token_fields held = TILLBOOK_TOKEN_FIELDS_INIT;
  tillbook_card *card = NULL, *again = NULL;
  CHECK_OK(tillbook_tokens_create(account, &details, &token, &failure));
  CHECK_OK(tillbook_token_read(token, &held));
  CHECK(held.used == 0 && held.created_at > 0 && held.currency.ptr == NULL);
  CHECK_OK(tillbook_token_card(token, &card, &failure));
  tillbook_card_fields fields = read_card(card);
  CHECK(fields.customer.ptr == NULL && fields.brand == TILLBOOK_BRAND_VISA && fields.chargeable == 1);
  CHECK(fields.expiration_month == 12 && fields.expiration_year == 2031 && fields.security_code_check == 1);
  CHECK(fields.id.len == held.card.len && memcmp(fields.id.ptr, held.card.ptr, held.card.len) == 0);
  CHECK_TEXT("4242", fields.last_digits);
  CHECK_TEXT("Ann Berg", fields.name);
  CHECK_TEXT("Oslo", fields.address.city);
  CHECK_TEXT("+47 1", fields.address.phone_number);
  CHECK(fields.address.street1.ptr == NULL && fields.fingerprint.len > 0 && fields.first_digits.ptr == NULL);
  CHECK_OK(tillbook_card_free(card));

  CHECK_OK(tillbook_cards_create(account, customer, held.id, &card, &failure));
  CHECK_REFUSED(TILLBOOK_USED_TOKEN, tillbook_cards_create(account, customer, held.id, &again, &failure));
  tillbook_token *used = NULL;
  CHECK_OK(tillbook_tokens_get(account, held.id, &used, &failure));
  CHECK_REFUSED(TILLBOOK_USED_TOKEN, tillbook_token_card(used, &again, &failure));
  CHECK_OK(tillbook_token_free(used));
  COUNT_OK(1, tillbook_tokens_list(account, NULL, &list, &failure));
  CHECK_OK(tillbook_tokens_delete(account, held.id, &used, &failure));
  CHECK_OK(tillbook_token_free(used));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_tokens_get(account, held.id, &used, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_tokens_create_for(account, text("THB"), &details, &used, &failure));
  CHECK_OK(tillbook_token_free(token));

  tillbook_card *second = NULL;
  CHECK_OK(tillbook_cards_attach(account, customer, &details, &second, &failure));
  details.expiration_month = 13;
  CHECK_REFUSED(TILLBOOK_INVALID_CARD, tillbook_cards_attach(account, customer, &details, &again, &failure));
  COUNT_OK(2, tillbook_cards_list(account, customer, NULL, &list, &failure));
  COUNT_OK(1, tillbook_cards_newest(account, NOTHING, 1, 0, &list, &failure));
  COUNT_OK(0, tillbook_cards_newest(account, text("nobody"), 0, 0, &list, &failure));
  COUNT_OK(1, tillbook_customers_expiring(account, 12, 2031, NULL, &list, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                tillbook_customers_expiring(account, 13, 2031, NULL, &(tillbook_list *){NULL}, &failure));

  fields = read_card(card);
  tillbook_card_update update = TILLBOOK_CARD_UPDATE_INIT;
  update.expiration_year = 2033, update.address.street1 = text("Storgata 1");
  tillbook_card *changed = NULL;
  CHECK_OK(tillbook_cards_update(account, customer, fields.id, &update, &changed, &failure));
  tillbook_card_fields after = read_card(changed);
  CHECK(after.expiration_month == 12 && after.expiration_year == 2033);
  CHECK_TEXT("Oslo", after.address.city);
  CHECK_TEXT("Storgata 1", after.address.street1);
  CHECK_OK(tillbook_card_free(changed));
  tillbook_text *attributes = NULL;
  CHECK_OK(tillbook_card_attributes(card, &attributes, &failure));
  check_json(attributes, "{}");

  tillbook_list *cards = NULL, *identifiers = NULL;
  tillbook_customer *owner = NULL;
  CHECK_OK(tillbook_customers_get_in_full(account, customer, &owner, &cards, &identifiers, &failure));
  CHECK(count_of(cards) == 2 && count_of(identifiers) == 0);
  CHECK_OK(tillbook_list_card(cards, 0, &again, &failure));
  tillbook_str preferred = read_customer(owner).default_card;
  CHECK(preferred.len == fields.id.len && memcmp(preferred.ptr, fields.id.ptr, preferred.len) == 0);
  CHECK_OK(tillbook_card_free(again));
  CHECK_REFUSED(TILLBOOK_INVALID_HANDLE, tillbook_list_token(cards, 0, &token, &failure));
  CHECK_OK(tillbook_list_free(cards));
  CHECK_OK(tillbook_list_free(identifiers));
  CHECK_OK(tillbook_customer_free(owner));

  CHECK_OK(tillbook_cards_delete(account, customer, fields.id, &changed, &failure));
  CHECK_OK(tillbook_card_free(changed));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_cards_get(account, customer, fields.id, &changed, &failure));
  CHECK_REFUSED(TILLBOOK_NOT_FOUND, tillbook_cards_by_id(account, fields.id, &changed, &failure));
  CHECK_OK(tillbook_cards_get(account, customer, read_card(second).id, &changed, &failure));
  CHECK_OK(tillbook_card_retain(changed));
  CHECK_OK(tillbook_card_free(changed));
  CHECK_OK(tillbook_card_free(changed));
  tillbook_new_card alone = TILLBOOK_NEW_CARD_INIT;
  CHECK_REFUSED(TILLBOOK_UNSUPPORTED, tillbook_cards_add(account, &alone, &again, &failure));
  CHECK_OK(tillbook_card_free(card));
  CHECK_OK(tillbook_card_free(second));
}

static void what_only_a_provider_knows(const tillbook_store *store) {
  tillbook_account *river = account_at(store, TILLBOOK_PROVIDER_DIGITAL_RIVER);
  tillbook_new_customer one = TILLBOOK_NEW_CUSTOMER_INIT;
  one.id = text("ann"), one.attributes = text("{\"locale\":\"en_GB\",\"shipping\":{\"name\":\"Ann\"},\"enabled\":false}");
  tillbook_customer *ann = NULL;
  tillbook_text *json = NULL;
  CHECK_OK(tillbook_customers_create(river, &one, &ann, &failure));
  CHECK_OK(tillbook_customer_free(ann));
  CHECK_REFUSED(TILLBOOK_ALREADY_EXISTS, tillbook_customers_create(river, &one, &ann, &failure));
  CHECK_REFUSED(TILLBOOK_CONFLICT, tillbook_customers_check_order(river, text("ann"), &ann, &failure));
  tillbook_customer_update update = TILLBOOK_CUSTOMER_UPDATE_INIT;
  update.attributes = text("{\"enabled\":true,\"shipping\":{\"phone\":\"1\"}}");
  CHECK_OK(tillbook_customers_update(river, text("ann"), &update, &ann, &failure));
  CHECK_OK(tillbook_customer_attributes(ann, &json, &failure));
  tillbook_str bytes = NOTHING;
  CHECK_OK(tillbook_text_read(json, &bytes));
  CHECK(contains(bytes, "\"locale\":\"en_GB\"") && contains(bytes, "\"name\":\"Ann\",\"phone\":\"1\""));
  CHECK_OK(tillbook_text_free(json));
  CHECK_OK(tillbook_customer_free(ann));
  update.attributes = text("{\"colour\":\"red\"}");
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_update(river, text("ann"), &update, &ann, &failure));

  tillbook_new_card ideal = TILLBOOK_NEW_CARD_INIT;
  tillbook_card *card = NULL, *adopted = NULL;
  ideal.attributes = text("{\"kind\":\"ideal\",\"owner\":{\"firstName\":\"Ann\"}}");
  CHECK_OK(tillbook_cards_add(river, &ideal, &card, &failure));
  CHECK_OK(tillbook_card_attributes(card, &json, &failure));
  check_json(json, "\"owner\":{\"firstName\":\"Ann\"}");
  CHECK_OK(tillbook_cards_adopt(river, text("ann"), read_card(card).id, &adopted, &failure));
  CHECK_TEXT("ann", read_card(adopted).customer);
  CHECK_OK(tillbook_card_free(adopted));
  CHECK_OK(tillbook_card_free(card));
  ideal.brand = 99;
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_cards_add(river, &ideal, &card, &failure));
  CHECK_OK(tillbook_account_free(river));

  tillbook_account *komoju = account_at(store, TILLBOOK_PROVIDER_KOMOJU);
  tillbook_card_details details = visa();
  details.number = text("4242424242424242");
  tillbook_token *token = NULL;
  tillbook_token_fields held = TILLBOOK_TOKEN_FIELDS_INIT;
  CHECK_OK(tillbook_tokens_create_for(komoju, text("JPY"), &details, &token, &failure));
  CHECK_OK(tillbook_token_read(token, &held));
  CHECK_TEXT("JPY", held.currency);
  CHECK_OK(tillbook_token_free(token));
  tillbook_new_customer payer = TILLBOOK_NEW_CUSTOMER_INIT;
  payer.card_details = &details;
  CHECK_OK(tillbook_customers_create(komoju, &payer, &ann, &failure));
  CHECK(read_customer(ann).default_card.len > 0);
  CHECK_OK(tillbook_customer_free(ann));
  CHECK_OK(tillbook_account_free(komoju));

  tillbook_account *shopline = account_at(store, TILLBOOK_PROVIDER_SHOPLINE);
  tillbook_new_customer member = TILLBOOK_NEW_CUSTOMER_INIT;
  member.attributes = text("{\"name\":\"Ann\",\"line_id\":\"U1\",\"mobile_phone\":\"912345678\","
                           "\"mobile_phone_country_calling_code\":\"886\"}");
  CHECK_OK(tillbook_customers_create(shopline, &member, &ann, &failure));
  COUNT_OK(1, tillbook_customers_by_line_id(shopline, text("U1"), &list, &failure));
  tillbook_customer *verified = NULL;
  CHECK_OK(tillbook_customers_verify_mobile_phone(shopline, read_customer(ann).id, &verified, &failure));
  CHECK_OK(tillbook_customer_attributes(verified, &json, &failure));
  check_json(json, "\"mobile_phone_verified\":true");
  CHECK_OK(tillbook_customer_free(verified));
  CHECK_OK(tillbook_customer_free(ann));
  CHECK_OK(tillbook_account_free(shopline));
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  tillbook_store *store = open_at(in_folder(argv, "cards.tillbook"));
  tillbook_account *account = account_of(store);
  char ann[64];
  create(account, "ann@example.org", ann);
  a_token_becomes_a_card(account, text(ann));
  what_only_a_provider_knows(store);
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
