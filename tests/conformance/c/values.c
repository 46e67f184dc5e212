#include "values.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *told_file;
static long told_number;

void now_at(const char *file, long number) {
  told_file = file;
  told_number = number;
}

void stop(const char *format, ...) {
  va_list rest;
  if (told_file != NULL) {
    fprintf(stderr, "%s:%ld: ", told_file, told_number);
  }
  va_start(rest, format);
  vfprintf(stderr, format, rest);
  va_end(rest);
  fputc('\n', stderr);
  exit(1);
}

char *as_json(const json_t *value) {
  char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
  if (text == NULL) {
    stop("a value is no JSON");
  }
  return text;
}

typedef struct block {
  struct block *earlier;
  max_align_t memory[];
} block;

static block *newest;

void *kept(size_t size) {
  block *made = calloc(1, sizeof(block) + size + 1);
  if (made == NULL) {
    stop("there is no memory left");
  }
  made->earlier = newest;
  newest = made;
  return made->memory;
}

void let_go(void) {
  while (newest != NULL) {
    block *earlier = newest->earlier;
    free(newest);
    newest = earlier;
  }
}

/* ---- variables ---- */

static json_t *variables;

void forget_variables(void) {
  json_decref(variables);
  variables = NULL;
}

/* The value of a variable whose name is not ended by a zero; NULL where it has none. */
static const json_t *value_of(const char *name, size_t length) {
  return json_object_getn(variables, name, length);
}

/* Whether a text is nothing but the name of a variable, which is then put into `name` and `length`. */
static bool is_lone(const char *text, size_t text_length, const char **name, size_t *length) {
  if (text_length < 4 || strncmp(text, "${", 2) != 0 || text[text_length - 1] != '}') {
    return false;
  }
  *name = text + 2;
  *length = text_length - 3;
  bool anything = *length == 1 && **name == '_';
  return !anything && memchr(*name, '$', *length) == NULL && memchr(*name, '}', *length) == NULL;
}

static bool is_anything(const json_t *expected) {
  return json_is_string(expected) && strcmp(json_string_value(expected), "${_}") == 0;
}

/* A growing text. */
typedef struct growing {
  char *bytes;
  size_t length;
} growing;

static void append(growing *text, const char *bytes, size_t length) {
  char *larger = realloc(text->bytes, text->length + length + 1);
  if (larger == NULL) {
    stop("there is no memory left");
  }
  memcpy(larger + text->length, bytes, length);
  text->bytes = larger;
  text->length += length;
  larger[text->length] = '\0';
}

static json_t *filled_text(const json_t *value) {
  const char *rest = json_string_value(value), *end = rest + json_string_length(value);
  growing text = {NULL, 0};
  append(&text, "", 0);
  while (rest < end) {
    const char *from = strstr(rest, "${"), *to = from == NULL ? NULL : strchr(from, '}');
    if (to == NULL) {
      break;
    }
    const json_t *found = value_of(from + 2, (size_t)(to - from - 2));
    if (found == NULL) {
      stop("nothing was called %.*s before this line", (int)(to - from - 2), from + 2);
    }
    append(&text, rest, (size_t)(from - rest));
    append(&text, json_string_value(found), json_string_length(found));
    rest = to + 1;
  }
  append(&text, rest, (size_t)(end - rest));
  json_t *made = json_stringn(text.bytes, text.length);
  free(text.bytes);
  return made;
}

/* A copy of a value, each of whose texts is made anew. */
static json_t *copied(const json_t *value, json_t *(*text)(const json_t *text)) {
  if (json_is_string(value)) {
    return text(value);
  }
  if (json_is_array(value)) {
    json_t *made = json_array();
    for (size_t i = 0; i < json_array_size(value); i++) {
      json_array_append_new(made, copied(json_array_get(value, i), text));
    }
    return made;
  }
  if (json_is_object(value)) {
    json_t *made = json_object();
    for (void *i = json_object_iter((json_t *)value); i != NULL; i = json_object_iter_next((json_t *)value, i)) {
      const char *key = json_object_iter_key(i);
      json_object_setn_new(made, key, json_object_iter_key_len(i), copied(json_object_iter_value(i), text));
    }
    return made;
  }
  return json_deep_copy(value);
}

json_t *filled(const json_t *value) { return copied(value, filled_text); }

static json_t *named_text(const json_t *value) {
  growing text = {NULL, 0};
  append(&text, json_string_value(value), json_string_length(value));
  for (void *i = json_object_iter(variables); i != NULL; i = json_object_iter_next(variables, i)) {
    const json_t *known = json_object_iter_value(i);
    const char *at = json_string_length(known) == 0 ? NULL : strstr(text.bytes, json_string_value(known));
    if (at != NULL) {
      growing changed = {NULL, 0};
      append(&changed, text.bytes, (size_t)(at - text.bytes));
      append(&changed, "${", 2);
      append(&changed, json_object_iter_key(i), json_object_iter_key_len(i));
      append(&changed, "}", 1);
      append(&changed, at + json_string_length(known), strlen(at + json_string_length(known)));
      free(text.bytes);
      text = changed;
    }
  }
  json_t *made = json_stringn(text.bytes, text.length);
  free(text.bytes);
  return made;
}

