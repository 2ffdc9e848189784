// Does with files what programs do with their libraries, a line of its input at a time: loads them, maps them as
// data, writes, deletes and hides them, and runs them from memory. Answers READY, or ends with what went wrong.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static int loaded(const void *library) {
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return -1;
  }
  return 0;
}

static int map(const char *path) {
  int file = open(path, O_RDONLY);
  return file >= 0 && mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, file, 0) != MAP_FAILED ? 0 : -1;
}

static int fill(int out, const char *from) {
  static char bytes[1 << 20];
  int in = open(from, O_RDONLY);
  ssize_t count = in < 0 || out < 0 ? -1 : read(in, bytes, sizeof bytes);
  return count >= 0 && write(out, bytes, count) == count && close(in) == 0 ? 0 : -1;
}

static int copy(const char *from, const char *to) {
  int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0755);
  return fill(out, from) == 0 ? close(out) : -1;
}

// Becomes the program in a file, of which only a copy in memory is run.
static int start(const char *path) {
  char *const arguments[] = {"started", NULL};
  int memory = memfd_create("started", MFD_CLOEXEC);
  return fill(memory, path) == 0 ? fexecve(memory, arguments, environ) : -1;
}

static int root(const char *folder) { return chroot(folder) == 0 ? chdir("/") : -1; }

int main(void) {
  char line[9000], what[16], first[4096], second[4096];
  puts("READY");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = 0;
    first[0] = second[0] = 0;
    if (sscanf(line, "%15[^\t]\t%4095[^\t]\t%4095[^\t]", what, first, second) < 2) {
      return 2;
    }
    int failed = strcmp(what, "load") == 0     ? loaded(dlopen(first, RTLD_NOW))
                 : strcmp(what, "again") == 0  ? loaded(dlmopen(LM_ID_NEWLM, first, RTLD_NOW))
                 : strcmp(what, "map") == 0    ? map(first)
                 : strcmp(what, "copy") == 0   ? copy(first, second)
                 : strcmp(what, "delete") == 0 ? unlink(first)
                 : strcmp(what, "rename") == 0 ? rename(first, second)
                 : strcmp(what, "enter") == 0  ? chdir(first)
                 : strcmp(what, "root") == 0   ? root(first)
                 : strcmp(what, "start") == 0  ? start(first)
                 : strcmp(what, "bind") == 0   ? mount(first, second, NULL, MS_BIND, NULL)
                 : strcmp(what, "cover") == 0  ? mount("none", first, "tmpfs", 0, NULL)
                 : strcmp(what, "detach") == 0 ? umount2(first, MNT_DETACH)
                                               : -1;
    if (failed) {
      perror(line);
      return 1;
    }
    puts("READY");
    fflush(stdout);
  }
  return 0;
}
