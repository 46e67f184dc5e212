/* What came of a call, and the ways to make one, for the program that misuses every function. */
#ifndef TILLBOOK_JUDGE_H
#define TILLBOOK_JUDGE_H

#define _POSIX_C_SOURCE 200809L
#include <stddef.h>
#ifndef _WIN32
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "check.h"

#define BYTES(literal) ((tillbook_str){"" literal, sizeof(literal) - 1})

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
  /* With what must be refused, and with what must only be survived. */
  void (*refused)(void);
  void (*survived)(void);
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

/* Whether a field is the expected one, for example `kind` or `recurrence.kind` where that is expected. */
static int names(tillbook_str field, const char *expected) {
  for (const char *from = expected; from != NULL; from = strchr(from, '.')) {
    from += *from == '.';
    if (same(field, from)) return 1;
  }
  return 0;
}

/* All bytes are as they were before the call. */
static int is_left(const void *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (((const unsigned char *)bytes)[i] != 0x5a) return 0;
  }
  return 1;
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
    if (!names(fields.field, field)) {
      fprintf(stderr, "%.*s, not %s, is blamed: ", (int)fields.field.len, fields.field.ptr, field);
      complain(what, "names another field", status);
    }
  }
}

/* A buffer that is too small says how large it must be. */
#define LEAVES_NOTHING(n, status) \
  ((status) == TILLBOOK_OK || (status) == TILLBOOK_BUFFER_TOO_SMALL || nothing_##n(&a))

#define REFUSED(n, what, expected, field, ...)                                         \
  do {                                                                                 \
    args_##n a;                                                                        \
    good_##n(&a);                                                                      \
    __VA_ARGS__;                                                                       \
    int32_t status = call_##n(&a);                                                     \
    judge_refused(what, status, statuses_##n, error_##n(&a), expected, field);         \
    if (!LEAVES_NOTHING(n, status)) complain(what, "left something", status);          \
    free_##n(&a, status);                                                              \
  } while (0)

#define ANSWERED(n, what, ...)                                                         \
  do {                                                                                 \
    args_##n a;                                                                        \
    good_##n(&a);                                                                      \
    __VA_ARGS__;                                                                       \
    int32_t status = call_##n(&a);                                                     \
    judge(what, status, statuses_##n, error_##n(&a));                                  \
    if (!LEAVES_NOTHING(n, status)) complain(what, "left something", status);          \
    free_##n(&a, status);                                                              \
  } while (0)

#define GOOD_CALL(n, what, way)                                                        \
  args_##n a;                                                                          \
  good_##n(&a);                                                                        \
  int32_t status = (way)->call(call_##n, &a);                                          \
  if (!(way)->shows_error && error_##n(&a) != NULL) *error_##n(&a) = NULL;             \
  judge(what, status, statuses_##n, (way)->shows_error ? error_##n(&a) : NULL);        \
  if ((way)->empties_outputs && !LEAVES_NOTHING(n, status)) complain(what, "left something", status); \
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

#ifndef _WIN32
/* The child says through a pipe what it got, and ends without anybody, memcheck either, looking at what it inherited. */
static int32_t call_in_child(int32_t (*call)(void *), void *args) {
  int ends[2];
  int32_t status = -1;
  CHECK(pipe(ends) == 0);
  fflush(NULL);
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    status = call(args);
    if (write(ends[1], &status, sizeof status) == (ssize_t)sizeof status) kill(getpid(), SIGKILL);
    _exit(1);
  }
  close(ends[1]);
  CHECK(read(ends[0], &status, sizeof status) == (ssize_t)sizeof status);
  close(ends[0]);
  int ended = -1;
  CHECK(waitpid(child, &ended, 0) == child && WIFSIGNALED(ended) && WTERMSIG(ended) == SIGKILL);
  return status;
}

static const way in_child = {call_in_child, 0, 0};
#endif

static const way as_usual = {call_as_usual, 1, 1};
static const way in_callback = {call_in_callback, 1, 0};

#endif
