/* A process whose name reads like the rest of its own stat line. */
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(void) {
  prctl(PR_SET_NAME, "e) S 1 (\n\\) S 2", 0, 0, 0);
  puts("ready");
  fflush(stdout);
  pause();
}
