/* The functions of the header by their names. */
#ifndef CONFORMANCE_FUNCTIONS_H
#define CONFORMANCE_FUNCTIONS_H

#include <jansson.h>

#include "fields.h"
#include "tillbook.h"

/* A till on which a story is told. */
typedef struct till {
  tillbook_store *store;
  tillbook_account *account;
  int64_t now;
  int32_t provider;
  int32_t mode;
} till;

/* The parameters that a line gives; those that were taken are noted, so that one that nobody knows is noticed. */
typedef struct given {
  const json_t *with;
  json_t *left;
} given;

/* Calls a function: what it answers is put into `answer`, unless it fails. */
typedef int32_t (*function)(const till *till, given *given, json_t **answer, tillbook_error **error);

/* The function with a name. */
function function_called(const char *name);

/* A parameter, which is noted as taken; NULL where it is not given. */
const json_t *parameter(given *given, const char *name);

/* A text among the parameters, absent where it is not given. */
tillbook_str text_of(given *given, const char *name);

/* A struct among the parameters, which `into` begins as; NULL where it is not given. */
const void *struct_of(given *given, const char *name, void *into, const field *fields);

/* The functions of other files of this folder, by the name that the corpus gives them. */
int32_t customers_import_from(const till *till, given *given, json_t **answer, tillbook_error **error);
int32_t customers_export_to(const till *till, given *given, json_t **answer, tillbook_error **error);
int32_t store_health(const till *till, given *given, json_t **answer, tillbook_error **error);
int32_t store_sync(const till *till, given *given, json_t **answer, tillbook_error **error);
int32_t store_check(const till *till, given *given, json_t **answer, tillbook_error **error);
int32_t store_stat(const till *till, given *given, json_t **answer, tillbook_error **error);

#endif
