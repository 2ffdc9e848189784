/* Runs programs with --version and stops each right before its end, when everything that it needs
 * is still mapped. Prints "<pid> <program>" for each, then READY, and waits. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t running;

static void end_it(int signal) {
  (void)signal;
  kill(running, SIGTERM);
}

static void run(char *program) {
  running = fork();
  if (running == 0) {
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, 1);
    dup2(null, 2);
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    execl(program, program, "--version", (char *)NULL);
    _exit(1);
  }
  int status;
  if (waitpid(running, &status, 0) != running || !WIFSTOPPED(status)) {
    return;
  }
  ptrace(PTRACE_SETOPTIONS, running, NULL, PTRACE_O_EXITKILL | PTRACE_O_TRACEEXIT);
  long signal = 0;
  alarm(2);
  for (;;) {
    ptrace(PTRACE_CONT, running, NULL, signal);
    if (waitpid(running, &status, 0) != running || !WIFSTOPPED(status)) {
      break;
    }
    if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXIT << 8))) {
      printf("%d %s\n", running, program);
      break;
    }
    signal = WSTOPSIG(status);
  }
  alarm(0);
}

int main(int argc, char **argv) {
  struct sigaction action = {.sa_handler = end_it, .sa_flags = SA_RESTART};
  sigaction(SIGALRM, &action, NULL);
  for (int i = 1; i < argc; i++) {
    run(argv[i]);
  }
  puts("READY");
  fflush(stdout);
  for (;;) {
    pause();
  }
}
