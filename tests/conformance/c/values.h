/* The values of the corpus: JSON, the variables of a story, and what does not fit. */
#ifndef CONFORMANCE_VALUES_H
#define CONFORMANCE_VALUES_H

#include <jansson.h>
#include <stddef.h>

#include "tillbook.h"

/* Which line of the corpus is told. */
void now_at(const char *file, long number);

/* Ends the program with a sentence: the line, or what came of it, is not as it should be. */
_Noreturn void stop(const char *format, ...);

/* A value as JSON text, to be freed. */
char *as_json(const json_t *value);

/* Memory that lasts until `let_go`, which is called after each line. */
void *kept(size_t size);
void let_go(void);

/* A copy with the values of the variables in it. */
json_t *filled(const json_t *value);

/* NULL when a value is as expected, else where it is not; variables without a value have taken what came. */
const char *misfit(const json_t *expected, const json_t *actual);

/* A value in the words of the corpus: variables instead of their values. */
json_t *named(const json_t *value);

void forget_variables(void);

/* A text of the library as JSON, and what it holds where it holds JSON itself. */
json_t *shown_text(tillbook_str text);
json_t *shown_json(tillbook_str text);

/* A text of the corpus, which has to outlive its use. */
tillbook_str lent_text(const json_t *text);

/* The JSON text of a value, kept until the end of the line. */
tillbook_str lent_json(const json_t *value);

#endif
