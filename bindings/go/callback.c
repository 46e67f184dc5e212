/* The functions that Tillbook calls back, each of which calls Go's, and the calls that hand them over. */
#include "native.h"

#include "_cgo_export.h"

static tillbook_go_user number(void *user) { return (tillbook_go_user)user; }
static void *pointer(tillbook_go_user user) { return (void *)user; }

static int64_t clock_of(void *user) { return tillbook_go_clock(number(user)); }

static void log_of(int32_t level, tillbook_str message, void *user) { tillbook_go_log(level, message, number(user)); }

static int32_t progress_of(const tillbook_progress_fields *progress, void *user) {
    return tillbook_go_progress((tillbook_progress_fields *)progress, number(user));
}

static int32_t write_of(tillbook_str bytes, void *user) { return tillbook_go_write(bytes, number(user)); }

static int32_t keep_of(const tillbook_customer_fields *customer, void *user) {
    return tillbook_go_keep((tillbook_customer_fields *)customer, number(user));
}

static int32_t keep_tax_identifier_of(const tillbook_tax_identifier_fields *tax_identifier, void *user) {
    return tillbook_go_keep_tax_identifier((tillbook_tax_identifier_fields *)tax_identifier, number(user));
}

static int32_t decide_of(const tillbook_customer_fields *customer, tillbook_customer_update *update, void *user) {
    return tillbook_go_decide((tillbook_customer_fields *)customer, update, number(user));
}

int32_t tillbook_go_open(tillbook_str path, tillbook_open_options *options, int clock, int log, tillbook_go_user user,
                         tillbook_store **store, tillbook_error **error) {
    if (clock) options->clock = clock_of;
    if (log) options->log = log_of;
    options->clock_user = options->log_user = pointer(user);
    return tillbook_open(path, options, store, error);
}

int32_t tillbook_go_select(const tillbook_account *account, const tillbook_list_query *query, const tillbook_str *ids,
                           size_t count, tillbook_str email, tillbook_go_user user, tillbook_list **customers,
                           tillbook_error **error) {
    return tillbook_customers_select(account, query, ids, count, email, user ? keep_of : NULL, pointer(user), customers,
                                     error);
}

int32_t tillbook_go_update_with(const tillbook_account *account, tillbook_str id, tillbook_go_user user,
                                tillbook_customer **customer, tillbook_error **error) {
    return tillbook_customers_update_with(account, id, decide_of, pointer(user), customer, error);
}

int32_t tillbook_go_tax_identifiers_select(const tillbook_account *account, const tillbook_list_query *query,
                                           const tillbook_str *ids, size_t count, tillbook_str customer,
                                           tillbook_go_user user, tillbook_list **tax_identifiers,
                                           tillbook_error **error) {
    return tillbook_tax_identifiers_select(account, query, ids, count, customer, user ? keep_tax_identifier_of : NULL,
                                           pointer(user), tax_identifiers, error);
}

int32_t tillbook_go_import(const tillbook_account *account, tillbook_str path, const tillbook_import_options *options,
                           tillbook_go_user user, tillbook_import_report **report, tillbook_error **error) {
    return tillbook_customers_import(account, path, options, user ? progress_of : NULL, pointer(user), report, error);
}

int32_t tillbook_go_import_from(const tillbook_account *account, tillbook_str bytes,
                                const tillbook_import_options *options, tillbook_go_user user,
                                tillbook_import_report **report, tillbook_error **error) {
    return tillbook_customers_import_from(account, bytes, options, user ? progress_of : NULL, pointer(user), report,
                                          error);
}

int32_t tillbook_go_export(const tillbook_account *account, tillbook_str path, int32_t format, tillbook_go_user user,
                           uint64_t *count, tillbook_error **error) {
    return tillbook_customers_export(account, path, format, user ? progress_of : NULL, pointer(user), count, error);
}

int32_t tillbook_go_export_to(const tillbook_account *account, int32_t format, tillbook_go_user user, uint64_t *count,
                              tillbook_error **error) {
    return tillbook_customers_export_to(account, format, write_of, progress_of, pointer(user), count, error);
}

int32_t tillbook_go_check(const tillbook_store *store, tillbook_go_user user, tillbook_check_report **report,
                          tillbook_error **error) {
    return tillbook_store_check(store, user ? progress_of : NULL, pointer(user), report, error);
}

int32_t tillbook_go_check_file(tillbook_str path, tillbook_go_user user, tillbook_check_report **report,
                               tillbook_error **error) {
    return tillbook_check_file(path, user ? progress_of : NULL, pointer(user), report, error);
}

int32_t tillbook_go_backup(const tillbook_store *store, tillbook_str path, tillbook_go_user user,
                           tillbook_backup_fields *fields, tillbook_error **error) {
    return tillbook_store_backup(store, path, user ? progress_of : NULL, pointer(user), fields, error);
}
