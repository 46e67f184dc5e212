/* Records and lists of the library as JSON; each is freed when it was shown. */
#ifndef CONFORMANCE_RECORDS_H
#define CONFORMANCE_RECORDS_H

#include <jansson.h>

#include "tillbook.h"

/* A call that goes well, whatever the line says. */
#define MUST(call) must(call, #call)
void must(int32_t status, const char *call);

#define SHOWN_AS_JSON(noun)                      \
  json_t *shown_##noun(tillbook_##noun *record); \
  json_t *listed_##noun(tillbook_list *list, tillbook_list_fields *head);

SHOWN_AS_JSON(customer)
SHOWN_AS_JSON(card)
SHOWN_AS_JSON(token)
SHOWN_AS_JSON(schedule)
SHOWN_AS_JSON(due)
SHOWN_AS_JSON(occurrence)
SHOWN_AS_JSON(tax_identifier)
SHOWN_AS_JSON(ledger_entry)

/* A page of what was listed, and of what its list said of itself. */
json_t *page_of(json_t *data, const tillbook_list_fields *head);

/* A text that holds JSON. */
json_t *shown_and_freed(tillbook_text *text);

#endif
