// Maps one file so often that the listing has many lines, each with a path of some 3,500 characters.
// Arguments: a folder to make the file in, how many mappings.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

int main(int argc, char **argv) {
  if (argc != 3 || chdir(argv[1])) fail("usage: long-paths FOLDER COUNT");
  char name[251];
  memset(name, 'a', sizeof name - 1);
  name[sizeof name - 1] = 0;
  for (int depth = 0; depth < 14; depth++) {
    if (mkdir(name, 0755) || chdir(name)) fail("mkdir");
  }
  int file = open("f", O_RDWR | O_CREAT, 0644);
  if (file < 0 || ftruncate(file, 8192)) fail("file");
  for (int i = 0; i < atoi(argv[2]); i++) {
    // Neighbours differ, else the kernel makes one mapping of them.
    int protection = i % 2 ? PROT_READ : PROT_READ | PROT_WRITE;
    if (mmap(NULL, 4096, protection, MAP_SHARED, file, (i % 2) * 4096) == MAP_FAILED) fail("mmap");
  }
  puts("READY");
  fflush(stdout);
  pause();
}
