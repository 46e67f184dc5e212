/*
 * Tells one story of the corpus through the C interface.
 *
 *     replay FOLDER FILE LINE      the story that begins on that line of the file; the store lies in the folder
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "functions.h"
#include "records.h"
#include "values.h"

static till here;
static const char *folder;

static int64_t now(void *user) { return ((const till *)user)->now; }

static void open_store(void) {
  char path[4096];
  snprintf(path, sizeof path, "%s/till.tillbook", folder);
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  options.fingerprint_key = TILLBOOK_STR("conformance");
  options.clock = now;
  options.clock_user = &here;
  MUST(tillbook_open(tillbook_str_of(path), &options, &here.store, NULL));
  MUST(tillbook_account_open(here.store, here.provider, here.mode, &here.account, NULL));
}

static void close_store(void) {
  MUST(tillbook_account_free(here.account));
  MUST(tillbook_close(here.store, NULL));
}

/* A member that must be there. */
static const json_t *taken(given *given, const char *name, const char *what) {
  const json_t *value = parameter(given, name);
  if (value == NULL) {
    stop("%s has no %s", what, name);
  }
  return value;
}

static given begin(const json_t *with) {
  given given = {with, with == NULL ? json_object() : json_copy((json_t *)with)};
  return given;
}

/* Fails where anything was not taken. */
static void end(given *given) {
  if (json_object_size(given->left) != 0) {
    stop("a member that nobody knows: %s", as_json(given->left));
  }
  json_decref(given->left);
}

/* ---- requests ---- */

/* The headers of a request, and one more for its body where it is JSON. */
static const tillbook_header *headers_of(const json_t *given, bool json, size_t *count) {
  tillbook_header *headers = kept((json_object_size(given) + 1) * sizeof *headers);
  *count = 0;
  for (void *i = json_object_iter((json_t *)given); i != NULL; i = json_object_iter_next((json_t *)given, i)) {
    headers[*count].name = tillbook_str_of(json_object_iter_key(i));
    headers[(*count)++].value = lent_text(json_object_iter_value(i));
  }
  if (json) {
    headers[*count].name = TILLBOOK_STR("Content-Type");
    headers[(*count)++].value = TILLBOOK_STR("application/json");
  }
  return headers;
}

static bool same_name(tillbook_str name, const char *wanted) {
  size_t i = 0;
  for (; i < name.len && wanted[i] != '\0'; i++) {
    char one = name.ptr[i], other = wanted[i];
    one = one >= 'A' && one <= 'Z' ? (char)(one + 32) : one;
    other = other >= 'A' && other <= 'Z' ? (char)(other + 32) : other;
    if (one != other) {
      return false;
    }
  }
  return i == name.len && wanted[i] == '\0';
}

/* The headers of an answer that the line asks for, by its names. */
static json_t *asked_headers(const tillbook_response *response, size_t count, const json_t *asked) {
  json_t *headers = json_object();
  for (void *i = json_object_iter((json_t *)asked); i != NULL; i = json_object_iter_next((json_t *)asked, i)) {
    for (size_t place = 0; place < count; place++) {
      tillbook_str name, value;
      MUST(tillbook_response_header(response, place, &name, &value));
      if (same_name(name, json_object_iter_key(i))) {
        json_object_set_new(headers, json_object_iter_key(i), shown_text(value));
        break;
      }
    }
  }
  return headers;
}

