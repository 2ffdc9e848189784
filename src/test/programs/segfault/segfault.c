/* Does one wrong access without a handler, and so ends by a signal: null, jump, read-only, stack, not-canonical. */
#define _GNU_SOURCE
#include <string.h>
#include <sys/prctl.h>

static int too_deep(int depth) {
  volatile char room[4096];
  room[0] = (char)depth;
  return too_deep(depth + 1) + room[0];
}

int main(int argc, char **argv) {
  const char *kind = argc > 1 ? argv[1] : "null";
  if (argc > 2) {
    prctl(PR_SET_NAME, argv[2]);
  }
  if (!strcmp(kind, "null")) {
    *(volatile int *)0x18 = 1;
  } else if (!strcmp(kind, "jump")) {
    ((void (*)(void))0x123456789000)();
  } else if (!strcmp(kind, "read-only")) {
    *(volatile char *)"constant" = 1;
  } else if (!strcmp(kind, "stack")) {
    return too_deep(0);
  } else if (!strcmp(kind, "not-canonical")) {
    return *(volatile int *)0x8000000000000000;
  }
  return 0;
}
