/* Good values, beside which the generated program puts one bad value at a time. */
#define _POSIX_C_SOURCE 200809L
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

#define BYTES(literal) ((tillbook_str){"" literal, sizeof(literal) - 1})

/* One of each kind of handle, which no call takes away. */
static struct {
  tillbook_store *tillbook_store;
  tillbook_account *tillbook_account;
  tillbook_customer *tillbook_customer;
  tillbook_list *tillbook_list;
  tillbook_text *tillbook_text;
  tillbook_error *tillbook_error;
  tillbook_response *tillbook_response;
} good;

static tillbook_account *account_of_a_closed_store;
static uintptr_t freed_memory;
static tillbook_str very_long;
static char **arguments;

static const int32_t odd_numbers[] = {INT32_MIN, -1, 0, 1, 100, 405, 406, INT32_MAX};
static const size_t odd_number_count = sizeof odd_numbers / sizeof *odd_numbers;

/* How a function is called: as usual, from within a callback, or in a child of this process. */
typedef struct {
  int32_t (*call)(int32_t (*call)(void *), void *args);
  /* Whether its error is to be seen afterwards, and whether it empties its outputs. */
  int shows_error, empties_outputs;
} way;

/* A function of the header, as the generated program knows it. */
typedef struct {
  const char *name;
  int32_t (*good_call)(const way *way);
  void (*misuse)(void);
  int is_status, takes_handle, documents_poisoned, documents_read_only;
} function;

/* ---- What came of a call ---- */

static unsigned long complaints;

/* All that is wrong is told, not only the first. */
static void complain(const char *what, const char *complaint, int32_t status) {
  tillbook_str name = tillbook_status_name(status);
  fprintf(stderr, "%s: %s (%.*s)\n", what, complaint, (int)name.len, name.ptr);
  complaints++;
}

static int is_zero(const void *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (((const unsigned char *)bytes)[i] != 0) return 0;
  }
  return 1;
}

static int is_among(int32_t status, const int32_t *statuses) {
  while (*statuses >= 0 && *statuses != status) statuses++;
  return *statuses == status;
}

/* A call may return what the header says, and its error says the same. */
static void judge(const char *what, int32_t status, const int32_t *documented, tillbook_error **error) {
  CHECK(1);
  if (!is_among(status, documented)) complain(what, "a status that the header does not name", status);
  if (error == NULL) return;
  if (status == TILLBOOK_OK) {
    if (*error != NULL) complain(what, "went well and left an error", status);
    return;
  }
  tillbook_error_fields fields = TILLBOOK_ERROR_FIELDS_INIT;
  if (*error == NULL || tillbook_error_read(*error, &fields) != TILLBOOK_OK) {
    complain(what, "failed without an error", status);
  } else if (fields.code != status || fields.message.len == 0) {
    complain(what, "left an error that says something else", status);
  }
}

/* A call with a bad argument is refused, and its error names the argument. */
static void judge_refused(const char *what, int32_t status, const int32_t *documented, tillbook_error **error,
                          int32_t expected, const char *field) {
  judge(what, status, documented, error);
  if (status != expected) {
    complain(what, "was not refused as it should be", status);
  } else if (error != NULL && field != NULL) {
    tillbook_error_fields fields = TILLBOOK_ERROR_FIELDS_INIT;
    CHECK_OK(tillbook_error_read(*error, &fields));
    if (!same(fields.field, field)) {
      fprintf(stderr, "%.*s, not %s, is blamed: ", (int)fields.field.len, fields.field.ptr, field);
      complain(what, "names another field", status);
    }
  }
}

