/* Put before an example: its main runs inside another one, which looks afterwards for what was left. */
#include <stdio.h>

#include "tillbook.h"

int example(int argc, char **argv);

int main(int argc, char **argv) {
  int status = example(argc, argv);
  printf("%llu handles left\n", (unsigned long long)tillbook_debug_live_handles());
  return status;
}

#define main example
