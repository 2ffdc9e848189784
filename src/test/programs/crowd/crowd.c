/* crowd COUNT NAMES: has COUNT children that do nothing, of so many names. They end with it. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv) {
  long many = argc > 2 ? atol(argv[1]) : 0;
  long names = argc > 2 ? atol(argv[2]) : 1;
  pid_t parent = getpid();
  for (long i = 0; i < many; i++) {
    pid_t child = fork();
    if (child < 0) {
      perror("fork");
      return 1;
    }
    if (child == 0) {
      char name[16];
      snprintf(name, sizeof name, "crowd-%ld", i % names);
      prctl(PR_SET_NAME, name);
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      while (getppid() == parent) {
        pause();
      }
      _exit(0);
    }
  }
  printf("READY\n");
  fflush(stdout);
  while (getppid() != 1) {
    pause();
  }
  return 0;
}
