/* sharing [first-ends]: has three more threads, with names, one worker of io_uring where the kernel
   lets it, and a child of fork() that touches memory of its own. first-ends: then the first thread
   ends. Says CHILD <pid>, RING <1 or 0>, READY. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TOUCHED (256L << 20)
#define IORING_SETUP_SQPOLL 2

static void *wait_named(void *name) {
  pthread_setname_np(pthread_self(), name);
  for (;;) {
    pause();
  }
  return name;
}

int main(int argc, char **argv) {
  char *names[] = {"reader (1)", "reader\n2", "writer"};
  pid_t child = fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* One page of each table: page tables grow, memory does not. */
    char *memory = mmap(NULL, TOUCHED, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    madvise(memory, TOUCHED, MADV_NOHUGEPAGE);
    for (long at = 0; at < TOUCHED; at += 2L << 20) {
      memory[at] = 1;
    }
    printf("CHILD %d\n", getpid());
    fflush(stdout);
    for (;;) {
      pause();
    }
  }
  for (int i = 0; i < 3; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, wait_named, names[i]) != 0) {
      return 1;
    }
  }
  /* struct io_uring_params has 120 bytes; its third word is the flags. */
  unsigned parameters[30];
  memset(parameters, 0, sizeof parameters);
  parameters[2] = IORING_SETUP_SQPOLL;
  long ring = syscall(SYS_io_uring_setup, 4, parameters);
  printf("RING %d\nREADY\n", ring >= 0);
  fflush(stdout);
  if (argc > 1 && strcmp(argv[1], "first-ends") == 0) {
    pthread_exit(NULL);
  }
  for (;;) {
    pause();
  }
}
