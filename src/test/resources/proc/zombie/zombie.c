/* A child that ends, a parent that does not ask. */
#include <stdio.h>
#include <unistd.h>

int main(void) {
  int child = fork();
  if (child == 0) _exit(0);
  printf("%d\n", child);
  fflush(stdout);
  pause();
}
