/* Opens a store, creates a customer, and finds it again: the least that a program does.
 *
 *   quick_start FOLDER
 */
#include <stdio.h>

#include "tillbook.h"

/* Says what went wrong, frees the error, and ends main with 1. */
static int fail(tillbook_error *error) {
    tillbook_error_fields fields = TILLBOOK_ERROR_FIELDS_INIT;
    if (tillbook_error_read(error, &fields) == TILLBOOK_OK) {
        fprintf(stderr, "%.*s\n", (int)fields.message.len, fields.message.ptr);
    }
    tillbook_error_free(error);
    return 1;
}

int main(int argc, char **argv) {
    char path[1024];
    int length = snprintf(path, sizeof path, "%s/quick_start.tillbook", argc > 1 ? argv[1] : ".");
    tillbook_store *store = NULL;
    tillbook_account *account = NULL;
    tillbook_customer *customer = NULL;
    tillbook_list *found = NULL;
    tillbook_error *error = NULL;

    tillbook_str at = {path, (size_t)length};
    if (tillbook_open(at, NULL, &store, &error) != TILLBOOK_OK) return fail(error);
    if (tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_TEST, &account, &error) != TILLBOOK_OK) {
        return fail(error);
    }

    tillbook_new_customer ann = TILLBOOK_NEW_CUSTOMER_INIT;
    ann.email = TILLBOOK_STR("ann@example.org");
    ann.name = TILLBOOK_STR("Ann Abe");
    if (tillbook_customers_create(account, &ann, &customer, &error) != TILLBOOK_OK) return fail(error);
    tillbook_customer_free(customer);

    if (tillbook_customers_by_email(account, ann.email, &found, &error) != TILLBOOK_OK) return fail(error);
    if (tillbook_list_customer(found, 0, &customer, &error) != TILLBOOK_OK) return fail(error);
    tillbook_list_free(found);

    tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
    tillbook_customer_read(customer, &fields);
    printf("%.*s is %.*s\n", (int)fields.id.len, fields.id.ptr, (int)fields.name.len, fields.name.ptr);

    /* What is read stays valid until here. */
    tillbook_customer_free(customer);
    tillbook_account_free(account);
    return tillbook_close(store, &error) == TILLBOOK_OK ? 0 : fail(error);
}
