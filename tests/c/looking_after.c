/* A back office moves customers in and out and looks after the file: something is lost, not told, or left behind. */
#include "check.h"

typedef struct {
  unsigned long told, lines, stop_at;
  size_t bytes;
  uint64_t done;
} listener;

static int32_t listen(const tillbook_progress_fields *progress, void *user) {
  listener *me = user;
  CHECK(progress->struct_size == sizeof *progress && progress->done <= progress->total);
  me->done = progress->done;
  return ++me->told == me->stop_at;
}

static int32_t take(tillbook_str bytes, void *user) {
  listener *me = user;
  for (size_t i = 0; i < bytes.len; i++) me->lines += bytes.ptr[i] == '\n';
  me->bytes += bytes.len;
  return 0;
}

static _Atomic unsigned long logged;

static void note(int32_t level, tillbook_str message, void *user) {
  CHECK(user == &logged && message.len > 0 && level >= TILLBOOK_LOG_ERROR && level <= TILLBOOK_LOG_DEBUG);
  atomic_fetch_add(&logged, 1);
}

static void write_people(tillbook_str path, unsigned long many) {
  FILE *file = fopen(path.ptr, "w");
  CHECK(file != NULL && fputs("Customer ID,Name,E-Mail\n,too,many,fields\n", file) >= 0);
  for (unsigned long i = 0; i < many; i++) CHECK(fprintf(file, "%lu,Person %lu,p%lu@example.org\n", i, i, i) > 0);
  CHECK(fclose(file) == 0);
}

static void move_in(const tillbook_account *account, tillbook_str path, unsigned long many) {
  tillbook_import_options options = TILLBOOK_IMPORT_OPTIONS_INIT;
  tillbook_import_report *report = NULL;
  tillbook_import_report_fields fields = TILLBOOK_IMPORT_REPORT_FIELDS_INIT;
  options.rows_at_once = 50;
  listener stopping = {.stop_at = 2}, patient = {0};
  CHECK_REFUSED(TILLBOOK_CANCELLED, tillbook_customers_import(account, path, &options, listen, &stopping, &report, &failure));
  CHECK(report == NULL && stopping.told == 2);
  CHECK_OK(tillbook_customers_import(account, path, &options, listen, &patient, &report, &failure));
  CHECK_OK(tillbook_import_report_read(report, &fields));
  /* The first group stayed when the import was stopped: fifty rows, one of them refused. */
  CHECK(fields.rows == many + 1 && fields.created == many - 49 && fields.unchanged == 49 && fields.refused == 1);
  uint64_t line = 0;
  tillbook_str reason;
  CHECK_OK(tillbook_import_report_refusal(report, 0, &line, &reason));
  CHECK(line == 2 && reason.len > 0);
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT, tillbook_import_report_refusal(report, 1, &line, &reason));
  CHECK_OK(tillbook_import_report_free(report));
}

/* What an import from memory came to, as one that has to go well. */
static tillbook_import_report_fields move_in_from(const tillbook_account *account, const char *bytes, size_t length,
                                                  listener *told) {
  tillbook_import_options options = TILLBOOK_IMPORT_OPTIONS_INIT;
  tillbook_import_report *report = NULL;
  tillbook_import_report_fields fields = TILLBOOK_IMPORT_REPORT_FIELDS_INIT;
  options.rows_at_once = 2;
  tillbook_str given = {bytes, length};
  CHECK_OK(tillbook_customers_import_from(account, given, &options, listen, told, &report, &failure));
  CHECK_OK(tillbook_import_report_read(report, &fields));
  CHECK(told->done == length);
  for (uint64_t i = 0; i < fields.refusal_count; i++) {
    uint64_t line = 0;
    tillbook_str reason;
    CHECK_OK(tillbook_import_report_refusal(report, (size_t)i, &line, &reason));
    CHECK(line == 3 && reason.len > 0);
  }
  CHECK_OK(tillbook_import_report_free(report));
  return fields;
}