/* The body is compared as JSON unless a text is expected, or it is none. */
static json_t *shown_body(tillbook_str body, const json_t *expected) {
  json_t *read = json_is_string(expected) ? NULL : json_loadb(body.ptr, body.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
  return read != NULL ? read : body.len == 0 ? json_string("") : shown_text(body);
}

static json_t *call(const json_t *request, const json_t *expected) {
  given given = begin(request);
  tillbook_request made = TILLBOOK_REQUEST_INIT;
  made.method = lent_text(taken(&given, "method", "the call"));
  made.path = lent_text(taken(&given, "path", "the call"));
  const json_t *key = parameter(&given, "key"), *json = parameter(&given, "json");
  made.key = key == NULL ? TILLBOOK_KEY_SECRET : number_of(keys, key);
  made.headers = headers_of(parameter(&given, "headers"), json != NULL, &made.header_count);
  made.body = json != NULL ? lent_json(json) : text_of(&given, "body");
  end(&given);

  tillbook_response *response = NULL;
  tillbook_response_fields fields = TILLBOOK_RESPONSE_FIELDS_INIT;
  MUST(tillbook_call(here.account, &made, &response, NULL));
  MUST(tillbook_response_read(response, &fields));
  json_t *answer = json_object();
  json_object_set_new(answer, "status", json_integer(fields.status));
  json_object_set_new(answer, "body", shown_body(fields.body, json_object_get(expected, "body")));
  const json_t *asked = json_object_get(expected, "headers");
  if (asked != NULL) {
    json_object_set_new(answer, "headers", asked_headers(response, fields.header_count, asked));
  }
  MUST(tillbook_response_free(response));
  return json_pack("{s:o}", "answer", answer);
}

/* ---- the typed interface ---- */

/* What the library says of an error; of what the line does not ask for, nothing. */
static json_t *shown_error(int32_t status, tillbook_error *error, const json_t *asked) {
  tillbook_error_fields fields = TILLBOOK_ERROR_FIELDS_INIT;
  MUST(tillbook_error_read(error, &fields));
  if (fields.code != status) {
    stop("a call answers %d and its error %d", status, fields.code);
  }
  json_t *shown = json_object();
  json_object_set_new(shown, "status", shown_text(fields.name));
  if (asked == NULL || json_object_get(asked, "message") != NULL) {
    json_object_set_new(shown, "message", shown_text(fields.message));
  }
  if (json_object_get(asked, "retryable") != NULL) {
    json_object_set_new(shown, "retryable", json_boolean(fields.retryable));
  }
  if (fields.field.ptr != NULL && (asked == NULL || json_object_get(asked, "field") != NULL)) {
    json_object_set_new(shown, "field", shown_text(fields.field));
  }
  return shown;
}

static json_t *act(const char *name, const json_t *with, const json_t *expected_error) {
  given given = begin(with);
  json_t *answer = NULL;
  tillbook_error *error = NULL;
  int32_t status = function_called(name)(&here, &given, &answer, &error);
  end(&given);
  if (status == TILLBOOK_OK) {
    return json_pack("{s:o}", "answer", answer);
  }
  json_decref(answer);
  json_t *shown = json_pack("{s:o}", "error", shown_error(status, error, expected_error));
  MUST(tillbook_error_free(error));
  return shown;
}

/* ---- lines ---- */

static void judge(json_t *expected, json_t *came) {
  const char *at = misfit(expected, came);
  if (at != NULL) {
    stop("differs at %s\nexpected: %s\n    came: %s", at, as_json(expected), as_json(named(came)));
  }
  json_decref(expected);
  json_decref(came);
}

static json_t *asked(const char *name, const json_t *value) {
  json_t *asked = json_object();
  json_object_set(asked, name, (json_t *)value);
  return asked;
}

static void tell(const json_t *line) {
  given given = begin(line);
  const json_t *clock = parameter(&given, "clock"), *reopen = parameter(&given, "reopen");
  const json_t *request = parameter(&given, "call"), *name = parameter(&given, "do");
  const json_t *answer = parameter(&given, "answer"), *error = parameter(&given, "error");
  const json_t *with = parameter(&given, "with");
  end(&given);
  json_t *filled_in = filled(request != NULL ? request : with);
  if (json_is_integer(clock)) {
    here.now = json_integer_value(clock);
  } else if (json_is_true(reopen)) {
    close_store();
    open_store();
  } else if (json_is_object(request) && answer != NULL) {
    judge(asked("answer", answer), call(filled_in, answer));
  } else if (json_is_string(name) && (answer == NULL) != (error == NULL)) {
    json_t *expected = answer != NULL ? asked("answer", answer) : asked("error", error);
    judge(expected, act(json_string_value(name), filled_in, error));
  } else {
    stop("this is no line of a story: %s", as_json(line));
  }
  json_decref(filled_in);
}

static void begin_story(const json_t *line) {
  given given = begin(line);
  taken(&given, "story", "the story");
  here.provider = number_of(providers, taken(&given, "provider", "the story"));
  here.mode = number_of(modes, taken(&given, "mode", "the story"));
  here.now = json_integer_value(taken(&given, "now", "the story"));
  end(&given);
  open_store();
}

int main(int count, char **words) {
  /* What the test may put between the folder and the file is for programs whose work can be divided. */
  const char *file = count > 3 ? words[count - 2] : "";
  FILE *corpus = fopen(file, "r");
  if (corpus == NULL) {
    stop("usage: replay FOLDER FILE LINE");
  }
  long first = strtol(words[count - 1], NULL, 10);
  folder = words[1];
  json_t *line;
  json_error_t why;
  for (long number = 1; (line = json_loadf(corpus, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &why)) != NULL; number++) {
    bool begins = json_object_get(line, "story") != NULL;
    now_at(file, number);
    if (number == first) {
      begin_story(line);
    } else if (number > first && !begins) {
      tell(line);
      let_go();
    }
    json_decref(line);
    if (number > first && begins) {
      break;
    }
  }
  fclose(corpus);
  forget_variables();
  close_store();
  let_go();
  printf("%llu handles left\n", (unsigned long long)tillbook_debug_live_handles());
  return 0;
}
