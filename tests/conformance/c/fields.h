/* The fields of the header's structs by their names: one way in and one way out for all of them. */
#ifndef CONFORMANCE_FIELDS_H
#define CONFORMANCE_FIELDS_H

#include <jansson.h>
#include <stddef.h>

#include "tillbook.h"

/* A number of a group and its name. */
typedef struct number {
  const char *name;
  int32_t value;
} number;

/* What a field holds. */
typedef enum kind {
  KIND_TEXT,
  KIND_JSON,
  KIND_TIME,
  KIND_INT32,
  KIND_UINT32,
  KIND_INT64,
  KIND_UINT64,
  KIND_FLAG,
  KIND_NUMBER,
  KIND_BITS,
  KIND_DATE,
  KIND_NESTED,
  KIND_DETAILS,
  KIND_TEXTS,
  KIND_REMOVE,
} kind;

typedef struct field {
  const char *name;
  size_t offset;
  kind kind;
  /* The group of KIND_NUMBER and KIND_BITS; NULL for bits that are numbers themselves. */
  const number *group;
  /* The fields of KIND_NESTED. */
  const struct field *nested;
  /* Where the count of KIND_TEXTS is. */
  size_t count;
} field;

extern const number providers[], modes[], keys[], formats[], encodings[], ledgers[], occurrence_statuses[];

extern const field customer_fields[], card_fields[], token_fields[], schedule_fields[], due_fields[],
    occurrence_fields[], tax_identifier_fields[], ledger_entry_fields[], account_stat_fields[], import_report_fields[];
extern const field new_customer[], customer_update[], customer_query[], list_query[], card_details[], new_card[],
    card_update[], new_schedule[], schedule_update[], new_ledger_entry[], import_options[];

/* The number of a group with a name. */
int32_t number_of(const number *group, const json_t *name);

/* A struct as an object, without what is absent in it. */
json_t *shown_fields(const void *from, const field *fields);

/* Puts what an object holds into a struct that was begun with its _INIT macro. */
void fill_fields(void *into, const field *fields, const json_t *object);

/* Days of the calendar. */
json_t *shown_date(tillbook_date date);
tillbook_date date_of(const json_t *text);

/* Texts as an array that is kept until the end of the line, never NULL. */
const tillbook_str *texts_of(const json_t *array, size_t *count);

#endif
