/* A till: it reads what the cashier scans, types or taps, one line each, and shows the customer.
 *
 *   till_loop FOLDER < scans
 *
 * A line is a barcode, an e-mail address, the shop's number, or the last digits of a telephone number. An empty line, or
 * the end of the input, closes the till. Lookups leave no garbage: one struct is used again and again.
 */
#include <stdio.h>
#include <string.h>

#include "tillbook.h"

static tillbook_account *account;

static void complain(tillbook_error *error) {
    tillbook_error_fields fields = TILLBOOK_ERROR_FIELDS_INIT;
    if (tillbook_error_read(error, &fields) == TILLBOOK_OK) {
        printf("  %.*s%s\n", (int)fields.message.len, fields.message.ptr, fields.retryable ? " (try again)" : "");
    }
    tillbook_error_free(error);
}

static void show(tillbook_customer *customer) {
    tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
    if (tillbook_customer_read(customer, &fields) == TILLBOOK_OK) {
        printf("  %.*s <%.*s> since %lld\n", (int)fields.name.len, fields.name.ptr ? fields.name.ptr : "",
               (int)fields.email.len, fields.email.ptr ? fields.email.ptr : "", (long long)fields.created_at);
        for (size_t i = 0; i < fields.tag_count; i++) {
            tillbook_str tag;
            if (tillbook_customer_tag(customer, i, &tag) == TILLBOOK_OK) printf("    %.*s\n", (int)tag.len, tag.ptr);
        }
    }
    tillbook_customer_free(customer);
}

/* Shows everybody in a list, and frees it. Answers how many there were. */
static size_t show_all(tillbook_list *list) {
    tillbook_list_fields fields = TILLBOOK_LIST_FIELDS_INIT;
    tillbook_customer *customer;
    tillbook_list_read(list, &fields);
    for (size_t i = 0; i < fields.count; i++) {
        if (tillbook_list_customer(list, i, &customer, NULL) == TILLBOOK_OK) show(customer);
    }
    tillbook_list_free(list);
    return fields.count;
}

/* Tries one thing after the other, the surest first. */
static void look_up(tillbook_str line) {
    tillbook_customer_query query = TILLBOOK_CUSTOMER_QUERY_INIT;
    tillbook_customer *customer = NULL;
    tillbook_list *list = NULL;
    tillbook_error *error = NULL;
    if (tillbook_customers_by_barcode(account, line, &list, NULL) == TILLBOOK_OK && show_all(list) > 0) return;
    if (tillbook_customers_by_email(account, line, &list, NULL) == TILLBOOK_OK && show_all(list) > 0) return;
    if (tillbook_customers_by_merchant_customer_id(account, line, &customer, NULL) == TILLBOOK_OK) {
        show(customer);
        return;
    }
    query.phone = line;
    if (tillbook_customers_find(account, &query, &list, &error) != TILLBOOK_OK) {
        complain(error);
    } else if (show_all(list) == 0) {
        printf("  nobody\n");
    }
}

/* Somebody to be found, when the till is new. */
static int32_t welcome(tillbook_error **error) {
    static const char *const names[] = {"Ann Abe", "Bob Berg", "Cleo Costa"};
    static const char *const phones[] = {"+66 2 555 0101", "+66 2 555 0102", "+66 2 555 0103"};
    static const char *const numbers[] = {"1001", "1002", "1003"};
    tillbook_str tags[] = {TILLBOOK_STR("regular")};
    for (int i = 0; i < 3; i++) {
        tillbook_new_customer one = TILLBOOK_NEW_CUSTOMER_INIT;
        tillbook_customer *customer = NULL;
        one.name = (tillbook_str){names[i], strlen(names[i])};
        one.phone = (tillbook_str){phones[i], strlen(phones[i])};
        one.merchant_customer_id = (tillbook_str){numbers[i], strlen(numbers[i])};
        one.tags = tags, one.tag_count = 1;
        int32_t status = tillbook_customers_create(account, &one, &customer, error);
        if (status != TILLBOOK_OK) return status;
        tillbook_customer_free(customer);
    }
    return TILLBOOK_OK;
}

int main(int argc, char **argv) {
    char path[1024], line[256];
    int length = snprintf(path, sizeof path, "%s/till.tillbook", argc > 1 ? argv[1] : ".");
    tillbook_store *store = NULL;
    tillbook_list *list = NULL;
    tillbook_list_fields there = TILLBOOK_LIST_FIELDS_INIT;
    tillbook_error *error = NULL;
    tillbook_str at = {path, (size_t)length};
    if (tillbook_open(at, NULL, &store, &error) != TILLBOOK_OK ||
        tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_LIVE, &account, &error) != TILLBOOK_OK ||
        tillbook_customers_list(account, NULL, &list, &error) != TILLBOOK_OK) {
        complain(error);
        return 1;
    }
    tillbook_list_read(list, &there);
    tillbook_list_free(list);
    if (there.total == 0 && welcome(&error) != TILLBOOK_OK) {
        complain(error);
        return 1;
    }

    while (fgets(line, sizeof line, stdin) != NULL && line[0] != '\n') {
        tillbook_str typed = {line, strcspn(line, "\n")};
        printf("%.*s\n", (int)typed.len, typed.ptr);
        look_up(typed);
    }
    tillbook_account_free(account);
    if (tillbook_close(store, &error) != TILLBOOK_OK) {
        complain(error);
        return 1;
    }
    return 0;
}
