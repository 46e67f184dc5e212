/* A program outside of this tree: it finds the library where it was installed, and sees it do its work and fail well. */
#include <stdio.h>
#include <string.h>
#include <tillbook.h>

static int expect(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "not so: %s\n", what);
    }
    return holds;
}

#define EXPECT(condition)              \
    if (!expect(condition, #condition)) { \
        return 1;                      \
    }

int main(int argc, char **argv) {
    tillbook_store *store = NULL;
    tillbook_account *account = NULL;
    tillbook_customer *customer = NULL;
    tillbook_list *found = NULL;
    tillbook_error *error = NULL;
    tillbook_list_fields list = TILLBOOK_LIST_FIELDS_INIT;
    tillbook_error_fields why = TILLBOOK_ERROR_FIELDS_INIT;
    tillbook_new_customer ann = TILLBOOK_NEW_CUSTOMER_INIT;
    tillbook_str version = tillbook_version();

    EXPECT(argc == 2);
    EXPECT(version.len == strlen(TILLBOOK_VERSION) && memcmp(version.ptr, TILLBOOK_VERSION, version.len) == 0);
    EXPECT(tillbook_abi_version() == TILLBOOK_ABI_VERSION);

    EXPECT(tillbook_open(tillbook_str_of(argv[1]), NULL, &store, NULL) == TILLBOOK_OK);
    EXPECT(tillbook_account_open(store, TILLBOOK_PROVIDER_OMISE, TILLBOOK_MODE_TEST, &account, NULL) == TILLBOOK_OK);
    ann.email = TILLBOOK_STR("ann@example.org");
    EXPECT(tillbook_customers_create(account, &ann, &customer, NULL) == TILLBOOK_OK);
    EXPECT(tillbook_customers_by_email(account, TILLBOOK_STR("Ann@Example.org"), &found, NULL) == TILLBOOK_OK);
    EXPECT(tillbook_list_read(found, &list) == TILLBOOK_OK && list.count == 1);
    EXPECT(tillbook_customer_free(customer) == TILLBOOK_OK);

    /* A fault inside is caught, which it would not be had the library been built to abort. */
    EXPECT(tillbook_debug_panic(store, &error) == TILLBOOK_PANICKED);
    EXPECT(tillbook_error_read(error, &why) == TILLBOOK_OK && why.code == TILLBOOK_PANICKED);
    EXPECT(tillbook_error_free(error) == TILLBOOK_OK);
    EXPECT(tillbook_customers_create(account, &ann, &customer, NULL) == TILLBOOK_POISONED);

    EXPECT(customer == NULL);
    EXPECT(tillbook_list_free(found) == TILLBOOK_OK);
    EXPECT(tillbook_account_free(account) == TILLBOOK_OK);
    EXPECT(tillbook_close(store, NULL) == TILLBOOK_OK);
    printf("%llu handles left\n", (unsigned long long)tillbook_debug_live_handles());
    return tillbook_debug_live_handles() == 0 ? 0 : 1;
}