#define REFUSED(n, what, expected, field, ...)                                         \
  do {                                                                                 \
    args_##n a;                                                                        \
    good_##n(&a);                                                                      \
    __VA_ARGS__;                                                                       \
    int32_t status = call_##n(&a);                                                     \
    judge_refused(what, status, statuses_##n, error_##n(&a), expected, field);         \
    if (status != TILLBOOK_OK && !nothing_##n(&a)) complain(what, "left something", status); \
    free_##n(&a, status);                                                              \
  } while (0)

#define ANSWERED(n, what, ...)                                                         \
  do {                                                                                 \
    args_##n a;                                                                        \
    good_##n(&a);                                                                      \
    __VA_ARGS__;                                                                       \
    int32_t status = call_##n(&a);                                                     \
    judge(what, status, statuses_##n, error_##n(&a));                                  \
    if (status != TILLBOOK_OK && !nothing_##n(&a)) complain(what, "left something", status); \
    free_##n(&a, status);                                                              \
  } while (0)

#define GOOD_CALL(n, what, way)                                                        \
  args_##n a;                                                                          \
  good_##n(&a);                                                                        \
  int32_t status = (way)->call(call_##n, &a);                                          \
  if (!(way)->shows_error && error_##n(&a) != NULL) *error_##n(&a) = NULL;             \
  judge(what, status, statuses_##n, (way)->shows_error ? error_##n(&a) : NULL);        \
  if (status != TILLBOOK_OK && (way)->empties_outputs && !nothing_##n(&a)) {           \
    complain(what, "left something", status);                                          \
  }                                                                                    \
  free_##n(&a, status);                                                                \
  return status

/* ---- Ways to call ---- */

static int32_t call_as_usual(int32_t (*call)(void *), void *args) { return call(args); }

/* What a callback is to do, once. */
static struct {
  int32_t (*call)(void *);
  void *args;
  int32_t status;
} within;

static int64_t tell_time(void *user) {
  (void)user;
  if (within.call != NULL) {
    int32_t (*call)(void *) = within.call;
    within.call = NULL;
    within.status = call(within.args);
  }
  return 1767225600000;
}

static int32_t call_in_callback(int32_t (*call)(void *), void *args);

/* The child says through a pipe what it got, and ends without looking at anything that it inherited. */
static int32_t call_in_child(int32_t (*call)(void *), void *args) {
  int ends[2];
  int32_t status = -1;
  CHECK(pipe(ends) == 0);
  fflush(NULL);
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    status = call(args);
    _exit(write(ends[1], &status, sizeof status) == (ssize_t)sizeof status ? 0 : 1);
  }
  close(ends[1]);
  CHECK(read(ends[0], &status, sizeof status) == (ssize_t)sizeof status);
  close(ends[0]);
  int ended = -1;
  CHECK(waitpid(child, &ended, 0) == child && ended == 0);
  return status;
}

static const way as_usual = {call_as_usual, 1, 1};
static const way in_callback = {call_in_callback, 1, 0};
static const way in_child = {call_in_child, 0, 0};

/* ---- Handles ---- */

/* A store with an account, apart from the one that is misused: what may be taken away is made there. */
static struct {
  tillbook_store *store;
  tillbook_account *account;
  char path[4096];
} spare;

static tillbook_response *answer(tillbook_account *account, const char *method, const char *path, const char *body) {
  static const tillbook_header form = {{"Content-Type", 12}, {"application/x-www-form-urlencoded", 33}};
  tillbook_request request = TILLBOOK_REQUEST_INIT;
  request.method = text(method), request.path = text(path), request.body = text(body);
  request.headers = &form, request.header_count = 1;
  tillbook_response *response = NULL;
  CHECK_OK(tillbook_call(account, &request, &response, &failure));
  return response;
}

static int32_t call_in_callback(int32_t (*call)(void *), void *args) {
  within.call = call, within.args = args, within.status = -1;
  CHECK_OK(tillbook_response_free(answer(spare.account, "POST", "/customers", "description=called+back")));
  CHECK(within.call == NULL);
  return within.status;
}

static tillbook_store *open_store(const char *name) {
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  tillbook_store *store = NULL;
  options.clock = tell_time;
  CHECK_OK(tillbook_open(in_folder(arguments, name), &options, &store, &failure));
  return store;
}

static tillbook_store *fresh_tillbook_store(void) {
  static unsigned long number;
  char name[64];
  snprintf(name, sizeof name, "fresh-%lu.tillbook", ++number % 4);
  return open_store(name);
}

static tillbook_account *fresh_tillbook_account(void) { return account_of(spare.store); }

static tillbook_error *fresh_tillbook_error(void) {
  tillbook_error *error = NULL;
  tillbook_account *account = NULL;
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT, tillbook_account_open(spare.store, 0, 0, &account, &error));
  return error;
}

static tillbook_response *fresh_tillbook_response(void) { return answer(spare.account, "GET", "/customers", ""); }

static tillbook_list *fresh_tillbook_list(void) {
  tillbook_list *list = NULL;
  CHECK_OK(tillbook_customers_list(spare.account, NULL, &list, &failure));
  return list;
}

static tillbook_customer *fresh_tillbook_customer(void) {
  tillbook_list *list = fresh_tillbook_list();
  tillbook_customer *customer = NULL;
  CHECK_OK(tillbook_list_customer(list, 0, &customer, &failure));
  CHECK_OK(tillbook_list_free(list));
  return customer;
}

static tillbook_text *fresh_tillbook_text(void) {
  tillbook_customer *customer = fresh_tillbook_customer();
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  tillbook_text *json = NULL;
  CHECK_OK(tillbook_customer_read(customer, &fields));
  CHECK_OK(tillbook_customer_json(spare.account, fields.id, &json, &failure));
  CHECK_OK(tillbook_customer_free(customer));
  return json;
}

/* A handle that is no longer one; each is made anew, so that its place is not used again meanwhile. */
#define FREED(kind, freeing)                   \
  static uintptr_t freed_##kind(void) {        \
    kind *handle = fresh_##kind();             \
    CHECK_OK(freeing(handle));                 \
    return (uintptr_t)handle;                  \
  }

FREED(tillbook_store, tillbook_close)
FREED(tillbook_account, tillbook_account_free)
FREED(tillbook_error, tillbook_error_free)
FREED(tillbook_response, tillbook_response_free)
FREED(tillbook_list, tillbook_list_free)
FREED(tillbook_customer, tillbook_customer_free)
FREED(tillbook_text, tillbook_text_free)

/* The same place with another generation. */
static uintptr_t beside(const void *handle) { return (uintptr_t)handle ^ 1; }

/* ---- Values ---- */

static tillbook_str good_text(const char *function, const char *name) {
  if (strcmp(name, "path") == 0) return in_folder(arguments, "good.tillbook");
  if (strcmp(name, "ids") == 0 || strcmp(name, "id") == 0) return TILLBOOK_STR("cust_test_5xuy4w91xqz7d1w9u0t");
  if (strcmp(name, "email") == 0) return TILLBOOK_STR("ann@example.org");
  if (strcmp(name, "barcode") == 0 || strcmp(name, "line_id") == 0) return TILLBOOK_STR("4006381333931");
  if (strcmp(name, "merchant_customer_id") == 0) return TILLBOOK_STR("1001");
  fprintf(stderr, "%s: no good text is known for its %s; teach tests/c/good.h\n", function, name);
  exit(1);
}

static int64_t good_number(const char *function, const char *name) {
  if (strcmp(name, "index") == 0) return 0;
  if (strcmp(name, "count") == 0) return 1;
  if (strcmp(name, "month") == 0) return 12;
  if (strcmp(name, "year") == 0) return 2031;
  fprintf(stderr, "%s: no good number is known for its %s; teach tests/c/good.h\n", function, name);
  exit(1);
}

static tillbook_open_options good_tillbook_open_options(void) {
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  options.clock = tell_time;
  return options;
}

static tillbook_list_query good_tillbook_list_query(void) {
  tillbook_list_query query = TILLBOOK_LIST_QUERY_INIT;
  return query;
}

static tillbook_request good_tillbook_request(void) {
  static tillbook_header header;
  tillbook_request request = TILLBOOK_REQUEST_INIT;
  header = (tillbook_header){TILLBOOK_STR("Accept"), TILLBOOK_STR("application/json")};
  request.method = TILLBOOK_STR("GET"), request.path = TILLBOOK_STR("/customers");
  request.headers = &header, request.header_count = 1;
  return request;
}

/* ---- The store that is misused ---- */

static void take_good(void) {
  good.tillbook_account = account_of(good.tillbook_store);
}

static void open_good(char **argv) {
  arguments = argv;
  good.tillbook_store = open_store("misused.tillbook");
  spare.store = open_store("spare.tillbook");
  spare.account = account_of(spare.store);
  tillbook_store *closed = open_store("closed.tillbook");
  account_of_a_closed_store = account_of(closed);
  CHECK_OK(tillbook_close(closed));
  for (int i = 0; i < 3; i++) CHECK_OK(tillbook_response_free(answer(spare.account, "POST", "/customers", "")));
  take_good();
  good.tillbook_customer = fresh_tillbook_customer();
  good.tillbook_list = fresh_tillbook_list();
  good.tillbook_text = fresh_tillbook_text();
  good.tillbook_error = fresh_tillbook_error();
  good.tillbook_response = fresh_tillbook_response();
  size_t length = 2u << 20;
  char *letters = malloc(length);
  CHECK(letters != NULL);
  memset(letters, 'x', length);
  very_long = (tillbook_str){letters, length};
  void *freed = malloc(64);
  freed_memory = (uintptr_t)freed;
  free(freed);
}

/* From here on the good store is one that a fault stopped. */
static void stop_good(void) {
  CHECK_REFUSED(TILLBOOK_PANICKED, tillbook_debug_panic(good.tillbook_store, &failure));
}

static void close_good(void) {
  CHECK_OK(tillbook_customer_free(good.tillbook_customer));
  CHECK_OK(tillbook_list_free(good.tillbook_list));
  CHECK_OK(tillbook_text_free(good.tillbook_text));
  CHECK_OK(tillbook_error_free(good.tillbook_error));
  CHECK_OK(tillbook_response_free(good.tillbook_response));
  CHECK_OK(tillbook_account_free(good.tillbook_account));
  CHECK_OK(tillbook_account_free(account_of_a_closed_store));
  CHECK_OK(tillbook_account_free(spare.account));
  CHECK_OK(tillbook_close(good.tillbook_store));
  CHECK_OK(tillbook_close(spare.store));
  free((void *)(uintptr_t)very_long.ptr);
}
