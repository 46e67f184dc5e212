/* A customer as one piece of memory, which Go keeps as one text. */
#include "native.h"

static void texts_of(const tillbook_customer_fields *fields, tillbook_str *texts) {
    const tillbook_str all[TILLBOOK_GO_TEXTS] = {
        fields->id,
        fields->email,
        fields->description,
        fields->metadata,
        fields->default_card,
        fields->name,
        fields->phone,
        fields->merchant_customer_id,
        fields->barcode,
        fields->notes,
        fields->company,
        fields->address_line1,
        fields->address_line2,
        fields->address_city,
        fields->address_state,
        fields->address_postal_code,
        fields->address_country,
    };
    memcpy(texts, all, sizeof all);
}

static char *append(char *at, tillbook_str text) {
    if (text.len > 0) memcpy(at, text.ptr, text.len);
    return at + text.len;
}

_Static_assert(offsetof(tillbook_copied_customer, address_country_length) ==
                   offsetof(tillbook_copied_customer, id_length) + (TILLBOOK_GO_TEXTS - 1) * sizeof(uint32_t),
               "the lengths are an array");

/* Answers how much room the customer takes, and writes it where there is as much. Without a handle it has no labels. */
size_t tillbook_go_pack(const tillbook_customer_fields *fields, const tillbook_customer *customer, uint64_t *buffer,
                        size_t capacity) {
    tillbook_str texts[TILLBOOK_GO_TEXTS], tag;
    tillbook_copied_customer head = {0};
    uint32_t *lengths = &head.id_length;
    head.found = 1;
    head.created_at = fields->created_at;
    head.updated_at = fields->updated_at;
    head.deleted_at = fields->deleted_at;
    head.tag_count = customer == NULL ? 0 : fields->tag_count;
    head.tags_at = sizeof head;
    head.texts_at = (uint32_t)(sizeof head + head.tag_count * sizeof(uint32_t));
    texts_of(fields, texts);
    size_t size = head.texts_at;
    for (size_t i = 0; i < TILLBOOK_GO_TEXTS; i++) {
        lengths[i] = texts[i].ptr == NULL ? TILLBOOK_NO_TEXT : (uint32_t)texts[i].len;
        size += texts[i].len;
    }
    for (uint32_t i = 0; i < head.tag_count; i++) {
        if (tillbook_customer_tag(customer, i, &tag) == TILLBOOK_OK) size += tag.len;
    }
    size = (size + 7) / 8;
    if (size > capacity) return size;
    head.size = (uint32_t)(size * 8);
    char *begin = (char *)buffer, *at = begin + head.texts_at;
    memcpy(begin, &head, sizeof head);
    for (size_t i = 0; i < TILLBOOK_GO_TEXTS; i++) at = append(at, texts[i]);
    for (uint32_t i = 0; i < head.tag_count; i++) {
        if (tillbook_customer_tag(customer, i, &tag) != TILLBOOK_OK) tag.len = 0;
        uint32_t length = (uint32_t)tag.len;
        memcpy(begin + head.tags_at + i * sizeof length, &length, sizeof length);
        at = append(at, tag);
    }
    memset(at, 0, (size_t)(begin + head.size - at));
    return size;
}

/* Packs a customer and frees it, or leaves it where there is no room. */
int32_t tillbook_go_take(tillbook_customer *customer, uint64_t *buffer, size_t capacity, size_t *needed) {
    tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
    int32_t status = tillbook_customer_read(customer, &fields);
    if (status != TILLBOOK_OK) return status;
    *needed = tillbook_go_pack(&fields, customer, buffer, capacity);
    return *needed > capacity ? TILLBOOK_BUFFER_TOO_SMALL : tillbook_customer_free(customer);
}

/* Packs the customers of a list one behind the other and frees it, or leaves it where there is no room. */
int32_t tillbook_go_take_list(tillbook_list *list, tillbook_list_fields *there, uint64_t *buffer,
                              size_t capacity, size_t *needed) {
    int32_t status = tillbook_list_read(list, there);
    size_t used = 0;
    for (size_t i = 0; status == TILLBOOK_OK && i < there->count; i++) {
        tillbook_customer *customer = NULL;
        tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
        status = tillbook_list_customer(list, i, &customer, NULL);
        if (status == TILLBOOK_OK) status = tillbook_customer_read(customer, &fields);
        if (status == TILLBOOK_OK) {
            size_t room = used < capacity ? capacity - used : 0;
            used += tillbook_go_pack(&fields, customer, buffer + (room > 0 ? used : 0), room);
        }
        tillbook_customer_free(customer);
    }
    *needed = used;
    if (status == TILLBOOK_OK && used > capacity) return TILLBOOK_BUFFER_TOO_SMALL;
    tillbook_list_free(list);
    return status;
}

/* Finds customers by a text that several may share and packs them, in one crossing. */
int32_t tillbook_go_found(const tillbook_account *account, int by, const char *text, size_t length, uint64_t *buffer,
                          size_t capacity, size_t *needed, size_t *count) {
    tillbook_list *list = NULL;
    tillbook_list_fields there = TILLBOOK_LIST_FIELDS_INIT;
    tillbook_str wanted = {text, length};
    int32_t status = by == TILLBOOK_GO_BY_EMAIL     ? tillbook_customers_by_email(account, wanted, &list, NULL)
                     : by == TILLBOOK_GO_BY_BARCODE ? tillbook_customers_by_barcode(account, wanted, &list, NULL)
                                                    : tillbook_customers_by_line_id(account, wanted, &list, NULL);
    if (status != TILLBOOK_OK) return status;
    status = tillbook_go_take_list(list, &there, buffer, capacity, needed);
    *count = there.count;
    if (status == TILLBOOK_BUFFER_TOO_SMALL) tillbook_list_free(list);
    return status;
}

/* Finds the customer with one of the shop's own numbers and packs it, in one crossing. */
int32_t tillbook_go_by_merchant_customer_id(const tillbook_account *account, const char *text, size_t length,
                                            uint64_t *buffer, size_t capacity) {
    tillbook_customer *customer = NULL;
    size_t needed;
    int32_t status =
        tillbook_customers_by_merchant_customer_id(account, (tillbook_str){text, length}, &customer, NULL);
    if (status == TILLBOOK_OK) status = tillbook_go_take(customer, buffer, capacity, &needed);
    if (status == TILLBOOK_BUFFER_TOO_SMALL) tillbook_customer_free(customer);
    return status;
}
