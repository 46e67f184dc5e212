/* Many customers copied into one buffer: each text where its length says, nothing read or written beyond the end. */
#include <stddef.h>

#include "people.h"

#define TEXT(name) {offsetof(tillbook_copied_customer, name##_length), offsetof(tillbook_customer_fields, name)}

/* Every text of a customer, in the order in which they lie. */
static const struct {
  size_t length, text;
} texts[] = {TEXT(id),           TEXT(email),         TEXT(description),   TEXT(metadata),
             TEXT(default_card), TEXT(name),          TEXT(phone),         TEXT(merchant_customer_id),
             TEXT(barcode),      TEXT(notes),         TEXT(company),       TEXT(address_line1),
             TEXT(address_line2), TEXT(address_city), TEXT(address_state), TEXT(address_postal_code),
             TEXT(address_country)};

static void check_same(const char *at, uint32_t length, tillbook_str expected) {
  CHECK((length == TILLBOOK_NO_TEXT) == (expected.ptr == NULL));
  CHECK(expected.ptr == NULL || (length == expected.len && memcmp(at, expected.ptr, expected.len) == 0));
}

/* Holds a copy to the customer that the library lends. */
static void check_copied(const tillbook_copied_customer *copied, const tillbook_customer *customer) {
  tillbook_customer_fields fields = read_customer(customer);
  const char *start = (const char *)copied, *at = start + copied->texts_at;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    uint32_t length;
    tillbook_str expected;
    memcpy(&length, start + texts[i].length, sizeof length);
    memcpy(&expected, (const char *)&fields + texts[i].text, sizeof expected);
    check_same(at, length, expected);
    at += expected.len;
  }
  CHECK(copied->tag_count == fields.tag_count);
  for (uint32_t i = 0; i < copied->tag_count; i++) {
    uint32_t length;
    tillbook_str expected;
    memcpy(&length, start + copied->tags_at + i * sizeof length, sizeof length);
    CHECK_OK(tillbook_customer_tag(customer, i, &expected));
    check_same(at, length, expected);
    at += expected.len;
  }
  CHECK(at <= start + copied->size && at + 8 > start + copied->size);
  CHECK(copied->created_at == fields.created_at && copied->updated_at == fields.updated_at);
  CHECK(copied->deleted_at == fields.deleted_at);
}

static void many_lie_one_behind_the_other(const tillbook_account *account, const tillbook_customer *customer) {
  tillbook_str id = read_customer(customer).id;
  char ids[200];
  size_t lengths[] = {id.len, 6, id.len};
  int length = snprintf(ids, sizeof ids, "%.*snobody%.*s", (int)id.len, id.ptr, (int)id.len, id.ptr);
  tillbook_str all = {ids, (size_t)length};
  size_t needed = 7, again = 0;
  CHECK_REFUSED(TILLBOOK_BUFFER_TOO_SMALL,
                tillbook_customers_copy_many(account, all, lengths, 3, NULL, 0, &needed, &failure));
  uint64_t *buffer = malloc((needed + 1) * sizeof *buffer);
  buffer[needed - 1] = buffer[needed] = 77;
  CHECK_REFUSED(TILLBOOK_BUFFER_TOO_SMALL,
                tillbook_customers_copy_many(account, all, lengths, 3, buffer, needed - 1, &again, &failure));
  CHECK(again == needed && buffer[needed - 1] == 77);
  CHECK_OK(tillbook_customers_copy_many(account, all, lengths, 3, buffer, needed, &again, &failure));
  CHECK(again == needed && buffer[needed] == 77);

  size_t at = 0;
  for (int i = 0; i < 3; i++) {
    const tillbook_copied_customer *copied = (const void *)(buffer + at);
    CHECK(copied->size % 8 == 0 && copied->found == (i != 1));
    if (copied->found) check_copied(copied, customer);
    at += copied->size / 8;
  }
  CHECK(at == needed);
  free(buffer);
}

static void what_does_not_add_up_is_refused(const tillbook_account *account) {
  uint64_t buffer[64];
  size_t needed = 7;
  tillbook_str ids = text("ab\xc3\xa6");
  /* Too short, too long, and through the middle of a letter. */
  const size_t wrong[][2] = {{2, 1}, {2, 3}, {3, 1}, {SIZE_MAX, 5}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT,
                  tillbook_customers_copy_many(account, ids, wrong[i], 2, buffer, 64, &needed, &failure));
    CHECK(needed == 0);
  }
  const size_t right[] = {2, 2};
  CHECK_OK(tillbook_customers_copy_many(account, ids, right, 2, buffer, 64, &needed, &failure));
  CHECK(needed * 8 == 2 * sizeof(tillbook_copied_customer));
  CHECK_OK(tillbook_customers_copy_many(account, (tillbook_str){NULL, 0}, NULL, 0, NULL, 0, &needed, &failure));
  CHECK(needed == 0);
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  tillbook_store *store = open_at(in_folder(argv, "copies.tillbook"));
  tillbook_account *account = account_of(store);
  static const tillbook_str labels[] = {{"vip", 3}, {"", 0}, {"tea", 3}};
  tillbook_new_customer one = TILLBOOK_NEW_CUSTOMER_INIT;
  one.email = text("ann@example.org"), one.description = text("described"), one.metadata = text("{\"tier\":\"gold\"}");
  one.name = text("Ann Berg"), one.phone = text("+47 22 44 22 22"), one.merchant_customer_id = text("M-1");
  one.barcode = text("042123"), one.notes = text("likes tea"), one.company = text("Berg AS");
  one.address_line1 = text("Storgata 1"), one.address_line2 = text("2nd floor"), one.address_city = text("Oslo");
  one.address_state = text("Oslo fylke"), one.address_postal_code = text("0155"), one.address_country = text("NO");
  one.tags = labels, one.tag_count = 3;
  tillbook_customer *full = NULL, *bare = NULL;
  CHECK_OK(tillbook_customers_create(account, &one, &full, &failure));
  CHECK_OK(tillbook_customers_create(account, NULL, &bare, &failure));
  many_lie_one_behind_the_other(account, full);
  many_lie_one_behind_the_other(account, bare);
  what_does_not_add_up_is_refused(account);
  CHECK_OK(tillbook_customer_free(full));
  CHECK_OK(tillbook_customer_free(bare));
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));
  return finish();
}
