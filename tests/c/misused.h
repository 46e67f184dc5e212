/* The end of the generated program: what happens to the functions that stand in `functions`, to every second of them, from
   the one on that HALF says. */

/* Every function on its own, with one bad value at a time. Nothing of it changes what is in the store. */
static void refuse_each(void) {
  uint64_t before = records_of(misused.store);
  for (size_t i = HALF; i < function_count; i += 2) functions[i].refused();
  CHECK(records_of(misused.store) == before);
}

/* The same with values that may be as good as any. What a function took away is there for the next one. */
static void survive_each(void) {
  for (size_t i = HALF; i < function_count; i += 2) {
    functions[i].survived();
    refill(&misused);
  }
}

/* Any status that the header names for the function. */
enum { DOCUMENTED = -1 };

/* Every function with good values, on whatever `good` is at the moment. */
static void call_each(const way *way, int32_t expected, int (*where)(const function *)) {
  for (size_t i = HALF; i < function_count; i += 2) {
    const function *one = &functions[i];
    if (!one->is_status || !where(one)) continue;
    int32_t status = one->good_call(way);
    if (way == &as_usual && expected == DOCUMENTED && is_writable) refill(&misused);
    if (expected != DOCUMENTED && status != expected) {
      complain(one->name, "called with good values, answers something else than it should", status);
      complain(one->name, "should answer", expected);
    }
  }
}

static int anywhere(const function *one) { return one != NULL; }
static int with_a_handle(const function *one) { return one->takes_handle; }
/* What ends of a balance only writes when something does. */
static int that_writes(const function *one) {
  return one->documents_read_only && one->takes_handle && strcmp(one->name, "tillbook_ledgers_end_due") != 0;
}
static int that_a_fault_stops(const function *one) { return one->documents_poisoned; }

int main(int argc, char **argv) {
  open_good(argc, argv);
  refuse_each();
  survive_each();
  call_each(&in_callback, TILLBOOK_REENTRANT, anywhere);
#ifndef _WIN32
  call_each(&in_child, TILLBOOK_FORKED, with_a_handle);
#endif
  call_each(&as_usual, DOCUMENTED, anywhere);
  reopen_good(1);
  call_each(&as_usual, DOCUMENTED, anywhere);
  call_each(&as_usual, TILLBOOK_READ_ONLY, that_writes);
  reopen_good(0);
  stop_good();
  call_each(&as_usual, DOCUMENTED, anywhere);
  call_each(&as_usual, TILLBOOK_POISONED, that_a_fault_stops);
  close_good();
  CHECK(complaints == 0);
  return finish();
}
