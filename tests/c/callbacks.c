/* A callback calls the library that waits for it, stops the work, hands it to another thread, or sees what it should not. */
#include <pthread.h>

#include "check.h"

static char **arguments;
static tillbook_store *store;
static tillbook_account *account;
static char id[64];

/* Everything that a callback may try: each is refused, and nothing is made, freed or closed by it. */
static void call_in(void) {
  tillbook_store *other_store = NULL;
  tillbook_account *other = NULL;
  tillbook_customer *customer = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  tillbook_error *error = NULL;
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_open(in_folder(arguments, "other.tillbook"), NULL, &other_store, &error));
  CHECK(other_store == NULL && error != NULL);
  /* Even the error can only be looked at once the callback is over. */
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_error_free(error));
  failure = error;
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_account_open(store, 1, 1, &other, NULL));
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_customers_get(account, text(id), &customer, NULL));
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_customers_create(account, NULL, &customer, NULL));
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_customer_read(customer, &fields));
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_account_free(account));
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_close(store, NULL));
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_debug_panic(store, NULL));
  CHECK(customer == NULL);
}

/* After the callback, what it left can be freed. */
static void free_failure(void) {
  CHECK_OK(tillbook_error_free(failure));
  failure = NULL;
}

static int64_t now = 1772442000000;
static int clock_calls_in, lines;

static int64_t tell_time(void *user) {
  CHECK(user == &now);
  if (clock_calls_in) {
    clock_calls_in = 0;
    call_in();
  }
  return now;
}

static void listen(int32_t level, tillbook_str message, void *user) {
  CHECK(user == &lines && level >= TILLBOOK_LOG_ERROR && message.len > 0);
  CHECK_STATUS(TILLBOOK_REENTRANT, tillbook_store_health(store, NULL));
  lines++;
}

/* How far work came, and when it is to be stopped. */
typedef struct {
  int calls, stop_at, calls_in;
  uint64_t done, rows;
} course;

static int32_t follow(const tillbook_progress_fields *progress, void *user) {
  course *course = user;
  CHECK(progress->struct_size >= sizeof *progress && progress->done <= progress->total);
  CHECK(progress->done >= course->done || course->done == 0 || progress->step.ptr != NULL);
  course->done = progress->done, course->rows = progress->rows;
  if (course->calls_in) call_in();
  course->calls_in = 0;
  return ++course->calls == course->stop_at;
}

static int32_t take(tillbook_str bytes, void *user) {
  course *course = user;
  CHECK(bytes.len > 0 && bytes.ptr != NULL);
  if (course->calls_in) call_in();
  course->calls_in = 0;
  course->done += bytes.len;
  return ++course->calls == course->stop_at;
}

static int exists(const char *name) {
  FILE *file = fopen(in_folder(arguments, name).ptr, "r");
  if (file != NULL) fclose(file);
  return file != NULL;
}

/* An import stops between two groups: what came before stays, and once more takes up there. */
static void stop_an_import(void) {
  tillbook_import_options options = TILLBOOK_IMPORT_OPTIONS_INIT;
  tillbook_import_report *report = NULL;
  tillbook_import_report_fields fields = TILLBOOK_IMPORT_REPORT_FIELDS_INIT;
  course course = {0, 2, 1, 0, 0};
  tillbook_str path = in_folder(arguments, "people.csv");
  FILE *file = fopen(path.ptr, "w");
  CHECK(file != NULL && fputs("Customer ID,Name\n", file) >= 0);
  for (int i = 0; i < 10; i++) CHECK(fprintf(file, "%d,Customer %d\n", i, i) > 0);
  CHECK(fclose(file) == 0);
  uint64_t before = customers_of(account);
  options.rows_at_once = 2;
  int32_t status = tillbook_customers_import(account, path, &options, follow, &course, &report, NULL);
  CHECK_STATUS(TILLBOOK_CANCELLED, status);
  free_failure();
  CHECK(report == NULL && course.calls == 2);
  uint64_t there = customers_of(account) - before;
  CHECK(there > 0 && there < 10 && there == course.rows);
  course.stop_at = 0, course.done = 0;
  CHECK_OK(tillbook_customers_import(account, path, &options, follow, &course, &report, &failure));
  CHECK_OK(tillbook_import_report_read(report, &fields));
  CHECK(fields.created == 10 - there && fields.unchanged == there && fields.refused == 0);
  CHECK_OK(tillbook_import_report_free(report));
}

