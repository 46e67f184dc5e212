/* The store as a whole, and files of its customers. */
#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "records.h"
#include "values.h"

int32_t store_health(const till *till, given *given, json_t **answer, tillbook_error **error) {
  (void)given;
  *answer = json_null();
  return tillbook_store_health(till->store, error);
}

int32_t store_sync(const till *till, given *given, json_t **answer, tillbook_error **error) {
  (void)given;
  *answer = json_null();
  return tillbook_store_sync(till->store, error);
}

int32_t store_check(const till *till, given *given, json_t **answer, tillbook_error **error) {
  (void)given;
  tillbook_check_report *report = NULL;
  int32_t status = tillbook_store_check(till->store, NULL, NULL, &report, error);
  if (status == TILLBOOK_OK) {
    tillbook_check_report_fields fields = TILLBOOK_CHECK_REPORT_FIELDS_INIT;
    MUST(tillbook_check_report_read(report, &fields));
    *answer = json_pack("{s:b}", "sound", (int)fields.sound);
    MUST(tillbook_check_report_free(report));
  }
  return status;
}

/* What the account of the story holds; one that holds nothing is not counted. */
static tillbook_account_stat_fields counted(const till *till, const tillbook_stat *stat) {
  tillbook_stat_fields all = TILLBOOK_STAT_FIELDS_INIT;
  MUST(tillbook_stat_read(stat, &all));
  for (size_t i = 0; i < all.account_count; i++) {
    tillbook_account_stat_fields one = TILLBOOK_ACCOUNT_STAT_FIELDS_INIT;
    MUST(tillbook_stat_account(stat, i, &one));
    if (one.provider == till->provider && one.mode == till->mode) {
      return one;
    }
  }
  tillbook_account_stat_fields nothing = TILLBOOK_ACCOUNT_STAT_FIELDS_INIT;
  nothing.provider = till->provider;
  nothing.mode = till->mode;
  return nothing;
}

int32_t store_stat(const till *till, given *given, json_t **answer, tillbook_error **error) {
  (void)given;
  tillbook_stat *stat = NULL;
  int32_t status = tillbook_store_stat(till->store, &stat, error);
  if (status == TILLBOOK_OK) {
    tillbook_account_stat_fields fields = counted(till, stat);
    *answer = shown_fields(&fields, account_stat_fields);
    MUST(tillbook_stat_free(stat));
  }
  return status;
}

/* ---- files ---- */

static json_t *shown_refusals(const tillbook_import_report *report, uint64_t count) {
  json_t *refusals = json_array();
  for (size_t i = 0; i < count; i++) {
    uint64_t line;
    tillbook_str reason;
    MUST(tillbook_import_report_refusal(report, i, &line, &reason));
    json_array_append_new(refusals, json_pack("{s:I, s:o}", "line", (json_int_t)line, "reason", shown_text(reason)));
  }
  return refusals;
}

static json_t *shown_warnings(const tillbook_import_report *report, uint64_t count) {
  json_t *warnings = json_array();
  for (size_t i = 0; i < count; i++) {
    uint64_t line, times;
    tillbook_str reason;
    MUST(tillbook_import_report_warning(report, i, &line, &times, &reason));
    json_array_append_new(warnings, json_pack("{s:I, s:I, s:o}", "line", (json_int_t)line, "times", (json_int_t)times,
                                              "reason", shown_text(reason)));
  }
  return warnings;
}

int32_t customers_import_from(const till *till, given *given, json_t **answer, tillbook_error **error) {
  tillbook_import_report *report = NULL;
  tillbook_import_options options = TILLBOOK_IMPORT_OPTIONS_INIT;
  const void *how = struct_of(given, "options", &options, import_options);
  tillbook_str bytes = text_of(given, "bytes");
  int32_t status = tillbook_customers_import_from(till->account, bytes, how, NULL, NULL, &report, error);
  if (status == TILLBOOK_OK) {
    tillbook_import_report_fields fields = TILLBOOK_IMPORT_REPORT_FIELDS_INIT;
    MUST(tillbook_import_report_read(report, &fields));
    *answer = shown_fields(&fields, import_report_fields);
    json_object_set_new(*answer, "refusals", shown_refusals(report, fields.refusal_count));
    json_object_set_new(*answer, "warnings", shown_warnings(report, fields.warning_count));
    MUST(tillbook_import_report_free(report));
  }
  return status;
}

/* What an export has written so far. */
typedef struct file {
  char *bytes;
  size_t length;
} file;

static int32_t take_bytes(tillbook_str bytes, void *user) {
  file *file = user;
  file->bytes = realloc(file->bytes, file->length + bytes.len + 1);
  if (file->bytes == NULL) {
    return 1;
  }
  if (bytes.len > 0) {
    memcpy(file->bytes + file->length, bytes.ptr, bytes.len);
  }
  file->length += bytes.len;
  return 0;
}

static json_t *shown_lines(const file *file) {
  json_t *lines = json_array();
  for (size_t from = 0; from < file->length;) {
    const char *line = file->bytes + from, *end = memchr(line, '\n', file->length - from);
    size_t length = end == NULL ? file->length - from : (size_t)(end - line);
    tillbook_str text = {line, length};
    json_array_append_new(lines, shown_json(text));
    from += length + 1;
  }
  return lines;
}

int32_t customers_export_to(const till *till, given *given, json_t **answer, tillbook_error **error) {
  file file = {NULL, 0};
  uint64_t count = 0;
  int32_t format = number_of(formats, parameter(given, "format"));
  int32_t status = tillbook_customers_export_to(till->account, format, take_bytes, NULL, &file, &count, error);
  if (status == TILLBOOK_OK) {
    tillbook_str whole = {file.bytes == NULL ? "" : file.bytes, file.length};
    json_t *lines = format == TILLBOOK_EXPORT_CSV ? shown_text(whole) : shown_lines(&file);
    *answer = json_pack("{s:I, s:o}", "count", (json_int_t)count, "lines", lines);
  }
  free(file.bytes);
  return status;
}
