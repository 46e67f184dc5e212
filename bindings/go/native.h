/* What the package calls of C: Tillbook's header, and small functions that spare crossings between Go and C. */
#ifndef TILLBOOK_GO_NATIVE_H
#define TILLBOOK_GO_NATIVE_H

#if defined(__has_include)
#if !__has_include("tillbook.h")
#error "Tillbook's library is missing: run `make go` at the top of Tillbook's source; or install it and build with -tags tillbook_dynamic"
#endif
#endif

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tillbook.h"

/* Callbacks get this number in place of a pointer: Go's own handle of what is called back. */
typedef uintptr_t tillbook_go_user;

/* Customers are packed as tillbook_customers_copy_many does it. Room and needs are counted in times of 8 bytes. */
enum { TILLBOOK_GO_TEXTS = 17 };

/* Copies one customer, with as few things to hand over as can be. */
static inline int32_t tillbook_go_get(const tillbook_account *account, const char *id, size_t length, uint64_t *buffer,
                                      size_t capacity) {
    size_t needed;
    return tillbook_customers_copy_many(account, (tillbook_str){id, length}, &length, 1, buffer, capacity, &needed, NULL);
}

size_t tillbook_go_pack(const tillbook_customer_fields *fields, const tillbook_customer *customer, uint64_t *buffer,
                        size_t capacity);
int32_t tillbook_go_take(tillbook_customer *customer, uint64_t *buffer, size_t capacity, size_t *needed);
int32_t tillbook_go_take_list(tillbook_list *list, tillbook_list_fields *fields, uint64_t *buffer, size_t capacity,
                              size_t *needed);

/* By which text customers are found that several may share. */
enum { TILLBOOK_GO_BY_EMAIL, TILLBOOK_GO_BY_BARCODE, TILLBOOK_GO_BY_LINE_ID };

int32_t tillbook_go_found(const tillbook_account *account, int by, const char *text, size_t length, uint64_t *buffer,
                          size_t capacity, size_t *needed, size_t *count);
int32_t tillbook_go_by_merchant_customer_id(const tillbook_account *account, const char *text, size_t length,
                                            uint64_t *buffer, size_t capacity);

int32_t tillbook_go_open(tillbook_str path, tillbook_open_options *options, int clock, int log, tillbook_go_user user,
                         tillbook_store **store, tillbook_error **error);
int32_t tillbook_go_select(const tillbook_account *account, const tillbook_list_query *query, const tillbook_str *ids,
                           size_t count, tillbook_str email, tillbook_go_user user, tillbook_list **customers,
                           tillbook_error **error);
int32_t tillbook_go_update_with(const tillbook_account *account, tillbook_str id, tillbook_go_user user,
                                tillbook_customer **customer, tillbook_error **error);
int32_t tillbook_go_tax_identifiers_select(const tillbook_account *account, const tillbook_list_query *query,
                                           const tillbook_str *ids, size_t count, tillbook_str customer,
                                           tillbook_go_user user, tillbook_list **tax_identifiers,
                                           tillbook_error **error);
int32_t tillbook_go_import(const tillbook_account *account, tillbook_str path, const tillbook_import_options *options,
                           tillbook_go_user user, tillbook_import_report **report, tillbook_error **error);
int32_t tillbook_go_import_from(const tillbook_account *account, tillbook_str bytes,
                                const tillbook_import_options *options, tillbook_go_user user,
                                tillbook_import_report **report, tillbook_error **error);
int32_t tillbook_go_export(const tillbook_account *account, tillbook_str path, int32_t format, tillbook_go_user user,
                           uint64_t *count, tillbook_error **error);
int32_t tillbook_go_export_to(const tillbook_account *account, int32_t format, tillbook_go_user user, uint64_t *count,
                              tillbook_error **error);
int32_t tillbook_go_check(const tillbook_store *store, tillbook_go_user user, tillbook_check_report **report,
                          tillbook_error **error);
int32_t tillbook_go_check_file(tillbook_str path, tillbook_go_user user, tillbook_check_report **report,
                               tillbook_error **error);
int32_t tillbook_go_backup(const tillbook_store *store, tillbook_str path, tillbook_go_user user,
                           tillbook_backup_fields *fields, tillbook_error **error);

#endif
