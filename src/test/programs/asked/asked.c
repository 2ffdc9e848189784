/* A process that questions are asked about. Each argument is a part of it:
 *   name=TEXT      its name
 *   memory=N       a mapping of N MiB, touched
 *   children=N     N children that share what was mapped before
 *   threads=N      N threads
 *   library=PATH   a loaded library
 *   code           a page to write and to execute
 *   grow           memory that grows by 5 MiB a second
 * Says READY, and stays. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

static void *map(size_t bytes, int more) {
  void *memory =
      mmap(NULL, bytes, PROT_READ | PROT_WRITE | more, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    perror("mmap");
    exit(1);
  }
  memset(memory, 1, bytes);
  return memory;
}

static void *wait_forever(void *nothing) {
  for (;;) {
    pause();
  }
  return nothing;
}

static void have_threads(int count) {
  for (int i = 0; i < count; i++) {
    pthread_t thread;
    pthread_create(&thread, NULL, wait_forever, NULL);
  }
}

static void have_children(int count) {
  for (int i = 0; i < count; i++) {
    if (fork() == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      wait_forever(NULL);
    }
  }
}

static const char *value(const char *argument, const char *name) {
  size_t length = strlen(name);
  return strncmp(argument, name, length) == 0 ? argument + length : NULL;
}

int main(int argc, char **argv) {
  int grows = 0;
  for (int i = 1; i < argc; i++) {
    const char *text;
    if ((text = value(argv[i], "name="))) {
      prctl(PR_SET_NAME, text);
    } else if ((text = value(argv[i], "memory="))) {
      map((size_t)atoi(text) << 20, 0);
    } else if ((text = value(argv[i], "children="))) {
      have_children(atoi(text));
    } else if ((text = value(argv[i], "threads="))) {
      have_threads(atoi(text));
    } else if ((text = value(argv[i], "library="))) {
      if (!dlopen(text, RTLD_NOW)) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
      }
    } else if (strcmp(argv[i], "code") == 0) {
      map(4096, PROT_EXEC);
    } else if (strcmp(argv[i], "grow") == 0) {
      grows = 1;
    } else {
      fprintf(stderr, "unknown: %s\n", argv[i]);
      return 1;
    }
  }
  puts("READY");
  fflush(stdout);
  while (grows) {
    usleep(100000);
    map(512 << 10, 0);
  }
  wait_forever(NULL);
}