json_t *named(const json_t *value) { return copied(value, named_text); }

/* ---- what does not fit ---- */

/* Texts that are nothing but a variable without a value give it one. */
static void take(const json_t *expected, const json_t *actual) {
  const char *name;
  size_t length;
  if (json_is_string(expected) && json_is_string(actual)) {
    bool lone = is_lone(json_string_value(expected), json_string_length(expected), &name, &length);
    if (lone && value_of(name, length) == NULL) {
      variables = variables == NULL ? json_object() : variables;
      json_object_setn(variables, name, length, (json_t *)actual);
    }
  } else if (json_is_array(expected) && json_is_array(actual)) {
    for (size_t i = 0; i < json_array_size(expected); i++) {
      take(json_array_get(expected, i), json_array_get(actual, i));
    }
  } else if (json_is_object(expected) && json_is_object(actual)) {
    for (void *i = json_object_iter((json_t *)expected); i != NULL; i = json_object_iter_next((json_t *)expected, i)) {
      take(json_object_iter_value(i), json_object_getn(actual, json_object_iter_key(i), json_object_iter_key_len(i)));
    }
  }
}

static const char *longer(const char *at, const char *member) {
  char *path = kept(strlen(at) + strlen(member) + 1);
  sprintf(path, "%s.%s", at, member);
  return path;
}

static const char *compare(const json_t *expected, const json_t *actual, const char *at);

static const char *compare_arrays(const json_t *expected, const json_t *actual, const char *at) {
  if (json_array_size(expected) != json_array_size(actual)) {
    return at;
  }
  for (size_t i = 0; i < json_array_size(expected); i++) {
    char place[32];
    sprintf(place, "%zu", i);
    const char *misfits = compare(json_array_get(expected, i), json_array_get(actual, i), longer(at, place));
    if (misfits != NULL) {
      return misfits;
    }
  }
  return NULL;
}

static const char *compare_objects(const json_t *expected, const json_t *actual, const char *at) {
  for (void *i = json_object_iter((json_t *)actual); i != NULL; i = json_object_iter_next((json_t *)actual, i)) {
    if (json_object_getn(expected, json_object_iter_key(i), json_object_iter_key_len(i)) == NULL) {
      return longer(at, json_object_iter_key(i));
    }
  }
  for (void *i = json_object_iter((json_t *)expected); i != NULL; i = json_object_iter_next((json_t *)expected, i)) {
    const json_t *came = json_object_getn(actual, json_object_iter_key(i), json_object_iter_key_len(i));
    const char *path = longer(at, json_object_iter_key(i));
    const char *misfits = came == NULL ? path : compare(json_object_iter_value(i), came, path);
    if (misfits != NULL) {
      return misfits;
    }
  }
  return NULL;
}

static const char *compare(const json_t *expected, const json_t *actual, const char *at) {
  if (is_anything(expected)) {
    return NULL;
  }
  if (json_is_string(expected) && json_is_string(actual)) {
    json_t *text = filled_text(expected);
    bool same = json_equal(text, actual);
    json_decref(text);
    return same ? NULL : at;
  }
  if (json_is_array(expected) && json_is_array(actual)) {
    return compare_arrays(expected, actual, at);
  }
  if (json_is_object(expected) && json_is_object(actual)) {
    return compare_objects(expected, actual, at);
  }
  return json_equal(expected, actual) ? NULL : at;
}

const char *misfit(const json_t *expected, const json_t *actual) {
  take(expected, actual);
  return compare(expected, actual, "the line");
}

/* ---- texts of the library ---- */

json_t *shown_text(tillbook_str text) {
  json_t *shown = json_stringn(text.ptr, text.len);
  if (shown == NULL) {
    stop("the library answered with a text that is not UTF-8");
  }
  return shown;
}

json_t *shown_json(tillbook_str text) {
  json_error_t why;
  json_t *shown = json_loadb(text.ptr, text.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);
  if (shown == NULL) {
    stop("the library answered with a text that is no JSON: %s: %.*s", why.text, (int)text.len, text.ptr);
  }
  return shown;
}

tillbook_str lent_text(const json_t *text) {
  if (!json_is_string(text)) {
    stop("this is no text: %s", as_json(text));
  }
  tillbook_str lent = {json_string_value(text), json_string_length(text)};
  return lent;
}

tillbook_str lent_json(const json_t *value) {
  char *dumped = as_json(value);
  char *text = kept(strlen(dumped));
  strcpy(text, dumped);
  free(dumped);
  return tillbook_str_of(text);
}
