/* Maps memory of every odd name; run in an empty directory. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

static void map(int fd, int flags) {
  if (fd < 0 || mmap(NULL, 4096, PROT_READ, flags, fd, 0) == MAP_FAILED) {
    perror("mmap");
    exit(1);
  }
}

static void file(const char *name, int deleted) {
  int fd = open(name, O_RDWR | O_CREAT, 0600);
  if (ftruncate(fd, 4096)) exit(1);
  map(fd, MAP_SHARED);
  if (deleted) unlink(name);
}

static void memory(const char *name) {
  int fd = memfd_create(name, 0);
  if (ftruncate(fd, 4096)) exit(1);
  map(fd, MAP_SHARED);
}

int main(void) {
  file("two  blanks", 0);
  file("a\ttab", 0);
  file("a\nnewline", 0);
  file("trailing blanks  ", 0);
  file("back\\slash", 0);
  file("not a newline: \\012", 0);
  file("\xff\xfe-not-utf8", 0);
  file("gr\xc3\xbc\xc3\x9f\x65", 0);
  file("really so named (deleted)", 0);
  file("deleted", 1);
  file("[heap]", 0);
  memory("a  memfd\n[heap]\xff");
  memory("");
  shmat(shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600), NULL, 0);
  int keyed = shmget(0x0dd0adad, 4096, IPC_CREAT | 0600);
  shmat(keyed, NULL, 0);
  shmctl(keyed, IPC_RMID, NULL);
  mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  map(open("/dev/zero", O_RDWR), MAP_PRIVATE);
  mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  free(malloc(1));
  puts("ready");
  fflush(stdout);
  pause();
}