/* The third line has a broken row, and a letter of Latin-1 is in the last one. */
static void move_in_from_memory(const tillbook_store *store) {
  static const char table[] = "Customer ID,Name\n1,Ann\n,too,many,fields\n2,Bo\n3,Zo\xeb\n";
  tillbook_account *account = NULL;
  tillbook_import_report *report = NULL;
  tillbook_str bytes = {table, sizeof table - 1}, nowhere = {NULL, sizeof table - 1}, nothing = {NULL, 0};
  listener stopping = {.stop_at = 1}, patient = {0};
  CHECK_OK(tillbook_account_open(store, TILLBOOK_PROVIDER_MONRI, TILLBOOK_MODE_LIVE, &account, &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_import_from(account, nowhere, NULL, listen, &patient, &report,
                                                                          &failure));
  CHECK_REFUSED(TILLBOOK_INVALID_ARGUMENT, tillbook_customers_import_from(account, nothing, NULL, listen, &patient, &report,
                                                                          &failure));
  CHECK_REFUSED(TILLBOOK_CANCELLED, tillbook_customers_import_from(account, bytes, NULL, listen, &stopping, &report,
                                                                   &failure));
  CHECK(report == NULL && patient.told == 0 && stopping.told == 1 && customers_of(account) == 0);
  tillbook_import_report_fields fields = move_in_from(account, table, sizeof table - 1, &patient);
  CHECK(fields.created == 3 && fields.refused == 1 && fields.encoding == TILLBOOK_ENCODING_WINDOWS_1252);
  CHECK(patient.told == 3);
  fields = move_in_from(account, table, sizeof table - 1, &patient);
  CHECK(fields.created == 0 && fields.unchanged == 3 && fields.refused == 1);
  /* What a spreadsheet calls Unicode: two bytes a letter. */
  static const char wide[] = "\xff\xfeN\0a\0m\0e\0\n\0A\0n\0n\0\n\0";
  fields = move_in_from(account, wide, sizeof wide - 1, &patient);
  CHECK(fields.created == 1 && fields.encoding == TILLBOOK_ENCODING_UTF_16_LITTLE && customers_of(account) == 4);
  fields = move_in_from(account, "", 0, &patient);
  CHECK(fields.rows == 0);
  CHECK_OK(tillbook_account_free(account));
}

static void move_out(const tillbook_account *account, char **argv, unsigned long many) {
  uint64_t count = 0;
  listener listening = {0}, stopping = {.stop_at = 1};
  CHECK_OK(tillbook_customers_export(account, in_folder(argv, "out.csv"), TILLBOOK_EXPORT_CSV, listen, &listening, &count,
                                     &failure));
  CHECK(count == many && listening.done == many);
  listening = (listener){0};
  CHECK_OK(tillbook_customers_export_to(account, TILLBOOK_EXPORT_JSONL, take, NULL, &listening, &count, &failure));
  CHECK(count == many && listening.lines == many && listening.bytes > many);
  CHECK_REFUSED(TILLBOOK_CANCELLED, tillbook_customers_export_to(account, TILLBOOK_EXPORT_JSONL, take, listen, &stopping,
                                                                 &count, &failure));
  CHECK(count == 0 && stopping.lines == 0);
}

static void look_after(const tillbook_store *store, char **argv, unsigned long many) {
  listener listening = {0};
  tillbook_check_report *report = NULL;
  tillbook_check_report_fields found = TILLBOOK_CHECK_REPORT_FIELDS_INIT;
  CHECK_OK(tillbook_store_check(store, listen, &listening, &report, &failure));
  CHECK_OK(tillbook_check_report_read(report, &found));
  CHECK(found.sound == 1 && found.table_count > 0 && listening.told >= found.table_count);
  CHECK_OK(tillbook_check_report_free(report));

  tillbook_stat *stat = NULL;
  tillbook_stat_fields counted = TILLBOOK_STAT_FIELDS_INIT;
  tillbook_text *id = NULL;
  tillbook_str digits;
  CHECK_OK(tillbook_store_stat(store, &stat, &failure));
  CHECK_OK(tillbook_stat_read(stat, &counted));
  CHECK_OK(tillbook_store_id(store, &id, &failure));
  CHECK_OK(tillbook_text_read(id, &digits));
  CHECK(counted.customers == many && counted.account_count == 1 && digits.len == 32);
  CHECK(counted.store_id.len == 32 && memcmp(counted.store_id.ptr, digits.ptr, 32) == 0);
  CHECK_OK(tillbook_text_free(id));
  CHECK_OK(tillbook_stat_free(stat));

  tillbook_backup_fields copied = TILLBOOK_BACKUP_FIELDS_INIT;
  tillbook_compact_fields compacted = TILLBOOK_COMPACT_FIELDS_INIT;
  tillbook_str copy = in_folder(argv, "copy.tillbook");
  CHECK_OK(tillbook_store_backup(store, copy, listen, &listening, &copied, &failure));
  CHECK(copied.rows >= many && listening.done == copied.rows);
  CHECK_OK(tillbook_compact(copy, &compacted, &failure));
  CHECK(compacted.bytes_after > 0 && compacted.bytes_after <= compacted.bytes_before);
  CHECK_OK(tillbook_check_file(copy, NULL, NULL, &report, &failure));
  CHECK_OK(tillbook_check_report_free(report));

  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  tillbook_store *first = NULL, *second = NULL;
  options.read_only = 1;
  CHECK_OK(tillbook_open(copy, &options, &first, &failure));
  CHECK_OK(tillbook_open(copy, &options, &second, &failure));
  tillbook_account *account = account_of(second);
  tillbook_customer *customer = NULL;
  CHECK(customers_of(account) == many);
  CHECK_REFUSED(TILLBOOK_READ_ONLY, tillbook_customers_create(account, NULL, &customer, &failure));
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(first, &failure));
  CHECK_OK(tillbook_close(second, &failure));
}

int main(int argc, char **argv) {
  unsigned long many = 100 + portion(argc, argv, 2000);
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  tillbook_store *store = NULL;
  options.durability = TILLBOOK_DURABILITY_INTERVAL, options.interval_ms = 5;
  options.log = note, options.log_user = &logged;
  CHECK_OK(tillbook_open(in_folder(argv, "office.tillbook"), &options, &store, &failure));
  tillbook_account *account = account_of(store);
  tillbook_str people = in_folder(argv, "people.csv");
  write_people(people, many);
  move_in(account, people, many);
  CHECK_OK(tillbook_store_sync(store, &failure));
  CHECK_OK(tillbook_store_health(store, &failure));
  move_out(account, argv, many);
  look_after(store, argv, many);
  move_in_from_memory(store);
  CHECK_OK(tillbook_account_free(account));
  CHECK_OK(tillbook_close(store, &failure));
  CHECK(logged >= 2);
  return finish();
}