/* What is stopped leaves nothing half done, wherever it is stopped. */
static void stop_what_writes_files(void) {
  uint64_t count = 7;
  tillbook_backup_fields copied = TILLBOOK_BACKUP_FIELDS_INIT;
  tillbook_check_report *report = NULL;
  course course = {0, 1, 1, 0, 0};
  CHECK_STATUS(TILLBOOK_CANCELLED, tillbook_customers_export_to(account, TILLBOOK_EXPORT_JSONL, take, NULL, &course,
                                                                &count, NULL));
  free_failure();
  CHECK(count == 0 && course.calls == 1);
  course.stop_at = 0, course.calls_in = 0;
  CHECK_OK(tillbook_customers_export_to(account, TILLBOOK_EXPORT_CSV, take, NULL, &course, &count, &failure));
  CHECK(count == customers_of(account) && course.calls > 1);

  course.calls = 0, course.stop_at = 1, course.calls_in = 1, course.done = 0;
  CHECK_STATUS(TILLBOOK_CANCELLED,
               tillbook_customers_export(account, in_folder(arguments, "stopped.jsonl"), TILLBOOK_EXPORT_JSONL, follow,
                                         &course, &count, NULL));
  free_failure();
  CHECK(!exists("stopped.jsonl"));
  course.calls = 0, course.calls_in = 1, course.done = 0;
  CHECK_STATUS(TILLBOOK_CANCELLED, tillbook_store_backup(store, in_folder(arguments, "stopped.tillbook"), follow,
                                                         &course, &copied, NULL));
  free_failure();
  CHECK(!exists("stopped.tillbook"));
  course.calls = 0, course.calls_in = 1, course.done = 0;
  CHECK_STATUS(TILLBOOK_CANCELLED, tillbook_store_check(store, follow, &course, &report, NULL));
  free_failure();
  CHECK(report == NULL);
}

static int32_t decide(const tillbook_customer_fields *customer, tillbook_customer_update *update, void *user) {
  CHECK_TEXT(id, customer->id);
  call_in();
  if (user == NULL) return 1;
  update->name = TILLBOOK_STR("Ann Berg");
  /* What it fills in is looked at as carefully as anything else. */
  if (user == &lines) update->email = (tillbook_str){"\xff", 1};
  return 0;
}

static int32_t keep(const tillbook_customer_fields *customer, void *user) {
  CHECK(customer->id.len > 0);
  if ((*(int *)user)++ == 0) call_in();
  return 0;
}

static void decide_while_others_wait(void) {
  tillbook_customer *customer = NULL;
  tillbook_list *list = NULL;
  tillbook_list_fields many = TILLBOOK_LIST_FIELDS_INIT;
  tillbook_str nothing = {NULL, 0};
  int asked = 0;
  CHECK_STATUS(TILLBOOK_CANCELLED, tillbook_customers_update_with(account, text(id), decide, NULL, &customer, NULL));
  free_failure();
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT,
               tillbook_customers_update_with(account, text(id), decide, &lines, &customer, NULL));
  free_failure();
  CHECK(customer == NULL);
  CHECK_OK(tillbook_customers_update_with(account, text(id), decide, &now, &customer, NULL));
  free_failure();
  CHECK_OK(tillbook_customer_free(customer));
  CHECK_OK(tillbook_customers_select(account, NULL, NULL, 0, nothing, keep, &asked, &list, NULL));
  free_failure();
  CHECK_OK(tillbook_list_read(list, &many));
  CHECK(many.count == 0 && (uint64_t)asked == customers_of(account));
  CHECK_OK(tillbook_list_free(list));
}

/* Another thread may call while this one is called back, and this one may wait for it. */
static void *read_elsewhere(void *unused) {
  expect(account, id, "ann@example.org");
  return unused;
}

static void *close_elsewhere(void *unused) {
  CHECK_OK(tillbook_close(store, &failure));
  return unused;
}

typedef struct {
  void *(*work)(void *);
  int waits;
  pthread_t thread;
} outsider;

static int32_t ask(const tillbook_progress_fields *progress, void *user) {
  outsider *outsider = user;
  if (outsider->work != NULL) {
    CHECK(progress->total > 0 && pthread_create(&outsider->thread, NULL, outsider->work, NULL) == 0);
    if (outsider->waits) CHECK(pthread_join(outsider->thread, NULL) == 0);
    outsider->work = NULL;
  }
  return 0;
}

static void call_from_other_threads(void) {
  tillbook_check_report *report = NULL;
  outsider reader = {read_elsewhere, 1, pthread_self()}, closer = {close_elsewhere, 0, pthread_self()};
  CHECK_OK(tillbook_store_check(store, ask, &reader, &report, &failure));
  CHECK_OK(tillbook_check_report_free(report));
  /* A store that is being closed waits for the work that is under way. */
  CHECK_OK(tillbook_store_check(store, ask, &closer, &report, &failure));
  CHECK(pthread_join(closer.thread, NULL) == 0);
  CHECK_OK(tillbook_check_report_free(report));
  CHECK_REFUSED(TILLBOOK_CLOSED, tillbook_close(store, &failure));
}

int main(int argc, char **argv) {
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  tillbook_customer *customer = NULL;
  CHECK(argc > 1);
  arguments = argv;
  options.clock = tell_time, options.clock_user = &now;
  options.log = listen, options.log_user = &lines;
  CHECK_OK(tillbook_open(in_folder(argv, "callbacks.tillbook"), &options, &store, &failure));
  account = account_of(store);
  create(account, "ann@example.org", id);

  clock_calls_in = 1;
  CHECK_OK(tillbook_customers_create(account, NULL, &customer, NULL));
  CHECK(!clock_calls_in);
  free_failure();
  CHECK_OK(tillbook_customer_free(customer));
  stop_an_import();
  stop_what_writes_files();
  decide_while_others_wait();
  call_from_other_threads();
  CHECK(lines > 0);
  CHECK_OK(tillbook_account_free(account));
  return finish();
}
