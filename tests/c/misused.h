/* The end of the generated program: what happens to the functions that stand in `functions`. */

/* Every function on its own, with one bad value at a time. */
static void misuse_each(void) {
  for (size_t i = 0; i < function_count; i++) functions[i].misuse();
}

/* Every function with good values, on whatever `good` is at the moment. */
static void call_each(const way *way, int32_t expected, int (*where)(const function *)) {
  for (size_t i = 0; i < function_count; i++) {
    const function *one = &functions[i];
    if (!one->is_status || !where(one)) continue;
    int32_t status = one->good_call(way);
    if (expected >= 0 && status != expected) check_status(__FILE__, __LINE__, one->name, expected, status);
  }
}

static int anywhere(const function *one) { return one != NULL; }
static int with_a_handle(const function *one) { return one->takes_handle; }
static int that_a_fault_stops(const function *one) { return one->documents_poisoned; }

int main(int argc, char **argv) {
  (void)argc;
  open_good(argv);
  misuse_each();
  call_each(&in_callback, TILLBOOK_REENTRANT, anywhere);
#ifndef _WIN32
  call_each(&in_child, TILLBOOK_FORKED, with_a_handle);
#endif
  call_each(&as_usual, -1, anywhere);
  stop_good();
  call_each(&as_usual, TILLBOOK_POISONED, that_a_fault_stops);
  call_each(&as_usual, -1, anywhere);
  close_good();
  CHECK(complaints == 0);
  return finish();
}
