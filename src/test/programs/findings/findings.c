// Maps memory as the rules of findings look for it, and memory that looks like it and is none. Built with
// -z execstack, so that its stack can be executed. The library that it is given is loaded, and stays so.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <unistd.h>

static char *map(int permissions, int flags, int file) {
  char *memory = mmap(NULL, 4096, permissions, flags, file, 0);
  if (memory == MAP_FAILED) {
    perror("mmap");
    exit(1);
  }
  return memory;
}

int main(int argc, char **argv) {
  if (argc != 2 || dlopen(argv[1], RTLD_NOW) == NULL) {
    fprintf(stderr, "usage: findings LIBRARY: %s\n", dlerror());
    return 1;
  }
  int all = PROT_READ | PROT_WRITE | PROT_EXEC;
  map(all, MAP_PRIVATE | MAP_ANONYMOUS, -1);

  // A name that makes it look like the kernel's own.
  char *named = map(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, named, 4096, "vdso");

  int file = memfd_create("code", 0);
  if (file < 0 || ftruncate(file, 4096) != 0) {
    perror("memfd_create");
    return 1;
  }
  map(PROT_READ | PROT_EXEC, MAP_SHARED, file);

  // Deleted, as the kernel calls them, and none of it a finding.
  map(PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1);
  int segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
  if (segment < 0 || shmat(segment, NULL, 0) == (void *)-1) {
    perror("shmget");
    return 1;
  }
  shmctl(segment, IPC_RMID, NULL);

  puts("READY");
  fflush(stdout);
  pause();
}
